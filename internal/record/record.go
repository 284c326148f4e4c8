// Package record is the vocabulary of what is written down about a report: accounts, participants, harm, quotes and the
// reading that holds them. It holds no logic. Positions are byte spans of the report's body; package jsonl turns them
// into Unicode code points at the border of the program.
package record

import "dateline/internal/text"

// Reading is everything found in one report.
type Reading struct {
	Report    text.Report
	Language  text.Language
	Body      string
	Names     []text.Name
	Dates     []text.Date
	Places    []text.Place
	Amounts   []text.Amount
	Actors    []text.Actor
	Accounts  []Account
	Quotes    []Quote
	Furniture []text.Span // parts of the raw text that are no part of the body, as spans of the raw text
	Notes     []Note
}

// Account is one report's telling of one event.
type Account struct {
	ID           string // stable for the same body: act and position of the trigger
	Act          string // an entry of the codebook
	Trigger      text.Span
	Also         []text.Span // triggers of the other tellings of the same account
	Realisation  Realisation
	Shown        text.Span // the words that show a realisation other than happened
	Negated      bool
	Blame        Blame     // how sure the report is of who did it; empty where nobody is named or nobody is to blame
	Blamed       text.Span // the words that show a blame other than fact
	Participants []Participant
	When         When
	Where        []Where
	Harm         []Harm
	SaidBy       []Source // innermost speaker first; the outlet, which always says so, is left out
	Codes        []Code   // in the schemes of others, in order of scheme
	Sentence     int      // number of the sentence of the trigger, from 0
	Background   bool     // told as background of another event
	Confidence   float64  // 0 to 1
	Origin       text.Origin
}

// Realisation says whether an act took place.
type Realisation string

// The realisations of the codebook.
const (
	Happened     Realisation = "happened"
	Ongoing      Realisation = "ongoing"
	Attempted    Realisation = "attempted"
	Planned      Realisation = "planned"
	Ordered      Realisation = "ordered"
	Demanded     Realisation = "demanded"
	Threatened   Realisation = "threatened"
	Denied       Realisation = "denied"
	Hypothetical Realisation = "hypothetical"
)

// Blame says how sure a report is of who did an act of violence.
type Blame string

// The levels of blame of the codebook.
const (
	Fact      Blame = "fact"      // told in the outlet's own voice
	Admitted  Blame = "admitted"  // by the doer's own words
	Accused   Blame = "accused"   // by authorities: police, prosecutors, a government
	Suspected Blame = "suspected" // held for the doer, or said to be
	Possible  Blame = "possible"  // one who may have done it
)

// Role is the part that somebody plays in an account.
type Role string

// The roles of the codebook.
const (
	Initiator   Role = "initiator"
	Target      Role = "target"
	Intervener  Role = "intervener"
	Bystander   Role = "bystander"
	Beneficiary Role = "beneficiary"
	Instrument  Role = "instrument-holder"
)

// Participant is somebody, or something, that plays a part in an account.
type Participant struct {
	text.Span
	Role    Role
	Name    string
	Country string      // ISO 3166-1 alpha-3
	Sector  string      // PLOVER sector
	Class   string      // for privacy
	Amount  text.Amount // its Span is empty when it is not counted
	Origin  text.Origin
}

// When is the time of an account. Its Span is empty when no words tell the time.
type When struct {
	text.Date
}

// Where is one place of an account.
type Where struct {
	text.Place
	Role string // scene, origin, destination
}

// Harm is a counted consequence of an account: one kind, one group of people or things.
type Harm struct {
	text.Span
	Kind            string // dead, injured, missing, rescued, arrested, detained, displaced, deported, ill, destroyed
	Of              string // of whom or of what, in the report's words
	Low, Best, High text.Number
	Qualifier       string // "at least", in the report's words
	Things          bool   // of things rather than people
	Total           bool   // a summary over several events ("eight this year"), never added
	Origin          text.Origin
}

// Source is one link of the chain of those who say so.
type Source struct {
	text.Span
	Kind string // person, organisation, group, outlet
	Cue  string // "said", "reports", "according to"
}

// Code is what an account is in a scheme that others use.
type Code struct {
	Scheme   string // PLOVER, CAMEO, ACLED …
	Version  string
	Code     string // empty when no code fits
	Under    string // the heading that Code stands under in its scheme, such as ACLED's event type; empty when there is none
	Mode     string
	Contexts []string
	Grade    string // exact, broader, narrower, none
	Note     string // the reason, when the grade is none
}

// Quote is words that somebody is reported to have said.
type Quote struct {
	text.Span // the words, without quotation marks when direct
	Direct    bool
	Speaker   Speaker   // its Span is empty when nobody is named
	Cue       text.Span // "said"; empty when there is none
	Origin    text.Origin
}

// Speaker is who says a quote.
type Speaker struct {
	text.Span
	Name string
	Role string
}

// Note tells what was doubted or dropped, and why. Its Span is empty when it concerns the whole report.
type Note struct {
	text.Span
	Reason string // a name from a closed list, such as "no-date", "truncated", "language-not-coded"
	Detail string // for people
}
