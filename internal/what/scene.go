package what

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// hospitalReach is how many words may stand between a hospital and the town that it is in: "the Children's Hospital of Greater Lyon".
const hospitalReach = 6

// ofHospital reports whether a place only says which hospital is meant: "a Lyon hospital", "the medical center in Lyon".
func (r *reader) ofHospital(p *text.Place) bool {
	for i := p.Last + 1; i < len(r.d.Tokens) && i <= p.Last+hospitalReach && naming(&r.d.Tokens[i]); i++ {
		if _, _, ok := r.words.hospitals.At(r.d, i); ok {
			return true
		}
	}
	for i, links := p.First-1, 0; i >= 0 && i >= p.First-hospitalReach && links < 2; i-- {
		t := &r.d.Tokens[i]
		if _, _, _, ok := r.words.hospitals.Over(r.d, i); ok {
			return true
		}
		if t.Tag == text.ADP || t.Form == "," {
			links++
		} else if !naming(t) {
			return false
		}
	}
	return false
}

// naming reports whether a word may stand inside the name of a building: nouns, adjectives and the mark of possession.
func naming(t *text.Token) bool {
	switch t.Tag {
	case text.NOUN, text.PROPN, text.ADJ, text.PART, text.DET:
		return true
	}
	return false
}

// aroundOnly reports whether a place only says around what something was: "near Lyon", "in suburban Lyon", "a Lyon suburb".
func (r *reader) aroundOnly(p *text.Place) bool {
	if r.nearbyOnly(p.First) {
		return true
	}
	next := p.Last + 1
	if next < len(r.d.Tokens) && r.d.Tokens[next].Form == "-" {
		next++
	}
	if _, _, ok := r.words.outskirts.At(r.d, next); ok && next < len(r.d.Tokens) {
		return true
	}
	_, _, suburban := r.words.suburban.At(r.d, p.First)
	if p.First > 0 && !suburban {
		_, _, suburban = r.words.suburban.At(r.d, p.First-1)
	}
	return suburban
}

// withTowns adds to the scenes that are parts of a town the town itself, where the report names it.
func (r *reader) withTowns(all []record.Where) []record.Where {
	for _, w := range all {
		if w.Within == "" || w.Precision != "town" {
			continue
		}
		if town, ok := r.townNamed(w.Within); ok && !has(all, town) {
			all = append(all, record.Where{Place: town, Role: w.Role})
		}
	}
	return all
}

// townNamed returns the first mention of the town with a name of the gazetteer.
func (r *reader) townNamed(name string) (text.Place, bool) {
	for _, p := range r.d.Places {
		if p.Name == name && p.Precision == "town" {
			return p, true
		}
	}
	return text.Place{}, false
}

// has reports whether some places hold one of the gazetteer's.
func has(all []record.Where, p text.Place) bool {
	for _, w := range all {
		if w.Gazetteer == p.Gazetteer {
			return true
		}
	}
	return false
}
