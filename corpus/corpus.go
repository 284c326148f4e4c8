// Package corpus holds the project's own gold: reports written and marked by hand, compiled into readings.
package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"strings"

	"dateline/internal/mark"
)

//go:generate go run ./compile

// Compile reads every marked report (LANGUAGE/NAME.gold) and the list of acts of a folder and returns the readings as
// JSON Lines, in the order of the file names. The error names all mistakes of all files.
func Compile(folder fs.FS) ([]byte, error) {
	acts, err := fs.ReadFile(folder, "acts.txt")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(folder, "*/*.gold") // sorted
	if err != nil {
		return nil, err
	}
	return compileAll(folder, names, func(name, source string) (*mark.Reading, error) {
		return mark.Compile(name, source, strings.Fields(string(acts)))
	})
}

// compileAll writes what read makes of each file as JSON Lines. The error names all mistakes of all files.
func compileAll(folder fs.FS, names []string, read func(name, source string) (*mark.Reading, error)) ([]byte, error) {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	var mistakes []error
	for _, name := range names {
		source, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		reading, err := read(name, string(source))
		if err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		if err := lines.Encode(reading); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), errors.Join(mistakes...)
}
