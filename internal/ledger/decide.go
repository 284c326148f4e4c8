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
	if !d.Verb.OnAccounts() && d.Verb != record.Undo {
		return d, g.beyondAccounts(d)
	}
	if len(d.Subjects) == 0 {
		return d, g.ruleChanged()
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

// complete checks a decision, and names accounts where it names events.
func (g *linking) complete(d *record.Decision) error {
	if d.By == "" {
		return fmt.Errorf("%w: nobody takes it", ErrDecision)
	}
	if d.Verb == record.Undo {
		return g.completeUndo(d)
	}
	if d.Verb == record.SamePerson || d.Verb == record.NotPerson {
		return g.completePeople(d)
	}
	if d.Verb == record.Withhold || d.Verb == record.Disclose {
		return g.completeReports(d)
	}
	if !d.Verb.OnAccounts() {
		return nil
	}
	if d.Verb == record.Split {
		return g.completeSplit(d)
	}
	if d.Verb == record.Adjudicate {
		return g.completeSettled(d)
	}
	subjects, err := g.accounts(d.Subjects, oneForEvent(d.Verb))
	if err != nil {
		return err
	}
	d.Subjects = subjects
	switch {
	case d.Verb == record.Choose:
		return g.completeChoice(d)
	case len(subjects) == 0:
		return fmt.Errorf("%w: it is about nothing", ErrDecision)
	case d.Verb == record.Correct:
		return g.completeCorrection(d)
	case d.Verb == record.Relate && !slices.Contains(Relations, d.Field):
		return fmt.Errorf("%w: events are not related as %q; there are %s", ErrDecision, d.Field, strings.Join(Relations, ", "))
	case len(subjects) < 2 && slices.Contains([]record.Verb{record.Merge, record.Same, record.Different, record.Relate}, d.Verb):
		return fmt.Errorf("%w: %s takes two accounts or events at least", ErrDecision, d.Verb)
	}
	return err
}

// completeChoice notes the rule of the whole ledger, where that is what changes.
func (g *linking) completeChoice(d *record.Decision) error {
	if _, err := link.ParseRule(d.New); err != nil {
		return fmt.Errorf("%w: %w", ErrDecision, err)
	}
	if len(d.Subjects) == 0 {
		d.Old = string(g.rule)
	}
	return nil
}

// oneForEvent reports whether a decision on events is one on their founders alone: it says how events stand to each other, and nothing
// of the accounts within one of them.
func oneForEvent(v record.Verb) bool { return v == record.Different || v == record.Relate }

// accounts names the accounts of events, or of each the first alone; an account is named as it is known today.
func (g *linking) accounts(subjects []string, firstAlone bool) ([]string, error) {
	var all []string
	for _, s := range subjects {
		some, err := g.accountsNamed(s)
		if err != nil {
			return nil, fmt.Errorf("%w: %s is %w", ErrDecision, s, err)
		}
		if firstAlone {
			some = some[:1]
		}
		all = append(all, some...)
	}
	if firstAlone {
		return distinct(all), nil // their order may say which stands to which
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// distinct leaves each out that came before.
func distinct(all []string) (left []string) {
	for _, s := range all {
		if !slices.Contains(left, s) {
			left = append(left, s)
		}
	}
	return left
}

// accountsNamed gives the accounts of an event, in the order of their ids, or the one account of that name.
func (g *linking) accountsNamed(subject string) ([]string, error) {
	if !strings.HasPrefix(subject, "e-") {
		id, err := g.Resolve(record.AccountID(subject))
		if errors.Is(err, store.ErrMissing) {
			id, err = g.abbreviated(subject)
		}
		return []string{string(id)}, err
	}
	event, err := g.Event(record.EventID(subject))
	if err != nil {
		return nil, err
	}
	var all []string
	for _, m := range event.Members {
		all = append(all, string(m.Account))
	}
	slices.Sort(all)
	return all, nil
}

// abbreviated gives the one account whose report's id begins as a subject does: "sha256:11e4bb2d…#meet-566", as lists print it.
func (g *linking) abbreviated(subject string) (record.AccountID, error) {
	begins, local, _ := strings.Cut(subject, "#")
	begins = strings.TrimSuffix(begins, "…")
	reports, err := g.Reports(begins, batch)
	if err != nil {
		return "", err
	}
	var found []record.AccountID
	for _, r := range reports {
		if id, err := g.Resolve(record.AccountID(r.ID + "#" + local)); err == nil && local != "" && strings.HasPrefix(r.ID, begins) {
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return "", store.ErrMissing
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("one of %d of that beginning; give more of its report's id", len(found))
}

// completeSplit adds those who stay to those who leave, whom the decision names.
func (g *linking) completeSplit(d *record.Decision) error {
	leaving, err := g.accounts(d.Subjects, false)
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
	for _, id := range leaving {
		if !slices.ContainsFunc(event.Members, func(m record.Member) bool { return string(m.Account) == id }) {
			return fmt.Errorf("%w: %s is not of %s; accounts leave one event at a time", ErrDecision, id, name)
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

// completePeople checks that a decision on people is about names that reports tell.
func (g *linking) completePeople(d *record.Decision) error {
	if least := map[record.Verb]int{record.SamePerson: 2, record.NotPerson: 1}[d.Verb]; len(d.Subjects) < least {
		return fmt.Errorf("%w: %s takes %d names at least", ErrDecision, d.Verb, least)
	}
	for _, name := range d.Subjects {
		if _, err := g.Person(name); err != nil {
			return fmt.Errorf("%w: the name %s is %w", ErrDecision, name, err)
		}
	}
	return nil
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

// completeSettled names the account that is settled, and the round by whose name it is found too.
func (g *linking) completeSettled(d *record.Decision) error {
	if len(d.Subjects) != 1 || d.Field == "" {
		return fmt.Errorf("%w: one account of one round is settled at a time", ErrDecision)
	}
	id, err := g.Resolve(record.AccountID(d.Subjects[0]))
	if err != nil {
		return fmt.Errorf("%w: %s is %w", ErrDecision, d.Subjects[0], err)
	}
	d.Subjects = []string{string(id), d.Field}
	return nil
}
