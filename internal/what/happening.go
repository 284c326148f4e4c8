package what

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// happening is the accounts of one event that a report tells by several acts: a shooting, the attack that it was, the deaths in it. They lend each
// other their day and their place.
type happening struct {
	members   []*telling
	when      record.When // the day of the event; its Span is empty when nothing tells it
	weak      bool        // the day is that of what came after the event, such as a death in hospital or a call to the police
	places    []record.Where
	elsewhere bool     // the places are those of a sequel, such as a hospital
	dater     *telling // the member that tells the day
	placer    *telling // the member that tells the places
}

// bloody is the groups of acts that tell of one event with each other.
var bloody = map[string]bool{"violence": true, "harm": true}

// sequels is the acts that may come days after the event that they belong to.
var sequels = map[string]bool{"die": true, "fall-ill": true, "go-missing": true}

// sequelDays is how many days after an event its sequels may be told.
const sequelDays = 60

// happenings groups the accounts of violence and of harm, with the clauses that only tell when and where these were, in order of position.
func (r *reader) happenings(accounts, circumstances []*telling) []*happening {
	ordered := append(append([]*telling(nil), accounts...), circumstances...)
	sort.SliceStable(ordered, func(i, j int) bool { return ordered[i].Trigger.Start < ordered[j].Trigger.Start })
	var all []*happening
	for _, a := range ordered {
		if a.Background || a.total || r.unreal(a) || a.hit.Act != nil && !bloody[r.groups[a.Act]] {
			continue
		}
		h := r.happeningOf(a, all)
		if h == nil && a.hit.Act == nil {
			continue
		}
		if h == nil {
			h = &happening{}
			all = append(all, h)
		}
		h.add(a)
	}
	return all
}

// happeningOf returns the latest happening that an account can belong to, nil for none.
func (r *reader) happeningOf(a *telling, all []*happening) *happening {
	for n := len(all) - 1; n >= 0; n-- {
		if all[n].admits(a) && !(a.distinct && a.hit.Act != nil) {
			return all[n]
		}
	}
	return nil
}

// admits reports whether nothing that is known of an account contradicts that it belongs to a happening.
func (h *happening) admits(a *telling) bool {
	if len(h.places) > 0 && a.placed && !samePlace(&telling{Account: record.Account{Where: h.places}}, a) {
		return false
	}
	if !a.dated || h.when.From.IsZero() || a.When.From.IsZero() {
		return true
	}
	same := a.When.From.Before(h.when.To) && h.when.From.Before(a.When.To)
	switch {
	case same:
		return true
	case a.weak():
		return !a.When.From.Before(h.when.From) && a.When.From.Before(h.when.To.AddDate(0, 0, sequelDays))
	case h.weak:
		return !h.when.From.Before(a.When.From) && h.when.From.Before(a.When.To.AddDate(0, 0, sequelDays))
	}
	return false
}

// weak reports whether the time of a telling may be later than that of its event.
func (told *telling) weak() bool { return sequels[told.Act] || told.hit.Act == nil && told.later }

// add takes an account into a happening, with what it tells of its time and its place.
func (h *happening) add(a *telling) {
	h.members = append(h.members, a)
	if a.dated && !a.When.From.IsZero() {
		weak := a.weak()
		if h.when.From.IsZero() || h.weak && !weak || h.weak == weak && h.within(a.When.Date) {
			h.when, h.weak, h.dater = a.When, weak, a
		}
	}
	if scenes := a.scenes(); a.placed && (narrower(scenes, h.places) || h.elsewhere && !sequels[a.Act] && rank(scenes) > 0) {
		h.places, h.elsewhere, h.placer = scenes, sequels[a.Act], a
	}
}

// akin reports whether what one member of a happening tells of its day or place holds of another: they tell it by the same act or by acts of which one is
// a kind of the other, one tells of the dead and injured of it or of its circumstances only, they stand in one paragraph, or the other goes on from it. That
// shops were looted in one town says nothing about where, as told before, the police had fired.
func (r *reader) akin(teller, a *telling) bool {
	if teller == nil || teller.hit.Act == nil || a.hit.Act == nil || teller.paragraph == a.paragraph || teller.Trigger.Start < a.Trigger.Start {
		return true
	}
	return r.family(teller) == r.family(a) || r.groups[teller.Act] == "harm" || r.groups[a.Act] == "harm"
}

// family returns the act that the act of a telling is a kind of, itself where it is none.
func (r *reader) family(a *telling) string { return cmp.Or(r.parents[a.Act], a.Act) }

// within reports whether a date lies in the time of h and tells it more finely.
func (h *happening) within(date text.Date) bool {
	return !date.From.Before(h.when.From) && !date.To.After(h.when.To) && finer(&date, &h.when.Date)
}

