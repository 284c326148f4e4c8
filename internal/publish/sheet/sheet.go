// Package sheet holds tables of typed cells, and writes and reads them as CSV, JSON Lines and Parquet. What is read back is
// what was written: the cells of text that a spreadsheet would take for a formula are marked in CSV, and the mark is taken off again.
package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/text"
)

// Kind is the kind of the cells of a column.
type Kind string

// The kinds, as Frictionless Table Schema names them. A cell of text is never missing, only empty; one of the others is nil where
// nothing is known.
const (
	Text    Kind = "string"
	Whole   Kind = "integer" // int64
	Decimal Kind = "number"  // float64
	Flag    Kind = "boolean"
)

// Column is a column of a table.
type Column struct {
	Name  string `json:"name"`
	Kind  Kind   `json:"type"`
	About string `json:"description,omitempty"`
}

// Row is the cells of one row, as many as there are columns: string, int64, float64, bool or nil.
type Row []any

// Format is how a table is written.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	JSONL   Format = "jsonl"
	Parquet Format = "parquet"
)

// Formats is all of them.
var Formats = []Format{CSV, JSONL, Parquet}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(Formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("no format is named %q; there are csv, jsonl and parquet", name)
}

// Writer writes the rows of one table. Nothing is whole before Close.
type Writer interface {
	Write(Row) error
	Close() error
}

// New begins a table.
func New(w io.Writer, f Format, columns []Column) (Writer, error) {
	switch f {
	case JSONL:
		return newLines(w, columns), nil
	case Parquet:
		return newParquet(w, columns), nil
	}
	return newCSV(w, columns)
}

// Read reads a table that was written with these columns.
func Read(r io.Reader, f Format, columns []Column, each func(Row) error) error {
	switch f {
	case JSONL:
		return readLines(r, columns, each)
	case Parquet:
		return readParquet(r, columns, each)
	}
	return readCSV(r, columns, each)
}

// Of makes a cell of a value: text without what no format keeps alike, numbers as int64 or float64, nil for what is unknown.
func Of(value any) any {
	switch v := value.(type) {
	case string:
		return tidy(v)
	case int:
		return int64(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return v
	case text.Number:
		if !v.Known {
			return nil
		}
		return Of(v.Value)
	case fmt.Stringer:
		return tidy(v.String())
	}
	return value
}

// lineEnds is what spreadsheets and readers of CSV turn into one another; NUL ends a cell for some.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// tidy writes line ends as one character and replaces bytes that are no UTF-8.
func tidy(s string) string {
	if strings.IndexByte(s, '\r') < 0 && strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) {
		return s
	}
	return lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))
}

// Tally counts what was written.
type Tally struct {
	Rows  int
	Bytes int64
	Hash  string // SHA-256, in hexadecimal
}

// Meter passes bytes on and counts and hashes them.
type Meter struct {
	to    io.Writer
	sum   hash.Hash
	bytes int64
}

// NewMeter makes a meter before w.
func NewMeter(w io.Writer) *Meter { return &Meter{to: w, sum: sha256.New()} }

func (m *Meter) Write(p []byte) (int, error) {
	n, err := m.to.Write(p)
	m.sum.Write(p[:n])
	m.bytes += int64(n)
	return n, err
}

// Tally gives the count and the hash of what passed.
func (m *Meter) Tally(rows int) Tally {
	return Tally{rows, m.bytes, hex.EncodeToString(m.sum.Sum(nil))}
}
