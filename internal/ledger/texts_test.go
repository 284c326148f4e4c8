package ledger_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// texts is everything that a ledger says of its events, and which of its reports print one text.
func texts(t testing.TB, l *ledger.Ledger) string {
	t.Helper()
	var out strings.Builder
	err := l.Read(func(r store.Reader) error {
		for report, err := range store.EachReport(r) {
			if err != nil {
				return err
			}
			copies, err := r.Copies(report.ID)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s: %v\n", report.File, copies)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String() + written(t, l)
}

// named gives the ids of the sample reports whose files end so.
func named(t testing.TB, l *ledger.Ledger, files ...string) (ids []string) {
	t.Helper()
	err := l.Read(func(r store.Reader) error {
		for report, err := range store.EachReport(r) {
			if err != nil {
				return err
			}
			if slices.ContainsFunc(files, func(f string) bool { return strings.HasSuffix(report.File, f) }) {
				ids = append(ids, report.ID)
			}
		}
		return nil
	})
	if err != nil || len(ids) != len(files) {
		t.Fatalf("%d of %d reports: %v", len(ids), len(files), err)
	}
	return ids
}

// sampleCopies are prints of one text in the sample ledger, and a report that prints another.
const (
	printed    = "2020-07-17-albion.html"
	cut        = "2020-07-17-foreland.txt"
	translates = "2020-07-17-hexagone.html"
	courrier   = "2021-11-04-courrier.txt"
	gazette    = "2021-11-04-gazette.txt"
)

// origins gives, of each event of two reports, how many origins they are: 1 or 2.
func origins(t testing.TB, l *ledger.Ledger, pair []string) (all []int) {
	t.Helper()
	for _, row := range events(t, l, 2) {
		of := map[string]int{}
		for _, m := range row.Members {
			of[m.Report] = m.Origin
		}
		if a, b := of[pair[0]], of[pair[1]]; a > 0 && b > 0 {
			all = append(all, 1+one(a != b))
		}
	}
	return all
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// TestPeopleSayWhichTextsAreOne judges the texts of two reports against what the machine found, and takes it back in each way there is.
func TestPeopleSayWhichTextsAreOne(t *testing.T) {
	l := sample(t)
	for _, test := range []struct {
		verb   record.Verb
		files  []string
		before []int // origins of the two reports in the events that both tell
	}{
		{record.OtherText, []string{printed, cut}, []int{1}},
		{record.OtherText, []string{printed, translates}, []int{1}},
		{record.SameText, []string{courrier, gazette}, []int{1, 2}},
		{record.SameText, []string{printed, cut}, []int{1}},
	} {
		pair := named(t, l, test.files...)
		want := texts(t, l)
		got := origins(t, l, pair)
		if slices.Sort(got); !slices.Equal(slices.Compact(got), test.before) {
			t.Fatalf("%s: origins %v before, want %v", test.files, got, test.before)
		}
		d := decide(t, l, record.Decision{Verb: test.verb, Subjects: pair})
		bound := 1 + one(test.verb == record.OtherText)
		if got := origins(t, l, pair); slices.Contains(got, 3-bound) {
			t.Errorf("%s %s: origins %v, want %d", test.verb, test.files, got, bound)
		}
		judged := texts(t, l)
		back := decide(t, l, record.Decision{Verb: record.Undo, Undoes: d.Seq})
		same(t, "undone", want, texts(t, l))
		again := decide(t, l, record.Decision{Verb: record.Undo, Undoes: back.Seq})
		same(t, "the undoing undone", judged, texts(t, l))
		undo(t, l, again.Seq)
		decide(t, l, record.Decision{Verb: test.verb, Subjects: pair})
		decide(t, l, record.Decision{Verb: record.UnsureText, Subjects: pair})
		same(t, "unsure", want, texts(t, l))
	}
	checkClean(t, l)
}

func same(t testing.TB, what, want, got string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s", what, firstDifference(want, got))
	}
}

// TestTextsOfOneEventThatPeopleJoin lets two independent reports of an event print one text.
func TestTextsOfOneEventThatPeopleJoin(t *testing.T) {
	l := sample(t)
	for _, row := range events(t, l, 2) {
		at := slices.IndexFunc(row.Members, func(m record.Member) bool { return m.Origin != row.Members[0].Origin })
		if at < 0 {
			continue
		}
		pair := []string{row.Members[0].Report, row.Members[at].Report}
		decide(t, l, record.Decision{Verb: record.SameText, Subjects: pair})
		if now := event(t, l, row.ID); now.Origins != row.Origins-1 {
			t.Errorf("%s: %d origins of %d", row.Line, now.Origins, row.Origins)
		}
		d, err := l.Dossier(row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(d.Collapsed, func(c link.Collapse) bool { return c.Why == link.OneText(link.Judged) }) {
			t.Errorf("%s: no reason says that people join two texts: %v", row.Line, d.Collapsed)
		}
		if len(d.Decisions) != 1 || d.Decisions[0].Verb != record.SameText {
			t.Errorf("%s: the decision does not stand with the event: %v", row.Line, d.Decisions)
		}
		return
	}
	t.Fatal("no event of two origins")
}

// TestTextsInAnyOrder takes the same decisions in other orders, between reports that come in other orders.
func TestTextsInAnyOrder(t *testing.T) {
	items := ledgertest.Reports(t)
	all := made(t)
	take(t, all, items)
	wire, twins := named(t, all, printed, cut, translates), named(t, all, courrier, gazette)
	said := []record.Decision{
		{Verb: record.OtherText, Subjects: wire},
		{Verb: record.SameText, Subjects: []string{wire[0], twins[0]}},
		{Verb: record.OtherText, Subjects: twins},
		{Verb: record.SameText, Subjects: []string{twins[1], wire[2]}},
	}
	for _, d := range said {
		decide(t, all, d)
	}
	want := texts(t, all)
	judged := func(i ingest.Item) bool { return slices.Contains(append(wire, twins...), ledger.NameOf(i.Raw)) }
	for seed := range uint64(3) {
		chance := rand.New(rand.NewPCG(seed, 5))
		mixed := slices.Clone(items)
		chance.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		slices.SortStableFunc(mixed, func(a, b ingest.Item) int { return one(judged(b)) - one(judged(a)) }) // a decision needs its reports
		l := made(t)
		take(t, l, mixed[:len(wire)+len(twins)])
		rest := mixed[len(wire)+len(twins):]
		for _, i := range chance.Perm(len(said)) {
			decide(t, l, said[i])
			some := chance.IntN(len(rest))
			take(t, l, rest[:some])
			rest = rest[some:]
		}
		take(t, l, rest)
		same(t, fmt.Sprint("order ", seed), want, texts(t, l))
		if err := l.Link(true, nil); err != nil {
			t.Fatal(err)
		}
		same(t, "linked anew", want, texts(t, l))
		checkClean(t, l)
	}
}

// TestTextsAreJudgedForGood codes judged reports again, erases one, and looks back.
func TestTextsAreJudgedForGood(t *testing.T) {
	l := sample(t)
	before := texts(t, l)
	pair := named(t, l, printed, cut)
	decide(t, l, record.Decision{Verb: record.OtherText, Subjects: pair})
	want := texts(t, l)
	c := ledgertest.Coder(t)
	if err := l.Recode(c, ledger.Intake{Workers: 2, Version: "another"}); err != nil {
		t.Fatal(err)
	}
	same(t, "coded again", want, texts(t, l))
	decide(t, l, record.Decision{Verb: record.SameText, Subjects: append(pair, named(t, l, gazette)...)})
	for seq, want := range []string{before, want} {
		then, err := l.AsOf(int64(seq), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprint("as of ", seq), want, texts(t, then))
		then.Close()
	}
	if _, err := l.Redact(record.Decision{By: "tester", Why: "not wanted"}, pair[:1], func([]byte) string { return "salted" }, nil); err != nil {
		t.Fatal(err)
	}
	if got := texts(t, l); strings.Count(got, pair[0]) > 0 {
		t.Error("the erased report is still a copy of others")
	}
	decide(t, l, record.Decision{Verb: record.Undo, Undoes: 2}) // of a judgement on what was erased too
	if got := texts(t, l); strings.Count(got, pair[0]) > 0 {
		t.Error("the erased report is a copy of others again")
	}
	checkClean(t, l)
}

func TestTextsThatCannotBeJudged(t *testing.T) {
	l := made(t)
	take(t, l, append(ledgertest.Reports(t)[:3], ingest.Item{File: "empty.txt", Raw: []byte(" "), Format: ingest.Plain}))
	var good []string
	var empty string
	err := l.Read(func(r store.Reader) error {
		for report, err := range store.EachReport(r) {
			if err != nil {
				return err
			}
			if report.State == store.Quarantined {
				empty = report.ID
			} else {
				good = append(good, report.ID)
			}
		}
		return nil
	})
	if err != nil || empty == "" || len(good) < 2 {
		t.Fatalf("%q, %q: %v", empty, good, err)
	}
	account := string(events(t, l, 1)[0].Members[0].Account)
	for _, subjects := range [][]string{nil, good[:1], {good[0], good[0]}, {good[0], "sha256:nothing"}, {good[0], account}, {good[0], empty}, {good[0], string(events(t, l, 1)[0].ID)}} {
		if _, err := l.Decide(record.Decision{Verb: record.SameText, By: "tester", Subjects: subjects}); !errors.Is(err, ledger.ErrDecision) {
			t.Errorf("%q: %v, want ErrDecision", subjects, err)
		}
	}
	d := decide(t, l, record.Decision{Verb: record.OtherText, Subjects: []string{good[0][:20] + "…", good[1][:20]}})
	if !slices.Equal(d.Subjects, slices.Sorted(slices.Values(good[:2]))) {
		t.Errorf("abbreviated reports are taken for %q", d.Subjects)
	}
	if _, err := l.DecideSeen(record.Decision{Verb: record.SameText, By: "another", Subjects: good[:2]}, "", 0); err == nil {
		t.Error("nobody is told that somebody else judged these texts meanwhile")
	}
	if _, err := l.DecideSeen(record.Decision{Verb: record.SameText, By: "another", Subjects: good[:2]}, "", d.Seq); err != nil {
		t.Error(err)
	}
}
