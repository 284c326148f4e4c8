package where

import (
	"math"
	"slices"

	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// inside stands before the precision of a place whose own position is not known: that of the town, division or country it
// stands in is given for it.
const inside = "in-"

// byHolder is the rule of a camp that has the position of the town it stands in.
const byHolder = "camp-in-place"

const (
	campReach = 7   // tokens between a camp and the town it stands in: "the Jungle camp in the northern port city of Calais"
	campNear  = 60  // kilometres within which a place of the gazetteer may be the camp that is said to stand in a town
	campWide  = 200 // the same for one that is said to stand in a part of the world or on an island
)

// camp is the part of a name that is known to be a camp's.
type camp struct {
	within int         // name of the place it stands in, -1 when the report does not say
	own    []candidate // places of the gazetteer that bear its name
	found  bool        // one of these is it
}

// knownBeyond reports whether a name is that of a town or region that is known by more than a camp.
func (r *reader) knownBeyond(first, last int) bool {
	const known = 15000 // people
	found := r.lookExactly(first, last)
	if len(found) == 0 {
		return false
	}
	p := r.atlas.At(found[0])
	return p.Class <= atlas.Admin2 || p.Class == atlas.Area || p.Class == atlas.Sea || p.Population >= known
}

// addCamp adds a camp under its name proper, so that "the Jungle" later in the report is the same. One called after a town or
// region that is known beyond it has a name of its own: "the Calais camp" is not Calais.
func (r *reader) addCamp(t told) {
	key := string(r.key(nil, t.at, t.atLast))
	if key == "" {
		return
	}
	found := slices.Clone(r.lookExactly(t.at, t.atLast))
	found = r.atlas.Look(found, []byte(key+" camp"))
	if r.knownBeyond(t.at, t.atLast) {
		key = string(r.key(nil, t.first, t.last))
	}
	m := mention{first: t.first, last: t.last, holder: -1, class: -1, name: r.nameOf(key, t.at, found), at: t.at, atLast: t.atLast}
	n := &r.names[m.name]
	n.count++
	if n.camp == nil {
		n.camp = &camp{within: -1}
	}
	r.mentions = append(r.mentions, m)
}

// isCampAgain reports whether a proper noun repeats the name of a camp.
func (r *reader) isCampAgain(first, last int) bool {
	return len(r.campKeys) > 0 && slices.Contains(r.campKeys, string(r.key(nil, first, last)))
}

// pitch finds out in what each camp stands. One for which the report tells that is not weighed by its name alone.
func (r *reader) pitch() {
	for i := range r.mentions {
		m := &r.mentions[i]
		n := &r.names[m.name]
		if n.camp == nil || n.camp.within >= 0 {
			continue
		}
		if holder := r.standsIn(i); holder >= 0 && holder != m.name {
			n.camp.within, n.camp.own, n.candidates = holder, n.candidates, nil
		} else if m.atLast > 0 && r.knownBeyond(m.at, m.atLast) {
			r.strike(m)
		}
	}
}

// strike makes a mention of a camp that is only called after a town, and of which nothing else is told, one of the town.
func (r *reader) strike(m *mention) {
	r.names[m.name].count--
	m.first, m.last = m.at, m.atLast
	m.name = r.nameOf(string(r.key(nil, m.at, m.atLast)), m.at, r.lookExactly(m.at, m.atLast))
	r.names[m.name].count++
}

// standsIn returns the name of the place that a mention of a camp is said to stand in, -1 when there is none: "the Jungle camp
// in the port city of Calais", "Calais' Jungle camp".
func (r *reader) standsIn(i int) int {
	m := &r.mentions[i]
	if i+1 < len(r.mentions) && r.leadsTo(m.last+1, r.mentions[i+1].first) {
		return r.mentions[i+1].name
	}
	if i > 0 && r.mentions[i-1].last < m.first && r.owns(r.mentions[i-1].last+1, m.first) {
		return r.mentions[i-1].name
	}
	return -1
}

// leadsTo reports whether tokens from..to lead from a camp to where it stands.
func (r *reader) leadsTo(from, to int) bool {
	if to-from > campReach || to <= from {
		return false
	}
	for k := from; k < to; k++ {
		t := &r.d.Tokens[k]
		switch {
		case k == from && t.Form == ",", t.Tag == text.DET, t.Tag == text.ADJ, t.Tag == text.NOUN:
		case t.Tag == text.ADP:
			_, _, cue := r.words.cues.At(r.d, k)
			if !cue && t.Lemma != "of" && t.Lemma != "on" {
				return false
			}
		default:
			return false
		}
	}
	return r.d.Tokens[from].Tag == text.ADP || r.d.Tokens[from].Form == ","
}

// owns reports whether nothing but a mark of possession stands in tokens from..to.
func (r *reader) owns(from, to int) bool {
	for k := from; k < to; k++ {
		if form := r.d.Tokens[k].Form; form != "'s" && form != "’s" && form != "'" && form != "’" {
			return false
		}
	}
	return true
}

// settleCamps puts each camp on the map: where the gazetteer has it, if that is near what it stands in, else there.
func (r *reader) settleCamps() {
	for i := range r.names {
		n := &r.names[i]
		if n.camp == nil || n.camp.within < 0 {
			continue
		}
		holder := &r.names[n.camp.within]
		if holder.best < 0 {
			continue
		}
		h := holder.candidates[holder.best]
		if own, ok := r.nearestTo(n.camp.within, h, n.camp.own); ok {
			n.candidates, n.best, n.rule, n.camp.found = append(n.candidates, own), len(n.candidates), byName, true
		}
	}
}

// nearestTo returns the one of several places that lies nearest to another, and whether it lies in it or near enough.
func (r *reader) nearestTo(holder int, h candidate, all []candidate) (nearest candidate, ok bool) {
	least := math.Inf(1)
	for _, c := range all {
		d := kilometres(c.Lat, c.Lon, h.Lat, h.Lon)
		switch {
		case c.Class < atlas.Capital || d >= least:
			continue
		case h.Class <= atlas.Admin2 && !r.within(c, holder), h.Class == atlas.Area && d > campWide, h.Class >= atlas.Capital && d > campNear:
			continue
		}
		nearest, least, ok = c, d, true
	}
	return nearest, ok
}

// describeCamp gives a camp the position of what it stands in.
func (r *reader) describeCamp(p *text.Place, n *name) {
	p.Name = r.d.At(p.Span)
	if n.camp.within < 0 {
		return
	}
	holder := &r.names[n.camp.within]
	if holder.best < 0 {
		return
	}
	r.describe(p, holder.candidates[holder.best].Place)
	p.Within, p.Name = p.Name, r.d.At(p.Span)
	p.Precision, p.Origin.Rule = inside+p.Precision, byHolder
}
