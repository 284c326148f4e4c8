package rule

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// Overlay lays a user's folder over the one that ships: whole files replace whole files of the same name, and files of
// new names are added. A nil user folder changes nothing.
func Overlay(base, user fs.FS) fs.FS {
	if user == nil {
		return base
	}
	return overlay{base, user}
}

// overlay looks first in user, then in base.
type overlay struct{ base, user fs.FS }

// Open opens a file of user if it has one, else of base.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.user.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// ReadDir lists the names of both, each once.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, err := fs.ReadDir(o.user, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	lower, lowerErr := fs.ReadDir(o.base, name)
	if lowerErr != nil && (err != nil || !errors.Is(lowerErr, fs.ErrNotExist)) {
		return nil, lowerErr
	}
	all := append(upper, lower...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
