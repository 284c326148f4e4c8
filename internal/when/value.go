package when

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// value is a place on the calendar: the unit that begins at from. One that is not dated has from zero and keeps what is
// known of it in pattern, in TIMEX3 with X for the rest ("XXXX-WXX-4").
type value struct {
	grain   grain
	from    time.Time
	part    string // TIMEX3 code of a part of the day, for grain part
	pattern string
}

// dated reports whether v has a place on the calendar.
func (v value) dated() bool { return !v.from.IsZero() }

// parts holds the parts of the day, by their TIMEX3 codes and DA for dawn, with the hours they begin and end at; beyond 24 is the next day.
var parts = map[string]struct{ from, to int }{
	"DA": {4, 7},
	"MO": {6, 12},
	"MI": {11, 14}, // midday
	"AF": {12, 18},
	"EV": {18, 24},
	"NI": {20, 30},
	"DT": {6, 20}, // daytime
}

// partTimex returns the code that TIMEX3 has for a part of the day: it has none for dawn, which counts as morning there.
func partTimex(part string) string {
	if part == "DA" {
		return "MO"
	}
	return part
}

// bounds returns the half-open interval of v; both zero when it is not dated.
func (v value) bounds() (from, to time.Time) {
	if !v.dated() {
		return time.Time{}, time.Time{}
	}
	if v.grain == part {
		hours := parts[v.part]
		return v.from.Add(time.Duration(hours.from) * time.Hour), v.from.Add(time.Duration(hours.to) * time.Hour)
	}
	return v.from, v.grain.end(v.from)
}

// timex returns v in TIMEX3.
func (v value) timex() string {
	if !v.dated() {
		return v.pattern
	}
	y, m, _ := v.from.Date()
	switch v.grain {
	case second, minute, hour:
		return yearTimex(y) + monthDay(v.from) + v.from.Format("T15:04")
	case part:
		return yearTimex(y) + monthDay(v.from) + "T" + partTimex(v.part)
	case day:
		return yearTimex(y) + monthDay(v.from)
	case week, weekend:
		iso, n := v.from.ISOWeek()
		return fmt.Sprintf("%s-W%02d%s", yearTimex(iso), n, map[grain]string{weekend: "-WE"}[v.grain])
	case month:
		return yearTimex(y) + v.from.Format("-01")
	case season:
		return yearTimex(y) + "-" + seasons[seasonOf(m)]
	case quarter:
		return fmt.Sprintf("%s-Q%d", yearTimex(y), (m+2)/3)
	case half:
		return fmt.Sprintf("%s-H%d", yearTimex(y), (m+5)/6)
	case decade:
		return cut(yearTimex(y), 1)
	case century:
		if y == 0 {
			return "00" // the first of our era begins, counted in hundreds, with the year before it
		}
		return cut(yearTimex(y), 2)
	case millennium:
		return cut(yearTimex(y), 3)
	}
	return yearTimex(y)
}

// edtf returns v in the Extended Date/Time Format (ISO 8601-2:2019), empty when it is not dated. A part of a day has no
// form there and is told as its day; a week is told as the interval of its days.
func (v value) edtf() string {
	if !v.dated() {
		return ""
	}
	y, m, _ := v.from.Date()
	switch v.grain {
	case second, minute:
		return yearEDTF(y) + monthDay(v.from) + v.from.Format("T15:04")
	case hour:
		return yearEDTF(y) + monthDay(v.from) + v.from.Format("T15")
	case part, day:
		return yearEDTF(y) + monthDay(v.from)
	case week, weekend:
		_, to := v.bounds()
		return daysEDTF(v.from, to)
	case month:
		return yearEDTF(y) + v.from.Format("-01")
	case season:
		return fmt.Sprintf("%s-%d", yearEDTF(y), 21+seasonOf(m))
	case quarter:
		return fmt.Sprintf("%s-%d", yearEDTF(y), 33+(m-1)/3)
	case half:
		return fmt.Sprintf("%s-%d", yearEDTF(y), 40+(m-1)/6)
	case decade:
		return cut(yearEDTF(y), 1) + "X"
	case century:
		return cut(yearEDTF(y), 2) + "XX"
	case millennium:
		return cut(yearEDTF(y), 3) + "XXX"
	}
	return yearEDTF(y)
}

// seasons are the TIMEX3 codes in the order of the year.
var seasons = [...]string{"SP", "SU", "FA", "WI"}

// seasonOf returns the place in seasons of the season that begins with m.
func seasonOf(m time.Month) int { return int(m)/3 - 1 }

// daysEDTF returns the interval of days from (included) to (not included).
func daysEDTF(from, to time.Time) string {
	last := to.Add(-time.Nanosecond)
	return yearEDTF(from.Year()) + monthDay(from) + "/" + yearEDTF(last.Year()) + monthDay(last)
}

// monthDay writes the month and day of t, each after a hyphen: -05-29.
func monthDay(t time.Time) string {
	_, m, d := t.Date()
	return string([]byte{'-', '0' + byte(m)/10, '0' + byte(m)%10, '-', '0' + byte(d)/10, '0' + byte(d)%10})
}

// yearTimex writes an astronomical year as TIMEX3 does: 0 is BC0001.
func yearTimex(y int) string {
	if y <= 0 {
		return fmt.Sprintf("BC%04d", 1-y)
	}
	return fourDigits(y)
}

// fourDigits writes a year that is not below 0, with four digits at least.
func fourDigits(y int) string {
	if y >= 1000 {
		return strconv.Itoa(y)
	}
	return fmt.Sprintf("%04d", y)
}

// yearEDTF writes an astronomical year: 0 is 0000, before it -0001.
func yearEDTF(y int) string {
	if y < 0 {
		return fmt.Sprintf("-%04d", -y)
	}
	return fourDigits(y)
}

// cut takes n digits off the end of a year.
func cut(year string, n int) string { return year[:len(year)-n] }

// length is a stretch of time: so many units, with a count of 0 when it is vague ("several weeks").
type length struct {
	unit  grain
	count float64
}

// timex returns l as a TIMEX3 duration: P3W, PXW, PT2H.
func (l length) timex() string {
	unit := grains[l.unit]
	switch {
	case l.unit == year && l.count-math.Trunc(l.count) == 0.5 && l.count > 1:
		return fmt.Sprintf("P%.0fY6M", math.Trunc(l.count))
	case l.unit == year && l.count == 0.5:
		return "P6M"
	case l.unit == hour && l.count-math.Trunc(l.count) == 0.5 && l.count > 1:
		return fmt.Sprintf("PT%.0fH30M", math.Trunc(l.count))
	case l.unit == minute && l.count-math.Trunc(l.count) == 0.5 && l.count > 1:
		return fmt.Sprintf("PT%.0fM30S", math.Trunc(l.count))
	case l.unit == hour && l.count > 0 && l.count < 1:
		return fmt.Sprintf("PT%.0fM", l.count*60)
	case l.count == 0 && l.unit == decade:
		return "PXDE"
	case l.count == 0 && l.unit == century:
		return "PXC"
	}
	count := "X"
	if l.count > 0 {
		count = strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", l.count*float64(unit.times)), "0"), ".")
	}
	if letter, ok := strings.CutPrefix(unit.letter, "T"); ok {
		return "PT" + count + letter
	}
	return "P" + count + unit.letter
}
