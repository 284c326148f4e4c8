package publish

import (
	"bytes"
	"fmt"
	"strings"

	"dateline/internal/publish/sheet"
)

// facts is what the page on methodology says of the events and reports of a release, gathered row by row.
type facts struct {
	acts, rules                  map[string]int // of events
	outlets, languages, versions map[string]int // of reports; versions of the program that read them
	first, last                  string         // days of publication
	noDay, noPlace, short        int
	whole                        int      // events with dead or missing that have all that a record of casualties needs
	lacking                      []string // what the others lack, a line each
}

func factsOf(files Files) (*facts, error) {
	f := &facts{acts: map[string]int{}, rules: map[string]int{}, outlets: map[string]int{}, languages: map[string]int{}, versions: map[string]int{}}
	if err := files.lines("events", f.event); err != nil {
		return nil, err
	}
	return f, files.lines("reports", f.report)
}

func (f *facts) event(cell func(string) string) {
	f.acts[cell("act")]++
	f.rules[cell("rule")]++
	f.noDay += first(cell("date_start") == "")
	f.noPlace += first(cell("latitude") == "")
	if cell("dead_low") > "0" || cell("dead_high") > "0" || cell("missing_low") > "0" {
		f.casualties(cell)
	}
}

// casualties notes whether an event with dead or missing has what a record of casualties must have at least: a place, a date, a source, a figure
// with its bounds, and the rule by which it is published.
func (f *facts) casualties(cell func(string) string) {
	var lacks []string
	for _, need := range []struct{ what, value string }{
		{"place", cell("place")}, {"date", cell("date_start")}, {"source", cell("outlets")}, {"upper bound", orElse(cell("dead_high"), cell("missing_high"))}, {"rule", cell("rule")},
	} {
		if need.value == "" {
			lacks = append(lacks, need.what)
		}
	}
	if lacks == nil {
		f.whole++
	} else {
		f.lacking = append(f.lacking, fmt.Sprintf("- %s lacks %s", cell("event_id"), strings.Join(lacks, ", ")))
	}
}

func (f *facts) report(cell func(string) string) {
	f.outlets[orElse(cell("outlet"), "(not known)")]++
	f.languages[cell("language")]++
	f.versions[orElse(cell("coder"), "not known")]++
	f.short += first(cell("truncated") == "true")
	if day := cell("published"); day != "" {
		if f.first == "" || day < f.first {
			f.first = day
		}
		f.last = max(f.last, day)
	}
}

// lines reads a table of a release row by row; cell gives the text of a column.
func (f Files) lines(name string, take func(cell func(column string) string)) error {
	t, _ := FindTable(name)
	data, is := f[t.Name+".csv"]
	if !is {
		return fmt.Errorf("%s is no table of this release", t.Name)
	}
	return sheet.Read(bytes.NewReader(data), sheet.CSV, t.Columns, func(row sheet.Row) error {
		take(func(column string) string { return t.cell(row, column) })
		return nil
	})
}
