package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// many puts events e-rNN#a1, one a report, that differ in what queries ask for:
// event n lies on day n+1 (every tenth is undated), at longitude 20n-180 and latitude 5n-60 (every seventh has no place).
func many(t testing.TB, l store.Ledger) []store.Row {
	const number = 20
	var rows []store.Row
	write(t, l, func(w store.Writer) error {
		for n := range number {
			id := fmt.Sprintf("r%02d", n)
			if err := errors.Join(w.PutReport(report(id)), w.PutReading(id, "c", worded(id, n), nil), w.PutAccounts(id, []store.Account{account(id, "a1")})); err != nil {
				return err
			}
			e := differing(event(record.AccountID(id+"#a1")), n)
			rows = append(rows, e)
			if err := w.PutEvent(e); err != nil {
				return err
			}
		}
		return nil
	})
	return rows
}

func worded(id string, n int) *record.Reading {
	r := reading(id)
	r.Body += []string{" Éric planted maïs.", " Daffodils.", ""}[n%3]
	r.Report.Outlet = []string{"Quay", "Wharf"}[n%2]
	return r
}

func differing(e store.Row, n int) store.Row {
	e.Act, e.Country, e.Place, e.Realisation = []string{"arrest", "attack", "clear-settlement"}[n%3], []string{"FR", "GR"}[n%2], fmt.Sprintf("Place %d", n%4), []string{"happened", "planned"}[n%2]
	e.Reports, e.Confidence, e.Outlets, e.Differs = 1+n%5, float64(n%6)/10, []string{[]string{"Quay", "Wharf"}[n%2]}, n%4 == 0
	e.Doubt = float64(n%3) / 5
	if n%10 != 9 {
		e.From, e.To = day(n+1), day(n+2)
	}
	if n == 5 { // its year is unsure
		e.From = e.From.AddDate(-3, 0, 0)
	}
	if n%7 != 6 {
		e.Placed, e.Lat, e.Lon = true, float64(5*n-60), float64(20*n-180)
	}
	if n%5 == 0 {
		e.Harm = map[string]record.Value{"dead": {Best: text.Just(float64(n))}}
	}
	if n == 3 {
		e.Review = record.Reviewed
	}
	return e
}

// all reads all pages of a query.
func all(t testing.TB, r store.Reader, q store.Query) (ids []record.EventID) {
	t.Helper()
	for {
		page, err := r.Events(q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		for _, row := range page.Rows {
			ids = append(ids, row.ID)
		}
		if q.After = page.Next; q.After == "" {
			if page.Total != len(ids) {
				t.Errorf("%+v: total %d, %d came", q, page.Total, len(ids))
			}
			return ids
		}
	}
}

func walk(t *testing.T, l store.Ledger) {
	many(t, l)
	write(t, l, func(w store.Writer) error {
		both := event("r03#a1", "r17#a1")
		related := []store.Edge{{A: "r03#a1", B: "r05#a1", Kind: record.FollowUp, Reasons: []record.Reason{{Of: "act", Detail: "of one kind"}}}}
		return errors.Join(w.PutEvent(both), w.PutEdges("r03#a1", related))
	})
	read(t, l, func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "-when", Limit: 100})
		met := map[int]bool{}
		told := r.EachTold(func(e store.Told) error {
			if met[e.Place] {
				t.Errorf("place %d comes twice", e.Place)
			}
			met[e.Place] = true
			same(t, "event", e.Row, page.Rows[e.Place])
			for i, a := range e.Accounts {
				kept, err := r.Account(e.Members[i].Account)
				same(t, "account", a, store.Account{ID: kept.ID, Report: kept.Report, Telling: kept.Telling})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if len(met) != len(page.Rows) {
			t.Errorf("%d events met, %d are there", len(met), len(page.Rows))
		}
		return errors.Join(err, told)
	})
}

func pages(t *testing.T, l store.Ledger) {
	rows := many(t, l)
	for _, sort := range []string{"", "when", "-when", "reports", "confidence", "useful", "id"} {
		for _, limit := range []int{1, 3, 7, len(rows), len(rows) + 1} {
			read(t, l, func(r store.Reader) error {
				ids := all(t, r, store.Query{Sort: sort, Limit: limit})
				whole := all(t, r, store.Query{Sort: sort})
				if !slices.Equal(ids, whole) {
					t.Errorf("by %q in pages of %d: %v, want %v", sort, limit, ids, whole)
				}
				return nil
			})
		}
	}
	var next string
	read(t, l, func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 5})
		next = page.Next
		return err
	})
	write(t, l, func(w store.Writer) error { // one comes before the end of the page that was read
		return errors.Join(w.PutReport(report("r00-late")), w.PutAccounts("r00-late", []store.Account{account("r00-late", "a1")}), w.PutEvent(event("r00-late#a1")))
	})
	read(t, l, func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 5, After: next})
		if err != nil || page.Rows[0].ID != rows[5].ID {
			t.Errorf("the second page begins with %s, %v", page.Rows[0].ID, err)
		}
		for _, bad := range []store.Query{{Sort: "id; DROP TABLE event"}, {After: "no cursor"}} {
			if _, err := r.Events(bad); err == nil {
				t.Errorf("%+v is taken", bad)
			}
		}
		return nil
	})
}