// scenes returns the places of a telling where the act was.
func (told *telling) scenes() []record.Where {
	var found []record.Where
	for _, w := range told.Where {
		if w.Role == "scene" {
			found = append(found, w)
		}
	}
	return found
}

// lend gives the accounts of a happening that lack a time or a place those that others tell of it. The origin "what.happening" says so.
func (r *reader) lend(h *happening) {
	origin := text.Origin{Rule: "what.happening", Version: r.words.version}
	for _, a := range h.members {
		if (!a.dated || h.refines(a)) && !h.when.From.IsZero() && !r.upToNow(a) && r.akin(h.dater, a) {
			a.When = h.when
			if h.weak {
				a.When.Date = wholeDay(h.when.Date)
			}
			a.When.Origin, a.around = origin, a.When
		}
		if len(a.scenes()) == 0 && len(h.places) > 0 && r.akin(h.placer, a) {
			for _, w := range h.places {
				w.Origin = origin
				a.Where = append(a.Where, w)
			}
		}
	}
}

// killersReach is how many sentences behind an act of violence the dead may be told that it left.
const killersReach = 2

// lendKillers gives a death without a doer those who did the act of violence told last before it: "Police opened fire. Two people were killed." It does so
// only where no other act of violence stands between. The origin "what.happening" says so.
func (r *reader) lendKillers(h *happening) {
	var act *telling
	for _, a := range h.members {
		switch {
		case a.hit.Act == nil:
		case r.groups[a.Act] == "violence":
			act = a
			if doers := a.ofRole(record.Initiator); len(doers) == 0 || a.nominal && len(a.ofRole(record.Target)) > 0 {
				act = nil
			}
		case act != nil && r.killedIn(act, a):
			for _, p := range act.ofRole(record.Initiator) {
				p.Origin = text.Origin{Rule: "what.happening", Version: r.words.version}
				a.Participants = append(a.Participants, p)
			}
		}
	}
}

// killedIn reports whether a tells of people killed, and not by whom, right behind an act of violence; "died" only in its sentence or the next.
func (r *reader) killedIn(act, a *telling) bool {
	if a.Act != "die" || a.nominal || len(a.ofRole(record.Initiator)) > 0 || a.Background != act.Background {
		return false
	}
	behind := a.sentence - act.sentence
	return r.words.harms[r.d.Tokens[a.head].Lemma] == "dead" && behind <= killersReach || behind <= 1 && act.Act == "shoot"
}

// setOldBackground marks the accounts of old events as background where the report tells of a newer one. A report on a trial alone tells of the old
// event itself.
func (r *reader) setOldBackground(accounts []*telling) {
	newer := slices.ContainsFunc(accounts, func(a *telling) bool {
		return a.dated && !a.old && !a.Background && !a.total && !r.unreal(a) && placeable[r.groups[a.Act]] && !pursuing[a.Act]
	})
	for _, a := range accounts {
		a.Background = a.Background || newer && a.old
	}
}

// pursuing is the acts by which old events are followed up: their day makes nothing of the past background.
var pursuing = map[string]bool{"arrest": true, "detain": true, "release": true, "search": true, "confiscate": true, "deploy-police": true, "transfer-people": true, "deport": true}

// acts returns how many members of h tell of an act rather than of its circumstances.
func (h *happening) acts() int {
	n := 0
	for _, a := range h.members {
		if a.hit.Act != nil {
			n++
		}
	}
	return n
}

// leadSentences and leadDays bound the day that a report's first event is given from what else was done on it: how many sentences behind the event it
// may stand, and how many days before the publication it may lie.
const (
	leadSentences = 12
	leadDays      = 8
)

// timeFirst gives the first event of a report, when nothing tells its time, the first day of the news that its sentences tell for something else than
// words and proceedings: "police were on the scene all Saturday morning"; and when only a week, month or year is told, the first day in it. The origin
// "what.day-of-news" says so.
func (r *reader) timeFirst(all []*happening) {
	for _, h := range all {
		if h.acts() == 0 {
			continue
		}
		switch {
		case !r.d.Report.Published.Known():
		case h.when.From.IsZero():
			h.when, h.weak = r.dayOfNews(h.members[0].sentence, r.ofTheNews), true
			if h.when.From.IsZero() {
				h.when = r.dayOfNews(h.members[0].sentence, r.ofThePast)
			}
		case h.when.To.Sub(h.when.From) > 72*time.Hour:
			if day := r.dayOfNews(h.members[0].sentence, h.holds); !day.From.IsZero() {
				h.when, h.weak = day, true
				r.refineMembers(h)
			}
		}
		return
	}
}

