// Package link finds what tells the same across reports: the same text, the same event, the same person; and draws from what
// the reports say to each question of an event what they agree on, contradict and leave out.
//
// What it says of a set of accounts depends on that set alone, never on the order in which they came. It looks only at a
// Telling, a compact view of one account, so that a report can be linked without reading the others again.
package link

import (
	"cmp"

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

	Words   []uint32 // a sketch of the sentences that tell it: the least hashes of their content words, sorted
	Names   []uint32 // hashes of the names, towns and ages in the whole report, sorted
	Persons uint32   // bit i: Names[i] is a person's full name
	Towns   uint32   // bit i: Names[i] is a place on the map, no more than a town
	Near    uint32   // bit i: Names[i] stands in a sentence that tells the account
}

// before orders tellings: by day of publication, then report, then position. The first of an event founds it.
func before(a, b *Telling) int {
	return cmp.Or(
		compareDays(a.Published, b.Published), cmp.Compare(a.Report, b.Report),
		cmp.Compare(a.Trigger.Start, b.Trigger.Start), cmp.Compare(a.ID, b.ID))
}

// compareDays orders days; one that is not known comes first.
func compareDays(a, b text.Day) int {
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}
