package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

func TestSmoke(t *testing.T) {
	l, err := Create(filepath.Join(t.TempDir(), "a b?.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.Write(func(w store.Writer) error {
		r := store.Report{Report: text.Report{ID: "r1", Title: "T", Published: text.Day{Year: 2020, Month: 1, Day: 2}}, Raw: []byte("Police cleared the camp.")}
		if err := w.PutReport(r); err != nil {
			return err
		}
		if err := w.PutReading("r1", "v1", &record.Reading{Report: r.Report, Body: "Police cleared the camp.", Language: "en"}, []uint64{1, 2}); err != nil {
			return err
		}
		if err := w.PutAccounts("r1", []store.Account{{ID: "r1#a", Report: "r1", Founds: "e1", Telling: []byte{1}, Keys: []uint64{5, 6}}}); err != nil {
			return err
		}
		if err := w.PutEvent(store.Row{Event: record.Event{ID: "e1", Act: "clear-settlement", Members: []record.Member{{Account: "r1#a", Report: "r1"}}}, From: time.Unix(0, 0), To: time.Unix(86400, 0), Placed: true, Lat: 50, Lon: 1, Outlets: []string{"A"}}); err != nil {
			return err
		}
		_, err := w.Append(record.Decision{Verb: record.Accept, Subjects: []string{"r1#a"}, At: time.Unix(5, 7)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = l.Read(func(r store.Reader) error {
		for _, q := range []store.Query{{}, {Words: "pol camp"}, {Words: "camp pol"}, {Acts: []string{"clear-settlement"}, Outlets: []string{"A"}}, {Box: &store.Box{South: 49, West: 170, North: 51, East: 2}}, {Words: `"NEAR(`}} {
			p, err := r.Events(q)
			t.Log(q, len(p.Rows), p.Total, err)
		}
		row, err := r.Event("e1")
		t.Log(row, err)
		near, c, err := r.Near([]uint64{6}, 3)
		t.Log(near, c, err)
		tot, err := r.Totals()
		t.Log(tot, err)
		rd, err := r.Reading("r1")
		t.Log(rd, err)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Check(func(f store.Finding) { t.Error(f) }); err != nil {
		t.Fatal(err)
	}
}
