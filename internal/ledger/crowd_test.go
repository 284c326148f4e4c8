package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// arrests are reports of arrests that are told in nearly the same words, so that all of them share a key, in many towns over ten years; some tell
// the same as others.
func arrests(t *testing.T, n int) (all []ingest.Item) {
	t.Helper()
	first := []string{"Adil", "Bruno", "Cecile", "Dorian", "Elias", "Farid", "Gael", "Hugo", "Ivan", "Jonas", "Karim", "Lucas", "Marek"}
	last := []string{"Arnault", "Bertin", "Caron", "Delattre", "Evrard", "Fontaine", "Gosselin", "Hamelin", "Imbert", "Jourdain", "Lacroix"}
	towns := []string{"Calais", "Leeds", "Bristol", "Cardiff", "Norwich", "Exeter", "Dover", "Derby", "Reading", "Preston", "Oxford", "York", "Hull"}
	chance := rand.New(rand.NewPCG(1, 1))
	for i := range n {
		day := time.Date(2014, 3, 1+(i-i%3%2)*3650/n, 0, 0, 0, 0, time.UTC) // of three reports two tell one day
		name := first[chance.IntN(len(first))] + " " + last[chance.IntN(len(last))]
		text := fmt.Sprintf("%s\n\nPolice arrested %s in %s on %s, and found stolen cameras, watches and bicycles behind a garage.\n",
			day.AddDate(0, 0, 1).Format("2 January 2006"), name, towns[i/2%len(towns)], day.Format("2 January"))
		for item, err := range ingest.ReadFrom(fmt.Sprintf("%04d.txt", i), strings.NewReader(text), ingest.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, item)
		}
	}
	return all
}

// shared is the greatest number of accounts that share a key.
func shared(t *testing.T, l *ledger.Ledger) (most int) {
	t.Helper()
	linker, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	of := map[uint64]int{}
	for d, err := range l.Dossiers(store.Query{Sort: "id"}) {
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Tellings {
			for _, k := range linker.Keys(&d.Tellings[i]) {
				of[k]++
				most = max(most, of[k])
			}
		}
	}
	return most
}

// TestCrowdedKeysInAnyOrder takes many reports that share a key in three orders, one of them with reports between them that are erased
// again: whom an account is compared with depends on who is there, not on who came first.
func TestCrowdedKeysInAnyOrder(t *testing.T) {
	n := 2100
	if testing.Short() {
		n = 1000
	}
	items := arrests(t, n)
	slices.SortFunc(items, func(a, b ingest.Item) int { return strings.Compare(ledger.NameOf(a.Raw), ledger.NameOf(b.Raw)) })
	items = slices.CompactFunc(items, func(a, b ingest.Item) bool { return string(a.Raw) == string(b.Raw) })
	gone, items := items[:40], items[40:]
	forth := made(t)
	start := time.Now()
	take(t, forth, items[:len(items)/2])
	half := time.Since(start)
	take(t, forth, items[len(items)/2:])
	t.Logf("%d reports: the first half in %v, the second in %v", len(items), half, time.Since(start)-half)
	if most := shared(t, forth); most < 300 {
		t.Fatalf("no more than %d accounts share a key", most)
	}
	want := written(t, forth)
	mixed := append(slices.Clone(items), gone...)
	rand.New(rand.NewPCG(7, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	back := made(t)
	take(t, back, mixed)
	erase(t, back, gone)
	if got := written(t, back); got != want {
		t.Errorf("another order gives another ledger\n%s", firstDifference(want, got))
	}
	if err := forth.Link(true, nil); err != nil {
		t.Fatal(err)
	}
	if got := written(t, forth); got != want {
		t.Errorf("linking anew gives another ledger\n%s", firstDifference(want, got))
	}
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
