package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/publish/gate"
	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/record/jsonl"
	"dateline/internal/store"
)

// The readings in testdata were coded once and are kept, so that what leaves a ledger is tested apart from what the coder reads.
const fixture = "testdata/readings.jsonl"

// unrelated is how many of them, at the end, have nothing to do with the others.
const unrelated = 1

func readings(t *testing.T) (all []*record.Reading) {
	t.Helper()
	data, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range jsonl.Read(bytes.NewReader(data)) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func linker(t testing.TB) *link.Linker {
	t.Helper()
	l, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// made is a ledger of readings, with a clock that stands still and a key that every test has.
func made(t *testing.T, all []*record.Reading) *ledger.Ledger {
	t.Helper()
	folder := t.TempDir()
	l, err := ledger.Init(folder, linker(t), ledger.Options{Now: func() time.Time { return time.Date(2022, 4, 1, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := os.WriteFile(filepath.Join(folder, gate.KeyFile), []byte(strings.Repeat("0f", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	add(t, l, all)
	return l
}

func add(t *testing.T, l *ledger.Ledger, all []*record.Reading) {
	t.Helper()
	err := l.Write(func(w store.Writer) error {
		for _, r := range all {
			sum := sha256.Sum256([]byte(r.Body))
			report := store.Report{Report: r.Report, Raw: []byte(r.Body), Hash: hex.EncodeToString(sum[:]), Format: "text", State: store.Coded, Coder: "fixture"}
			if err := w.PutReport(report); err != nil {
				return err
			}
			if err := w.PutReading(r.Report.ID, "fixture", r, link.CopyKeys(r.Body)); err != nil {
				return err
			}
			if err := w.SetState(r.Report.ID, store.Coded, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = l.Link(false, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func book(t *testing.T, l *ledger.Ledger, o Options) *Book {
	t.Helper()
	key, _, err := Key(l, false)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(l, linker(t), key, codebook.FS, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func exported(t *testing.T, b *Book, table Table, f sheet.Format) []byte {
	t.Helper()
	var out bytes.Buffer
	tally, err := table.Write(b, sheet.NewMeter(&out), f)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(out.Bytes()); tally.Hash != hex.EncodeToString(sum[:]) || tally.Bytes != int64(out.Len()) {
		t.Errorf("%s: told %+v of %d bytes", table.Name, tally, out.Len())
	}
	return out.Bytes()
}

// golden compares with a file in testdata/golden; UPDATE=1 writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what it was; UPDATE=1 go test ./internal/publish writes it anew\n got %s\nwant %s", name, head(got), head(want))
	}
}

func head(data []byte) string { return string(data[:min(len(data), 2000)]) }

func TestGolden(t *testing.T) {
	b := book(t, made(t, readings(t)), Options{ShortFile: true})
	for _, table := range Tables() {
		golden(t, table.Name+".csv", exported(t, b, table, sheet.CSV))
	}
	for _, shape := range Shapes() {
		var out bytes.Buffer
		if _, err := shape.Write(b, sheet.NewMeter(&out)); err != nil {
			t.Fatal(err)
		}
		golden(t, shape.Name+".json", out.Bytes())
	}
}

func TestFormatsHoldTheSame(t *testing.T) {
	b := book(t, made(t, readings(t)), Options{})
	for _, table := range Tables() {
		var all [][]sheet.Row
		for _, f := range sheet.Formats {
			var rows []sheet.Row
			if err := sheet.Read(bytes.NewReader(exported(t, b, table, f)), f, table.Columns, func(r sheet.Row) error { rows = append(rows, r); return nil }); err != nil {
				t.Fatalf("%s as %s: %v", table.Name, f, err)
			}
			all = append(all, rows)
		}
		for i, rows := range all[1:] {
			if !reflect.DeepEqual(rows, all[0]) {
				t.Errorf("%s: %s and %s differ", table.Name, sheet.Formats[0], sheet.Formats[i+1])
			}
		}
	}
}

func TestKeysNameOneRow(t *testing.T) {
	b := book(t, made(t, readings(t)), Options{})
	for _, table := range Tables() {
		seen := map[string]bool{}
		sheet.Read(bytes.NewReader(exported(t, b, table, sheet.CSV)), sheet.CSV, table.Columns, func(r sheet.Row) error {
			if key := table.keyOf(r); len(table.Key) > 0 && seen[key] {
				t.Errorf("%s has two rows with the key %s", table.Name, key)
			} else {
				seen[key] = true
			}
			return nil
		})
	}
}

// private is what no export of the fixture may hold before somebody decides.
var private = []string{"Selim", "Karadag", "rue des Lilas", "15-year-old", "Sudanese boy", "at four in the morning", "karadag"}

func TestNothingPrivateLeaves(t *testing.T) {
	b := book(t, made(t, readings(t)), Options{})
	out := map[string][]byte{}
	for _, table := range Tables() {
		out[table.Name] = exported(t, b, table, sheet.CSV)
	}
	for _, shape := range Shapes() {
		var data bytes.Buffer
		if _, err := shape.Write(b, sheet.NewMeter(&data)); err != nil {
			t.Fatal(err)
		}
		out[shape.Name] = data.Bytes()
	}
	for name, data := range out {
		for _, words := range private {
			if bytes.Contains(data, []byte(words)) {
				t.Errorf("%s holds %q", name, words)
			}
		}
	}
	if !bytes.Contains(out["quotes"], []byte("Agnes Duval")) {
		t.Errorf("the mayor is covered too:\n%s", out["quotes"])
	}
}

func TestGeoJSONHasLongitudeFirst(t *testing.T) {
	var out bytes.Buffer
	if _, err := geojsonShape().Write(book(t, made(t, readings(t)), Options{}), sheet.NewMeter(&out)); err != nil {
		t.Fatal(err)
	}
	var all struct {
		Type     string
		Features []struct {
			Geometry *struct {
				Type        string
				Coordinates [2]float64
			}
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	for _, f := range all.Features {
		if f.Geometry != nil && f.Properties["place"] == "Calais" && (f.Geometry.Coordinates[0] > 3 || f.Geometry.Coordinates[1] < 50) {
			t.Errorf("Calais is at %v", f.Geometry.Coordinates)
		}
	}
}

// ftmProperties are the properties that are used, by schema, as the model of FollowTheMoney 3.8.4 has them (its own or inherited).
var ftmProperties = map[string]string{
	"Event": "name recordId country location keywords startDate endDate notes addressEntity involved organizer", "Address": "name full country city latitude longitude",
	"Article": "name fileName title publishedAt sourceUrl publisher language", "Documentation": "document entity", "Person": "name", "Organization": "name", "PublicBody": "name",
	"Mention": "name document resolved detectedSchema",
}

// ftmRequired are those that an entity must have there.
var ftmRequired = map[string]string{
	"Event": "name", "Address": "name", "Article": "name fileName", "Documentation": "document entity", "Person": "name", "Organization": "name", "PublicBody": "name", "Mention": "name document",
}

func TestEntitiesAreWholeAndKnown(t *testing.T) {
	var out bytes.Buffer
	if _, err := ftmShape().Write(book(t, made(t, readings(t)), Options{}), sheet.NewMeter(&out)); err != nil {
		t.Fatal(err)
	}
	ids, refers := map[string]bool{}, []string{}
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var e entity
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if ids[e.ID] {
			t.Errorf("%s comes twice", e.ID)
		}
		ids[e.ID] = true
		for _, needed := range strings.Fields(ftmRequired[e.Schema]) {
			if len(e.Properties[needed]) == 0 {
				t.Errorf("a %s has no %s: %s", e.Schema, needed, line)
			}
		}
		for property, values := range e.Properties {
			if !slices.Contains(strings.Fields(ftmProperties[e.Schema]), property) {
				t.Errorf("%s has no property %s", e.Schema, property)
			}
			if slices.Contains([]string{"addressEntity", "involved", "organizer", "document", "entity", "resolved"}, property) {
				refers = append(refers, values...)
			}
		}
	}
	for _, id := range refers {
		if !ids[id] {
			t.Errorf("nothing has the id %s", id)
		}
	}
}

func TestAnnotationsFindTheirWords(t *testing.T) {
	bodies := map[string][]rune{}
	for _, r := range readings(t) {
		bodies[r.Report.ID], bodies[r.Report.URL] = []rune(r.Body), []rune(r.Body)
	}
	n := atomic.Int32{}
	b := book(t, made(t, readings(t)), Options{})
	look := func(item any) {
		target := item.(object)["target"].(object)
		body := bodies[strings.TrimPrefix(target["source"].(string), "urn:dateline:")]
		selectors := target["selector"].([]object)
		if len(selectors) == 2 {
			n.Add(1)
			start, end := selectors[0]["start"].(int), selectors[0]["end"].(int)
			if got := string(body[start:end]); got != selectors[1]["exact"] {
				t.Errorf("at %d to %d stands %q, not %q", start, end, got, selectors[1]["exact"])
			}
			if prefix, is := selectors[1]["prefix"].(string); is && prefix != string(body[max(0, start-quoteContext):start]) {
				t.Errorf("before %d stands no %q", start, prefix)
			}
		}
	}
	err := b.drawn(func(c *Case) ([]byte, error) {
		for _, item := range annotationsShape().items(c) {
			look(item)
		}
		return nil, nil
	}, nil)
	if err != nil || n.Load() == 0 {
		t.Errorf("%d quotes, %v", n.Load(), err)
	}
}

func TestCeilings(t *testing.T) {
	site := record.Where{}
	site.Name, site.Precision, site.Lat, site.Lon, site.Within, site.Admin2, site.Gazetteer = "Camp des Dunes", "site", 51.0213, 2.1971, "Loon-Plage", "Nord", "own:Camp des Dunes"
	for _, test := range []struct {
		ceiling Ceiling
		want    string
	}{{Exact, "Camp des Dunes site 51.0213 2.1971 own:Camp des Dunes"}, {Town, "Loon-Plage town 51 2.2 "}, {Admin2, "Nord admin2 51 2 "}} {
		got := under(site, test.ceiling)
		if s := fmt.Sprintf("%s %s %v %v %s", got.Name, got.Precision, got.Lat, got.Lon, got.Gazetteer); s != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.ceiling, s, test.want)
		}
	}
}
