package eval

import (
	"fmt"
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Readings scores given readings against gold ones of the same bodies, pair by pair. What the gold has not marked at all
// is not scored: a layer that is empty in every gold reading, a field that no gold account has.
func Readings(gold, given []*record.Reading) (*Scores, error) {
	if len(gold) != len(given) {
		return nil, fmt.Errorf("%d readings for %d of gold", len(given), len(gold))
	}
	scores, marks := &Scores{}, markedIn(gold)
	for i := range gold {
		if gold[i].Body != given[i].Body {
			return nil, fmt.Errorf("%s: its body is not the gold's", nameOf(gold[i]))
		}
		j := judge{Scores: scores, gold: gold[i], given: given[i], marks: marks}
		j.mentions()
		j.quotes()
		j.accounts()
	}
	return scores, nil
}

func nameOf(r *record.Reading) string {
	if r.Report.File != "" {
		return r.Report.File
	}
	return r.Report.ID
}

// marks says what a gold file has marked.
type marks struct {
	names, dates, places, quotes, accounts          bool
	amounts                                         map[text.AmountKind]bool // the kinds that are marked
	when, where, participants, sector, harm, saidBy bool
	positions                                       bool // of places
}

func markedIn(gold []*record.Reading) marks {
	m := marks{amounts: map[text.AmountKind]bool{}}
	for _, r := range gold {
		m.names = m.names || len(r.Names) > 0
		m.dates = m.dates || len(r.Dates) > 0
		m.places = m.places || len(r.Places) > 0
		for _, a := range r.Amounts {
			m.amounts[kindOf(a)] = true
		}
		m.quotes = m.quotes || len(r.Quotes) > 0
		m.positions = m.positions || slices.ContainsFunc(r.Places, func(p text.Place) bool { return p.Precision != "" })
		for _, a := range r.Accounts {
			m.account(a)
		}
	}
	return m
}

func (m *marks) account(a record.Account) {
	m.accounts = true
	m.when = m.when || !a.When.Empty()
	m.where = m.where || len(a.Where) > 0
	m.harm = m.harm || len(a.Harm) > 0
	m.saidBy = m.saidBy || len(a.SaidBy) > 0
	for _, p := range a.Participants {
		m.participants = true
		m.sector = m.sector || p.Sector != ""
	}
}

// judge compares one reading with its gold.
type judge struct {
	*Scores
	gold, given *record.Reading
	marks       marks
}
