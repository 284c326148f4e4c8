package rule

import (
	"slices"
	"strings"

	"dateline/internal/text"
)

// Check runs the examples of all links. It reads each with read, which must parse it.
func (g *Grammar) Check(read func(plain string) *text.Document) Mistakes {
	var mistakes Mistakes
	for _, l := range g.Links {
		for _, e := range l.examples {
			g.check(l, e, read, &mistakes)
		}
	}
	return mistakes.sorted()
}

// check takes the brackets out of an example and compares the words that the link leads to with those marked.
func (g *Grammar) check(l *Link, e example, read func(string) *text.Document, mistakes *Mistakes) {
	e, start := withoutBrackets(e)
	d := read(e.plain)
	predicate := tokenAt(d, start)
	if predicate < 0 {
		mistakes.add(e.place, "no word starts at [")
		return
	}
	var got []text.Span
	for _, t := range g.reached(l, d, predicate) {
		got = append(got, d.Tokens[t].Span)
	}
	if !slices.Equal(got, e.spans) {
		mistakes.add(e.place, "link %s leads to %s, want %s", l.Name, mark(e.plain, got), mark(e.plain, e.spans))
	}
}

// reached returns the tokens that a link leads to, with those coordinated with them, in order.
func (g *Grammar) reached(l *Link, d *text.Document, predicate int) []int {
	var all []int
	switch {
	case l.argues():
		for _, a := range g.Arguments(d, predicate) {
			if a.Link == l {
				all = append(all, a.Token)
			}
		}
	case l.Gives == governor, l.Gives == marker:
		for _, o := range g.Governors(d, predicate) {
			if o.Link == l {
				all = append(all, o.Token)
			}
		}
	default:
		w := treeWalk{g: g, v: g.book.view(d)}
		all = w.follow(l, predicate, 0)
	}
	slices.Sort(all)
	return all
}

// withoutBrackets takes [ and ] out of an example and returns where [ stood.
func withoutBrackets(e example) (example, int) {
	start := strings.IndexByte(e.plain, '[')
	end := strings.IndexByte(e.plain, ']')
	spans := slices.Clone(e.spans)
	move := func(at int) int {
		by := 0
		if at > start {
			by++
		}
		if at > end {
			by++
		}
		return at - by
	}
	for i := range spans {
		spans[i] = text.Span{Start: move(spans[i].Start), End: move(spans[i].End)}
	}
	e.plain = strings.NewReplacer("[", "", "]", "").Replace(e.plain)
	e.spans = spans
	return e, start
}

// tokenAt returns the last token that starts at a byte, -1 when there is none.
func tokenAt(d *text.Document, start int) int {
	found := -1
	for i := range d.Tokens {
		if d.Tokens[i].Start == start {
			found = i
		}
	}
	return found
}
