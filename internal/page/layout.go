package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy puts words on one line.
func tidy(s string) string { return printable(strings.Join(strings.Fields(s), " ")) }

// printable drops what a terminal would obey rather than show: control and format characters, bidirectional marks too.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// joined joins what is not empty.
func joined(separator string, parts ...string) string {
	var full []string
	for _, part := range parts {
		if part != "" {
			full = append(full, part)
		}
	}
	return strings.Join(full, separator)
}

// fold prints s after an opening, broken between words at the width; the lines that follow are indented as far.
func (p *printer) fold(opening, s string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(opening))
	column := utf8.RuneCountInString(opening)
	p.lines.WriteString(opening)
	for i, word := range strings.Fields(s) {
		wide := columns(word)
		switch {
		case i == 0:
		case column+1+wide > p.width:
			p.lines.WriteString("\n" + indent)
			column = len(indent)
		default:
			p.lines.WriteByte(' ')
			column++
		}
		p.lines.WriteString(word)
		column += wide
	}
	p.lines.WriteByte('\n')
}

// columns counts the runes of a word that take a column, ANSI escapes left out.
func columns(word string) int {
	for {
		at := strings.Index(word, "\x1b[")
		if at < 0 {
			return utf8.RuneCountInString(word)
		}
		end := strings.IndexByte(word[at:], 'm')
		if end < 0 {
			return utf8.RuneCountInString(word)
		}
		word = word[:at] + word[at+end+1:]
	}
}
