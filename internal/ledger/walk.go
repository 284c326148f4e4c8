package ledger

import (
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Outline is an event on a walk through a ledger: what lists show of it, and what people judged of its accounts.
type Outline struct {
	store.Told
	Judged map[record.AccountID]record.Review
	walk   *linking
}

// Walk goes through all events, those that one report tells one after the other, so that each report is read about once. An outline can be
// opened until f returns.
func (l *Ledger) Walk(f func(*Outline) error) error {
	return l.Read(func(r store.Reader) error {
		g := l.reading(r)
		var err error
		if g.rule, err = g.ledgerRule(); err != nil {
			return err
		}
		return r.EachTold(func(t store.Told) error {
			clear(g.tellings)
			clear(g.judged)
			o := &Outline{Told: t, Judged: make(map[record.AccountID]record.Review, len(t.Accounts)), walk: g}
			for _, a := range t.Accounts {
				j, err := g.judgedOf(a.ID)
				if err != nil {
					return err
				}
				o.Judged[a.ID] = j.review
			}
			return f(o)
		})
	})
}

// keptOnWalks is how many reports are kept in memory on a walk: events that several reports tell are mostly told by neighbours.
const keptOnWalks = 64

// Open opens an event with its reports. What is drawn from tellings (its Questions), what was decided on it and why reports are of one
// origin is left out.
func (o *Outline) Open() (Dossier, error) {
	g := o.walk
	if len(g.readings) > keptOnWalks {
		clear(g.readings)
		clear(g.reports)
	}
	d := Dossier{Row: o.Row, Reports: map[string]store.Report{}, Readings: map[string]*record.Reading{}, Judged: o.Judged}
	ids := make([]record.AccountID, len(o.Accounts))
	d.Tellings = make([]link.Telling, len(o.Accounts))
	for i, a := range o.Accounts {
		told, err := decoded(a)
		if err != nil {
			return d, err
		}
		g.tellings[a.ID], ids[i] = told, a.ID
		if d.Tellings[i], err = g.corrected(a.ID); err != nil {
			return d, err
		}
		if err := g.open(&d, a.Report); err != nil {
			return d, err
		}
	}
	d.Rule = g.ruleOf(ids)
	return d, nil
}
