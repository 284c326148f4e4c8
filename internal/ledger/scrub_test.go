package ledger_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
)

// TestErasedWordsLeaveNoBytes looks for words of an erased report, which stood in the index, in lists and in names of people, in every byte of the
// ledger's files.
func TestErasedWordsLeaveNoBytes(t *testing.T) {
	const name, site = "Quirinalis Zwaardvis", "Xylokastron"
	text := "Police clear camp at " + site + "\n\n12 March 2024\n\nPolice cleared a migrant camp at " + site + " on Monday, 11 March 2024. " +
		name + ", a volunteer, was arrested near Calais. \"They took the tents,\" said " + name + ".\n"
	var item ingest.Item
	for read, err := range ingest.ReadFrom("a.txt", strings.NewReader(text), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		item = read
	}
	l := made(t)
	take(t, l, append(ledgertest.Reports(t)[:5], item))
	words := []string{name, site, strings.ToLower(site), "zwaardvis", "tents,\""}
	if found := inFiles(t, l, words); len(found) < 3 {
		t.Fatalf("before it is erased only %q stand in the files: nothing is tested", found)
	}
	_, err := l.Redact(record.Decision{By: "tester", Why: "asked for"}, []string{ledger.NameOf(item.Raw)}, func([]byte) string { return "salted" }, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkClean(t, l)
	if found := inFiles(t, l, words); len(found) > 0 {
		t.Errorf("%q still stand in the files", found)
	}
}

// inFiles gives those of some words that stand in the files of a ledger.
func inFiles(t *testing.T, l *ledger.Ledger, words []string) (found []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(l.Folder(), ledger.File+"*"))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	for _, w := range words {
		if bytes.Contains(all, []byte(w)) {
			found = append(found, w)
		}
	}
	return found
}
