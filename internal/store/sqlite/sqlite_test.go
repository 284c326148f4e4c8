package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/internal/store"
	"dateline/internal/store/storetest"
)

var dialect = storetest.Dialect{New: func(t testing.TB) store.Ledger {
	t.Helper()
	l, err := Create(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}}

func TestContract(t *testing.T) { storetest.Run(t, dialect) }

// TestContractWithFewLateKeys lets keys move to their tables again and again.
func TestContractWithFewLateKeys(t *testing.T) {
	few := dialect
	few.New = func(t testing.TB) store.Ledger {
		l := dialect.New(t)
		l.(*ledger).late = 3
		return l
	}
	storetest.Run(t, few)
}

func FuzzWords(f *testing.F) { storetest.FuzzWords(f, dialect) }
