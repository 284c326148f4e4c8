package ledger_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/store"
)

const missed = "CALAIS, 4 March 2024 - Police arrested two men in Calais on Monday. Where the tents had stood, nothing but ruins were left in Dunkirk on Sunday, Ana Miles said."

// anAddition is the event that the program misses in that text.
var anAddition = ledger.Addition{Words: "nothing but ruins were left", Values: map[string]string{"act": "clear-settlement", "realisation": "happened", "when": "on Sunday", "where": "Dunkirk", "target": "the tents", "displaced": "12.."},
	From: map[string]string{"when": "on Sunday", "where": "Dunkirk", "target": "the tents"}}

func missedReport(t *testing.T) (*ledger.Ledger, string) {
	l := made(t)
	take(t, l, append(ledgertest.Reports(t), ingest.Item{File: "missed.txt", Raw: []byte(missed), Text: []byte(missed), Format: ingest.Plain}))
	return l, ledger.NameOf([]byte(missed))
}

// dossiersOf opens all events that a report tells.
func dossiersOf(t *testing.T, l *ledger.Ledger, act, report string) (all []ledger.Dossier) {
	t.Helper()
	for d, err := range l.Dossiers(store.Query{Acts: []string{act}, Sort: "id"}) {
		if err != nil {
			t.Fatal(err)
		}
		if _, tells := d.Reports[report]; tells {
			all = append(all, d)
		}
	}
	return all
}

// TestAddedEvent adds an event that the program misses: it stands with its words, can be corrected, taken back and brought back, and the
// ledger as it stood before does not have it.
func TestAddedEvent(t *testing.T) {
	l, report := missedReport(t)
	before := written(t, l)
	d := decide(t, l, anAddition.Decision(report, "tester", "the program missed it"))
	all := dossiersOf(t, l, "clear-settlement", report)
	if len(all) != 1 {
		t.Fatalf("%d events at the words that were added", len(all))
	}
	e := all[0]
	told := e.Tellings[0]
	body := e.Readings[report].Body
	if body[told.Trigger.Start:told.Trigger.End] != anAddition.Words || e.Review != record.Reviewed || e.Place != "Dunkirk" || !e.Placed || e.From.Format("2006-01-02") != "2024-03-03" {
		t.Errorf("the event is %+v", e.Row)
	}
	if words := body[told.When.Start:told.When.End]; words != "on Sunday" {
		t.Errorf("the time stands at %q", words)
	}
	if e.Account(told) == nil || !ledger.Added(told.ID) || len(e.Decisions) != 1 {
		t.Errorf("the reading does not have the account %s, or its history is %v", told.ID, e.Decisions)
	}
	if _, err := l.Decide(anAddition.Decision(report, "tester", "")); err == nil {
		t.Error("the same event was added twice")
	}
	with := written(t, l)
	undo := decide(t, l, record.Decision{Verb: record.Undo, By: "tester", Undoes: d.Seq})
	if got := written(t, l); got != before {
		t.Error("taken back: ", firstDifference(before, got))
	}
	decide(t, l, record.Decision{Verb: record.Undo, By: "tester", Undoes: undo.Seq})
	if got := written(t, l); strings.Count(got, "\n") != strings.Count(with, "\n") {
		t.Error("brought back: ", firstDifference(with, got))
	}
	for seq, want := range map[int64]string{0: before, d.Seq: with} {
		then, err := l.AsOf(seq, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, then); got != want {
			t.Errorf("as of %d: %s", seq, firstDifference(want, got))
		}
		then.Close()
	}
}

// TestAddedEventOutlivesTheCoder codes again: by a program that still misses the event, and by one that finds it.
func TestAddedEventOutlivesTheCoder(t *testing.T) {
	l, report := missedReport(t)
	decide(t, l, anAddition.Decision(report, "tester", ""))
	account := string(dossiersOf(t, l, "clear-settlement", report)[0].Tellings[0].ID)
	decide(t, l, record.Decision{Verb: record.Correct, By: "tester", Subjects: []string{account}, Field: "displaced", New: "40"})
	same := ledgertest.Coder(t)
	sharp := strings.Replace(actFile(t, "control/clear-settlement.md"), "## Patterns\n\n", "## Patterns\n\n    en noun: ruin (of target)?\n", 1)
	laid := rule.Overlay(codebook.FS, fstest.MapFS{"control/clear-settlement.md": {Data: []byte(sharp)}})
	better := coderOf(t, laid)
	for _, test := range []struct {
		version string
		coder   *pipeline.Coder
		finds   bool
	}{{"as before", same, false}, {"better", better, true}, {"as before once more", same, false}} {
		if err := l.Recode(test.coder, ledger.Intake{Version: test.version}); err != nil {
			t.Fatal(err)
		}
		all := dossiersOf(t, l, "clear-settlement", report)
		if len(all) != 1 || all[0].Harm["displaced"].Best.String() != "40" || all[0].Place != "Dunkirk" {
			t.Fatalf("%s: %d events: %+v", test.version, len(all), all)
		}
		if id := all[0].Tellings[0].ID; ledger.Added(id) == test.finds {
			t.Errorf("%s: the event is told by %s", test.version, id)
		}
	}
}

// TestAdditionsThatCannotBe says what is wrong with them.
func TestAdditionsThatCannotBe(t *testing.T) {
	l, report := missedReport(t)
	for _, bad := range []struct {
		about  string
		change func(*ledger.Addition)
	}{
		{"words that are not there", func(a *ledger.Addition) { a.Words = "a zebra" }},
		{"no act", func(a *ledger.Addition) { a.Values = map[string]string{"when": "2024-03-03"} }},
		{"no such day", func(a *ledger.Addition) { a.Values = map[string]string{"act": "arrest", "when": "2024-13-03"} }},
		{"no such field", func(a *ledger.Addition) { a.Values = map[string]string{"act": "arrest", "colour": "red"} }},
		{"a value from words that are not there", func(a *ledger.Addition) { a.From = map[string]string{"target": "a zebra"} }},
		{"what the program tells", func(a *ledger.Addition) { a.Words, a.Values = "arrested two men", map[string]string{"act": "arrest"} }},
	} {
		a := anAddition
		bad.change(&a)
		if d, err := l.Decide(a.Decision(report, "tester", "")); err == nil {
			t.Errorf("%s: %+v", bad.about, d)
		}
	}
	if _, err := l.Decide(anAddition.Decision("sha256:nothing", "tester", "")); err == nil {
		t.Error("an event was added to a report that is not there")
	}
}
