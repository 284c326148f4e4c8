package ledger

import (
	"errors"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// ErrDecision is a decision that cannot be taken: it says what is wrong with it.
var ErrDecision = errors.New("no such decision can be taken")

// Relations are the ways in which people relate the first of some events to the others.
var Relations = []string{record.FollowUp, record.PartOf, record.Series}

// Decide logs a judgement and lets it take effect, all in one transaction: when Decide returns it is on disk. Subjects may be
// events; they are logged as the accounts that tell them now, so that the judgement stands whatever becomes of the event.
func (l *Ledger) Decide(d record.Decision) (logged record.Decision, err error) {
	err = l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		d.At = l.now()
		logged, err = g.decide(d)
		return err
	})
	return logged, err
}

func (g *linking) decide(d record.Decision) (record.Decision, error) {
	if err := g.complete(&d); err != nil {
		return d, err
	}
	d, err := g.write.Append(d)
	if err != nil {
		return d, err
	}
	clear(g.judged)
	verb, err := behind(g, d)
	switch {
	case err != nil:
		return d, err
	case verb.OnTexts():
		return d, g.onTexts(d)
	case !verb.OnAccounts():
		return d, g.beyondAccounts(d)
	case len(d.Subjects) == 0:
		return d, g.ruleChanged()
	case verb == record.Add:
		if err := errors.Join(g.reread(reportOf(d)), g.settle()); err != nil {
			return d, err
		}
	}
	return d, g.onAccounts(d)
}

// onAccounts lets a decision on accounts take effect, on those that stand today for the ones it names.
func (g *linking) onAccounts(d record.Decision) error {
	subjects, err := g.resolved(d.Subjects)
	if err != nil {
		return err
	}
	subjects = slices.DeleteFunc(subjects, func(s string) bool { return s == "" }) // of an undo: what it judged is no longer told
	for _, s := range subjects {
		g.dirty[record.AccountID(s)] = true
		if err := g.pinEventOf(record.AccountID(s), d.Seq); err != nil {
			return err
		}
	}
	if d.Verb == record.Relate || d.Verb == record.Undo {
		if err := g.again(subjects); err != nil {
			return err
		}
	}
	return g.settle()
}

// ruleChanged sets the ledger's rule to what the log says now, and draws every event again.
func (g *linking) ruleChanged() error {
	ds, err := g.allDecisions()
	if err != nil {
		return err
	}
	g.rule = link.Representative
	for _, d := range Standing(ds) {
		if d.Verb == record.Choose && len(d.Subjects) == 0 {
			g.rule = link.Rule(d.New)
		}
	}
	if err := g.write.Set(ruleSetting, string(g.rule)); err != nil {
		return err
	}
	return g.allDirty()
}

// again finds the edges of accounts again, after what people say of their relations has changed.
func (g *linking) again(subjects []string) error {
	for _, s := range subjects {
		a, err := g.Account(record.AccountID(s))
		if err != nil {
			return err
		}
		if err := g.account(a); err != nil {
			return err
		}
	}
	return nil
}

// allDirty draws every event of the ledger again.
func (g *linking) allDirty() error {
	for after := ""; ; {
		reports, err := g.Reports(after, batch)
		if err != nil || len(reports) == 0 {
			return err
		}
		for _, r := range reports {
			accounts, err := g.AccountsOf(r.ID)
			if err != nil {
				return err
			}
			for _, a := range accounts {
				g.dirty[a.ID] = true
			}
			after = r.ID
		}
		if err := g.settle(); err != nil {
			return err
		}
		clear(g.tellings)
	}
}

// pinEventOf lets the event that an account tells now keep its id, since somebody has seen it.
func (g *linking) pinEventOf(id record.AccountID, seq int64) error {
	name, err := g.EventOf(id)
	if errors.Is(err, store.ErrMissing) {
		return nil
	}
	if err != nil {
		return err
	}
	event, err := g.Event(name)
	if err != nil {
		return err
	}
	for _, m := range event.Members {
		if link.Founds(m.Account) == event.ID {
			return g.write.Pin(m.Account, store.Pin{ID: event.ID, Since: seq})
		}
	}
	return nil
}

// allDecisions reads the whole log.
func (g *linking) allDecisions() ([]record.Decision, error) { return g.decisionsAfter(0) }

// decisionsAfter reads the log from a decision on.
func (g *linking) decisionsAfter(after int64) (all []record.Decision, err error) {
	for d, err := range store.EachDecision(g, after) {
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// beyondAccounts lets decisions take effect that are about no account: names of people, closed reports.
func (g *linking) beyondAccounts(d record.Decision) error {
	switch d.Verb {
	case record.SamePerson:
		for _, name := range d.Subjects[1:] {
			if err := g.join(d.Subjects[0], name); err != nil {
				return err
			}
		}
	case record.NotPerson:
		for _, name := range d.Subjects {
			if err := g.write.PutPerson(name, name); err != nil {
				return err
			}
		}
	case record.Withhold, record.Disclose:
		for _, report := range d.Subjects {
			if err := g.write.SetClosed(report, d.Verb == record.Withhold); err != nil {
				return err
			}
		}
	}
	return nil
}
