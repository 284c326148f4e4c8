// Package ingest reads reports from files, folders and standard input, one by one: a folder of any size, or a file of millions of reports,
// takes no more memory than its largest report. What a report says, other than in the fields of JSON Lines, is left for package clean.
package ingest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"dateline/internal/text"
)

// Named outcomes of an item that cannot be read. The others go on.
var (
	ErrEmpty    = errors.New("empty")
	ErrBinary   = errors.New("not a text")
	ErrTooLarge = errors.New("too large")
	ErrNoText   = errors.New("no text in it")
	ErrLine     = errors.New("not a line of JSON")
)

// Format is how the bytes of a report are to be read.
type Format string

// The formats. The zero value leaves it to the file.
const (
	Plain    Format = "plain"
	Markdown Format = "markdown"
	HTML     Format = "html"
	JSONL    Format = "jsonl" // one report a line
)

// Item is one report as it came in.
type Item struct {
	ID     string // names the report: the id given with it, else "sha256:" and the hash of Raw
	File   string // where it was read from: the path, "-" for standard input; "FILE#id" for one of many in a file
	Raw    []byte // all bytes of the report: the file, or the line
	Text   []byte // the part of Raw that is to be cleaned: Raw itself, or the text of a line of JSON
	Format Format // of Text; JSONL stands for the plain text of a line
	Line   int    // the number of its line, from 1; 0 when it has a file to itself
	Report text.Report
}

// Options tune reading. The zero value suits news.
type Options struct {
	Stdin    io.Reader // read for the path "-"; nil is empty
	Format   Format    // read everything as this; empty: by name and content
	MaxBytes int64     // a longer file or line is refused with ErrTooLarge; 0 means 64 MiB
}

// standardInput is the path that stands for standard input.
const standardInput = "-"

// Read gives the reports of all paths, in order; folders are walked in the order of their names, hidden files left out. An error comes with
// the item it concerns, which names its file and line, and the reading goes on after it.
func Read(paths []string, options Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r := reader{options.whole(), yield}
		for _, path := range paths {
			if !r.path(path) {
				return
			}
		}
	}
}

// ReadFrom gives the reports of one stream, as if it were a file of that name.
func ReadFrom(name string, in io.Reader, options Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		reader{options.whole(), yield}.stream(name, in)
	}
}

// ReadFS gives the reports of a folder of a file system, such as one that is embedded in a program, as Read gives those of a folder on disk.
// Their files are named as seen from root.
func ReadFS(fsys fs.FS, root string, options Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r := reader{options.whole(), yield}
		walk := func(visit fs.WalkDirFunc) error { return fs.WalkDir(fsys, root, visit) }
		r.folder(root, walk, func(path string) bool {
			opened, err := fsys.Open(path)
			return r.opened(strings.TrimPrefix(path, root+"/"), opened, err)
		})
	}
}

// whole puts the default in the place of what is zero.
func (o Options) whole() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = 64 << 20
	}
	return o
}

// reader reads paths. Its methods report false when no more items are wanted.
type reader struct {
	Options
	yield func(Item, error) bool
}

func (r reader) path(path string) bool {
	if path == standardInput {
		in := r.Stdin
		if in == nil {
			in = strings.NewReader("")
		}
		return r.stream(path, in)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return r.yield(Item{File: path}, err)
	case info.IsDir():
		walk := func(visit fs.WalkDirFunc) error { return filepath.WalkDir(path, visit) }
		return r.folder(path, walk, r.entry)
	}
	return r.file(path)
}

// folder reads all files that a walk under root comes by. A link to a folder is not followed, so that no walk is endless.
func (r reader) folder(root string, walk func(fs.WalkDirFunc) error, file func(path string) bool) bool {
	more := true
	err := walk(func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			more = r.yield(Item{File: path}, err)
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		default:
			more = file(path)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return more && (err == nil || r.yield(Item{File: root}, err))
}

// entry reads a file of a folder on disk, unless it is no file: a pipe or a device would never end.
func (r reader) entry(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return r.yield(Item{File: path}, err)
	}
	if !info.Mode().IsRegular() {
		return true
	}
	return r.file(path)
}

func (r reader) file(path string) bool {
	opened, err := os.Open(path)
	return r.opened(path, opened, err)
}

// opened reads a file as it came from its Open.
func (r reader) opened(name string, file io.ReadCloser, err error) bool {
	if err != nil {
		return r.yield(Item{File: name}, err)
	}
	defer file.Close()
	return r.stream(name, file)
}

// sniffed is how many bytes are looked at to tell the format.
const sniffed = 4096

// stream reads one file of one report or of many.
func (r reader) stream(path string, in io.Reader) bool {
	buffered := bufio.NewReaderSize(in, 1<<16)
	start, err := buffered.Peek(sniffed)
	if err != nil && err != io.EOF {
		return r.yield(Item{File: path}, err)
	}
	format := r.Format
	if format == "" {
		format = formatOf(path, start)
	}
	if format == JSONL {
		return r.lines(path, buffered)
	}
	item := Item{File: path, Format: format}
	raw, err := io.ReadAll(io.LimitReader(buffered, r.MaxBytes+1))
	switch {
	case err != nil:
		return r.yield(item, err)
	case int64(len(raw)) > r.MaxBytes:
		return r.yield(item, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, r.MaxBytes))
	}
	item.Raw, item.Text = raw, raw
	item.name("")
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		err = ErrEmpty
	case isBinary(start):
		err = ErrBinary
	}
	return r.yield(item, err)
}

// name sets the ID of an item, and its report's.
func (item *Item) name(id string) {
	if id == "" {
		sum := sha256.Sum256(item.Raw)
		id = "sha256:" + hex.EncodeToString(sum[:])
	}
	item.ID = id
	item.Report.ID, item.Report.File = id, item.File
}
