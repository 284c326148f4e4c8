// Package jsonl writes and reads readings as JSON Lines, schema dateline.reading/1. Inside the program a position is a
// byte; here, at its border, it is a Unicode code point, and the exact words stand beside it.
package jsonl

import "dateline/internal/text"

// Schema names the shape of a line.
const Schema = "dateline.reading/1"

// The types below are the lines' shape, field by field. Absent means not reported.

type reading struct {
	Schema    string     `json:"schema"`
	Report    report     `json:"report"`
	Body      *string    `json:"body,omitempty"`
	Accounts  []account  `json:"accounts"`
	Quotes    []quote    `json:"quotes"`
	Mentions  *mentions  `json:"mentions,omitempty"`
	Furniture [][2]int   `json:"furniture,omitempty"`
	Notes     []noteLine `json:"notes"`
}

type report struct {
	ID        string        `json:"id"`
	File      string        `json:"file,omitempty"`
	URL       string        `json:"url,omitempty"`
	Outlet    string        `json:"outlet,omitempty"`
	Title     string        `json:"title,omitempty"`
	Byline    []string      `json:"byline,omitempty"`
	Published string        `json:"published,omitempty"`
	Language  text.Language `json:"language,omitempty"`
	Truncated bool          `json:"truncated"`
	BodyChars int           `json:"body_chars"`
}

// words is a span with its words. Start and End are code points into the body.
type words struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type account struct {
	ID           string        `json:"id"`
	Act          string        `json:"act"`
	Trigger      words         `json:"trigger"`
	Also         []words       `json:"also,omitempty"`
	Realisation  string        `json:"realisation"`
	Shown        *words        `json:"shown_by,omitempty"`
	Negated      bool          `json:"negated"`
	Blame        string        `json:"blame,omitempty"`
	Blamed       *words        `json:"blame_shown_by,omitempty"`
	Participants []participant `json:"participants,omitempty"`
	When         *when         `json:"when,omitempty"`
	Where        []place       `json:"where,omitempty"`
	Harm         []harm        `json:"harm,omitempty"`
	SaidBy       []source      `json:"said_by,omitempty"`
	Codes        []code        `json:"codes,omitempty"`
	Sentence     int           `json:"sentence"`
	Background   bool          `json:"background"`
	Confidence   float64       `json:"confidence"`
	Origin       text.Origin   `json:"origin"`
}

type participant struct {
	Role string `json:"role"`
	words
	Name    string      `json:"name,omitempty"`
	Country string      `json:"country,omitempty"`
	Sector  string      `json:"sector,omitempty"`
	Class   string      `json:"class,omitempty"`
	Amount  *figure     `json:"amount,omitempty"`
	Origin  text.Origin `json:"origin,omitzero"`
}

type figure struct {
	words
	Low       text.Number `json:"low"`
	Best      text.Number `json:"best"`
	High      text.Number `json:"high"`
	Kind      string      `json:"kind,omitempty"`
	Of        string      `json:"of,omitempty"`
	Qualifier string      `json:"qualifier,omitempty"`
	Adds      bool        `json:"adds,omitempty"`
	Origin    text.Origin `json:"origin,omitzero"`
}

type when struct {
	words
	Type      string      `json:"type,omitempty"`
	Value     string      `json:"value,omitempty"`
	EDTF      string      `json:"edtf,omitempty"`
	From      string      `json:"from,omitempty"`
	To        string      `json:"to,omitempty"`
	Precision string      `json:"precision,omitempty"`
	Anchored  string      `json:"anchored,omitempty"`
	Origin    text.Origin `json:"origin,omitzero"`
}

type place struct {
	Role string `json:"role,omitempty"`
	words
	Name      string      `json:"name,omitempty"`
	Country   string      `json:"country,omitempty"`
	Admin1    string      `json:"admin1,omitempty"`
	Admin2    string      `json:"admin2,omitempty"`
	Lat       *float64    `json:"lat,omitempty"`
	Lon       *float64    `json:"lon,omitempty"`
	Gazetteer string      `json:"gazetteer,omitempty"`
	Precision string      `json:"precision,omitempty"`
	Within    string      `json:"within,omitempty"`
	Origin    text.Origin `json:"origin,omitzero"`
}

type harm struct {
	Kind string `json:"kind"`
	Of   string `json:"of,omitempty"`
	words
	Low       text.Number `json:"low"`
	Best      text.Number `json:"best"`
	High      text.Number `json:"high"`
	Qualifier string      `json:"qualifier,omitempty"`
	Things    bool        `json:"things"`
	Total     bool        `json:"total,omitempty"`
	Origin    text.Origin `json:"origin,omitzero"`
}

type source struct {
	words
	Kind string `json:"kind,omitempty"`
	Cue  string `json:"cue,omitempty"`
}

type code struct {
	Scheme   string   `json:"scheme"`
	Version  string   `json:"version"`
	Code     string   `json:"code"`
	Under    string   `json:"under,omitempty"`
	Mode     string   `json:"mode,omitempty"`
	Contexts []string `json:"contexts,omitempty"`
	Grade    string   `json:"grade"`
	Note     string   `json:"note,omitempty"`
}

type quote struct {
	Speaker *speaker `json:"speaker,omitempty"`
	Cue     *words   `json:"cue,omitempty"`
	Direct  bool     `json:"direct"`
	words
	Origin text.Origin `json:"origin,omitzero"`
}

type speaker struct {
	words
	Name string `json:"name,omitempty"`
	Role string `json:"role,omitempty"`
}

type mentions struct {
	Names   []name   `json:"names"`
	Dates   []when   `json:"dates"`
	Places  []place  `json:"places"`
	Amounts []figure `json:"amounts"`
	Actors  []actor  `json:"actors"`
}

type name struct {
	words
	Type    string `json:"type"`
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
}

type actor struct {
	words
	Kind    string `json:"kind,omitempty"`
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"`
	Country string `json:"country,omitempty"`
	Sector  string `json:"sector,omitempty"`
	Class   string `json:"class,omitempty"`
	Same    *words `json:"same,omitempty"` // the mention that it stands for
}

// noteLine is a note; one without words concerns the whole report.
type noteLine struct {
	Reason string `json:"reason"`
	Detail string `json:"detail,omitempty"`
	// as in words; an embedded *words could be written, but not read
	Text  *string `json:"text,omitempty"`
	Start *int    `json:"start,omitempty"`
	End   *int    `json:"end,omitempty"`
}