func orders(t *testing.T, l store.Ledger) {
	rows := many(t, l)
	less := map[string]func(a, b store.Row) bool{ // whether b may not come straight before a
		"when":       func(a, b store.Row) bool { return !b.From.IsZero() && (a.From.IsZero() || a.From.Before(b.From)) },
		"-when":      func(a, b store.Row) bool { return !b.From.IsZero() && (a.From.IsZero() || a.From.After(b.From)) },
		"reports":    func(a, b store.Row) bool { return a.Reports < b.Reports },
		"confidence": func(a, b store.Row) bool { return a.Confidence > b.Confidence },
		"useful":     func(a, b store.Row) bool { return usefulness(a) < usefulness(b)-1e-9 },
		"id":         func(a, b store.Row) bool { return a.ID > b.ID },
	}
	byID := map[record.EventID]store.Row{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	for sort, wrong := range less {
		read(t, l, func(r store.Reader) error {
			ids := all(t, r, store.Query{Sort: sort, Limit: 4})
			for i := 1; i < len(ids); i++ {
				if wrong(byID[ids[i-1]], byID[ids[i]]) {
					t.Errorf("by %s %s comes before %s", sort, ids[i-1], ids[i])
				}
			}
			return nil
		})
	}
}

// usefulness is how much there is to be judged in an event: how likely something in it is wrong, and how much hangs on it.
func usefulness(e store.Row) float64 {
	weight := float64(e.Reports)
	if e.Differs {
		weight += 2
	}
	if len(e.Harm) > 0 {
		weight++
	}
	return (1 - e.Confidence + e.Doubt) * weight
}

func queries(t *testing.T, l store.Ledger) {
	rows := many(t, l)
	has := func(list []string, v string) bool { return slices.Contains(list, v) }
	for _, c := range []struct {
		name string
		q    store.Query
		fits func(n int, e store.Row) bool
	}{
		{"all", store.Query{}, func(int, store.Row) bool { return true }},
		{"act", store.Query{Acts: []string{"arrest"}}, func(_ int, e store.Row) bool { return e.Act == "arrest" }},
		{"acts", store.Query{Acts: []string{"arrest", "attack"}}, func(_ int, e store.Row) bool { return e.Act != "clear-settlement" }},
		{"no act", store.Query{Acts: []string{"x' OR 1"}}, func(int, store.Row) bool { return false }},
		{"outlet", store.Query{Outlets: []string{"Quay"}}, func(_ int, e store.Row) bool { return has(e.Outlets, "Quay") }},
		{"outlets", store.Query{Outlets: []string{"Quay", "Wharf"}}, func(int, store.Row) bool { return true }},
		{"country", store.Query{Country: "GR"}, func(_ int, e store.Row) bool { return e.Country == "GR" }},
		{"place", store.Query{Place: "Place 2"}, func(_ int, e store.Row) bool { return e.Place == "Place 2" }},
		{"realisation", store.Query{Realisation: "planned"}, func(_ int, e store.Row) bool { return e.Realisation == "planned" }},
		{"review", store.Query{Review: record.Reviewed}, func(n int, _ store.Row) bool { return n == 3 }},
		{"harm", store.Query{Harm: "dead"}, func(n int, _ store.Row) bool { return n%5 == 0 }},
		{"no harm", store.Query{Harm: `dead"."x`}, func(int, store.Row) bool { return false }},
		{"differs", store.Query{Differs: true}, func(_ int, e store.Row) bool { return e.Differs }},
		{"from", store.Query{From: day(15)}, func(_ int, e store.Row) bool { return !e.From.IsZero() && e.To.After(day(15)) }},
		{"to", store.Query{To: day(5)}, func(_ int, e store.Row) bool { return !e.From.IsZero() && e.From.Before(day(5)) }},
		{"time", store.Query{From: day(3), To: day(5)}, func(n int, _ store.Row) bool { return n == 2 || n == 3 || n == 5 }},
		{"a time in the years that one may have been in", store.Query{From: day(5).AddDate(-2, 0, 0), To: day(5).AddDate(-1, 0, 0)}, func(n int, _ store.Row) bool { return n == 5 }},
		{"words in a time and a box", store.Query{Words: "daffo", From: day(3), To: day(12), Box: &store.Box{South: -90, West: -180, North: 0, East: 20}}, func(n int, e store.Row) bool { return e.Placed && n%3 == 1 && n > 2 && n < 11 }},
		{"box", store.Query{Box: &store.Box{South: -61, West: -180, North: -40, East: -110}}, func(n int, e store.Row) bool { return e.Placed && n <= 3 }},
		{"box over the antimeridian", store.Query{Box: &store.Box{South: -90, West: 175, North: 90, East: -155}}, func(n int, e store.Row) bool { return e.Placed && (e.Lon <= -155 || e.Lon >= 175) }},
		{"the world", store.Query{Box: &store.Box{South: -90, West: -180, North: 90, East: 180}}, func(_ int, e store.Row) bool { return e.Placed }},
		{"point", store.Query{Box: &store.Box{South: -55, West: -160, North: -55, East: -160}}, func(n int, _ store.Row) bool { return n == 1 }},
		{"words", store.Query{Words: "daffodils"}, func(n int, _ store.Row) bool { return n%3 == 1 }},
		{"words without accents and capitals", store.Query{Words: "eric MAIS"}, func(n int, _ store.Row) bool { return n%3 == 0 }},
		{"the last word may be cut", store.Query{Words: "police daffo"}, func(n int, _ store.Row) bool { return n%3 == 1 }},
		{"all words", store.Query{Words: "eric daffodils"}, func(int, store.Row) bool { return false }},
		{"title", store.Query{Words: "camp cleared r07"}, func(n int, _ store.Row) bool { return n == 7 }},
		{"several", store.Query{Acts: []string{"attack"}, Country: "GR", Words: "daffodils", Differs: false}, func(n int, _ store.Row) bool { return n%6 == 1 }},
	} {
		read(t, l, func(r store.Reader) error {
			var want []record.EventID
			for n, row := range rows {
				if c.fits(n, row) {
					want = append(want, row.ID)
				}
			}
			c.q.Sort, c.q.Limit = "id", 3
			if got := all(t, r, c.q); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", c.name, got, want)
			}
			return nil
		})
	}
}

