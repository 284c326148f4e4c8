package when

// finish sets what follows from the keys of a piece once all are filled.
func (p *piece) finish() {
	if !p.moved {
		return
	}
	p.has &^= lengthSlot
	switch p.unit {
	case second, minute, hour:
		p.has |= clockSlot | daySlot | monthSlot | yearSlot
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
	case p.has&daySlot != 0 && !p.moved:
		return p.day >= 1 && (p.has&monthSlot == 0 || p.month >= 1 && p.day <= longest[p.month])
	case p.has&yearSlot != 0 && !p.moved:
		return p.year >= 1 && p.year <= 9999
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
	if p.drop || q.drop || p.timex != "" || q.timex != "" || p.has&q.has != 0 || p.moved && q.moved || p.closes || q.closes || p.untilDay+p.untilYear+q.untilYear > 0 {
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
