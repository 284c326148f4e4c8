// Package sqlite keeps a ledger in one SQLite file (modernc.org/sqlite, no C). One connection writes, a few read; the journal
// is a write-ahead log, and each transaction is on disk before Write returns (synchronous=FULL).
package sqlite

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"sync"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"dateline/internal/record/packed"
	"dateline/internal/store"
)

//go:embed schema.sql
var schema string

//go:embed schema2.sql
var schema2 string

//go:embed schema3.sql
var schema3 string

//go:embed schema4.sql
var schema4 string

// migrations lead from one version of the file to the next; the version of a file is how many it has behind it. A released
// one is never altered.
var migrations = []string{schema, schema2, schema3, schema4}

// application marks the file as a ledger of this program ("DLLG", SQLite's application_id).
const application = 0x444c4c47

const (
	busyWait = 5000 // milliseconds that a writer waits for another process
	readers  = 4

	readerCache  = 8 << 10  // KiB, of each
	writerCache  = 96 << 10 // KiB: the keys of accounts are read and written all over the file
	journalPages = 8192     // after so many pages (32 MiB) the journal is worked into the file; keys that change again and again are written once
)

// How a file is opened.
const (
	modeMake  = "rwc"
	modeWrite = "rw"
	modeRead  = "ro"
	modeCopy  = "copy" // for reading alone, where nobody writes
)

// ledger is a store.Ledger.
type ledger struct {
	file       string
	writing    sync.Mutex
	writer     *line
	remembered *memory // by the last transaction that wrote; nil after one that failed
	readers    chan *line
	packing
	current *packed.Layout // of this program's readings
	frequent
	late     int64 // how many keys of a kind may wait beside their table
	counting sync.Mutex
	lately   *count   // the totals that were counted last
	layouts  sync.Map // *packed.Layout by number, of those that are on disk
}

// Create makes a new ledger. A file that is there already is an error that says so (fs.ErrExist).
func Create(file string) (store.Ledger, error) {
	if _, err := os.Stat(file); err == nil {
		return nil, fmt.Errorf("make a ledger: %s: %w", file, fs.ErrExist)
	}
	return open(file, modeMake)
}

// Open opens a ledger, and brings an older one up to date. One made by a newer program is store.ErrNewer.
func Open(file string) (store.Ledger, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return open(file, modeWrite)
}

// OpenCopy opens a file that nobody writes, such as a backup, for reading alone: nothing is put beside it, and an older one stays as
// it is. One made by a newer program is store.ErrNewer, what is no ledger store.ErrDamaged.
func OpenCopy(file string) (store.Ledger, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return open(file, modeCopy)
}

func open(file, mode string) (_ store.Ledger, err error) {
	l := &ledger{file: file, readers: make(chan *line, readers), current: packed.Current(), frequent: usual, late: usuallyLate}
	defer func() {
		if err != nil {
			l.Close()
			err = fmt.Errorf("open the ledger %s: %w", file, named(err))
		}
	}()
	if l.packing, err = newPacking(); err != nil {
		return nil, err
	}
	if mode == modeCopy {
		return l, l.openCopy()
	}
	if l.writer, err = connect(file, mode); err != nil {
		return nil, err
	}
	if err = l.migrate(migrations); err != nil {
		return nil, err
	}
	return l, l.openReaders(modeRead)
}

func (l *ledger) openReaders(mode string) error {
	for range readers {
		made, err := connect(l.file, mode)
		if err != nil {
			return err
		}
		l.readers <- made
	}
	return nil
}

func (l *ledger) openCopy() error {
	if err := l.openReaders(modeCopy); err != nil {
		return err
	}
	reader := <-l.readers
	defer func() { l.readers <- reader }()
	version, mark, err := reader.version()
	switch {
	case err != nil:
		return err
	case mark != application:
		return fmt.Errorf("%w: this file is no ledger", store.ErrDamaged)
	}
	return tooNew(version, len(migrations))
}

func tooNew(version, known int) error {
	if version <= known {
		return nil
	}
	return fmt.Errorf("%w: version %d, this program knows %d", store.ErrNewer, version, known)
}

