package samples

import (
	"encoding/json"
	"html"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

// tables are the tables of ledger/gold with their columns and the number of leading columns that make a row unique.
var tables = map[string]struct {
	columns string
	unique  int
}{
	"events":    {"event act day place country dead injured displaced others description", 1},
	"tellings":  {"event report words also background realisation", 2},
	"relations": {"event relation other", 3},
	"texts":     {"report group kind", 1},
	"outlets":   {"outlet owner kind language place country", 1},
	"people":    {"person class report name", 4},
	"claims":    {"event field value speaker report words", 6},
	"harm":      {"report kind words why", 3},
}

// allowed lists the values that a column may hold; a dot joins table and column.
var allowed = map[string]string{
	"tellings.background":  "yes|no",
	"tellings.realisation": "happened|attempted|planned|planned negated|ordered|ordered negated|denied",
	"relations.relation":   "series|follow-up|part-of|distinct",
	"texts.kind":           "original|exact|cut|edited|translation",
	"outlets.kind":         "wire|national|regional|NGO|broadcaster",
	"people.class":         "official|spokesperson|professional|private|victim|minor",
	"harm.kind":            "minor-name|victim-name|private-name|address|phone|health|camp-location",
}

var (
	yearOnly = `\d{4}(-\d\d(-\d\d)?)?`
	edtf     = regexp.MustCompile(`^` + yearOnly + `(/` + yearOnly + `)?$`)
	amount   = regexp.MustCompile(`^(~?\d+|\d+\.\.\d*|\.\.\d+)?$`)
)

func TestTablesOfTheLedgerAreWhole(t *testing.T) {
	for name, table := range tables {
		seen := map[string]bool{}
		for _, row := range readTable(t, name) {
			key := strings.Join(fields(row, table.columns)[:table.unique], "\t")
			if seen[key] {
				t.Errorf("%s: %q stands there twice", name, key)
			}
			seen[key] = true
			for column, value := range row {
				if values, limited := allowed[name+"."+column]; limited && !strings.Contains("|"+values+"|", "|"+value+"|") {
					t.Errorf("%s: %q is no %s", name, value, column)
				}
			}
		}
	}
}

func TestEventsHaveDayAndAmounts(t *testing.T) {
	for _, row := range readTable(t, "events") {
		if !edtf.MatchString(row["day"]) {
			t.Errorf("%s: day %q", row["event"], row["day"])
		}
		for _, column := range []string{"dead", "injured", "displaced"} {
			if !amount.MatchString(row[column]) {
				t.Errorf("%s: %s %q", row["event"], column, row[column])
			}
		}
	}
	for _, row := range readTable(t, "claims") {
		if !amount.MatchString(row["value"]) {
			t.Errorf("%s: value %q", row["event"], row["value"])
		}
	}
}

func TestKeysOfTheLedgerExist(t *testing.T) {
	events := map[string]bool{}
	for _, row := range readTable(t, "events") {
		events[row["event"]] = true
	}
	told := map[string]bool{}
	for _, name := range []string{"tellings", "relations", "claims"} {
		for _, row := range readTable(t, name) {
			if !events[row["event"]] || row["other"] != "" && !events[row["other"]] {
				t.Errorf("%s: no such event in %v", name, row)
			}
			told[row["event"]] = told[row["event"]] || name == "tellings"
		}
	}
	for event := range events {
		if !told[event] {
			t.Errorf("no report tells %s", event)
		}
	}
}

func TestWordsOfTheLedgerStandInTheirReports(t *testing.T) {
	texts := ledgerTexts(t)
	for name := range tables {
		for _, row := range readTable(t, name) {
			report, named := row["report"]
			if !named {
				continue
			}
			text, exists := texts[report]
			if !exists {
				t.Errorf("%s: no report %q", name, report)
			}
			for _, words := range append(strings.Split(row["also"], " | "), row["words"], row["name"]) {
				if !strings.Contains(text, words) {
					t.Errorf("%s: %q does not stand in %s", name, words, report)
				}
			}
			if found := strings.Count(text, row["words"]); name == "tellings" && found != 1 {
				t.Errorf("%s: %q stands %d times in %s", name, row["words"], found, report)
			}
		}
	}
}

func TestEveryReportOfTheLedgerHasItsOutletAndSaysThatItIsInvented(t *testing.T) {
	outlets := readTable(t, "outlets")
	for report, text := range ledgerTexts(t) {
		if !strings.Contains(text, "invented") && !strings.Contains(text, "inventé") {
			t.Errorf("%s does not say that it is invented", report)
		}
		known := false
		for _, outlet := range outlets {
			known = known || strings.Contains(text, outlet["outlet"])
		}
		if !known {
			t.Errorf("%s has no known outlet", report)
		}
	}
}

// readTable returns the rows of a table of ledger/gold by the names of its columns.
func readTable(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	raw, err := Ledger.ReadFile("ledger/gold/" + name + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(raw), "\n")
	if head != strings.ReplaceAll(tables[name].columns, " ", "\t") {
		t.Fatalf("%s has the columns %q", name, head)
	}
	for line := range strings.Lines(body) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		columns := strings.Fields(tables[name].columns)
		if len(cells) != len(columns) {
			t.Fatalf("%s: %d cells in %q", name, len(cells), line)
		}
		row := map[string]string{}
		for i, column := range columns {
			row[column] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// fields returns the cells of a row in the order of the columns.
func fields(row map[string]string, columns string) (cells []string) {
	for _, column := range strings.Fields(columns) {
		cells = append(cells, row[column])
	}
	return cells
}

// ledgerTexts returns the text of each report by its name: of a page without the signs of HTML, of a line of JSON its
// fields, and of any other file the whole of it.
func ledgerTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(Ledger, "ledger/reports", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(Ledger, file)
		name := path.Base(file)
		if path.Ext(name) != ".jsonl" {
			texts[name] = html.UnescapeString(string(raw))
			return err
		}
		for line := range strings.Lines(string(raw)) {
			var report struct{ ID, Title, Text, Outlet, Note string }
			if err := json.Unmarshal([]byte(line), &report); err != nil {
				return err
			}
			texts[name+"#"+report.ID] = strings.Join([]string{report.Title, report.Text, report.Outlet, report.Note}, "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}
