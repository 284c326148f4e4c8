package eval

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

func accountSpan(a record.Account) text.Span  { return a.Trigger }
func partSpan(p record.Participant) text.Span { return p.Span }
func harmSpan(h record.Harm) text.Span        { return h.Span }

// accounts scores accounts of the same act that share a trigger, or whose triggers stand near each other, and then
// each field of them. A field's recall counts all accounts of the gold, so an account that was missed misses its fields.
func (j judge) accounts() {
	if !j.marks.accounts {
		return
	}
	gold, given := j.gold.Accounts, j.given.Accounts
	pairs := layer(j, "accounts", gold, given, accountSpan, sameAccount)
	j.sure(pairs)
	for _, f := range j.accountFields() {
		if f.marked {
			field(j, "accounts "+f.name, gold, given, pairs, accountSpan, f.describe, f.same)
		}
	}
	if j.marks.participants {
		j.participants(gold, given, pairs)
	}
	if j.marks.harm {
		j.harm(gold, given, pairs)
	}
}

// nearby is the distance in bytes within which two triggers of one act are taken for the same telling.
const nearby = 200

// sameAccount scores 1 for a shared trigger, less than half for one nearby, 0 for another act or a place farther off.
func sameAccount(g, x record.Account) float64 {
	if g.Act != x.Act {
		return 0
	}
	if slices.ContainsFunc(triggers(g), func(a text.Span) bool { return slices.ContainsFunc(triggers(x), a.Meets) }) {
		return 1
	}
	distance := max(g.Trigger.Start-x.Trigger.End, x.Trigger.Start-g.Trigger.End)
	if distance > nearby {
		return 0
	}
	return half / float64(1+distance)
}

func triggers(a record.Account) []text.Span { return append([]text.Span{a.Trigger}, a.Also...) }

// accountField is one field that an account has once.
type accountField struct {
	name     string
	marked   bool
	describe func(record.Account) string
	same     func(gold, given record.Account) bool
}

func (j judge) accountFields() []accountField {
	words := func(s text.Span) string { return j.gold.Body[s.Start:s.End] }
	return []accountField{
		{"realisation", true, func(a record.Account) string { return string(a.Realisation) }, func(g, x record.Account) bool { return g.Realisation == x.Realisation }},
		{"negated", true, func(a record.Account) string { return fmt.Sprint(a.Negated) }, func(g, x record.Account) bool { return g.Negated == x.Negated }},
		{"background", true, func(a record.Account) string { return fmt.Sprint(a.Background) }, func(g, x record.Account) bool { return g.Background == x.Background }},
		{"when", j.marks.when, func(a record.Account) string { return when(a, words) }, sameDay},
		{"where", j.marks.where, scene, func(g, x record.Account) bool { return samePlace(g.Where[0], x.Where[0]) }},
		{"said by", j.marks.saidBy, func(a record.Account) string { return speaker(a, words) }, func(g, x record.Account) bool { return g.SaidBy[0].Meets(x.SaidBy[0].Span) }},
	}
}

// when writes an account's interval; words without one stand for themselves.
func when(a record.Account, words func(text.Span) string) string {
	switch {
	case a.When.Empty():
		return ""
	case a.When.From.IsZero():
		return words(a.When.Span)
	}
	return a.When.From.Format("2006-01-02T15:04") + "/" + a.When.To.Format("2006-01-02T15:04")
}

// sameDay reports whether two accounts begin on the same day; without days, whether their words meet. Gold has no interval for a part of a day
// ("2024-01-31TNI"), for nobody agrees where an evening ends, but a day it has.
func sameDay(g, x record.Account) bool {
	one, other := startDay(g.When.Date), startDay(x.When.Date)
	if one == "" || other == "" {
		return one == other && g.When.Meets(x.When.Span)
	}
	return one == other
}

// startDay returns the day on which a date begins, as 2024-01-31; empty when it has none.
func startDay(date text.Date) string {
	if !date.From.IsZero() {
		return date.From.Format(time.DateOnly)
	}
	return text.ParseDay(date.Value).String()
}

func scene(a record.Account) string {
	if len(a.Where) == 0 {
		return ""
	}
	return a.Where[0].Name + "," + a.Where[0].Country
}

func samePlace(g, x record.Where) bool {
	if g.Precision == "" || x.Precision == "" {
		return strings.EqualFold(g.Name, x.Name)
	}
	return near(g.Place, x.Place)
}

func speaker(a record.Account, words func(text.Span) string) string {
	if len(a.SaidBy) == 0 {
		return ""
	}
	return words(a.SaidBy[0].Span)
}

// participants scores those of paired accounts with the same role whose words overlap, and of these the sector.
func (j judge) participants(gold, given []record.Account, pairs []pair) {
	all, sectors := Tally{Given: parts(given), Wanted: parts(gold)}, Tally{Given: withSector(given), Wanted: withSector(gold)}
	for _, p := range pairs {
		g, x := gold[p.gold].Participants, given[p.given].Participants
		found := match(g, x, func(a, b record.Participant) float64 {
			if a.Role != b.Role {
				return 0
			}
			return overlap(a.Span, b.Span)
		})
		all.Right += len(found)
		for _, f := range found {
			if a, b := g[f.gold].Sector, x[f.given].Sector; a != "" && a == b {
				sectors.Right++
			} else if a != b {
				j.miss("wrong", "accounts sector", g[f.gold].Span, orNone(b)+" for "+orNone(a))
			}
		}
		leftOver(j, "accounts participants", g, x, found, partSpan, func(p record.Participant) string { return string(p.Role) })
	}
	j.tally("accounts participants", all)
	if j.marks.sector {
		j.tally("accounts sector", sectors)
	}
}

func parts(accounts []record.Account) int {
	count := 0
	for _, a := range accounts {
		count += len(a.Participants)
	}
	return count
}

func withSector(accounts []record.Account) int {
	count := 0
	for _, a := range accounts {
		for _, p := range a.Participants {
			if p.Sector != "" {
				count++
			}
		}
	}
	return count
}

// harm scores rows of paired accounts with the same kind, of people or of things, and the bounds that the gold states.
func (j judge) harm(gold, given []record.Account, pairs []pair) {
	var t Tally
	for _, a := range gold {
		t.Wanted += len(a.Harm)
	}
	for _, a := range given {
		t.Given += len(a.Harm)
	}
	for _, p := range pairs {
		g, x := gold[p.gold].Harm, given[p.given].Harm
		found := match(g, x, func(a, b record.Harm) float64 {
			if a.Kind != b.Kind || a.Things != b.Things || !sameBounds(figures(a), figures(b)) {
				return 0
			}
			return 1
		})
		t.Right += len(found)
		leftOver(j, "accounts harm", g, x, found, harmSpan, row)
	}
	j.tally("accounts harm", t)
}

func figures(h record.Harm) text.Amount { return text.Amount{Low: h.Low, Best: h.Best, High: h.High} }

func row(h record.Harm) string {
	things := "people"
	if h.Things {
		things = "things"
	}
	return fmt.Sprintf("%s %s %v/%v/%v", h.Kind, things, h.Low, h.Best, h.High)
}
