package rule

import (
	"cmp"
	"slices"

	"dateline/internal/text"
)

// Hit is where a pattern of an act was found.
type Hit struct {
	Act         *Act
	Pattern     *Pattern
	First, Last int // the words of the trigger that stand together, both included
	Head        int // the word of the trigger that the others hang on
	Args        []Arg

	words []int // of the trigger
}

// Arg is a word that fills a role: the head of a phrase.
type Arg struct {
	Role string
	Argument
}

// Origin returns the name of the act and the short hash of its file.
func (h Hit) Origin() text.Origin { return text.Origin{Rule: h.Act.Name, Version: h.Act.Version} }

// Find returns the acts that a parsed sentence tells of, in order of position: at most one of each act for a trigger.
func (c *Codebook) Find(d *text.Document, sentence int) []Hit {
	x := c.index[d.Language]
	s := d.Sentences[sentence]
	if x == nil || !s.Parsed {
		return nil
	}
	v := x.book.view(d)
	var all []Hit
	known := arguments{}
	for i := s.First; i < s.Last; i++ {
		x.each(v, i, func(t *indexed) bool {
			if h, ok := t.find(v, s, i, known); ok {
				all = keepBetter(all, h)
			}
			return false
		})
	}
	slices.SortStableFunc(all, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Act.Name, b.Act.Name))
	})
	return all
}

// keepBetter adds a hit, unless the same act has one on the same words that fills as many roles: "made an arrest" is one.
func keepBetter(all []Hit, h Hit) []Hit {
	for i := range all {
		if all[i].Act == h.Act && (slices.Contains(all[i].words, h.Head) || slices.Contains(h.words, all[i].Head)) {
			if len(h.Args) > len(all[i].Args) || len(h.Args) == len(all[i].Args) && len(h.words) > len(all[i].words) {
				all[i] = h
			}
			return all
		}
	}
	return append(all, h)
}

// onlyNames reports whether a noun only names the kind of another: a "death toll" is no death. Nouns of the list carrier,
// such as "operation", tell of what they carry.
func (p *Pattern) onlyNames(v *view, head int) bool {
	above := v.headOf(head)
	if p.Kind != "noun" || v.d.Tokens[head].Rel.Base() != "compound" || above < 0 {
		return false
	}
	carrier := v.book.names["carrier"]
	return carrier == nil || !(listTest{list: carrier}).covers(v, above)
}

// namesPerson reports whether a word is part of somebody's name: Ban Ki-moon bans nothing.
func namesPerson(v *view, head int) bool {
	x := v.index(nameKind)
	if x.count == 0 || x.over[head] == 0 || v.d.Tokens[head].Tag != text.PROPN {
		return false
	}
	return v.d.Names[x.runs[x.over[head]-1].mention].Type == text.PER
}

// find tries a trigger whose first word is token i.
func (t *indexed) find(v *view, s text.Sentence, i int, known arguments) (Hit, bool) {
	if !t.fits(v.d.Tokens[i].Tag) || !t.mayStand(v, s, i) {
		return Hit{}, false
	}
	words := t.words(v, s, i)
	if words == nil {
		return Hit{}, false
	}
	head := topOf(v.d, words)
	if !t.pattern.headFits(v.d.Tokens[head].Tag) {
		return Hit{}, false
	}
	if t.pattern.onlyNames(v, head) || namesPerson(v, head) {
		return Hit{}, false
	}
	h := Hit{Act: t.pattern.Act, Pattern: t.pattern, Head: head, First: head, Last: head, words: words}
	for slices.Contains(words, h.First-1) {
		h.First--
	}
	for slices.Contains(words, h.Last+1) {
		h.Last++
	}
	ok := t.pattern.fill(v, &h, words, known)
	return h, ok
}
