// Package ledger keeps the books: it takes reports in, has them coded, links their accounts into events, and lets people's
// decisions stand above what the machine finds. What a ledger holds depends on its reports and decisions, not on the order in
// which reports came.
package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/internal/store/sqlite"
)

// File is the name of a ledger's file in its folder.
const File = "ledger.db"

// Ledger is a store with those who write in it.
type Ledger struct {
	store.Ledger
	folder string
	linker *link.Linker
	now    func() time.Time
	owners map[string]string // of outlets: those of one owner are one origin
	crowd  int
}

// Options tune a ledger. The zero value suits a person at a desk.
type Options struct {
	Now   func() time.Time // the clock by which decisions are dated; nil means the system's
	Crowd int              // of each key, an account is compared with so many before and so many after it in the order of days; 0 means 100
}

// Init makes a ledger in a folder, which it makes too. One that is there already is an error (fs.ErrExist).
func Init(folder string, linker *link.Linker, o Options) (*Ledger, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	kept, err := sqlite.Create(filepath.Join(folder, File))
	if err != nil {
		return nil, err
	}
	return with(kept, folder, linker, o)
}

// Open opens the ledger of a folder. Where there is none the error says how to make one (fs.ErrNotExist).
func Open(folder string, linker *link.Linker, o Options) (*Ledger, error) {
	kept, err := sqlite.Open(filepath.Join(folder, File))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no ledger in %s; `dateline init` makes one: %w", folder, err)
	}
	if err != nil {
		return nil, err
	}
	return with(kept, folder, linker, o)
}

func with(kept store.Ledger, folder string, linker *link.Linker, o Options) (*Ledger, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	outlets, err := ReadOutlets(folder)
	if err != nil {
		kept.Close()
		return nil, err
	}
	return &Ledger{sources{kept, outlets.Closed}, folder, linker, o.Now, outlets.Owners, cmp.Or(o.Crowd, crowd)}, nil
}

// Folder is where the ledger lies.
func (l *Ledger) Folder() string { return l.folder }
