package rule

import (
	"slices"

	"dateline/internal/text"
)

// A test asks something of tokens. It is what an element of a pattern is made of.
type test interface {
	// lengths returns how many tokens from token i the test can take, as a set: bit n for n tokens.
	lengths(v *view, i int) uint64
	// covers reports whether token i is, or is a part of, what the test asks for.
	covers(v *view, i int) bool
	// keys returns what a token must have for the test to succeed on it; ok is false when it may succeed on any token.
	keys() (all []key, ok bool)
	// value returns what the test knows of the n tokens from i, such as the value in a list.
	value(v *view, i, n int) string
}

// key is a property by which rules are looked up.
type key struct {
	by     keyKind
	number int
	short  bool // a word of up to three letters
}

type keyKind uint8

const (
	keyForm keyKind = iota
	keyLemma
	keyList
	keyExpression
	keyTag
	keyMention
	keyDigit
	keyKinds // how many there are
)

const one = uint64(1) << 1 // the set of lengths that has 1 only

func oneIf(ok bool) uint64 {
	if ok {
		return one
	}
	return 0
}

// simple is the base of tests that take a token by itself and know no value.
type simple struct{}

func (simple) keys() ([]key, bool)          { return nil, false }
func (simple) value(*view, int, int) string { return "" }

// wordTest: arrest, du, May. A word with a capital wants the capital.
type wordTest struct {
	simple
	word  word
	exact string // how it must be written; empty when capitals do not matter
	short bool
}

func (t wordTest) lengths(v *view, i int) uint64 {
	w := &v.words[i]
	switch {
	case w.form == t.word && t.written(v.d.Tokens[i].Form):
		return one
	case w.parts > 0 && w.whole == t.word && t.written(v.d.At(v.d.Tokens[i].Span)):
		return 1 << w.parts
	}
	return 0
}
func (t wordTest) written(form string) bool {
	return t.exact == "" || sameWriting(form, t.exact)
}
func (t wordTest) covers(v *view, i int) bool { return t.lengths(v, i) != 0 }
func (t wordTest) keys() ([]key, bool)        { return []key{{keyForm, int(t.word), t.short}}, true }

// lemmaTest: =arrest.
type lemmaTest struct {
	simple
	word  word
	short bool
}

func (t lemmaTest) lengths(v *view, i int) uint64 { return oneIf(v.words[i].lemma == t.word) }
func (t lemmaTest) covers(v *view, i int) bool    { return v.words[i].lemma == t.word }
func (t lemmaTest) keys() ([]key, bool)           { return []key{{keyLemma, int(t.word), t.short}}, true }

// formsTest: clear/tear in a trigger, one of some words or a form of one.
type formsTest struct {
	simple
	words []word
}

func (t formsTest) lengths(v *view, i int) (set uint64) {
	w := &v.words[i]
	for _, word := range t.words {
		if w.form == word || w.lemma == word {
			set |= one
		}
		if w.form != word && w.parts > 0 && w.whole == word {
			set |= 1 << w.parts
		}
	}
	return set
}
func (t formsTest) covers(v *view, i int) bool { return t.lengths(v, i) != 0 }

// expressionTest: "riot police", anti-riot.
type expressionTest struct {
	simple
	entry *entry
}

func (t expressionTest) lengths(v *view, i int) (set uint64) {
	for _, h := range v.starting(i) {
		if h.entry == t.entry {
			set |= 1 << min(h.tokens, 63)
		}
	}
	return set
}
func (t expressionTest) covers(v *view, i int) bool {
	for k := max(0, i-len(t.entry.words)); k <= i; k++ {
		for _, h := range v.starting(k) {
			if h.entry == t.entry && k+int(h.tokens) > i {
				return true
			}
		}
	}
	return false
}
func (t expressionTest) keys() ([]key, bool) {
	return []key{{by: keyExpression, number: t.entry.number}}, true
}

// listTest: {weekday}, {month=5|6}.
type listTest struct {
	list   *List
	values []string // any when empty
}

func (t listTest) lengths(v *view, i int) (set uint64) {
	for _, h := range v.starting(i) {
		if t.takes(&h) {
			set |= 1 << min(h.tokens, 63)
		}
	}
	return set
}
func (t listTest) takes(h *hit) bool {
	return int(h.list) == t.list.number && (len(t.values) == 0 || slices.Contains(t.values, h.entry.value))
}
func (t listTest) covers(v *view, i int) bool {
	h, _ := v.over(t.list.number, i)
	return h != nil && t.takes(h)
}
func (t listTest) keys() ([]key, bool) { return []key{{by: keyList, number: t.list.number}}, true }
func (t listTest) value(v *view, i, n int) string {
	for _, h := range v.starting(i) {
		if int(h.tokens) == n && t.takes(&h) {
			return h.entry.value
		}
	}
	return ""
}

// tagTest: NOUN.
type tagTest struct {
	simple
	tag text.Tag
}

func (t tagTest) lengths(v *view, i int) uint64 { return oneIf(v.d.Tokens[i].Tag == t.tag) }
func (t tagTest) covers(v *view, i int) bool    { return v.d.Tokens[i].Tag == t.tag }
func (t tagTest) keys() ([]key, bool)           { return []key{{by: keyTag, number: int(t.tag)}}, true }

// featTest: +Past.
type featTest struct {
	simple
	feats text.Feats
}

func (t featTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t featTest) covers(v *view, i int) bool    { return v.d.Tokens[i].Feats.Has(t.feats) }

// anyTest: _ is any one token.
type anyTest struct{ simple }

func (anyTest) lengths(*view, int) uint64 { return one }
func (anyTest) covers(*view, int) bool    { return true }

// mentionTest: [date], [actor=COP|MIL].
type mentionTest struct {
	kind    kind
	classes []string // any when empty
}

func (t mentionTest) lengths(v *view, i int) (set uint64) {
	x := v.index(t.kind)
	if x.count == 0 || x.at[i] == 0 {
		return 0
	}
	for _, r := range x.runs[x.at[i]-1:] {
		if r.first != i {
			break
		}
		if t.takes(v.d, r) {
			set |= 1 << min(r.length(), 63)
		}
	}
	return set
}
func (t mentionTest) takes(d *text.Document, r run) bool {
	for _, class := range t.classes {
		if kindOf(d, t.kind, r.mention, class) {
			return true
		}
	}
	return len(t.classes) == 0
}
func (t mentionTest) covers(v *view, i int) bool {
	x := v.index(t.kind)
	return x.count != 0 && x.over[i] != 0 && t.takes(v.d, x.runs[x.over[i]-1])
}
func (t mentionTest) keys() ([]key, bool) { return []key{{by: keyMention, number: int(t.kind)}}, true }
func (t mentionTest) value(v *view, i, n int) string {
	for _, class := range t.classes {
		if one := (mentionTest{t.kind, []string{class}}); one.lengths(v, i)&(1<<min(n, 63)) != 0 {
			return class
		}
	}
	return ""
}
