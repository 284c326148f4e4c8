// Package whole writes files and folders that have their name only when all of them is on disk: they are written beside it under
// another name, synced and renamed. What a killed process leaves has that other name, and the next one to write the same takes it away.
package whole

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Part ends the name of what is not whole yet.
const Part = ".partial"

// ErrShared is a part that another process writes too.
var ErrShared = errors.New("another program is writing it at the same time")

// File lets write fill a file that takes the place of what had its name. On an error everything is as it was.
func File(name string, mode fs.FileMode, write func(*os.File) error) error {
	part := name + Part
	if err := os.RemoveAll(part); err != nil {
		return err
	}
	file, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Sync(), stillThere(file, part), file.Close())
	if errors.Is(err, ErrShared) {
		return fmt.Errorf("write %s: %w", name, err) // the part is theirs
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return errors.Join(os.Rename(part, name), Sync(filepath.Dir(name)))
}

// stillThere reports whether the file that was written is the one that has the name: somebody else may have begun anew.
func stillThere(file *os.File, name string) error {
	written, err := file.Stat()
	if err != nil {
		return err
	}
	if named, err := os.Stat(name); err != nil || !os.SameFile(written, named) {
		return ErrShared
	}
	return nil
}

// Bytes writes a file of that content.
func Bytes(name string, mode fs.FileMode, content []byte) error {
	return File(name, mode, func(f *os.File) error {
		_, err := f.Write(content)
		return err
	})
}

// Prepare writes files, by their names with slashes, into a new folder that is called name and Part until Finish renames it.
func Prepare(name string, files map[string][]byte) error {
	part := name + Part
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.RemoveAll(part)); err != nil {
		return err
	}
	folders := map[string]bool{part: true}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		to := filepath.Join(part, filepath.FromSlash(file))
		folders[filepath.Dir(to)] = true
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), Bytes(to, 0o644, files[file])); err != nil {
			return errors.Join(err, os.RemoveAll(part))
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		if err := Sync(folder); err != nil {
			return err
		}
	}
	return nil
}

// Finish gives a folder that was prepared its name.
func Finish(name string) error {
	return errors.Join(os.Rename(name+Part, name), Sync(filepath.Dir(name)))
}

// Sync has a file, or the names in a folder, on disk when it returns.
func Sync(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Parts names what was left half-written in a folder, in order. A folder that is not there has none.
func Parts(folder string) (left []string, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), Part) {
			left = append(left, filepath.Join(folder, e.Name()))
		}
	}
	return left, err
}
