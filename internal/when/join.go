package when

import (
	"slices"
	"strings"

	"dateline/internal/text"
)

// joined returns the time expressions that pieces of a sentence make.
func (l *language) joined(d *text.Document, pieces []piece) []piece {
	for _, stages := range []bool{true, false} { // "early" joins what follows it before that joins anything else
		for i := 0; i+1 < len(pieces); {
			p, q := &pieces[i], &pieces[i+1]
			if p.onlyStage() == stages && !q.onlyStage() && p.joins(q) && l.linked(d, p, q) {
				pieces[i] = p.join(q)
				pieces = slices.Delete(pieces, i+1, i+2)
				continue
			}
			i++
		}
	}
	pieces = slices.DeleteFunc(pieces, func(p piece) bool { return p.weak || p.drop })
	l.shareYears(d, pieces)
	l.shareDays(d, pieces)
	return pieces
}

// shareYears gives months and days without a year the year of the date after them, when both hang together: April and June 1955.
func (l *language) shareYears(d *text.Document, pieces []piece) {
	for i := len(pieces) - 2; i >= 0; i-- {
		p, q := &pieces[i], &pieces[i+1]
		if p.has&monthSlot == 0 || p.has&yearSlot != 0 || p.forced || q.has&(yearSlot|monthSlot) != yearSlot|monthSlot || q.moved {
			continue
		}
		if q.first-p.last != 2 {
			continue
		}
		if _, _, ok := l.shared.At(d, p.last+1); !ok {
			continue
		}
		p.has |= yearSlot
		p.year, p.bc = q.year, q.bc
		if p.month > q.month {
			p.year--
		}
	}
}

// shareDays gives a time of the day the day of the one after it, when both hang together: from 9 to 11 a.m. on Sunday.
func (l *language) shareDays(d *text.Document, pieces []piece) {
	for i := len(pieces) - 2; i >= 0; i-- {
		p, q := &pieces[i], &pieces[i+1]
		if p.has&^modSlot != clockSlot || q.has&clockSlot == 0 || q.has&(daySlot|weekdaySlot) == 0 || q.first-p.last != 2 {
			continue
		}
		if _, _, ok := l.shared.At(d, p.last+1); !ok {
			continue
		}
		first := *q
		first.first, first.last, first.origin, first.hour, first.minute, first.mod = p.first, p.last, p.origin, p.hour, p.minute, p.mod
		*p = first
	}
}

// joinOverStops joins a clock time that ends in a stop with the day right after it: "10 p.m. Wednesday" may look like two sentences.
func joinOverStops(d *text.Document, pieces []piece) []piece {
	for i := 0; i+1 < len(pieces); i++ {
		p, q := &pieces[i], &pieces[i+1]
		if p.has == clockSlot && q.first == p.last+1 && p.joins(q) && strings.HasSuffix(d.Tokens[p.last].Form, ".") {
			pieces[i] = p.join(q)
			pieces = slices.Delete(pieces, i+1, i+2)
		}
	}
	return pieces
}

// onlyStage reports whether p tells no more than a stage of the time that follows: early, the end of.
func (p *piece) onlyStage() bool { return p.has == modSlot }

// maxLinks is how many words may stand between two pieces of one time: ", at the".
const maxLinks = 3

// linked reports whether only linking words stand between p and q. After a bare year or month of a year nothing but a time
// of the day is linked: "in 2009, on Monday" are two times.
func (l *language) linked(d *text.Document, p, q *piece) bool {
	bareYear := p.has&yearSlot != 0 && p.has&daySlot == 0 && !p.moved
	if q.first-p.last-1 > maxLinks || bareYear && q.first > p.last+1 && q.has&clockSlot == 0 {
		return false
	}
	for i := p.last + 1; i < q.first; {
		value, n, ok := l.link.At(d, i)
		if !ok || value == "clock" && q.has&(clockSlot|partSlot) == 0 {
			return false
		}
		i += n
	}
	return true
}

// finish sets what follows from the keys of a piece once all are filled.
func (p *piece) finish() {
	if !p.moved {
		return
	}
	if p.unit <= hour && p.unit != noGrain { // the hour of the publication is not known, so this many hours before it neither
		p.moved = false
		return
	}
	p.has &^= lengthSlot
	switch p.unit {
	case part, day:
		p.has |= daySlot | monthSlot | yearSlot
	case weekend, week:
		p.has |= weekSlot | monthSlot | yearSlot
	case month:
		p.has |= monthSlot | yearSlot
	case season:
		p.has |= seasonSlot | yearSlot
	case quarter:
		p.has |= quarterSlot | yearSlot
	case half:
		p.has |= halfSlot | yearSlot
	default:
		p.has |= yearSlot
	}
}

