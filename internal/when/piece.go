package when

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/text"
)

// slot is a set of the places on the calendar that words can fill.
type slot uint16

const (
	clockSlot slot = 1 << iota
	partSlot
	weekdaySlot
	daySlot
	weekSlot
	monthSlot
	seasonSlot
	quarterSlot
	halfSlot
	yearSlot
	decadeSlot
	centurySlot
	modSlot    // early, late, the end of
	lengthSlot // three weeks
	refSlot    // now, recently
	setSlot    // every
)

// datedSlots are those that place something on the calendar.
const datedSlots = clockSlot | partSlot | weekdaySlot | daySlot | weekSlot | monthSlot | seasonSlot | quarterSlot | halfSlot | yearSlot | decadeSlot | centurySlot

// piece is what the words of one time expression, or of a part of one, say before they are placed on the calendar.
type piece struct {
	first, last int // its tokens, both included
	origin      text.Origin
	has         slot

	year, month, day, weekday int
	hour, minute              int
	part                      string // TIMEX3 code
	season, quarter, half     int    // from 1
	untilYear, untilMonth     int
	untilDay, untilWeekday    int
	untilCount                int
	zone                      string // offset from universal time as ISO 8601 writes it: Z, -05
	within                    grain  // the unit that holds the date is meant: the week of 6 March
	bc, ad, apart             bool   // apart: the until fields tell another day, not the end of an interval
	easter                    int    // of a feast: days from Easter
	feast, stays              bool   // stays: does not join the day before it
	closes                    bool   // the piece is the end of an interval

	unit    grain   // of what is counted or moved by
	count   float64 // 0 where vague
	vague   bool
	moved   bool // the piece is so many units from its base
	shift   int  // -1 before the base, 1 after it, 0 the base itself
	counted bool // a count is told: a year ago, not last year
	period  bool // the quarter of the last one told, where there is one
	near    bool // before or after the base, as the tense says
	told    bool // the base is the last date told, not the day of publication
	toward  int  // the words themselves say -1 the last, 1 the next
	forced  bool // toward is said
	lean    int  // -1 or 1: where it lies as a rule, today included, whatever the tense
	rank    int  // the first, second … of month, year

	mod   string // TIMEX3 mod: START, MID, END, APPROX
	ref   string // PAST_REF, PRESENT_REF, FUTURE_REF
	kind  text.DateType
	weak  bool // no expression of its own
	drop  bool // no time expression after all: an age
	timex string
}

// fills maps the keys that a rule may give to what they do with a piece. This is the whole list.
var fills = map[string]func(p *piece, word string) error{
	"year":          numberInto(yearSlot, func(p *piece, n int) { p.year = n }),
	"month":         numberInto(monthSlot, func(p *piece, n int) { p.month = n }),
	"day":           numberInto(daySlot, func(p *piece, n int) { p.day = n }),
	"weekday":       numberInto(weekdaySlot, func(p *piece, n int) { p.weekday = n }),
	"hour":          numberInto(clockSlot, func(p *piece, n int) { p.hour = n }),
	"minute":        numberInto(clockSlot, func(p *piece, n int) { p.minute = n }),
	"quarter":       numberInto(quarterSlot, func(p *piece, n int) { p.quarter = n }),
	"half":          numberInto(halfSlot, func(p *piece, n int) { p.half = n }),
	"season":        numberInto(seasonSlot, func(p *piece, n int) { p.season = n }),
	"decade":        numberInto(decadeSlot, func(p *piece, n int) { p.year = n }),
	"century":       numberInto(centurySlot, func(p *piece, n int) { p.year = (n - 1) * 100 }),
	"until-year":    numberInto(0, func(p *piece, n int) { p.untilYear = n }),
	"until-month":   numberInto(0, func(p *piece, n int) { p.untilMonth = n }),
	"until-day":     numberInto(0, func(p *piece, n int) { p.untilDay = n }),
	"rank":          numberInto(0, func(p *piece, n int) { p.rank = n }),
	"part":          wordInto(partSlot, func(p *piece, word string) { p.part = word }),
	"mod":           wordInto(modSlot, func(p *piece, word string) { p.mod = word }),
	"ref":           wordInto(refSlot, func(p *piece, word string) { p.ref = word }),
	"timex":         wordInto(0, func(p *piece, word string) { p.timex = word }),
	"type":          wordInto(0, func(p *piece, word string) { p.kind = text.DateType(word) }),
	"noon":          fillNoon,
	"clock":         fillClock,
	"date":          fillDate,
	"monthday":      fillMonthDay,
	"easter":        numberInto(daySlot|monthSlot, func(p *piece, n int) { p.easter, p.feast = n, true }),
	"years":         fillYears,
	"until-count":   numberInto(0, func(p *piece, n int) { p.untilCount = n }),
	"until-weekday": numberInto(0, func(p *piece, n int) { p.untilWeekday = n }),
	"zone":          wordInto(0, func(p *piece, word string) { p.zone = word }),
	"within":        fillWithin,
	"plus":          fillPlus,
	"period":        fillChoice("told", func(p *piece) { p.period = true }, "no", func(p *piece) {}),
	"short-year":    numberInto(yearSlot, func(p *piece, n int) { p.year = fullYear(n, 2) }),
	"joins":         fillChoice("no", func(p *piece) { p.stays = true }, "yes", func(p *piece) {}),
	"unit":          fillUnit,
	"every":         fillEvery,
	"count":         fillCount,
	"move":          fillMove,
	"from":          fillFrom,
	"offset":        fillOffset,
	"toward":        fillToward,
	"lean":          func(p *piece, word string) error { return choose(word, &p.lean) },
	"era":           fillChoice("bc", func(p *piece) { p.bc = true }, "ad", func(p *piece) { p.ad = true }),
	"reach":         fillChoice("no", func(p *piece) { p.apart = true }, "yes", func(p *piece) {}),
	"alone":         fillChoice("no", func(p *piece) { p.weak = true }, "yes", func(p *piece) {}),
	"is":            fillChoice("age", func(p *piece) { p.drop = true }, "time", func(p *piece) {}),
}

