package when

import (
	"fmt"
	"math"
	"time"
)

// place puts p on the calendar. It says what it was counted from.
func (p *piece) place(a anchors) (v value, anchored string) {
	if p.dayless() {
		v, anchored = p.toldDay(a)
	} else {
		v, anchored = p.placeDate(a)
		v = p.whole(v)
	}
	switch {
	case p.has&clockSlot != 0:
		return p.clockOn(v), anchored
	case p.has&partSlot != 0:
		return p.partOn(v), anchored
	}
	return v, anchored
}

// whole returns the unit that holds v, where p means that: the week of 6 March.
func (p *piece) whole(v value) value {
	if p.within == noGrain || !v.dated() {
		return v
	}
	return value{grain: p.within, from: p.within.begin(v.from)}
}

// dayless reports whether p is a time of the day alone.
func (p *piece) dayless() bool { return p.has&datedSlots&^(clockSlot|partSlot) == 0 }

// toldDay returns the last day told, for a time of the day without a day of its own; in the past tense one that had come when the report was
// published: they are due in court on Friday; they had called at 2.40 a.m.
func (p *piece) toldDay(a anchors) (value, string) {
	told := a.told
	if told.grain > day && a.toldDay.dated() {
		told = a.toldDay // "left on Thursday over the cuts announced in January. At 10 p.m. …"
	}
	if a.direction < 0 && a.ahead(told) {
		if told = a.pastDay; !told.dated() {
			return value{grain: day, from: a.published}, fromPublished
		}
	}
	if told.dated() && told.grain <= day {
		return value{grain: day, from: day.begin(told.from)}, fromTold
	}
	return value{grain: day, pattern: "XXXX-XX-XX"}, absolute
}

// clockOn returns the hour and minute of p on a day.
func (p *piece) clockOn(v value) value {
	g := minute
	if p.minute == 0 {
		g = hour
	}
	if !v.dated() {
		return value{grain: g, pattern: fmt.Sprintf("%sT%02d:%02d", v.pattern, p.hour, p.minute)}
	}
	from := v.from.Add(time.Duration(p.hour)*time.Hour + time.Duration(p.minute)*time.Minute)
	return value{grain: g, from: from}
}

// partOn returns the part of the day of p on a day.
func (p *piece) partOn(v value) value {
	if !v.dated() {
		return value{grain: part, part: p.part, pattern: v.pattern + "T" + partTimex(p.part)}
	}
	return value{grain: part, part: p.part, from: v.from}
}

// placeDate places all of p but the time of the day.
func (p *piece) placeDate(a anchors) (value, string) {
	if v := a.quarterOf(p); v.dated() {
		return v, fromTold
	}
	if p.moved {
		return p.placeMoved(a)
	}
	if p.has&yearSlot != 0 {
		return p.inYear(p.year), absolute
	}
	switch {
	case p.has&(decadeSlot|centurySlot) != 0:
		return p.placeYears(), absolute
	case p.has&monthSlot != 0, p.has&(seasonSlot|quarterSlot|halfSlot) != 0:
		return p.placeInSomeYear(a)
	case p.has&weekdaySlot != 0:
		return p.placeWeekday(a)
	case p.has&daySlot != 0:
		return p.placeDayOfMonth(a)
	}
	return value{}, absolute
}

// placeDayOfMonth places a day of the month last told, else of the last month that has begun with it: the 20th.
func (p *piece) placeDayOfMonth(a anchors) (value, string) {
	base, anchored := a.told.from, fromTold
	if !a.told.dated() || a.told.grain > month {
		base, anchored = a.published, fromPublished
	}
	if base.IsZero() {
		return value{grain: day, pattern: fmt.Sprintf("XXXX-XX-%02d", p.day)}, absolute
	}
	t := month.begin(base)
	if anchored == fromPublished && p.day > base.Day() {
		t = month.add(t, -1)
	}
	return value{grain: day, from: t.AddDate(0, 0, p.day-1)}, anchored
}

// placeYears places a decade or a century. A decade of two digits is of the last century, but for the tens and twenties.
func (p *piece) placeYears() value {
	y, g := p.year, century
	if p.has&decadeSlot != 0 {
		g = decade
		switch {
		case y < 30:
			y += 2000
		case y < 100:
			y += 1900
		}
	}
	return value{grain: g, from: g.begin(date(p.signed(y), 1, 1))}
}

// signed returns the astronomical year: 1 BC is 0.
func (p *piece) signed(y int) int {
	if p.bc {
		return 1 - y
	}
	return y
}

