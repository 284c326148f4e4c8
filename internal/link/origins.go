package link

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Copied says that two reports have one text, or nearly.
type Copied struct {
	A, B string // reports
	Kind string // as Copy says
}

// Independence says which tellings of an event have one origin, and why.
type Independence struct {
	Of    []int // of each telling, the number of its origin, from 1 in the order of the tellings
	Count int
	Why   []Collapse // each pair of reports that count once, in order
}

// Collapse is a pair of reports that have one origin.
type Collapse struct {
	A, B string // reports
	Why  string // for people: "one text (wire)", "one owner: Groupe Blootland", "one speaker: the prefecture"
}

// Origins numbers the independent origins of tellings, which come in their order: copies of one text, outlets of one owner (owners
// leads from outlets to owners), and reports that all rest on one and the same speaker have one origin. copies and owners may be nil.
func Origins(told []Telling, copies []Copied, owners map[string]string) Independence {
	in := newUnion(len(told))
	var why []Collapse
	for j := range told {
		for i := range j {
			if told[i].Report == told[j].Report {
				in.join(i, j)
			} else if reason := oneOrigin(&told[i], &told[j], copies, owners); reason != "" {
				in.join(i, j)
				if c := (Collapse{told[i].Report, told[j].Report, reason}); !slices.Contains(why, c) {
					why = append(why, c)
				}
			}
		}
	}
	o := Independence{Of: make([]int, len(told)), Why: why}
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
func OneText(kind string) string { return "one text (" + kind + ")" }

// WithOrigins writes into an event which of its members have one origin; o is what Origins says of its members' tellings, in their order.
func WithOrigins(e record.Event, o Independence) record.Event {
	e.Members = slices.Clone(e.Members)
	for i := range e.Members {
		e.Members[i].Origin = o.Of[i]
	}
	e.Origins = o.Count
	return e
}

// oneOrigin says why two reports count once; it is empty when they are independent.
func oneOrigin(a, b *Telling, copies []Copied, owners map[string]string) string {
	for _, c := range copies {
		if c.A == a.Report && c.B == b.Report || c.A == b.Report && c.B == a.Report {
			return OneText(c.Kind)
		}
	}
	switch {
	case a.Outlet != "" && a.Outlet == b.Outlet:
		return "one outlet: " + a.Outlet
	case owners[a.Outlet] != "" && owners[a.Outlet] == owners[b.Outlet]:
		return "one owner: " + owners[a.Outlet]
	case a.Language == b.Language && len(a.Words) >= 6 && likeness(a.Words, b.Words) >= 0.8:
		return "one wording"
	}
	if s := speakerOf(a); s != "" && s == speakerOf(b) {
		return "one speaker: " + a.Speakers[0]
	}
	return ""
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
