package link

import (
	"cmp"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Wording is how one report words an event: its own words, and nothing that weighs them.
type Wording struct {
	Report, Outlet string
	Published      text.Day
	Act            []Words // the words that tell the act: "evacuation", "cleared"
	Doer           []Words // who stands as the one who acts
	Sufferer       []Words // who stands as the one it is done to
	Voice          Voice
	Quoted         []Heard // who is quoted and how much, the most first
	LeftOut        []LeftOut
}

// Words are words of a body.
type Words struct {
	text.Span
	Words string
}

// Voice says how an act is told: who does it stands first, who suffers it stands first, or nobody does it.
type Voice string

// The voices.
const (
	Active  Voice = "active"  // a doer is told, and stands first
	Passive Voice = "passive" // who suffers it stands first; a doer is told
	NoDoer  Voice = "no doer"
)

// Heard is somebody who is quoted in a report.
type Heard struct {
	Speaker string  // empty where nobody is named
	Share   float64 // of the bytes of the body that stand in this speaker's quotes, 0 to 1
	Quotes  int
}

// LeftOut is a field that a report, though it was read whole, says nothing to, and what others say there.
type LeftOut struct {
	Field string
	Told  []Told
}

// Told is what another report says to a field that is left out.
type Told struct {
	Report, Outlet string
	Words
}

// Wordings sets the wordings of an event side by side, one for each report, in the order of its members. readings holds the reading of each
// report by its id; of a report without one only what the telling holds is given, without words.
func Wordings(members []Telling, readings map[string]*record.Reading) []Wording {
	var all []Wording
	for _, report := range reportsOf(members) {
		told := slices.DeleteFunc(slices.Clone(members), func(t Telling) bool { return t.Report != report })
		reading := readings[report]
		if reading == nil {
			reading = &record.Reading{}
		}
		w := Wording{Report: report, Outlet: told[0].Outlet, Published: told[0].Published, Voice: voiceOf(told), Quoted: heard(reading)}
		for _, t := range told {
			w.Act = append(w.Act, wordsAt(reading, append([]text.Span{t.Trigger}, t.Also...)...)...)
			w.Doer = append(w.Doer, partWords(reading, t, record.Initiator)...)
			w.Sufferer = append(w.Sufferer, partWords(reading, t, record.Target)...)
		}
		w.Act, w.Doer, w.Sufferer = once(w.Act), once(w.Doer), once(w.Sufferer)
		w.LeftOut = leftOut(report, members, readings)
		all = append(all, w)
	}
	return all
}

// reportsOf lists the reports of tellings, each once, in their order.
func reportsOf(members []Telling) []string {
	var all []string
	for _, t := range members {
		if !slices.Contains(all, t.Report) {
			all = append(all, t.Report)
		}
	}
	return all
}

// voiceOf is the voice of the first telling that tells of anybody.
func voiceOf(told []Telling) Voice {
	doer := false
	for _, t := range told {
		for _, p := range t.Participants {
			doer = doer || p.Role == record.Initiator
		}
		switch {
		case doer && t.Passive:
			return Passive
		case doer && passiveWithDoer(t):
			return Passive
		case doer:
			return Active
		}
	}
	return NoDoer
}

// passiveWithDoer reports whether the sufferer stands before the act and the doer after it: "the camp was cleared by police".
func passiveWithDoer(t Telling) bool {
	var suffererFirst, doerFirst bool
	for _, p := range t.Participants {
		switch {
		case p.Role == record.Target && p.Start < t.Trigger.Start:
			suffererFirst = true
		case p.Role == record.Initiator && p.Start < t.Trigger.Start:
			doerFirst = true
		}
	}
	return suffererFirst && !doerFirst
}

func partWords(r *record.Reading, t Telling, role record.Role) []Words {
	var all []Words
	for _, p := range t.Participants {
		if p.Role == role {
			all = append(all, wordsAt(r, p.Span)...)
		}
	}
	return all
}

// wordsAt are the words of spans, of those that lie in the body.
func wordsAt(r *record.Reading, spans ...text.Span) []Words {
	var all []Words
	for _, s := range spans {
		if !s.Empty() && s.Start >= 0 && s.End <= len(r.Body) {
			all = append(all, Words{s, r.Body[s.Start:s.End]})
		}
	}
	return all
}

// once leaves out words that stood before, capitals aside.
func once(all []Words) []Words {
	var kept []Words
	for _, w := range all {
		if !slices.ContainsFunc(kept, func(k Words) bool { return strings.EqualFold(k.Words, w.Words) }) {
			kept = append(kept, w)
		}
	}
	return kept
}

// heard says who is quoted in a report and how much.
func heard(r *record.Reading) []Heard {
	by := map[string]*Heard{}
	for _, q := range r.Quotes {
		name := q.Speaker.Name
		if name == "" && !q.Speaker.Empty() && q.Speaker.Span.End <= len(r.Body) {
			name = r.Body[q.Speaker.Start:q.Speaker.Span.End]
		}
		if by[name] == nil {
			by[name] = &Heard{Speaker: name}
		}
		by[name].Quotes++
		by[name].Share += float64(q.End-q.Start) / float64(max(1, len(r.Body)))
	}
	var all []Heard
	for _, name := range sortedKeys(by) {
		all = append(all, *by[name])
	}
	slices.SortStableFunc(all, func(a, b Heard) int { return cmp.Compare(b.Share, a.Share) })
	return all
}

// leftOut lists the fields that others tell and a report that was read whole does not.
func leftOut(report string, members []Telling, readings map[string]*record.Reading) []LeftOut {
	var all []LeftOut
	for _, field := range append(slices.Clone(fields), harmFields(members)...) {
		var told []Told
		said, whole := false, false
		for i := range members {
			t := &members[i]
			answers := answersOf(t, field)
			if t.Report == report {
				said, whole = said || len(answers) > 0, t.Whole
				continue
			}
			for _, a := range answers {
				if r := readings[t.Report]; r != nil {
					for _, w := range wordsAt(r, a.span) {
						told = append(told, Told{t.Report, t.Outlet, w})
					}
				}
			}
		}
		if whole && !said && len(told) > 0 {
			all = append(all, LeftOut{field, told})
		}
	}
	return all
}
