package when

import "time"

// anchors are what a relative expression can be counted from.
type anchors struct {
	published time.Time // the day of publication; zero when not known
	told      value     // the last date told in the report; not dated before the first
	toldIn    int       // the sentence of the last date that was told
	toldDay   value     // the last day told, or time of a day
	pastDay   value     // the last day told that is not after the publication
	quarter   value     // the last quarter or half-year told, until the end of the next sentence
	within    int       // the sentence of quarter
	direction int       // what the tense says: -1 before the publication, 1 after it, 0 nothing
	sure      certainty
	narrative bool // the report tells of years gone by, each date after the one before
}

// The anchors by the names that text.Date.Anchored has for them.
const (
	absolute      = ""
	fromPublished = "published"
	fromTold      = "told"
	fromNothing   = "nothing" // there is none: the day is not known
)

// base returns the moment that p is counted from and the name of the anchor; the zero time when there is none.
func (a anchors) base(p *piece) (time.Time, string) {
	told := a.told.dated()
	if p.told && (p.moved && p.unit <= week || p.has&weekdaySlot != 0) {
		if day := a.lastDay(p); day.dated() {
			return day.from, fromTold
		}
		return time.Time{}, absolute
	}
	narrative := a.narrative && told
	stage := p.moved && p.shift == 0 && p.mod != "" && p.unit >= week // the end of the year
	switch {
	case p.told && told, narrative && stage, !p.told && narrative && !p.moved && p.has&weekdaySlot == 0, a.published.IsZero() && told && !p.moved:
		return a.told.from, fromTold
	case p.told || a.published.IsZero():
		return time.Time{}, absolute
	}
	return a.published, fromPublished
}

// lastDay returns the day that "the day before" is counted from: in the past tense one that has passed.
func (a anchors) lastDay(p *piece) value {
	if a.direction < 0 && a.pastDay.dated() && p.moved {
		return a.pastDay
	}
	return a.toldDay
}

// quarterOf returns the quarter or half-year of another year that p means beside one told just before: earnings in the
// second quarter compared with those a year earlier. It is not dated when none is told or p means none.
func (a anchors) quarterOf(p *piece) value {
	v := a.quarter
	corresponding := p.moved && p.unit == quarter && p.shift < 0 && p.count == quartersBack
	compares := p.moved && p.counted && !p.vague && p.unit == year && p.shift < 0 && p.count >= 1 && p.has == yearSlot
	switch {
	case !v.dated():
		return value{}
	case p.period && p.has == yearSlot && !p.moved:
		v.from = v.from.AddDate(p.year-v.from.Year(), 0, 0)
	case corresponding:
		v.from = v.from.AddDate(-1, 0, 0)
	case compares:
		v.from = v.from.AddDate(-int(p.count), 0, 0)
	default:
		return value{}
	}
	return v
}

// quartersBack is how many quarters the rules count back for the one a year before the last that ended.
const quartersBack = 5

// quarterLasts is how many sentences after it a quarter may be compared with.
const quarterLasts = 1

// enter forgets the last quarter when the report goes on to other things. The sentence is the number of the one of p.
func (a *anchors) enter(sentence int) {
	if sentence > a.within+quarterLasts {
		a.quarter = value{}
	}
}

// rememberQuarter makes v the last quarter told in a sentence, if it is one. A comparison keeps the one compared with.
func (a *anchors) rememberQuarter(p *piece, v value, sentence int) {
	switch {
	case a.quarterOf(p).dated():
		a.within = sentence
	case v.grain == quarter || v.grain == half:
		a.quarter, a.within = v, sentence
	}
}

// remember makes v the last date told. In a report on years gone by, one that is counted from the publication is none.
func (a *anchors) remember(p *piece, v value, anchored string) {
	if a.narrative && anchored == fromPublished {
		return
	}
	a.told = v
	if v.grain > day {
		return
	}
	a.toldDay = v
	if !a.ahead(v) {
		a.pastDay = v
	}
}

// ahead reports whether v begins after the day of publication.
func (a anchors) ahead(v value) bool {
	return !a.published.IsZero() && !v.from.Before(day.end(a.published))
}
