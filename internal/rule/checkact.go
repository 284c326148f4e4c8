package rule

import (
	"fmt"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Check runs the examples of all acts in the languages that are loaded. It reads each sentence with read, which must take it
// as far as the tree and the mentions that patterns ask for.
func (c *Codebook) Check(read func(lang text.Language, plain string) *text.Document) Mistakes {
	var mistakes Mistakes
	for _, a := range c.Acts {
		for _, e := range a.examples {
			if c.books[e.lang] != nil {
				c.check(a, e, read(e.lang, e.plain), &mistakes)
			}
		}
	}
	return mistakes.sorted()
}

func (c *Codebook) check(a *Act, e example, d *text.Document, mistakes *Mistakes) {
	var mine []Hit
	var got []text.Span
	for s := range d.Sentences {
		for _, h := range c.Find(d, s) {
			if h.Act == a {
				mine = append(mine, h)
				got = append(got, d.Cover(h.First, h.Last))
			}
		}
		if len(mine) > 0 && !c.Triggers(d, s) {
			mistakes.add(e.place, "act %s is found, but not before parsing", a.Name)
		}
	}
	if !slices.Equal(got, e.spans) {
		mistakes.add(e.place, "act %s is found in %s, want %s", a.Name, mark(e.plain, got), mark(e.plain, e.spans))
		return
	}
	g := c.books[e.lang].Grammar()
	for _, h := range mine {
		if wrong := g.compare(d, h, e.expect); wrong != "" {
			mistakes.add(e.place, "act %s: %s", a.Name, wrong)
		}
	}
}

// compare says how the roles of a hit differ from what is expected: for each role that is named, the words of each must
// hold the head of one that was found, and there must be no others. A role named empty must have none.
func (g *Grammar) compare(d *text.Document, h Hit, expect []expectation) string {
	got, want := map[string][]string{}, map[string][]string{}
	var roles []string
	for _, e := range expect {
		if !slices.Contains(roles, e.key) {
			roles = append(roles, e.key)
		}
		if e.value != "" {
			want[e.key] = append(want[e.key], e.value)
		}
	}
	for _, a := range h.Args {
		first, last := g.Phrase(d, a.Token)
		phrase, head := d.At(d.Cover(first, last)), d.Tokens[a.Token].Form
		for _, w := range want[a.Role] {
			if slices.Contains(strings.Fields(w), head) || w == phrase || strings.HasSuffix(w, head) {
				phrase = w
				break
			}
		}
		got[a.Role] = append(got[a.Role], phrase)
	}
	for _, role := range roles {
		if !slices.Equal(got[role], want[role]) {
			return fmt.Sprintf("%s is %q, want %q", role, got[role], want[role])
		}
	}
	return ""
}
