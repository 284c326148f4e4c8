package what

import (
	"cmp"
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// setWhere gives a telling the places of its own clause and of those that it hangs on, else the only place of its sentence. What is only said has none.
func (r *reader) setWhere(told *telling) {
	if r.groups[told.Act] == "words" {
		return // the place in "demanded an inquiry in Lyon" is that of the inquiry
	}
	best := far
	costs := map[int]int{}
	var inSentence []int
	for _, k := range r.places[told.sentence] {
		n := int(k)
		p := &r.d.Places[n]
		if p.First < told.tree.s.First || p.Last >= told.tree.s.Last || p.Part == "home" || r.namesActor(p) {
			continue
		}
		if !r.named(inSentence, p) {
			inSentence = append(inSentence, n)
		}
		seat := seatOf(told.tree, p)
		costs[n] = r.distance(told, seat, seat)
		if clause := told.tree.clause(seat); told.tree.token(clause).Rel.Base() == "conj" && told.tree.head(clause) == told.head {
			costs[n] = far // the place of another act: "cleared the camp and moved the men to Lyon"
		}
		if costs[n] < best && r.hasRole(told, r.roleOf(told, p)) {
			best = costs[n]
		}
	}
	for _, k := range r.places[told.sentence] {
		n := int(k)
		p := &r.d.Places[n]
		if _, here := costs[n]; !here {
			continue
		}
		if role := r.roleOf(told, p); costs[n] == best && best < far && r.hasRole(told, role) {
			told.Where = append(told.Where, record.Where{Place: *p, Role: role})
		}
	}
	if len(told.Where) == 0 && len(inSentence) == 1 && r.astray(told, inSentence[0]) {
		told.Where = append(told.Where, record.Where{Place: r.d.Places[inSentence[0]], Role: "scene"})
	}
	if len(told.Where) == 0 {
		told.Where = r.sameSpot(told)
	}
	told.Where = r.withTowns(r.nearest(told.Where))
	slices.SortStableFunc(told.Where, func(a, b record.Where) int { return cmp.Compare(unknownPlace(a), unknownPlace(b)) })
	told.placed = len(told.Where) > 0
}

// unknownPlace is 1 for a place that is not on the map, 0 for others, which say more: "the Plaines gymnasium in Angers".
func unknownPlace(w record.Where) int {
	if w.Precision == "" {
		return 1
	}
	return 0
}

// sameSpot returns the place told last before a noun such as "area" in the clause of a telling, when "same" stands before the noun: "another camp was
// cleared in the same area". The origin "what.same-place" says so.
func (r *reader) sameSpot(told *telling) []record.Where {
	t := told.tree
	for _, k := range t.children(told.head, "obl", "nmod") {
		if a := t.child(k, "amod", "det"); a < 0 || !r.words.sameSpot[t.token(k).Lemma] || !slices.ContainsFunc(t.children(k, "amod", "det"), func(i int) bool { return r.words.same[t.token(i).Lemma] }) {
			continue
		}
		last := -1
		for n := range r.d.Places {
			if p := &r.d.Places[n]; p.Last < k && p.Precision != "" && !r.namesActor(p) && !r.nearbyOnly(p.First) {
				last = n
			}
		}
		if last >= 0 {
			w := record.Where{Place: r.d.Places[last], Role: "scene"}
			w.Origin = text.Origin{Rule: "what.same-place", Version: r.words.version}
			return []record.Where{w}
		}
	}
	return nil
}

// seatOf returns the token by which a place hangs in its sentence: that of the noun that it only names in "the port city of Calais".
func seatOf(t *tree, p *text.Place) int {
	i := top(t, p.First, p.Last)
	for up := t.head(i); up >= 0 && t.token(i).Rel.Base() == "nmod" && t.token(up).Tag == text.NOUN && t.child(up, "case") >= 0; up = t.head(i) {
		if c := t.child(i, "case"); c < 0 || t.token(c).Lemma != "of" && t.token(c).Lemma != "de" {
			break
		}
		i = up
	}
	return i
}

// roleOf returns the role of a place: what its adposition says, or the scene when it says what else an act was done to ("won the seat of Arles").
func (r *reader) roleOf(told *telling, p *text.Place) string {
	if p.Part != "" && r.hasRole(told, p.Part) {
		return p.Part
	}
	i := top(told.tree, p.First, p.Last)
	for _, q := range []*text.Place{p, r.listedWith(told.tree, i)} {
		if q == nil {
			continue
		}
		if role := r.filledBy(told, top(told.tree, q.First, q.Last)); role != "" {
			return role
		}
		if role := r.preposed(told.tree, q); role != "" {
			return role
		}
	}
	for steps := 0; i >= 0 && steps < 4; steps++ {
		if told.tree.head(i) == told.head && is(told.tree.token(i).Rel, "obj") {
			return "scene"
		}
		i = told.tree.head(i)
	}
	return ""
}

// filledBy returns the role of a place that the pattern of the act has filled with the noun that the token i hangs on: "taken to gymnasiums in Arles".
func (r *reader) filledBy(told *telling, i int) string {
	up := told.tree.head(i)
	for _, part := range told.hit.Args {
		if (part.Role == "origin" || part.Role == "destination") && (part.Token == i || part.Token == up && told.tree.token(i).Rel.Base() == "nmod") {
			return part.Role
		}
	}
	return ""
}

// listedWith returns the place that the one at token i is joined to, as in "of Arles and of Nîmes"; nil for none.
func (r *reader) listedWith(t *tree, i int) *text.Place {
	up := t.head(i)
	if up < 0 || t.token(i).Rel.Base() != "conj" {
		return nil
	}
	for n := range r.d.Places {
		if p := &r.d.Places[n]; p.First <= up && up <= p.Last {
			return p
		}
	}
	return nil
}

// named reports whether a place is among those that are numbered.
func (r *reader) named(numbers []int, p *text.Place) bool {
	return slices.ContainsFunc(numbers, func(n int) bool { return r.d.Places[n].Name == p.Name })
}

// astray reports whether the only place of a sentence, which stands in another clause, may still be where an act was: the act is
// told by a verb, or the place stands beside the root.
func (r *reader) astray(told *telling, n int) bool {
	t := told.tree
	if clause := t.clause(r.d.Places[n].First); clause != told.head && r.heads[clause] && !t.under(told.head, clause) {
		return false // the place of another act
	}
	return !told.Background && !r.home(t, &r.d.Places[n]) && (!told.nominal || t.head(t.clause(r.d.Places[n].First)) < 0)
}

// home reports whether a place only says where somebody is from: "Ann Hill, 34, of Leeds".
func (r *reader) home(t *tree, p *text.Place) bool {
	i := top(t, p.First, p.Last)
	c, up := t.child(i, "case"), t.head(i)
	return c >= 0 && up >= 0 && (t.token(c).Lemma == "of" || t.token(c).Lemma == "de" || r.words.wheres[t.token(c).Lemma] == "origin") && r.people(up)
}

// hasRole reports whether the act has a place in a role: every act has a scene, few have an origin or a destination.
func (r *reader) hasRole(told *telling, role string) bool {
	return role == "scene" || role != "" && told.hit.Act != nil && slices.Contains(told.hit.Act.Roles, role)
}

// namesActor reports whether a place is only a part of the name of somebody, as in "Calais Migrant Solidarity" and "Calais police", or itself
// acts: "France condemned the raid". A place behind an adposition ("police in Calais") is none of these.
func (r *reader) namesActor(p *text.Place) bool {
	n := r.covered[p.First]
	if n < 0 || p.First > 0 && r.d.Tokens[p.First-1].Tag == text.ADP && r.d.Actors[n].Head <= p.Last {
		return false
	}
	a := &r.d.Actors[n]
	return a.Head >= p.First && a.Head <= p.Last || (a.Kind == text.Organisation || a.Head > p.Last) && !r.behindAdposition(p.First, a.First)
}

// behindAdposition reports whether an adposition stands between token first and token i.
func (r *reader) behindAdposition(i, first int) bool {
	for k := i - 1; k >= first; k-- {
		if r.d.Tokens[k].Tag == text.ADP {
			return true
		}
	}
	return false
}

// preposed returns the role that the adposition before a place gives it, empty when none stands there: "in Calais", "from Calais", "in the
// port city of Calais".
func (r *reader) preposed(t *tree, p *text.Place) string {
	for i, steps := p.First-1, 0; i >= t.s.First && steps < 6; i, steps = i-1, steps+1 {
		tok := t.token(i)
		switch tok.Tag {
		case text.ADP:
			if role, ok := r.words.wheres[tok.Lemma]; ok {
				return role
			}
			if tok.Lemma == "of" || tok.Lemma == "de" {
				continue
			}
			return "scene"
		case text.DET, text.ADJ, text.NOUN, text.PROPN:
			continue
		case text.PUNCT:
			if tok.Form == "," && i > t.s.First && t.token(i-1).Tag == text.PROPN || tok.Form == "(" {
				continue // Dieppe (Seine-Maritime), Calais, France
			}
			return ""
		default:
			return ""
		}
	}
	return ""
}

// nearest leaves out places that are only said to be near ("near Dunkirk") when another place is told, and those that hold another.
func (r *reader) nearest(all []record.Where) []record.Where {
	var kept []record.Where
	for _, w := range all {
		beside := r.nearbyOnly(w.First)
		holds := false
		for _, other := range all {
			holds = holds || other.Role == w.Role && other.Span != w.Span && contains(w.Place, other.Place)
		}
		if !holds && !(beside && len(all) > 1) {
			kept = append(kept, w)
		}
	}
	return kept
}

// nearbyOnly reports whether the place that starts at token first is only said to be near: "near Dunkirk", "near the city of Dunkirk".
func (r *reader) nearbyOnly(first int) bool {
	for i := first - 1; i >= 0 && i >= first-4; i-- {
		switch t := &r.d.Tokens[i]; {
		case r.words.nearby[t.Lemma]:
			return true
		case t.Lemma != "of" && t.Lemma != "de" && t.Tag != text.DET && t.Tag != text.NOUN:
			return false
		}
	}
	return false
}

// contains reports whether a is a country or region that b lies in, or the sea that a town lies on.
func contains(a, b text.Place) bool {
	switch a.Precision {
	case "town":
		return b.Precision == "in-town" && a.Gazetteer == b.Gazetteer // a camp in it
	case "sea":
		return b.Precision == "town" || b.Precision == "admin2"
	case "country":
		return a.Country == b.Country && b.Precision != "country" && b.Precision != ""
	case "admin1":
		return a.Country == b.Country && a.Admin1 == b.Admin1 && (b.Precision == "town" || b.Precision == "admin2")
	case "admin2":
		return a.Country == b.Country && a.Admin1 == b.Admin1 && a.Admin2 != "" && a.Admin2 == b.Admin2 && b.Precision == "town"
	}
	return false
}
