package ledger_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/killtest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// TestKilledAtAnyTime kills a process at chance moments while it takes reports in, links, decides and writes a backup. What it had
// acknowledged must be there, the ledger clean, and the same work done again must end in the same bytes as if nobody had been killed.
func TestKilledAtAnyTime(t *testing.T) {
	if folder := killtest.Folder(); folder != "" {
		if err := (work{folder: folder, tell: func(s string) { fmt.Println(s) }}).do(t); err != nil {
			t.Fatal(err)
		}
		return
	}
	kills := killtest.Kills(3)
	lines := 0
	want := dumpAfter(t, t.TempDir(), &lines)
	for seed := range uint64(kills) {
		chance := rand.New(rand.NewPCG(seed, 2))
		folder := t.TempDir()
		told := killtest.After(t, folder, 1+chance.IntN(lines+1), time.Duration(chance.IntN(40_000))*time.Microsecond)
		stands(t, folder, told)
		if got := dumpAfter(t, folder, new(int)); got != want {
			t.Fatalf("seed %d: killed after %d lines, and another end\n%s", seed, len(told), firstDifference(want, got))
		}
	}
	t.Logf("%d kills", kills)
}

// work is what the process does, step by step. A step that was done is not done again.
type work struct {
	folder string
	tell   func(string) // told of what is on disk
}

const ready = "ready"

func (w work) do(t testing.TB) error {
	items := ledgertest.Reports(t)[:30]
	c := ledgertest.Coder(t)
	l, clock, err := w.open()
	if err != nil {
		return err
	}
	defer l.Close()
	w.tell(ready)
	taken := ledger.Intake{Workers: 2, Version: "test", Batch: 5}
	taken.Tell = func(s ledger.Step) { w.tell("report " + s.Report) }
	apart := taken
	apart.NoLink = true
	for _, step := range []func() error{
		func() error { return l.Ingest(sequence(items[:15]), c, apart) },
		func() error { return l.Link(false, func(done, of int) { w.tell(fmt.Sprintf("linked %d", done)) }) },
		func() error { return w.decide(l, clock, 0, 6) },
		func() error { return l.Ingest(sequence(items[15:]), c, taken) },
		func() error { return w.decide(l, clock, 6, 12) },
		func() error { return w.backup(l) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w work) open() (*ledger.Ledger, *time.Time, error) {
	linker, err := link.New(codebook.FS)
	if err != nil {
		return nil, nil, err
	}
	clock := new(time.Time)
	o := ledger.Options{Now: func() time.Time { return *clock }}
	if _, err := os.Stat(filepath.Join(w.folder, ledger.File)); err != nil {
		l, err := ledger.Init(w.folder, linker, o)
		return l, clock, err
	}
	l, err := ledger.Open(w.folder, linker, o)
	return l, clock, err
}

// decide takes the decisions of those numbers that are not in the log.
func (w work) decide(l *ledger.Ledger, clock *time.Time, from, to int) error {
	for {
		var done int
		var rows []store.Row
		err := l.Read(func(r store.Reader) error {
			logged, err := r.Decisions(0, 1000)
			done = len(logged)
			page, err2 := r.Events(store.Query{Sort: "id", Limit: 1000})
			rows = page.Rows
			return errors.Join(err, err2)
		})
		if err != nil || done >= to {
			return err
		}
		if done < from {
			return fmt.Errorf("%d decisions, want %d before", done, from)
		}
		*clock = time.Date(2026, 1, 1, 0, 0, done, 0, time.UTC)
		d, err := l.Decide(decisionNumber(done, rows))
		if err != nil {
			return err
		}
		w.tell("decision " + d.Hash)
	}
}

func decisionNumber(n int, rows []store.Row) record.Decision {
	one, other := rows[(3*n)%len(rows)], rows[(3*n+1)%len(rows)]
	a, b := string(one.ID), string(other.ID)
	d := []record.Decision{
		{Verb: record.Accept, Subjects: []string{a}},
		{Verb: record.Merge, Subjects: []string{a, b}},
		{Verb: record.Correct, Subjects: []string{string(one.Members[0].Account)}, Field: "dead", New: "7"},
		{Verb: record.Relate, Subjects: []string{a, b}, Field: "follow-up"},
		{Verb: record.Undo, Undoes: int64(n) - 2},
		{Verb: record.Reject, Subjects: []string{a}},
	}[n%6]
	d.By = "tester"
	return d
}

func (w work) backup(l *ledger.Ledger) error {
	file := filepath.Join(w.folder, "backup.db")
	if _, err := os.Stat(file); err == nil {
		return nil // one of that name is whole
	}
	_, err := l.BackupTo(file)
	w.tell("backup")
	return err
}

// stands checks a ledger as a killed process left it: everything that it told is there, and nothing is amiss.
func stands(t *testing.T, folder string, told []string) {
	t.Helper()
	l, _, err := work{folder: folder}.open()
	if err != nil {
		t.Fatalf("after %d lines: %v", len(told), err)
	}
	defer l.Close()
	checkClean(t, l)
	decisions := 0
	err = l.Read(func(r store.Reader) error {
		logged, err := r.Decisions(0, 1000)
		for _, line := range told {
			switch what, name, _ := strings.Cut(line, " "); what {
			case "report":
				if _, err := r.Raw(name); err != nil {
					t.Errorf("report %s was acknowledged: %v", name, err)
				}
			case "decision":
				if decisions++; len(logged) < decisions || logged[decisions-1].Hash != name {
					t.Errorf("decision %d was acknowledged, and is not there", decisions)
				}
			case "backup":
				if _, err := ledger.Inspect(filepath.Join(folder, "backup.db"), func(f store.Finding) { t.Error(f) }); err != nil {
					t.Error(err)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// dumpAfter does the work, or what is left of it, and writes everything that the ledger then says.
func dumpAfter(t *testing.T, folder string, lines *int) string {
	t.Helper()
	w := work{folder: folder, tell: func(string) { *lines++ }}
	if err := w.do(t); err != nil {
		t.Fatal(err)
	}
	l, _, err := w.open()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	checkClean(t, l)
	var out strings.Builder
	err = l.Read(func(r store.Reader) error {
		all, err := r.Reports("", 1000)
		for _, report := range all {
			fmt.Fprintf(&out, "%+v\n", report)
		}
		page, err2 := r.Events(store.Query{Sort: "id", Limit: 1000})
		for _, row := range page.Rows {
			fmt.Fprintf(&out, "%+v\n", row)
		}
		logged, err3 := r.Decisions(0, 1000)
		fmt.Fprintf(&out, "%+v\n", logged)
		return errors.Join(err, err2, err3)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
