package web

import (
	"fmt"
	"strings"
)

// block is a part of a text in the little Markdown that the program itself writes: a heading, a paragraph, a list or a table.
type block struct {
	Kind  string // h1, h2, h3, p, ul or table
	Runs  []run  // of a heading or a paragraph
	Items [][]run
	Head  [][]run
	Rows  [][][]run
}

// run is words of one face.
type run struct {
	Text string
	Face string // "", code or em
}

// blocks cuts a text into its parts. What it does not know stands as it is: nothing becomes markup but what the template writes.
func blocks(text string) (all []block) {
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n\n") {
		var b *block
		for line := range strings.SplitSeq(part, "\n") {
			all, b = laid(all, b, strings.TrimRight(line, " "))
		}
	}
	return all
}

// laid adds a line to the block that it goes on with, or to a new one.
func laid(all []block, last *block, line string) ([]block, *block) {
	kind, rest := kindOfLine(line)
	switch {
	case line == "":
		return all, nil
	case last == nil || last.Kind != kind || strings.HasPrefix(kind, "h"):
		all = append(all, block{Kind: kind})
		last = &all[len(all)-1]
	}
	switch kind {
	case "ul":
		last.Items = append(last.Items, runs(rest))
	case "table":
		last.row(rest)
	default:
		if len(last.Runs) > 0 {
			last.Runs = append(last.Runs, run{Text: " "})
		}
		last.Runs = append(last.Runs, runs(rest)...)
	}
	return all, last
}

func kindOfLine(line string) (kind, rest string) {
	for mark, kind := range map[string]string{"# ": "h1", "## ": "h2", "### ": "h3"} {
		if rest, is := strings.CutPrefix(line, mark); is {
			return kind, rest
		}
	}
	if rest, is := strings.CutPrefix(strings.TrimLeft(line, " "), "- "); is {
		return "ul", rest
	}
	if strings.HasPrefix(line, "|") {
		return "table", line
	}
	return "p", line
}

// row adds a row of a table. The line of hyphens says that the row before it is the head.
func (b *block) row(line string) {
	var cells [][]run
	for cell := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		cells = append(cells, runs(strings.TrimSpace(cell)))
	}
	if strings.Trim(line, "|-: ") == "" {
		if len(b.Rows) == 1 {
			b.Head, b.Rows = b.Rows[0], nil
		}
		return
	}
	b.Rows = append(b.Rows, cells)
}

// runs cuts a line at its marks of code and of stress.
func runs(line string) (all []run) {
	for i, part := range strings.Split(line, "`") {
		if i%2 == 1 {
			all = append(all, run{part, "code"})
			continue
		}
		for j, words := range strings.Split(part, "*") {
			if words == "" {
				continue
			}
			face := ""
			if j%2 == 1 {
				face = "em"
			}
			all = append(all, run{words, face})
		}
	}
	return all
}

// shownCell writes a cell of a table for people.
func shownCell(v any) string {
	if v == nil || v == "" {
		return "—"
	}
	return fmt.Sprint(v)
}

// sizeOf writes a number of bytes.
func sizeOf(n int) string {
	if n < 10_000 {
		return fmt.Sprintf("%d\u00a0B", n)
	}
	return fmt.Sprintf("%d\u00a0kB", n/1000)
}
