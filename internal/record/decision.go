package record

import "time"

// Decision is one logged judgement. A ledger's decisions are only ever added to, and each holds the hash of the one
// before it, so that an altered one is found.
type Decision struct {
	Seq      int64     `json:"seq"` // from 1
	At       time.Time `json:"at"`
	By       string    `json:"by"` // who decided
	Verb     Verb      `json:"verb"`
	Subjects []string  `json:"subjects"`        // what it is about: accounts, names of people, or reports; an event is named by its members at that time
	Field    string    `json:"field,omitempty"` // of correct, and of choose
	Old      string    `json:"old,omitempty"`   // of correct: the value as it stood
	New      string    `json:"new,omitempty"`   // of correct: the value as it shall stand
	Why      string    `json:"why,omitempty"`
	Undoes   int64     `json:"undoes,omitempty"` // of undo: the Seq that it takes back
	Previous string    `json:"previous"`         // hash of the decision before it, in hexadecimal; empty for the first
	Hash     string    `json:"hash"`             // of all the above
}

// Verb is what a decision does.
type Verb string

// The verbs. Judgements on links bind the linker: Same and Different name two accounts or more, and hold between each pair.
const (
	Accept     Verb = "accept"
	Reject     Verb = "reject"
	Correct    Verb = "correct"
	Add        Verb = "add"         // an event that the machine missed is told by a report: the subjects are its account and the report, Field its words, New its values
	Merge      Verb = "merge"       // the events of all subjects are one
	Split      Verb = "split"       // the first of the subjects, as many as Field says, leave the others and make an event of their own
	Relate     Verb = "relate"      // the first subject's event stands to the second's as Field says
	Same       Verb = "same"        // the subjects tell one event
	Different  Verb = "different"   // no two subjects tell one event
	Unsure     Verb = "unsure"      // looked at, left to the machine
	SamePerson Verb = "same-person" // the subjects, names as told (report#name), are one person
	NotPerson  Verb = "different-person"
	SameText   Verb = "same-text" // the subjects, reports, print one text, whatever the machine finds; holds between each pair
	OtherText  Verb = "different-text"
	UnsureText Verb = "unsure-text" // looked at, left to the machine
	Choose     Verb = "choose"      // the rule of aggregation: New names it; without subjects for the whole ledger
	Release    Verb = "release"     // New is a release's number; its events keep their ids
	Gate       Verb = "gate"        // a finding of the harm check is decided: Field names it, New says what is to be done
	Withhold   Verb = "withhold"    // the subjects, reports, are closed sources: their words must never leave the ledger
	Disclose   Verb = "disclose"    // takes that back
	Redact     Verb = "redact"      // the value is erased; Old holds the hash of the salted value
	Undo       Verb = "undo"

	RoundOpened Verb = "round"      // a sample is given to people who code it blind: New holds its terms and units
	Coded       Verb = "code"       // one coder's answers to a unit of a round, which bind nothing: Field names the unit, New holds the answers
	RoundClosed Verb = "close"      // of a round: from now on all may see its answers
	Adjudicate  Verb = "adjudicate" // the first subject, an account, is settled after coders differed: Field names the round, corrections stand before it
)

// OnTexts reports whether a verb judges whether reports print one text: it can be undone, and binds which of them are independent.
func (v Verb) OnTexts() bool { return v == SameText || v == OtherText || v == UnsureText }

// OnAccounts reports whether a verb judges accounts: it can be undone, and binds the linker or the values of an event.
func (v Verb) OnAccounts() bool {
	switch v {
	case Accept, Reject, Correct, Add, Merge, Split, Relate, Same, Different, Unsure, Choose, Adjudicate:
		return true
	}
	return false
}
