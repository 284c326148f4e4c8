package sqlite

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// chosen is what a ledger of a random test holds of an event.
type chosen struct {
	store.Row
	words []string
}

// TestEveryWayFindsTheSame asks random ledgers random questions, as if few, many or most events fitted: pages, counts and dots are those that a plain
// look at every event gives.
func TestEveryWayFindsTheSame(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 7))
	for round := range 2 {
		l := created(t, filepath.Join(t.TempDir(), "ledger.db"))
		all := scattered(t, l, chance, 40+40*round)
		for range 50 {
			q := asking(chance)
			want := plain(all, q)
			for _, way := range []frequent{usual, {passed: 1}, {passed: 40, dotted: 1, gathered: 100}, {few: 3, many: 6, passed: 2, dotted: 2, inBox: 2}, {}} {
				l.frequent = way
				if got := everyPage(t, l, q); !reflect.DeepEqual(got, want) {
					t.Fatalf("%+v %+v: %q, want %q", q, way, got, want)
				}
				counted(t, l, q, len(want))
				for _, most := range []int{2, 1000} {
					if got, want := dotsOf(t, l, q, most), plainDots(all, q, most); !slices.Equal(got, want) {
						t.Fatalf("%+v %+v: dots %q, want %q", q, way, got, want)
					}
				}
			}
		}
	}
}

func pick[T any](chance *rand.Rand, all ...T) T { return all[chance.IntN(len(all))] }

