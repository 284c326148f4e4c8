package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// kin reports whether two acts can tell one event: one is a kind of the other, as a shooting is an attack, or they are kinds of one act and were done to
// one person ("was shot", "the assassination of").
func (r *reader) kin(told, a *telling) bool {
	if r.narrows(told.Act, a.Act) || r.narrows(a.Act, told.Act) {
		return true
	}
	if told.Act == a.Act || r.family(told) != r.family(a) {
		return false
	}
	return r.oneVictim(told, a) || r.suffersOnce(told, a)
}

// narrows reports whether an act is a kind of another.
func (r *reader) narrows(act, other string) bool { return r.parents[act] == other }

// oneIncident reports whether something speaks for it that two tellings by different acts are of one event: a victim or a thing that both name, a noun that
// refers back to what was told last ("this attack"), or a verb right behind a noun ("an attack left two dead. Gunmen opened fire …").
func (r *reader) oneIncident(told, a *telling, accounts []*telling) bool {
	if r.sameTarget(told, a) || r.suffersOnce(told, a) || told.borrowed && told.sentence == a.sentence || r.fillsUp(told, a) && r.last(told, accounts) == a {
		return true
	}
	if r.several(told) != r.several(a) || r.last(told, accounts) != a {
		return false
	}
	free := len(told.ofRole(record.Target)) == 0 || len(a.ofRole(record.Target)) == 0
	return free && (told.nominal && r.definite(told) || a.nominal && told.sentence-a.sentence <= 1)
}

// several reports whether a telling is of more than one event: "attacks".
func (r *reader) several(told *telling) bool {
	return told.nominal && r.d.Tokens[told.head].Feats.Has(text.Plur)
}

// last returns the account of violence whose last telling stands nearest before a telling.
func (r *reader) last(told *telling, accounts []*telling) *telling {
	var last *telling
	at := -1
	for _, a := range accounts {
		for _, s := range append([]text.Span{a.Trigger}, a.Also...) {
			if r.groups[a.Act] == "violence" && s.Start < told.Trigger.Start && s.Start > at {
				last, at = a, s.Start
			}
		}
	}
	return last
}

// sameTarget reports whether two tellings name the same person or thing that the act was done to: by one word that is no general word for people.
func (r *reader) sameTarget(told, a *telling) bool {
	for _, x := range told.ofRole(record.Target) {
		for _, y := range a.ofRole(record.Target) {
			if same, _ := r.compare(x, y); same && shareWord(x.Name, y.Name) {
				return true
			}
		}
	}
	return false
}

// oneVictim reports whether two tellings have a person of one name among those the act was done to.
func (r *reader) oneVictim(told, a *telling) bool {
	for _, x := range told.ofRole(record.Target) {
		for _, y := range a.ofRole(record.Target) {
			if n, m := strings.ToLower(x.Name), strings.ToLower(y.Name); x.Class != "" && n != "" && n == m {
				return true
			}
		}
	}
	return false
}

// kills reports whether the words of a telling say that those it was done to died: "murdered", "shot dead".
func (r *reader) kills(told *telling) bool {
	return r.words.harms[r.d.Tokens[told.head].Lemma] == "dead" || r.fatal(told)
}

// oneNamed reports whether a person is among those that both tellings were done to, by name.
func (r *reader) oneNamed(told, a *telling) bool {
	for _, x := range told.ofRole(record.Target) {
		for _, y := range a.ofRole(record.Target) {
			if n, m := strings.ToLower(x.Name), strings.ToLower(y.Name); r.byName(x) && r.byName(y) && (n == m || strings.HasSuffix(n, " "+m) || strings.HasSuffix(m, " "+n)) {
				return true
			}
		}
	}
	return false
}

// byName reports whether a participant is told by the name of a person.
func (r *reader) byName(p record.Participant) bool {
	n := r.actorAt(r.headOf(p.Span))
	return n >= 0 && r.d.Actors[n].Kind == text.Person && r.d.Tokens[r.d.Actors[n].Head].Tag == text.PROPN
}

// backward reports whether a telling refers back to those that its act was done to: by a pronoun, or by nouns with an article that says so.
func (r *reader) backward(told *telling) bool {
	targets := told.ofRole(record.Target)
	for _, p := range targets {
		f := r.d.Tokens[r.tokenAt(p.Start)].Feats
		if r.others(p) || !(r.d.Tokens[r.headOf(p.Span)].Tag == text.PRON || p.Class != "" && (f.Has(text.Def) || f.Has(text.Demonstrative))) {
			return false
		}
	}
	return len(targets) > 0
}

