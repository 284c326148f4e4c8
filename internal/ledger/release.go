package ledger

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Now is the time by the clock of the ledger, to which decisions are dated.
func (l *Ledger) Now() time.Time { return l.now().UTC() }

// Release logs a release dated d.At, and lets its events keep their ids for good: readers may have them by now. The settings are kept
// with it, all in one transaction.
func (l *Ledger) Release(d record.Decision, events []record.EventID, settings map[string]string) (logged record.Decision, err error) {
	err = l.Write(func(w store.Writer) error {
		d.Verb = record.Release
		if logged, err = w.Append(d); err != nil {
			return err
		}
		for _, id := range events {
			if err := pinReleased(w, id, logged.Seq); err != nil {
				return err
			}
		}
		for key, value := range settings {
			if err := w.Set(key, value); err != nil {
				return err
			}
		}
		return nil
	})
	return logged, err
}

// pinReleased lets an event keep its id.
func pinReleased(w store.Writer, id record.EventID, seq int64) error {
	event, err := w.Event(id)
	if err != nil {
		return err
	}
	for _, m := range event.Members {
		if link.Founds(m.Account) == event.ID {
			return w.Pin(m.Account, store.Pin{ID: event.ID, Since: seq})
		}
	}
	return nil
}

// Redact erases reports: their bytes, texts and accounts. What stays is their names, the hashes of their bytes, and a decision for each with the
// reason and the hash that salted gives of what was there. What earlier decisions say of them is erased in the same way. Events that they told are drawn again without them. The settings are
// changed in the same transaction. Then the file is written anew, so that no byte of them stays in it; of an error of that alone the decisions are
// given too.
func (l *Ledger) Redact(d record.Decision, reports []string, salted func(raw []byte) string, settings map[string]string) (logged []record.Decision, err error) {
	err = l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		for _, id := range reports {
			one, err := g.erase(d, id, salted, l.now())
			if err != nil {
				return err
			}
			logged = append(logged, one)
		}
		for key, value := range settings {
			if err := w.Set(key, value); err != nil {
				return err
			}
		}
		return g.settle()
	})
	if err != nil {
		return nil, err
	}
	return logged, l.Scrub()
}

// ErrErased is a report that was erased already.
var ErrErased = errors.New("was erased already")

func (g *linking) erase(d record.Decision, report string, salted func([]byte) string, now time.Time) (record.Decision, error) {
	raw, err := g.Raw(report)
	if err != nil {
		return d, err
	}
	if len(raw) == 0 {
		return d, ErrErased
	}
	if err := errors.Join(g.leave(report), g.handOn(report)); err != nil {
		return d, err
	}
	d.Verb, d.Subjects, d.Old, d.At = record.Redact, []string{report}, salted(raw), now
	if err := g.replace(report, nil, func() error { return g.write.Erase(report, d.Why) }); err != nil {
		return d, err
	}
	if d.New, err = g.conceal(report, salted); err != nil {
		return d, err
	}
	return g.write.Append(d)
}

// handOn lets ids that were pinned on the accounts of a report lead to what others tell of the same events, when it is gone.
func (g *linking) handOn(report string) error {
	accounts, err := g.AccountsOf(report)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		heir, err := g.otherMember(a.ID, report)
		if err != nil {
			return err
		}
		if heir == "" {
			continue
		}
		pins, err := g.pinsOf([]record.AccountID{a.ID})
		if err != nil {
			return err
		}
		if err := g.inherit(heir, pins); err != nil {
			return err
		}
	}
	return nil
}

// otherMember is the first account of an account's event that another report tells; empty when there is none.
func (g *linking) otherMember(of record.AccountID, report string) (record.AccountID, error) {
	name, err := g.EventOf(of)
	if errors.Is(err, store.ErrMissing) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	event, err := g.Event(name)
	if err != nil {
		return "", err
	}
	for _, m := range event.Members {
		if m.Report != report {
			return m.Account, nil
		}
	}
	return "", nil
}

// pinsOf gives all ids that are kept for good for the events of accounts, the first first.
func (g *linking) pinsOf(accounts []record.AccountID) ([]store.Pin, error) {
	pinned, err := g.Pinned(accounts)
	if err != nil {
		return nil, err
	}
	leads, err := g.Leads(accounts)
	all := append(slices.Collect(maps.Values(pinned)), leads...)
	slices.SortFunc(all, func(a, b store.Pin) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

// inherit lets an account keep ids of another.
func (g *linking) inherit(heir record.AccountID, pins []store.Pin) error {
	for _, p := range pins {
		if err := g.write.Lead(heir, p); err != nil {
			return err
		}
	}
	return nil
}
