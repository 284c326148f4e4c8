package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/link"
	"dateline/internal/record"
)

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
	if d.Verb.OnTexts() {
		return g.completeTexts(d)
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
	if d.Verb == record.Add {
		return g.completeAddition(d)
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
	if verb := undone[0].Verb; !verb.OnAccounts() && !verb.OnTexts() && verb != record.Undo {
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
