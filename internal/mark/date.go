package mark

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// calendar is the form of a TIMEX3 value with a place on the calendar that is written without a further hint.
var calendar = regexp.MustCompile(`^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d))?|T(MO|AF|EV|NI|DT))?)?)?$`)

// week is the form of a week or a weekend.
var week = regexp.MustCompile(`^(\d{4})-W(\d\d)(-WE)?$`)

// season is the form of a season.
var season = regexp.MustCompile(`^(\d{4})-(SP|SU|FA|WI)$`)

// seasons maps TIMEX3 seasons to EDTF's.
var seasons = map[string]string{"SP": "21", "SU": "22", "FA": "23", "WI": "24"}

// stamp is how a border of an interval is written.
const stamp = "2006-01-02T15:04:05"

// time gives a TIMEX3 value its place on the calendar; edtf=, from= and to= on the line take precedence. Parts of the
// day and seasons have no borders: nobody agrees where a morning ends.
func (c *compiler) time(value string, f *fields) Time {
	t := Time{Value: value}
	if m := calendar.FindStringSubmatch(value); m != nil {
		c.onCalendar(&t, m)
	} else if m := week.FindStringSubmatch(value); m != nil {
		t.inWeek(m)
	} else if m := season.FindStringSubmatch(value); m != nil {
		t.EDTF, t.Precision = m[1]+"-"+seasons[m[2]], "season"
	} else if len(value) == 3 && value[0] != 'P' {
		t.decade(value)
	}
	for key, field := range map[string]*string{"edtf": &t.EDTF, "from": &t.From, "to": &t.To, "precision": &t.Precision} {
		if given := f.get(key); given != "" {
			*field = given
		}
	}
	return t
}

// onCalendar fills t from the parts of a calendar value: year, month, day, hour, minute, part of day.
func (c *compiler) onCalendar(t *Time, parts []string) {
	number := func(i, otherwise int) int {
		if parts[i] == "" {
			return otherwise
		}
		n, _ := strconv.Atoi(parts[i])
		return n
	}
	from := time.Date(number(1, 0), time.Month(number(2, 1)), number(3, 1), number(4, 0), number(5, 0), 0, 0, time.UTC)
	if from.Day() != number(3, 1) || from.Hour() != number(4, 0) {
		c.wrong("there is no %s on the calendar", t.Value)
	}
	t.EDTF = t.Value
	var to time.Time
	switch {
	case parts[6] != "":
		t.EDTF, t.Precision = t.Value[:len(time.DateOnly)], "part-of-day"
		return
	case parts[5] != "":
		to, t.Precision = from.Add(time.Minute), "minute"
	case parts[4] != "":
		to, t.Precision = from.Add(time.Hour), "hour"
	case parts[3] != "":
		to, t.Precision = from.AddDate(0, 0, 1), "day"
	case parts[2] != "":
		to, t.Precision = from.AddDate(0, 1, 0), "month"
	default:
		to, t.Precision = from.AddDate(1, 0, 0), "year"
	}
	t.From, t.To = from.Format(stamp), to.Format(stamp)
}

// inWeek fills t from a week (Monday to Sunday) or a weekend (Saturday and Sunday).
func (t *Time) inWeek(parts []string) {
	year, _ := strconv.Atoi(parts[1])
	number, _ := strconv.Atoi(parts[2])
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+(number-1)*7)
	from, to := monday, monday.AddDate(0, 0, 7)
	if parts[3] != "" {
		from = monday.AddDate(0, 0, 5)
	}
	t.EDTF = from.Format(time.DateOnly) + "/" + to.AddDate(0, 0, -1).Format(time.DateOnly)
	t.From, t.To, t.Precision = from.Format(stamp), to.Format(stamp), "week"
}

// decade fills t from the first three digits of a year.
func (t *Time) decade(value string) {
	first, err := strconv.Atoi(strings.TrimSuffix(value, "X") + "0")
	if err != nil {
		return
	}
	from := time.Date(first, time.January, 1, 0, 0, 0, 0, time.UTC)
	t.EDTF, t.Precision = value+"X", "decade"
	t.From, t.To = from.Format(stamp), from.AddDate(10, 0, 0).Format(stamp)
}
