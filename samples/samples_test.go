package samples

import (
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEverySampleSaysThatItIsOne(t *testing.T) {
	err := fs.WalkDir(Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(Files, name)
		if err != nil {
			return err
		}
		if !utf8.Valid(raw) {
			t.Errorf("%s is not UTF-8", name)
		}
		for report := range reports(name, string(raw)) {
			if !strings.Contains(report, "invented") && !strings.Contains(report, "inventé") {
				t.Errorf("%s has a report that does not say it is invented", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reports yields the reports of a file: its lines for JSON Lines, else the whole of it.
func reports(name, raw string) func(yield func(string) bool) {
	if strings.HasSuffix(name, ".jsonl") {
		return func(yield func(string) bool) {
			for line := range strings.Lines(raw) {
				if !yield(line) {
					return
				}
			}
		}
	}
	return func(yield func(string) bool) { yield(raw) }
}