// fillsUp reports whether a telling right behind another tells only who did what the other tells done to somebody, or the other way round: "a bus was
// attacked. Gunmen opened fire". So does a verb with a noun that refers back: "the bomb destroyed the house".
func (r *reader) fillsUp(told, a *telling) bool {
	if told.sentence-a.sentence > 2 || r.several(told) || r.several(a) {
		return false
	}
	if !told.nominal {
		for i := told.hit.First; i <= told.hit.Last; i++ {
			if t := &r.d.Tokens[i]; t.Tag == text.NOUN && !t.Feats.Has(text.Plur) && r.definiteNoun(told.tree, i) {
				return true
			}
		}
	}
	does, suffers := func(t *telling) int { return len(t.ofRole(record.Initiator)) }, func(t *telling) int { return len(t.ofRole(record.Target)) }
	return does(told)+does(a) > 0 && suffers(told)+suffers(a) > 0 && does(told)*does(a) == 0 && suffers(told)*suffers(a) == 0
}

// others reports whether the words for somebody set him apart from those told of before: "the two others".
func (r *reader) others(p record.Participant) bool { return r.apart(p.Span) }

// apart reports whether a word that sets somebody apart from others stands in his phrase.
func (r *reader) apart(s text.Span) bool {
	for i := r.tokenAt(s.Start); i < len(r.d.Tokens) && r.d.Tokens[i].Start < s.End; i++ {
		if r.words.distinct[r.d.Tokens[i].Lemma] {
			return true
		}
	}
	return false
}

// incidents lets accounts of violence that tell only a part of what another tells near them be parts of it: explosions that were heard, the damage that a
// bomb left, the soldiers whom a clash killed.
func (r *reader) incidents(accounts []*telling) []*telling {
	var kept []*telling
	for _, b := range accounts {
		whole := latest(kept, func(a *telling) bool { return r.partOfIncident(b, a) })
		if whole == nil {
			whole = nearestOf(b, accounts, func(a *telling) bool { return r.deathIn(b, a) })
		}
		if whole == nil {
			kept = append(kept, b)
			continue
		}
		r.dropRetelling(b, whole)
		r.absorb(whole, b)
	}
	return r.withoutMentioned(kept)
}

// withoutMentioned leaves out words for violence with nobody in them and nobody harmed where the report tells an act of violence with somebody: what they
// mean is told there ("before the massacre"), or is violence at large ("amid the killings"). Those in the headline stay.
func (r *reader) withoutMentioned(accounts []*telling) []*telling {
	told := func(a *telling) bool {
		return r.groups[a.Act] == "violence" && !r.bare(a) && !r.unreal(a) && !a.Background
	}
	if !slices.ContainsFunc(accounts, told) {
		return accounts
	}
	var kept []*telling
	for n, b := range accounts {
		if r.groups[b.Act] != "violence" || !r.nobodyIn(b) || b.inHead(r.d.Head) {
			kept = append(kept, b)
			continue
		}
		if whole := nearestOf(b, accounts, func(a *telling) bool {
			return told(a) && (a.Act == b.Act || r.kin(b, a)) && sameTime(a, b) && samePlace(a, b)
		}); whole != nil && (r.definite(b) || n == 0 || !b.distinct && !r.several(b) && (!b.nominal || b.Act == whole.Act && b.dated)) {
			r.dropRetelling(b, whole)
			r.absorb(whole, b)
			continue
		}
		if len(b.Also) > 0 || !b.nominal || b.hit.First != b.hit.Last {
			kept = append(kept, b)
			continue
		}
		r.note(b.Trigger, "only-named", "nothing is told of it, and other violence is")
	}
	return kept
}

// nearestOf returns that of some accounts that passes a test and stands the fewest sentences away from b, nil for none.
func nearestOf(b *telling, accounts []*telling, test func(*telling) bool) *telling {
	var best *telling
	for _, a := range accounts {
		if a != b && test(a) && (best == nil || max(a.sentence-b.sentence, b.sentence-a.sentence) < max(best.sentence-b.sentence, b.sentence-best.sentence)) {
			best = a
		}
	}
	return best
}

// partOfIncident reports whether b tells a part of the event of a, and nothing that is known of both contradicts.
func (r *reader) partOfIncident(b, a *telling) bool {
	if r.groups[a.Act] != "violence" || r.groups[b.Act] != "violence" || b.distinct || b.total || r.unreal(a) || r.unreal(b) || b.Background != a.Background {
		return false
	}
	if max(b.sentence-a.sentence, a.sentence-b.sentence) > reach || !sameTime(b, a) || !samePlace(b, a) {
		return false
	}
	return r.bare(b) || r.damageOf(b, a) || r.deadOf(b, a)
}

// bare reports whether an account is nothing but a noun, with nobody in it and nobody harmed: "explosions were heard".
func (r *reader) bare(b *telling) bool {
	return b.nominal && r.nobodyIn(b)
}

