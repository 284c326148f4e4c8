package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// withoutGeneral leaves out what is told of violence at large rather than of an event: a plural noun that nothing dates, counts or places, and nobody
// does ("the rising attacks on workers").
func (r *reader) withoutGeneral(accounts []*telling) []*telling {
	var kept []*telling
	for _, a := range accounts {
		if why := r.unbounded(a); why != "" {
			r.note(a.Trigger, "at-large", why)
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// unbounded says why a telling of violence is none of one event; it is empty for others.
func (r *reader) unbounded(a *telling) string {
	switch {
	case r.groups[a.Act] != "violence":
		return ""
	case a.nominal && a.hit.First == a.hit.Last && !a.dated && len(a.Harm) == 0 && r.atLarge(a):
		return "no event that could be told from others"
	case a.total:
		return "a sum of several events"
	case r.habit(a):
		return "what is done time and again"
	case r.everSince(a):
		return "what was done at some times up to now"
	case r.onCharge(a):
		return "named in a charge"
	}
	return ""
}

// habit reports whether a verb in the simple present tells what some do, and not what somebody did: "gangs kidnap people". Headlines, and the sentence of
// the first act, which may be one, tell news in the present.
func (r *reader) habit(a *telling) bool {
	verb := &r.d.Tokens[a.head]
	if a.nominal || a.dated || a.inHead(r.d.Head) || a.sentence == r.firstTold || !verb.Feats.Has(text.Pres|text.Fin) {
		return false
	}
	return r.anyone(a, record.Target) && r.anyone(a, record.Initiator)
}

// everSince reports whether a verb in the present perfect tells of so many, or of anybody, that it is no single event: "have killed many people".
func (r *reader) everSince(a *telling) bool {
	people := func(p record.Participant) bool { return p.Role == record.Target && !partOf(p).thing }
	return !a.nominal && !a.dated && r.upToNow(a) && r.anyone(a, record.Target) && slices.ContainsFunc(a.Participants, people)
}

// crowded is the least number of people in what is rather told of many events than of one.
const crowded = 300

// anyone reports whether those in a role are not told apart from others: plurals without an article, and without a number or with a vague or large one.
func (r *reader) anyone(a *telling, role record.Role) bool {
	for _, p := range a.ofRole(role) {
		head, first := &r.d.Tokens[r.headOf(p.Span)], &r.d.Tokens[r.tokenAt(p.Start)]
		few := p.Amount.Best.Known && p.Amount.Best.Value < crowded
		if head.Tag != text.NOUN || !head.Feats.Has(text.Plur) || few || first.Feats.Has(text.Def) || first.Feats.Has(text.Demonstrative) || first.Feats.Has(text.Poss) {
			return false
		}
	}
	return true
}

// onCharge reports whether a noun only names a crime in a charge or a verdict, perhaps in a row of them: "charges of murder, kidnapping and robbery".
func (r *reader) onCharge(a *telling) bool {
	if !a.nominal || a.dated || len(a.Participants) > 0 || len(a.Harm) > 0 {
		return false
	}
	t := a.tree
	for i, steps := a.head, 0; i >= 0 && steps < deepest; i, steps = t.head(i), steps+1 {
		if rel := t.token(i).Rel.Base(); rel != "conj" && rel != "appos" {
			up := t.head(i)
			return up >= 0 && t.token(up).Tag == text.NOUN && r.words.charges[t.token(up).Lemma]
		}
	}
	return false
}

// withoutEmpty leaves out accounts that are only named, told once by a noun with nobody, no day, no place and no harm: of violence, and of what
// was only to be avoided ("fled to avoid detention").
func (r *reader) withoutEmpty(accounts []*telling) []*telling {
	var kept []*telling
	for _, a := range accounts {
		if a.nominal && (r.groups[a.Act] == "violence" || r.avoided(a)) && !a.dated && !a.placed && len(a.Participants) == 0 && len(a.Harm) == 0 && len(a.Also) == 0 && !a.inHead(r.d.Head) {
			r.note(a.Trigger, "only-named", "nothing is told of it")
			continue
		}
		kept = append(kept, a)
	}
	return kept
}

// avoided reports whether the noun of a telling hangs on a verb in the infinitive that keeps it from taking place.
func (r *reader) avoided(a *telling) bool {
	up := a.tree.head(a.head)
	return a.Negated && up >= 0 && r.d.Tokens[up].Feats.Has(text.Inf) && strings.Contains(r.words.governors[r.d.Tokens[up].Lemma], "reversible")
}

// atLarge reports whether the noun of a telling is a plural without a number and a doer, in no place or in a whole country.
func (r *reader) atLarge(a *telling) bool {
	if !r.d.Tokens[a.head].Feats.Has(text.Plur) || r.countOf(a.head) >= 0 || len(a.ofRole(record.Initiator)) > 0 {
		return false
	}
	return rank(a.Where) == 0 && len(a.Where) == 0 || a.Where[0].Precision == "country"
}
