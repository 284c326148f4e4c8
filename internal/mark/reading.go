package mark

import "cmp"

// Schema names the form of a reading.
const Schema = "dateline.reading/1"

// Reading is a reading as it is exchanged: positions are Unicode code points of Body.
type Reading struct {
	Schema   string     `json:"schema"`
	Report   Report     `json:"report"`
	Body     string     `json:"body"`
	Accounts []*Account `json:"accounts"`
	Quotes   []Quote    `json:"quotes"`
	Mentions Mentions   `json:"mentions"`
	Notes    []Note     `json:"notes,omitempty"`
}

// Report is what is known about a report beyond its words.
type Report struct {
	ID        string   `json:"id"`
	File      string   `json:"file"`
	Outlet    string   `json:"outlet,omitempty"`
	Title     string   `json:"title,omitempty"`
	Byline    []string `json:"byline,omitempty"`
	Published string   `json:"published,omitempty"`
	Language  string   `json:"language"`
	Truncated bool     `json:"truncated"`
	BodyChars int      `json:"body_chars"`
}

// Span is a part of the body with its words. The zero Span is nowhere.
type Span struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// compare orders spans by start, the longer first.
func (s Span) compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End))
}

// holds reports whether t lies in s.
func (s Span) holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Mentions are the names, dates, places and amounts of a report.
type Mentions struct {
	Names   []Name   `json:"names"`
	Dates   []Date   `json:"dates"`
	Places  []Place  `json:"places"`
	Amounts []Amount `json:"amounts"`
}

// Name is a proper name.
type Name struct {
	Span
	Type    string `json:"type"`
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
}

// Date is a time expression.
type Date struct {
	Span
	Type string `json:"type"`
	Time
}

// Time is a place on the calendar. From and To bound a half-open interval in local time; both are empty when the words
// leave its borders open.
type Time struct {
	Value     string `json:"value,omitempty"` // TIMEX3
	EDTF      string `json:"edtf,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Precision string `json:"precision,omitempty"`
}

// Place is a place name with its position.
type Place struct {
	Role string `json:"role,omitempty"` // scene, origin or destination of an account
	Span
	Name      string   `json:"name,omitempty"`
	Country   string   `json:"country,omitempty"`
	Admin1    string   `json:"admin1,omitempty"`
	Lat       *float64 `json:"lat,omitempty"`
	Lon       *float64 `json:"lon,omitempty"`
	Precision string   `json:"precision,omitempty"`
}

// Bounds are the lowest, the best and the highest reading of a number; nil is unknown.
type Bounds struct {
	Low  *float64 `json:"low"`
	Best *float64 `json:"best"`
	High *float64 `json:"high"`
}

// Amount is a number or a vague amount.
type Amount struct {
	Span
	Bounds
	Of        string `json:"of,omitempty"`
	Qualifier string `json:"qualifier,omitempty"`
}

// Account is one telling of one event.
type Account struct {
	ID           string        `json:"id"`
	Act          string        `json:"act"`
	Trigger      Span          `json:"trigger"`
	Also         []Span        `json:"also,omitempty"`
	Realisation  string        `json:"realisation"`
	Negated      bool          `json:"negated"`
	Participants []Participant `json:"participants,omitempty"`
	When         *When         `json:"when,omitempty"`
	Where        []Place       `json:"where,omitempty"`
	Harm         []Harm        `json:"harm,omitempty"`
	SaidBy       []Source      `json:"said_by,omitempty"`
	Background   bool          `json:"background"`
}

// Participant is somebody who plays a part in an account.
type Participant struct {
	Role string `json:"role"`
	Span
	Name    string  `json:"name,omitempty"`
	Country string  `json:"country,omitempty"`
	Sector  string  `json:"sector,omitempty"`
	Class   string  `json:"class,omitempty"`
	Amount  *Amount `json:"amount,omitempty"`
}

// When is the time of an account.
type When struct {
	Span
	Time
}

// Harm is a counted consequence of an account.
type Harm struct {
	Kind string `json:"kind"`
	Of   string `json:"of,omitempty"`
	Span
	Bounds
	Qualifier string `json:"qualifier,omitempty"`
	Things    bool   `json:"things"`
	Total     bool   `json:"total,omitempty"`
}

// Source is one link of the chain of those who say so.
type Source struct {
	Span
	Kind string `json:"kind"`
	Cue  string `json:"cue,omitempty"`
}

// Quote is words that somebody is reported to have said.
type Quote struct {
	Speaker *Speaker `json:"speaker,omitempty"`
	Cue     *Span    `json:"cue,omitempty"`
	Direct  bool     `json:"direct"`
	Span
}

// Speaker is who says a quote.
type Speaker struct {
	Span
	Name string `json:"name,omitempty"`
	Role string `json:"role,omitempty"`
}

// Note tells what the person who marked the report doubts.
type Note struct {
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	Span
}
