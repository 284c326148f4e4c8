package token

import "dateline/internal/text"

// resolve puts the words that open contractions stand for in their place: "des" is "de" + "les" or a word of its own.
func (s *Splitter) resolve(tokens []text.Token) []text.Token {
	if s.rules.language != text.French {
		return tokens
	}
	out := make([]text.Token, 0, len(tokens)+len(tokens)/16)
	for i := range tokens {
		c := s.rules.openContraction(&tokens[i])
		if c == nil || !s.contracted(tokens, i) {
			out = append(out, tokens[i])
			continue
		}
		out = appendParts(out, tokens[i], c)
	}
	return out
}

// openContraction returns the contraction that a token may be, nil if it can be none.
func (r *Rules) openContraction(t *text.Token) *contraction {
	if len(t.Form) > len("des") || t.Part > 0 {
		return nil
	}
	if c := r.contractionOf(t.Form); c != nil && c.open {
		return c
	}
	return nil
}

// contracted decides whether the open contraction at i stands for its words.
func (s *Splitter) contracted(tokens []text.Token, i int) bool {
	if s.contractions == nil {
		return true
	}
	var f features
	around(&f, tokens, i)
	return s.contractions.score(&f) > 0
}

// around describes the words before and after an open contraction.
func around(f *features, tokens []text.Token, i int) {
	v := view{tokens: tokens}
	self := folded(v.word(i))
	before, earlier, after, next := v.word(i-1), v.word(i-2), v.word(i+1), v.word(i+2)
	f.add(1, self, shape(v.word(i)))
	f.add(2, self, folded(before))
	f.add(3, self, folded(after))
	f.add(4, self, folded(next))
	f.add(5, folded(earlier), folded(before))
	for n := 1; n <= 5; n++ {
		f.add(6, self, folded(tail(before, n)))
		f.add(7, self, folded(tail(after, n)))
	}
	f.add(8, shape(before), shape(after))
	f.add(9, shape(earlier)<<8|shape(before), shape(after))
	f.add(10, folded(tail(before, 2)), folded(tail(after, 2)))
	f.add(11, folded(tail(earlier, 2)), folded(tail(before, 3)))
	f.add(12, folded(earlier), self)
	f.add(13, folded(tail(next, 2)), folded(tail(after, 2)))
}

// tail returns the last n bytes of a word.
func tail(word string, n int) string { return word[max(0, len(word)-n):] }
