package rule

import (
	"slices"

	"dateline/internal/text"
)

// triggerIndex finds the triggers of a language by their first words.
type triggerIndex struct {
	book   *Book
	byWord [][]indexed
	byList [][]indexed
}

// indexed is a trigger of a pattern.
type indexed struct {
	pattern *Pattern
	trigger trigger
}

func newTriggerIndex(c *Codebook, b *Book) *triggerIndex {
	x := &triggerIndex{book: b, byWord: make([][]indexed, len(b.vocabulary)+1), byList: make([][]indexed, len(b.lists))}
	for _, a := range c.Acts {
		for _, p := range a.Patterns {
			if p.Language != b.Language {
				continue
			}
			for _, t := range p.triggers {
				x.add(indexed{p, t})
			}
		}
	}
	return x
}

// Triggers reports whether a sentence may tell of an act, by its words and tags alone: for parsing only what is worth it.
func (c *Codebook) Triggers(d *text.Document, sentence int) bool {
	x := c.index[d.Language]
	if x == nil {
		return false
	}
	s := d.Sentences[sentence]
	v := x.book.view(d)
	for i := s.First; i < s.Last; i++ {
		if x.each(v, i, func(t indexed) bool { return t.fits(v.d.Tokens[i].Tag) && t.mayStand(v, s) }) {
			return true
		}
	}
	return false
}

// add puts a trigger in by its first word.
func (x *triggerIndex) add(t indexed) {
	first := t.trigger[0]
	if first.list >= 0 {
		x.byList[first.list] = append(x.byList[first.list], t)
	}
	for _, w := range first.words {
		x.byWord[w] = append(x.byWord[w], t)
	}
}

// each calls f with the triggers that may start at token i until it returns true.
func (x *triggerIndex) each(v *view, i int, f func(indexed) bool) bool {
	w := &v.words[i]
	if w.form != unknown && slices.ContainsFunc(x.byWord[w.form], f) {
		return true
	}
	if w.lemma != w.form && w.lemma != unknown && slices.ContainsFunc(x.byWord[w.lemma], f) {
		return true
	}
	for _, h := range v.starting(i) {
		if h.entry.list >= 0 && slices.ContainsFunc(x.byList[h.entry.list], f) {
			return true
		}
	}
	return false
}

// fits reports whether a tag suits the first word of the trigger: of a trigger of several words it need not be the head.
func (t indexed) fits(tag text.Tag) bool {
	return len(t.trigger) > 1 && tag != text.PUNCT || t.pattern.headFits(tag)
}

// headFits reports whether a tag suits the head of the trigger.
func (p *Pattern) headFits(tag text.Tag) bool {
	switch p.Kind {
	case "verb":
		return tag == text.VERB || tag == text.AUX
	case "noun":
		return tag == text.NOUN || tag == text.PROPN
	default:
		return tag == text.ADJ || tag == text.VERB
	}
}

// mayStand reports whether a sentence has all that the trigger and the required slots ask for, wherever it stands.
func (t indexed) mayStand(v *view, s text.Sentence) bool {
	for _, word := range t.trigger[1:] {
		if !word.optional && !anywhere(v, s, word.test) {
			return false
		}
	}
	for _, slot := range t.pattern.slots {
		if slot.required && !asksMention(slot.test) && !anywhere(v, s, slot.test) {
			return false
		}
	}
	return true
}

func anywhere(v *view, s text.Sentence, t test) bool {
	for i := s.First; i < s.Last; i++ {
		if t.covers(v, i) {
			return true
		}
	}
	return false
}

// asksMention reports whether a test asks for mentions, which may not be found yet, or for the tree.
func asksMention(t test) bool {
	switch t := t.(type) {
	case mentionTest, treeTest:
		return true
	case orTest:
		return slices.ContainsFunc(t, asksMention)
	case andTest:
		return slices.ContainsFunc(t, asksMention)
	}
	return false
}

// words returns the tokens of the trigger, nil when some are missing: each stands right after the one before, or hangs on
// one of the others, or one of them on it. Words that hang on later ones wait for them: "took the men into custody".
func (t indexed) words(v *view, s text.Sentence, i int) []int {
	words := takeWord(nil, v, s, i, t.trigger[0])
	waiting := t.trigger[1:]
	for len(waiting) > 0 && words != nil {
		var left []triggerWord
		for _, w := range waiting {
			more := nextWord(words, v, s, w)
			if more == nil && !w.optional {
				more = linked(words, v, s, w)
			}
			if more != nil {
				words = more
			} else {
				left = append(left, w)
			}
		}
		if len(left) == len(waiting) {
			if slices.ContainsFunc(left, func(w triggerWord) bool { return !w.optional }) {
				return nil
			}
			break
		}
		waiting = left
	}
	return words
}

// nextWord adds the tokens that a word takes right after the last of words.
func nextWord(words []int, v *view, s text.Sentence, w triggerWord) []int {
	next := words[len(words)-1] + 1
	if next >= s.Last || w.test.lengths(v, next) == 0 {
		return nil
	}
	return takeWord(words, v, s, next, w)
}

// takeWord adds the tokens that a word of a trigger takes from token i.
func takeWord(words []int, v *view, s text.Sentence, i int, w triggerWord) []int {
	set := w.test.lengths(v, i)
	n := 0
	for k := range 64 {
		if set&(1<<k) != 0 && i+k <= s.Last {
			n = k
		}
	}
	if n == 0 {
		return nil
	}
	for k := range n {
		words = append(words, i+k)
	}
	return words
}

// linked adds the token that a word takes elsewhere in the sentence, if the tree links it with one of words.
func linked(words []int, v *view, s text.Sentence, w triggerWord) []int {
	for k := s.First; k < s.Last; k++ {
		if w.test.lengths(v, k) == 0 || slices.Contains(words, k) {
			continue
		}
		below := slices.Contains(words, v.d.Tokens[k].Head)
		above := slices.ContainsFunc(words, func(i int) bool { return v.d.Tokens[i].Head == k })
		if below || above {
			return append(words, k)
		}
	}
	return nil
}

// topOf returns the word that hangs on none of the others; the first where there are several.
func topOf(d *text.Document, words []int) int {
	for _, w := range words {
		if !slices.Contains(words, d.Tokens[w].Head) {
			return w
		}
	}
	return words[0]
}