// hostile are words that some language of queries could read as its own.
var hostile = []string{
	`"`, `""`, `'`, `*`, `^police`, `police*`, `NEAR(police camp)`, `NEAR`, `AND`, `OR OR`, `NOT police`, `title:camp`, `{title body}:camp`, `camp ]`, `[camp]`, `(`, `)`, `camp + police`,
	`-police`, `%`, `_`, `\`, `;`, `--`, `/*`, "\x00", "camp\x00police", "\xff\xfe", `$1`, `?1`, `@x`, `&|!<->`, "é́́", "a\u202eb", "日本", "",
}

func words(t *testing.T, l store.Ledger) {
	many(t, l)
	long := strings.Repeat("camp police ", 1<<20/12)
	for _, words := range append(slices.Clone(hostile), long, strings.Repeat("x", 1<<20), strings.Repeat(`"`, 1<<20)) {
		read(t, l, func(r store.Reader) error {
			if _, err := r.Events(store.Query{Words: words}); err != nil {
				t.Errorf("%.40q: %v", words, err)
			}
			return nil
		})
	}
	for words, want := range map[string]int{`"police"`: 20, `cam*`: 20, `NOT police`: 0, `police NOT`: 0, `camp; police`: 20, `  `: 20, `grande-synthe`: 20} {
		read(t, l, func(r store.Reader) error {
			same(t, words, count(t, r, store.Query{Words: words}), want)
			return nil
		})
	}
}

// FuzzWords asks for words that nobody would think of. It is to be called from a fuzz test of the dialect.
func FuzzWords(f *testing.F, d Dialect) {
	for _, words := range hostile {
		f.Add(words)
	}
	l := d.New(f)
	many(f, l)
	f.Fuzz(func(t *testing.T, words string) {
		read(t, l, func(r store.Reader) error {
			_, err := r.Events(store.Query{Words: words})
			return err
		})
	})
}

func dots(t *testing.T, l store.Ledger) {
	rows := many(t, l)
	read(t, l, func(r store.Reader) error {
		got, err := r.Dots(store.Query{Country: "FR"}, 100)
		same(t, "dots", len(got), len(rows)/2)
		e := rows[2]
		same(t, "dot", got[1], store.Dot{ID: e.ID, Act: e.Act, Lat: e.Lat, Lon: e.Lon, Placed: true, From: e.From, To: e.To, Reports: e.Reports, Precise: e.PlacePrecision})
		few, err2 := r.Dots(store.Query{}, 3)
		same(t, "at most", len(few), 3)
		return errors.Join(err, err2)
	})
	write(t, l, func(w store.Writer) error {
		nowhere := rows[0]
		nowhere.From, nowhere.To, nowhere.Placed, nowhere.Lat, nowhere.Lon = time.Time{}, time.Time{}, false, 0, 0
		return w.PutEvent(nowhere)
	})
	read(t, l, func(r store.Reader) error {
		got, err := r.Dots(store.Query{}, 100)
		same(t, "dots of events with a place or a time", len(got), len(rows)-1)
		return err
	})
}

func totals(t *testing.T, l store.Ledger) {
	put(t, l, "a1", "b1")
	bad := report("c1")
	bad.State, bad.Reason, bad.Published = store.Quarantined, "empty", text.Day{}
	write(t, l, func(w store.Writer) error {
		_, err := w.Append(record.Decision{Verb: record.Accept, By: "me"})
		return errors.Join(err, w.PutReport(bad), w.PutEvent(event("a1#a1", "b1#a1")))
	})
	read(t, l, func(r store.Reader) error {
		got, err := r.Totals()
		if got.Bytes <= 0 {
			t.Errorf("%d bytes", got.Bytes)
		}
		got.Bytes = 0
		same(t, "totals", got, store.Totals{
			Reports: 3, Accounts: 4, Events: 1, Decisions: 1, States: map[store.State]int{store.Coded: 2, store.Quarantined: 1},
			Outlets: map[string]int{"Quay a": 1, "Quay b": 1, "Quay c": 1}, Acts: map[string]int{"clear-settlement": 1}, Languages: map[string]int{"en": 3},
			Reasons: map[string]int{"empty": 1}, First: text.Day{Year: 2021, Month: 5, Day: 3}, Last: text.Day{Year: 2021, Month: 5, Day: 3},
		})
		return err
	})
}

func erased(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	var hash string
	write(t, l, func(w store.Writer) error {
		before, err := w.Report("r1")
		hash = before.Hash
		return errors.Join(err, w.PutEvent(event("r1#a1")), w.PutEvent(event("r2#a1")), w.PutEdges("r1#a1", []store.Edge{{A: "r1#a1", B: "r2#a1", Score: 1}}), w.Erase("r1", "asked for"))
	})
	read(t, l, func(r store.Reader) error {
		left, err := r.Report("r1")
		same(t, "hash", left.Hash, hash)
		same(t, "reason", left.Reason, "erased: asked for")
		same(t, "title", left.Title, "")
		raw, err2 := r.Raw("r1")
		same(t, "raw", len(raw), 0)
		isMissing(t, "reading", second(r.Reading("r1")))
		same(t, "accounts", first(t)(r.AccountsOf("r1")), []store.Account(nil))
		isMissing(t, "event", second(r.Event(founds("r1#a1"))))
		same(t, "words", count(t, r, store.Query{Words: "report r1"}), 0)
		return errors.Join(err, err2)
	})
	if err := l.Check(func(f store.Finding) { t.Errorf("%s: %s", f.Object, f.Fault) }); err != nil {
		t.Error(err)
	}
}

// openAlone asks as those do who may not read closed reports: one that is marked, and all of an outlet.
func openAlone(t *testing.T, l store.Ledger) {
	rows := many(t, l)
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.SetClosed("r00", true), w.PutReport(report("extra")), w.PutAccounts("extra", []store.Account{account("extra", "a1")}),
			w.PutEvent(event("r01#a1", "extra#a1"))) // told by an open report of no outlet too
	})
	read(t, l, func(r store.Reader) error {
		for _, test := range []struct {
			q    store.Query
			want int
		}{
			{store.Query{}, len(rows)},
			{store.Query{Open: true}, len(rows) - 1},
			{store.Query{Open: true, ClosedOutlets: []string{"Wharf"}}, len(rows)/2 - 1 + 1},
			{store.Query{Words: "mais"}, 7},
			{store.Query{Words: "mais", Open: true}, 6},
			{store.Query{Words: "mais", Open: true, ClosedOutlets: []string{"Wharf"}}, 3},
			{store.Query{Outlets: []string{"Wharf"}, Open: true, ClosedOutlets: []string{"Wharf"}}, 0},
			{store.Query{Outlets: []string{"Quay"}, Open: true}, 9},
			{store.Query{ClosedOutlets: []string{"Wharf"}}, len(rows)},
		} {
			ids := all(t, r, test.q)
			dots, err := r.Dots(test.q, 100)
			if len(ids) != test.want || err != nil {
				t.Errorf("%+v: %d events, want %d: %v", test.q, len(ids), test.want, err)
			}
			if shown := slices.ContainsFunc(dots, func(d store.Dot) bool { return d.ID == rows[0].ID }); shown != slices.Contains(ids, rows[0].ID) {
				t.Errorf("%+v: a dot of the closed report: %v", test.q, shown)
			}
		}
		return nil
	})
}