// nobodyIn reports whether an account tells of nobody: neither who did it, nor to whom, nor who was harmed.
func (r *reader) nobodyIn(b *telling) bool { return len(b.Participants) == 0 && len(b.Harm) == 0 }

// damageOf reports whether b tells the damage that the act of a left, and nobody else who did it: "several houses were damaged".
func (r *reader) damageOf(b, a *telling) bool {
	return b.Act == "destroy-property" && a.Act != "destroy-property" && (r.parents[a.Act] != "" || a.Act == "set-fire") && len(b.ofRole(record.Initiator)) == 0
}

// deadOf reports whether b tells whom one side of a fight killed, where a tells the fight.
func (r *reader) deadOf(b, a *telling) bool {
	return a.Act == "clash" && b.Act == "attack" && (r.kills(b) || hurts(b.Harm)) && r.fighters(b)
}

// armed is the sectors of those who fight: armies, police, rebels.
var armed = map[string]bool{"MIL": true, "COP": true, "REB": true, "UAF": true, "PRM": true, "SPY": true}

// fighters reports whether all who do and suffer an act, people on both sides, bear arms.
func (r *reader) fighters(b *telling) bool {
	for _, p := range b.Participants {
		if !armed[p.Sector] {
			return false
		}
	}
	return len(b.ofRole(record.Target)) > 0
}

// deathIn reports whether b tells only that people died, and a the violence that they died of: the same sentence or one beside it tells both, and nothing
// that is known of both contradicts. Of a fight with two sides the dead have an account of their own.
func (r *reader) deathIn(b, a *telling) bool {
	if b.Act != "die" || a.Act != "attack" && r.parents[a.Act] != "attack" || b.distinct || b.total || a.total || r.unreal(a) || r.unreal(b) || b.Background != a.Background {
		return false
	}
	if max(b.sentence-a.sentence, a.sentence-b.sentence) > 1 || !sameTime(b, a) || !samePlace(b, a) || r.several(a) {
		return false
	}
	if r.moreDead(b, a) || b.dated && !a.dated && b.sentence == a.sentence && sequels[b.Act] && r.sufferedBefore(b, a) {
		return false
	}
	_, contradicted := r.participantsShared(b, a)
	return !contradicted && (r.words.harms[r.d.Tokens[b.head].Lemma] == "dead" || b.sentence == a.sentence)
}

// moreDead reports whether b counts more dead than those whom a is told to have left: "73 people died in police firing. The city has seen over 210 deaths."
func (r *reader) moreDead(b, a *telling) bool {
	return b.sentence > a.sentence && harms(a, "dead") > 0 && harms(b, "dead") > harms(a, "dead") && r.otherCount(b, a)
}

// sufferedBefore reports whether the act of a is told only as what those died of who died on a day of b: "died on Wednesday of wounds suffered in the shelling".
func (r *reader) sufferedBefore(b, a *telling) bool {
	for i := b.head + 1; i < a.head; i++ {
		if _, where, _ := strings.Cut(r.words.harms[r.d.Tokens[i].Lemma], " "); where == "wound" && r.d.Tokens[i].Tag == text.NOUN {
			return true
		}
	}
	return false
}

// absorb takes a part of an event into its account: its words, its harm, and what the account did not tell.
func (r *reader) absorb(a, b *telling) {
	a.Also = append(append(a.Also, b.Trigger), b.Also...)
	if b.dated && (!a.dated || finer(&b.When.Date, &a.When.Date)) {
		a.When, a.dated, a.around = b.When, true, b.When
	}
	if b.placed && !a.placed {
		a.Where, a.placed = b.Where, true
	}
	if len(a.ofRole(record.Target)) == 0 || r.damageOf(b, a) {
		a.Participants = append(a.Participants, b.ofRole(record.Target)...)
	}
	var others []record.Harm
	for _, row := range b.Harm {
		if !slices.ContainsFunc(a.Harm, func(h record.Harm) bool { return r.sameCount(h, row) }) {
			others = append(others, row)
		}
	}
	a.Harm = r.addRows(a.Harm, others)
}

// sameCount reports whether two rows of one event may count the same people, though by other words: "a man was shot", "the baker died". Two names are two
// people.
func (r *reader) sameCount(x, y record.Harm) bool {
	named := func(h record.Harm) bool { return r.d.Tokens[r.headOf(h.Span)].Tag == text.PROPN }
	same := x.Kind == y.Kind && x.Things == y.Things && x.Total == y.Total && x.Low == y.Low && x.Best == y.Best && x.High == y.High
	return same && !(named(x) && named(y) && !shareWord(x.Of, y.Of))
}
