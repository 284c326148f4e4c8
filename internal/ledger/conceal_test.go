package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// TestErasedNamesLeaveTheLog judges a report in ways that hold names, erases it, and looks for them in every byte of the ledger. The log still verifies,
// and what was decided on other reports stands.
func TestErasedNamesLeaveTheLog(t *testing.T) {
	const name, told = "Zwaan Kestrelborough", "Police arrested Zwaan Kestrelborough in Calais on Monday."
	var items []ingest.Item
	for _, text := range []string{told + " His brother was there.", "Officers held " + name + " for two days. Police arrested " + name + " in Calais on Monday."} {
		for item, err := range ingest.ReadFrom("a.txt", strings.NewReader("5 March 2024\n\n"+text+"\n"), ingest.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, item)
		}
	}
	l := made(t)
	take(t, l, append(ledgertest.Reports(t)[:4], items...))
	gone, stays := ledger.NameOf(items[0].Raw), ledger.NameOf(items[1].Raw)
	account := func(report string) string {
		for _, row := range events(t, l, 1) {
			for _, m := range row.Members {
				if m.Report == report {
					return string(m.Account)
				}
			}
		}
		t.Fatalf("%s tells nothing", report)
		return ""
	}
	said := []record.Decision{
		{Verb: record.SamePerson, Subjects: []string{gone + "#" + name, stays + "#" + name}, Why: "Kestrelborough in both"},
		{Verb: record.Correct, Subjects: []string{account(gone)}, Field: "target", New: "Kestrelborough the younger", Why: "he says so"},
		ledger.Addition{Words: "His brother", Values: map[string]string{"act": "arrest", "target": "Kestrelborough senior"}}.Decision(gone, "tester", "seen by Kestrelborough"),
		{Verb: record.Accept, Subjects: []string{account(stays)}, Why: "read twice"},
		{Verb: record.SameText, Subjects: []string{gone, stays}, Why: "as Kestrelborough says"},
	}
	for _, d := range said {
		decide(t, l, d)
	}
	salted := func(raw []byte) string { return fmt.Sprintf("%x", sha256.Sum256(append([]byte("salt"), raw...))) }
	erase := func(report string) {
		t.Helper()
		if _, err := l.Redact(record.Decision{By: "tester", Why: "asked for"}, []string{report}, salted, nil); err != nil {
			t.Fatal(err)
		}
		checkClean(t, l)
	}
	erase(gone)
	log := decisions(t, l)
	for _, d := range log {
		if text := fmt.Sprint(d); strings.Contains(text, "Kestrelborough") && d.Verb != record.SamePerson || strings.Contains(text, gone+"#"+name) {
			t.Errorf("decision %d still names somebody: %s", d.Seq, text)
		}
	}
	if why := log[3].Why; why != "read twice" {
		t.Errorf("the reason of a decision on another report is %q", why)
	}
	if want := "erased " + salted([]byte("Kestrelborough the younger")); log[1].New != want {
		t.Errorf("the corrected value is %q, want %q", log[1].New, want)
	}
	erase(stays) // the other half of the same judgement
	if found := inFiles(t, l, []string{"Kestrelborough", "KESTRELBOROUGH", "kestrelborough"}); len(found) > 0 {
		t.Errorf("%q still stand in the files", found)
	}
	backup(t, l)
}

func decisions(t *testing.T, l *ledger.Ledger) (all []record.Decision) {
	t.Helper()
	err := l.Read(func(r store.Reader) error {
		for d, err := range store.EachDecision(r, 0) {
			if err != nil {
				return err
			}
			all = append(all, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// backup copies a ledger, and wants the copy to be as clean.
func backup(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	then, err := l.AsOf(2, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer then.Close()
	checkClean(t, then)
	if got := decisions(t, then); len(got) != 2 || !slices.IsSortedFunc(got, func(a, b record.Decision) int { return int(a.Seq - b.Seq) }) || bytes.Contains([]byte(fmt.Sprint(got)), []byte("Kestrel")) {
		t.Errorf("as of decision 2: %v", got)
	}
}
