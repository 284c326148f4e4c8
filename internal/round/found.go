package round

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Coders also find events that no unit of a round tells, because the program missed them: they choose the words and answer the same questions.
// Found is what one coder found at some words of a report.
func Found(report string, words text.Span) Unit { return Unit{ledger.FoundAt(report, words), words} }

// IsFound reports whether a unit was found by a coder, and not drawn.
func (u Unit) IsFound() bool { return ledger.Found(u.Account) }

// foundUnit reads the name of words that a coder found.
func foundUnit(id record.AccountID) (u Unit, is bool) {
	_, local, _ := strings.Cut(string(id), "#")
	parts := strings.Split(local, "-")
	if !ledger.Found(id) || len(parts) != 3 {
		return u, false
	}
	start, err := strconv.Atoi(parts[1])
	end, err2 := strconv.Atoi(parts[2])
	return Unit{id, text.Span{Start: start, End: end}}, err == nil && err2 == nil && start < end
}

// unit finds a unit of the round, or checks the words that a coder found in one of its reports.
func (r Round) unit(read store.Reader, id record.AccountID) (u Unit, err error) {
	if at := r.Unit(id); at >= 0 {
		return r.Units[at], nil
	}
	u, is := foundUnit(id)
	if !is || !slices.Contains(r.Reports(), u.Report()) {
		return u, fmt.Errorf("%w: %s is no unit of round %d", ErrTerms, id, r.Number)
	}
	body, err := read.Body(u.Report())
	if err == nil && (u.End > len(body) || strings.TrimSpace(body[u.Start:u.End]) != body[u.Start:u.End] || Found(u.Report(), u.Span).Account != id) {
		err = fmt.Errorf("%w: there are no such words in the report", ErrTerms)
	}
	return u, err
}

// twice says that a coder tells the same act at the same words already.
func twice(of Round, own Codings, by string, u Unit, act string) error {
	for id := range own {
		other, is := foundUnit(id)
		if at := of.Unit(id); at >= 0 {
			other, is = of.Units[at], true
		}
		a, coded := own.Of(id, by)
		if is && coded && id != u.Account && other.Report() == u.Report() && other.Meets(u.Span) && a.Values[Told] == "true" && a.Values["act"] == act {
			return fmt.Errorf("%w: you have coded %s at these words already", ErrTerms, act)
		}
	}
	return nil
}

// FoundBy gives the units that a coder found in a report, in their order in the text; those taken back are left out.
func (c Codings) FoundBy(coder, report string) (all []Unit) {
	for id := range c {
		u, is := foundUnit(id)
		if a, coded := c.Of(id, coder); is && coded && a.Values[Told] == "true" && u.Report() == report {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, compareUnits)
	return all
}

func compareUnits(a, b Unit) int {
	return cmp.Or(cmp.Compare(a.Report(), b.Report()), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Account, b.Account))
}

// found is an event that coders found at words which overlap.
type found struct {
	Unit
	codings []Coding // each coder's who found it, and of those who read the report and did not that nothing is told
}

// foundIn brings together what several coders found at words that overlap, in the order of the reports.
func foundIn(of Round, all Codings) (groups []found) {
	for _, coder := range of.Coders {
		for _, report := range of.Reports() {
			for _, u := range all.FoundBy(coder, report) {
				answers, _ := all.Of(u.Account, coder)
				groups = joined(groups, u, Coding{coder, answers})
			}
		}
	}
	for i := range groups {
		groups[i].codings = append(groups[i].codings, omissions(of, all, groups[i])...)
		slices.SortFunc(groups[i].codings, func(a, b Coding) int { return strings.Compare(a.By, b.By) })
	}
	slices.SortFunc(groups, func(a, b found) int { return compareUnits(a.Unit, b.Unit) })
	return groups
}

// joined adds what a coder found to the first group of others at words that meet, one of the same act before all, else to a group of its own.
func joined(groups []found, u Unit, c Coding) []found {
	at := -1
	for i, g := range groups {
		fits := g.Report() == u.Report() && g.Meets(u.Span) && !slices.ContainsFunc(g.codings, func(other Coding) bool { return other.By == c.By })
		if fits && (at < 0 || g.codings[0].Values["act"] == c.Values["act"] && groups[at].codings[0].Values["act"] != c.Values["act"]) {
			at = i
		}
	}
	if at < 0 {
		return append(groups, found{u, []Coding{c}})
	}
	groups[at].codings = append(groups[at].codings, c)
	return groups
}

// omissions are the coders who read the report of what others found and told nothing there.
func omissions(of Round, all Codings, g found) (silent []Coding) {
	for _, coder := range of.Coders {
		read := slices.ContainsFunc(of.Units, func(u Unit) bool {
			_, done := all.Of(u.Account, coder)
			return done && u.Report() == g.Report()
		})
		if read && !slices.ContainsFunc(g.codings, func(c Coding) bool { return c.By == coder }) {
			silent = append(silent, Coding{coder, Answers{Values: map[string]string{Told: "false"}}})
		}
	}
	return silent
}

