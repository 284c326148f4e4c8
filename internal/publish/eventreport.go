package publish

import (
	"fmt"
	"strings"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
)

// mostActors is how many actors a row of the R package eventreport has room for.
const mostActors = 6

// eventreportTable has a row for each account, as the R package eventreport aggregates them. Cells that are not reported are empty.
func eventreportTable() Table {
	all := []column[told]{
		{"id", sheet.Text, "the account", func(t *told) any { return string(t.Telling.ID) }},
		{"event_id", sheet.Text, "the event", func(t *told) any { return string(t.Case.ID) }},
		{"country", sheet.Text, "in English", func(t *told) any { return countryName(t.scene().Country) }},
		{"date_start", sheet.Text, "first day", func(t *told) any { return day(t.When.From) }},
		{"date_end", sheet.Text, "last day", func(t *told) any { return lastDay(t.When.To) }},
		{"city", sheet.Text, "the town", func(t *told) any { return t.town() }},
		{"location", sheet.Text, "the place, in the report's words", func(t *told) any { return t.words(t.Telling.Report, t.scene().Span) }},
		{"latitude", sheet.Decimal, "degrees, WGS 84", func(t *told) any { return known(t.scene().Lat, t.scene().Precision) }},
		{"longitude", sheet.Decimal, "degrees, WGS 84", func(t *told) any { return known(t.scene().Lon, t.scene().Precision) }},
		{"geo_precision", sheet.Whole, "1 a town or finer, 2 near it or in a small division, 3 a larger one", func(t *told) any { return geoPrecision(t.scene().Precision) }},
	}
	for n := range mostActors {
		all = append(all, actorColumns(n)...)
	}
	for _, kind := range []struct{ name, kind string }{{"deaths", "dead"}, {"injuries", "injured"}} {
		all = append(all, []column[told]{
			{kind.name + "_best", sheet.Decimal, "as told; empty: not reported", func(t *told) any { return bestOf(t.harmOf(kind.kind)) }},
			{kind.name + "_low", sheet.Decimal, "at least", func(t *told) any { return number(t.harmOf(kind.kind).Low) }},
			{kind.name + "_high", sheet.Decimal, "at most", func(t *told) any { return number(t.harmOf(kind.kind).High) }},
		}...)
	}
	all = append(all, []column[told]{
		{"source", sheet.Text, "outlet and day", func(t *told) any { return strings.TrimSpace(t.source.Outlet + " " + t.source.Published) }},
		{"number_of_sources", sheet.Whole, "who say so: the speakers, else the outlet", func(t *told) any { return max(1, len(t.Speakers)) }},
		{"source_author", sheet.Text, "empty: authors are not published", func(t *told) any { return "" }},
		{"source_type", sheet.Text, "news", func(t *told) any { return "news" }},
		{"source_classification", sheet.Text, "primary where the outlet itself says so, secondary where it quotes somebody", func(t *told) any { return classification(t) }},
	}...)
	return perCase("eventreport", "One row for each account, in the columns that the R package eventreport aggregates.", []string{"id"}, all, (*Case).accounts)
}

// actorColumns gives the columns of the nth actor, from 0.
func actorColumns(n int) []column[told] {
	name := fmt.Sprintf("actor%d", n+1)
	actor := func(of func(record.Participant) any) func(*told) any {
		return func(t *told) any {
			if n >= len(t.Participants) {
				return of(record.Participant{})
			}
			return of(t.Participants[n])
		}
	}
	return []column[told]{
		{name, sheet.Text, "somebody who plays a part", actor(func(p record.Participant) any { return p.Name })},
		{name + "_id", sheet.Text, "the same for the same name", actor(func(p record.Participant) any { return strings.ToLower(p.Name) })},
		{name + "_type", sheet.Text, "ACLED's kind of actor", actor(func(p record.Participant) any { return interOf[p.Sector] })},
		{name + "_subtype", sheet.Text, "PLOVER's sector", actor(func(p record.Participant) any { return p.Sector })},
		{name + "_precision", sheet.Whole, "1 named, 2 described; empty where there is none", actor(actorPrecision)},
		{name + "_initiator", sheet.Whole, "1 who did it, else 0", actor(plays(record.Initiator))},
		{name + "_perpetrator", sheet.Whole, "1 who did harm, else 0", actor(plays(record.Initiator))},
		{name + "_victim", sheet.Whole, "1 to whom it was done, else 0", actor(plays(record.Target))},
	}
}

func actorPrecision(p record.Participant) any {
	switch {
	case p.Name == "":
		return nil
	case strings.ToLower(p.Name) != p.Name:
		return 1
	}
	return 2
}

func plays(role record.Role) func(record.Participant) any {
	return func(p record.Participant) any {
		if p.Name == "" {
			return nil
		}
		return first(p.Role == role)
	}
}

func (t *told) town() string {
	switch w := t.scene(); w.Precision {
	case "town":
		return w.Name
	case "in-town":
		return w.Within
	}
	return ""
}

func classification(t *told) string {
	if len(t.Speakers) == 0 {
		return "primary"
	}
	return "secondary"
}