// dayOfNews returns the first day near a sentence that fits, and that timeFirst may take. That of the dateline is only when the report was sent.
func (r *reader) dayOfNews(near int, fits func(*text.Date) bool) record.When {
	for n := 0; n < len(r.d.Sentences) && n <= near+leadSentences; n++ {
		if r.d.Lead.Holds(r.d.Sentences[n].Span) {
			continue
		}
		t := newTree(r.d, r.d.Sentences[n])
		for _, k := range r.dates[n] {
			date := &r.d.Dates[k]
			if date.First >= t.s.First && date.Last < t.s.Last && fits(date) && !r.ofWords(t, date) {
				found := record.When{Date: wholeDay(*date)}
				found.Origin = text.Origin{Rule: "what.day-of-news", Version: r.words.version}
				return found
			}
		}
	}
	return record.When{}
}

// ofTheNews reports whether a date is a day shortly before the publication.
func (r *reader) ofTheNews(date *text.Date) bool {
	published := r.d.Report.Published.Time()
	return isPoint(date) && date.To.Sub(date.From) <= 48*time.Hour && !date.From.Before(published.AddDate(0, 0, -leadDays)) && date.From.Before(published.AddDate(0, 0, 1))
}

// ofThePast reports whether a date is a day of the calendar before the publication.
func (r *reader) ofThePast(date *text.Date) bool {
	return isPoint(date) && date.To.Sub(date.From) <= 48*time.Hour && date.From.Before(r.d.Report.Published.Time()) && date.Precision == "day" && date.Anchored != "published"
}

// holds reports whether a date is a day in the time of h.
func (h *happening) holds(date *text.Date) bool {
	return isPoint(date) && date.To.Sub(date.From) <= 48*time.Hour && h.within(*date)
}

// refineMembers lets the members of h that tell no more than the week, month or year of its day be of that day.
func (r *reader) refineMembers(h *happening) {
	for _, a := range h.members {
		if a.When.To.Sub(a.When.From) > 72*time.Hour && !h.when.From.Before(a.When.From) && !h.when.To.After(a.When.To) {
			a.When = h.when
		}
	}
}

// ofWords reports whether a date is that of something said, or of an arrest, a charge or a hearing.
func (r *reader) ofWords(t *tree, date *text.Date) bool {
	if !t.s.Parsed {
		return false
	}
	i := top(t, date.First, date.Last)
	for steps := 0; i >= 0 && steps < deepest; i, steps = t.head(i), steps+1 {
		if r.words.says(t.token(i).Lemma) || r.words.proceedings[t.token(i).Lemma] {
			return true
		}
		if t.headsClause(i) && t.token(i).Rel.Base() != "conj" && t.token(i).Rel.Base() != "xcomp" {
			return false
		}
	}
	return false
}

// refines reports whether the day of h lies in the week, month or year that an account of it tells.
func (h *happening) refines(a *telling) bool {
	return a.When.To.Sub(a.When.From) > 72*time.Hour && !h.weak && !h.when.From.Before(a.When.From) && !h.when.To.After(a.When.To) && finer(&h.when.Date, &a.When.Date)
}

// wholeDay returns a date without the hour, which is that of something else on the same day.
func wholeDay(date text.Date) text.Date {
	if date.To.Sub(date.From) >= 24*time.Hour {
		return date
	}
	day := date.From.Truncate(24 * time.Hour)
	date.From, date.To, date.Precision, date.Type = day, day.AddDate(0, 0, 1), "day", text.DateTimex
	date.Value, date.EDTF = day.Format(time.DateOnly), day.Format(time.DateOnly)
	return date
}

// circumstance returns a telling without an act for a clause in the sentence of t that only says when and where the event told before was: "It
// happened on Main Street on Sunday", "Officers were called at 2 a.m.". It returns nil for other sentences.
func (r *reader) circumstance(t *tree, sentence int) *telling {
	if !t.s.Parsed {
		return nil
	}
	for i := t.s.First; i < t.s.Last; i++ {
		kind, ok := r.words.occurring[t.token(i).Lemma]
		if !ok || t.token(i).Tag != text.VERB || r.heads[i] {
			continue
		}
		subject, _ := t.subject(i)
		if subject < 0 || r.heads[subject] || !r.occurs(kind, subject) {
			continue
		}
		told := &telling{head: i, tree: t, sentence: sentence, paragraph: r.paragraphs[sentence], later: kind == "response"}
		told.Trigger, told.Realisation = t.token(i).Span, record.Happened
		r.setWhen(told)
		r.setWhere(told)
		if told.dated || told.placed {
			return told
		}
	}
	return nil
}

// occurs reports whether the subject of a verb of a kind makes a clause tell of the event told before: "it" and "the incident" occur, the police respond.
func (r *reader) occurs(kind string, subject int) bool {
	t := &r.d.Tokens[subject]
	if kind == "response" {
		n := r.actorAt(subject)
		return n >= 0 && (r.d.Actors[n].Sector == "COP" || r.words.responders[t.Lemma])
	}
	return t.Tag == text.PRON && (t.Feats.Has(text.Personal|text.Sing) || t.Feats.Has(text.Demonstrative)) || r.words.incidents[t.Lemma]
}
