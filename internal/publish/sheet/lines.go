package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

type linesWriter struct {
	to      io.Writer
	columns []Column
	names   [][]byte // in JSON
}

// newLines writes an object a row, its keys in the order of the columns.
func newLines(w io.Writer, columns []Column) *linesWriter {
	l := &linesWriter{to: w, columns: columns}
	for _, c := range columns {
		l.names = append(l.names, inJSON(c.Name))
	}
	return l
}

func (l *linesWriter) Write(row Row) error {
	if len(row) != len(l.columns) {
		return fmt.Errorf("a row has %d cells, its table %d columns", len(row), len(l.columns))
	}
	var line bytes.Buffer
	for i, cell := range row {
		line.WriteByte("{,"[min(i, 1)])
		line.Write(l.names[i])
		line.WriteByte(':')
		line.Write(inJSON(cell))
	}
	line.WriteString("}\n")
	_, err := l.to.Write(line.Bytes())
	return err
}

func (l *linesWriter) Close() error { return nil }

// inJSON writes a cell with <, > and & as they are.
func inJSON(cell any) []byte {
	var out bytes.Buffer
	coder := json.NewEncoder(&out)
	coder.SetEscapeHTML(false)
	if err := coder.Encode(cell); err != nil {
		panic(err) // cells have a form in JSON
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

func readLines(r io.Reader, columns []Column, each func(Row) error) error {
	for decoder := json.NewDecoder(r); ; {
		var line map[string]json.RawMessage
		if err := decoder.Decode(&line); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		row := make(Row, len(columns))
		for i, c := range columns {
			cell, err := fromJSON(line[c.Name], c.Kind)
			if err != nil {
				return fmt.Errorf("column %s: %w", c.Name, err)
			}
			row[i] = cell
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

func fromJSON(data []byte, kind Kind) (any, error) {
	if kind != Text && string(data) == "null" {
		return nil, nil
	}
	switch kind {
	case Text:
		return decoded[string](data)
	case Whole:
		return decoded[int64](data)
	case Decimal:
		return decoded[float64](data)
	}
	return decoded[bool](data)
}

func decoded[T any](data []byte) (value T, err error) {
	err = json.Unmarshal(data, &value)
	return value, err
}