// numeric holds the keys whose words are numbers.
var numeric = map[string]bool{
	"year": true, "month": true, "day": true, "weekday": true, "hour": true, "minute": true, "quarter": true, "half": true,
	"season": true, "decade": true, "century": true, "until-year": true, "until-month": true, "until-day": true, "until-weekday": true, "until-count": true, "rank": true, "count": true,
	"short-year": true,
}

// fill sets what a rule gives for key.
func (p *piece) fill(key, word string) error {
	set, ok := fills[key]
	if !ok {
		return fmt.Errorf("%q is none of the keys %s", key, strings.Join(slices.Sorted(maps.Keys(fills)), ", "))
	}
	return set(p, word)
}

func numberInto(s slot, set func(*piece, int)) func(*piece, string) error {
	return func(p *piece, word string) error {
		n, err := strconv.Atoi(word)
		if err != nil {
			return fmt.Errorf("%q is no whole number", word)
		}
		set(p, n)
		p.has |= s
		return nil
	}
}

func wordInto(s slot, set func(*piece, string)) func(*piece, string) error {
	return func(p *piece, word string) error {
		set(p, word)
		p.has |= s
		return nil
	}
}

func fillChoice(one string, doOne func(*piece), other string, doOther func(*piece)) func(*piece, string) error {
	return func(p *piece, word string) error {
		switch word {
		case one:
			doOne(p)
		case other:
			doOther(p)
		default:
			return fmt.Errorf("%q is neither %q nor %q", word, one, other)
		}
		return nil
	}
}

// fillNoon reads am and pm: the twelve hours that an hour stands in.
func fillNoon(p *piece, word string) error {
	switch {
	case word == "pm" && p.hour < 12:
		p.hour += 12
	case word == "am" && p.hour == 12:
		p.hour = 0
	case word != "am" && word != "pm":
		return fmt.Errorf("%q is neither am nor pm", word)
	}
	return nil
}

// fillClock reads an hour and minutes with anything between: 9:20, 9h20, 9.20, 0920.
func fillClock(p *piece, word string) error {
	runs := digitRuns(word)
	if len(runs) == 1 && len(runs[0]) == 4 {
		runs = []string{runs[0][:2], runs[0][2:]}
	}
	if len(runs) == 0 || len(runs) > 3 {
		return fmt.Errorf("%q is no time of the day", word)
	}
	p.hour, p.minute = atoi(runs[0]), 0
	if len(runs) > 1 {
		p.minute = atoi(runs[1])
	}
	if p.hour > 24 || p.minute > 59 {
		return fmt.Errorf("%q is no time of the day", word)
	}
	p.has |= clockSlot
	return nil
}