// possible reports whether the numbers of p are ones that the calendar has.
func (p *piece) possible() bool {
	switch {
	case p.month > 12, p.day > 31, p.hour > 24, p.minute > 59, p.weekday > 7, p.quarter > 4, p.half > 2, p.season > 4:
		return false
	case p.has&daySlot != 0 && !p.moved && !p.feast:
		return p.day >= 1 && (p.has&monthSlot == 0 || p.month >= 1 && p.day <= longest[p.month])
	case p.has&yearSlot != 0 && !p.moved:
		return (p.year >= 100 || p.bc || p.ad) && p.year >= 2 && p.year <= 9999 // the first moment of the year 1 is the zero time, which means not known
	}
	return true
}

// longest holds the most days that each month can have.
var longest = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// sound reports whether the slots make an expression: no time of the day without its day between, no day without its month.
func (s slot) sound() bool {
	switch {
	case s&(refSlot|lengthSlot|setSlot) != 0 && s&datedSlots != 0:
		return s&setSlot != 0 && s&yearSlot == 0
	case s&(clockSlot|partSlot) != 0 && s&datedSlots&^(clockSlot|partSlot) != 0:
		return s&(weekdaySlot|daySlot) != 0
	case s&daySlot != 0 && s&monthSlot == 0:
		return false
	case s&weekdaySlot != 0 && s&daySlot == 0 && s&(monthSlot|seasonSlot|quarterSlot|halfSlot|yearSlot|decadeSlot|centurySlot) != 0:
		return s&weekSlot != 0
	case s&weekSlot != 0 && s&(seasonSlot|quarterSlot|halfSlot|daySlot) != 0:
		return false
	case count(s&(monthSlot|seasonSlot|quarterSlot|halfSlot|decadeSlot|centurySlot)) > 1:
		return false
	}
	return s&(decadeSlot|centurySlot) == 0 || s&yearSlot == 0
}

func count(s slot) (n int) {
	for ; s != 0; s &= s - 1 {
		n++
	}
	return n
}

// joins reports whether p and q, which follows it, tell of one and the same time.
func (p *piece) joins(q *piece) bool {
	if p.drop || q.drop || p.timex != "" || q.timex != "" || p.has&q.has != 0 || p.moved && q.moved || p.closes || q.closes || q.stays || p.untilDay+p.untilYear+p.untilWeekday+q.untilYear > 0 {
		return false
	}
	return (p.has | q.has).sound()
}

// join returns p and q, which follows it, as one piece.
func (p *piece) join(q *piece) piece {
	fine, coarse := *p, *q
	if q.has&datedSlots != 0 && (p.has&datedSlots == 0 || q.has&datedSlots < p.has&datedSlots) {
		fine, coarse = *q, *p
	}
	both := coarse
	both.first, both.last, both.has = p.first, q.last, p.has|q.has
	both.weak = p.weak && q.weak && !p.onlyStage()
	for _, field := range []struct{ into, from *int }{
		{&both.year, &fine.year}, {&both.month, &fine.month}, {&both.day, &fine.day}, {&both.weekday, &fine.weekday},
		{&both.season, &fine.season}, {&both.quarter, &fine.quarter}, {&both.half, &fine.half}, {&both.rank, &fine.rank},
	} {
		if *field.from != 0 {
			*field.into = *field.from
		}
	}
	if fine.has&clockSlot != 0 {
		both.hour, both.minute = fine.hour, fine.minute
	}
	if fine.feast {
		both.easter, both.feast = fine.easter, true
	}
	both.zone, both.within = or(p.zone, q.zone), max(p.within, q.within)
	both.part, both.mod, both.kind = or(p.part, q.part), or(p.mod, q.mod), or(p.kind, q.kind)
	both.moved, both.forced, both.told = p.moved || q.moved, p.forced || q.forced, p.told || q.told
	if fine.moved {
		both.unit, both.count, both.shift, both.vague = fine.unit, fine.count, fine.shift, fine.vague
	}
	if fine.forced {
		both.toward = fine.toward
	}
	return both
}

// or returns the first string that is not empty.
func or[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}
