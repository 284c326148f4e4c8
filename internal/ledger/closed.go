package ledger

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/store"
)

// sources is a ledger that knows which outlets are closed: their reports are, whatever the file says of them. The table stands above the
// file, so that a line in it holds for reports that came before it too.
type sources struct {
	store.Ledger
	closed map[string]bool // outlets
}

// marking lets another file of this ledger's reports keep closed what is closed here.
func (l *Ledger) marking(kept store.Ledger) store.Ledger {
	if s, is := l.Ledger.(sources); is {
		return sources{kept, s.closed}
	}
	return kept
}

func (s sources) Read(f func(store.Reader) error) error {
	return s.Ledger.Read(func(r store.Reader) error { return f(sourceReader{r, s.closed}) })
}

func (s sources) Write(f func(store.Writer) error) error {
	return s.Ledger.Write(func(w store.Writer) error { return f(sourceWriter{w, sourceReader{w, s.closed}}) })
}

type sourceReader struct {
	store.Reader
	closed map[string]bool
}

func (r sourceReader) Report(id string) (store.Report, error) {
	report, err := r.Reader.Report(id)
	report.Closed = report.Closed || r.closed[report.Outlet]
	return report, err
}

func (r sourceReader) Reports(after string, limit int) ([]store.Report, error) {
	all, err := r.Reader.Reports(after, limit)
	for i := range all {
		all[i].Closed = all[i].Closed || r.closed[all[i].Outlet]
	}
	return all, err
}

func (r sourceReader) Events(q store.Query) (store.Page, error) { return r.Reader.Events(r.knowing(q)) }

func (r sourceReader) Dots(q store.Query, most int) ([]store.Dot, error) {
	return r.Reader.Dots(r.knowing(q), most)
}

// knowing lets a query that leaves out closed reports know which outlets are closed.
func (r sourceReader) knowing(q store.Query) store.Query {
	if q.Open {
		q.ClosedOutlets = slices.Sorted(maps.Keys(r.closed))
	}
	return q
}

type sourceWriter struct {
	store.Writer
	marked sourceReader
}

func (w sourceWriter) Report(id string) (store.Report, error) { return w.marked.Report(id) }

func (w sourceWriter) Reports(after string, limit int) ([]store.Report, error) {
	return w.marked.Reports(after, limit)
}

// completeReports names by their whole ids the reports that a decision is about; each may be given by how its id begins.
func (g *linking) completeReports(d *record.Decision) error {
	if len(d.Subjects) == 0 {
		return fmt.Errorf("%w: %s takes a report at least", ErrDecision, d.Verb)
	}
	var all []string
	for _, begins := range d.Subjects {
		id, err := ReportNamed(g, begins)
		if err != nil {
			return fmt.Errorf("%w: report %s is %w", ErrDecision, begins, err)
		}
		all = append(all, id)
	}
	slices.Sort(all)
	d.Subjects = slices.Compact(all)
	return nil
}

// ReportNamed gives the whole id of the report whose id begins so. None is store.ErrMissing; of several the error says so.
func ReportNamed(r store.Reader, begins string) (string, error) {
	begins = strings.TrimSuffix(begins, "…")
	if report, err := r.Report(begins); err == nil || !errors.Is(err, store.ErrMissing) {
		return report.ID, err
	}
	some, err := r.Reports(begins, 2)
	switch {
	case err != nil:
		return "", err
	case begins == "" || len(some) == 0 || !strings.HasPrefix(some[0].ID, begins):
		return "", store.ErrMissing
	case len(some) > 1 && strings.HasPrefix(some[1].ID, begins):
		return "", errors.New("one of several of that beginning; give more of its id")
	}
	return some[0].ID, nil
}

// WithoutClosed leaves out of an event what reports of closed sources tell, and draws the rest again. Where nothing is left the error is
// store.ErrMissing.
func (l *Ledger) WithoutClosed(d Dossier) (Dossier, error) {
	open, err := l.openIn(d)
	if err != nil {
		return d, err
	}
	left := d
	left.Members, left.Tellings, left.Decisions, left.Collapsed = nil, nil, nil, nil
	left.Reports, left.Readings = map[string]store.Report{}, map[string]*record.Reading{}
	for i, m := range d.Members {
		if open(m.Report) {
			left.Members, left.Tellings = append(left.Members, m), append(left.Tellings, d.Tellings[i])
			left.Reports[m.Report], left.Readings[m.Report] = d.Reports[m.Report], d.Readings[m.Report]
		}
	}
	switch len(left.Members) {
	case len(d.Members):
		return d, nil
	case 0:
		return left, store.ErrMissing
	}
	for _, c := range d.Collapsed {
		if open(c.A) && open(c.B) {
			left.Collapsed = append(left.Collapsed, c)
		}
	}
	for _, decision := range d.Decisions {
		if !slices.ContainsFunc(decision.Subjects, func(s string) bool { report, _, _ := strings.Cut(s, "#"); return !open(report) }) {
			left.Decisions = append(left.Decisions, decision)
		}
	}
	left.Draw(l.linker)
	return left, nil
}

// openIn says of the reports of an event, and of all that decisions on it name, which are not of closed sources.
func (l *Ledger) openIn(d Dossier) (open func(report string) bool, err error) {
	closed := map[string]bool{}
	for id, r := range d.Reports {
		closed[id] = r.Closed
	}
	err = l.Read(func(r store.Reader) error {
		for _, decision := range d.Decisions {
			for _, s := range decision.Subjects {
				id, _, _ := strings.Cut(s, "#")
				if _, known := closed[id]; known {
					continue
				}
				report, err := r.Report(id)
				if err != nil && !errors.Is(err, store.ErrMissing) {
					return err
				}
				closed[id] = report.Closed
			}
		}
		return nil
	})
	return func(report string) bool { return !closed[report] }, err
}
