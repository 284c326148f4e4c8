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

func FuzzWords(f *testing.F) { storetest.FuzzWords(f, dialect) }
