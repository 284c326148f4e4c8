package rule

import (
	"math/bits"
	"slices"

	"dateline/internal/text"
)

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
