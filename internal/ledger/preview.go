package ledger

import (
	"errors"
	"slices"

	"dateline/internal/record"
	"dateline/internal/store"
)

// errPreviewed rolls back what a preview has tried.
var errPreviewed = errors.New("only a preview")

// Preview gives the events that a decision would leave of those it is about, and takes nothing: the decision is tried and rolled back.
func (l *Ledger) Preview(d record.Decision) (after []Dossier, err error) {
	err = l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		d.At = l.now()
		tried, err := g.decide(d)
		if err != nil {
			return err
		}
		if after, err = l.dossiersOf(w, tried.Subjects); err != nil {
			return err
		}
		return errPreviewed
	})
	if errors.Is(err, errPreviewed) {
		err = nil
	}
	return after, err
}

// dossiersOf opens the events that accounts tell, each once.
func (l *Ledger) dossiersOf(r store.Reader, accounts []string) (all []Dossier, err error) {
	var seen []record.EventID
	g := l.reading(r)
	today, err := g.resolved(accounts)
	if err != nil {
		return nil, err
	}
	for _, a := range today {
		id, err := r.EventOf(record.AccountID(a))
		if errors.Is(err, store.ErrMissing) {
			continue // no longer told
		}
		if err != nil {
			return nil, err
		}
		if slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		row, err := r.Event(id)
		if err != nil {
			return nil, err
		}
		d, err := g.dossier(row)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
