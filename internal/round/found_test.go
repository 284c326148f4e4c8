package round_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
	"dateline/internal/text"
)

// TestFound lets coders find what is no unit: two at words that overlap, one of them more alone. It counts for agreement as an omission
// of who did not find it, against the program, and becomes an account when a curator says so.
func TestFound(t *testing.T) {
	l := sample(t)
	of, err := round.Start(l, asked, "eve")
	if err != nil {
		t.Fatal(err)
	}
	report := of.Units[0].Report()
	both, overlapping, alone := gaps(t, l, of, report)
	tells := func(act string) round.Answers {
		return round.Answers{Values: map[string]string{"told": "true", "act": act, "realisation": "happened", "when": "2020-02-03"}, Words: map[string]string{}}
	}
	for _, coder := range of.Coders {
		for _, u := range of.Units {
			if u.Report() == report {
				code(t, l, u, coder, tells("arrest"))
			}
		}
	}
	code(t, l, round.Found(report, both), "ada", tells("abduct"))
	code(t, l, round.Found(report, overlapping), "ben", tells("abduct"))
	code(t, l, round.Found(report, alone), "ada", tells("strike"))
	t.Run("mistakes", func(t *testing.T) {
		for name, wrong := range map[string]round.Unit{
			"twice": round.Found(report, text.Span{Start: overlapping.Start, End: overlapping.End}), "beyond the text": round.Found(report, text.Span{Start: 0, End: 1 << 30}), "elsewhere": round.Found("sha256:nothing", alone),
		} {
			if _, err := round.Code(l, 1, wrong.Account, "ada", tells("abduct")); !errors.Is(err, round.ErrTerms) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	if of, seen := read(t, l, 1, "ben"); len(seen.FoundBy("ada", report)) != 0 || len(seen.FoundBy("ben", report)) != 1 || seen.Done("ben") > len(of.Units) {
		t.Error("ben sees what ada found, or what he found counts as a unit")
	}
	if err := round.Close(l, 1, "eve", ""); err != nil {
		t.Fatal(err)
	}
	t.Run("agreement", func(t *testing.T) { foundMeasured(t, l) })
	t.Run("settling", func(t *testing.T) { foundSettled(t, l, report, both) })
}

func code(t *testing.T, l *ledger.Ledger, u round.Unit, by string, a round.Answers) {
	t.Helper()
	if _, err := round.Code(l, 1, u.Account, by, a); err != nil {
		t.Fatal(err)
	}
}

// gaps gives words of a report that no unit tells: some, words that overlap those, and others.
func gaps(t *testing.T, l *ledger.Ledger, of round.Round, report string) (both, overlapping, alone text.Span) {
	var body string
	if err := l.Read(func(r store.Reader) (err error) { body, err = r.Body(report); return err }); err != nil {
		t.Fatal(err)
	}
	var free []text.Span
	for at := 0; at < len(body); {
		next := strings.IndexAny(body[at:], " \n")
		if next < 0 {
			break
		}
		s := text.Span{Start: at, End: at + next}
		if next > 3 && !slices.ContainsFunc(of.Units, func(u round.Unit) bool { return u.Report() == report && u.Meets(s) }) {
			free = append(free, s)
		}
		at += next + 1
	}
	n := len(free)
	return free[0], text.Span{Start: free[0].Start, End: free[1].End}, free[n-1]
}

func foundMeasured(t *testing.T, l *ledger.Ledger) {
	of, _ := read(t, l, 1, "")
	var a round.Agreement
	if err := l.Read(func(r store.Reader) (err error) { a, err = round.Measure(r, of, ""); return err }); err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Fields {
		switch f.Name {
		case round.Told:
			if f.People.Different != 0 {
				t.Errorf("what was found counts among the units that were drawn: %+v", f.People)
			}
		case round.FoundToo:
			if f.People.Different != 1 || !f.Machine.Known {
				t.Errorf("one of what was found was left out by a coder: %+v, %+v", f.People, f.Machine)
			}
		}
	}
	// both tell the units and one event more; what only one of two tells is not told by more than half
	if a.Found != 2 || a.Recall.Told != a.Recall.Both+1 || a.Recall.Both == 0 {
		t.Errorf("%d found, recall %+v", a.Found, a.Recall)
	}
}

func foundSettled(t *testing.T, l *ledger.Ledger, report string, words text.Span) {
	of, _ := read(t, l, 1, "")
	all, err := round.Differences(l, of)
	if err != nil {
		t.Fatal(err)
	}
	var found []round.Difference
	for _, d := range all {
		if d.IsFound() {
			found = append(found, d)
		}
	}
	if len(found) != 2 || found[0].Span != words || len(found[0].Codings) != 2 || !slices.Contains(found[1].Questions, round.Told) {
		t.Fatalf("to be settled: %+v", found)
	}
	yes := map[string]string{"told": "true", "act": "abduct", "realisation": "happened", "when": "2020-02-03"}
	logged, err := round.Settle(l, 1, found[0].Account, "eve", "both found it", yes, 0)
	if err != nil || logged[0].Verb != record.Add {
		t.Fatalf("%+v: %v", logged, err)
	}
	if _, err := round.Settle(l, 1, found[1].Account, "eve", "no event", map[string]string{"told": "false"}, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := round.Settle(l, 1, found[1].Account, "eve", "again", map[string]string{"told": "false"}, 0); !errors.Is(err, round.ErrMeanwhile) {
		t.Errorf("settled twice: %v", err)
	}
	err = l.Read(func(r store.Reader) error {
		id, err := r.EventOf(record.AccountID(logged[0].Subjects[0]))
		if err != nil {
			return err
		}
		row, err := r.Event(id)
		if row.Act != "abduct" || row.Review != record.Adjudicated {
			t.Errorf("the event is %s, %s", row.Act, row.Review)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err = round.Differences(l, of)
	for _, d := range all {
		if d.IsFound() && d.Settled == 0 {
			t.Errorf("not settled: %+v", d)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	// the program still misses it: an event that a person added is not one that the program tells
	foundMeasured(t, l)
}
