package gate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/shipped"
	"dateline/internal/text"
	"dateline/rules"
)

// read codes texts as the program does.
func read(t *testing.T, paths ...string) (all []*record.Reading) {
	t.Helper()
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	worker := coder.Worker()
	for item, err := range ingest.Read(paths, ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		work, err := worker.Code(item)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, work.Reading)
	}
	return all
}

func screen(t *testing.T, key Key, readings []*record.Reading, decided map[string]Decision) *Screen {
	t.Helper()
	lexicon, err := ReadLexicon(codebook.FS, rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := New(key, lexicon)
	for _, r := range readings {
		s.Read(r)
	}
	if err := s.Settle(func(string) (string, error) { return "", nil }, decided); err != nil {
		t.Fatal(err)
	}
	return s
}

const sample = "../../../samples/ledger/reports"

// least is how much of what the gold says must be stopped at is found at least.
const least = 0.8

func TestFindsWhatTheGoldStopsAt(t *testing.T) {
	readings := read(t, sample)
	s := screen(t, Key("test"), readings, nil)
	gold, err := os.ReadFile("../../../samples/ledger/gold/harm.tsv")
	if err != nil {
		t.Fatal(err)
	}
	found, all := 0, 0
	for _, line := range strings.Split(strings.TrimSpace(string(gold)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		all++
		if stops(s, cells[0], cells[2]) {
			found++
		} else {
			t.Logf("not found: %q", cells)
		}
	}
	t.Logf("%d of %d found; %d findings in %d reports", found, all, len(s.Findings()), len(readings))
	if float64(found) < least*float64(all) {
		t.Errorf("found %d of %d, want %.0f %% at least", found, all, 100*least)
	}
	for _, f := range s.Findings() {
		t.Logf("%-14s %-40q %v %v %s", f.Kind, f.Words, f.Files(), f.Tables(), f.Why)
	}
}

// stops reports whether a finding stands in a report at words, or within them.
func stops(s *Screen, file, words string) bool {
	for _, f := range s.Findings() {
		for _, p := range f.Places {
			if filepath.Base(p.File) == file && (strings.Contains(fold(words), fold(f.Words)) || strings.Contains(fold(f.Words), fold(words))) {
				return true
			}
		}
	}
	return false
}

// TestThingsAreNoPeople asks about nobody where the sample reports name nationalities, ships, places and bodies.
func TestThingsAreNoPeople(t *testing.T) {
	s := screen(t, Key("key"), read(t, sample), nil)
	people := map[string]bool{}
	for _, f := range s.Findings() {
		people[f.Words] = true
	}
	for _, thing := range []string{"Guinéen", "Guinéens", "Soudanais", "Kent Hauliers", "Frontière Unie", "Marquise", "Tideline", "Cormoran"} {
		if people[thing] {
			t.Errorf("%s is taken for somebody", thing)
		}
	}
	for _, person := range []string{"Amaia Zubieta", "Ibrahima", "Karwan", "Martha", "Joe Ashdown"} {
		if !people[person] {
			t.Errorf("%s is not asked about", person)
		}
	}
}

// TestOutletsAreNoPeople reads a text that names its outlet as if it were somebody: every table shows outlets, so that none could leave.
func TestOutletsAreNoPeople(t *testing.T) {
	r := &record.Reading{Body: "Ada Moor wrote for Hill Courier."}
	r.Report = text.Report{ID: "sha256:1", Outlet: "Hill Courier"}
	r.Names = []text.Name{{Span: text.Span{Start: 0, End: 8}, Type: text.PER}, {Span: text.Span{Start: 19, End: 31}, Type: text.PER}}
	s := screen(t, Key("key"), []*record.Reading{r}, nil)
	if s.Leaks("Hill Courier") != "" {
		t.Error("an outlet is covered")
	}
	if s.Leaks("Ada Moor") == "" {
		t.Error("Ada Moor is not covered")
	}
	if s.Leaks("Ada; Moor < Ada") != "" {
		t.Error("values side by side are taken for a name")
	}
}
