package link

import (
	"encoding/json"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Tell gives the tellings of a reading, in the order of its accounts.
func (l *Linker) Tell(r *record.Reading) []Telling {
	names := l.namesOf(r)
	all := make([]Telling, 0, len(r.Accounts))
	for _, a := range r.Accounts {
		t := Telling{
			ID: record.AccountID(r.Report.ID + "#" + a.ID), Report: r.Report.ID, Outlet: r.Report.Outlet, Published: r.Report.Published,
			Language: r.Language, Whole: !r.Report.Truncated,
			Act: a.Act, Trigger: a.Trigger, Also: a.Also, Realisation: a.Realisation, Negated: a.Negated, Background: a.Background,
			Confidence: a.Confidence, When: a.When, Where: a.Where, Participants: a.Participants, Harm: a.Harm, SaidBy: a.SaidBy,
			Passive: passive(a), Words: l.wordsOf(r, a), Names: names,
		}
		for _, source := range a.SaidBy {
			t.Speakers = append(t.Speakers, r.Body[source.Start:source.End])
		}
		all = append(all, t)
	}
	return all
}

// passive reports whether the sufferer of an act stands before its trigger and its doer does not.
func passive(a record.Account) bool {
	before := map[record.Role]bool{}
	for _, p := range a.Participants {
		before[p.Role] = before[p.Role] || p.Start < a.Trigger.Start
	}
	return before[record.Target] && !before[record.Initiator]
}

// Encode writes a telling for the ledger; Decode reads it.
func (t Telling) Encode() ([]byte, error) { return json.Marshal(t) }

// Decode reads what Encode wrote.
func Decode(b []byte) (t Telling, err error) { return t, json.Unmarshal(b, &t) }

// namesOf hashes the names of a report.
func (l *Linker) namesOf(r *record.Reading) []uint32 {
	var all []uint32
	for _, name := range r.Names {
		all = append(all, hash(fold(r.Body[name.Start:name.End])))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wordsOf hashes the content words of the sentences that tell an account.
func (l *Linker) wordsOf(r *record.Reading, a record.Account) []uint32 {
	var all []uint32
	for _, trigger := range append([]text.Span{a.Trigger}, a.Also...) {
		sentence := around(r.Body, trigger)
		for _, word := range strings.FieldsFunc(r.Body[sentence.Start:sentence.End], func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			if word = fold(word); len(word) > 3 || unicode.IsDigit(rune(word[0])) {
				all = append(all, hash(word))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// around gives the sentence of a span, as far as marks of its end tell it.
func around(body string, s text.Span) text.Span {
	start, end := 0, len(body)
	for _, mark := range []string{". ", "\n", "! ", "? "} {
		if at := strings.LastIndex(body[:s.Start], mark); at >= 0 {
			start = max(start, at+len(mark))
		}
		if at := strings.Index(body[s.End:], mark); at >= 0 {
			end = min(end, s.End+at)
		}
	}
	return text.Span{Start: start, End: end}
}

// fold makes words comparable: without capitals.
func fold(word string) string { return strings.ToLower(word) }

func hash(word string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(word))
	return h.Sum32()
}