// fillDate reads a date in figures: its order, a colon, its figures ("dmy:30/12/2014"). A year first is seen from its length.
func fillDate(p *piece, word string) error {
	order, figures, _ := strings.Cut(word, ":")
	runs := digitRuns(figures)
	if len(runs) != 3 {
		return fmt.Errorf("%q is no date of three numbers", figures)
	}
	if len(runs[0]) == 4 {
		order = "ymd"
	}
	for i, c := range order {
		n := atoi(runs[i])
		switch c {
		case 'y':
			p.year = fullYear(n, len(runs[i]))
		case 'm':
			p.month = n
		case 'd':
			p.day = n
		}
	}
	if p.month > 12 && p.day <= 12 {
		p.month, p.day = p.day, p.month
	}
	if p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31 {
		return fmt.Errorf("%q is no day", figures)
	}
	p.has |= daySlot | monthSlot | yearSlot
	return nil
}

// fillMonthDay reads the day of a feast: 12-25.
func fillMonthDay(p *piece, word string) error {
	runs := digitRuns(word)
	if len(runs) != 2 {
		return fmt.Errorf("%q is no month and day", word)
	}
	p.month, p.day = atoi(runs[0]), atoi(runs[1])
	p.has |= monthSlot | daySlot
	return nil
}

// fullYear completes a year of two digits: 00 to 49 are of this century, the rest of the last.
func fullYear(n, digits int) int {
	switch {
	case digits > 2:
		return n
	case n < 50:
		return 2000 + n
	}
	return 1900 + n
}

// fillYears reads the first and last of several years: 2009-2011, 2009-10.
func fillYears(p *piece, word string) error {
	runs := digitRuns(word)
	if len(runs) != 2 {
		return fmt.Errorf("%q are not two years", word)
	}
	p.year, p.untilYear = atoi(runs[0]), atoi(runs[1])
	if last := p.end().year; last <= p.year || len(runs[1]) == 2 && last > p.year+20 {
		return fmt.Errorf("%q does not end after it begins", word)
	}
	p.has |= yearSlot
	return nil
}

func fillUnit(p *piece, word string) error {
	p.unit = grainNamed(word)
	if p.unit == noGrain {
		return fmt.Errorf("%q is no unit of time", word)
	}
	if p.count == 0 {
		p.count = 1
	}
	p.has |= lengthSlot
	return nil
}

// fillWithin reads the unit that holds the date after it.
func fillWithin(p *piece, word string) error {
	p.within = grainNamed(word)
	if p.within == noGrain {
		return fmt.Errorf("%q is no unit of time", word)
	}
	p.has |= modSlot
	return nil
}

// fillPlus reads a part of a unit on top of the count: two years and a half.
func fillPlus(p *piece, word string) error {
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return fmt.Errorf("%q is no number", word)
	}
	p.count += n
	return nil
}

func fillEvery(p *piece, word string) error {
	p.has |= setSlot
	if word == "yes" {
		return nil
	}
	return fillUnit(p, word)
}

func fillCount(p *piece, word string) error {
	p.has |= lengthSlot
	if word == "vague" {
		p.vague = true
		return nil
	}
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return fmt.Errorf("%q is no number", word)
	}
	p.count, p.counted = n, true
	return nil
}

func fillMove(p *piece, word string) error {
	p.moved = true
	if word == "near" {
		p.near = true
		return nil
	}
	return choose(word, &p.shift)
}

func fillFrom(p *piece, word string) error {
	p.told = word == "told"
	if !p.told && word != "published" {
		return fmt.Errorf("%q is neither published nor told", word)
	}
	return nil
}

// fillOffset reads what a count of units starts from and where it goes: "told back".
func fillOffset(p *piece, word string) error {
	base, direction, _ := strings.Cut(word, " ")
	if err := fillFrom(p, base); err != nil {
		return err
	}
	return fillMove(p, direction)
}

func fillToward(p *piece, word string) error {
	p.forced = true
	return choose(word, &p.toward)
}

// choose reads a direction in time.
func choose(word string, into *int) error {
	switch word {
	case "back":
		*into = -1
	case "none":
		*into = 0
	case "on":
		*into = 1
	default:
		return fmt.Errorf("%q is none of back, none, on", word)
	}
	return nil
}

// digitRuns returns the runs of ASCII digits in word.
func digitRuns(word string) []string {
	return strings.FieldsFunc(word, func(c rune) bool { return c < '0' || c > '9' })
}

// atoi reads digits; more than fit are a number that no calendar has.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 1 << 30
	}
	return n
}
