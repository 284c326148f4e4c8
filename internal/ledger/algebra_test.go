package ledger_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// events gives the events of a ledger that hold that many accounts or more, by id.
func events(t testing.TB, l *ledger.Ledger, accounts int) []store.Row {
	t.Helper()
	var all []store.Row
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 1000})
		for _, row := range page.Rows {
			if len(row.Members) >= accounts {
				all = append(all, row)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func event(t testing.TB, l *ledger.Ledger, id record.EventID) (row store.Row) {
	t.Helper()
	err := l.Read(func(r store.Reader) (err error) {
		row, err = r.Event(id)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return row
}

func decide(t testing.TB, l *ledger.Ledger, d record.Decision) record.Decision {
	t.Helper()
	d.By = "tester"
	done, err := l.Decide(d)
	if err != nil {
		t.Fatalf("%s: %v", d.Verb, err)
	}
	return done
}

// TestDecisionsOnEventsLeaveThemWhole relates events of several accounts and keeps them apart: nothing is said of the accounts within.
func TestDecisionsOnEventsLeaveThemWhole(t *testing.T) {
	l := sample(t)
	several := events(t, l, 3)
	a, b := several[0], several[1]
	for _, d := range []record.Decision{
		{Verb: record.Different, Subjects: []string{string(a.ID), string(b.ID)}},
		{Verb: record.Relate, Subjects: []string{string(a.ID), string(b.ID)}, Field: "follow-up"},
	} {
		decide(t, l, d)
		for _, was := range []store.Row{a, b} {
			if now := event(t, l, was.ID); len(now.Members) != len(was.Members) {
				t.Errorf("%s: %d accounts of %s are left of %d", d.Verb, len(now.Members), was.ID, len(was.Members))
			}
		}
	}
	for _, side := range []struct {
		of, to record.EventID
		kind   string
	}{{a.ID, b.ID, record.FollowUp}, {b.ID, a.ID, record.FollowedBy}} {
		if all := event(t, l, side.of).Related; !slices.ContainsFunc(all, func(r record.Relation) bool { return r.Event == side.to && r.Kind == side.kind }) {
			t.Errorf("%s is related to %v, want %s %s", side.of, all, side.kind, side.to)
		}
	}
}

func TestMergeInACircleAndOfThree(t *testing.T) {
	l := sample(t)
	all := events(t, l, 1)
	a, b, c := string(all[0].ID), string(all[1].ID), string(all[2].ID)
	first := decide(t, l, record.Decision{Verb: record.Merge, Subjects: []string{a, b, c}})
	again := decide(t, l, record.Decision{Verb: record.Merge, Subjects: []string{b, a}})
	for _, id := range []string{a, b, c} {
		if got := event(t, l, record.EventID(id)).ID; got != event(t, l, all[0].ID).ID {
			t.Errorf("%s leads to %s", id, got)
		}
	}
	left := decide(t, l, record.Decision{Verb: record.Split, Subjects: []string{string(all[2].Members[0].Account)}})
	if got := event(t, l, all[2].ID).ID; string(got) != c {
		t.Errorf("what left again is called %s, not %s", got, c)
	}
	for _, d := range []record.Decision{left, again, first} {
		undo(t, l, d.Seq)
	}
	for _, was := range all[:3] {
		if now := event(t, l, was.ID); now.ID != was.ID || len(now.Members) != len(was.Members) {
			t.Errorf("after all is undone %s is %s with %d accounts of %d", was.ID, now.ID, len(now.Members), len(was.Members))
		}
	}
	checkClean(t, l)
}

func TestUndoOfAnUndoStands(t *testing.T) {
	l := sample(t)
	a := string(events(t, l, 1)[0].ID)
	rejected := decide(t, l, record.Decision{Verb: record.Reject, Subjects: []string{a}})
	want := written(t, l)
	back := decide(t, l, record.Decision{Verb: record.Undo, Undoes: rejected.Seq})
	decide(t, l, record.Decision{Verb: record.Undo, Undoes: back.Seq})
	if got := written(t, l); got != want {
		t.Errorf("what was undone and the undoing undone does not stand\n%s", firstDifference(want, got))
	}
}

func TestUndoOfTheLedgersRule(t *testing.T) {
	l := sample(t)
	want := written(t, l)
	first := decide(t, l, record.Decision{Verb: record.Choose, New: "conservative"})
	if written(t, l) == want {
		t.Error("the rule changes nothing")
	}
	undo(t, l, first.Seq)
	if got := written(t, l); got != want {
		t.Errorf("choosing a rule and undoing it are not nothing\n%s", firstDifference(want, got))
	}
}

func TestUnsureLeavesItToTheMachine(t *testing.T) {
	l := sample(t)
	one := events(t, l, 2)[0]
	pair := []string{string(one.Members[0].Account), string(one.Members[1].Account)}
	decide(t, l, record.Decision{Verb: record.Different, Subjects: pair})
	if event(t, l, one.ID).Reports == one.Reports {
		t.Error("what people hold apart is together")
	}
	decide(t, l, record.Decision{Verb: record.Unsure, Subjects: pair})
	if now := event(t, l, one.ID); len(now.Members) != len(one.Members) {
		t.Errorf("%d accounts of %d", len(now.Members), len(one.Members))
	}
}

func TestDecisionsThatCannotBeTaken(t *testing.T) {
	l := sample(t)
	all := events(t, l, 2)
	a, b := all[0], all[1]
	account := string(a.Members[0].Account)
	for _, d := range []record.Decision{
		{Verb: record.Accept},
		{Verb: record.Accept, Subjects: []string{"e-nothing"}},
		{Verb: record.Merge, Subjects: []string{account}},
		{Verb: record.Split, Subjects: []string{string(a.ID)}},
		{Verb: record.Split, Subjects: []string{account, string(b.Members[0].Account)}},
		{Verb: record.Relate, Subjects: []string{string(a.ID), string(b.ID)}, Field: "cousin"},
		{Verb: record.Relate, Subjects: []string{string(a.ID)}, Field: "series"},
		{Verb: record.Choose, New: "bogus"},
		{Verb: record.Choose, Subjects: []string{string(a.ID)}, New: "bogus"},
		{Verb: record.Correct, Subjects: []string{account}, Field: "dead", New: "NaN"},
		{Verb: record.Correct, Subjects: []string{account}, Field: "dead", New: "-3"},
		{Verb: record.Correct, Subjects: []string{account}, Field: "dead", New: "1e400"},
		{Verb: record.Correct, Subjects: []string{account}, Field: "when", New: "2024-02-31"},
		{Verb: record.Correct, Subjects: []string{account}, Field: "nonsense", New: "1"},
		{Verb: record.SamePerson},
		{Verb: record.SamePerson, Subjects: []string{"a"}},
		{Verb: record.NotPerson, Subjects: []string{"a", "b"}},
		{Verb: record.Undo, Undoes: 99},
		{Verb: record.Undo, Undoes: 0},
	} {
		d.By = "tester"
		if _, err := l.Decide(d); !errors.Is(err, ledger.ErrDecision) {
			t.Errorf("%s %.40q %s %s: %v", d.Verb, d.Subjects, d.Field, d.New, err)
		}
	}
	if err := l.Read(func(r store.Reader) error {
		ds, err := r.Decisions(0, 10)
		if len(ds) > 0 {
			t.Errorf("%d decisions were logged", len(ds))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// TestOneLogTwoOrders decides the same on two ledgers whose reports came in different orders.
func TestOneLogTwoOrders(t *testing.T) {
	items := ledgertest.Reports(t)
	forth, back := made(t), made(t)
	take(t, forth, items)
	mixed := slices.Clone(items)
	rand.New(rand.NewPCG(7, 7)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	take(t, back, mixed)
	for _, d := range slices.Backward(judgementsOn(t, forth)) { // what is merged is one, and no longer related
		decide(t, forth, d)
		decide(t, back, d)
	}
	if want, got := written(t, forth), written(t, back); got != want {
		t.Errorf("one log gives two ledgers\n%s", firstDifference(want, got))
	}
}

// TestMergeThenReportsThenUndo merges two events before the other half of the reports comes, and takes it back after.
func TestMergeThenReportsThenUndo(t *testing.T) {
	items := ledgertest.Reports(t)
	straight := made(t)
	take(t, straight, items)
	l := made(t)
	take(t, l, items[:len(items)/2])
	all := events(t, l, 1)
	merged := decide(t, l, record.Decision{Verb: record.Merge, Subjects: []string{string(all[0].ID), string(all[1].ID)}})
	take(t, l, items[len(items)/2:])
	undo(t, l, merged.Seq)
	want, got := events(t, straight, 1), events(t, l, 1)
	if len(want) != len(got) {
		t.Fatalf("%d events, not %d", len(got), len(want))
	}
	for _, w := range want {
		if g := event(t, l, w.ID); len(g.Members) != len(w.Members) || g.Line != w.Line {
			t.Errorf("\n got %s, %d accounts\nwant %s, %d accounts", g.Line, len(g.Members), w.Line, len(w.Members))
		}
	}
	checkClean(t, l)
}

// TestSameBytesInTwoFiles takes one text in under two names that say other formats, in both orders and in one batch.
func TestSameBytesInTwoFiles(t *testing.T) {
	raw := "# Arrests\n\nCALAIS, 4 March 2024 - Police arrested two men in Calais on Monday.\n"
	read := func(file string) ingest.Item {
		for item, err := range ingest.ReadFrom(file, strings.NewReader(raw), ingest.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			return item
		}
		panic("no item")
	}
	plain, marked := read("b.txt"), read("a.md")
	var want string
	for i, batches := range [][][]ingest.Item{{{plain}, {marked}}, {{marked}, {plain}}, {{plain, marked}}, {{marked, plain}}} {
		l := made(t)
		for _, b := range batches {
			take(t, l, b)
		}
		var got string
		err := l.Read(func(r store.Reader) error {
			all, err := r.Reports("", 10)
			if len(all) != 1 || all[0].File != "a.md" || all[0].Format != string(marked.Format) {
				t.Errorf("order %d: %+v", i, all)
			}
			body, bodyErr := r.Body(all[0].ID)
			got = body
			return errors.Join(err, bodyErr)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got += written(t, l); want == "" {
			want = got
		}
		if got != want {
			t.Errorf("order %d gives another ledger\n%s", i, firstDifference(want, got))
		}
		checkClean(t, l)
	}
}

// TestOnePersonInAnyOrder finds the same persons whatever the order of reports.
func TestOnePersonInAnyOrder(t *testing.T) {
	items := ledgertest.Reports(t)
	var want map[string][]string
	for seed := range uint64(3) {
		mixed := slices.Clone(items)
		if seed > 0 {
			rand.New(rand.NewPCG(seed, 3)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		}
		l := made(t)
		take(t, l, mixed)
		got := persons(t, l)
		if want == nil {
			want = got
		}
		for person, names := range want {
			if !slices.Equal(got[person], names) {
				t.Errorf("seed %d: %s is named %q, not %q", seed, person, got[person], names)
			}
		}
	}
}

// TestIDsLeadOnAfterAnErasure erases, one after the other, reports of an event whose accounts gave it ids that readers have.
func TestIDsLeadOnAfterAnErasure(t *testing.T) {
	l := sample(t)
	rows := events(t, l, 1)
	var parts []store.Row
	for _, r := range rows { // of three reports
		if !slices.ContainsFunc(parts, func(p store.Row) bool { return p.Members[0].Report == r.Members[0].Report }) && len(parts) < 3 {
			parts = append(parts, r)
		}
	}
	for _, p := range parts {
		decide(t, l, record.Decision{Verb: record.Accept, Subjects: []string{string(p.ID)}})
	}
	ids := []string{string(parts[0].ID), string(parts[1].ID), string(parts[2].ID)}
	decide(t, l, record.Decision{Verb: record.Merge, Subjects: ids})
	for gone := range 2 {
		_, err := l.Redact(record.Decision{By: "tester", Why: "not wanted"}, []string{parts[gone].Members[0].Report}, func([]byte) string { return "salted" }, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			if to := event(t, l, record.EventID(id)); to.Members[0].Report == parts[gone].Members[0].Report || !slices.ContainsFunc(to.Members, func(m record.Member) bool { return m.Report == parts[2].Members[0].Report }) {
				t.Errorf("%d erased: %s leads to %s", gone+1, id, to.ID)
			}
		}
	}
}

// TestAccountsByTheirBeginning decides on an account as lists print it.
func TestAccountsByTheirBeginning(t *testing.T) {
	l := made(t)
	take(t, l, ledgertest.Reports(t)[:6])
	whole := string(events(t, l, 1)[0].Members[0].Account)
	report, local, _ := strings.Cut(whole, "#")
	for _, short := range []string{report[:15] + "…#" + local, report[:15] + "#" + local} {
		if d := decide(t, l, record.Decision{Verb: record.Accept, Subjects: []string{short}}); d.Subjects[0] != whole {
			t.Errorf("%s is taken for %s, want %s", short, d.Subjects[0], whole)
		}
	}
	for _, wrong := range []string{"sha256:#" + local + "9", report[:15], "sha256:zz#" + local} {
		if _, err := l.Decide(record.Decision{Verb: record.Accept, By: "tester", Subjects: []string{wrong}}); !errors.Is(err, ledger.ErrDecision) {
			t.Errorf("%s: %v, want ErrDecision", wrong, err)
		}
	}
}
