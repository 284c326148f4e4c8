package link

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Copied says that two reports have one text, or nearly, or that people judged whether they have.
type Copied struct {
	A, B  string // reports, in any order
	Kind  string // as Copy says, Translation, or what people say: Judged or Apart
	Score float64
}

// What people say of the texts of two reports, as kinds of Copied.
const (
	Judged = string(record.SameText)  // they are one
	Apart  = string(record.OtherText) // they are two
)

// Independence says which tellings of an event have one origin, and why.
type Independence struct {
	Of    []int // of each telling, the number of its origin, from 1 in the order of the tellings
	Count int
	Why   []Collapse // each pair of reports that count once, in order
}

// Collapse is a pair of reports that have one origin.
type Collapse struct {
	A, B  string  // reports
	Why   string  // for people: "one text (wire)", "one owner: Groupe Blootland", "one speaker: the prefecture"
	Kind  string  // of the copies, where they print one text; else empty
	Score float64 // of their texts, or their words, where these say so; else 0
}

// Origins numbers the independent origins of tellings, which come in their order: copies of one text, outlets of one owner (owners
// leads from outlets to owners), and reports that all rest on one and the same speaker have one origin. What people keep apart no text brings
// together, not by way of a third report either; an owner or a speaker still does. copies and owners may be nil.
func Origins(told []Telling, copies []Copied, owners map[string]string) Independence {
	in := collapsing{union: newUnion(len(told)), told: told, copies: map[[2]string]Copied{}, owners: owners}
	for _, c := range copies {
		in.copies[[2]string{min(c.A, c.B), max(c.A, c.B)}] = c
	}
	for i := range told {
		in.speaker = append(in.speaker, speakerOf(&told[i]))
	}
	in.collapse()
	o := Independence{Of: make([]int, len(told)), Why: in.why()}
	numbers := map[int]int{}
	for i := range told {
		lead := in.find(i)
		if numbers[lead] == 0 {
			numbers[lead] = len(numbers) + 1
		}
		o.Of[i] = numbers[lead]
	}
	o.Count = len(numbers)
	return o
}

// OneText is why copies of a kind have one origin.
func OneText(kind string) string {
	if kind == Judged {
		kind = "people say so"
	}
	return "one text (" + kind + ")"
}

// WithOrigins writes into an event which of its members have one origin; o is what Origins says of its members' tellings, in their order.
func WithOrigins(e record.Event, o Independence) record.Event {
	e.Members = slices.Clone(e.Members)
	for i := range e.Members {
		e.Members[i].Origin = o.Of[i]
	}
	e.Origins = o.Count
	return e
}

// speakerOf names the one who says all that a telling tells, where that is one somebody. Bodies that many a town has are nobody.
func speakerOf(t *Telling) string {
	if len(t.Speakers) == 0 || t.SaidBy[0].Span == (text.Span{}) {
		return ""
	}
	key, full := nameKey(t.Speakers[0])
	if full && strings.ToLower(t.Speakers[0]) != t.Speakers[0] {
		return key
	}
	return ""
}
