package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/link"
	"dateline/internal/publish"
	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/store"
)

// mostExports is how many exports are written at once: each reads the whole ledger.
const mostExports = 2

// kinds of what is exported, by format.
var exported = map[string]string{
	"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet", "shape": "application/json",
}

// export streams a table or a shape as `dateline export` writes it: covered, and with the number of its rows and its hash at the end. A stream that
// fails is cut, so that nobody takes the part for the whole.
func (s *Server) export(w http.ResponseWriter, r *http.Request) {
	write, format, err := s.exporting(r)
	if err != nil {
		s.apiFault(w, r, err)
		return
	}
	select {
	case s.exports <- struct{}{}:
		defer func() { <-s.exports }()
	default:
		s.apiFault(w, r, errBusy)
		return
	}
	b, err := s.exportBook(r)
	if err != nil {
		s.apiFault(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", exported[format])
	h.Set("Trailer", "Dateline-Rows, Dateline-Sha256")
	tally, err := write(b, sheet.NewMeter(w))
	if err != nil {
		s.Log.Error("export", "path", r.URL.Path, "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	h.Set("Dateline-Rows", strconv.Itoa(tally.Rows))
	h.Set("Dateline-Sha256", tally.Hash)
}

// exporting finds what is asked for.
func (s *Server) exporting(r *http.Request) (write func(*publish.Book, *sheet.Meter) (sheet.Tally, error), format string, err error) {
	name, format := r.PathValue("table"), r.URL.Query().Get("format")
	if s.Publishing == nil {
		return nil, "", store.ErrMissing
	}
	if shape, is := publish.FindShape(name); is {
		if format != "" {
			return nil, "", badRequest{errText(name + " has a format of its own")}
		}
		return shape.Write, "shape", nil
	}
	table, is := publish.FindTable(name)
	if !is {
		return nil, "", store.ErrMissing
	}
	if format == "" {
		format = string(sheet.CSV)
	}
	if _, err := sheet.ParseFormat(format); err != nil {
		return nil, "", badRequest{err}
	}
	released, err := s.tablesOf(r)
	return func(b *publish.Book, m *sheet.Meter) (sheet.Tally, error) {
		if released != nil {
			return released.Write(table, m, sheet.Format(format))
		}
		return table.Write(b, m, sheet.Format(format))
	}, format, err
}

// tablesOf gives the release whose table is asked for; nil for the ledger.
func (s *Server) tablesOf(r *http.Request) (publish.Files, error) {
	n, err := releaseAsked(r)
	if n == 0 || err != nil {
		return nil, err
	}
	return s.releaseNumbered(n)
}

// exportBook opens the ledger as the public may see it; nil where a table of a release is asked for.
func (s *Server) exportBook(r *http.Request) (*publish.Book, error) {
	query := r.URL.Query()
	if query.Get("release") != "" {
		return nil, nil
	}
	o := publish.Options{Rule: link.Rule(query.Get("rule"))}
	if o.Rule != "" {
		if _, err := link.ParseRule(string(o.Rule)); err != nil {
			return nil, badRequest{err}
		}
	}
	for key, ceiling := range map[string]*publish.Ceiling{"ceiling": &o.Ceiling, "inhabited": &o.Inhabited} {
		if asked := query.Get(key); asked != "" {
			read, err := publish.ParseCeiling(asked)
			if err != nil {
				return nil, badRequest{err}
			}
			*ceiling = read
		}
	}
	return s.book(o)
}

// Change is a row that two releases have differently, and why.
type Change struct {
	Table   string       `json:"table"`
	Kind    publish.Kind `json:"change"`
	Key     string       `json:"key"`
	Event   string       `json:"event_id,omitempty"`
	Line    string       `json:"line,omitempty"`
	Cells   []ChangeCell `json:"cells,omitempty"`
	Because []string     `json:"because"`
}

// ChangeCell is a value that changed.
type ChangeCell struct {
	Column string `json:"column"`
	Old    string `json:"old,omitempty"`
	New    string `json:"new,omitempty"`
}

// apiChanges gives what changed in a release since another one, removed rows included.
func (s *Server) apiChanges(r *http.Request) (any, error) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		return nil, err
	}
	since := n - 1
	if asked := r.URL.Query().Get("since"); asked != "" {
		if since, err = strconv.Atoi(asked); err != nil {
			return nil, badRequest{errText("since is the number of a release")}
		}
	}
	if since == n || since < 1 {
		return nil, badRequest{errText("there is no other release to compare it with")}
	}
	before, err := s.releaseNumbered(since)
	if err != nil {
		return nil, err
	}
	changes, err := publish.Compare(before, files)
	out := list[Change]{Results: []Change{}, Total: len(changes)}
	for _, c := range changes {
		one := Change{c.Table, c.Kind, c.Key, c.Event, c.Line, nil, c.Causes}
		for _, cell := range c.Cells {
			one.Cells = append(one.Cells, ChangeCell{cell.Column, plain(cell.Old), plain(cell.New)})
		}
		out.Results = append(out.Results, one)
	}
	return out, err
}

func plain(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// ReleaseDetail is a release with its files.
type ReleaseDetail struct {
	Number int           `json:"number"`
	Date   string        `json:"date"`
	Title  string        `json:"title"`
	Hash   string        `json:"hash"`
	Files  []ReleaseFile `json:"files"`
}

// ReleaseFile is a file of a release and where it is given.
type ReleaseFile struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Rows  int    `json:"rows,omitempty"`
	Bytes int    `json:"bytes"`
	Hash  string `json:"sha256,omitempty"`
}

func (s *Server) apiRelease(r *http.Request) (any, error) {
	n, files, err := s.releaseOf(r)
	if err != nil {
		return nil, err
	}
	m, err := files.Manifest()
	if err != nil {
		return nil, err
	}
	all, err := filesOf(files)
	out := ReleaseDetail{Number: n, Date: m.Date, Title: m.Title, Hash: files.Hash()}
	for _, f := range all {
		out.Files = append(out.Files, ReleaseFile{f.Name, f.Address(n), f.Rows, f.Bytes, f.Hash})
	}
	return out, err
}

// eventsSince gives the events that decisions after one are about, as they stand now: those that were rejected say so, and ids that were merged
// into another stand among its own.
func (s *Server) eventsSince(r *http.Request, since string) (any, error) {
	seq, err := strconv.ParseInt(since, 10, 64)
	if err != nil || seq < 0 {
		return nil, badRequest{errText("since is the number of a decision")}
	}
	out := list[Event]{Results: []Event{}}
	var found []store.Row
	err = s.at(r).Read(func(read store.Reader) error {
		log, err := decisionsAfter(read, seq)
		if err != nil {
			return err
		}
		met, hidden := map[record.EventID]bool{}, hiddenFrom(r)
		for _, d := range log {
			for _, subject := range d.Subjects {
				rows, err := eventsOf(read, subject)
				if err != nil {
					return err
				}
				for _, row := range rows {
					if !met[row.ID] && !hidden.events[row.ID] {
						met[row.ID] = true
						found = append(found, row)
					}
				}
			}
		}
		return nil
	})
	if err == nil {
		found, err = s.openRows(r, found)
	}
	for _, row := range found {
		out.Results = append(out.Results, eventOut(row))
	}
	slices.SortFunc(out.Results, func(a, b Event) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out.Total = len(out.Results)
	return out, err
}

// eventsOf are the events that the subject of a decision tells today, be it an account or a report; none where it is another thing, or no
// longer told.
func eventsOf(read store.Reader, subject string) (rows []store.Row, err error) {
	accounts := []record.AccountID{record.AccountID(subject)}
	if !strings.Contains(subject, "#") {
		told, err := read.AccountsOf(subject)
		if err != nil && !errors.Is(err, store.ErrMissing) {
			return nil, err
		}
		for _, a := range told {
			accounts = append(accounts, a.ID)
		}
	}
	for _, id := range accounts {
		row, err := eventOf(read, id)
		if err == nil {
			rows = append(rows, row)
		} else if !errors.Is(err, store.ErrMissing) {
			return nil, err
		}
	}
	return rows, nil
}

// eventOf is the event that an account tells today.
func eventOf(read store.Reader, account record.AccountID) (store.Row, error) {
	id, err := read.Resolve(account)
	if err != nil {
		return store.Row{}, err
	}
	event, err := read.EventOf(id)
	if err != nil {
		return store.Row{}, err
	}
	return read.Event(event)
}
