package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
)

// TestWordsAreFoundInEveryWay asks for words and outlets as if few, many or most reports had them: the events are the same, page by page.
func TestWordsAreFoundInEveryWay(t *testing.T) {
	l := created(t, filepath.Join(t.TempDir(), "ledger.db"))
	var err error
	for i := range 30 {
		err = errors.Join(err, put(l, fmt.Sprintf("r%02d", i), fmt.Appendf(nil, "<p>Police cleared the camp number%d.</p>", i%3)))
	}
	err = errors.Join(err, l.Write(func(w store.Writer) error {
		for i := range 30 {
			report := fmt.Sprintf("r%02d", i)
			id := record.AccountID(report + "#a1")
			row := store.Row{Event: record.Event{ID: record.EventID("e-" + report), Act: "die", Members: []record.Member{{Account: id, Report: report}}, Reports: 1}}
			if err := errors.Join(w.PutAccounts(report, []store.Account{{ID: id, Report: report, Telling: []byte{1}}}), w.PutEvent(row)); err != nil {
				return err
			}
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []store.Query{{Words: "police cle", Limit: 7}, {Words: "police", Sort: "id", Limit: 4}, {Words: "nowhere"}, {Outlets: []string{""}, Limit: 11}} {
		var want []record.EventID
		for _, way := range []frequent{usual, {few: 0, many: 100, passed: 1}, {passed: 1}, {}, {few: 0, many: 100, passed: 1000}} {
			l.frequent = way
			got := everyPage(t, l, q)
			if way == usual {
				want = got
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%+v, %+v: %q, want %q", q, way, got, want)
			}
		}
	}
}

func everyPage(t *testing.T, l store.Ledger, q store.Query) (all []record.EventID) {
	t.Helper()
	for {
		var page store.Page
		if err := l.Read(func(r store.Reader) (err error) { page, err = r.Events(q); return err }); err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			all = append(all, row.ID)
		}
		if q.After = page.Next; q.After == "" {
			return all
		}
	}
}
