package record

import "dateline/internal/text"

// AccountID names an account in a ledger for good: the report's id, "#", and the account's id within its reading.
type AccountID string

// EventID names an event for good. It is drawn from the account that founds the event, the first by day of publication,
// report and position, so it does not depend on the order in which reports came. Each account can found an event, and so
// each id that was ever given leads to the event that holds its founding account today.
type EventID string

// Event is a thing that happened in the world: the accounts that tell it, and what they say to each question.
type Event struct {
	ID         EventID
	Also       []EventID // ids that it had or that were merged into it, and that lead to it
	Act        string    // as most of its origins tell it
	Members    []Member  // in order of publication, then report, then position
	Questions  []Question
	Reports    int // how many reports tell it
	Origins    int // how many of them are independent of each other
	Series     string
	Related    []Relation
	Review     Review
	Confidence float64 // 0 to 1
}

// Member is an account that tells an event, and why it is thought to.
type Member struct {
	Account AccountID
	Report  string
	Origin  int     // reports with the same number have one origin: copies, one owner, one speaker
	Score   float64 // of its best link to the other members; 1 for the only member
	Reasons []Reason
}

// Reason is one ground for, or against, a link: what was compared, how it came out, and what that weighs.
type Reason struct {
	Of     string  // act, time, place, participants, harm, words, decision
	Detail string  // for people: "same day", "12 km apart"
	Weight float64 // for (above 0) or against
}

// Relation leads from one event to another that is not the same.
type Relation struct {
	Kind   string // how this event stands to the other
	Event  EventID
	Reason string
}

// Question is one field of an event with everything the reports say to it.
type Question struct {
	Field     string // act, realisation, when, where, initiator, target, dead, injured … (the kinds of harm)
	Published Value  // drawn from the claims by the rule of aggregation
	Rule      string // the rule that drew it, or "decision"
	Stands    Stand  // how the reports stand to each other
	Claims    []Claim
	Silent    []string // reports that were read whole and say nothing to it
}

// Value is an answer in comparable form. Text is empty and the numbers are unknown where there is none.
type Value struct {
	Text            string // an act, a realisation, EDTF, a place's id, a name; empty for figures
	Label           string // Text for people: the name of the place
	Low, Best, High text.Number
}

// Claim is one value of one field of an account, with who says so and the words.
type Claim struct {
	Account   AccountID
	Report    string
	Outlet    string
	Published text.Day
	Origin    int
	Value     Value
	Qualifier string
	Words     string // the report's words; empty where the value is inferred
	text.Span        // of Words in the body
	SaidBy    []Source
	Speakers  []string // the words of SaidBy
	Standing  Stand
}

// Stand says how reports, or one claim and the others, stand to each other.
type Stand string

// How claims stand to each other.
const (
	Agrees    Stand = "agree"
	Differs   Stand = "differ"
	Alone     Stand = "alone"     // one origin only
	Silent    Stand = "silent"    // nobody says
	Denies    Stand = "denied"    // somebody denies it
	Corrected Stand = "corrected" // a later report of the same outlet says otherwise
)

// Review says how far people have judged an event or an account.
type Review string

// The states of review.
const (
	Machine     Review = "machine"
	Reviewed    Review = "reviewed"
	Rejected    Review = "rejected"
	Adjudicated Review = "adjudicated"
)

// How an event stands to another.
const (
	FollowUp   = "follow-up"   // it follows on the other: it would not have happened or been told without it
	FollowedBy = "followed-by" // the other follows on it
	PartOf     = "part-of"     // it is an act within the other, at its place and time
	HasPart    = "has-part"    // the other is an act within it
	Series     = "series"      // both are acts of one kind at one place, one after the other
)

// Inverse is how the other event stands to the first.
func Inverse(kind string) string {
	switch kind {
	case FollowUp:
		return FollowedBy
	case FollowedBy:
		return FollowUp
	case PartOf:
		return HasPart
	case HasPart:
		return PartOf
	}
	return kind
}
