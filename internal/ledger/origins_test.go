package ledger_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/store"
	"dateline/samples"
)

func TestOutletsOfOneOwnerAndCopiesAreOneOrigin(t *testing.T) {
	folder := t.TempDir()
	table, err := fs.ReadFile(samples.Ledger, "ledger/gold/outlets.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, ledger.OutletsFile), table, 0o600); err != nil {
		t.Fatal(err)
	}
	linker := ledgertest.Linker(t)
	l, err := ledger.Init(folder, linker, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	take(t, l, ledgertest.Reports(t))
	owners, wires := 0, 0
	for d, err := range l.Dossiers(store.Query{Sort: "reports"}) {
		if err != nil {
			t.Fatal(err)
		}
		origin := map[string]int{}
		for i, m := range d.Members {
			origin[d.Tellings[i].Outlet] = m.Origin
		}
		if a, b := origin["Le Courrier des Wateringues"], origin["La Gazette des Deux Caps"]; a != 0 && b != 0 {
			owners++
			if a != b {
				t.Errorf("%s: two papers of one owner are origins %d and %d", d.Line, a, b)
			}
		}
		for _, c := range d.Collapsed {
			if c.Why == "" {
				t.Errorf("%s: no reason why %s and %s are one origin", d.Line, c.A, c.B)
			}
			wires++
		}
	}
	if owners == 0 || wires == 0 {
		t.Errorf("%d events in both papers of one owner, %d pairs that are one origin: nothing was tested", owners, wires)
	}
}

func FuzzReadOutlets(f *testing.F) {
	f.Add([]byte("outlet\towner\nA\tB\n"))
	f.Add([]byte("outlet\towner\tclosed\nA\tB\tyes\n"))
	f.Add([]byte("owner\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, ledger.OutletsFile), data, 0o600); err != nil {
			t.Fatal(err)
		}
		ledger.ReadOutlets(folder) // an error or a table, never a fault
	})
}
