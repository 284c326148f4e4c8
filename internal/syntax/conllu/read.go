package conllu

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Read reads all sentences of a CoNLL-U text. Rows that are too short are filled up with "_"; carriage returns and a byte order mark
// are passed over; blocks of comments alone are left out. What cannot be understood is an *Error with its line.
func Read(r io.Reader) ([]Sentence, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return Parse(string(data))
}

// Parse is Read for a text at hand. The sentences share its memory.
func Parse(content string) ([]Sentence, error) {
	p := parser{rest: strings.TrimPrefix(content, "\ufeff")}
	for p.rest != "" {
		if err := p.line(p.next()); err != nil {
			return nil, err
		}
	}
	err := p.finish()
	return p.found, err
}

// parser reads line by line.
type parser struct {
	rest  string // not read yet
	found []Sentence

	now    Sentence // the block being read
	number int      // of the line last read
	words  int      // how many words the block has so far
	until  int      // the last word of the range being read
}

// next takes a line off the rest.
func (p *parser) next() string {
	line, rest, _ := strings.Cut(p.rest, "\n")
	p.rest = rest
	p.number++
	return strings.TrimSuffix(line, "\r")
}

// line reads a comment, a row or the end of a block.
func (p *parser) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return p.finish()
	case line[0] == '#' && len(p.now.Rows) == 0: // "#" may also be the ID of a row gone wrong, but never after rows
		p.now.Comments = append(p.now.Comments, line)
		return nil
	}
	return p.row(line)
}

// row reads ten columns.
func (p *parser) row(line string) error {
	var row Row
	column := 0
	for value := range strings.SplitSeq(line, "\t") {
		if column == Columns {
			return p.wrong("more than ten columns")
		}
		row[column] = value
		column++
	}
	for i := range row {
		if row[i] == "" {
			row[i] = "_"
		}
	}
	p.now.Rows = append(p.now.Rows, row)
	return p.place(&p.now.Rows[len(p.now.Rows)-1])
}

// place checks that a row's ID follows from those before.
func (p *parser) place(row *Row) error {
	switch row.Kind() {
	case Range:
		first, last := row.Bounds()
		if first != p.words+1 || last < first || first <= p.until || row[ID] != fmt.Sprintf("%d-%d", first, last) {
			return p.wrong("range " + strconv.Quote(row[ID]) + " does not begin at the next word")
		}
		p.until = last
	case Empty:
		word, part, _ := strings.Cut(row[ID], ".")
		_, err := strconv.ParseUint(part, 10, 31)
		if word != strconv.Itoa(p.words) || err != nil {
			return p.wrong("empty node " + strconv.Quote(row[ID]) + " does not stand after its word")
		}
	default:
		p.words++
		if row[ID] != strconv.Itoa(p.words) {
			return p.wrong(fmt.Sprintf("found %q, want the number %d", row[ID], p.words))
		}
	}
	return nil
}

// finish ends a block.
func (p *parser) finish() error {
	s := p.now
	if len(s.Rows) == 0 {
		if strings.TrimSpace(p.rest) == "" {
			p.now = Sentence{}
		}
		return nil
	}
	if p.until > p.words {
		return p.wrong(fmt.Sprintf("the range up to word %d has no such word", p.until))
	}
	if err := p.heads(&s); err != nil {
		return err
	}
	p.found = append(p.found, s)
	p.now, p.words, p.until = Sentence{}, 0, 0
	return nil
}

// heads checks that heads name words of the sentence.
func (p *parser) heads(s *Sentence) error {
	for number, row := range s.Words {
		if row[Head] == "_" {
			continue
		}
		head, err := strconv.Atoi(row[Head])
		if err != nil || head < 0 || head > p.words {
			return p.wrong(fmt.Sprintf("the head %q of word %d is no word of the sentence that ends here", row[Head], number))
		}
	}
	return nil
}

func (p *parser) wrong(reason string) error { return &Error{p.number, reason} }
