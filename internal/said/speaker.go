package said

import (
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// nobody is the token of a speaker that was not found.
const nobody = -1

// speakerAt returns the speaker whose head is token i of s: the actor there, else the noun phrase around it.
func (r *reader) speakerAt(s text.Sentence, i int) record.Speaker {
	if i == nobody {
		return record.Speaker{}
	}
	if n := r.actors[i]; n >= 0 {
		return r.actor(int(n))
	}
	first, last := r.phrase(s, i)
	span := r.d.Cover(first, last)
	return record.Speaker{Span: span, Name: r.d.At(span)}
}

// actor returns actor n as a speaker. A pronoun has the name and role of the one it stands for.
func (r *reader) actor(n int) record.Speaker {
	a := &r.d.Actors[n]
	named := a
	for steps := 0; named.Same >= 0 && named.Same < len(r.d.Actors) && steps < deepest; steps++ {
		next := &r.d.Actors[named.Same]
		if r.d.Tokens[next.Head].Tag == text.PROPN || r.d.Tokens[named.Head].Tag == text.PRON {
			named = next
			continue
		}
		break
	}
	speaker := record.Speaker{Span: a.Span, Name: named.Name, Role: a.Role}
	if speaker.Role == "" {
		speaker.Role = named.Role
	}
	if speaker.Role == "" {
		speaker.Role = r.apposed(a.Last)
	}
	return speaker
}

// apposed returns the words between commas after token last that say what somebody is: "Ana Pop, of the dockers' union, said". It gives
// nothing when they do not begin as such words do, or go on too long.
func (r *reader) apposed(last int) string {
	tokens := r.d.Tokens
	if last+2 >= len(tokens) || tokens[last+1].Form != "," || !beginsRole(&tokens[last+2]) {
		return ""
	}
	for i := last + 2; i < len(tokens) && i < last+16; i++ {
		if tokens[i].Tag == text.VERB || tokens[i].Tag == text.AUX {
			return ""
		}
		if tokens[i].Tag == text.PUNCT && tokens[i].Form != "-" && tokens[i].Form != "'" {
			return r.d.At(r.d.Cover(last+2, i-1))
		}
	}
	return ""
}

// beginsRole reports whether t can begin words that say what somebody is.
func beginsRole(t *text.Token) bool {
	switch t.Tag {
	case text.ADP:
		return t.Lemma == "of" || t.Lemma == "from" || t.Lemma == "with" || t.Lemma == "de" || t.Lemma == "du"
	case text.DET:
		return !t.Feats.Has(text.Poss)
	case text.NOUN, text.ADJ:
		return true
	}
	return false
}

// phrase returns the noun phrase around token i: its subtree in a parsed sentence up to the first comma behind it, else the run of words
// beside it that can stand in a noun phrase.
func (r *reader) phrase(s text.Sentence, i int) (first, last int) {
	first, last = i, i
	if s.Parsed {
		first, last = r.subtree(s, i)
	} else {
		for first > s.First && nominal(&r.d.Tokens[first-1]) {
			first--
		}
		for last+1 < s.Last && nominal(&r.d.Tokens[last+1]) {
			last++
		}
	}
	for k := i + 1; k <= last; k++ {
		if r.endsPhrase(k, i) {
			last = k - 1
		}
	}
	for k := i - 1; k >= first; k-- {
		if r.d.Tokens[k].Tag == text.PUNCT && !r.d.Tokens[k].Tight || r.quoted[k] >= 0 && r.quoted[i] < 0 {
			first = k + 1
		}
	}
	for first < i && (r.d.Tokens[first].Tag == text.ADP || r.d.Tokens[first].Tag == text.SCONJ || r.d.Tokens[first].Tag == text.CCONJ || r.d.Tokens[first].Tag == text.PUNCT) {
		first++
	}
	return first, last
}

// endsPhrase reports whether a noun phrase with head i ends before token k: at a comma, a relative clause, or quotation marks.
func (r *reader) endsPhrase(k, i int) bool {
	t := &r.d.Tokens[k]
	return t.Form == "," || t.Form == ";" || t.Feats.Has(text.Relative) || t.Rel == "acl:relcl" || r.quoted[k] >= 0 && r.quoted[i] < 0
}

// nominal reports whether t can stand in a simple noun phrase.
func nominal(t *text.Token) bool {
	switch t.Tag {
	case text.DET, text.ADJ, text.NOUN, text.PROPN, text.NUM, text.SYM:
		return true
	case text.ADP:
		return t.Lemma == "of" || t.Lemma == "de"
	}
	return false
}

// doer returns who does the verb of saying at k, looking no further back than token from; nobody when none is found. In a parsed sentence
// the tree tells, else the words beside the verb.
func (r *reader) doer(s text.Sentence, k, from int) int {
	if s.Parsed && !r.inserted(s, k) {
		if i := r.subject(s, k); i >= 0 && r.quoted[i] < 0 {
			return i
		}
	}
	if i := r.doerBehind(s, k); i >= 0 {
		return i
	}
	return r.doerBefore(s, k, from)
}

// inserted reports whether the verb at k stands in an aside of its own behind a comma (", a annoncé la préfecture") and the tree gives it no subject. Then the
// subject of the clause around it says nothing about who speaks; the words behind the verb do.
func (r *reader) inserted(s text.Sentence, k int) bool {
	return r.d.Tokens[k].Rel.Base() == "parataxis" && r.ownSubject(s, k) < 0 && r.doerBehind(s, k) >= 0
}

// doerBehind looks behind the verb: "said a spokesman", "a-t-il dit".
func (r *reader) doerBehind(s text.Sentence, k int) int {
	tokens := r.d.Tokens
	inverted := k == s.First || tokens[k-1].Tag == text.PUNCT || tokens[k-1].Tag == text.AUX || tokens[k-1].Tag == text.PRON && (strings.HasPrefix(tokens[k-1].Form, "-") || tokens[k-1].Feats.Has(text.Reflex) || tokens[k-1].Form == "s'" || tokens[k-1].Form == "s’" || tokens[k-1].Form == "se")
	if k > s.First && strings.HasPrefix(tokens[k-1].Form, "-") && tokens[k-1].Tag == text.PRON {
		return k - 1 // a-t-il déclaré
	}
	if !inverted || tokens[k].Feats.Has(text.Ger) || tokens[k].Feats.Has(text.Part|text.Pres) {
		return nobody
	}
	for i := k + 1; i < s.Last && i <= k+6; i++ {
		switch t := &tokens[i]; {
		case r.dated[i]:
			continue // "a affirmé mardi son avocat"
		case t.Lemma == "de" && i+1 < s.Last && tokens[i+1].Form == "les":
			continue // "ont rapporté des élus": an article taken for a preposition with one
		case t.Tag == text.VERB && tokens[i-1].Tag == text.DET:
			return r.head(i) // "l'élu": a noun taken for a verb
		case t.Tag == text.PUNCT, t.Tag == text.VERB, t.Tag == text.ADP, t.Tag == text.SCONJ, r.quoted[i] >= 0:
			return nobody
		case t.Tag == text.NOUN, t.Tag == text.PROPN, t.Tag == text.PRON:
			return r.head(i)
		}
	}
	return nobody
}

// doerBefore looks before the verb: "the mayor also said"; across words between commas to the first actor of the clause.
func (r *reader) doerBefore(s text.Sentence, k, from int) int {
	i := k - 1
	for i >= from && (r.d.Tokens[i].Tag == text.AUX || r.d.Tokens[i].Tag == text.ADV || r.d.Tokens[i].Tag == text.PART || r.d.Tokens[i].Feats.Has(text.Reflex)) {
		i--
	}
	if i < from {
		return nobody
	}
	switch t := &r.d.Tokens[i]; {
	case t.Tag == text.NOUN, t.Tag == text.PROPN, t.Tag == text.PRON && !t.Feats.Has(text.Relative):
		return r.head(i)
	}
	for j := from; j < i; j++ {
		if r.actors[j] >= 0 && r.quoted[j] < 0 {
			return r.d.Actors[r.actors[j]].Head
		}
	}
	return nobody
}

// head returns the head of the actor at token i, i itself where there is none.
func (r *reader) head(i int) int {
	if n := r.actors[i]; n >= 0 {
		return r.d.Actors[n].Head
	}
	return i
}
