package ledger_test

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/samples"
)

// translations lists the pairs of files of which one translates the other.
func translations(t *testing.T, l *ledger.Ledger) []string {
	t.Helper()
	found := map[string]bool{}
	err := l.Read(func(r store.Reader) error {
		reports, err := r.Reports("", 1000)
		if err != nil {
			return err
		}
		files := map[string]string{}
		for _, one := range reports {
			files[one.ID] = one.File
		}
		for _, one := range reports {
			copies, err := r.Copies(one.ID)
			if err != nil {
				return err
			}
			for _, c := range copies {
				if c.Kind == link.Translation {
					pair := []string{files[c.A], files[c.B]}
					slices.Sort(pair)
					found[strings.Join(pair, " ")] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

// translated counts the events that say that one report of theirs is a translation, and lets none say that of more.
func translated(t *testing.T, l *ledger.Ledger) (events int) {
	t.Helper()
	for d, err := range l.Dossiers(store.Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch n := d.Translations(); n {
		case 0:
		case 1:
			events++
		default:
			t.Errorf("%s: %d translations", d.Line, n)
		}
	}
	return events
}

// TestTranslationsOfTheSamples: the translated print of the sample ledger, and nothing else, is a translation of all prints of its text; in
// whatever order the reports come.
func TestTranslationsOfTheSamples(t *testing.T) {
	table, err := fs.ReadFile(samples.Ledger, "ledger/gold/texts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	group := map[string][]string{}
	for _, row := range strings.Split(string(table), "\n") {
		if cells := strings.Split(row, "\t"); len(cells) == 3 && cells[2] != "translation" {
			group[cells[1]] = append(group[cells[1]], cells[0])
		}
	}
	for _, row := range strings.Split(string(table), "\n") {
		cells := strings.Split(row, "\t")
		if len(cells) != 3 || cells[2] != "translation" {
			continue
		}
		for _, other := range group[cells[1]] {
			pair := []string{cells[0], other}
			slices.Sort(pair)
			want = append(want, strings.Join(pair, " "))
		}
	}
	slices.Sort(want)
	items := ledgertest.Reports(t)
	for range 2 {
		l := made(t)
		take(t, l, items)
		if got := translations(t, l); len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("translations are %q, want %q", got, want)
		}
		if events := translated(t, l); events == 0 {
			t.Error("no event says that a report of it is a translation")
		}
		slices.Reverse(items)
	}
}
