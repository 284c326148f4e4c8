package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/record"
	"dateline/internal/text"
)

// seeds is where the two reports lie that the project began with. Their text is not ours to ship.
const seeds = "../../../shared/seeds"

// wanted is an account that must be among those of a seed. An empty field asks for nothing.
type wanted struct {
	name       string
	act        string
	real       record.Realisation
	negated    bool
	background bool
	from       string                 // start of the time, as "2006-01-02" or "2006-01-02T15"
	where      string                 // words or name of a place
	parts      map[record.Role]string // words that a participant of the role has
	counted    []float64              // the least number of some participant
	harm       []string               // "injured 15": kind and lowest number; "total" behind it for a sum over several events
	saidBy     string                 // words of one who says so
}

// seed is what must be found in one report.
type seed struct {
	file     string
	accounts []wanted
	quotes   map[string]int // speaker of a direct quote, with what he is → how many words it has
	percents []float64      // shares of the vote among the amounts
	notes    []string       // reasons of notes that must be there
}

var seedTests = []seed{
	{"000_9b3d91f5d6b096e4.txt", []wanted{
		{name: "the clearing", act: "clear-settlement", real: record.Attempted, from: "2021-12-30T09", where: "Calais", parts: map[record.Role]string{record.Initiator: "40 officers", record.Target: "hundred migrants"}, counted: []float64{36, 90}},
		{name: "the clash, as the paper reports", act: "clash", real: record.Happened, from: "2021-12-30", where: "Calais", parts: map[record.Role]string{record.Initiator: "migrants", record.Target: "they"}, harm: []string{"injured 15", "injured 3", "fracture 1"}, saidBy: "Le Voix Du Nord"},
		{name: "the fight that the paper reports", act: "attack", parts: map[record.Role]string{record.Initiator: "migrants", record.Target: "officers"}, saidBy: "Le Voix Du Nord"},
		{name: "the clearing near Dunkirk", act: "clear-settlement", background: true, where: "Grande-Synthe", counted: []float64{400}},
		{name: "the clearing on a minister's order", act: "clear-settlement", background: true, where: "Grande-Synthe", parts: map[record.Role]string{record.Initiator: "Darmanin"}, counted: []float64{1500}},
		{name: "the lorry driver", act: "die", from: "2021-12-19", parts: map[record.Role]string{record.Target: "Portuguese lorry driver"}, harm: []string{"dead 1"}},
		{name: "the confrontation", act: "clash", from: "2021-12-19", parts: map[record.Role]string{record.Initiator: "three migrants"}},
		{name: "what the union man condemns", act: "condemn", parts: map[record.Role]string{record.Initiator: "Ledoux"}},
		{name: "whom the deputy blames", act: "accuse", parts: map[record.Role]string{record.Initiator: "Dumont", record.Target: "groups"}},
		{name: "the food, as the deputy says", act: "give-aid", real: record.Ongoing, saidBy: "Dumont"},
		{name: "the ban, as the deputy says", act: "ban", saidBy: "Dumont"},
	}, map[string]int{"Fabrice Ledoux, national CFE GC police union": 14, "Pierre-Henri Dumont": 50}, nil, []string{"place-respelled"}},
	{"004_96203e1da56f186c.txt", []wanted{
		{name: "the clearing", act: "clear-settlement", real: record.Happened, from: "2014-05-28T08", where: "Calais", parts: map[record.Role]string{record.Initiator: "riot police", record.Target: "camps"}, counted: []float64{200, 3, 800}},
		{name: "the clash", act: "clash", real: record.Happened, parts: map[record.Role]string{record.Initiator: "mmigrants", record.Target: "police"}},
		{name: "those who helped in the clash", act: "clash", parts: map[record.Role]string{record.Initiator: "support groups"}},
		{name: "the buses", act: "transfer-people", real: record.Planned},
		{name: "the few who boarded them", act: "transfer-people", real: record.Happened, parts: map[record.Role]string{record.Target: "very few immigrants"}},
		{name: "the promise of showers", act: "promise", real: record.Happened, saidBy: "Cécile Bossy"},
		{name: "the showers not given", act: "give-aid", real: record.Happened, negated: true, saidBy: "Cécile Bossy"},
		{name: "the shower units not made available", act: "give-aid", real: record.Happened, negated: true},
		{name: "the camps of 2009", act: "clear-settlement", background: true, from: "2009-01-01", where: "Calais", parts: map[record.Role]string{record.Initiator: "Sarkozy", record.Target: "camps"}},
		{name: "the eight deaths", act: "die", from: "2014-01-01", where: "Calais", counted: []float64{8}, harm: []string{"dead 8 total"}},
		{name: "the raft", act: "rescue", from: "2014-05-05", where: "Channel", parts: map[record.Role]string{record.Beneficiary: "Afghan"}, harm: []string{"rescued 1"}},
		{name: "the election", act: "win-election", from: "2014-05-25", parts: map[record.Role]string{record.Initiator: "Le Pen"}},
		{name: "the appointment", act: "appoint", from: "2014-03-01", parts: map[record.Role]string{record.Target: "Valls"}},
	}, map[string]int{"Cécile Bossy, Doctors of the World": 15}, []float64{33.6, 25, 14}, nil},
}

