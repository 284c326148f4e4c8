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

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"dateline/internal/record/packed"
	"dateline/internal/store"
)

//go:embed schema.sql
var schema string

// migrations lead from one version of the file to the next; the version of a file is how many it has behind it. A released
// one is never altered.
var migrations = []string{schema}

// application marks the file as a ledger of this program ("DLLG", SQLite's application_id).
const application = 0x444c4c47

const (
	busyWait = 5000 // milliseconds that a writer waits for another process
	readers  = 4
)

// ledger is a store.Ledger.
type ledger struct {
	file    string
	writing sync.Mutex
	writer  *line
	readers chan *line
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	current *packed.Layout // of this program's readings
	layouts sync.Map       // *packed.Layout by number, of those that are on disk
}

// Create makes a new ledger. A file that is there already is an error that says so (fs.ErrExist).
func Create(file string) (store.Ledger, error) {
	if _, err := os.Stat(file); err == nil {
		return nil, fmt.Errorf("make a ledger: %s: %w", file, fs.ErrExist)
	}
	return open(file, "rwc")
}

// Open opens a ledger, and brings an older one up to date. One made by a newer program is store.ErrNewer.
func Open(file string) (store.Ledger, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return open(file, "rw")
}

func open(file, mode string) (_ store.Ledger, err error) {
	l := &ledger{file: file, readers: make(chan *line, readers), current: packed.Current()}
	defer func() {
		if err != nil {
			l.Close()
		}
	}()
	if l.pack, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	if l.unpack, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
		return nil, err
	}
	if l.writer, err = connect(file, mode); err != nil {
		return nil, fmt.Errorf("open the ledger %s: %w", file, named(err))
	}
	if err = l.migrate(); err != nil {
		return nil, fmt.Errorf("open the ledger %s: %w", file, named(err))
	}
	return l, l.openReaders()
}

func (l *ledger) openReaders() error {
	for range readers {
		made, err := connect(l.file, "ro")
		if err != nil {
			return fmt.Errorf("open the ledger %s: %w", l.file, named(err))
		}
		l.readers <- made
	}
	return nil
}

// source is the data source name of a file.
func source(file, mode string) string {
	values := url.Values{"mode": {mode}}
	for _, pragma := range []string{"busy_timeout(" + strconv.Itoa(busyWait) + ")", "foreign_keys(1)", "synchronous(FULL)", "cache_size(-16384)", "temp_store(MEMORY)"} {
		values.Add("_pragma", pragma)
	}
	if mode != "ro" {
		values.Add("_pragma", "journal_mode(WAL)")
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: values.Encode()}).String()
}

// migrate brings the file up to date, all or nothing.
func (l *ledger) migrate() error {
	version, mark, err := l.version()
	if err != nil {
		return err
	}
	switch {
	case version > 0 && mark != application:
		return fmt.Errorf("%w: this file is no ledger", store.ErrDamaged)
	case version > len(migrations):
		return fmt.Errorf("%w: version %d, this program knows %d", store.ErrNewer, version, len(migrations))
	case version == len(migrations):
		return nil
	}
	return l.writer.within(beginWrite, func() error {
		for _, step := range migrations[version:] {
			if err := l.writer.do(step); err != nil {
				return err
			}
		}
		return l.writer.do(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", application, len(migrations)))
	})
}

func (l *ledger) version() (version, mark int, err error) {
	if err = l.writer.one("PRAGMA user_version", nil, &version); err != nil {
		return 0, 0, err
	}
	err = l.writer.one("PRAGMA application_id", nil, &mark)
	return version, mark, err
}

// Close waits for those who read.
func (l *ledger) Close() error {
	var errs []error
	if l.writer != nil {
		for range len(l.readers) {
			reader := <-l.readers
			errs = append(errs, reader.close())
		}
		errs = append(errs, l.writer.close())
	}
	return errors.Join(errs...)
}

func (l *ledger) Write(f func(store.Writer) error) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	return named(l.writer.within(beginWrite, func() error { return f(l.session(l.writer, true)) }))
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
	names := map[int]error{
		lib.SQLITE_BUSY: store.ErrBusy, lib.SQLITE_LOCKED: store.ErrBusy, lib.SQLITE_FULL: store.ErrFull, lib.SQLITE_READONLY: store.ErrLocked,
		lib.SQLITE_CORRUPT: store.ErrDamaged, lib.SQLITE_NOTADB: store.ErrDamaged,
	}
	if name, known := names[fault.Code()&0xff]; known && !errors.Is(err, name) {
		return fmt.Errorf("%w (%w)", name, err)
	}
	return err
}
