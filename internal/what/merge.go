package what

import (
	"math"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// kilometres is how far apart two places of one event may be.
const kilometres = 25

// merged joins the tellings of one event into one account, in order of position. A telling joins the latest account that it can be a retelling of.
func (r *reader) merged(tellings []*telling) []*telling {
	var accounts []*telling
	var timed *telling
	for _, told := range tellings {
		if told.dated && !told.Background && (!told.nominal || timed == nil) {
			timed = told
		}
		told.around = told.When
		if !told.dated && !told.Background && timed != nil && (timed.paragraph == told.paragraph || told.sentence-timed.sentence <= reach) {
			told.around = timed.When
		}
		into := latest(accounts, func(a *telling) bool { return told.Act == a.Act && r.retells(told, a) })
		if into == nil {
			into = latest(accounts, func(a *telling) bool { return r.kin(told, a) && r.retells(told, a) && r.oneIncident(told, a, accounts) })
		}
		if into == nil {
			accounts = append(accounts, told)
			continue
		}
		r.dropRetelling(told, into)
		r.join(into, told)
	}
	return accounts
}

// latest returns the last of some accounts that passes a test, nil for none.
func latest(accounts []*telling, test func(*telling) bool) *telling {
	for n := len(accounts) - 1; n >= 0; n-- {
		if test(accounts[n]) {
			return accounts[n]
		}
	}
	return nil
}

// retells reports whether told can be another telling of the event of a: nothing that is known of both contradicts, and something speaks for it.
// Close by, a verb without a subject of its own ("who attacked him and died") contradicts nothing.
func (r *reader) retells(told, a *telling) bool {
	if told.distinct || told.total != a.total && told.sentence != a.sentence || told.Trigger == a.Trigger || r.otherCount(told, a) {
		return false
	}
	if r.suffersOnce(told, a) {
		return true
	}
	if !sameReality(told, a) || !sameTime(told, a) || told.dated != a.dated && told.Background != a.Background || !samePlace(told, a) {
		return false
	}
	close := told.paragraph == a.paragraph && told.sentence-a.sentence <= 2
	shared, contradicted := r.participantsShared(told, a)
	if contradicted && !(told.borrowed && close) {
		return false
	}
	headline := a.inHead(r.d.Head) && !told.inHead(r.d.Head)
	return shared || headline || r.groups[told.Act] == "violence" && (r.backward(told) && told.sentence-a.sentence <= reach || r.fillsUp(told, a) || r.meansAgain(told, a)) || told.borrowed && close || told.nominal && r.definite(told) || a.nominal || told.dated && a.dated || told.sentence-a.sentence <= 1 && len(told.Participants) == 0
}

// otherCount reports whether the noun of a telling counts other dead than those of an account: "210 deaths" are not the 73 who died in police firing.
func (r *reader) otherCount(told, a *telling) bool {
	n := r.countOf(told.head)
	if !told.nominal || n < 0 {
		return false
	}
	return slices.ContainsFunc(a.Harm, func(h record.Harm) bool {
		return h.Kind == "dead" && !overlap(h.Low, h.High, r.d.Amounts[n].Low, r.d.Amounts[n].High)
	})
}

// sameReality reports whether the realisations of two tellings can be of one event: what was tried, went on or happened may be one, and a
// noun ("the clearing") takes no side.
func sameReality(a, b *telling) bool {
	if a.Realisation == b.Realisation && a.Negated == b.Negated {
		return true
	}
	real := func(t *telling) bool {
		return !t.Negated && (t.Realisation == record.Happened || t.Realisation == record.Ongoing || t.Realisation == record.Attempted)
	}
	return real(a) && real(b) || a.nominal && a.Realisation == record.Happened && !a.Negated || b.nominal && b.Realisation == record.Happened && !b.Negated
}

// sameTime reports whether the times of two tellings, or of the paragraphs that they stand in, share a moment, or one of them is not known.
func sameTime(a, b *telling) bool {
	x, y := a.around, b.around
	if x.From.IsZero() || y.From.IsZero() {
		return x.Value == "" || y.Value == "" || x.Value == y.Value
	}
	return x.From.Before(y.To) && y.From.Before(x.To)
}

// samePlace reports whether the scenes of two tellings can be one: one of them is not known, one holds the other, or they are near each other.
func samePlace(a, b *telling) bool {
	if len(a.Where) == 0 || len(b.Where) == 0 {
		return true
	}
	for _, x := range a.Where {
		for _, y := range b.Where {
			if x.Name == y.Name || x.Precision == "" || y.Precision == "" || contains(x.Place, y.Place) || contains(y.Place, x.Place) || between(x.Place, y.Place) < kilometres {
				return true
			}
		}
	}
	return false
}

// between returns the kilometres from a to b over the globe.
func between(a, b text.Place) float64 {
	const radius, degree = 6371, math.Pi / 180
	x := (b.Lon - a.Lon) * degree * math.Cos((a.Lat+b.Lat)/2*degree)
	y := (b.Lat - a.Lat) * degree
	return radius * math.Hypot(x, y)
}

// participantsShared compares the participants of two tellings role by role: whether they share one, and whether those of a role contradict.
func (r *reader) participantsShared(a, b *telling) (shared, contradicted bool) {
	for _, role := range []record.Role{record.Initiator, record.Target} {
		xs, ys := a.ofRole(role), b.ofRole(role)
		if len(xs) == 0 || len(ys) == 0 {
			continue
		}
		same, open := false, false
		for _, x := range xs {
			for _, y := range ys {
				s, c := r.compare(x, y)
				same, open = same || s, open || !c
			}
		}
		shared, contradicted = shared || same, contradicted || !open
	}
	return shared, contradicted
}

// ofRole returns the participants with a role.
func (told *telling) ofRole(role record.Role) []record.Participant {
	var found []record.Participant
	for _, p := range told.Participants {
		if p.Role == role {
			found = append(found, p)
		}
	}
	return found
}

// compare reports whether two participants are the same, or cannot be. Neither holds for those of whom too little is known.
func (r *reader) compare(x, y record.Participant) (same, different bool) {
	if x.Amount.Low.Known && y.Amount.Low.Known && !overlap(x.Amount.Low, x.Amount.High, y.Amount.Low, y.Amount.High) {
		return false, true
	}
	if n, m := strings.ToLower(x.Name), strings.ToLower(y.Name); n == m || n != "" && m != "" && (strings.HasSuffix(n, " "+m) || strings.HasSuffix(m, " "+n)) {
		return true, false
	}
	known := func(sector string) bool { return sector != "" && sector != "UNK" && sector != "CVL" && sector != "ELI" }
	switch {
	case known(x.Sector) && x.Sector == y.Sector:
		return true, false
	case inUniform[x.Sector] && inUniform[y.Sector]:
		return false, false // "officer" is said of both
	case x.Country != "" && y.Country != "" && x.Country != y.Country, known(x.Sector) && known(y.Sector):
		return false, true
	}
	return false, x.Sector != "" && y.Sector != "" && x.Class != "" && y.Class != "" && x.Name != "" && y.Name != "" && !shareWord(x.Name, y.Name)
}

// inUniform is the sectors of those whom general words such as "officer" do not tell apart.
var inUniform = map[string]bool{"COP": true, "MIL": true}

// shareWord reports whether two names have a word in common.
func shareWord(a, b string) bool {
	for _, x := range strings.Fields(strings.ToLower(a)) {
		for _, y := range strings.Fields(strings.ToLower(b)) {
			if x == y {
				return true
			}
		}
	}
	return false
}

// sameGroup reports whether the words for two groups of people can mean the same one: one is not told, or they share a word.
func sameGroup(a, b string) bool { return a == "" || b == "" || shareWord(a, b) }

// definite reports whether the noun of a telling refers back: "the clashes", "this attack".
func (r *reader) definite(told *telling) bool { return r.definiteNoun(told.tree, told.head) }

// definiteNoun reports whether the noun at i has an article or another word that says that it is known: "the bomb".
func (r *reader) definiteNoun(t *tree, i int) bool {
	for _, k := range t.children(i, "det", "nmod:poss") {
		if f := r.d.Tokens[k].Feats; f.Has(text.Def) || f.Has(text.Demonstrative) || f.Has(text.Poss) {
			return true
		}
	}
	return false
}

// join takes what a retelling adds over into an account: the fullest participants of each role, the finest time, the places, the harm.
func (r *reader) join(a, told *telling) {
	if told.Act != a.Act && r.narrows(a.Act, told.Act) || !r.narrows(told.Act, a.Act) && a.preferredTo(told, r.d.Head) {
		a.Also = append(a.Also, told.Trigger)
	} else {
		a.Also = append(a.Also, a.Trigger)
		a.Act, a.Trigger, a.Sentence, a.Account.Origin, a.SaidBy, a.nominal, a.sentence = told.Act, told.Trigger, told.Sentence, told.Account.Origin, told.SaidBy, told.nominal, told.sentence
		a.tree, a.hit, a.head = told.tree, told.hit, told.head
	}
	if len(a.SaidBy) == 0 && !a.inHead(r.d.Head) {
		a.SaidBy = told.SaidBy // what the report tells in its own words and then "the paper reports" has the paper for its source
	}
	r.joinReality(a, told)
	if a.Blame == "" || a.Blamed.Empty() && !told.Blamed.Empty() && told.Blame != "" && len(a.ofRole(record.Initiator)) == 0 {
		a.Blame, a.Blamed = told.Blame, told.Blamed
	}
	a.Participants = fullest(a.Participants, told.Participants)
	if told.dated && (!a.dated || finer(&told.When.Date, &a.When.Date)) {
		a.When, a.dated, a.around = told.When, true, told.When
	}
	if told.placed && (!a.placed || narrower(told.Where, a.Where)) {
		a.Where, a.placed = told.Where, true
	}
	a.Background = a.Background && told.Background
	var rows []record.Harm
	for _, row := range told.Harm {
		if !told.borrowed || row.Low.Known || row.High.Known {
			rows = append(rows, row)
		}
	}
	a.Harm = r.addRows(a.Harm, rows)
}

// preferredTo reports whether the trigger of a stands for the account rather than that of a later telling: a verb in the body goes before a
// noun or a headline.
func (a *telling) preferredTo(told *telling, head text.Span) bool {
	return !(a.nominal || a.inHead(head)) || told.nominal
}

// inHead reports whether a telling stands in the headline, which tells what the report goes on to tell.
func (a *telling) inHead(head text.Span) bool { return !head.Empty() && head.Holds(a.Trigger) }

// joinReality lets the words that show a realisation count over a noun, and an attempt over what only seems to have happened. Words over a noun count
// only where the headline alone told of the act before: "the arrests were called for" makes nothing undone that was told.
func (r *reader) joinReality(a, told *telling) {
	if told.Shown.Empty() || !a.Shown.Empty() || a.nominal && a.dated && len(a.Harm) > 0 || told.nominal && !a.inHead(r.d.Head) {
		return
	}
	a.Realisation, a.Negated, a.Shown = told.Realisation, told.Negated, told.Shown
}

// part is what a participant is in an account: its role, and whether it is somebody or something.
type part struct {
	role  record.Role
	thing bool
}

// partOf returns what p is. Of a pronoun that stands for nobody known there is no name.
func partOf(p record.Participant) part {
	return part{p.Role, p.Sector == "" && p.Class == "" && p.Name != ""}
}

// fullest returns for each part the participants of the telling that says more of them.
func fullest(a, b []record.Participant) []record.Participant {
	worth := map[part]int{}
	for _, p := range a {
		worth[partOf(p)] = max(worth[partOf(p)], fullness(p))
	}
	better := map[part]bool{}
	for _, p := range b {
		if w, told := worth[partOf(p)]; !told || fullness(p) > w {
			better[partOf(p)] = true
		}
	}
	if somebody, thing := (part{record.Initiator, false}), (part{record.Initiator, true}); better[somebody] {
		better[thing] = true // whom a headline only calls "police" is told below
	}
	var kept []record.Participant
	for _, p := range a {
		if !better[partOf(p)] {
			kept = append(kept, p)
		}
	}
	for _, p := range b {
		if better[partOf(p)] {
			kept = append(kept, p)
		}
	}
	return kept
}

// fullness scores how much is known of a participant. A proper name counts.
func fullness(p record.Participant) int {
	n := 0
	if strings.ToLower(p.Name) != p.Name {
		n = 15
	}
	if p.Amount.Low.Known {
		n += 20
	}
	if p.Country != "" {
		n += 10
	}
	if p.Sector != "" && p.Sector != "UNK" {
		n += 30
	}
	return n
}

// narrower reports whether places a are told more precisely than places b.
func narrower(a, b []record.Where) bool { return rank(a) > rank(b) }

// rank returns how precise the first of some places is.
func rank(all []record.Where) int {
	for n, precision := range []string{"sea", "country", "admin1", "admin2", "town"} {
		if len(all) > 0 && all[0].Precision == precision {
			return n + 1
		}
	}
	return 0
}
