package when

import "time"

// grain is a unit of the calendar, finest first. The zero value is no unit.
type grain uint8

const (
	noGrain grain = iota
	second
	minute
	hour
	part
	day
	weekend
	week
	month
	season
	quarter
	half
	year
	decade
	century
	millennium
)

// grains names the units: as rules and text.Date.Precision write them, as TIMEX3 writes a duration of them, and what one
// of them comes to in months, days or seconds.
var grains = [...]struct {
	name    string
	letter  string // of a TIMEX3 duration; with T before it for a part of a day
	times   int    // how many of the letter one of it is
	months  int
	days    int
	seconds int
}{
	second:     {"second", "TS", 1, 0, 0, 1},
	minute:     {"minute", "TM", 1, 0, 0, 60},
	hour:       {"hour", "TH", 1, 0, 0, 3600},
	part:       {"part-of-day", "D", 1, 0, 1, 0},
	day:        {"day", "D", 1, 0, 1, 0},
	weekend:    {"weekend", "WE", 1, 0, 7, 0},
	week:       {"week", "W", 1, 0, 7, 0},
	month:      {"month", "M", 1, 1, 0, 0},
	season:     {"season", "M", 3, 12, 0, 0}, // one season on is the same season of the next year
	quarter:    {"quarter", "M", 3, 3, 0, 0},
	half:       {"half-year", "M", 6, 6, 0, 0},
	year:       {"year", "Y", 1, 12, 0, 0},
	decade:     {"decade", "Y", 10, 120, 0, 0},
	century:    {"century", "Y", 100, 1200, 0, 0},
	millennium: {"millennium", "Y", 1000, 12000, 0, 0},
}

// String returns the name of g: "part-of-day".
func (g grain) String() string { return grains[g].name }

// grainNamed returns the unit with a name, noGrain if there is none.
func grainNamed(name string) grain {
	for g, unit := range grains {
		if unit.name == name && name != "" {
			return grain(g)
		}
	}
	return noGrain
}

// begin returns the first moment of the unit g that t lies in. Seasons begin with March, June, September and December,
// as meteorologists count them in the northern half of the world.
func (g grain) begin(t time.Time) time.Time {
	y, m, d := t.Date()
	switch g {
	case second, minute:
		return t.Truncate(time.Minute)
	case hour:
		return t.Truncate(time.Hour)
	case weekend:
		return date(y, m, d-(isoWeekday(t)+1)%7)
	case week:
		return date(y, m, d-isoWeekday(t)+1)
	case month:
		return date(y, m, 1)
	case season:
		return date(y, m-m%3, 1)
	case quarter:
		return date(y, m-(m-1)%3, 1)
	case half:
		return date(y, m-(m-1)%6, 1)
	case year:
		return date(y, 1, 1)
	case decade:
		return date(y-mod(y, 10), 1, 1)
	case century:
		return date(y-mod(y, 100), 1, 1)
	case millennium:
		return date(y-mod(y, 1000), 1, 1)
	}
	return date(y, m, d)
}

// end returns the first moment after the unit g that begins at t.
func (g grain) end(t time.Time) time.Time {
	switch g {
	case weekend:
		return t.AddDate(0, 0, 2)
	case season:
		return t.AddDate(0, 3, 0)
	}
	return g.add(t, 1)
}

// add returns t moved by n units. A day that the month does not have becomes its last: a month after 31 January is 28 February.
func (g grain) add(t time.Time, n int) time.Time {
	unit := grains[g]
	if unit.seconds > 0 {
		return t.Add(time.Duration(n*unit.seconds) * time.Second)
	}
	if unit.days > 0 {
		return t.AddDate(0, 0, n*unit.days)
	}
	y, m, d := t.Date()
	first := date(y, m+time.Month(n*unit.months), 1)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1).Add(t.Sub(date(y, m, d)))
}

// date returns the first moment of a day, in UTC.
func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// easter returns Easter Sunday of a year in the Gregorian calendar (Meeus, Jones, Butcher).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(y, time.Month(n/31), n%31+1)
}

// isoWeekday returns 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// mod is the remainder of a division that rounds down, so that years before Christ fall into the right decade.
func mod(a, b int) int { return ((a % b) + b) % b }
