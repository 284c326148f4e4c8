package what

import "dateline/internal/text"

// phrase returns the noun phrase with head i: the words before it that belong to it, and those behind it up to a relative clause, a comma, a
// conjunction or a verb.
func (r *reader) phrase(t *tree, i int) (first, last int) {
	lowest, highest := t.span(i)
	first, last = i, i
	for first > lowest && r.beforeHead(t, first-1, i) {
		first--
	}
	if a := r.countOf(i); a >= 0 {
		first = max(t.s.First, r.withQualifier(&r.d.Amounts[a], first))
	}
	for last < highest && !r.endsPhrase(t, last+1) {
		last++
	}
	return first, last
}

// withQualifier returns the first token of a phrase that starts at token first once the amount in it, with its qualifier ("at least"), is counted in.
func (r *reader) withQualifier(a *text.Amount, first int) int {
	if a.Last < first-1 {
		return first
	}
	first = min(first, a.First)
	for !a.Qualifier.Empty() && first > 0 && r.d.Tokens[first-1].Start >= a.Qualifier.Start {
		first--
	}
	return first
}

// beforeHead reports whether token k, before the head i of a noun phrase, belongs to it.
func (r *reader) beforeHead(t *tree, k, i int) bool {
	tok := t.token(k)
	switch tok.Tag {
	case text.ADP, text.SCONJ, text.CCONJ, text.VERB, text.AUX:
		return tok.Tag == text.VERB && tok.Feats.Has(text.Part) && t.head(k) == i
	case text.PUNCT:
		return tok.Form == "-" || tok.Form == "“" || tok.Form == "\""
	}
	return t.under(k, i)
}

// endsPhrase reports whether a noun phrase ends before token k behind its head. A date behind a noun is that of the act.
func (r *reader) endsPhrase(t *tree, k int) bool {
	tok := t.token(k)
	for _, n := range r.dates[r.sentenceOf(k)] {
		if r.d.Dates[n].First == k && tok.Tag != text.ADJ {
			return true
		}
	}
	return tok.Form == "," || tok.Form == ";" || tok.Form == ":" || tok.Rel.Base() == "acl" || tok.Rel == "cc" || tok.Feats.Has(text.Relative) ||
		tok.Tag == text.VERB && !tok.Feats.Has(text.Part) || tok.Tag == text.AUX
}

// actorAt returns the actor with its head at token i, else the smallest one that covers it, -1 for none.
func (r *reader) actorAt(i int) int {
	if n := r.headed[i]; n >= 0 {
		return int(n)
	}
	return int(r.covered[i])
}

// countOf returns the amount that counts token i, or that i is the word of; -1 for none.
func (r *reader) countOf(i int) int {
	if i < 0 || i >= len(r.counts) {
		return -1
	}
	return int(r.counts[i])
}
