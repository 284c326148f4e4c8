package when

import "time"

// anchors are what a relative expression can be counted from.
type anchors struct {
	published time.Time // the day of publication; zero when not known
	told      value     // the last date told in the report; not dated before the first
	toldDay   value     // the last day told, or time of a day
	pastDay   value     // the last day told that is not after the publication
	direction int       // what the tense says: -1 before the publication, 1 after it, 0 nothing
	sure      bool      // the tense says so by itself
	narrative bool      // the report tells of years gone by, each date after the one before
}

// The anchors by the names that text.Date.Anchored has for them.
const (
	absolute      = ""
	fromPublished = "published"
	fromTold      = "told"
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
	switch {
	case p.told && told, !p.told && a.narrative && told && !p.moved && p.has&weekdaySlot == 0, a.published.IsZero() && told && !p.moved:
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

// remember makes v the last date told.
func (a *anchors) remember(v value) {
	a.told = v
	if v.grain > day {
		return
	}
	a.toldDay = v
	if a.published.IsZero() || !v.from.After(day.end(a.published)) {
		a.pastDay = v
	}
}
