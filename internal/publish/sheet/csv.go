package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// formula is the characters at which a spreadsheet takes a cell for a formula, the wide ones of East Asian typing included.
const formula = "=+-@\t\r\n＝＋－＠"

// mark is put before a cell that begins like a formula: spreadsheets then show it as text.
const mark = "'"

// neutral marks a cell of text that begins like a formula. One that looks marked already is marked too, so that plain can tell.
func neutral(s string) string {
	if looksLikeFormula(s) {
		return mark + s
	}
	return s
}

// plain takes the mark off.
func plain(s string) string {
	if rest, marked := strings.CutPrefix(s, mark); marked && looksLikeFormula(rest) {
		return rest
	}
	return s
}

func looksLikeFormula(s string) bool {
	s = strings.TrimLeft(s, mark)
	return s != "" && strings.ContainsRune(formula, []rune(s[:min(len(s), 4)])[0])
}

type csvWriter struct {
	*csv.Writer
	columns []Column
	cells   []string
}

// newCSV writes the row of names. Cells are parted by commas, lines end in a line feed, the charset is UTF-8 without a mark.
func newCSV(w io.Writer, columns []Column) (*csvWriter, error) {
	c := &csvWriter{csv.NewWriter(w), columns, make([]string, len(columns))}
	for i, column := range columns {
		c.cells[i] = column.Name
	}
	return c, c.Writer.Write(c.cells)
}

func (c *csvWriter) Write(row Row) error {
	if len(row) != len(c.columns) {
		return fmt.Errorf("a row has %d cells, its table %d columns", len(row), len(c.columns))
	}
	for i, cell := range row {
		c.cells[i] = written(cell)
	}
	if len(row) == 1 && c.cells[0] == "" {
		return errors.New("a row with one empty cell cannot be written as CSV")
	}
	return c.Writer.Write(c.cells)
}

func (c *csvWriter) Close() error {
	c.Flush()
	return c.Error()
}

// written writes a cell: numbers as they are, text so that no spreadsheet runs it.
func written(cell any) string {
	switch v := cell.(type) {
	case string:
		return neutral(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func readCSV(r io.Reader, columns []Column, each func(Row) error) error {
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = len(columns)
	for first := true; ; first = false {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if first {
			if err := sameNames(cells, columns); err != nil {
				return err
			}
			continue
		}
		row, err := rowOf(cells, columns)
		if err == nil {
			err = each(row)
		}
		if err != nil {
			return err
		}
	}
}

func sameNames(cells []string, columns []Column) error {
	for i, c := range columns {
		if cells[i] != c.Name {
			return fmt.Errorf("column %d is named %q, want %q", i+1, cells[i], c.Name)
		}
	}
	return nil
}

func rowOf(cells []string, columns []Column) (Row, error) {
	row := make(Row, len(columns))
	for i, c := range columns {
		cell, err := parsed(cells[i], c.Kind)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
		row[i] = cell
	}
	return row, nil
}

func parsed(s string, kind Kind) (any, error) {
	if kind == Text {
		return plain(s), nil
	}
	if s == "" {
		return nil, nil
	}
	switch kind {
	case Whole:
		return strconv.ParseInt(s, 10, 64)
	case Decimal:
		return strconv.ParseFloat(s, 64)
	}
	return strconv.ParseBool(s)
}