// inYear places p in a year that is known.
func (p *piece) inYear(y int) value {
	y = p.signed(y)
	switch {
	case p.feast:
		return value{grain: day, from: easter(y).AddDate(0, 0, p.easter)}
	case p.has&daySlot != 0:
		v := value{grain: day, from: date(y, time.Month(p.month), p.day)}
		if v.from.Day() != p.day { // 29 February of a common year
			return value{grain: day, pattern: p.pattern()}
		}
		return v
	case p.has&monthSlot != 0 && p.rank != 0 && p.weekday > 0:
		return rankedWeekday(date(y, time.Month(p.month), 1), p.weekday, p.rank)
	case p.has&monthSlot != 0:
		return value{grain: month, from: date(y, time.Month(p.month), 1)}
	case p.has&seasonSlot != 0:
		return value{grain: season, from: date(y, time.Month(3*p.season), 1)}
	case p.has&quarterSlot != 0:
		return value{grain: quarter, from: date(y, time.Month(3*p.quarter-2), 1)}
	case p.has&halfSlot != 0:
		return value{grain: half, from: date(y, time.Month(6*p.half-5), 1)}
	}
	return value{grain: year, from: date(y, 1, 1)}
}

// rankedWeekday returns the first, second … Monday of the month that begins with first.
func rankedWeekday(first time.Time, weekday, rank int) value {
	if rank < 0 { // the last of the month
		last := first.AddDate(0, 1, -1)
		return value{grain: day, from: last.AddDate(0, 0, -mod(isoWeekday(last)-weekday, 7))}
	}
	ahead := mod(weekday-isoWeekday(first), 7)
	return value{grain: day, from: first.AddDate(0, 0, ahead+7*(rank-1))}
}

// placeMoved places what is so many units from its base: yesterday, three weeks ago, Thursday of last week, March last year.
func (p *piece) placeMoved(a anchors) (value, string) {
	base, anchored := a.base(p)
	steps, unit := p.steps()
	switch {
	case p.vague:
		return value{pattern: length{unit: p.unit}.timex()}, absolute
	case base.IsZero():
		return value{grain: unit, pattern: p.pattern()}, absolute
	}
	t := unit.begin(unit.add(base, steps))
	switch {
	case unit == weekend:
		return value{grain: weekend, from: p.weekendFrom(base, a.direction)}, anchored
	case unit == week && p.has&weekdaySlot != 0:
		return value{grain: day, from: t.AddDate(0, 0, p.weekday-1)}, anchored
	case unit == year:
		return p.inYear(t.Year()), anchored
	case unit == season && p.season > 0:
		return p.inYear(t.Year()), anchored
	}
	return value{grain: unit, from: t}, anchored
}

// weekendFrom returns the Saturday of last weekend, this weekend, next weekend; near says the last or the coming one, by the tense.
func (p *piece) weekendFrom(base time.Time, direction int) time.Time {
	saturday := week.begin(base).AddDate(0, 0, 5)
	switch {
	case p.near && direction < 0 && base.Before(saturday):
		return saturday.AddDate(0, 0, -7)
	case p.shift < 0:
		return saturday.AddDate(0, 0, -7*max(1, int(p.count)))
	case p.shift > 0 && !base.Before(saturday):
		return saturday.AddDate(0, 0, 7)
	}
	return saturday
}

// steps returns how far p is from its base: a broken count in the next finer unit.
func (p *piece) steps() (n int, unit grain) {
	count, unit := p.count, p.unit
	if count != math.Trunc(count) {
		switch unit {
		case year:
			count, unit = count*12, month
		case week:
			count, unit = count*7, day
		case decade, century:
			count, unit = count*float64(grains[unit].times), year
		}
	}
	return p.shift * int(math.Round(count)), unit
}

// placeInSomeYear finds the year of a month, a day of a month, a season, a quarter or a half-year.
func (p *piece) placeInSomeYear(a anchors) (value, string) {
	base, anchored := a.base(p)
	if base.IsZero() {
		return value{grain: p.finest(), pattern: p.pattern()}, absolute
	}
	before, after := p.around(base)
	switch {
	case p.forced && p.toward < 0:
		return before, anchored
	case p.forced && p.toward > 0:
		return after, anchored
	case p.forced:
		return p.inYear(base.Year()), anchored
	}
	if a.sure == certain && anchored == fromPublished {
		return map[bool]value{true: before, false: after}[a.direction < 0], anchored
	}
	if same := p.holding(base); same.dated() {
		return same, anchored
	}
	if anchored == fromTold {
		return p.onFrom(base, after), anchored
	}
	direction := a.direction
	if a.sure == unsure || p.has&(quarterSlot|halfSlot) != 0 && direction > 0 {
		direction = 0
	}
	return p.likelier(before, after, base, direction), anchored
}

