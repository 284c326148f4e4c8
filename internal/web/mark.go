package web

import (
	"slices"

	"dateline/internal/text"
)

// marked is a span of a body with what it answers.
type marked struct {
	text.Span
	Kind  string // gives the colour
	Field string // the question it answers; marks of one field light up together
	ID    string // names it on the page; empty where nothing leads to it
	Facts []fact // what the program says of it
}

// fact is one line of what the program says of a span: a key of the messages, and a value.
type fact struct{ Key, Value string }

// piece is a stretch of a body between two borders of marks. Where marks lie within each other, the shortest gives the colour.
type piece struct {
	Text        string
	Kind, Field string
	IDs         []string // of the marks that begin here
	Within      bool     // a longer mark lies around it
	Begins      bool     // the mark that gives the colour begins here
	Facts       []fact   // of the mark that gives the colour, where it begins
}

// ID is the name of the piece, and More are other names under which it is found.
func (p piece) ID() string {
	if len(p.IDs) == 0 {
		return ""
	}
	return p.IDs[0]
}

// More: see ID.
func (p piece) More() []string {
	if len(p.IDs) < 2 {
		return nil
	}
	return p.IDs[1:]
}

// pieces cuts a body at the borders of its marks, so that joined together they are the body.
func pieces(body string, spans []marked) []piece {
	spans = slices.DeleteFunc(slices.Clone(spans), func(m marked) bool { return m.Empty() || m.Start < 0 || m.End > len(body) })
	borders := []int{0, len(body)}
	for _, m := range spans {
		borders = append(borders, m.Start, m.End)
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	var all []piece
	named := map[string]bool{}
	for i := 1; i < len(borders); i++ {
		all = append(all, pieceAt(body, borders[i-1], borders[i], spans, named))
	}
	return all
}

func pieceAt(body string, from, to int, spans []marked, named map[string]bool) piece {
	p := piece{Text: body[from:to]}
	shown := -1
	for i, m := range spans {
		if m.Start > from || m.End < to {
			continue
		}
		p.Within = p.Within || shown >= 0 && (m.Start != spans[shown].Start || m.End != spans[shown].End)
		if shown < 0 || m.End-m.Start < spans[shown].End-spans[shown].Start {
			shown = i
		}
		if m.Start == from && m.ID != "" && !named[m.ID] {
			named[m.ID] = true
			p.IDs = append(p.IDs, m.ID)
		}
	}
	if shown >= 0 {
		m := spans[shown]
		p.Kind, p.Field, p.Begins = m.Kind, m.Field, m.Start == from
		p.Facts = factsOf(m, spans, p.Begins)
	}
	return p
}

// factsOf gathers what is said of a mark and of others at the same words.
func factsOf(m marked, spans []marked, begins bool) (all []fact) {
	if !begins {
		return nil
	}
	for _, other := range spans {
		if other.Span != m.Span {
			continue
		}
		for _, f := range other.Facts {
			if f.Value != "" && !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

// kindOf is the colour of a question.
func kindOf(field string) string {
	switch field {
	case "act", "realisation":
		return "act"
	case "initiator", "when", "where", "size":
		return field
	case "target":
		return "target"
	}
	return "harm"
}

// legend is a colour with the questions that have it.
type legend struct {
	Kind   string
	Fields []string
}

// kinds are the colours in the order of the legend.
var kinds = []string{"act", "initiator", "target", "when", "where", "size", "harm", "said"}

func legendOf(columns []column) (all []legend) {
	for _, kind := range kinds {
		l := legend{Kind: kind}
		for _, c := range columns {
			for _, p := range c.Body {
				if p.Kind == kind && !slices.Contains(l.Fields, p.Field) {
					l.Fields = append(l.Fields, p.Field)
				}
			}
		}
		if len(l.Fields) > 0 {
			all = append(all, l)
		}
	}
	return all
}
