package round

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// lot is an item with the place that a seed gives it.
type lot struct {
	place uint64
	id    string
}

// drawn orders items by lot. Each item's place follows from the seed and its own name alone, so a report that comes later moves no other.
func drawn(seed uint64, ids []string) []string {
	lots := make([]lot, len(ids))
	for i, id := range ids {
		sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), id...))
		lots[i] = lot{binary.BigEndian.Uint64(sum[:]), id}
	}
	slices.SortFunc(lots, func(a, b lot) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.id, b.id)) })
	for i := range lots {
		ids[i] = lots[i].id
	}
	return ids
}

// draw gives the units of a sample: all accounts of the reports that were drawn, or that tell the events that were drawn.
func draw(r store.Reader, t Terms) ([]Unit, error) {
	ids, err := itemsOf(r, t.Of)
	if err != nil {
		return nil, err
	}
	var units []Unit
	seen := map[string]bool{} // reports
	taken := 0
	for _, id := range drawn(t.Seed, ids) {
		if taken == t.Size {
			break
		}
		reports, err := reportsOf(r, t.Of, id)
		if err != nil {
			return nil, err
		}
		found := false
		for _, report := range reports {
			some, err := unitsOf(r, report)
			if err != nil {
				return nil, err
			}
			found = found || len(some) > 0
			if !seen[report] {
				units = append(units, some...)
			}
			seen[report] = true
		}
		if found {
			taken++
		}
	}
	switch {
	case taken < t.Size:
		return nil, fmt.Errorf("%w: the ledger has only %d %s that tell an act", ErrTerms, taken, t.Of)
	case len(units) > mostUnits:
		return nil, fmt.Errorf("%w: these are %d accounts, more than %d", ErrTerms, len(units), mostUnits)
	}
	return units, nil
}

// Draw gives the units of a sample without starting a round.
func Draw(r store.Reader, asked Terms) ([]Unit, error) {
	t, err := checked(asked)
	if err != nil {
		return nil, err
	}
	return draw(r, t)
}

const page = 1000

// itemsOf gives the ids of all reports that were linked, or of all events.
func itemsOf(r store.Reader, of string) (ids []string, err error) {
	if of == "events" {
		for q := (store.Query{Sort: "id", Limit: page}); ; {
			some, err := r.Events(q)
			if err != nil {
				return nil, err
			}
			for _, row := range some.Rows {
				ids = append(ids, string(row.ID))
			}
			if q.After = some.Next; q.After == "" {
				return ids, nil
			}
		}
	}
	for report, err := range store.EachReport(r) {
		if err != nil {
			return nil, err
		}
		if report.State == store.Linked {
			ids = append(ids, report.ID)
		}
	}
	return ids, nil
}

// reportsOf gives the reports that an item stands for.
func reportsOf(r store.Reader, of, id string) (all []string, err error) {
	if of == "reports" {
		return []string{id}, nil
	}
	row, err := r.Event(record.EventID(id))
	for _, m := range row.Members {
		if !slices.Contains(all, m.Report) {
			all = append(all, m.Report)
		}
	}
	return all, err
}

// unitsOf gives the accounts of a report, in their order in the text.
func unitsOf(r store.Reader, report string) ([]Unit, error) {
	accounts, err := r.AccountsOf(report)
	if err != nil {
		return nil, err
	}
	units := make([]Unit, len(accounts))
	for i, a := range accounts {
		t, err := link.Decode(a.Telling)
		if err != nil {
			return nil, err
		}
		units[i] = Unit{a.ID, t.Trigger}
	}
	slices.SortFunc(units, func(a, b Unit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Account, b.Account)) })
	return units, nil
}
