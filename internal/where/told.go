package where

import (
	"cmp"
	"slices"
	"strings"

	"dateline/internal/rule"
	"dateline/internal/where/atlas"
)

// What a rule of the topic "where" may say of words, under the key "as".
const (
	asCamp   = "camp"   // all of them name a camp; the capture "at" is its name proper
	asCalled = "called" // only those of "at" do
	asHome   = "home"   // "at" is where somebody is from
	asPlace  = "place"  // "at" is a place, if it stands in capitals and the gazetteer has it
	asNone   = "none"   // none of them names a place
	asWay    = "way"    // "from" is where a way begins and "to" where it ends
)

// What the ends of a way are, as a place tells (see text.Place).
const (
	asOrigin      = "origin"
	asDestination = "destination"
)

// The captures of a way, and what its places are.
var wayEnds = [...]struct{ capture, as string }{{"from", asOrigin}, {"to", asDestination}}

// told is what a rule says of tokens.
type told struct {
	as          string
	first, last int // tokens, both included
	at, atLast  int // those of the name proper
}

// tell notes what the rules say of the words of the document.
func (r *reader) tell() {
	for _, sentence := range r.d.Sentences {
		for _, m := range r.words.rules.Find(r.d, sentence.First, sentence.Last) {
			r.note(m)
		}
	}
	slices.SortStableFunc(r.told, func(a, b told) int { return cmp.Compare(a.first, b.first) })
}

// note keeps a match under the token from which collect has to know of it.
func (r *reader) note(m rule.Match) {
	if m.Give("as") == asWay {
		for _, end := range wayEnds {
			if first, last, ok := m.Capture(end.capture); ok {
				r.told = append(r.told, told{as: end.as, first: first, last: last})
			}
		}
		return
	}
	t := told{as: m.Give("as"), first: m.First, last: m.Last, at: m.First, atLast: m.Last}
	if first, last, ok := m.Capture("at"); ok {
		t.at, t.atLast = first, last
	}
	if t.as != asCamp && t.as != asNone {
		t.first, t.last = t.at, t.atLast
	}
	if t.as != asHome && r.ownWithin(t) {
		return
	}
	if (t.as == asCamp || t.as == asCalled) && !r.knownBeyond(t.at, t.atLast) {
		r.campKeys = append(r.campKeys, string(r.key(nil, t.at, t.atLast)))
	}
	r.told = append(r.told, t)
}

// ownWithin reports whether a place of the user's stands in the words of t, which comes before what rules say.
func (r *reader) ownWithin(t told) bool {
	for i := t.first; i <= t.last && r.atlas.Overlaid(); i++ {
		if _, ok := r.ownFrom(i); ok {
			return true
		}
	}
	return false
}

// collectTold adds what a rule says of the words from token i on, and returns the last of those that are dealt with.
func (r *reader) collectTold(i int) (last int, ok bool) {
	for r.nextTold < len(r.told) && r.told[r.nextTold].first < i {
		r.nextTold++
	}
	for k := r.nextTold; k < len(r.told) && r.told[k].first == i; k++ {
		if last, ok = r.take(r.told[k]); ok {
			return last, true
		}
	}
	return 0, false
}

// take adds what a rule says of the words that begin here, and returns the last of those that are dealt with.
func (r *reader) take(t told) (last int, ok bool) {
	i := t.first
	switch t.as {
	case asNone:
		r.dropFrom(i)
		return t.last, true
	case asCamp, asCalled:
		r.dropFrom(i)
		r.addCamp(t)
		return t.last, true
	case asPlace:
		if r.inCapitals(t.at) {
			return r.addLongest(t)
		}
	case asHome:
		if r.d.Language == demonymsInSmallLetters {
			if last, ok := r.addDemonym(i); ok {
				return last, true
			}
		}
		if n := r.nameFrom(i); n != nil {
			return 0, false // the tagger of names knows where it ends
		}
		return r.addLongest(t)
	}
	return 0, false
}

// addLongest adds the longest name of a place that the words of t begin with, if one is well enough known.
func (r *reader) addLongest(t told) (int, bool) {
	const least = 2000 // people
	for last := t.atLast; last >= t.at; last-- {
		found := r.lookExactly(t.at, last)
		if len(found) == 0 || r.never(t.at, last) {
			continue
		}
		if p := r.atlas.At(found[0]); p.Class < atlas.Capital || p.Population >= least {
			r.dropFrom(t.at)
			r.add(t.at, last, found)
			return last, true
		}
	}
	return 0, false
}

// inCapitals reports whether a token has no small letter.
func (r *reader) inCapitals(i int) bool {
	form := r.d.Tokens[i].Form
	return strings.ToUpper(form) == form
}

// partOf returns what a rule says of the place in these tokens, whatever the act: that it is a home, an origin or a destination.
func (r *reader) partOf(first, last int) string {
	at, _ := slices.BinarySearchFunc(r.told, first, func(t told, i int) int { return cmp.Compare(t.first, i) })
	for ; at < len(r.told) && r.told[at].first <= last; at++ {
		switch as := r.told[at].as; as {
		case asHome, asOrigin, asDestination:
			return as
		}
	}
	return ""
}
