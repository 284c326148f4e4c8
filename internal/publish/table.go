package publish

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/text"
)

// Table is a table that can leave a ledger.
type Table struct {
	Name    string
	About   string
	Columns []sheet.Column
	Key     []string                                 // the columns that make a row unique
	rows    func(*Book, func(sheet.Row) error) error // of tables whose rows do not come event by event; else nil
	perCase func(*Case, func(sheet.Row) error) error // of the others
}

// Tables is all tables: our own first, then those in the columns of others.
func Tables() []Table {
	return []Table{
		eventsTable(), accountsTable(), claimsTable(), harmTable(), quotesTable(), relationsTable(), reportsTable(), removedTable(), decisionsTable(),
		acledTable(), gedTable(), eventreportTable(), missingTable(), wordingsTable(),
	}
}

// own is how many of Tables are our own, which make a release.
const own = 9

// FindTable finds a table by its name.
func FindTable(name string) (Table, bool) {
	for _, t := range Tables() {
		if t.Name == name {
			return t, true
		}
	}
	return Table{}, false
}

// column is a column of rows made from a T.
type column[T any] struct {
	name  string
	kind  sheet.Kind
	about string
	of    func(*T) any
}

// columns gives the names and kinds.
func columnsOf[T any](all []column[T]) []sheet.Column {
	out := make([]sheet.Column, len(all))
	for i, c := range all {
		out[i] = sheet.Column{Name: c.name, Kind: c.kind, About: c.about}
	}
	return out
}

// rowOf makes the cells of a value.
func rowOf[T any](all []column[T], value *T) sheet.Row {
	row := make(sheet.Row, len(all))
	for i, c := range all {
		row[i] = sheet.Of(c.of(value))
	}
	return row
}

// perCase makes a table of rows that each event gives.
func perCase[T any](name, about string, key []string, all []column[T], values func(*Case) []T) Table {
	each := func(c *Case, write func(sheet.Row) error) error {
		for _, v := range values(c) {
			if err := write(rowOf(all, &v)); err != nil {
				return err
			}
		}
		return nil
	}
	return Table{Name: name, About: about, Key: key, Columns: columnsOf(all), perCase: each}
}

// Write writes t, and gives the number of rows and the hash of the bytes. What was written is read again as it goes out: another
// number of rows than went in, or a cell that still holds what is covered, is an error.
func (t Table) Write(b *Book, w *sheet.Meter, f sheet.Format) (sheet.Tally, error) {
	out := t.begin(b, w, f)
	if t.perCase == nil {
		return out.end(t.rows(b, out.row))
	}
	return out.end(b.drawn(func(c *Case) (rows []byte, err error) {
		err = t.perCase(c, func(row sheet.Row) error {
			rows = row.Append(rows)
			return t.closed(b, row)
		})
		return rows, err
	}, func(rows []byte) error {
		for len(rows) > 0 {
			row, rest, err := sheet.Unpack(rows)
			if err == nil {
				err = out.pass(row)
			}
			if err != nil {
				return err
			}
			rows = rest
		}
		return nil
	}))
}

// closed sees that no cell of a row would give away a covered name.
func (t Table) closed(b *Book, row sheet.Row) error {
	for i, cell := range row {
		if s, is := cell.(string); is && b.screen.Leaks(s) != "" {
			return fmt.Errorf("column %s of %s would give away a covered name: %q", t.Columns[i].Name, t.Name, s)
		}
	}
	return nil
}

// writing is a table on its way out.
type writing struct {
	Table
	book  *Book
	meter *sheet.Meter
	proof *proof
	out   sheet.Writer
	rows  int
	err   error // of the beginning
}

func (t Table) begin(b *Book, w *sheet.Meter, f sheet.Format) *writing {
	p := newProof(w, func(p *proof) error {
		return sheet.Read(p, f, t.Columns, func(sheet.Row) error { p.rows++; return nil })
	})
	out, err := sheet.New(p, f, t.Columns)
	return &writing{Table: t, book: b, meter: w, proof: p, out: out, err: err}
}

// row writes a row.
func (w *writing) row(row sheet.Row) error {
	if err := w.closed(w.book, row); err != nil {
		return err
	}
	return w.pass(row)
}

// pass writes a row that is closed.
func (w *writing) pass(row sheet.Row) error {
	if w.err != nil {
		return w.err
	}
	w.rows++
	return w.out.Write(row)
}

// end closes the table and waits until it is read again. err is what went wrong with its rows.
func (w *writing) end(err error) (sheet.Tally, error) {
	if err == nil {
		err = w.err
	}
	if err == nil {
		err = w.out.Close()
	}
	if err = w.proof.end(err); err == nil && w.proof.rows != w.rows {
		err = fmt.Errorf("%s: %d rows went in and %d came out", w.Name, w.rows, w.proof.rows)
	}
	return w.meter.Tally(w.rows), err
}

// joined puts values into one cell, each once.
func joined(values ...string) string {
	var all []string
	for _, v := range values {
		if v != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return strings.Join(all, "; ")
}

// day writes the day of a moment, nothing for one that is not known.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// lastDay writes the last day of a half-open interval.
func lastDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return day(t.Add(-time.Second))
}

// moment writes local time to the second without a zone.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05")
}

// points turns a byte position of a body into one in code points.
func points(body string, at int) int { return utf8.RuneCountInString(body[:min(at, len(body))]) }

// number gives the cell of a figure.
func number(n text.Number) any { return sheet.Of(n) }

// kindsOfHarm are those that have columns of their own; harm of things and others stand in the table of harm.
var kindsOfHarm = []string{"dead", "injured", "missing", "rescued", "arrested", "detained", "displaced", "deported", "ill"}

// harmColumns makes three columns for each kind of harm. unknown is not zero: 0 means that there were none, empty that nobody says.
func harmColumns[T any](value func(*T, string) record.Value) []column[T] {
	var all []column[T]
	for _, kind := range kindsOfHarm {
		for _, bound := range []struct {
			name string
			of   func(record.Value) text.Number
		}{
			{"low", func(v record.Value) text.Number { return v.Low }},
			{"best", func(v record.Value) text.Number { return v.Best }},
			{"high", func(v record.Value) text.Number { return v.High }},
		} {
			all = append(all, column[T]{kind + "_" + bound.name, sheet.Decimal, bound.name + " number of people " + about[kind] + "; empty: not reported, 0: reported that there were none",
				func(v *T) any { return number(bound.of(value(v, kind))) }})
		}
	}
	return all
}

var about = map[string]string{
	"dead": "dead", "injured": "injured", "missing": "missing", "rescued": "rescued", "arrested": "arrested", "detained": "held", "displaced": "moved or driven out",
	"deported": "sent out of the country", "ill": "ill",
}

func rounded(v float64) float64 { return math.Round(v*1000) / 1000 }

// signed writes a weight with its sign.
func signed(v float64) string { return fmt.Sprintf("%+.2f", v) }
