package publish

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/store"
)

// built builds the next release of a ledger.
func built(t *testing.T, l *ledger.Ledger, note string) (*Book, Manifest, Files) {
	t.Helper()
	b := book(t, l, Options{ShortFile: true})
	m, err := Prepare(l, Manifest{Note: note, Contact: "c@example.org"}, l.Now())
	if err != nil {
		t.Fatal(err)
	}
	if m.Gaps, err = b.Gaps(); err != nil {
		t.Fatal(err)
	}
	var before Files
	if m.Release > 1 {
		if before, err = Released(l, m.Release-1); err != nil {
			t.Fatal(err)
		}
	}
	files, err := b.Build(m, before, codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b, m, files
}

func released(t *testing.T, l *ledger.Ledger, note string) Files {
	t.Helper()
	b, m, files := built(t, l, note)
	if _, err := b.Log(m, files, "ann", l.Now()); err != nil {
		t.Fatal(err)
	}
	return files
}

func sameFiles(t *testing.T, got, want Files) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !bytes.Equal(got[name], want[name]) {
			t.Errorf("%s differs", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

func TestReleaseIsTheSameTwiceAndAfterAnUnrelatedReport(t *testing.T) {
	all := readings(t)
	l := made(t, all[:len(all)-unrelated])
	_, _, once := built(t, l, "first")
	_, _, twice := built(t, l, "first")
	sameFiles(t, twice, once)
	files := released(t, l, "first")
	sameFiles(t, files, once)
	add(t, l, all[len(all)-unrelated:])
	m, options, err := files.Inputs()
	if err != nil {
		t.Fatal(err)
	}
	again, err := book(t, l, options).Build(m, nil, codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	sameFiles(t, again, files)
	kept, err := Released(l, 1)
	if err != nil {
		t.Fatal(err)
	}
	sameFiles(t, kept, files)
}

func TestReleaseIsReadBackAndNeverAltered(t *testing.T) {
	l := made(t, readings(t))
	files := released(t, l, "first")
	folder := filepath.Join(t.TempDir(), "releases", "1")
	if err := files.Save(folder); err != nil {
		t.Fatal(err)
	}
	back, err := ReadFiles(folder)
	if err != nil {
		t.Fatal(err)
	}
	sameFiles(t, back, files)
	other := maps.Clone(files)
	other["events.csv"] = []byte("x")
	other[sumsFile] = other.sums()
	if err := other.Save(folder); err == nil {
		t.Error("a release was written over")
	}
	if err := os.WriteFile(filepath.Join(folder, "events.csv"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFiles(folder); err == nil {
		t.Error("a file that is not the one that was released is not noticed")
	}
}

func TestReleasedEventsKeepTheirIDs(t *testing.T) {
	all := readings(t)
	l := made(t, all[1:])
	files := released(t, l, "without the first report")
	add(t, l, all[:1]) // published before the others: it would found the events that it tells too
	rows, err := files.records("events")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range rows {
		err := l.Read(func(r store.Reader) error { _, err := r.Event(record.EventID(e["event_id"])); return err })
		if err != nil {
			t.Errorf("%s (%s): %v", e["event_id"], e["line"], err)
		}
	}
}

func TestDiffTellsWhy(t *testing.T) {
	all := readings(t)
	l := made(t, all[:len(all)-unrelated])
	before := released(t, l, "first")
	add(t, l, all[len(all)-unrelated:])
	accounts, err := before.records("accounts")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(accounts, func(a map[string]string) bool { return a["act"] == "drown" && a["dead_low"] == "5" })
	if _, err := l.Decide(record.Decision{Verb: record.Correct, By: "ann", Why: "counted again", Subjects: []string{accounts[at]["account_id"]}, Field: "dead", New: "6"}); err != nil {
		t.Fatal(err)
	}
	after := released(t, l, "second")
	changes, err := Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var corrected, added bool
	for _, c := range changes {
		causes := strings.Join(c.Causes, "\n")
		if causes == "" {
			t.Errorf("%s %s has no cause", c.Table, c.Key)
		}
		corrected = corrected || c.Table == "accounts" && c.Kind == Changed && strings.Contains(causes, "correct dead from 5 to 6 (counted again)")
		added = added || c.Table == "events" && c.Kind == Added && strings.Contains(causes, "new report: The Far Voice")
	}
	if !corrected || !added {
		t.Errorf("corrected %v, added %v in %d changes:\n%s", corrected, added, len(changes), after["changes.md"])
	}
	if none, _ := Compare(after, after); len(none) != 0 {
		t.Errorf("a release differs from itself: %v", none)
	}
}

var pseudonym = regexp.MustCompile(`Person [0-9A-Z]{7}`)

func TestPseudonymsStayAndDependOnTheKey(t *testing.T) {
	all := readings(t)
	l := made(t, all)
	first := pseudonym.FindAllString(string(released(t, l, "")["quotes.csv"]), -1)
	second := pseudonym.FindAllString(string(released(t, l, "")["quotes.csv"]), -1)
	if len(first) == 0 || !slices.Equal(first, second) {
		t.Fatalf("%q, then %q", first, second)
	}
	other := made(t, all)
	if err := os.WriteFile(filepath.Join(other.Folder(), gate.KeyFile), []byte(strings.Repeat("1e", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if third := pseudonym.FindAllString(string(released(t, other, "")["quotes.csv"]), -1); len(third) != len(first) || third[0] == first[0] {
		t.Errorf("with another key %q, as with the first %q", third, first)
	}
}

func TestAnotherKeyIsNoticed(t *testing.T) {
	l := made(t, readings(t))
	if _, _, err := Key(l, false); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(l.Folder(), gate.KeyFile))
	if _, _, err := Key(l, false); !errors.Is(err, ErrKey) {
		t.Errorf("no key: %v", err)
	}
	if _, made, err := Key(l, true); err != nil || !made {
		t.Errorf("made %v, %v", made, err)
	}
	info, err := os.Stat(filepath.Join(l.Folder(), gate.KeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file is %v, %v", info.Mode(), err)
	}
}

func TestDecisionsOnFindings(t *testing.T) {
	l := made(t, readings(t))
	open := func() (n int) {
		for _, f := range book(t, l, Options{}).Findings() {
			if f.Open() {
				n++
			}
		}
		return n
	}
	if open() == 0 {
		t.Fatal("nothing is open")
	}
	for _, f := range book(t, l, Options{}).Findings() {
		way := f.Ways()[0]
		if f.Words == "Selim Karadag" {
			way = gate.Keep
		}
		if _, err := l.Decide(record.Decision{Verb: record.Gate, By: "ann", Why: "he wants it", Field: f.Key, New: string(way)}); err != nil {
			t.Fatal(err)
		}
	}
	if n := open(); n != 0 {
		t.Errorf("%d are open after all were decided", n)
	}
	_, _, files := built(t, l, "")
	if !bytes.Contains(files["quotes.csv"], []byte("Selim Karadag")) {
		t.Errorf("who may be named is not:\n%s", files["quotes.csv"])
	}
}

func TestMinorsAreNeverNamed(t *testing.T) {
	f := &gate.Finding{Kind: gate.MinorName}
	if slices.Contains(f.Ways(), gate.Keep) {
		t.Error("the name of a minor can be kept")
	}
}

func TestRedactErasesAndTheLogHolds(t *testing.T) {
	l := made(t, readings(t))
	files := released(t, l, "first")
	key, _, err := Key(l, false)
	if err != nil {
		t.Fatal(err)
	}
	id := readings(t)[0].Report.ID
	plan, err := Redaction(l, []string{id[:20]})
	if err != nil || !slices.Equal(plan.Releases, []int{1}) {
		t.Fatalf("%+v, %v", plan, err)
	}
	logged, err := plan.Carry(l, key, "ann", "asked for")
	if err != nil {
		t.Fatal(err)
	}
	if want := key.Salted(readings(t)[0].Body); logged[0].Old != want {
		t.Errorf("the hash of what was there is %s, want %s", logged[0].Old, want)
	}
	if err := l.Check(func(f store.Finding) { t.Errorf("%s: %s", f.Object, f.Fault) }); err != nil {
		t.Fatal(err)
	}
	if _, err := Released(l, 1); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("the release is still there: %v", err)
	}
	b := book(t, l, Options{ShortFile: true})
	m, _ := Prepare(l, Manifest{}, l.Now())
	after, err := b.Build(m, nil, codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(after["removed.csv"]), id+",report,erased,,asked for") || strings.Contains(string(after["reports.csv"]), id) {
		t.Errorf("removed:\n%s", after["removed.csv"])
	}
	keptIDs(t, files, after, id)
}

// keptIDs wants every event that others tell too to have kept its id.
func keptIDs(t *testing.T, before, after Files, erased string) {
	t.Helper()
	accounts, err := before.records("accounts")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a["report_id"] != erased && !strings.Contains(string(after["events.csv"]), a["event_id"]) {
			t.Errorf("%s is gone, though %s tells it", a["event_id"], a["report_id"])
		}
	}
}

func TestPersonKeepsTheNameThatWasJudgedFirst(t *testing.T) {
	same := func(names ...string) record.Decision {
		return record.Decision{Verb: record.SamePerson, Subjects: names}
	}
	of := persons([]record.Decision{same("r2#Ana", "r3#Anna"), same("r1#An", "r3#Anna"), same("r8#Bo", "r9#B"), {Verb: record.NotPerson, Subjects: []string{"r9#B"}}})
	for name, want := range map[string]string{"r1#An": "r2#Ana", "r2#Ana": "r2#Ana", "r3#Anna": "r2#Ana", "r8#Bo": "r8#Bo", "r9#B": "r9#B", "r7#Who": ""} {
		if got, _ := of(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// records reads a table of a release as text by column.
func (f Files) records(name string) (all []map[string]string, err error) {
	err = f.Each(name, func(row map[string]string) { all = append(all, row) })
	return all, err
}
