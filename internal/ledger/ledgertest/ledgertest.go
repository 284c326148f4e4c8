// Package ledgertest gives tests what many of them begin with: the program as it ships, the sample reports, and a ledger of them. What takes
// long is made once for all tests of a package.
package ledgertest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/shipped"
	"dateline/samples"
)

// Version is the version of the program by which the sample ledger says it was coded.
const Version = "test"

var coder = sync.OnceValues(func() (*pipeline.Coder, error) { return pipeline.New(shipped.Knowledge(), pipeline.Options{}) })

// Coder is the program as it ships.
func Coder(t testing.TB) *pipeline.Coder {
	t.Helper()
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Linker is the linker with the codebook that ships.
func Linker(t testing.TB) *link.Linker {
	t.Helper()
	l, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Reports are the items of the sample ledger, in the order of their names.
func Reports(t testing.TB) (all []ingest.Item) {
	t.Helper()
	for item, err := range ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, item)
	}
	return all
}

// New is an empty ledger in a folder of its own, closed when the test ends.
func New(t testing.TB, o ledger.Options) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Init(t.TempDir(), Linker(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// Sample is a ledger of the sample reports, coded and linked, in a folder of its own. It is closed when the test ends.
func Sample(t testing.TB, o ledger.Options) *ledger.Ledger {
	t.Helper()
	folder := t.TempDir()
	l, err := ledger.Open(copied(t, folder), Linker(t), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// copied writes the file of the sample ledger into a folder, and returns the folder.
func copied(t testing.TB, folder string) string {
	t.Helper()
	file, err := sample()
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, ledger.File), file, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// sample is the file of a ledger of the sample reports.
var sample = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "dateline-sample-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := fill(folder); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(folder, ledger.File))
})

func fill(folder string) error {
	c, err := coder()
	if err != nil {
		return err
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		return err
	}
	l, err := ledger.Init(folder, linker, ledger.Options{})
	if err != nil {
		return err
	}
	items := ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{})
	if err := l.Ingest(items, c, ledger.Intake{Workers: 2, Version: Version}); err != nil {
		l.Close()
		return err
	}
	return l.Close()
}
