package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/record"
)

// seeds is where the two reports lie that the project began with. Their text is not ours to ship.
const seeds = "../../../shared/seeds"

// wanted is an account that must be among those of a seed. An empty field asks for nothing.
type wanted struct {
	name  string
	act   string
	real  record.Realisation
	from  string // start of the time, as "2006-01-02" or "2006-01-02T15"
	where string
	parts map[record.Role]string // words that a participant of the role has
	harm  []string               // "injured 15": kind and lowest number
}

var seedTests = []struct {
	file     string
	accounts []wanted
	quotes   map[string]int // speaker of a direct quote → how many words it has
}{
	{"000_9b3d91f5d6b096e4.txt", []wanted{
		{name: "the clearing", act: "clear-settlement", real: record.Attempted, from: "2021-12-30T09", where: "Calais", parts: map[record.Role]string{record.Initiator: "officers"}},
		{name: "the clash", act: "clash", from: "2021-12-30", harm: []string{"injured 15", "injured 3"}},
		{name: "the lorry driver", act: "die", from: "2021-12-19"},
	}, map[string]int{"Fabrice Ledoux": 14, "Pierre-Henri Dumont": 50}},
	{"004_96203e1da56f186c.txt", []wanted{
		{name: "the clearing", act: "clear-settlement", real: record.Happened, from: "2014-05-28T08", where: "Calais", parts: map[record.Role]string{record.Initiator: "riot police"}},
		{name: "the clash", act: "clash", parts: map[record.Role]string{record.Initiator: "mmigrants"}},
		{name: "the eight deaths", act: "die", from: "2014-01-01", where: "Calais", harm: []string{"dead 8"}},
		{name: "the raft", act: "rescue", where: "Channel", parts: map[record.Role]string{record.Beneficiary: "Afghan"}},
		{name: "the election", act: "win-election", from: "2014-05-25", parts: map[record.Role]string{record.Initiator: "Le Pen"}},
	}, map[string]int{"Cécile Bossy": 15}},
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
	if w.act != a.Act || w.real != "" && w.real != a.Realisation || !strings.HasPrefix(a.When.From.Format("2006-01-02T15"), w.from) && w.from != "" {
		return false
	}
	if w.where != "" && !slices.ContainsFunc(a.Where, func(x record.Where) bool { return strings.Contains(r.Body[x.Start:x.End], w.where) }) {
		return false
	}
	for role, words := range w.parts {
		if !slices.ContainsFunc(a.Participants, func(p record.Participant) bool {
			return p.Role == role && strings.Contains(r.Body[p.Start:p.End], words)
		}) {
			return false
		}
	}
	for _, row := range w.harm {
		if !slices.ContainsFunc(a.Harm, func(h record.Harm) bool { return h.Kind+" "+h.Low.String() == row }) {
			return false
		}
	}
	return true
}

func checkQuotes(t *testing.T, r *record.Reading, want map[string]int) {
	t.Helper()
	for speaker, words := range want {
		if !slices.ContainsFunc(r.Quotes, func(q record.Quote) bool {
			return q.Direct && strings.Contains(q.Speaker.Name, speaker) && len(strings.Fields(r.Body[q.Start:q.End])) == words
		}) {
			t.Errorf("%s: no direct quote of %s has %d words", filepath.Base(r.Report.File), speaker, words)
		}
	}
}
