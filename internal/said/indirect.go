package said

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// quote is a quote on its way, with the tokens of its words.
type quote struct {
	record.Quote
	first, last int // its tokens, both included
	cue         int // the token of its cue, -1 for none
	dropped     bool
}

// indirect returns the clauses that somebody is reported to have said: before a tag at the end of a sentence, and wherever the tree shows one.
func (r *reader) indirect() []quote {
	var found []quote
	for _, s := range r.d.Sentences {
		at, verb := r.tailQuote(s)
		found = append(found, at...)
		if !s.Parsed {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if r.quoted[i] >= 0 || i == verb {
				continue
			}
			if n := r.words.sourceAt(r.d, i); n > 0 {
				found = append(found, r.accordingTo(s, i, n)...)
			} else if k := r.words.kindOf(&r.d.Tokens[i]); k.clausal() {
				found = append(found, r.clauseOf(s, i, k)...)
			}
		}
	}
	return found
}

// clauseOf returns what the verb of saying at i of s brings in, if anything.
func (r *reader) clauseOf(s text.Sentence, i int, k kind) []quote {
	if r.child(s, i, "aux:pass") >= 0 && r.child(s, i, "obl:agent") < 0 && k != tells {
		return nil // "is said to": nobody says it
	}
	t := &r.d.Tokens[i]
	clause := r.child(s, i, "ccomp")
	if clause < 0 && k == asks {
		clause = r.child(s, i, "xcomp")
	}
	switch {
	case clause >= 0 && t.Rel.Base() != "parataxis":
		first, last := r.subtree(s, clause)
		if first < i && i < last {
			return r.quoteAround(s, clause, i, i)
		}
		return r.quoteOf(s, first, last, i)
	case clause >= 0:
		first, last := r.subtree(s, clause)
		return r.quoteOf(s, first, last, i)
	case t.Rel.Base() == "parataxis" && t.Head >= 0:
		return r.quoteAround(s, t.Head, i, i)
	case t.Rel.Base() == "advcl" && t.Head >= 0 && r.child(s, i, "mark", "advmod") >= 0 && r.asReported(s, i):
		return r.quoteAround(s, t.Head, i, i)
	}
	return nil
}

// asReported reports whether the verb at i hangs on "as": as the paper reports, comme l'a dit le maire.
func (r *reader) asReported(s text.Sentence, i int) bool {
	mark := r.child(s, i, "mark", "advmod")
	lemma := r.d.Tokens[mark].Lemma
	return (lemma == "as" || lemma == "comme") && r.child(s, i, "obj", "xcomp") < 0
}

// accordingTo returns the clause that words such as "according to", the n tokens from i on, bring in.
func (r *reader) accordingTo(s text.Sentence, i, n int) []quote {
	source := r.d.Tokens[i].Head
	if source < i+n || source >= s.Last {
		source = r.nounFrom(s, i+n)
	}
	if source == nobody || r.d.Tokens[source].Feats.Has(text.Relative) {
		return nil
	}
	aside, clause := source, r.d.Tokens[source].Head
	for range deepest {
		if clause < 0 || isClause(r.d.Tokens[clause].Rel) && r.d.Tokens[clause].Tag != text.ADP && clause != i {
			break
		}
		aside, clause = clause, r.d.Tokens[clause].Head
	}
	if clause < 0 {
		return nil
	}
	found := r.quoteAround(s, clause, aside, i)
	for q := range found {
		found[q].Cue = r.d.Cover(i, i+n-1)
		found[q].cue = i
		found[q].Speaker = r.speakerAt(s, r.head(source))
	}
	return found
}

// nounFrom returns the first noun or name from token i on, nobody when none comes before a comma.
func (r *reader) nounFrom(s text.Sentence, i int) int {
	for ; i < s.Last; i++ {
		switch r.d.Tokens[i].Tag {
		case text.NOUN, text.PROPN, text.PRON:
			return i
		case text.PUNCT, text.VERB:
			return nobody
		}
	}
	return nobody
}

// isClause reports whether a token with this relation heads a clause of its own.
func isClause(rel text.Rel) bool {
	switch rel.Base() {
	case "root", "ccomp", "advcl", "parataxis":
		return true
	}
	return rel == "acl:relcl"
}

// quoteAround returns the quote of the clause headed by top, without what hangs under aside; cue is the token of the cue.
// Where words stand on both sides of aside, the quote goes over it.
func (r *reader) quoteAround(s text.Sentence, top, aside, cue int) []quote {
	first, last := -1, -1
	for i := s.First; i < s.Last; i++ {
		if r.d.Tokens[i].Tag == text.PUNCT || !r.under(i, top) || r.under(i, aside) && !r.under(top, aside) {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 {
		return nil
	}
	return r.quoteOf(s, first, last, cue)
}

// quoteOf returns the quote of the tokens first..last of s with the cue at token i, none when nothing is left of it without its border words.
func (r *reader) quoteOf(s text.Sentence, first, last, i int) []quote {
	for first < last && (r.d.Tokens[first].Tag == text.PUNCT && r.quoted[first+1] < 0 || r.d.Tokens[first].Rel.Base() == "mark" && r.d.Tokens[first].Tag == text.SCONJ) {
		first++
	}
	for last > first && r.d.Tokens[last].Tag == text.PUNCT && r.quoted[last-1] < 0 {
		last--
	}
	if last-first < 1 {
		return nil
	}
	q := quote{first: first, last: last, cue: i}
	q.Span, q.Origin = r.d.Cover(first, last), r.words.origin("indirect")
	q.Cue = r.d.Tokens[i].Span
	q.Speaker = r.speakerAt(s, r.doer(s, i, s.First))
	return []quote{q}
}
