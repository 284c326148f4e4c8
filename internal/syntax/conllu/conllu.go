// Package conllu reads and writes CoNLL-U, the table format of Universal Dependencies (UD 2), turns its sentences into documents and
// back, reads files of name labels, and scores one CoNLL-U text against another.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The columns of a row.
const (
	ID = iota
	Form
	Lemma
	Tag    // universal part of speech
	OwnTag // part of speech of the language
	Feats
	Head
	Rel
	Deps
	Misc
	Columns // how many there are
)

// Row is one line of a sentence. A column that says nothing holds "_".
type Row [Columns]string

// Kind tells the kinds of rows apart by their ID.
type Kind uint8

// The kinds of rows.
const (
	Word  Kind = iota // 3
	Range             // 3-4: the surface of a multiword token
	Empty             // 3.1: a word that is not in the text
)

// Kind returns the kind of r.
func (r *Row) Kind() Kind {
	switch {
	case strings.IndexByte(r[ID], '-') > 0:
		return Range
	case strings.IndexByte(r[ID], '.') > 0:
		return Empty
	}
	return Word
}

// Bounds returns the first and the last word that a Range covers; for other rows the word itself twice. Numbers begin at 1.
func (r *Row) Bounds() (first, last int) {
	from, to, found := strings.Cut(r[ID], "-")
	first, _ = strconv.Atoi(from)
	if !found {
		return first, first
	}
	last, _ = strconv.Atoi(to)
	return first, last
}

// Attribute returns the value of a key in MISC, such as Name, and whether it is there.
func (r *Row) Attribute(key string) (string, bool) {
	for part := range strings.SplitSeq(r[Misc], "|") {
		if k, v, _ := strings.Cut(part, "="); k == key {
			return v, true
		}
	}
	return "", false
}

// SetAttribute puts key=value into MISC, in place of an earlier value; an empty value takes the key out.
func (r *Row) SetAttribute(key, value string) {
	var parts []string
	for part := range strings.SplitSeq(r[Misc], "|") {
		if k, _, _ := strings.Cut(part, "="); part != "_" && part != "" && k != key {
			parts = append(parts, part)
		}
	}
	if value != "" {
		parts = append(parts, key+"="+value)
	}
	r[Misc] = "_"
	if len(parts) > 0 {
		r[Misc] = strings.Join(parts, "|")
	}
}

// Tight reports whether no space stands between r and what follows.
func (r *Row) Tight() bool {
	space, found := r.Attribute("SpaceAfter")
	return found && space == "No"
}

// Sentence is a block of a CoNLL-U text: comment lines with their "#", and rows.
type Sentence struct {
	Comments []string
	Rows     []Row
}

// Words calls yield for each row that is a word, with its number from 1 on.
func (s *Sentence) Words(yield func(int, *Row) bool) {
	number := 0
	for i := range s.Rows {
		if s.Rows[i].Kind() == Word {
			if number++; !yield(number, &s.Rows[i]) {
				return
			}
		}
	}
}

// Comment returns the value of a comment such as "# sent_id = 7", and whether there is one; "# newpar" has an empty value.
func (s *Sentence) Comment(key string) (string, bool) {
	for _, comment := range s.Comments {
		name, value, _ := strings.Cut(strings.TrimPrefix(comment, "#"), "=")
		name = strings.TrimSpace(name)
		if name == key || name == key+" id" {
			return strings.TrimSpace(value), true
		}
	}
	return "", false
}

// Error is a line that cannot be read.
type Error struct {
	Line   int // from 1 on
	Reason string
}

// Error names the line and the reason.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// Write writes sentences as CoNLL-U.
func Write(w io.Writer, sentences []Sentence) error {
	out := bufio.NewWriterSize(w, 1<<16)
	for i := range sentences {
		write(out, &sentences[i])
	}
	return out.Flush()
}

// write writes one sentence and the empty line after it. An error stays in out until Flush.
func write(out *bufio.Writer, s *Sentence) {
	for _, comment := range s.Comments {
		out.WriteString(comment)
		out.WriteByte('\n')
	}
	for i := range s.Rows {
		for column, value := range s.Rows[i] {
			if column > 0 {
				out.WriteByte('\t')
			}
			out.WriteString(value)
		}
		out.WriteByte('\n')
	}
	out.WriteByte('\n')
}
