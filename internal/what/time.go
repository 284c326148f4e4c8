package what

import (
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// far is the cost of a date that stands in the sentence of an act but belongs to another clause.
const far = 6

// oldNews is how many days before the publication an act lies that is told as background.
const oldNews = 30

// setWhen gives a telling the date of its own clause, else of the clauses that it hangs on, else the only date of its sentence.
func (r *reader) setWhen(told *telling) {
	best, cost := -1, far
	dates, last := 0, -1
	for _, k := range r.dates[told.sentence] {
		n := int(k)
		date := &r.d.Dates[n]
		if date.First < told.tree.s.First || date.Last >= told.tree.s.Last || !isPoint(date) {
			continue
		}
		dates, last = dates+1, n
		c := r.distance(told, date.First, date.Last)
		if c < cost || c == cost && best >= 0 && r.ratherOf(told, date, &r.d.Dates[best]) {
			best, cost = n, c
		}
	}
	if best < 0 && dates == 1 && len(r.heads) == 1 && r.loose(told, r.d.Dates[last].First) {
		best = last
	}
	if best >= 0 {
		told.When = record.When{Date: r.notAhead(told, r.d.Dates[best])}
		told.dated = true
	}
}

// ratherOf reports whether of two dates in the clause of a telling the first is rather its own: it hangs on its word ("on strike since Monday, they met on
// Tuesday night"), or it is the finer one.
func (r *reader) ratherOf(told *telling, a, b *text.Date) bool {
	hangs := func(date *text.Date) bool {
		behind := date.First > told.head && date.First <= told.head+2 && r.words.since[r.d.Tokens[date.First-1].Lemma]
		return behind || told.tree.head(top(told.tree, date.First, date.Last)) == told.head
	}
	if told.nominal && hangs(a) != hangs(b) {
		return hangs(a)
	}
	return finer(a, b)
}

// notAhead returns a date of an act that took place: a bare weekday that was counted forward from the publication ("after a shooting on Monday") is the one
// before it.
func (r *reader) notAhead(told *telling, date text.Date) text.Date {
	published := r.d.Report.Published
	if r.unreal(told) || told.hit.Act != nil && !causes[r.groups[told.Act]] || !published.Known() || date.Anchored != "published" || !strings.HasPrefix(date.Origin.Rule, "weekday") {
		return date
	}
	if ahead := date.From.Sub(published.Time()); ahead < 24*time.Hour || ahead > 7*24*time.Hour {
		return date
	}
	back := date.From.AddDate(0, 0, -7)
	date.Value, date.EDTF = movedTo(date.Value, back), movedTo(date.EDTF, back)
	date.From, date.To = back, date.To.AddDate(0, 0, -7)
	date.Origin = text.Origin{Rule: "what.weekday-before", Version: r.words.version}
	return date
}

// movedTo writes the day of another date into a value such as 2024-01-31TMO.
func movedTo(value string, day time.Time) string {
	if len(value) < len(time.DateOnly) {
		return value
	}
	return day.Format(time.DateOnly) + value[len(time.DateOnly):]
}

// isPoint reports whether a date tells when something was, with a place on the calendar, and not how long or how often.
func isPoint(date *text.Date) bool {
	return (date.Type == text.DateTimex || date.Type == text.TimeTimex) && !date.From.IsZero()
}

// finer reports whether a has a place on the calendar with a shorter interval than b.
func finer(a, b *text.Date) bool {
	if a.From.IsZero() || b.From.IsZero() {
		return b.From.IsZero() && !a.From.IsZero()
	}
	return a.To.Sub(a.From) < b.To.Sub(b.From)
}

// distance returns how many clauses lie between a telling and the words first..last of its sentence: 0 in its own clause, one more for each
// clause that its own hangs on, far when they stand under another clause, or under a verb of saying ("said on Friday that …").
func (r *reader) distance(told *telling, first, last int) int {
	t := told.tree
	if !t.s.Parsed {
		return far - 1
	}
	start := top(t, first, last)
	where := t.clause(start)
	if r.nouns(told, start, where) > 1 {
		return far
	}
	if before := first - 1; before > where && t.token(where).Tag == text.NOUN && t.token(before).Tag == text.NOUN && before != told.head {
		return far // "are the answer to the victory in the elections three days ago": the time of the elections
	}
	if r.behindNoun(told, first) {
		return 1
	}
	if r.notYet(told, first, where) {
		return far
	}
	if told.nominal && told.hit.Act != nil && where != told.head && (judging[r.acts[where]] || bloody[r.groups[told.Act]] && r.pursues(t, where)) && !t.under(start, told.head) {
		return far // "was charged with murder on Friday": the time of the charge
	}
	steps, i := 0, told.head
	for range deepest {
		clause := t.clause(i)
		if i != told.head && judging[r.acts[clause]] && bloody[r.groups[told.Act]] {
			return far // "is accused of murdering a student in court on Friday"
		}
		if clause == where {
			return steps
		}
		if told.nominal && r.joinedClause(t, where, clause) {
			return steps + 1 // "a shooting killed one and wounded three on Friday"
		}
		if i == told.head && t.under(where, told.head) {
			return r.below(told, where)
		}
		up := t.head(clause)
		if up < 0 || r.otherTime(t, clause, up) {
			return far
		}
		if t.token(clause).Rel.Base() != "xcomp" {
			steps++
		}
		i = up
	}
	return far
}

// pursues reports whether the verb at i tells what the police, courts and mourners do after an event: "was held on Friday over the shooting". An inquiry
// has no day of its own: "are investigating a shooting on Friday".
func (r *reader) pursues(t *tree, i int) bool {
	return t.token(i).Tag == text.VERB && r.words.proceedings[t.token(i).Lemma] && r.acts[i] != "politics" && !(t.token(i).Feats.Has(text.Ger) || t.token(i).Feats.Has(text.Pres|text.Part))
}

// behindNoun reports whether words stand right behind the noun of an act that was over when the verb above came: "is being charged after a shooting on
// Friday".
func (r *reader) behindNoun(told *telling, first int) bool {
	c := told.tree.child(told.head, "case")
	return told.nominal && c >= 0 && first > told.head && first <= told.head+2 && r.words.afterwards[told.tree.token(c).Lemma]
}

// joinedClause reports whether the clause at second is joined to that at first and shares its subject.
func (r *reader) joinedClause(t *tree, second, first int) bool {
	return t.head(second) == first && t.token(second).Rel.Base() == "conj" && t.child(second, "nsubj") < 0
}

// below returns the cost of words in a clause under a telling: those of an infinitive and of a clause that says when are near, those of what is
// said, of a relative clause or of another act are far.
func (r *reader) below(told *telling, where int) int {
	t := told.tree
	if t.head(where) == told.head && told.nominal && (t.token(where).Feats.Has(text.Ger) || r.toldOf(told, where)) {
		return 1 // "the attacks taking place in France", "a shooting that left two dead on Sunday"
	}
	if t.head(where) == told.head && t.token(where).Rel.Base() == "conj" && t.token(told.head).Tag == text.VERB && !speaking[r.groups[told.Act]] {
		return 2 // "three drowned and ten were rescued on Sunday"
	}
	for i, steps := where, 0; i >= 0 && i != told.head && steps < deepest; i, steps = t.head(i), steps+1 {
		base := t.token(i).Rel.Base()
		if base == "acl" && r.inProgress(i) && !r.heads[i] {
			continue // what goes on at the same time: "attacked refugees sleeping in a factory at dawn"
		}
		if base == "advcl" && t.head(i) == told.head && t.token(i).Feats.Has(text.Inf) && causes[r.groups[told.Act]] && !r.unreal(told) {
			continue // what it was done for: "fired to break up a march on Thursday"
		}
		if r.heads[i] || base == "ccomp" || base == "acl" || base == "csubj" || base == "parataxis" || speaking[r.groups[told.Act]] {
			return far
		}
	}
	return 2
}

// toldOf reports whether the clause at where is a relative clause that says what the event of a noun did, and no other act.
func (r *reader) toldOf(told *telling, where int) bool {
	s := told.tree.child(where, "nsubj")
	return told.tree.token(where).Rel == "acl:relcl" && s >= 0 && told.tree.token(s).Feats.Has(text.Relative) && (!r.heads[where] || bloody[r.groups[told.Act]])
}

// speaking is the groups of acts whose complements tell of other acts.
var speaking = map[string]bool{"words": true, "between": true}

// judging is the groups of acts that deal with events of the past.
var judging = map[string]bool{"politics": true, "words": true, "control": true}

// nouns returns how many nouns stand between token i and the head of its clause, as in "the response to the victory in the vote three days ago".
// Where another act of the sentence is among them, the words belong to that one, and there are more than can be counted.
func (r *reader) nouns(told *telling, i, clause int) int {
	if told.tree.under(i, told.head) && !told.tree.headsClause(told.head) {
		clause = told.head
	}
	n := 0
	for steps := 0; i != clause && i >= 0 && steps < deepest; steps++ {
		i = told.tree.head(i)
		if i < 0 || i == clause || i == told.head {
			break
		}
		if r.heads[i] || !r.spot(told.tree, i) && clause != told.head && !r.tellsTimeOf(told.tree, i, clause) {
			return deepest
		}
		if !r.spot(told.tree, i) {
			n++
		}
	}
	return n
}

// spot reports whether the noun at i only says where something was, so that a date that the tree hangs on it is that of the clause: "shot in the first
// block of Main Street on Sunday".
func (r *reader) spot(t *tree, i int) bool {
	c := t.child(i, "case")
	if c < 0 {
		return t.token(i).Tag == text.PROPN
	}
	lemma := t.token(c).Lemma
	return r.words.wheres[lemma] == "scene" || lemma == "of" || lemma == "de"
}

// tellsTimeOf reports whether the time of the noun at i is that of the act in its clause: "in last Sunday's election", and not "through his
// appointment in March", nor in "the attacks are the answer to the vote on Sunday".
func (r *reader) tellsTimeOf(t *tree, i, clause int) bool {
	c := t.child(i, "case")
	return t.token(clause).Tag == text.VERB && (c < 0 || r.words.duringAct[t.token(c).Lemma])
}

// top returns the token of first..last that hangs on a token outside of them.
func top(t *tree, first, last int) int {
	for i := first; i <= last; i++ {
		if up := t.head(i); up < first || up > last {
			return i
		}
	}
	return first
}

// loose reports whether the words at token i, which stand in another clause than a telling, may still be its time: they hang on a verb, and
// not on one of saying.
func (r *reader) loose(told *telling, i int) bool {
	t := told.tree
	clause := t.clause(i)
	if t.token(clause).Rel == "acl:relcl" && !t.under(told.head, clause) {
		return false // "promised to open the centre that closed in June"
	}
	if speaking[r.groups[told.Act]] && clause != told.head && t.token(clause).Rel.Base() != "acl" && t.under(clause, told.head) || r.divided(told.head, clause) || r.notYet(told, i, clause) {
		return false // "urged them to stay at home until Thursday"
	}
	return t.head(i) == clause && !r.words.says(t.token(clause).Lemma)
}

// setBackground says whether the act is told as background of another: in the past perfect, or after verbs such as "comes weeks after".
func (r *reader) setBackground(told *telling) {
	t := told.tree
	verb := t.clause(told.head)
	if up := t.head(verb); up > verb && t.token(verb).Rel.Base() == "advcl" && t.participle(verb) {
		verb = up // "arrested in Spain, he had been extradited": both
	}
	told.Background = r.pluperfect(t, verb) && !r.reported(t, verb) && (told.dated || told.paragraph > r.paragraphs[r.firstTold])
	told.old = r.longAgo(told)
	if told.old && !bloody[r.groups[told.Act]] {
		told.Background = true
	}
	for i := verb; i >= 0 && !told.Background; {
		up := t.head(i)
		if up < 0 {
			break
		}
		base := t.token(i).Rel.Base()
		if (base == "advcl" || base == "obl" || base == "nmod") && r.words.backdrop[t.token(up).Lemma] && t.token(up).Tag == text.VERB && (base == "advcl" || t.child(i, "case") >= 0) {
			told.Background = true
		}
		if base == "conj" && t.child(i, "nsubj") < 0 && r.words.backdrop[t.token(up).Lemma] && t.token(i).Feats.Has(text.Past) && t.token(up).Feats.Has(text.Pres) {
			told.Background = true // "comes weeks after the north was cleared and months after the south was cleared", with the second hung on comes
		}
		i = up
	}
}

// pluperfect reports whether the verb at i is in the past perfect: "had been cleared", "avait été évacué".
func (r *reader) pluperfect(t *tree, i int) bool {
	past := false
	for _, k := range t.children(i, "aux") {
		tok := t.token(k)
		if (tok.Lemma == "have" || tok.Lemma == "avoir" || tok.Lemma == "être") && tok.Feats.Has(text.Fin) {
			past = tok.Feats.Has(text.Past) || tok.Feats.Has(text.Imperfect) // the last counts: "they were 300, and have marched"
		}
	}
	return past
}

// reported reports whether the clause at i is what somebody said in the past, so that its past perfect only stands for a past.
func (r *reader) reported(t *tree, i int) bool {
	for steps := 0; i >= 0 && steps < deepest; steps++ {
		up := t.head(i)
		base := t.token(i).Rel.Base()
		if base == "ccomp" || base == "parataxis" {
			return up >= 0 && r.words.says(t.token(up).Lemma)
		}
		i = up
	}
	return false
}

// longAgo reports whether an act lies so far before the publication that it is no news.
func (r *reader) longAgo(told *telling) bool {
	published := r.d.Report.Published
	return told.dated && published.Known() && told.When.To.Before(published.Time().AddDate(0, 0, -oldNews))
}
