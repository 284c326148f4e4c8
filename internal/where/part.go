package where

import (
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// partReach is how many kilometres a part of a town may lie from the town's middle.
const partReach = 40

// settleParts takes back the position of what is said to be a part of a town ("the Fairview neighborhood") when the gazetteer only has a town of that
// name elsewhere, and the report names another.
func (r *reader) settleParts() {
	for i := range r.names {
		n := &r.names[i]
		if n.best < 0 || n.class != int(atlas.District) || n.candidates[n.best].Class == atlas.District {
			continue
		}
		if near, others := r.nearTowns(i); others && !near {
			n.best, n.rule = -1, notFound
		}
	}
}

// nearTowns reports whether the report names other towns, and whether one of them is near enough for name i to be a part of it.
func (r *reader) nearTowns(i int) (near, others bool) {
	c := r.names[i].candidates[r.names[i].best]
	for k := range r.names {
		if other := &r.names[k]; k != i && other.isTown() {
			t := other.candidates[other.best]
			near, others = near || kilometres(c.Lat, c.Lon, t.Lat, t.Lon) <= partReach, true
		}
	}
	return near, others
}

// isTown reports whether a name of the report stands for a whole town.
func (n *name) isTown() bool {
	if n.best < 0 || n.count == 0 {
		return false
	}
	class := n.candidates[n.best].Class
	return class >= atlas.Capital && class != atlas.District
}

// townOf returns the town of the report that the part of a town called n lies in: the largest near it in its first-order division; empty for none.
func (r *reader) townOf(n *name) string {
	c := n.candidates[n.best]
	if c.Class != atlas.District {
		return ""
	}
	var town *candidate
	for k := range r.names {
		if !r.names[k].isTown() {
			continue
		}
		t := &r.names[k].candidates[r.names[k].best]
		if t.admin1 == c.admin1 && t.Number != c.Number && kilometres(c.Lat, c.Lon, t.Lat, t.Lon) <= partReach && (town == nil || t.Population > town.Population) {
			town = t
		}
	}
	if town == nil || town.Population < c.Population {
		return ""
	}
	return r.atlas.Name(town.Place)
}

// dropPeople takes back mentions that are a part of the name of somebody of whom the report gives the whole name: "Denton" after "Robert Denton". One
// behind a word that places follow, one with a place behind it and one before "police" stay.
func (r *reader) dropPeople() {
	people := map[string]bool{}
	for _, n := range r.d.Names {
		for i := n.First; n.Type == text.PER && n.First < n.Last && i <= n.Last; i++ {
			people[r.d.Tokens[i].Form] = true
		}
	}
	kept := r.mentions[:0]
	for _, m := range r.mentions {
		if m.first == m.last && people[r.d.Tokens[m.first].Form] && m.class < 0 && !r.saidToBePlace(m) {
			r.names[m.name].count--
			continue
		}
		kept = append(kept, m)
	}
	r.mentions = kept
}

// saidToBePlace reports whether the words around a mention speak for a place: "in Denton", "Denton, Texas", "Denton police", "DENTON —".
func (r *reader) saidToBePlace(m mention) bool {
	next := m.last + 1
	if r.afterCue(m.first) || r.inCapitals(m.first) || next >= len(r.d.Tokens) || r.beforeNoun(m.first, m.last) && r.d.Tokens[next].Lemma == "police" {
		return true
	}
	return r.d.Tokens[next].Form == "," && next+1 < len(r.d.Tokens) && r.mentionAt(next+1)
}

// mentionAt reports whether a mention of a region or country begins at token i.
func (r *reader) mentionAt(i int) bool {
	for _, m := range r.mentions {
		if m.first == i {
			found := r.names[m.name].candidates
			return len(found) > 0 && found[0].Class <= atlas.Admin1
		}
	}
	return false
}