// source is the data source name of a file.
func source(file, mode string) string {
	values := url.Values{"mode": {mode}}
	if mode == modeCopy {
		values = url.Values{"mode": {modeRead}, "immutable": {"1"}}
	}
	cache := readerCache
	pragmas := []string{"busy_timeout(" + strconv.Itoa(busyWait) + ")", "foreign_keys(1)", "synchronous(FULL)", "temp_store(MEMORY)"}
	if mode == modeWrite || mode == modeMake {
		cache = writerCache
		pragmas = append(pragmas, "journal_mode(WAL)", "wal_autocheckpoint("+strconv.Itoa(journalPages)+")", "journal_size_limit(0)")
	}
	for _, pragma := range append(pragmas, "cache_size(-"+strconv.Itoa(cache)+")") {
		values.Add("_pragma", pragma)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: values.Encode()}).String()
}

// migrate brings the file up to date by the steps that it has not behind it, all or nothing.
func (l *ledger) migrate(steps []string) error {
	version, mark, err := l.writer.version()
	if err != nil {
		return err
	}
	if version > 0 && mark != application {
		return fmt.Errorf("%w: this file is no ledger", store.ErrDamaged)
	}
	if err := tooNew(version, len(steps)); err != nil || version == len(steps) {
		return err
	}
	return l.writer.within(beginWrite, func() error {
		if version, _, err = l.writer.version(); err != nil || version >= len(steps) { // another process was faster
			return err
		}
		for _, step := range steps[version:] {
			if err := l.writer.do(step); err != nil {
				return err
			}
		}
		return l.writer.do(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, len(steps)))
	})
}

func (l *line) version() (version, mark int, err error) {
	if err = l.one("PRAGMA user_version", nil, &version); err != nil {
		return 0, 0, err
	}
	err = l.one("PRAGMA application_id", nil, &mark)
	return version, mark, err
}

// Close waits for those who read.
func (l *ledger) Close() error {
	var errs []error
	for range len(l.readers) {
		reader := <-l.readers
		errs = append(errs, reader.close())
	}
	if l.writer != nil {
		errs = append(errs, l.writer.close())
	}
	return errors.Join(append(errs, l.packing.close())...)
}

func (l *ledger) Write(f func(store.Writer) error) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.writer == nil {
		return fmt.Errorf("%s: %w: it was opened for reading", l.file, store.ErrLocked)
	}
	var memory *memory
	err := l.writer.within(beginWrite, func() error {
		s, err := l.writingSession()
		if err != nil {
			return err
		}
		if err := f(s); err != nil {
			return err
		}
		memory = s.memory
		return s.finish()
	})
	if err == nil {
		l.remembered = memory
	}
	return named(err)
}

func (l *ledger) Read(f func(store.Reader) error) error {
	reader := <-l.readers
	defer func() { l.readers <- reader }()
	return named(reader.within(beginRead, func() error { return f(l.session(reader, false)) }))
}

// named puts the contract's name before an error of the library that has one.
func named(err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return err
	}
	if fault.Code() == lib.SQLITE_IOERR_WRITE || fault.Code() == lib.SQLITE_IOERR_SHMSIZE {
		return fmt.Errorf("%w, or a limit was reached (%w)", store.ErrFull, err)
	}
	names := map[int]error{
		lib.SQLITE_BUSY: store.ErrBusy, lib.SQLITE_LOCKED: store.ErrBusy, lib.SQLITE_FULL: store.ErrFull, lib.SQLITE_READONLY: store.ErrLocked, lib.SQLITE_CANTOPEN: store.ErrLocked, lib.SQLITE_PERM: store.ErrLocked,
		lib.SQLITE_CORRUPT: store.ErrDamaged, lib.SQLITE_NOTADB: store.ErrDamaged,
	}
	if name, known := names[fault.Code()&0xff]; known && !errors.Is(err, name) {
		return fmt.Errorf("%w (%w)", name, err)
	}
	return err
}
