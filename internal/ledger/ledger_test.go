package ledger_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// made is a ledger in a new folder.
func made(t testing.TB) *ledger.Ledger {
	t.Helper()
	return ledgertest.New(t, ledger.Options{Now: ticking()})
}

// sample is a ledger of the sample reports.
func sample(t testing.TB) *ledger.Ledger {
	t.Helper()
	return ledgertest.Sample(t, ledger.Options{Now: ticking()})
}

// ticking is a clock that goes on by a second whenever it is asked.
func ticking() func() time.Time {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

func take(t testing.TB, l *ledger.Ledger, items []ingest.Item) {
	t.Helper()
	if err := l.Ingest(sequence(items), ledgertest.Coder(t), ledger.Intake{Workers: 2, Version: ledgertest.Version}); err != nil {
		t.Fatal(err)
	}
}

func sequence(items []ingest.Item) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// written is everything that a ledger says of its events, in the order of their ids.
func written(t testing.TB, l *ledger.Ledger) string {
	t.Helper()
	var out strings.Builder
	for d, err := range l.Dossiers(store.Query{Sort: "id"}) {
		if err != nil {
			t.Fatal(err)
		}
		d.Decisions, d.Also = nil, nil // ids that were given once lead on for ever
		fmt.Fprintf(&out, "%+v\n%+v\n", d.Row, d.Judged)
	}
	return out.String()
}

func TestOrderOfArrivalChangesNothing(t *testing.T) {
	items := ledgertest.Reports(t)
	forth := made(t)
	take(t, forth, items)
	want := written(t, forth)
	for seed := range uint64(2) {
		mixed := slices.Clone(items)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		back := made(t)
		for part := range slices.Chunk(mixed, 17) {
			take(t, back, part)
		}
		if got := written(t, back); got != want {
			t.Fatalf("seed %d: another order gives another ledger\n%s", seed, firstDifference(want, got))
		}
	}
}

func TestTakingTwiceChangesNothing(t *testing.T) {
	items, l := ledgertest.Reports(t), made(t)
	take(t, l, items)
	want := written(t, l)
	take(t, l, items)
	if got := written(t, l); got != want {
		t.Errorf("taking reports twice changes the ledger\n%s", firstDifference(want, got))
	}
}

func TestUndoAfterDoIsIdentity(t *testing.T) {
	l := sample(t)
	for _, d := range judgementsOn(t, l) {
		d.By = "tester"
		accept, err := l.Decide(record.Decision{Verb: record.Accept, By: "tester", Subjects: d.Subjects}) // pins the ids
		if err != nil {
			t.Fatal(err)
		}
		want := written(t, l)
		done, err := l.Decide(d)
		if err != nil {
			t.Fatalf("%s: %v", d.Verb, err)
		}
		if got := written(t, l); got == want {
			t.Errorf("%s changes nothing", d.Verb)
		}
		undo(t, l, done.Seq)
		if got := written(t, l); got != want {
			t.Errorf("%s and undo are not nothing\n%s", d.Verb, firstDifference(want, got))
		}
		undo(t, l, accept.Seq)
	}
	checkClean(t, l)
}

func undo(t testing.TB, l *ledger.Ledger, seq int64) {
	t.Helper()
	if _, err := l.Decide(record.Decision{Verb: record.Undo, By: "tester", Undoes: seq}); err != nil {
		t.Fatal(err)
	}
}

// judgementsOn gives one decision of each kind that fits the events of a ledger.
func judgementsOn(t testing.TB, l *ledger.Ledger) []record.Decision {
	t.Helper()
	var single, several []store.Row
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 1000})
		for _, row := range page.Rows {
			if len(row.Members) > 1 {
				several = append(several, row)
			} else {
				single = append(single, row)
			}
		}
		return err
	})
	if err != nil || len(single) < 2 || len(several) == 0 {
		t.Fatalf("%d events of one account, %d of several: %v", len(single), len(several), err)
	}
	a, b, c := string(single[0].ID), string(single[1].ID), several[0]
	account := string(single[0].Members[0].Account)
	return []record.Decision{
		{Verb: record.Merge, Subjects: []string{a, b}},
		{Verb: record.Reject, Subjects: []string{a}},
		{Verb: record.Correct, Subjects: []string{account}, Field: "dead", New: "7"},
		{Verb: record.Split, Subjects: []string{string(c.Members[1].Account)}},
		{Verb: record.Relate, Subjects: []string{a, b}, Field: "follow-up"},
	}
}

func checkClean(t testing.TB, l *ledger.Ledger) {
	t.Helper()
	if err := l.Check(func(f store.Finding) { t.Errorf("%s: %s", f.Object, f.Fault) }); err != nil {
		t.Fatal(err)
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(w), len(g))
}