// around returns the last p that ends before base and the next that begins after it.
func (p *piece) around(base time.Time) (before, after value) {
	reach := 1
	if p.month == 2 && p.day == 29 {
		reach = 8 // around 1900 there are eight years without it
	}
	for y := base.Year() - reach; y <= base.Year()+reach; y++ {
		v := p.inYear(y)
		if _, to := v.bounds(); v.dated() && !to.After(base) {
			before = v
		}
		if v.from.After(base) && !after.dated() {
			after = v
		}
	}
	return before, after
}

// holding returns the p that base lies in, not dated if there is none.
func (p *piece) holding(base time.Time) value {
	for y := base.Year() - 1; y <= base.Year(); y++ {
		v := p.inYear(y)
		if from, to := v.bounds(); !base.Before(from) && base.Before(to) {
			return v
		}
	}
	return value{}
}

// near is how many days off the other side of base must be at the most to be taken against the tense: a bill passed in
// November on a day in December tells of the coming one.
const near = 75

// soonAfter is how many days after the last date told a date of the next year may lie: in January, after December was told.
const soonAfter = 120

// onFrom returns p in the year of the last date told, or in the next year where that is much nearer.
func (p *piece) onFrom(told time.Time, after value) value {
	same := p.inYear(told.Year())
	if same.from.Before(told) && after.from.Sub(told).Hours()/24 <= soonAfter && told.Sub(same.from).Hours()/24 > 2*soonAfter {
		return after
	}
	return same
}

// likelier chooses between the last and the next: by weekday where one is told, else by tense, else the nearer one.
func (p *piece) likelier(before, after value, base time.Time, direction int) value {
	_, end := before.bounds()
	back, on := base.Sub(end).Hours()/24, after.from.Sub(base).Hours()/24
	if p.weekday > 0 && p.has&daySlot != 0 {
		if isBefore, isAfter := isoWeekday(before.from) == p.weekday, isoWeekday(after.from) == p.weekday; isBefore != isAfter {
			direction, back, on = map[bool]int{true: -1, false: 1}[isBefore], near+1, near+1
		}
	}
	switch {
	case direction < 0 && (on > near || p.has&daySlot == 0 || back < on):
		return before
	case direction > 0 && (back > near || p.has&daySlot == 0 || on < back):
		return after
	case back <= on:
		return before
	}
	return after
}

// placeWeekday finds the day of a weekday.
func (p *piece) placeWeekday(a anchors) (value, string) {
	base, anchored := a.base(p)
	if base.IsZero() {
		return value{grain: day, pattern: p.pattern()}, absolute
	}
	direction := a.direction
	if anchored == fromTold {
		direction = 1
	}
	back, on := mod(isoWeekday(base)-p.weekday, 7), mod(p.weekday-isoWeekday(base), 7)
	switch {
	case p.forced && p.toward < 0:
		on, direction = 0, -1
		if back == 0 {
			back = 7
		}
	case p.forced && p.toward > 0:
		direction = 1
		if on == 0 {
			on = 7
		}
	case p.forced: // this Sunday
		direction = map[bool]int{true: -1, false: 1}[back <= on]
	}
	if direction > 0 {
		return value{grain: day, from: day.begin(base).AddDate(0, 0, on)}, anchored
	}
	return value{grain: day, from: day.begin(base).AddDate(0, 0, -back)}, anchored
}

// finest returns the finest unit of the date that p tells.
func (p *piece) finest() grain {
	for _, s := range []struct {
		slot  slot
		grain grain
	}{{daySlot | weekdaySlot, day}, {monthSlot, month}, {seasonSlot, season}, {quarterSlot, quarter}, {halfSlot, half}} {
		if p.has&s.slot != 0 {
			return s.grain
		}
	}
	return p.unit
}

// pattern returns the TIMEX3 value of what p tells when there is nothing to count from: X stands for what is not known.
func (p *piece) pattern() string {
	switch {
	case p.has&weekdaySlot != 0 && p.has&daySlot == 0:
		return fmt.Sprintf("XXXX-WXX-%d", p.weekday)
	case p.feast:
		return "XXXX-XX-XX"
	case p.month > 0 && p.day > 0:
		return fmt.Sprintf("XXXX-%02d-%02d", p.month, p.day)
	case p.month > 0:
		return fmt.Sprintf("XXXX-%02d", p.month)
	case p.season > 0:
		return "XXXX-" + seasons[p.season-1]
	case p.quarter > 0:
		return fmt.Sprintf("XXXX-Q%d", p.quarter)
	case p.half > 0:
		return fmt.Sprintf("XXXX-H%d", p.half)
	}
	switch p.unit {
	case part, day:
		return "XXXX-XX-XX"
	case week:
		return "XXXX-WXX"
	case weekend:
		return "XXXX-WXX-WE"
	case month:
		return "XXXX-XX"
	case quarter:
		return "XXXX-QX"
	case half:
		return "XXXX-HX"
	case decade:
		return "XXX"
	case century, millennium:
		return "XX"
	}
	return "XXXX"
}
