package text

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Name is a proper name.
type Name struct {
	Span
	First, Last int // its tokens, both included
	Type        NameType
	Origin      Origin
}

// DateType is the TIMEX3 type of a time expression.
type DateType string

// The TIMEX3 types (TimeML 1.2.1).
const (
	DateTimex     DateType = "DATE"
	TimeTimex     DateType = "TIME"
	DurationTimex DateType = "DURATION"
	SetTimex      DateType = "SET"
)

// Date is a time expression with its place on the calendar.
type Date struct {
	Span
	First, Last int // its tokens, both included
	Type        DateType
	Value       string    // TIMEX3 value; empty when it has none without an anchor
	EDTF        string    // Extended Date/Time Format (ISO 8601-2:2019); empty when it has no place on the calendar
	From, To    time.Time // half-open interval in local time, written as UTC; both zero when not known
	Precision   string    // minute, hour, part-of-day, day, weekend, week, month, season, quarter, half-year, year, decade, century
	Anchored    string    // what a relative one was counted from: "published", "told" (the last date told), "nothing" (neither is known); empty for an absolute one
	Origin      Origin
}

// Day is a calendar day. The zero value means not known.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// Known reports whether d is a day.
func (d Day) Known() bool { return d.Year != 0 }

// String writes d as 2014-05-29, and nothing when it is not known.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time returns the first moment of d, in UTC.
func (d Day) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// ParseDay reads 2014-05-29, also at the head of a longer time stamp. It gives the zero Day for anything else.
func ParseDay(s string) Day {
	if len(s) < len(time.DateOnly) {
		return Day{}
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil || t.Year() == 0 {
		return Day{}
	}
	return Day{t.Year(), t.Month(), t.Day()}
}

// Place is a place name with its position on the map.
type Place struct {
	Span
	First, Last int    // its tokens, both included
	Name        string // as the gazetteer writes it
	Country     string // ISO 3166-1 alpha-2
	Admin1      string
	Admin2      string
	Lat, Lon    float64 // degrees, WGS 84; meaningful when Precision is set
	Gazetteer   string  // "geonames:3029162"; empty when not found
	Precision   string  // town, admin2, admin1, country, sea, region; in-town (in-admin2 …) when the position is that of Within; empty when none is known
	Within      string  // name of the place that a camp without a position of its own, or a part of a town, lies in
	Part        string  // what the words beside it say that it is whatever the act: home ("a man from Lyon", "Parisians"), origin, destination
	Origin      Origin
}

// Number is a figure that may be unknown. The zero value is unknown.
type Number struct {
	Value float64
	Known bool
}

// Just returns a known Number.
func Just(v float64) Number { return Number{v, true} }

// String writes n in decimal, and nothing when it is unknown.
func (n Number) String() string {
	if !n.Known {
		return ""
	}
	return strconv.FormatFloat(n.Value, 'f', -1, 64)
}

// MarshalJSON writes null for an unknown number.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Known || math.IsInf(n.Value, 0) || math.IsNaN(n.Value) {
		return []byte("null"), nil
	}
	return []byte(n.String()), nil
}

// UnmarshalJSON reads a number or null.
func (n *Number) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*n = Number{}
		return nil
	}
	v, err := strconv.ParseFloat(string(data), 64)
	*n = Number{v, err == nil}
	return err
}

// AmountKind tells counts of people and things from other figures.
type AmountKind string

// The kinds of amounts.
const (
	Count   AmountKind = "count"
	Percent AmountKind = "percent"
	Money   AmountKind = "money"
	Measure AmountKind = "measure" // of length, weight, time …
	Age     AmountKind = "age"
	Ordinal AmountKind = "ordinal"
)

// Amount is a number or a vague amount ("dozens") with its bounds.
type Amount struct {
	Span
	First, Last     int // its tokens, both included
	Kind            AmountKind
	Low, Best, High Number // High unknown: no upper bound ("at least eight")
	Qualifier       Span   // "at least", "around"; empty when there is none
	Of              int    // the token that is counted (the head noun); -1 when none is found
	Counted         Span   // what is counted, with its modifiers: "French police officers"; empty when none is found
	Adds            bool   // "12 more": on top of an earlier figure
	Origin          Origin
}

// ActorKind tells people from bodies.
type ActorKind string

// The kinds of actors.
const (
	Person       ActorKind = "person"
	Group        ActorKind = "group"
	Organisation ActorKind = "organisation"
	Country      ActorKind = "country"
)

// Actor is a mention of a person, a group of people or an organisation, named or not.
type Actor struct {
	Span
	First, Last int // its tokens, both included
	Head        int // its head token
	Kind        ActorKind
	Name        string // the name without role words; for an unnamed one its head noun with modifiers that classify
	Role        string // the words that say what the actor is: "local MP"; empty when none
	Country     string // ISO 3166-1 alpha-3 of nationality or allegiance
	Sector      string // PLOVER sector, such as COP, GOV, REF
	Class       string // for privacy: official, spokesperson, professional, private, victim, minor
	Amount      int    // index into Document.Amounts; -1 when not counted
	Same        int    // index into Document.Actors of the earlier mention it stands for; -1 when none
	Origin      Origin
}