// acts are those that coders gave to what they found, most often given first.
func (g found) acts() (all []string) {
	given := map[string]int{}
	for _, c := range g.codings {
		if act := c.Values["act"]; c.Values[Told] == "true" {
			if given[act]++; given[act] == 1 {
				all = append(all, act)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return given[b] - given[a] })
	return all
}

// account is the account of the ledger that tells what coders found: at the words, of an act that one of them gave, and no unit of the round. It
// is empty where the ledger has none.
func (g found) account(r store.Reader, of Round) (record.AccountID, error) {
	accounts, err := r.AccountsOf(g.Report())
	if err != nil {
		return "", err
	}
	for _, act := range g.acts() {
		for _, a := range accounts {
			t, err := link.Decode(a.Telling)
			if err != nil {
				return "", err
			}
			meets := slices.ContainsFunc(append([]text.Span{t.Trigger}, t.Also...), g.Meets)
			if t.Act == act && meets && of.Unit(a.ID) < 0 {
				return a.ID, nil
			}
		}
	}
	return "", nil
}

// machine is what the program reads at what coders found. What a person added it has missed.
func (g found) machine(r store.Reader, of Round) (map[string]string, error) {
	id, err := g.account(r, of)
	if err != nil || id == "" || ledger.Added(id) {
		return map[string]string{Told: "false"}, err
	}
	values, _, err := Machine(r, Unit{id, g.Span})
	return values, err
}

// difference is what coders found as a thing to be settled.
func (g found) difference(l *ledger.Ledger, r store.Reader, of Round) (Difference, error) {
	d := Difference{Unit: g.Unit, Codings: g.codings, Ledger: map[string]string{Told: "false"}}
	id, err := g.account(r, of)
	if err == nil && id != "" {
		d.Ledger, err = standing(l, r, id)
	}
	d.Questions = differing(d)
	return d, err
}

// addition is the event that a curator lets stand at words that coders found. The words of values are those of the coders who gave them.
func (g found) addition(body string, values map[string]string) ledger.Addition {
	a := ledger.Addition{Start: len([]rune(body[:g.Start])), Words: body[g.Start:g.End], Values: map[string]string{}, From: map[string]string{}}
	for question, value := range values {
		if question == Told || value == "" {
			continue
		}
		a.Values[question] = value
		for _, c := range g.codings {
			if words := c.Words[question]; words != "" && c.Values[question] == value && a.From[question] == "" {
				a.From[question] = words
			}
		}
	}
	return a
}

// settleFound gives the decisions that settle what coders found: nothing, an account that the ledger has meanwhile, or one that is added.
func settleFound(l *ledger.Ledger, r store.Reader, of Round, id record.AccountID, values map[string]string, settled record.Decision) ([]record.Decision, error) {
	all, err := codings(r, of)
	if err != nil {
		return nil, err
	}
	groups := foundIn(of, all)
	at := slices.IndexFunc(groups, func(g found) bool { return g.Unit.Account == id })
	if at < 0 {
		return nil, fmt.Errorf("%w: nobody found anything at %s", ErrTerms, id)
	}
	g := groups[at]
	known, err := g.account(r, of)
	if err != nil {
		return nil, err
	}
	before := map[string]string{Told: "false"}
	if known != "" {
		if before, err = standing(l, r, known); err != nil {
			return nil, err
		}
	}
	if values, err = Normal(values, before); err != nil {
		return nil, err
	}
	settled.Subjects = []string{string(id)}
	switch {
	case known != "":
		all := decisions(known, before, values, settled)
		last := &all[len(all)-1]
		last.Subjects = append(last.Subjects, string(id))
		return all, nil
	case values[Told] == "false":
		settled.Verb = record.Adjudicate
		return []record.Decision{settled}, nil
	}
	return g.added(r, values, settled)
}

// added gives the decisions by which what coders found becomes an account that is settled.
func (g found) added(r store.Reader, values map[string]string, settled record.Decision) ([]record.Decision, error) {
	reading, err := r.Reading(g.Report())
	if err != nil {
		return nil, err
	}
	a := g.addition(reading.Body, values)
	id, err := a.AccountIn(reading)
	if errors.Is(err, ledger.ErrDecision) {
		return nil, fmt.Errorf("%w: %w", ErrTerms, err)
	}
	settled.Verb, settled.Subjects = record.Adjudicate, []string{string(id), string(g.Unit.Account)}
	return []record.Decision{a.Decision(g.Report(), settled.By, settled.Field+": "+settled.Why), settled}, err
}
