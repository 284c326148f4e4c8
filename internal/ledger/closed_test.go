package ledger_test

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// closed lists the reports of a ledger that are closed, by their files.
func closed(t *testing.T, l *ledger.Ledger) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := l.Read(func(r store.Reader) error {
		reports, err := r.Reports("", 1000)
		for _, one := range reports {
			if one.Closed {
				all[one.File] = true
			}
			if again, err := r.Report(one.ID); err != nil || again.Closed != one.Closed {
				t.Errorf("%s is closed in a list and open alone, or the other way: %v", one.File, err)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestClosedOutletsCloseReportsThatCameBefore(t *testing.T) {
	folder := t.TempDir()
	linker := ledgertest.Linker(t)
	l, err := ledger.Init(folder, linker, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	take(t, l, ledgertest.Reports(t))
	if found := closed(t, l); len(found) != 0 {
		t.Errorf("closed without a table: %v", found)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]bool{
		"outlet\towner\tclosed\nTideline\tTideline Aid\tyes\nHexagone Matin\t\tno\n": true,
		"outlet\towner\nTideline\tTideline Aid\n":                                    false,
	} {
		if err := os.WriteFile(filepath.Join(folder, ledger.OutletsFile), []byte(table), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := ledger.Open(folder, linker, ledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if found := closed(t, l); (len(found) > 0) != want {
			t.Errorf("%q closes %v", table, found)
		}
		withoutClosed(t, l, want)
		l.Close()
	}
	if err := os.WriteFile(filepath.Join(folder, ledger.OutletsFile), []byte("outlet\towner\tclosed\nTideline\t\tYes!\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Open(folder, linker, ledger.Options{}); err == nil {
		t.Error("a table was taken that says neither yes nor no")
	}
}

// withoutClosed: what viewers are given tells of no closed report, and of some event in less than all reports.
func withoutClosed(t *testing.T, l *ledger.Ledger, some bool) {
	t.Helper()
	less := false
	for d, err := range l.Dossiers(store.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		left, err := l.WithoutClosed(d)
		less = less || len(left.Tellings) < len(d.Tellings)
		if err != nil {
			continue // nothing is left
		}
		for _, q := range left.Questions {
			for _, c := range q.Claims {
				if d.Reports[c.Report].Closed {
					t.Errorf("%s: %q of a closed source", d.ID, c.Words)
				}
			}
		}
		for id := range left.Readings {
			if d.Reports[id].Closed {
				t.Errorf("%s: the reading of a closed source", d.ID)
			}
		}
	}
	if less != some {
		t.Errorf("left out of some event: %v, want %v", less, some)
	}
}

func TestPeopleWithholdReports(t *testing.T) {
	l, items := made(t), ledgertest.Reports(t)
	take(t, l, items)
	id := ledger.NameOf(items[0].Raw)
	made := decide(t, l, record.Decision{By: "x", Verb: record.Withhold, Subjects: []string{id[:20] + "…"}, Why: "given in confidence"})
	if len(made.Subjects) != 1 || made.Subjects[0] != id {
		t.Errorf("logged for %q, want %s", made.Subjects, id)
	}
	take(t, l, items)
	recoded(t, l, "seize")
	if found := closed(t, l); len(found) != 1 || !found[items[0].File] {
		t.Errorf("closed after all was read again: %v", found)
	}
	decide(t, l, record.Decision{By: "x", Verb: record.Disclose, Subjects: []string{id}})
	if found := closed(t, l); len(found) != 0 {
		t.Errorf("closed after it was disclosed: %v", found)
	}
	for _, bad := range [][]string{nil, {"sha256:"}, {"sha256:zz"}, {""}} {
		if _, err := l.Decide(record.Decision{By: "x", Verb: record.Withhold, Subjects: bad}); err == nil {
			t.Errorf("reports %q were withheld", bad)
		}
	}
}