func TestSeedsHaveTheirMainAccounts(t *testing.T) {
	if _, err := os.Stat(seeds); err != nil {
		t.Skip("the seed reports are not here:", err)
	}
	worker := coder(t).Worker()
	for _, test := range seedTests {
		for item, err := range ingest.Read([]string{filepath.Join(seeds, test.file)}, ingest.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			work, err := worker.Code(item)
			if err != nil {
				t.Fatal(err)
			}
			checkAccounts(t, work.Reading, test.accounts)
			checkQuotes(t, work.Reading, test.quotes)
			checkAmounts(t, work.Reading, test.percents)
			checkNotes(t, work.Reading, test.notes)
		}
	}
}

func checkAccounts(t *testing.T, r *record.Reading, want []wanted) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(r.Accounts, func(a record.Account) bool { return w.is(r, a) }) {
			t.Errorf("%s: no account is %s: %+v", filepath.Base(r.Report.File), w.name, w)
		}
	}
}

func (w wanted) is(r *record.Reading, a record.Account) bool {
	words := func(s text.Span) string { return r.Body[s.Start:s.End] }
	if w.act != a.Act || w.real != "" && w.real != a.Realisation || w.negated != a.Negated || w.background && !a.Background || !strings.HasPrefix(a.When.From.Format("2006-01-02T15"), w.from) && w.from != "" {
		return false
	}
	if w.where != "" && !slices.ContainsFunc(a.Where, func(x record.Where) bool { return strings.Contains(words(x.Span), w.where) || x.Name == w.where }) {
		return false
	}
	if w.saidBy != "" && !slices.ContainsFunc(a.SaidBy, func(s record.Source) bool { return strings.Contains(words(s.Span), w.saidBy) }) {
		return false
	}
	return w.hasParts(r, a) && w.hasHarm(a)
}

// hasParts reports whether an account has the participants that are wanted, and as many of them.
func (w wanted) hasParts(r *record.Reading, a record.Account) bool {
	for role, words := range w.parts {
		if !slices.ContainsFunc(a.Participants, func(p record.Participant) bool {
			return p.Role == role && strings.Contains(r.Body[p.Start:p.End], words)
		}) {
			return false
		}
	}
	for _, number := range w.counted {
		if !slices.ContainsFunc(a.Participants, func(p record.Participant) bool { return p.Amount.Low == text.Just(number) }) {
			return false
		}
	}
	return true
}

// hasHarm reports whether an account has the rows of harm that are wanted.
func (w wanted) hasHarm(a record.Account) bool {
	for _, row := range w.harm {
		if !slices.ContainsFunc(a.Harm, func(h record.Harm) bool {
			told := h.Kind + " " + h.Low.String()
			if h.Total {
				told += " total"
			}
			return told == row
		}) {
			return false
		}
	}
	return true
}

func checkAmounts(t *testing.T, r *record.Reading, want []float64) {
	t.Helper()
	for _, percent := range want {
		if !slices.ContainsFunc(r.Amounts, func(a text.Amount) bool {
			return a.Kind == text.Percent && (a.Best == text.Just(percent) || a.Low == text.Just(percent) || a.High == text.Just(percent))
		}) {
			t.Errorf("%s: no amount is %v per cent", filepath.Base(r.Report.File), percent)
		}
	}
}

func checkNotes(t *testing.T, r *record.Reading, want []string) {
	t.Helper()
	for _, reason := range want {
		if !slices.ContainsFunc(r.Notes, func(n record.Note) bool { return n.Reason == reason }) {
			t.Errorf("%s: no note says %s", filepath.Base(r.Report.File), reason)
		}
	}
}

func checkQuotes(t *testing.T, r *record.Reading, want map[string]int) {
	t.Helper()
	for speaker, words := range want {
		if !slices.ContainsFunc(r.Quotes, func(q record.Quote) bool {
			return q.Direct && strings.Contains(q.Speaker.Name+", "+q.Speaker.Role, speaker) && len(strings.Fields(r.Body[q.Start:q.End])) == words
		}) {
			t.Errorf("%s: no direct quote of %s has %d words", filepath.Base(r.Report.File), speaker, words)
		}
	}
}
