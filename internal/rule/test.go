package rule

import (
	"math/bits"
	"slices"
	"strings"

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
		if t.takes(h.entry) {
			set |= 1 << min(h.tokens, 63)
		}
	}
	return set
}
func (t listTest) takes(e *entry) bool {
	return e.list == t.list.number && (len(t.values) == 0 || slices.Contains(t.values, e.value))
}
func (t listTest) covers(v *view, i int) bool {
	h, _ := v.over(t.list.number, i)
	return h != nil && t.takes(h.entry)
}
func (t listTest) keys() ([]key, bool) { return []key{{by: keyList, number: t.list.number}}, true }
func (t listTest) value(v *view, i, n int) string {
	for _, h := range v.starting(i) {
		if int(h.tokens) == n && t.takes(h.entry) {
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

// orTest: a|b.
type orTest []test

func (t orTest) lengths(v *view, i int) (set uint64) {
	for _, part := range t {
		set |= part.lengths(v, i)
	}
	return set
}
func (t orTest) covers(v *view, i int) bool {
	return slices.ContainsFunc(t, func(part test) bool { return part.covers(v, i) })
}
func (t orTest) keys() ([]key, bool) {
	var all []key
	for _, part := range t {
		keys, ok := part.keys()
		if !ok {
			return nil, false
		}
		all = append(all, keys...)
	}
	return all, true
}
func (t orTest) value(v *view, i, n int) string {
	for _, part := range t {
		if part.lengths(v, i)&(1<<min(n, 63)) != 0 {
			return part.value(v, i, n)
		}
	}
	return ""
}

// andTest: a&b, NOUN+Plur. The tests that take one token are asked of the main token of what the others take.
type andTest []test

func (t andTest) lengths(v *view, i int) (set uint64) {
	taken := uint64(0)
	for _, part := range t {
		if takesMore(part) {
			taken = part.lengths(v, i)
			break
		}
	}
	if taken == 0 {
		return oneIf(!slices.ContainsFunc(t, func(part test) bool { return part.lengths(v, i)&one == 0 }))
	}
	for ; taken != 0; taken &= taken - 1 {
		n := bits.TrailingZeros64(taken)
		if t.holds(v, i, n) {
			set |= 1 << n
		}
	}
	return set
}

// holds reports whether every part holds for the n tokens from i.
func (t andTest) holds(v *view, i, n int) bool {
	head := v.head(i, n)
	for _, part := range t {
		if takesMore(part) && part.lengths(v, i)&(1<<n) == 0 || !takesMore(part) && !part.covers(v, head) {
			return false
		}
	}
	return true
}
func (t andTest) covers(v *view, i int) bool {
	return !slices.ContainsFunc(t, func(part test) bool { return !part.covers(v, i) })
}
func (t andTest) keys() ([]key, bool) {
	var best []key
	for _, part := range t {
		keys, ok := part.keys()
		if ok && (best == nil || rank(keys) < rank(best)) {
			best = keys
		}
	}
	return best, best != nil
}
func (t andTest) value(v *view, i, n int) string {
	for _, part := range t {
		if value := part.value(v, i, n); value != "" {
			return value
		}
	}
	return ""
}

// takesMore reports whether a test can take several tokens.
func takesMore(t test) bool {
	switch t := t.(type) {
	case listTest, expressionTest, mentionTest, wordTest:
		return true
	case orTest:
		return slices.ContainsFunc(t, takesMore)
	case andTest:
		return slices.ContainsFunc(t, takesMore)
	}
	return false
}

// head returns the main token of the n tokens from i: the head of an actor that is just these, else the first that
// depends on a token outside of them, else the last.
func (v *view) head(i, n int) int {
	if n == 1 {
		return i
	}
	if x := v.index(actorKind); x.count != 0 && x.at[i] != 0 {
		if r := x.runs[x.at[i]-1]; r.first == i && r.length() == n && r.head >= i && r.head < i+n {
			return r.head
		}
	}
	for k := i; k < i+n; k++ {
		t := &v.d.Tokens[k]
		if t.Rel != "" && t.Tag != text.PUNCT && (t.Head < i || t.Head >= i+n) {
			return k
		}
	}
	return i + n - 1
}

// notTest: !x takes one token on which x does not hold.
type notTest struct {
	simple
	test test
}

func (t notTest) lengths(v *view, i int) uint64 { return oneIf(!t.covers0(v, i)) }
func (t notTest) covers0(v *view, i int) bool {
	return t.test.lengths(v, i) != 0 || t.test.covers(v, i)
}
func (t notTest) covers(v *view, i int) bool { return !t.test.covers(v, i) }

// numberTest: # is a number in digits, #1-31 one within bounds.
type numberTest struct {
	low, high int // bounds, both included; high 0: none
	ordinal   bool
}

func (t numberTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t numberTest) covers(v *view, i int) bool {
	n, ok := digits(v.d.Tokens[i].Form, t.ordinal)
	return ok && (t.high == 0 || n >= t.low && n <= t.high)
}
func (numberTest) keys() ([]key, bool) { return []key{{by: keyDigit}}, true }
func (t numberTest) value(v *view, i, _ int) string {
	form := v.d.Tokens[i].Form
	end := len(form)
	if t.ordinal {
		end = leadingDigits(form)
	}
	return strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "").Replace(form[:end])
}

// digits reads a number in digits: "31", "1,200", "1 200", "2.5" (rounded down); an ordinal is "21st", "1er".
func digits(form string, ordinal bool) (n int, ok bool) {
	if form == "" || form[0] < '0' || form[0] > '9' {
		return 0, false
	}
	if ordinal {
		end := leadingDigits(form)
		switch fold(form[end:]) {
		case "st", "nd", "rd", "th", "er", "ère", "ere", "e", "ème", "eme", "re", "d", "nde":
			n, _ = digits(form[:end], false)
			return n, true
		}
		return 0, false
	}
	whole := true // before a decimal point
	for k, r := range form {
		switch {
		case r >= '0' && r <= '9':
			if whole && n < 1e15 {
				n = n*10 + int(r-'0')
			}
		case (r == ',' || r == ' ' || r == '\u00a0' || r == '\u202f' || r == '.') && groupFollows(form[k+len(string(r)):]):
		case (r == '.' || r == ',') && whole && k+1 < len(form):
			whole = false
		default:
			return 0, false
		}
	}
	return n, true
}

// groupFollows reports whether rest starts with just three digits.
func groupFollows(rest string) bool { return leadingDigits(rest) == 3 }

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// shapeTest: ~99h99 is what looks so: 9 is a digit, * any run of characters, all else itself.
type shapeTest struct {
	shape  string
	digits bool // it starts with a digit
}

func (t shapeTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t shapeTest) covers(v *view, i int) bool {
	return looksLike(t.shape, v.d.Tokens[i].Form)
}
func (t shapeTest) keys() ([]key, bool)            { return []key{{by: keyDigit}}, t.digits }
func (t shapeTest) value(v *view, i, _ int) string { return v.d.Tokens[i].Form }

// looksLike compares a form with a shape, capitals aside.
func looksLike(shape, form string) bool {
	for shape != "" {
		switch {
		case shape[0] == '*':
			for k := 0; k <= len(form); k++ {
				if looksLike(shape[1:], form[k:]) {
					return true
				}
			}
			return false
		case form == "":
			return false
		case shape[0] == '9' && form[0] >= '0' && form[0] <= '9':
		case shape[0] == '9', lower(shape[0]) != lower(form[0]):
			return false
		}
		shape, form = shape[1:], form[1:]
	}
	return form == ""
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// treeTest: x(obj: y, no aux, is nsubj of: z) asks about the tokens that depend on x, and the one it depends on.
type treeTest struct {
	simple
	branches []branch
}

// branch is one condition of a treeTest.
type branch struct {
	rel  text.Rel
	up   bool // about the token that it depends on
	none bool // there must be no such token
	test test
}

func (t treeTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t treeTest) covers(v *view, i int) bool {
	for _, b := range t.branches {
		if b.found(v, i) == b.none {
			return false
		}
	}
	return true
}

func (b branch) found(v *view, i int) bool {
	if b.up {
		t := &v.d.Tokens[i]
		return isRel(t.Rel, b.rel) && t.Head >= 0 && b.test.covers(v, t.Head)
	}
	first, last := v.sentenceOf(i)
	for k := first; k < last; k++ {
		if t := &v.d.Tokens[k]; t.Head == i && t.Rel != "" && isRel(t.Rel, b.rel) && b.test.covers(v, k) {
			return true
		}
	}
	return false
}

// isRel reports whether a relation is the one asked for; "obl" asks for "obl:agent" also, "obl:agent" for itself only.
// "_" asks for any.
func isRel(have, want text.Rel) bool {
	return have == want || want == "_" && have != "" ||
		len(have) > len(want) && have[len(want)] == ':' && have[:len(want)] == want
}

// sentenceOf returns the tokens, half-open, of the sentence of token i.
func (v *view) sentenceOf(i int) (first, last int) {
	s, ok := slices.BinarySearchFunc(v.d.Sentences, i, func(s text.Sentence, i int) int {
		switch {
		case s.Last <= i:
			return -1
		case s.First > i:
			return 1
		}
		return 0
	})
	if !ok {
		return 0, len(v.d.Tokens)
	}
	return v.d.Sentences[s].First, v.d.Sentences[s].Last
}