var epoch = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// scattered fills a ledger with events that differ in all that is asked for.
func scattered(t *testing.T, l *ledger, chance *rand.Rand, reports int) (all []chosen) {
	t.Helper()
	err := l.Write(func(w store.Writer) error {
		for i := range reports {
			report := fmt.Sprintf("r%02d", i)
			words := []string{pick(chance, "police", "policy", "camp"), pick(chance, "cleared", "held"), pick(chance, "Calais", "Patras", "Lesbos")}
			outlet := pick(chance, "Quay", "Wharf", "Pier")
			r := &record.Reading{Report: text.Report{ID: report, Outlet: outlet}, Body: strings.Join(words, " ")}
			if err := w.PutReport(store.Report{Report: r.Report, State: store.Coded, Raw: []byte(report)}); err != nil {
				return err
			}
			if err := w.PutReading(report, "c", r, nil); err != nil {
				return err
			}
			var accounts []store.Account
			for k := range chance.IntN(4) {
				accounts = append(accounts, store.Account{ID: record.AccountID(fmt.Sprintf("%s#a%d", report, k)), Report: report, Telling: []byte{1}})
			}
			if err := w.PutAccounts(report, accounts); err != nil {
				return err
			}
			for _, a := range accounts {
				row := anyRow(chance, a, outlet)
				all = append(all, chosen{row, words})
				if err := w.PutEvent(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, func(a, b chosen) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func anyRow(chance *rand.Rand, a store.Account, outlet string) store.Row {
	id := fmt.Sprintf("e-%04x-%s", chance.IntN(1<<16), strings.ReplaceAll(string(a.ID), "#", "-"))
	row := store.Row{Event: record.Event{ID: record.EventID(id), Act: pick(chance, "arrest", "attack"), Reports: pick(chance, 1, 1, 1, 2, 3), Confidence: float64(chance.IntN(4)) / 4,
		Members: []record.Member{{Account: a.ID, Report: a.Report}}}, Country: pick(chance, "", "FR", "GR"), Outlets: []string{outlet}, Differs: chance.IntN(4) == 0}
	row.Series = pick(chance, "", "e-1", "e-2")
	if chance.IntN(3) > 0 {
		row.From = epoch.AddDate(0, 0, chance.IntN(1500))
		row.To = row.From.Add(pick(chance, time.Minute, 24*time.Hour, 366*24*time.Hour, 401*24*time.Hour, 3653*24*time.Hour))
	}
	if chance.IntN(3) > 0 {
		row.Placed, row.Lat, row.Lon = true, float64(chance.IntN(160)-80)+.1, float64(chance.IntN(340)-170)+.3
	}
	return row
}

func asking(chance *rand.Rand) (q store.Query) {
	q.Limit, q.Sort = 1+chance.IntN(30), pick(chance, "", "when", "-when", "reports", "confidence", "id")
	if chance.IntN(2) == 0 {
		q.Words = pick(chance, "polic", "police", "cleared calais", "camp", "held pat", "nowhere")
	}
	if chance.IntN(4) == 0 {
		q.Outlets = pick(chance, []string{"Quay"}, []string{"Quay", "Pier"}, []string{"None"})
	}
	if chance.IntN(3) == 0 {
		q.Acts = pick(chance, []string{"arrest"}, []string{"arrest", "attack"})
	}
	if chance.IntN(3) == 0 {
		q.Country = pick(chance, "FR", "GR", "US")
	}
	if chance.IntN(2) == 0 {
		q.From = epoch.AddDate(0, 0, chance.IntN(2500)-500)
	}
	if chance.IntN(3) == 0 {
		q.To = epoch.AddDate(0, 0, chance.IntN(2500)-200)
	}
	if chance.IntN(3) == 0 {
		q.Box = &store.Box{South: float64(chance.IntN(100) - 90), West: float64(chance.IntN(340) - 170), North: float64(chance.IntN(90)), East: float64(chance.IntN(340) - 170)}
	}
	if chance.IntN(8) == 0 {
		q.Series = pick(chance, "e-1", "e-3")
	}
	q.Differs = chance.IntN(6) == 0
	return q
}

func (e chosen) fits(q store.Query) bool {
	for i, word := range strings.Fields(strings.ToLower(q.Words)) {
		last := i == len(strings.Fields(q.Words))-1
		if !slices.ContainsFunc(e.words, func(w string) bool {
			return strings.EqualFold(w, word) || last && strings.HasPrefix(strings.ToLower(w), word)
		}) {
			return false
		}
	}
	switch {
	case len(q.Outlets) > 0 && !slices.Contains(q.Outlets, e.Outlets[0]), len(q.Acts) > 0 && !slices.Contains(q.Acts, e.Act), q.Country != "" && q.Country != e.Country, q.Series != "" && q.Series != e.Series,
		q.Differs && !e.Differs, !q.From.IsZero() && !e.To.After(q.From), !q.To.IsZero() && (e.From.IsZero() || !e.From.Before(q.To)):
		return false
	case q.Box == nil:
		return true
	case !e.Placed || e.Lat < q.Box.South || e.Lat > q.Box.North:
		return false
	case q.Box.West <= q.Box.East:
		return e.Lon >= q.Box.West && e.Lon <= q.Box.East
	}
	return e.Lon >= q.Box.West || e.Lon <= q.Box.East
}

func plain(all []chosen, q store.Query) (ids []record.EventID) {
	var found []chosen
	for _, e := range all {
		if e.fits(q) {
			found = append(found, e)
		}
	}
	undated := func(e chosen) int { return map[bool]int{true: 1}[e.From.IsZero()] }
	slices.SortStableFunc(found, func(a, b chosen) int {
		switch q.Sort {
		case "", "when":
			return cmp.Or(undated(a)-undated(b), b.From.Compare(a.From))
		case "-when":
			return cmp.Or(undated(a)-undated(b), a.From.Compare(b.From))
		case "reports":
			return b.Event.Reports - a.Event.Reports
		case "confidence":
			return cmp.Compare(a.Confidence, b.Confidence)
		}
		return 0
	})
	for _, e := range found {
		ids = append(ids, e.ID)
	}
	return ids
}

func plainDots(all []chosen, q store.Query, most int) (ids []record.EventID) {
	for _, e := range all {
		if e.fits(q) && (e.Placed || !e.From.IsZero()) && len(ids) < most {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func dotsOf(t *testing.T, l *ledger, q store.Query, most int) (ids []record.EventID) {
	t.Helper()
	err := l.Read(func(r store.Reader) error {
		dots, err := r.Dots(q, most)
		for _, d := range dots {
			ids = append(ids, d.ID)
		}
		return err
	})
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return ids
}

// counted checks what a page says of how many there are: as many, or truly that there are more.
func counted(t *testing.T, l *ledger, q store.Query, want int) {
	t.Helper()
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(q)
		if page.More && page.Total >= want || !page.More && page.Total != want {
			t.Errorf("%+v: %d counted, more: %v; want %d", q, page.Total, page.More, want)
		}
		return err
	})
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
}
