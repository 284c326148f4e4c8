package syntax

import "dateline/internal/text"

// deepest bounds the walk up a tree.
const deepest = 32

// mend sets right what grammar rules out and the parser's arcs, each scored by itself, let pass. Tokens are those of one parsed sentence, the first of
// them number first of its document.
func mend(tokens []text.Token, first int) {
	f := forest{tokens, first}
	for i := range tokens {
		switch tokens[i].Rel.Base() {
		case "conj":
			f.joinFinite(i)
		case "advcl":
			f.liftParticiple(i)
		}
	}
}

// forest is a parsed sentence with tokens counted from its own first.
type forest struct {
	tokens []text.Token
	first  int
}

// up returns the head of token i, -1 at the root.
func (f forest) up(i int) int {
	if h := f.tokens[i].Head; h >= 0 {
		return h - f.first
	}
	return -1
}

// finite reports whether the word at i is a finite verb or has a finite auxiliary.
func (f forest) finite(i int) bool {
	if f.tokens[i].Feats.Has(text.Fin) {
		return true
	}
	return f.holds(i, func(t *text.Token) bool { return t.Rel.Base() == "aux" && t.Feats.Has(text.Fin) })
}

// infinitive reports whether the verb at i is an infinitive or has an auxiliary in the infinitive: "visiter", "avoir visé", "to storm".
func (f forest) infinitive(i int) bool {
	if f.tokens[i].Feats.Has(text.Inf) {
		return !f.finite(i)
	}
	return !f.finite(i) && f.holds(i, func(t *text.Token) bool { return t.Rel.Base() == "aux" && t.Feats.Has(text.Inf) })
}

// holds reports whether a word right under i is as asked.
func (f forest) holds(i int, is func(*text.Token) bool) bool {
	for k := range f.tokens {
		if f.up(k) == i && is(&f.tokens[k]) {
			return true
		}
	}
	return false
}

// joinFinite hangs a finite verb that is joined to an infinitive on the finite verb above it: in "the army denied having shot and has accused
// the rebels" the accusation is joined to the denial.
func (f forest) joinFinite(i int) {
	h := f.up(i)
	if h < 0 || h > i || f.tokens[i].Tag != text.VERB || !f.infinitive(h) || !f.finite(i) {
		return
	}
	for range deepest {
		if rel := f.tokens[h].Rel.Base(); rel != "xcomp" && rel != "ccomp" && rel != "advcl" && rel != "conj" {
			return
		}
		if h = f.up(h); h < 0 || h > i || f.tokens[h].Tag != text.VERB {
			return
		}
		if f.finite(h) {
			f.tokens[i].Head = f.first + h
			return
		}
	}
}

// liftParticiple hangs a participle behind a comma that stands under an infinitive within a relative clause on the verb around that clause: in
// "police shot at men who tried to flee, killing two" the shots killed.
func (f forest) liftParticiple(i int) {
	h := f.up(i)
	if i == 0 || h < 0 || h > i || f.tokens[i-1].Form != "," || !f.tokens[i].Feats.Has(text.Part|text.Pres) || !f.infinitive(h) {
		return
	}
	for range deepest {
		relative := f.tokens[h].Rel == "acl:relcl"
		if h = f.up(h); h < 0 || h > i {
			return
		}
		for relative && f.tokens[h].Tag != text.VERB {
			if h = f.up(h); h < 0 || h > i {
				return
			}
		}
		if relative {
			f.tokens[i].Head = f.first + h
			return
		}
	}
}
