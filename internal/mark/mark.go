// Package mark turns reports marked by hand into readings. A marked report is one text file: a head, the body untouched,
// and under it lists that name parts of the body by their words. Positions are found here, so that nobody counts them.
//
//	id: en-01
//	language: en
//
//	== body
//	Police arrested 12 men in Lille on Monday.
//
//	== amounts
//	12 = 12 | of=men
//	== accounts
//	arrest | arrested
//	  initiator: Police | sector=COP
//	  target: 12 men
//	  harm: arrested | 12 men = 12
//
// corpus/README.md describes the form in full.
package mark

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mistake is something wrong with a line of a marked report.
type Mistake struct {
	File string
	Line int // from 1
	Text string
}

// Error writes a mistake as FILE:LINE: TEXT.
func (m *Mistake) Error() string { return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Text) }

// Mistakes are all mistakes of a file, in the order of its lines.
type Mistakes []*Mistake

// Error writes one mistake a line.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i, mistake := range m {
		lines[i] = mistake.Error()
	}
	return strings.Join(lines, "\n")
}

// Compile reads a marked report. acts lists the acts of the codebook. The error, if any, is of type Mistakes and
// names all of them.
func Compile(file, source string, acts []string) (*Reading, error) {
	c := &compiler{file: file, acts: acts, reading: empty()}
	sections, head := c.split(source)
	c.head(head)
	for _, name := range layers {
		for _, l := range sections[name] {
			c.line = l.number
			c.layer(name, l)
		}
	}
	c.finish()
	if len(c.mistakes) > 0 {
		slices.SortStableFunc(c.mistakes, func(a, b *Mistake) int { return cmp.Compare(a.Line, b.Line) })
		return nil, c.mistakes
	}
	return c.reading, nil
}

// empty returns a reading with lists that are empty rather than missing, so that its JSON says "[]".
func empty() *Reading {
	return &Reading{Schema: Schema, Accounts: []*Account{}, Quotes: []Quote{},
		Mentions: Mentions{Names: []Name{}, Dates: []Date{}, Places: []Place{}, Amounts: []Amount{}}}
}

// layers lists the sections after the body in the order in which they are read: accounts look up amounts and places.
var layers = []string{"names", "dates", "places", "amounts", "accounts", "quotes", "doubts"}

// compiler holds what is known while one report is read.
type compiler struct {
	file string   // given
	acts []string // given

	body     body
	reading  *Reading
	account  *Account // the account whose fields are being read
	every    []every  // names that stand for all their occurrences, set last
	line     int      // the line being read
	mistakes Mistakes
}

// every is a name line that ends in " *".
type every struct {
	words string
	like  Name
}

// line is one line of a section.
type line struct {
	number int
	text   string
}

// wrong notes a mistake in the line being read.
func (c *compiler) wrong(format string, values ...any) {
	c.mistakes = append(c.mistakes, &Mistake{c.file, c.line, fmt.Sprintf(format, values...)})
}

// split cuts source into the lines of its sections and of its head, and sets the body.
func (c *compiler) split(source string) (sections map[string][]line, head []line) {
	sections = map[string][]line{}
	section, text := "", []string{}
	for i, row := range strings.Split(source, "\n") {
		c.line = i + 1
		name, isTitle := strings.CutPrefix(row, "== ")
		switch {
		case isTitle && name != "body" && !slices.Contains(layers, name):
			c.wrong("no section is called %q", name)
		case isTitle:
			section = name
		case section == "body":
			text = append(text, row)
		case strings.TrimSpace(row) == "" || strings.HasPrefix(row, "# "):
		case section == "":
			head = append(head, line{i + 1, row})
		default:
			sections[section] = append(sections[section], line{i + 1, row})
		}
	}
	c.body = newBody(strings.TrimSpace(strings.Join(text, "\n")))
	return sections, head
}

// head reads the lines before the body.
func (c *compiler) head(head []line) {
	r := &c.reading.Report
	for _, l := range head {
		c.line = l.number
		key, value, _ := strings.Cut(l.text, ": ")
		switch key {
		case "id":
			r.ID = value
		case "outlet":
			r.Outlet = value
		case "title":
			r.Title = value
		case "byline":
			r.Byline = strings.Split(value, ", ")
		case "published":
			r.Published = value
		case "language":
			r.Language = value
		default:
			c.wrong("the head has no field %q", key)
		}
	}
	r.File = c.file
	r.BodyChars = c.body.chars()
	c.reading.Body = c.body.text
	if r.ID == "" || r.Language == "" || r.BodyChars == 0 {
		c.wrong("want an id, a language and a body")
	}
}

// layer reads one line of a section.
func (c *compiler) layer(name string, l line) {
	fields := newFields(l.text)
	switch name {
	case "names":
		c.name(fields)
	case "dates":
		c.date(fields)
	case "places":
		c.place(fields)
	case "amounts":
		c.amount(fields)
	case "accounts":
		c.accountLine(l.text)
	case "quotes":
		c.quote(fields)
	case "doubts":
		c.doubt(fields)
	}
	for _, key := range fields.unread() {
		if name != "accounts" {
			c.wrong("section %s has no field %q", name, key)
		}
	}
}

// finish sets the names that stand for all their occurrences, and puts every layer into the order of the body.
func (c *compiler) finish() {
	m := &c.reading.Mentions
	slices.SortStableFunc(c.every, func(a, b every) int { return cmp.Compare(len(b.words), len(a.words)) })
	for _, e := range c.every {
		for _, at := range c.body.all(e.words) {
			if !slices.ContainsFunc(m.Names, func(n Name) bool { return n.Start < at.End && at.Start < n.End }) {
				e.like.Span = at
				m.Names = append(m.Names, e.like)
			}
		}
	}
	slices.SortStableFunc(m.Names, func(a, b Name) int { return a.Span.compare(b.Span) })
	slices.SortStableFunc(m.Dates, func(a, b Date) int { return a.Span.compare(b.Span) })
	slices.SortStableFunc(m.Places, func(a, b Place) int { return a.Span.compare(b.Span) })
	slices.SortStableFunc(m.Amounts, func(a, b Amount) int { return a.Span.compare(b.Span) })
	slices.SortStableFunc(c.reading.Accounts, func(a, b *Account) int { return a.Trigger.compare(b.Trigger) })
	slices.SortStableFunc(c.reading.Quotes, func(a, b Quote) int { return a.Span.compare(b.Span) })
}
