package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dateline/internal/store"
	"dateline/internal/store/sqlite"
	"dateline/internal/whole"
)

// Copy is what a file holds that is a copy of a ledger.
type Copy struct {
	File      string
	Bytes     int64
	SHA256    string // of the file, in hexadecimal
	Reports   int
	Events    int
	Decisions int
}

// The outcomes of a backup and a restore that change nothing.
var (
	ErrBadCopy   = errors.New("the copy is damaged")
	ErrWouldLose = errors.New("the ledger there holds what the backup does not")
)

// BackupTo writes a copy of the ledger to a file that is not there yet, while others go on, and reads the whole copy again before it
// has that name: a file of that name is whole.
func (l *Ledger) BackupTo(file string) (Copy, error) {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return Copy{}, fmt.Errorf("write a backup: %s: %w", file, errors.Join(err, fs.ErrExist))
	}
	partial := file + whole.Part
	if err := remove(partial); err != nil {
		return Copy{}, err
	}
	defer remove(partial)
	if err := l.Backup(partial); err != nil {
		return Copy{}, fmt.Errorf("write a backup: %s: %w", file, err)
	}
	made, err := Inspect(partial, func(store.Finding) {})
	if err != nil {
		return Copy{}, fmt.Errorf("write a backup: %w", err)
	}
	made.File = file
	return made, errors.Join(whole.Sync(partial), os.Rename(partial, file), whole.Sync(filepath.Dir(file)))
}

// Inspect reads a whole copy. One with faults is ErrBadCopy; found is called for each.
func Inspect(file string, found func(store.Finding)) (c Copy, err error) {
	c.File = file
	l, err := sqlite.OpenCopy(file)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if left, err := os.Stat(file + "-wal"); err == nil && left.Size() > 0 {
		return c, fmt.Errorf("%w: %s-wal lies beside it: it is a ledger at work, not a backup", ErrBadCopy, file)
	}
	faults := 0
	if err := l.Check(func(f store.Finding) { faults++; found(f) }); err != nil {
		return c, fmt.Errorf("%w: %s: %w", ErrBadCopy, file, err)
	}
	if faults > 0 {
		return c, fmt.Errorf("%w: %s: %d faults", ErrBadCopy, file, faults)
	}
	err = l.Read(func(r store.Reader) error {
		t, err := r.Totals()
		c.Reports, c.Events, c.Decisions = t.Reports, t.Events, t.Decisions
		return err
	})
	if err == nil {
		c.Bytes, c.SHA256, err = sumOf(file)
	}
	return c, err
}

func sumOf(file string) (size int64, sum string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// Replaced is what the file of a ledger is called after another was restored in its place.
const Replaced = File + ".replaced"

// Restore puts a backup into the place of the ledger of a folder, or where there is none. The backup is read whole before anything is
// touched (ErrBadCopy). A ledger with reports or decisions that the backup does not have, or one that cannot be read, stays
// (ErrWouldLose) unless force is set; what is replaced is kept as Replaced. With dry nothing is done.
func Restore(file, folder string, force, dry bool, found func(store.Finding)) (Copy, error) {
	c, err := Inspect(file, found)
	if err != nil {
		return c, err
	}
	target := filepath.Join(folder, File)
	if err := mayReplace(target, file); err != nil && !force {
		return c, err
	}
	if dry {
		return c, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return c, err
	}
	fresh := target + whole.Part
	defer remove(fresh)
	if err := copyFile(file, fresh, c.SHA256); err != nil {
		return c, err
	}
	return c, errors.Join(putAside(target), os.Rename(fresh, target), whole.Sync(folder))
}

// mayReplace reports whether a backup has all that the ledger in its place has.
func mayReplace(target, backup string) error {
	if _, err := os.Stat(target); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	now, err := sqlite.Open(target)
	if err != nil {
		return fmt.Errorf("%w, or may: it cannot be read: %w", ErrWouldLose, err)
	}
	defer now.Close()
	then, err := sqlite.OpenCopy(backup)
	if err != nil {
		return err
	}
	defer then.Close()
	return now.Write(func(n store.Writer) error { // nobody else writes meanwhile
		return then.Read(func(b store.Reader) error { return errors.Join(moreDecisions(n, b), moreReports(n, b)) })
	})
}

func moreDecisions(now, then store.Reader) error {
	for after := int64(0); ; after += batch {
		mine, err := now.Decisions(after, batch)
		if err != nil || len(mine) == 0 {
			return err
		}
		theirs, err := then.Decisions(after, batch)
		if err != nil {
			return err
		}
		for i, d := range mine {
			if i >= len(theirs) || theirs[i].Hash != d.Hash {
				return fmt.Errorf("%w: decision %d of %s", ErrWouldLose, d.Seq, d.At.Format("2006-01-02 15:04"))
			}
		}
	}
}

func moreReports(now, then store.Reader) error {
	more, first := 0, ""
	for r, err := range store.EachReport(now) {
		if err != nil {
			return err
		}
		if _, err := then.Report(r.ID); errors.Is(err, store.ErrMissing) {
			if more++; more == 1 {
				first = strings.TrimSpace(fmt.Sprintf("%s %s (%s)", r.Outlet, r.Title, r.ID))
			}
		} else if err != nil {
			return err
		}
	}
	switch more {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("%w: report %s", ErrWouldLose, first)
	}
	return fmt.Errorf("%w: %d reports, the first of them %s", ErrWouldLose, more, first)
}

// copyFile copies a file that must have a hash, and has the copy on disk when it returns.
func copyFile(from, to, sum string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return fmt.Errorf("%w: %s changed while it was copied", ErrBadCopy, from)
	}
	return nil
}

// putAside renames the files of a ledger.
func putAside(target string) error {
	for _, end := range []string{"-wal", "-shm", ""} { // the journal first: without it the file is an older state, never a broken one
		to := filepath.Join(filepath.Dir(target), Replaced+end)
		if err := remove(to); err != nil {
			return err
		}
		if err := os.Rename(target+end, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func remove(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
