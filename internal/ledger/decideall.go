package ledger

import (
	"errors"
	"fmt"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// DecideAll logs decisions as Decide does, all in one transaction: on an error none of them is taken.
func (l *Ledger) DecideAll(ds []record.Decision) ([]record.Decision, error) {
	return l.DecideOn(func(store.Reader) ([]record.Decision, error) { return ds, nil })
}

// DecideOn logs the decisions that follow from the ledger as it is at that moment: nobody decides between the look and the decision.
func (l *Ledger) DecideOn(look func(store.Reader) ([]record.Decision, error)) (logged []record.Decision, err error) {
	err = l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		ds, err := look(w)
		if err != nil {
			return err
		}
		for _, d := range ds {
			d.At = l.now()
			if d, err = g.decide(d); err != nil {
				return err
			}
			logged = append(logged, d)
		}
		return nil
	})
	return logged, err
}

// Meanwhile are decisions that others took on what somebody decides on, since they looked at it.
type Meanwhile struct{ Decisions []record.Decision }

func (Meanwhile) Error() string { return "somebody else has decided on this meanwhile" }

// DecideSeen takes a decision only if nothing was decided after the decision number seen on its subjects, nor on the event that it was
// taken from: else the error is Meanwhile, and nothing is logged.
func (l *Ledger) DecideSeen(d record.Decision, event record.EventID, seen int64) (record.Decision, error) {
	logged, err := l.DecideOn(func(r store.Reader) ([]record.Decision, error) {
		about := d.Subjects
		if event != "" {
			about = append([]string{string(event)}, about...)
		}
		later, err := DecidedAfter(r, about, seen)
		if err == nil && len(later) > 0 {
			err = Meanwhile{later}
		}
		return []record.Decision{d}, err
	})
	if err != nil {
		return d, err
	}
	return logged[0], nil
}

// Head is the last decision on any of some events, accounts or texts of reports; 0 where there is none.
func Head(r store.Reader, about []string) (int64, error) {
	all, err := DecidedAfter(r, about, 0)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	return all[len(all)-1].Seq, nil
}

// DecidedAfter gives the decisions on events, accounts and the texts of reports beyond a number, in their order.
func DecidedAfter(r store.Reader, about []string, seen int64) (later []record.Decision, err error) {
	all, err := (&linking{Reader: r}).decisionsAbout(about)
	for i, d := range all {
		if d.Seq > seen {
			return all[i:], err
		}
	}
	return nil, err
}

// decisionsAbout gives the decisions on events, with those on the texts of their reports, on accounts, and on the texts of reports.
func (g *linking) decisionsAbout(about []string) (all []record.Decision, err error) {
	var told []string
	for _, s := range about {
		if !namesReport(s) {
			told = append(told, s)
			continue
		}
		id, err := ReportNamed(g, s)
		if err != nil {
			return nil, fmt.Errorf("%w: report %s is %w", ErrDecision, s, err)
		}
		some, err := textDecisions(g, id)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	accounts, err := g.accounts(told, false)
	if err != nil {
		return nil, err
	}
	var ids []record.AccountID
	for _, a := range accounts {
		ids = append(ids, record.AccountID(a))
	}
	some, err := g.decisionsOn(ids)
	return inOrder(append(all, some...)), err
}

// Telling gives an account as people corrected it, and how far they have judged it.
func (l *Ledger) Telling(r store.Reader, id record.AccountID) (link.Telling, record.Review, error) {
	g := l.reading(r)
	t, err := g.corrected(id)
	return t, g.judged[id].review, err
}

// IsMeanwhile gives what others decided, if that is what an error says.
func IsMeanwhile(err error) (m Meanwhile, is bool) {
	is = errors.As(err, &m)
	return m, is
}
