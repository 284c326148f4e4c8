package round

import (
	"errors"
	"fmt"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Difference is a unit on which coders differ, or agree on what the ledger has otherwise.
type Difference struct {
	Unit
	Codings   []Coding
	Ledger    map[string]string // the answers that the ledger has now; nil where it tells no such account any more
	Questions []string          // on which they differ
	Settled   int64             // the decision that settled it; 0 while none has
}

// Differences gives the units of a closed round to be settled, in the order of the draw.
func Differences(l *ledger.Ledger, of Round) (all []Difference, err error) {
	if of.Open() {
		return nil, ErrOpen
	}
	err = l.Read(func(r store.Reader) error {
		coded, err := codings(r, of)
		if err != nil {
			return err
		}
		settled, err := settledIn(r, of)
		if err != nil {
			return err
		}
		for _, u := range of.Units {
			d := Difference{Unit: u, Codings: coded[u.Account]}
			id, err := r.Resolve(u.Account)
			if err == nil {
				d.Settled = settled[id]
				d.Ledger, err = standing(l, r, id)
			}
			if err != nil && !errors.Is(err, store.ErrMissing) {
				return err
			}
			if d.Questions = differing(d); len(d.Questions) > 0 || d.Settled > 0 {
				all = append(all, d)
			}
		}
		for _, g := range foundIn(of, coded) {
			d, err := g.difference(l, r, of)
			if err != nil {
				return err
			}
			if d.Settled = settled[g.Unit.Account]; len(d.Questions) > 0 || d.Settled > 0 {
				all = append(all, d)
			}
		}
		return nil
	})
	return all, err
}

// settledIn gives the decisions that settled accounts of a round, but for those that were undone.
func settledIn(r store.Reader, of Round) (map[record.AccountID]int64, error) {
	log, err := r.DecisionsOn(name(of.Number))
	settled := map[record.AccountID]int64{}
	for _, d := range ledger.Standing(log) {
		if d.Verb != record.Adjudicate || len(d.Subjects) == 0 {
			continue
		}
		for _, subject := range d.Subjects {
			id, err := r.Resolve(record.AccountID(subject))
			if ledger.Found(record.AccountID(subject)) {
				id, err = record.AccountID(subject), nil
			}
			if errors.Is(err, store.ErrMissing) {
				continue // no longer told, or the name of the round
			}
			if err != nil {
				return nil, err
			}
			settled[id] = d.Seq
		}
	}
	return settled, err
}

// standing gives the answers that the ledger has of an account, as people corrected it.
func standing(l *ledger.Ledger, r store.Reader, id record.AccountID) (map[string]string, error) {
	t, review, err := l.Telling(r, id)
	if err != nil {
		return nil, err
	}
	if review == record.Rejected {
		return map[string]string{Told: "false"}, nil
	}
	return valuesOf(t), nil
}

// differing gives the questions to which not all coders and the ledger give one answer.
func differing(d Difference) (all []string) {
	if len(d.Codings) == 0 {
		return nil
	}
	for _, question := range Questions {
		given := map[string]bool{}
		for _, c := range d.Codings {
			if value, rated := canonical(question, c.Values); rated {
				given[value] = true
			}
		}
		if value, rated := canonical(question, d.Ledger); rated && len(given) > 0 {
			given[value] = true
		}
		if len(given) > 1 {
			all = append(all, question)
		}
	}
	return all
}

// ErrMeanwhile says that somebody else has settled a unit since it was looked at.
var ErrMeanwhile = errors.New("somebody else has settled this meanwhile")

// Settle lets the answers that a curator chose stand in the ledger: a rejection where no event is told, else a correction for each value that
// the ledger has otherwise, and a decision that the account is settled. All of it is on disk when Settle returns, or none. seen is the
// decision that had settled it when the curator looked; 0 where none had.
func Settle(l *ledger.Ledger, number int, account record.AccountID, by, why string, values map[string]string, seen int64) (logged []record.Decision, err error) {
	if strings.TrimSpace(why) == "" {
		return nil, fmt.Errorf("%w: say why, for those who answered otherwise", ErrTerms)
	}
	return l.DecideOn(func(r store.Reader) ([]record.Decision, error) {
		of, err := Find(r, number)
		if err != nil {
			return nil, err
		}
		if of.Open() || of.Unit(account) < 0 && !ledger.Found(account) {
			return nil, errors.Join(ErrTerms, ErrOpen)
		}
		if ledger.Found(account) {
			settled, err := settledIn(r, of)
			if err != nil {
				return nil, err
			}
			if settled[account] != seen {
				return nil, ErrMeanwhile
			}
			return settleFound(l, r, of, account, values, record.Decision{By: by, Why: why, Field: name(number)})
		}
		id, err := r.Resolve(account)
		if err != nil {
			return nil, err
		}
		settled, err := settledIn(r, of)
		if err != nil {
			return nil, err
		}
		if settled[id] != seen {
			return nil, ErrMeanwhile
		}
		before, err := standing(l, r, id)
		if err != nil {
			return nil, err
		}
		values, err := Normal(values, before)
		return decisions(id, before, values, record.Decision{By: by, Why: why, Field: name(number)}), err
	})
}

// decisions are those by which an account gets the answers that were chosen.
func decisions(id record.AccountID, before, values map[string]string, settled record.Decision) (all []record.Decision) {
	one := record.Decision{By: settled.By, Why: settled.Field + ": " + settled.Why, Subjects: []string{string(id)}}
	add := func(verb record.Verb, field, value string) {
		d := one
		d.Verb, d.Field, d.New = verb, field, value
		all = append(all, d)
	}
	switch {
	case values[Told] == "false":
		add(record.Reject, "", "")
	case before[Told] == "false":
		add(record.Accept, "", "")
	}
	if values[Told] == "true" {
		for _, question := range Questions[1:] {
			now, _ := canonical(question, before)
			then, _ := canonical(question, values)
			if now != then || figureChanged(question, before, values) {
				add(record.Correct, question, values[question])
			}
		}
	}
	settled.Verb, settled.Subjects = record.Adjudicate, one.Subjects
	return append(all, settled)
}

// figureChanged reports whether a figure has other bounds, though its best value is the same.
func figureChanged(question string, before, after map[string]string) bool {
	scale := scaleOf(question, "")
	return (scale == "ratio" || scale == "interval") && before[question] != after[question]
}
