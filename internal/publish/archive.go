package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/klauspost/compress/zstd"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/whole"
)

// sumsFile has the hashes of the other files, as sha256sum reads them.
const sumsFile = "SHA256SUMS"

func (f Files) sums() []byte {
	var out bytes.Buffer
	for _, name := range f.Names() {
		if name != sumsFile {
			sum := sha256.Sum256(f[name])
			fmt.Fprintf(&out, "%s  %s\n", hex.EncodeToString(sum[:]), name)
		}
	}
	return out.Bytes()
}

// Hash names the content of a release: the SHA-256 of its file of hashes.
func (f Files) Hash() string {
	sum := sha256.Sum256(f[sumsFile])
	return hex.EncodeToString(sum[:])
}

// Save writes the files into a new folder, which appears when it is whole. A folder that is there already stays as it is; it is an error
// unless it holds the same.
func (f Files) Save(folder string) error {
	if is, err := f.savedIn(folder); is || err != nil {
		return err
	}
	if err := f.Prepare(folder); err != nil {
		return err
	}
	return whole.Finish(folder)
}

// Prepare writes the files beside a folder that is not there yet, for Finish to give them its name.
func (f Files) Prepare(folder string) error {
	if _, err := f.savedIn(folder); err != nil {
		return err
	}
	return whole.Prepare(folder, f)
}

// savedIn reports whether a folder holds the files already.
func (f Files) savedIn(folder string) (bool, error) {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if old, err := ReadFiles(folder); err == nil && old.Hash() == f.Hash() {
		return true, nil
	}
	return false, fmt.Errorf("%s is there already and holds something else; a release is never altered", folder)
}

// Finish gives its name to the folder of a release that was logged when its process was killed: what had been prepared beside it is whole. It
// reports whether there was one.
func Finish(l *ledger.Ledger, number int, folder string) (bool, error) {
	prepared, err := ReadFiles(folder + whole.Part)
	if err != nil || number == 0 {
		return false, nil // half-written, or none
	}
	if _, err := os.Stat(folder); err == nil {
		return false, nil
	}
	logged, err := Releases(l)
	if err != nil || number > len(logged) || logged[number-1].Old != prepared.Hash() {
		return false, err
	}
	return true, whole.Finish(folder)
}

// ReadFiles reads the folder of a release, and checks that its files are those that its hashes name.
func ReadFiles(folder string) (Files, error) {
	files := Files{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(files.sums(), files[sumsFile]) {
		return nil, fmt.Errorf("the files in %s are not those that its %s names", folder, sumsFile)
	}
	return files, nil
}

// archiveSetting names the copy of a release that its ledger keeps.
func archiveSetting(number int) string { return "release." + strconv.Itoa(number) }

func (f Files) packed() (string, error) {
	data, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	coder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(coder.EncodeAll(data, nil)), coder.Close()
}

func unpacked(s string) (files Files, err error) {
	data, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	if data, err = decoder.DecodeAll(data, nil); err != nil {
		return nil, err
	}
	return files, json.Unmarshal(data, &files)
}

// Releases gives the decisions that made releases, in order.
func Releases(l *ledger.Ledger) (all []record.Decision, err error) {
	err = l.Read(func(r store.Reader) error {
		for d, err := range store.EachDecision(r, 0) {
			if err != nil {
				return err
			}
			if d.Verb == record.Release {
				all = append(all, d)
			}
		}
		return nil
	})
	return all, err
}

// ErrWithdrawn is a release whose copy was destroyed, because it told of a report that was erased.
var ErrWithdrawn = errors.New("was withdrawn: it told of a report that has been erased since, and its copy was destroyed")

// Released gives the files of a release from the copy that the ledger keeps.
func Released(l *ledger.Ledger, number int) (files Files, err error) {
	all, err := Releases(l)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > len(all) {
		return nil, fmt.Errorf("there is no release %d; there are %d", number, len(all))
	}
	var kept string
	if err := l.Read(func(r store.Reader) (err error) { kept, err = r.Setting(archiveSetting(number)); return err }); err != nil {
		return nil, err
	}
	if kept == "" {
		return nil, fmt.Errorf("release %d %w", number, ErrWithdrawn)
	}
	if files, err = unpacked(kept); err != nil {
		return nil, fmt.Errorf("release %d: %w", number, err)
	}
	if hash := files.Hash(); hash != all[number-1].Old || !bytes.Equal(files.sums(), files[sumsFile]) {
		return nil, fmt.Errorf("release %d is not what was released: its hash is %s, the log has %s", number, hash, all[number-1].Old)
	}
	return files, nil
}

// settings of the last release that the next one takes up where nothing else is said.
const (
	titleSetting, authorSetting, contactSetting, licenseSetting = "publish.title", "publish.author", "publish.contact", "publish.license"
)

// Prepare fills a manifest with the next number, its date, and what the last release said.
func Prepare(l *ledger.Ledger, m Manifest, at time.Time) (Manifest, error) {
	all, err := Releases(l)
	if err != nil {
		return m, err
	}
	m.Release, m.Date = len(all)+1, at.UTC().Format(time.DateOnly)
	err = l.Read(func(r store.Reader) error {
		for _, s := range []struct {
			key   string
			value *string
		}{{titleSetting, &m.Title}, {authorSetting, &m.Author}, {contactSetting, &m.Contact}, {licenseSetting, &m.License}} {
			if *s.value == "" {
				if *s.value, err = r.Setting(s.key); err != nil {
					return err
				}
			}
		}
		totals, err := r.Totals()
		m.Decisions = int64(totals.Decisions)
		return err
	})
	m.Title = orElse(m.Title, "Events told by news reports")
	return m, err
}

// Log writes a release into the log of its ledger, with a copy of its files. Its events keep their ids from now on.
func (b *Book) Log(m Manifest, f Files, by string, at time.Time) (record.Decision, error) {
	kept, err := f.packed()
	if err != nil {
		return record.Decision{}, err
	}
	d := record.Decision{At: at, By: by, New: strconv.Itoa(m.Release), Old: f.Hash(), Why: m.Note}
	return b.ledger.Release(d, b.ids(), map[string]string{
		archiveSetting(m.Release): kept, titleSetting: m.Title, authorSetting: m.Author, contactSetting: m.Contact, licenseSetting: m.License,
	})
}

// Withdrawn reports whether the copy of a release was destroyed.
func Withdrawn(l *ledger.Ledger, number int) (gone bool, err error) {
	err = l.Read(func(r store.Reader) error {
		kept, err := r.Setting(archiveSetting(number))
		gone = kept == ""
		return err
	})
	return gone, err
}
