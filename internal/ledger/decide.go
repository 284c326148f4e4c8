package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// ErrDecision is a decision that cannot be taken: it says what is wrong with it.
var ErrDecision = errors.New("no such decision can be taken")

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
	if !d.Verb.OnAccounts() && d.Verb != record.Undo {
		return d, g.beyondAccounts(d)
	}
	for _, s := range d.Subjects {
		id, err := g.Resolve(record.AccountID(s))
		if errors.Is(err, store.ErrMissing) {
			continue // of an undo: what it judged is no longer told
		}
		if err != nil {
			return d, err
		}
		g.dirty[id] = true
		if err := g.pinEventOf(id, d.Seq); err != nil {
			return d, err
		}
	}
	if d.Verb == record.Relate || d.Verb == record.Undo {
		if err := g.again(d.Subjects); err != nil {
			return d, err
		}
	}
	if d.Verb == record.Choose && len(d.Subjects) == 0 {
		return d, g.allDirty()
	}
	return d, g.settle()
}

// again finds the edges of accounts again, after what people say of their relations has changed.
func (g *linking) again(subjects []string) error {
	for _, s := range subjects {
		a, err := g.Account(record.AccountID(s))
		if errors.Is(err, store.ErrMissing) {
			continue
		}
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

// beyondAccounts lets decisions take effect that are about no account: the ledger's rule, names of people.
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
	}
	return nil
}

// complete checks a decision, and names accounts where it names events.
func (g *linking) complete(d *record.Decision) error {
	if d.By == "" {
		return fmt.Errorf("%w: nobody takes it", ErrDecision)
	}
	if d.Verb == record.Undo {
		return g.completeUndo(d)
	}
	if !d.Verb.OnAccounts() {
		return nil
	}
	if d.Verb == record.Split {
		return g.completeSplit(d)
	}
	subjects, err := g.accounts(d.Subjects)
	if err != nil {
		return err
	}
	d.Subjects = subjects
	switch {
	case d.Verb == record.Choose && len(subjects) == 0:
		return g.chooseForAll(d)
	case d.Verb == record.Choose:
		_, err = link.ParseRule(d.New)
	case len(subjects) == 0:
		return fmt.Errorf("%w: it is about nothing", ErrDecision)
	case d.Verb == record.Correct:
		return g.completeCorrection(d)
	case len(subjects) < 2 && slices.Contains([]record.Verb{record.Merge, record.Same, record.Different}, d.Verb):
		return fmt.Errorf("%w: %s takes two accounts or events at least", ErrDecision, d.Verb)
	}
	return err
}

// chooseForAll sets the rule of the whole ledger. All events are to be drawn again.
func (g *linking) chooseForAll(d *record.Decision) error {
	rule, err := link.ParseRule(d.New)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDecision, err)
	}
	d.Old, g.rule = string(g.rule), rule
	return g.write.Set(ruleSetting, string(rule))
}

// accounts names the accounts of events; accounts stay what they are.
func (g *linking) accounts(subjects []string) ([]string, error) {
	var all []string
	for _, s := range subjects {
		if !strings.HasPrefix(s, "e-") {
			if _, err := g.Account(record.AccountID(s)); err != nil {
				return nil, fmt.Errorf("%w: %s is %w", ErrDecision, s, err)
			}
			all = append(all, s)
			continue
		}
		event, err := g.Event(record.EventID(s))
		if err != nil {
			return nil, fmt.Errorf("%w: %s is %w", ErrDecision, s, err)
		}
		for _, m := range event.Members {
			all = append(all, string(m.Account))
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// completeSplit adds those who stay to those who leave, whom the decision names.
func (g *linking) completeSplit(d *record.Decision) error {
	leaving, err := g.accounts(d.Subjects)
	if err != nil || len(leaving) == 0 {
		return errors.Join(err, emptySplit(leaving))
	}
	name, err := g.EventOf(record.AccountID(leaving[0]))
	if err != nil {
		return err
	}
	event, err := g.Event(name)
	if err != nil {
		return err
	}
	d.Subjects, d.Field = leaving, strconv.Itoa(len(leaving))
	for _, m := range event.Members {
		if !slices.Contains(leaving, string(m.Account)) {
			d.Subjects = append(d.Subjects, string(m.Account))
		}
	}
	if len(d.Subjects) == len(leaving) {
		return fmt.Errorf("%w: nobody would stay in %s", ErrDecision, name)
	}
	return nil
}

func emptySplit(leaving []string) error {
	if len(leaving) > 0 {
		return nil
	}
	return fmt.Errorf("%w: nobody leaves", ErrDecision)
}

// completeUndo copies the subjects of what is undone, so that it is found with them.
func (g *linking) completeUndo(d *record.Decision) error {
	undone, err := g.Decisions(d.Undoes-1, 1)
	if err != nil {
		return err
	}
	if d.Undoes < 1 || len(undone) == 0 || undone[0].Seq != d.Undoes {
		return fmt.Errorf("%w: there is no decision %d to undo", ErrDecision, d.Undoes)
	}
	if !undone[0].Verb.OnAccounts() && undone[0].Verb != record.Undo {
		return fmt.Errorf("%w: %s is not undone, it is decided anew", ErrDecision, undone[0].Verb)
	}
	d.Subjects = undone[0].Subjects
	return nil
}

// completeCorrection notes the value as it stood.
func (g *linking) completeCorrection(d *record.Decision) error {
	if len(d.Subjects) != 1 {
		return fmt.Errorf("%w: one account is corrected at a time", ErrDecision)
	}
	t, err := g.corrected(record.AccountID(d.Subjects[0]))
	if err != nil {
		return err
	}
	if _, err := link.Correct(t, d.Field, d.New); err != nil {
		return fmt.Errorf("%w: %w", ErrDecision, err)
	}
	d.Old = link.ValueOf(t, d.Field)
	return nil
}
