package where

import (
	"math"

	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// line notes which mentions stand in a list ("Ohio, Iowa and Utah"). What a word after the last says of it holds for all:
// "Wayne, Pike and Polk counties".
func (r *reader) line() {
	for i := len(r.mentions) - 2; i >= 0; i-- {
		m, next := &r.mentions[i], &r.mentions[i+1]
		if !r.listed(m.last, next.first) {
			continue
		}
		m.row = true
		if m.class < 0 && next.kind != "" {
			m.class, m.kind = next.class, next.kind
			r.classify(i)
		}
	}
}

// listed reports whether only a comma, "and" or "or", or both, stand between two tokens.
func (r *reader) listed(last, first int) bool {
	if first-last < 2 || first-last > 3 {
		return false
	}
	for i := last + 1; i < first; i++ {
		t := &r.d.Tokens[i]
		if t.Form != "," && t.Tag != text.CCONJ {
			return false
		}
	}
	return true
}

// hold notes which mentions lie in the one that follows: "Vienna, Virginia", "Calais (Pas-de-Calais)", "Calais, in France".
// A name that is said to lie somewhere lies there wherever the report names it without saying so.
func (r *reader) hold() {
	plain := len(r.names)
	for i := 0; i+1 < len(r.mentions); i++ {
		m, next := &r.mentions[i], &r.mentions[i+1]
		if !r.joined(m.last, next.first) {
			continue
		}
		if r.mayHold(next.name, m.name) {
			m.holder = i + 1
		} else if !m.row || i+2 == len(r.mentions) || !next.row {
			r.names[next.name].comma = true
		}
	}
	if len(r.mentions) > 0 && r.d.Lead.Holds(r.d.Tokens[r.mentions[0].first].Span) {
		defer func() { r.names[r.mentions[0].name].dateline = true }()
	}
	first := make([]int, plain) // by name: the name with its first holder
	for i := range first {
		first[i] = -1
	}
	for i := range r.mentions {
		if m := &r.mentions[i]; m.holder >= 0 {
			old := m.name
			holder := r.mentions[m.holder].name
			m.name = r.heldName(old, holder)
			r.names[holder].holds = append(r.names[holder].holds, m.name)
			if first[old] < 0 {
				first[old] = m.name
			}
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.name < plain && first[m.name] >= 0 {
			r.names[m.name].count--
			m.name = first[m.name]
			r.names[m.name].count++
		}
	}
	for i := range r.mentions {
		if m := &r.mentions[i]; m.row && m.holder < 0 {
			next := r.mentions[i+1].name
			r.names[m.name].beside = append(r.names[m.name].beside, next)
			r.names[next].beside = append(r.names[next].beside, m.name)
		}
	}
}

// joined reports whether only a comma, a bracket, or a comma and a short word stand between two tokens.
func (r *reader) joined(last, first int) bool {
	switch first - last {
	case 2:
		form := r.d.Tokens[last+1].Form
		return form == "," || form == "("
	case 3:
		_, _, ok := r.words.cues.At(r.d, last+2)
		return ok && r.d.Tokens[last+1].Form == ","
	}
	return false
}

// mayHold reports whether some place of one name lies in some place of another.
func (r *reader) mayHold(holder, held int) bool {
	for _, c := range r.names[held].candidates {
		if r.within(c, holder) {
			return true
		}
	}
	return false
}

// within reports whether a candidate lies in a place of the name holder.
func (r *reader) within(c candidate, holder int) bool {
	for _, h := range r.names[holder].candidates {
		if h.Number == c.Number || h.Class > atlas.Admin2 && h.Class != atlas.Area {
			continue
		}
		if h.Number == c.country || h.Number == c.admin1 || h.Number == c.Up {
			return true
		}
		if h.Class == atlas.Area && h.country == c.country && c.country != atlas.Nowhere {
			return true
		}
	}
	return false
}

// heldName returns the name for those mentions of a name that lie in a holder.
func (r *reader) heldName(plain, holder int) int {
	key := r.names[plain].key + ", " + r.names[holder].key
	r.names[plain].count--
	i, ok := r.byKey[key]
	if !ok {
		i = len(r.names)
		r.byKey[key] = i
		n := r.names[plain]
		n.key, n.holder, n.count = key, holder, 0
		r.names = append(r.names, n)
	}
	r.names[i].count++
	return i
}

// Weights of what speaks for a candidate, in the unit of prior: decimal places of population.
const (
	ownWeight      = 20  // the user says that the name means this place
	heldWeight     = 8   // the report says what it lies in
	classWeight    = 3   // a word says what it is: "the state of"
	datelineWeight = 3   // it is a town, and a dateline begins with it
	knownWeight    = 1.5 // a list says that it is the one that is meant as a rule
	holdsWeight    = 3   // another place is said to lie in it
	commaWeight    = 1.5 // it is a region or country and follows another place and a comma
	besideWeight   = 1   // those beside it in a list are of its class
	insideWeight   = 2.5 // another name may be a district that it lies in, or a town in it: "Paris" and "Lamar County"
	countryWeight  = 3   // all other places of the report lie in its country
	admin1Weight   = 3   // all other places of the report lie in its first-order division
	nearWeight     = 2.5 // other places of the report lie around it
	nearby         = 60  // kilometres at which nearness counts for a third
	rounds         = 3
)

// resolve chooses a place for each name: first each by itself, then with those of the others in view.
func (r *reader) resolve() {
	inside := r.insides()
	for i := range r.names {
		r.choose(i, nil)
	}
	for i := range r.names {
		n := &r.names[i]
		for k := range n.candidates {
			if inside.supports(i, &n.candidates[k]) {
				n.candidates[k].prior += insideWeight
			}
		}
	}
	for range rounds {
		around := r.surroundings()
		for i := range r.names {
			r.choose(i, around)
		}
	}
}

// insides tells which second-order divisions names of a report may mean, and which may hold a town that a name may mean.
type insides struct {
	named map[atlas.Number]int // the name, or several
	holds map[atlas.Number]int
}

// several stands for more than one name.
const several = -1

func (r *reader) insides() *insides {
	in := &insides{map[atlas.Number]int{}, map[atlas.Number]int{}}
	note := func(to map[atlas.Number]int, place atlas.Number, name int) {
		if old, ok := to[place]; ok && old != name {
			name = several
		}
		to[place] = name
	}
	for i := range r.names {
		if r.names[i].count == 0 {
			continue
		}
		for _, c := range r.names[i].candidates {
			switch {
			case c.Class == atlas.Admin2:
				note(in.named, c.Number, i)
			case c.Class >= atlas.Capital && c.Up != atlas.Nowhere:
				note(in.holds, c.Up, i)
			}
		}
	}
	return in
}

// supports reports whether a candidate of a name lies in what another name may mean, or may hold what another may mean.
func (in *insides) supports(name int, c *candidate) bool {
	from, place := in.named, c.Up
	if c.Class == atlas.Admin2 {
		from, place = in.holds, c.Number
	}
	other, ok := from[place]
	return ok && other != name && (c.Class == atlas.Admin2 || c.Class >= atlas.Capital)
}

// around is what the places of a report have in common.
type around struct {
	anchors []anchor
	total   float64
	country map[atlas.Number]float64
	admin1  map[atlas.Number]float64
}

// anchor is a place of the report that others may lie near.
type anchor struct {
	name     int
	lat, lon float64
	weight   float64
	point    bool // a town, or a division small enough
}

// surroundings sums up the places chosen so far.
func (r *reader) surroundings() *around {
	a := &around{country: map[atlas.Number]float64{}, admin1: map[atlas.Number]float64{}}
	for i := range r.names {
		n := &r.names[i]
		if n.best < 0 || n.count == 0 {
			continue
		}
		c := n.candidates[n.best]
		weight := n.weight()
		a.total += weight
		a.country[c.country] += weight
		if c.admin1 != atlas.Nowhere {
			a.admin1[c.admin1] += weight
		}
		a.anchors = append(a.anchors, anchor{name: i, lat: c.Lat, lon: c.Lon, weight: weight, point: c.Class >= atlas.Capital || c.Class == atlas.Admin2})
	}
	return a
}

// weight is what a name counts for in the choice of others.
func (n *name) weight() float64 { return math.Sqrt(float64(n.count)) * (.2 + .8*n.sure) }

// choose sets the best candidate of a name.
func (r *reader) choose(i int, a *around) {
	n := &r.names[i]
	if len(n.candidates) == 0 {
		return
	}
	var own candidate
	ownWeight := 0.0
	if a != nil && n.best >= 0 && n.count > 0 {
		own, ownWeight = n.candidates[n.best], n.weight()
	}
	best, second, at := math.Inf(-1), math.Inf(-1), 0
	for k, c := range n.candidates {
		score := c.prior + r.said(n, c)
		if a != nil {
			score += a.support(i, c, own, ownWeight) + r.alike(n, c)
		}
		switch {
		case score > best:
			best, second, at = score, best, k
		case score > second:
			second = score
		}
	}
	n.best, n.rule = at, byName
	n.sure = 1 - math.Exp(second-best)
}

// said weighs what the report says of a name: what it lies in, what it is.
func (r *reader) said(n *name, c candidate) (score float64) {
	if n.holder >= 0 && r.within(c, n.holder) {
		score += heldWeight
		if h := r.names[n.holder]; h.best >= 0 && (h.candidates[h.best].Number == c.country || h.candidates[h.best].Number == c.admin1) {
			score++
		}
	}
	if n.class >= 0 && fits(n.class, c.Class) {
		score += classWeight
	}
	if n.dateline && c.Class >= atlas.Capital {
		score += datelineWeight
	}
	if n.comma && c.Class <= atlas.Admin1 {
		score += commaWeight
	}
	for _, held := range n.holds {
		if r.anyIn(held, c) {
			return score + holdsWeight
		}
	}
	return score
}

// anyIn reports whether some place of a name lies in a candidate.
func (r *reader) anyIn(held int, in candidate) bool {
	for _, c := range r.names[held].candidates {
		if in.Number == c.country || in.Number == c.admin1 || in.Number == c.Up {
			return true
		}
	}
	return false
}

// alike weighs how far those beside a name in lists are of the class of a candidate.
func (r *reader) alike(n *name, c candidate) float64 {
	if len(n.beside) == 0 {
		return 0
	}
	alike := 0
	for _, other := range n.beside {
		if o := &r.names[other]; o.best >= 0 && level(o.candidates[o.best].Class) == level(c.Class) {
			alike++
		}
	}
	return besideWeight * float64(alike) / float64(len(n.beside))
}

// level sorts classes into countries, divisions of the first and second order, towns, and others.
func level(class atlas.Class) atlas.Class {
	if class >= atlas.Capital {
		return atlas.Town
	}
	return class
}

// fits reports whether a place is of the class that a word beside it speaks of.
func fits(said int, class atlas.Class) bool {
	if said == int(atlas.Town) {
		return class >= atlas.Capital
	}
	return said == int(class) // a word such as "neighborhood" speaks for a part of a town alone
}

// support weighs how well a candidate of a name goes with the other places of the report; the name's own choice of before
// does not count.
func (a *around) support(name int, c, own candidate, ownWeight float64) float64 {
	total := a.total - ownWeight
	if total <= 0 {
		return 0
	}
	country, admin1 := a.country[c.country], 0.0
	if c.country == atlas.Nowhere {
		country = 0
	} else if own.country == c.country {
		country -= ownWeight
	}
	if c.admin1 != atlas.Nowhere {
		admin1 = a.admin1[c.admin1]
		if own.admin1 == c.admin1 {
			admin1 -= ownWeight
		}
	}
	near := 0.0
	if c.Class >= atlas.Capital || c.Class == atlas.Admin2 {
		for _, other := range a.anchors {
			if other.name != name && other.point {
				near += other.weight * math.Exp(-kilometres(c.Lat, c.Lon, other.lat, other.lon)/nearby)
			}
		}
	}
	enough := total + 1 // a single other place is not everything
	return countryWeight*country/enough + admin1Weight*admin1/enough + nearWeight*min(1, near/2)
}

// kilometres is the distance of two places, good to a few per cent for those near each other, and never small for others.
func kilometres(lat, lon, lat2, lon2 float64) float64 {
	dLat := (lat - lat2) * 111.2
	dLon := math.Abs(lon - lon2)
	if dLon > 180 {
		dLon = 360 - dLon
	}
	middle := (lat + lat2) / 2 / 90 // the cosine, near enough: 1 - x² (1.23 - .23 x²)
	x := middle * middle
	dLon *= 111.2 * (1 - x*(1.2337-.2337*x))
	return math.Sqrt(dLat*dLat + dLon*dLon)
}
