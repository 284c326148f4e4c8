package what

import (
	"slices"
	"sort"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// roles are the roles of participants in the codebook; other names of a pattern's tokens are places or of no account.
var roles = map[string]record.Role{
	"initiator": record.Initiator, "target": record.Target, "intervener": record.Intervener, "bystander": record.Bystander,
	"beneficiary": record.Beneficiary, "instrument-holder": record.Instrument, "instrument": record.Instrument,
}

// setParticipants fills the participants of a telling from the tokens of its hit, each with those that are joined to it by "and".
func (r *reader) setParticipants(told *telling) {
	for _, part := range told.hit.Args {
		role, known := roles[part.Role]
		if !known || told.tree.token(part.Token).Rel == "conj" && r.gapped(told.tree, part.Token) {
			continue
		}
		for _, i := range r.joined(told.tree, part.Token) {
			var residents []int
			if group := r.groups[told.Act]; touches(group) || group == "harm" || role == record.Initiator {
				residents = r.residents(told.tree, i)
			}
			if role != record.Initiator || len(residents) == 0 {
				r.addParticipant(told, role, i) // a thing does nothing by itself: of "the lax approach of the government" the government acts
			}
			for _, k := range residents {
				r.addParticipant(told, role, k)
			}
		}
	}
	r.addNeighbour(told)
	r.addInvolved(told)
	r.addOrderer(told)
}

// addInvolved gives a noun for an event those whom a clause behind it says to be involved: "a confrontation involving three men".
func (r *reader) addInvolved(told *telling) {
	if !told.nominal {
		return
	}
	for _, k := range told.tree.children(told.head, "acl") {
		if who := told.tree.child(k, "obj"); who >= 0 && r.words.involving[told.tree.token(k).Lemma] && r.people(who) {
			for _, i := range r.joined(told.tree, who) {
				r.addParticipant(told, record.Initiator, i)
			}
		}
	}
}

// addOrderer gives an act those on whose order it was done: "cleared on the order of the minister".
func (r *reader) addOrderer(told *telling) {
	t := told.tree
	for _, k := range t.children(told.head, "obl", "nmod") {
		if c := t.child(k, "case"); c < 0 || !r.words.orders[t.token(k).Lemma] || !r.words.byOrder[t.token(c).Lemma] {
			continue
		}
		for _, who := range t.children(k, "nmod") {
			if r.people(who) {
				r.addParticipant(told, record.Initiator, who)
			}
		}
	}
}

// addNeighbour gives a telling by a finite verb, in which the tree has nobody who acts, the actor that stands right before the verb.
func (r *reader) addNeighbour(told *telling) {
	t := told.tree
	verb := t.token(told.head)
	if verb.Tag != text.VERB || !verb.Feats.Has(text.Past|text.Fin) || t.passive(told.head) || t.child(told.head, "nsubj") >= 0 ||
		len(told.ofRole(record.Initiator)) > 0 || !slices.Contains(told.hit.Act.Roles, "initiator") || verb.Rel.Base() == "conj" {
		return
	}
	i := told.head - 1
	for i > t.s.First && t.token(i).Tag == text.ADV {
		i--
	}
	if i >= t.s.First && r.covered[i] >= 0 {
		r.addParticipant(told, record.Initiator, r.d.Actors[r.covered[i]].Head)
	}
}

// among is the groups of acts that only people, bodies and states suffer or take part in. Acts of all other groups, a user's own too, are
// done to things as well.
var among = map[string]bool{"between": true, "harm": true, "movement": true, "politics": true, "protest": true, "words": true}

// touches reports whether acts of a group are done to things as well as to people.
func touches(group string) bool { return !among[group] }

// joined returns token i and the tokens joined to it, without those that are themselves verbs.
func (r *reader) joined(t *tree, i int) []int {
	all := []int{i}
	for _, k := range t.children(i, "conj") {
		tag := r.d.Tokens[k].Tag
		if (tag == text.NOUN || tag == text.PROPN || tag == text.PRON || tag == text.NUM) && !r.gapped(t, k) && !r.ageBeside(k) {
			all = append(all, k)
		}
	}
	if k := r.stray(t, i); k >= 0 {
		all = append(all, k)
	}
	return all
}

// ageBeside reports whether the number at k, between commas behind somebody, is an age: "his wife, 34, and two girls".
func (r *reader) ageBeside(k int) bool {
	return r.d.Tokens[k].Tag == text.NUM && k > 0 && k+1 < len(r.d.Tokens) && r.d.Tokens[k-1].Form == "," && r.d.Tokens[k+1].Form == ","
}

// stray returns the noun that "and" right behind the phrase of token i joins to it although the tree hangs it elsewhere, as a second subject or
// on the noun above: "clashes between police and migrants took place"; -1 for none.
func (r *reader) stray(t *tree, i int) int {
	_, last := t.span(i)
	if last+2 >= t.s.Last || t.token(last+1).Tag != text.CCONJ {
		return -1
	}
	k := t.head(last + 1)
	if k <= last+1 {
		return -1
	}
	second := t.token(k).Rel.Base() == "nsubj" && t.child(t.head(k), "nsubj") != k
	above := t.token(k).Rel.Base() == "conj" && t.head(k) == t.head(i) && r.people(k) && !r.people(t.head(k))
	if second || above {
		return k
	}
	return -1
}

// gapped reports whether the noun at k, joined to another, opens a clause of its own without its auxiliary: "The camp was cleared by police
// and the residents told to leave".
func (r *reader) gapped(t *tree, k int) bool {
	verb := t.child(k, "acl")
	return verb >= 0 && t.participle(verb) && t.child(verb, "xcomp", "ccomp") >= 0
}

// addParticipant adds the noun phrase with head i to a telling, unless it plays that role already or is no participant at all.
func (r *reader) addParticipant(told *telling, role record.Role, i int) {
	i = r.counted(told.tree, r.antecedent(told.tree, i))
	if i < 0 || r.d.Lead.Holds(r.d.Tokens[i].Span) {
		return
	}
	p, speaks := r.speaking(i)
	if !speaks && !r.canTakePart(i) {
		return
	}
	switch {
	case !speaks:
		p = r.participant(told.tree, i)
		r.asTheWhole(told.tree, &p, i)
	case role == record.Initiator && p.Sector == "GOV" && r.d.Tokens[i].Feats.Has(text.Plur) && r.words.powers[told.Act]:
		p.Sector = "COP" // a minister who says "we have arrested five" speaks for the police
	}
	if n := r.actorAt(i); n >= 0 && r.d.Actors[n].Kind == text.Country && p.Sector == "" && (role == record.Initiator || !touches(r.groups[told.Act])) {
		p.Sector = "GOV" // a state that acts, or with which others deal
	}
	if !speaks && r.actorAt(i) < 0 && !p.Amount.Low.Known && !touches(r.groups[told.hit.Act.Name]) && !r.asCountry(&p, i) {
		return // what is demanded, refused or discussed is nobody
	}
	p.Role, p.Origin = role, told.hit.Origin()
	for n := range told.Participants {
		other := &told.Participants[n]
		if partOf(*other) == partOf(p) && (other.Span.Meets(p.Span) || r.apposed(told, i)) {
			if fullness(p) > fullness(*other) {
				*other = p
			}
			return
		}
	}
	told.Participants = append(told.Participants, p)
	told.actors[role] = append(told.actors[role], i)
}

// asCountry makes the state that a place at token i stands for of a participant: "sanctions on Iran". It reports whether there is one.
func (r *reader) asCountry(p *record.Participant, i int) bool {
	n := sort.Search(len(r.d.Places), func(n int) bool { return r.d.Places[n].Last >= i })
	if n >= len(r.d.Places) || r.d.Places[n].First > i || r.d.Places[n].Part != "" {
		return false
	}
	place := &r.d.Places[n]
	p.Span, p.Name = place.Span, place.Name
	if place.Precision == "country" {
		p.Country, p.Sector, p.Class = r.words.states[strings.ToLower(place.Name)], "GOV", "official"
	}
	return true
}

// apposed reports whether the noun at i only names, or says more of, a participant that a telling has: "an Afghan, Asif H.".
func (r *reader) apposed(told *telling, i int) bool {
	up := told.tree.head(i)
	if up < 0 || told.tree.token(i).Rel.Base() != "appos" {
		return false
	}
	for _, tokens := range told.actors {
		for _, k := range tokens {
			if k == up {
				return true
			}
		}
	}
	return false
}

// antecedent returns the noun that a relative pronoun at i stands for, i itself for other words, -1 for words that stand for nothing ("it" of
// the weather has no actor).
func (r *reader) antecedent(t *tree, i int) int {
	if !r.d.Tokens[i].Feats.Has(text.Relative) {
		return i
	}
	for up, steps := t.head(i), 0; up >= 0 && steps < deepest; up, steps = t.head(up), steps+1 {
		if t.token(up).Rel == "acl:relcl" || t.token(up).Rel == "acl" {
			return t.head(up)
		}
	}
	return -1
}

// agedPieces is how many tokens stand before the last of "4-year-old": the number, a hyphen, the unit, a hyphen.
const agedPieces = 4

// aged reports whether the token at i ends a word by which somebody is told by age alone: "a 4-year-old".
func (r *reader) aged(i int) bool {
	if i < agedPieces || r.d.Tokens[i-1].Form != "-" || r.d.Tokens[i-3].Form != "-" {
		return false
	}
	return slices.ContainsFunc(r.d.Amounts, func(a text.Amount) bool { return a.Kind == text.Age && a.Last == i-agedPieces })
}

// canTakePart reports whether the token at i can be the head of a participant.
func (r *reader) canTakePart(i int) bool {
	switch t := &r.d.Tokens[i]; t.Tag {
	case text.NOUN, text.PROPN, text.NUM, text.SYM:
		return true
	case text.PRON, text.ADJ, text.DET:
		return r.actorAt(i) >= 0 || r.aged(i)
	}
	return false
}

// participant returns the noun phrase with head i with what is known of the actor in it.
func (r *reader) participant(t *tree, i int) record.Participant {
	n := r.actorAt(i)
	if n < 0 {
		first, last := r.phrase(t, i)
		p := record.Participant{Name: r.d.At(r.d.Cover(i, i))}
		p.Span = r.d.Cover(first, last)
		if r.d.Tokens[i].Tag == text.NUM || r.aged(i) {
			p.Class = "private" // a bare number of people, or somebody of whom only the age is told
		}
		if r.aged(i) {
			p.Name = r.d.At(r.d.Cover(i-agedPieces, i))
		}
		if a := r.countOf(i); a >= 0 {
			p.Amount = r.d.Amounts[a]
		}
		if t.token(i).Rel.Base() == "compound" {
			p.Sector, _, _ = strings.Cut(r.words.bodies[r.d.Tokens[i].Lemma], "?") // "police firing", "a government ban"
		}
		return p
	}
	a := &r.d.Actors[n]
	p := record.Participant{Span: a.Span, Name: a.Name, Country: a.Country, Sector: a.Sector, Class: a.Class}
	for _, k := range t.children(i, "appos") {
		if name := r.headed[k]; name >= 0 && a.Kind == text.Person && r.d.Actors[name].Kind == text.Person && r.d.Tokens[k].Tag == text.PROPN && r.d.Tokens[i].Tag != text.PROPN {
			p.Name = r.d.Actors[name].Name // "a nurse, Ann Hill"
		}
	}
	if a.Amount >= 0 && a.Amount < len(r.d.Amounts) {
		p.Amount = r.d.Amounts[a.Amount]
	} else if c := r.countOf(i); c >= 0 {
		p.Amount = r.d.Amounts[c]
	}
	if q := p.Amount.Qualifier; !q.Empty() && q.Start < p.Start && q.End >= p.Start-1 {
		p.Start = q.Start
	}
	r.fill(&p, n)
	return p
}

// fill completes a participant from the earlier mentions that actor n stands for: a pronoun has the name of the nearest named one.
func (r *reader) fill(p *record.Participant, n int) {
	pronoun := r.d.Tokens[r.d.Actors[n].Head].Tag == text.PRON
	if pronoun && r.meansSpeaker(n) {
		p.Name, p.Country, p.Sector, p.Class = r.d.At(p.Span), "", "", ""
		return
	}
	for steps := 0; r.d.Actors[n].Same >= 0 && steps < deepest; steps++ {
		n = r.d.Actors[n].Same
		a := &r.d.Actors[n]
		if pronoun {
			p.Name = a.Name
			pronoun = r.d.Tokens[a.Head].Tag == text.PRON
		}
		p.Country, p.Sector, p.Class = either(p.Country, a.Country), either(p.Sector, a.Sector), either(p.Class, a.Class)
	}
}

// meansSpeaker reports whether a pronoun in quoted words was taken for who says them, or the body that speaks through them; nobody says "they" of these.
func (r *reader) meansSpeaker(n int) bool {
	a := &r.d.Actors[n]
	if !r.d.Tokens[a.Head].Feats.Has(text.Person3) || a.Same < 0 {
		return false
	}
	who := &r.d.Actors[a.Same]
	for _, k := range r.near.quotes[r.sentenceOf(a.Head)] {
		q := &r.quotes[k]
		if !q.Direct || !q.Span.Holds(a.Span) || q.Speaker.Empty() {
			continue
		}
		between := r.tokenAt(who.Start) - r.tokenAt(q.Speaker.Span.End)
		if q.Speaker.Meets(who.Span) || between >= 0 && between <= 3 && r.sentenceOf(r.tokenAt(q.Speaker.Start)) == r.sentenceOf(who.Head) && !q.Span.Holds(who.Span) {
			return true
		}
	}
	return false
}

// either returns a, b when a is empty.
func either(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
