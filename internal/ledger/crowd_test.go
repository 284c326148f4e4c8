package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// arrests are reports of arrests in one town in one month, so that all of them share a key, and many a link.
func arrests(t *testing.T, n int) (all []ingest.Item) {
	t.Helper()
	first := []string{"Adil", "Bruno", "Cecile", "Dorian", "Elias", "Farid", "Gael", "Hugo", "Ivan", "Jonas", "Karim", "Lucas", "Marek"}
	last := []string{"Arnault", "Bertin", "Caron", "Delattre", "Evrard", "Fontaine", "Gosselin", "Hamelin", "Imbert", "Jourdain", "Lacroix"}
	chance := rand.New(rand.NewPCG(1, 1))
	for i := range n {
		day := time.Date(2024, 3, 1+i*28/n, 0, 0, 0, 0, time.UTC)
		name := first[chance.IntN(len(first))] + " " + last[chance.IntN(len(last))]
		text := fmt.Sprintf("%s\n\nPolice arrested %s in Calais on %s. He had %d stolen telephones in his bag.\n",
			day.AddDate(0, 0, 1).Format("2 January 2006"), name, day.Format("2 January"), 2+chance.IntN(40))
		for item, err := range ingest.ReadFrom(fmt.Sprintf("%04d.txt", i), strings.NewReader(text), ingest.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, item)
		}
	}
	return all
}

// TestCrowdedKeysInAnyOrder takes reports, far more of which share a key than are compared with each other, in two orders, once with reports
// between them that are erased again: whom an account is compared with depends on who is there, not on who came first.
func TestCrowdedKeysInAnyOrder(t *testing.T) {
	few := ledger.Options{Crowd: 6}
	items := arrests(t, 120)
	gone, items := items[:20], items[20:]
	forth := ledgertest.New(t, few)
	take(t, forth, items)
	want := linked(t, forth)
	mixed := append(slices.Clone(items), gone...)
	rand.New(rand.NewPCG(7, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	back := ledgertest.New(t, few)
	for part := range slices.Chunk(mixed, 40) {
		take(t, back, part)
	}
	erase(t, back, gone)
	if got := linked(t, back); got != want {
		t.Errorf("another order gives another ledger\n%s", firstDifference(want, got))
	}
	if err := forth.Link(true, nil); err != nil {
		t.Fatal(err)
	}
	if got := linked(t, forth); got != want {
		t.Errorf("linking anew gives another ledger\n%s", firstDifference(want, got))
	}
}

// linked is everything that a ledger says of its events, and the edges that they are drawn from.
func linked(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	var out strings.Builder
	err := l.Read(func(r store.Reader) error {
		all, err := r.Reports("", 1000)
		for _, report := range all {
			accounts, err := r.AccountsOf(report.ID)
			if err != nil {
				return err
			}
			for _, a := range accounts {
				edges, err := r.Edges(a.ID)
				if err != nil {
					return err
				}
				for _, e := range edges {
					fmt.Fprintf(&out, "%s: %s %s %s %.3f\n", a.ID, e.A, e.B, e.Kind, e.Score)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String() + written(t, l)
}

func erase(t *testing.T, l *ledger.Ledger, items []ingest.Item) {
	t.Helper()
	for _, item := range items {
		_, err := l.Redact(record.Decision{By: "tester", Why: "not wanted"}, []string{ledger.NameOf(item.Raw)}, func([]byte) string { return "salted" }, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	checkClean(t, l)
	if err := l.Read(func(r store.Reader) error { _, err := r.Totals(); return err }); err != nil {
		t.Fatal(err)
	}
}
