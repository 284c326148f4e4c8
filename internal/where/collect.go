package where

import (
	"math"

	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// longestName is how many tokens a name may have that is found without the help of the tagger of names.
const longestName = 6

// mostCandidates bounds the work for a name such as "San José"; candidates come in order of population.
const mostCandidates = 40

// collect gathers the mentions: names of places, and other proper nouns that the gazetteer has.
func (r *reader) collect() {
	for i := 0; i < len(r.d.Tokens); i++ {
		for r.next < len(r.d.Names) && r.d.Names[r.next].Last < i {
			r.next++
		}
		if last, ok := r.collectTold(i); ok {
			i = last
			continue
		}
		if last, ok := r.ownFrom(i); ok {
			r.dropFrom(i)
			r.add(i, last, r.lookExactly(i, last))
			i = last
			continue
		}
		if capital(r.d.Tokens[i].Form) {
			if last, ok := r.addDemonym(i); ok {
				i = last
				continue
			}
		}
		if r.next < len(r.d.Names) && r.d.Names[r.next].First <= i {
			n := r.d.Names[r.next]
			last := n.Last
			switch {
			case i != n.First:
				last = i // the rest of a name that a place of the user's begins
			case n.Type == text.LOC || n.Type == text.GPE:
				var first int
				first, last = r.whole(n.First, n.Last)
				r.dropFrom(first)
				r.addNamed(first, last)
			case n.Type == text.ORG:
				r.addOwner(n.First, n.Last)
			case n.Type == text.PER && n.First == n.Last:
				r.addMistaken(n.First)
			}
			i = last
			continue
		}
		if r.d.Tokens[i].Tag == text.PROPN && capital(r.d.Tokens[i].Form) {
			i = r.addProper(i, r.next)
		}
	}
}

// addMistaken adds a place that the tagger of names took for a person: a large town that a word such as "in" stands before, or
// that begins a compound ("Shanghai police").
func (r *reader) addMistaken(i int) {
	const large = 300000 // people
	if _, _, given := r.words.given.At(r.d, i); given || !r.afterCue(i) && !r.beforeNoun(i, i) || r.never(i, i) {
		return
	}
	if found := r.lookExactly(i, i); len(found) > 0 && r.atlas.At(found[0]).Population >= large {
		r.add(i, i, found)
	}
}

// addNamed adds what the tagger of names calls a place. "Vienna, Virginia" in one piece is two.
func (r *reader) addNamed(first, last int) {
	for i := first; i <= last; i++ {
		if r.d.Tokens[i].Form == "," && i > first && i < last && !r.known(first, last) {
			r.addNamed(first, i-1)
			first = i + 1
		}
	}
	if first == last && r.d.Tokens[first].Tag == text.ADJ || r.never(first, last) || !r.proper(first, last) {
		return
	}
	found := r.look(first, last)
	if len(found) == 0 && (r.isBody(first, last) || r.addPart(first, last) || r.isPerson(first, last)) {
		return
	}
	r.add(first, last, found)
}

// add adds a mention with its candidates.
func (r *reader) add(first, last int, found []atlas.Number) {
	key := string(r.key(nil, first, last))
	if key == "" {
		return
	}
	m := mention{first: first, last: last, holder: -1}
	m.class, m.kind = r.classBeside(first, last)
	m.name = r.nameOf(key, first, found)
	n := &r.names[m.name]
	n.count++
	n.cue = n.cue || len(found) == 0 && r.afterCue(first)
	r.mentions = append(r.mentions, m)
	r.classify(len(r.mentions) - 1)
}

// classify gives the name of a mention the class that is said of it, and the candidates whose names have the word for it:
// "Wayne" of "Wayne and Pike counties" is Wayne County.
func (r *reader) classify(i int) {
	m := &r.mentions[i]
	n := &r.names[m.name]
	if m.class < 0 || n.class >= 0 {
		return
	}
	n.class = m.class
	if m.kind == "" {
		return
	}
	var buffer [96]byte
	key := append(append(append(buffer[:0], n.key...), ' '), m.kind...)
	r.numbers = r.atlas.Look(r.numbers[:0], key)
	for _, number := range r.numbers[:min(len(r.numbers), mostCandidates)] {
		n.candidates = append(n.candidates, r.candidate(number))
	}
}

// nameOf returns the name with a key, new if need be.
func (r *reader) nameOf(key string, first int, found []atlas.Number) int {
	if i, ok := r.byKey[key]; ok {
		return i
	}
	r.byKey[key] = len(r.names)
	n := name{key: key, holder: -1, class: -1, best: -1, rule: notFound}
	meant, _, _ := r.words.known.At(r.d, first)
	n.candidates = make([]candidate, 0, min(len(found), mostCandidates))
	for _, number := range found[:min(len(found), mostCandidates)] {
		c := r.candidate(number)
		if meant != "" && r.atlas.Code(c.Place) == meant {
			c.prior += knownWeight
		}
		n.candidates = append(n.candidates, c)
	}
	r.names = append(r.names, n)
	return len(r.names) - 1
}

// classBeside returns the class that the word before or after a name speaks of: "the state of Georgia", "Wayne county".
// It returns the latter's dictionary form if it stands behind.
func (r *reader) classBeside(first, last int) (class int, kind string) {
	tokens := r.d.Tokens
	if last+1 < len(tokens) && tokens[last+1].Tag != text.PUNCT {
		if class := r.kindAt(last+1, last+1); class >= 0 {
			return class, tokens[last+1].Lemma
		}
	}
	before := first - 1
	if before >= 1 && tokens[before].Tag == text.ADP {
		before--
	}
	if before >= 0 && tokens[before].Tag == text.NOUN {
		return r.kindAt(before, before), ""
	}
	return -1, ""
}

// candidate weighs a place of the gazetteer.
func (r *reader) candidate(number atlas.Number) candidate {
	p := r.atlas.At(number)
	c := candidate{Place: p, country: atlas.Nowhere, admin1: atlas.Nowhere, prior: prior(p)}
	if country, ok := r.atlas.Above(p, atlas.Country); ok {
		c.country = country.Number
	}
	if division, ok := r.atlas.Above(p, atlas.Admin1); ok {
		c.admin1 = division.Number
	}
	if own, ok := r.atlas.Own(number); ok && own.Meant {
		c.prior += ownWeight
	}
	return c
}

// prior tells how likely a place is meant by its name: the decimal places of its population, and more for what is known
// beyond its region.
func prior(p atlas.Place) float64 {
	size := math.Log10(p.Population + 1)
	switch p.Class {
	case atlas.Country:
		return 9
	case atlas.Sea, atlas.Area:
		return 7.5
	case atlas.Admin1:
		return 2.2 + .6*size
	case atlas.Admin2:
		return .7 * size
	case atlas.Capital:
		return size + 1.5
	case atlas.Seat1:
		return size + .4
	case atlas.District:
		return size - 1
	}
	return size
}

// addProper adds the place that starts at a proper noun outside of names, if the gazetteer has one and the words around
// bear it out, and returns its last token. The longest name wins; next is the first name after it.
func (r *reader) addProper(i, next int) int {
	end := min(i+longestName, len(r.d.Tokens))
	if next < len(r.d.Names) {
		end = min(end, r.d.Names[next].First)
	}
	run := i // the last proper noun of the run
	for k := i + 1; k < end && r.continues(k); k++ {
		if r.d.Tokens[k].Tag == text.PROPN {
			run = k
		}
	}
	for last := run; last >= i; last-- {
		if r.d.Tokens[last].Tag != text.PROPN || r.d.Tokens[last].Part > 1 || r.never(i, last) {
			continue
		}
		found := r.lookExactly(i, last)
		if r.isCampAgain(i, last) || len(found) > 0 && r.plausible(i, last, last == run, found) {
			r.add(i, last, found)
			return last
		}
	}
	return run
}

// continues reports whether token k may stand inside a name: "Boulogne-sur-Mer", "Rio de Janeiro".
func (r *reader) continues(k int) bool {
	t := &r.d.Tokens[k]
	switch t.Tag {
	case text.PROPN:
		return true
	case text.ADP, text.DET:
		return len(t.Form) <= 4
	case text.PUNCT:
		return t.Form == "-" || t.Form == "'" || t.Form == "’"
	}
	return false
}

// plausible reports whether a proper noun that the tagger of names passed over is a place after all: a country, one that
// a word such as "in" stands before, or one followed by what it lies in.
func (r *reader) plausible(first, last int, whole bool, found []atlas.Number) bool {
	p := r.atlas.At(found[0])
	short := r.d.Cover(first, last)
	if short.End-short.Start <= 3 && p.Class != atlas.Country {
		return r.afterComma(first)
	}
	if r.afterComma(first) && p.Class <= atlas.Admin1 {
		return true
	}
	if !whole {
		return false
	}
	if p.Class == atlas.Country || p.Class == atlas.Sea || p.Class == atlas.Area {
		return true
	}
	const known, large = 20000, 300000 // people
	return r.afterCue(first) && p.Population >= known || r.beforeNoun(first, last) && p.Population >= large
}

// beforeNoun reports whether a name begins a compound: "Kyiv police".
func (r *reader) beforeNoun(first, last int) bool {
	return r.d.Language != text.French && last+1 < len(r.d.Tokens) && r.d.Tokens[last+1].Tag == text.NOUN &&
		(first == 0 || r.d.Tokens[first-1].Tag != text.PROPN)
}

// afterCue reports whether a word stands before token i that places follow.
func (r *reader) afterCue(i int) bool {
	for i > 0 && r.narrows(i-1) {
		i--
	}
	if i == 0 {
		return false
	}
	_, _, last, ok := r.words.cues.Over(r.d, i-1)
	return ok && last == i-1
}

// afterComma reports whether a mention stands before the comma before token i.
func (r *reader) afterComma(i int) bool {
	n := len(r.mentions)
	return i > 1 && n > 0 && r.d.Tokens[i-1].Form == "," && r.mentions[n-1].last == i-2
}
