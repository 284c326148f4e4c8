package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/store"
)

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
