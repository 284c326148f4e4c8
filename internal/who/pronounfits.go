package who

import (
	"dateline/internal/text"
)

// fits reports whether the pronoun at mention i may stand for the one at mention k by kind, number and gender.
func (v *resolver) fits(i, k int) bool {
	m, c := &v.found[i], &v.found[k]
	if c.First <= m.First && m.First <= c.Last || c.Head >= m.First {
		return false
	}
	s := &v.all[v.aspects[k].who]
	if m.gender != 0 && s.gender != 0 && m.gender != s.gender {
		return false
	}
	if s.nominal < 0 && speechOf(m) != speechOf(c) {
		return false
	}
	if v.words.language == text.French {
		return fitsFrench(m, c)
	}
	switch speechOf(m) {
	case he:
		return c.Kind == text.Person && !c.plural && !s.thing
	case they:
		if s.gender != 0 && c.Kind == text.Person && !c.plural {
			return false // one who is "he" or "she"
		}
	case it:
		return c.spare == proper || c.Kind == text.Organisation || c.Kind == text.Country || s.thing && !c.plural
	}
	return !s.thing || c.plural
}

// fitsFrench is fits for a language in which bodies and things have a gender, and pronouns agree in number.
func fitsFrench(m, c *mention) bool {
	several := c.plural || c.Kind == text.Group && c.pronoun == "" || c.spare == pair
	if m.plural {
		return several || c.Kind == text.Organisation
	}
	return !several
}

// bound reports whether the grammar of their clause keeps the pronoun at mention i from standing for the one at mention k:
// in "Ann saw her" she is somebody else, in "Ann saw herself" nobody else. The clause is that of the pronoun.
func (v *resolver) bound(i, k, clause int) bool {
	m := &v.found[i]
	if clause < 0 || v.aspects[i].sentence != v.aspects[k].sentence || v.isOwner(m) {
		return v.isOwner(m) && v.d.Tokens[m.Head].Head == v.found[k].Head && clause >= 0
	}
	if v.reflexive(m) {
		return false
	}
	t := &v.d.Tokens[m.Head]
	switch t.Rel.Base() {
	case "obj", "iobj", "obl":
		c := v.found[k].Head
		return v.aspects[k].role == asSubject && (v.d.Tokens[c].Head == t.Head || v.d.Tokens[c].Head == clause) || v.d.Tokens[c].Head == t.Head && v.aspects[k].role == asObject
	}
	return false
}

func (v *resolver) reflexive(m *mention) bool { return v.d.Tokens[m.Head].Feats.Has(text.Reflex) }

// clauseOf returns the token of the predicate whose subject is the subject of the clause of mention i; -1 without a tree.
func (v *resolver) clauseOf(i int) int {
	s := v.d.Sentences[v.aspects[i].sentence]
	if !s.Parsed {
		return -1
	}
	t := v.found[i].Head
	const deepest = 12
	verb := -1
	for range deepest {
		up := v.d.Tokens[t].Head
		if up < s.First || up >= s.Last {
			break
		}
		t = up
		if tag := v.d.Tokens[t].Tag; tag == text.VERB || tag == text.AUX || v.d.Tokens[t].Head < 0 {
			verb = t
			if v.hasSubject(s, t) {
				return t
			}
			switch v.d.Tokens[t].Rel.Base() {
			case "xcomp", "conj", "advcl", "acl":
			default:
				return t
			}
		}
	}
	return verb
}

// hasSubject reports whether a subject hangs on a token.
func (v *resolver) hasSubject(s text.Sentence, verb int) bool {
	for i := s.First; i < s.Last; i++ {
		if v.d.Tokens[i].Head == verb && v.d.Tokens[i].Rel.Base() == "nsubj" {
			return true
		}
	}
	return false
}

// above reports whether token up is above token t in their tree.
func (v *resolver) above(up, t int) bool {
	const deepest = 12
	for range deepest {
		t = v.d.Tokens[t].Head
		if t < 0 {
			return false
		}
		if t == up {
			return true
		}
	}
	return false
}
