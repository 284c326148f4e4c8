package said

import "dateline/internal/text"

// deepest is the most steps up a tree that are taken; a broken tree with a ring ends there.
const deepest = 60

// sentenceOf returns the sentence of token i.
func (r *reader) sentenceOf(i int) text.Sentence {
	low, high := 0, len(r.d.Sentences)
	for low < high {
		middle := (low + high) / 2
		if r.d.Sentences[middle].Last <= i {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(r.d.Sentences) {
		return text.Sentence{}
	}
	return r.d.Sentences[low]
}

// under reports whether token i hangs under token top, or is it.
func (r *reader) under(i, top int) bool {
	for range deepest {
		if i == top {
			return true
		}
		if i = r.d.Tokens[i].Head; i < 0 {
			return false
		}
	}
	return false
}

// subtree returns the first and last token of s that hang under top.
func (r *reader) subtree(s text.Sentence, top int) (first, last int) {
	first, last = top, top
	for i := s.First; i < s.Last; i++ {
		if r.under(i, top) {
			first, last = min(first, i), max(last, i)
		}
	}
	return first, last
}

// child returns the first child of top with one of the relations, -1 for none. A relation without a subtype stands for all of its subtypes.
func (r *reader) child(s text.Sentence, top int, rels ...text.Rel) int {
	for _, rel := range rels {
		for i := s.First; i < s.Last; i++ {
			t := &r.d.Tokens[i]
			if t.Head == top && (t.Rel == rel || t.Rel.Base() == rel) {
				return i
			}
		}
	}
	return -1
}

// subject returns who does the verb at token i of the parsed sentence s: its own subject, the agent of a passive, the noun that a relative
// clause or a participle belongs to, or the subject of the verb that it hangs on; -1 when there is none.
func (r *reader) subject(s text.Sentence, i int) int {
	for range deepest {
		if doer := r.ownSubject(s, i); doer >= 0 {
			return doer
		}
		t := &r.d.Tokens[i]
		if t.Head < 0 || r.child(s, i, "nsubj:pass", "aux:pass") >= 0 {
			return -1
		}
		switch t.Rel.Base() {
		case "conj", "xcomp", "advcl", "ccomp", "parataxis":
			i = t.Head
		case "acl":
			return t.Head
		default:
			return -1
		}
	}
	return -1
}

// ownSubject returns the doer of the verb at i among its own children, -1 for none. "Who" in "the man who said" is the man.
func (r *reader) ownSubject(s text.Sentence, i int) int {
	doer := r.child(s, i, "obl:agent")
	for k := s.First; k < s.Last && doer < 0; k++ {
		if t := &r.d.Tokens[k]; t.Head == i && t.Rel.Base() == "nsubj" && t.Rel != "nsubj:pass" {
			doer = k
		}
	}
	if doer >= 0 && r.d.Tokens[doer].Feats.Has(text.Relative) && r.d.Tokens[i].Rel.Base() == "acl" {
		return r.d.Tokens[i].Head
	}
	return doer
}
