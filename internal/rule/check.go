package rule

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/text"
)

// example is a "yes:" or "no:" line.
type example struct {
	place
	plain  string      // without marks
	spans  []text.Span // what was marked, in plain
	expect []expectation
	yes    bool
	lang   text.Language // in the codebook
}

// expectation is key=value after "=>".
type expectation struct{ key, value string }

// readExamples reads the examples of a stanza.
func readExamples(st stanza, mistakes *Mistakes) []example {
	var all []example
	for _, f := range st.fields {
		if f.key == "yes" || f.key == "no" {
			all = append(all, readExample(f, f.key == "yes", mistakes))
		}
	}
	return all
}

// readExample reads marked text and what is expected of it.
func readExample(f field, yes bool, mistakes *Mistakes) example {
	marked, expected, _ := strings.Cut(f.value, "=>")
	e := example{place: f.place, yes: yes}
	var err error
	e.plain, e.spans, err = Unmark(strings.TrimSpace(marked))
	switch {
	case err != nil:
		mistakes.add(f.place, "%v", err)
	case yes && len(e.spans) == 0:
		mistakes.add(f.place, "a yes: example marks with ‹ › what must match")
	case !yes && len(e.spans) > 0:
		mistakes.add(f.place, "a no: example marks nothing")
	}
	for _, pair := range splitQuoted(expected) {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			mistakes.add(f.place, "after => want key=value, not %q", pair)
		}
		e.expect = append(e.expect, expectation{name, strings.Trim(value, `"`)})
	}
	return e
}

// Unmark takes the marks ‹ › out of a text and returns the spans, in the plain text, of what stood between them.
func Unmark(marked string) (plain string, spans []text.Span, err error) {
	var all strings.Builder
	open := -1
	for _, r := range marked {
		switch r {
		case '‹':
			if open >= 0 {
				return "", nil, fmt.Errorf("‹ stands in ‹ ›")
			}
			open = all.Len()
		case '›':
			if open < 0 {
				return "", nil, fmt.Errorf("› without ‹")
			}
			spans = append(spans, text.Span{Start: open, End: all.Len()})
			open = -1
		default:
			all.WriteRune(r)
		}
	}
	if open >= 0 {
		return "", nil, fmt.Errorf("‹ without ›")
	}
	return all.String(), spans, nil
}

// Check runs the examples of all rules of the set. It reads each with read, which must take it through the stages that
// the topic builds on: tokens, tags, lemmas, and trees and mentions where the rules ask for them.
func (s *Set) Check(read func(plain string) *text.Document) Mistakes {
	var mistakes Mistakes
	for _, r := range s.Rules {
		for _, e := range r.examples {
			d := read(e.plain)
			s.check(r, e, d, &mistakes)
		}
	}
	return mistakes.sorted()
}

func (s *Set) check(r *Rule, e example, d *text.Document, mistakes *Mistakes) {
	var mine []Match
	var got []text.Span
	for _, sentence := range d.Sentences {
		for _, m := range s.find(d, sentence.First, sentence.Last) {
			if m.Rule == r {
				mine = append(mine, m)
				got = append(got, d.Cover(m.First, m.Last))
			}
		}
	}
	if !slices.Equal(got, e.spans) {
		mistakes.add(e.place, "rule %s matches %s, want %s", r.Name, mark(e.plain, got), mark(e.plain, e.spans))
		return
	}
	for _, m := range mine {
		for _, want := range e.expect {
			if value := m.Give(want.key); value != want.value {
				mistakes.add(e.place, "rule %s gives %s=%q, want %q", r.Name, want.key, value, want.value)
			}
		}
	}
}

// mark writes a text with its spans marked; spans must not meet.
func mark(plain string, spans []text.Span) string {
	if len(spans) == 0 {
		return "nothing"
	}
	var all strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start < at {
			continue
		}
		all.WriteString(plain[at:s.Start] + "‹" + plain[s.Start:s.End] + "›")
		at = s.End
	}
	return all.String() + plain[at:]
}
