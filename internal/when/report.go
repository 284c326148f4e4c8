package when

import (
	"fmt"
	"strings"

	"dateline/internal/text"
)

// date returns p as it is reported, and its value.
func (p *piece) date(d *text.Document, a anchors) (text.Date, value) {
	date := text.Date{Span: d.Cover(p.first, p.last), First: p.first, Last: p.last, Origin: p.origin}
	switch {
	case p.timex != "":
		date.Type, date.Value = or(p.kind, text.SetTimex), p.timex
		return date, value{}
	case p.has&refSlot != 0:
		date.Type, date.Value = text.DateTimex, p.ref
		return date, value{}
	case p.has&setSlot != 0:
		date.Type, date.Value = text.SetTimex, p.set()
		return date, value{}
	case p.has&lengthSlot != 0:
		return p.stretch(date, a), value{}
	}
	v, anchored := p.place(a)
	from, to := v.bounds()
	date.Value, date.EDTF, date.From, date.To, date.Precision, date.Anchored = v.timex(), v.edtf(), from, to, v.grain.String(), anchored
	if !v.dated() && !p.vague {
		date.Anchored = fromNothing
	}
	p.extend(&date, v)
	p.addZone(&date)
	date.Type = text.DateTimex
	if p.has&(clockSlot|partSlot) != 0 && v.grain <= part {
		date.Type = text.TimeTimex
	}
	date.Type = or(p.kind, date.Type)
	if p.mod == "APPROX" && v.dated() && v.grain >= day && !strings.Contains(date.EDTF, "/") {
		date.EDTF += "~" // EDTF has this mark for dates only, not for times of the day
	}
	return date, v
}

// addZone adds the offset from universal time to a time of the day. Its TIMEX3 value has that of universal time alone: local
// times are told there as the words tell them.
func (p *piece) addZone(date *text.Date) {
	if p.zone == "" || p.has&clockSlot == 0 {
		return
	}
	if p.zone == universal {
		date.Value += universal
	}
	if date.EDTF != "" {
		date.EDTF += p.zone
	}
}

// universal is the offset of universal time as ISO 8601 writes it.
const universal = "Z"

// extend makes a date that opens an interval reach to its end: 9 to 10 June. Its value stays that of its own words.
func (p *piece) extend(date *text.Date, v value) {
	if v.dated() && p.untilWeekday > 0 {
		date.To = date.From.AddDate(0, 0, mod(p.untilWeekday-isoWeekday(v.from), 7)+1)
		date.EDTF = daysEDTF(date.From, date.To)
		return
	}
	if !v.dated() || p.apart || p.untilDay+p.untilMonth+p.untilYear == 0 {
		return
	}
	last := p.end()
	end := last.inYear(max(last.year, v.from.Year()))
	if _, to := end.bounds(); to.After(date.To) {
		date.To = to
		date.EDTF += "/" + end.edtf()
	}
}

// end returns the other end of an interval that p opens, or the other day that it tells.
func (p *piece) end() piece {
	end := *p
	end.untilYear, end.untilMonth, end.untilDay, end.untilWeekday, end.closes = 0, 0, 0, 0, true
	end.has &^= modSlot
	switch {
	case p.untilYear > 0 && p.untilYear < 100: // 2009-10
		end.year = p.year - mod(p.year, 100) + p.untilYear
	case p.untilYear > 0:
		end.year = p.untilYear
	}
	if p.untilCount > 0 {
		end.count, end.untilCount = float64(p.untilCount), 0
	}
	if p.untilWeekday > 0 {
		end.weekday, end.told, end.forced, end.toward = p.untilWeekday, true, true, 1
	}
	if p.untilMonth > 0 {
		end.month = p.untilMonth
	}
	if p.untilDay > 0 {
		end.day = p.untilDay
	}
	return end
}

// set returns the TIMEX3 value of what comes again and again.
func (p *piece) set() string {
	switch {
	case p.has&weekdaySlot != 0 && p.has&partSlot != 0:
		return fmt.Sprintf("XXXX-WXX-%dT%s", p.weekday, partTimex(p.part))
	case p.has&(weekdaySlot|monthSlot|seasonSlot) != 0:
		return p.pattern()
	case p.has&partSlot != 0:
		return "XXXX-XX-XXT" + partTimex(p.part)
	case p.unit == weekend && p.count <= 1 && !p.vague:
		return p.pattern()
	}
	return p.length().timex()
}

func (p *piece) length() length {
	if p.vague {
		return length{unit: p.unit}
	}
	return length{p.unit, p.count}
}

// stretch completes a duration; the last three months and the next two weeks have their place on the calendar.
func (p *piece) stretch(date text.Date, a anchors) text.Date {
	date.Type, date.Value = or(p.kind, text.DurationTimex), p.length().timex()
	if !p.forced || p.toward == 0 || p.vague || a.published.IsZero() || p.unit <= hour {
		return date
	}
	steps, unit := (&piece{unit: p.unit, count: p.count, shift: p.toward}).steps()
	date.From, date.To = a.published, unit.add(a.published, steps)
	if p.toward < 0 {
		date.From, date.To = date.To, date.From
	}
	date.EDTF, date.Precision, date.Anchored = daysEDTF(date.From, date.To), p.unit.String(), fromPublished
	return date
}
