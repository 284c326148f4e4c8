package rule

import (
	"slices"

	"dateline/internal/text"
)

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
		head := v.headOf(i)
		return head >= 0 && isRel(v.d.Tokens[i].Rel, b.rel) && b.test.covers(v, head)
	}
	first, last := v.sentenceOf(i)
	for k := first; k < last; k++ {
		if t := &v.d.Tokens[k]; t.Head == i && t.Rel != "" && isRel(t.Rel, b.rel) && b.test.covers(v, k) {
			return true
		}
	}
	return false
}

// headOf returns the token that token i depends on, -1 at a root and in a tree that is broken there.
func (v *view) headOf(i int) int {
	if head := v.d.Tokens[i].Head; head < len(v.d.Tokens) && head != i {
		return head
	}
	return text.RootHead
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
