package rule

import "dateline/internal/text"

// Phrase returns the tokens, both included, of the phrase of a head: what hangs on it in one run, without its preposition,
// relative clauses, appositions, coordinated words and punctuation.
func (g *Grammar) Phrase(d *text.Document, head int) (first, last int) {
	v := g.book.view(d)
	from, to := v.sentenceOf(head)
	inside := func(t int) bool {
		for steps := 0; t != head; steps++ {
			token := &d.Tokens[t]
			if steps > to-from || token.Head < from || token.Head >= to || token.Rel == "" || leaves(token, token.Head == head) {
				return false
			}
			t = token.Head
		}
		return true
	}
	first, last = head, head
	for first > from && inside(first-1) {
		first--
	}
	for last+1 < to && inside(last+1) {
		last++
	}
	for last > head && d.Tokens[last].Tag == text.PUNCT {
		last--
	}
	return first, last
}

// leaves reports whether a token starts something that is no part of the phrase above it; top says it hangs on the head itself.
func leaves(t *text.Token, top bool) bool {
	switch t.Rel.Base() {
	case "acl", "appos", "parataxis", "conj", "cc", "advcl", "nsubj", "cop", "aux", "mark", "obl", "orphan", "dislocated", "list", "dep":
		return true
	case "case":
		return top && t.Form != "'s" && t.Form != "’s"
	case "punct":
		return top && (t.Form == "," || t.Form == "." || t.Form == ";" || t.Form == ":")
	}
	return false
}
