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
	tags    uint32 // that suit its first word, a bit each
}

func newTriggerIndex(c *Codebook, b *Book) *triggerIndex {
	x := &triggerIndex{book: b, byWord: make([][]indexed, b.vocabulary.size()+1), byList: make([][]indexed, len(b.lists))}
	for _, a := range c.Acts {
		for _, p := range a.Patterns {
			if p.Language != b.Language {
				continue
			}
			for _, t := range p.triggers {
				x.add(newIndexed(p, t))
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
		if x.each(v, i, func(t *indexed) bool { return t.fits(v.d.Tokens[i].Tag) && t.mayStand(v, s, i) }) {
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
func (x *triggerIndex) each(v *view, i int, f func(*indexed) bool) bool {
	w := &v.words[i]
	if oneOf(x.byWord[w.form], f) || w.lemma != w.form && oneOf(x.byWord[w.lemma], f) {
		return true
	}
	for _, h := range v.starting(i) {
		if h.list >= 0 && oneOf(x.byList[h.list], f) {
			return true
		}
	}
	return false
}

// oneOf calls f with triggers until it returns true.
func oneOf(triggers []indexed, f func(*indexed) bool) bool {
	for n := range triggers {
		if f(&triggers[n]) {
			return true
		}
	}
	return false
}

// newIndexed finds the tags that suit the first word of a trigger: of a trigger of several words it need not be the head.
func newIndexed(p *Pattern, t trigger) indexed {
	made := indexed{pattern: p, trigger: t}
	for tag := range text.Tags {
		if len(t) > 1 && tag != text.PUNCT || p.headFits(tag) {
			made.tags |= 1 << tag
		}
	}
	return made
}

// fits reports whether a tag suits the first word of the trigger.
func (t *indexed) fits(tag text.Tag) bool { return t.tags>>tag&1 != 0 }

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

// mayStand reports whether a sentence has all that the trigger at token i and the required slots ask for, wherever it stands.
func (t *indexed) mayStand(v *view, s text.Sentence, i int) bool {
	headed := len(t.trigger) == 1 || t.pattern.headFits(v.d.Tokens[i].Tag)
	for _, word := range t.trigger[1:] {
		if !word.optional && !anywhere(v, s, word.test) {
			return false
		}
		headed = headed || t.heads(v, s, word.test) // an optional word may be the head
	}
	if !headed {
		return false
	}
	for n := range t.pattern.slots {
		slot := &t.pattern.slots[n]
		if slot.required && !(slot.caseStands(v, s) && (asksMention(slot.test) || anywhere(v, s, slot.test))) {
			return false
		}
	}
	return true
}

// heads reports whether a word that a test takes has a tag that suits the head of the trigger.
func (t *indexed) heads(v *view, s text.Sentence, asked test) bool {
	if forms, ok := asked.(formsTest); ok && !v.mayHold(forms.words, s) {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if t.pattern.headFits(v.d.Tokens[i].Tag) && asked.covers(v, i) {
			return true
		}
	}
	return false
}

// caseStands reports whether one of the prepositions of a slot stands in a sentence, or may be left out.
func (s *slot) caseStands(v *view, in text.Sentence) bool {
	if len(s.caseWords) == 0 {
		return true
	}
	if !v.mayHold(s.caseWords, in) {
		return false
	}
	for i := in.First; i < in.Last; i++ {
		if slices.Contains(s.caseWords, v.words[i].lemma) {
			return true
		}
	}
	return false
}

// anywhere reports whether a test covers a token of a sentence.
func anywhere(v *view, s text.Sentence, t test) bool {
	switch t := t.(type) {
	case formsTest:
		if !v.mayHold(t.words, s) {
			return false
		}
	case listTest:
		if !v.holds(t.list.number, s) || len(t.values) == 0 {
			return v.holds(t.list.number, s)
		}
	case orTest:
		return slices.ContainsFunc(t, func(part test) bool { return anywhere(v, s, part) })
	}
	for i := s.First; i < s.Last; i++ {
		if t.covers(v, i) {
			return true
		}
	}
	return false
}

// held is what one sentence holds: the lists that have an entry which covers a token of it, a bit each, and its words, of which those that are
// alike in the last digits of their number share a bit.
type held struct {
	first, last int
	lists       []uint64
	words       [wordBits / 64]uint64
}

// wordBits is some ten times the number of words of a long sentence, so that few share a bit.
const wordBits = 512

func (h *held) add(w word) { h.words[w%wordBits/64] |= 1 << (w % 64) }

// holds reports whether an entry of a list covers a token of a sentence.
func (v *view) holds(list int, s text.Sentence) bool {
	return v.hold(s).lists[list/64]>>(list%64)&1 != 0
}

// mayHold reports whether a sentence may hold one of some words: where it does not, none of its tokens needs to be looked at.
func (v *view) mayHold(words []word, s text.Sentence) bool {
	x := v.hold(s)
	for _, w := range words {
		if x.words[w%wordBits/64]>>(w%64)&1 != 0 {
			return true
		}
	}
	return false
}

// hold returns what a sentence holds, which is remembered for the one asked about last.
func (v *view) hold(s text.Sentence) *held {
	x := &v.held
	if x.first == s.First && x.last == s.Last && x.lists != nil {
		return x
	}
	if x.lists == nil {
		x.lists = make([]uint64, len(v.book.lists)/64+1)
	}
	x.first, x.last, x.words = s.First, s.Last, [wordBits / 64]uint64{}
	clear(x.lists)
	for i := max(0, s.First-v.book.longest+1); i < s.Last; i++ {
		for _, h := range v.starting(i) {
			if l := h.list; l >= 0 && i+int(h.tokens) > s.First {
				x.lists[l/64] |= 1 << (l % 64)
			}
		}
	}
	for i := s.First; i < s.Last; i++ {
		w := &v.words[i]
		x.add(w.form)
		x.add(w.lemma)
		x.add(w.whole)
	}
	return x
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
func (t *indexed) words(v *view, s text.Sentence, i int) []int {
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

// linked adds the tokens that a word takes elsewhere in the sentence, if the tree links one of them with one of words.
func linked(words []int, v *view, s text.Sentence, w triggerWord) []int {
	for k := s.First; k < s.Last; k++ {
		taken := takeWord(nil, v, s, k, w)
		if taken == nil || slices.Contains(words, k) {
			continue
		}
		if slices.ContainsFunc(taken, func(t int) bool { return hangsTogether(v, words, t) }) {
			return append(words, taken...)
		}
	}
	return nil
}

// hangsTogether reports whether a token hangs on one of words, or one of them on it.
func hangsTogether(v *view, words []int, token int) bool {
	return slices.Contains(words, v.d.Tokens[token].Head) || slices.Contains(words, hungAstray(v, token)) ||
		slices.ContainsFunc(words, func(i int) bool { return v.d.Tokens[i].Head == token })
}

// hungAstray returns the verb over the clause that the clause of token k hangs on, -1 for other tokens: in "was picked up before night fell, drifting at
// sea" the tree easily hangs drifting on fell.
func hungAstray(v *view, k int) int {
	up := v.headOf(k)
	if up < 0 || v.d.Tokens[k].Rel.Base() != "advcl" || v.d.Tokens[up].Rel.Base() != "advcl" {
		return -1
	}
	return v.headOf(up)
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
