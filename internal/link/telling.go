// Package link finds what tells the same across reports: the same text, the same event, the same person; and draws from what
// the reports say to each question of an event what they agree on, contradict and leave out.
//
// What it says of a set of accounts depends on that set alone, never on the order in which they came. It looks only at a
// Telling, a compact view of one account, so that a report can be linked without reading the others again.
package link

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// Telling is the linker's view of one account: what it compares, and every value with its words' place in the body, so that the
// claims of an event can be drawn from tellings and bodies alone.
type Telling struct {
	ID        record.AccountID
	Report    string
	Outlet    string
	Published text.Day
	Language  text.Language
	Whole     bool // the report was read whole: what it does not say it is silent on

	Act          string
	Trigger      text.Span
	Also         []text.Span
	Passive      bool // the sufferer stands first
	Realisation  record.Realisation
	Negated      bool
	Background   bool
	Confidence   float64
	When         record.When
	Where        []record.Where
	Participants []record.Participant
	Harm         []record.Harm
	SaidBy       []record.Source
	Speakers     []string // the words of SaidBy

	Words []uint32 // hashes of the content words of the sentences that tell it, sorted
	Names []uint32 // hashes of the names in the whole report, sorted
}
