package publish

import (
	"slices"
	"strings"

	"dateline/internal/link"
	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/text"
)

func eventsTable() Table {
	all := []column[*Case]{
		{"event_id", sheet.Text, "names the event for good", func(c **Case) any { return string((*c).ID) }},
		{"also", sheet.Text, "ids that lead to this event: it had them, or they were merged into it", func(c **Case) any { return (*c).also() }},
		{"line", sheet.Text, "what happened, in a sentence made from the values", func(c **Case) any { return (*c).Line }},
		{"act", sheet.Text, "the act of the codebook", func(c **Case) any { return (*c).Act }},
		{"realisation", sheet.Text, "happened, ongoing, attempted, planned, ordered, demanded, threatened, denied or hypothetical; with not before it when it did not take place", func(c **Case) any { return (*c).Realisation }},
		{"date", sheet.Text, "when, in EDTF (ISO 8601-2), as the rule publishes it; Indeterminate where the rule finds no value", func(c **Case) any { return (*c).question("when").Published.Text }},
		{"date_start", sheet.Text, "first day", func(c **Case) any { return day((*c).From) }},
		{"date_end", sheet.Text, "last day", func(c **Case) any { return lastDay((*c).To) }},
		{"date_precision", sheet.Text, "what the date is told to: hour, day, month …", func(c **Case) any { return (*c).Precision }},
		{"place", sheet.Text, "where", func(c **Case) any { return (*c).Place }},
		{"country", sheet.Text, "ISO 3166-1 alpha-2", func(c **Case) any { return (*c).Country }},
		{"latitude", sheet.Decimal, "degrees, WGS 84", func(c **Case) any { return (*c).coordinate((*c).Lat) }},
		{"longitude", sheet.Decimal, "degrees, WGS 84", func(c **Case) any { return (*c).coordinate((*c).Lon) }},
		{"place_precision", sheet.Text, "what the position is that of: town, admin2, in-town …; no finer than the ceiling", func(c **Case) any { return (*c).PlacePrecision }},
		{"initiator", sheet.Text, "who did it", func(c **Case) any { return (*c).question("initiator").Published.Text }},
		{"target", sheet.Text, "to whom, or to what", func(c **Case) any { return (*c).question("target").Published.Text }},
		{"size_low", sheet.Decimal, "how many took part or were meant, at least", func(c **Case) any { return number((*c).question("size").Published.Low) }},
		{"size_best", sheet.Decimal, "the same, as told", func(c **Case) any { return number((*c).question("size").Published.Best) }},
		{"size_high", sheet.Decimal, "the same, at most", func(c **Case) any { return number((*c).question("size").Published.High) }},
	}
	all = append(all, harmColumns(func(c **Case, kind string) record.Value { return (*c).Harm[kind] })...)
	all = append(all, []column[*Case]{
		{"reports", sheet.Whole, "how many reports tell it", func(c **Case) any { return (*c).Event.Reports }},
		{"origins", sheet.Whole, "how many of them are independent: copies of one text, papers of one owner and one speaker quoted by all count once", func(c **Case) any { return (*c).Origins }},
		{"outlets", sheet.Text, "who published them", func(c **Case) any { return joined((*c).Outlets...) }},
		{"differ", sheet.Text, "the fields on which independent reports differ", func(c **Case) any { return (*c).fieldsThat(record.Differs) }},
		{"agree", sheet.Text, "the fields on which independent reports agree", func(c **Case) any { return (*c).fieldsThat(record.Agrees) }},
		{"rule", sheet.Text, "the rule that draws one value from claims that compete", func(c **Case) any { return string((*c).Rule) }},
		{"series", sheet.Text, "the same for acts of one kind at one place", func(c **Case) any { return (*c).Series }},
		{"review", sheet.Text, "machine, reviewed or adjudicated", func(c **Case) any { return string((*c).Review) }},
		{"confidence", sheet.Decimal, "0 to 1", func(c **Case) any { return rounded((*c).Confidence) }},
	}...)
	return perCase("events", "One row for each event: a thing that happened, with the values that the rule of aggregation draws from all its reports.", []string{"event_id"}, all,
		func(c *Case) []*Case { return []*Case{c} })
}

func (c *Case) also() string {
	ids := make([]string, len(c.Also))
	for i, id := range c.Also {
		ids[i] = string(id)
	}
	return joined(ids...)
}

func (c *Case) coordinate(v float64) any {
	if !c.Placed {
		return nil
	}
	return v
}

func (c *Case) fieldsThat(stand record.Stand) string {
	var all []string
	for _, q := range c.Questions {
		if q.Stands == stand {
			all = append(all, q.Field)
		}
	}
	return joined(all...)
}

// told is one account with its event: a row of accounts.
type told struct {
	*Case
	link.Telling
	source
	member record.Member
	coded  *record.Account // as the machine read it; nil when a person's correction moved it
}

func (c *Case) accounts() []told {
	if c.told == nil {
		c.told = make([]told, len(c.Tellings))
		for i, t := range c.Tellings {
			c.told[i] = told{c, t, c.source(t.Report), c.Members[i], c.Account(t)}
		}
	}
	return c.told
}

// reference is the columns that name an account's event and report.
func reference[T any](of func(*T) *told) []column[T] {
	return []column[T]{
		{"event_id", sheet.Text, "the event", func(v *T) any { return string(of(v).Case.ID) }},
		{"account_id", sheet.Text, "the report's telling of the event", func(v *T) any { return string(of(v).Telling.ID) }},
		{"report_id", sheet.Text, "the report: sha256: and the hash of its bytes as they came", func(v *T) any { return of(v).source.ID }},
		{"file", sheet.Text, "the file that the report was read from", func(v *T) any { return of(v).File }},
		{"url", sheet.Text, "where the report was published; withheld where the address spells a covered name", func(v *T) any { return of(v).URL }},
		{"outlet", sheet.Text, "who published the report", func(v *T) any { return of(v).source.Outlet }},
		{"published", sheet.Text, "the day of publication", func(v *T) any { return of(v).source.Published }},
	}
}

func accountsTable() Table {
	self := func(t *told) *told { return t }
	all := append(reference(self), []column[told]{
		{"title", sheet.Text, "the report's headline", func(t *told) any { return t.Title }},
		{"act", sheet.Text, "the act of the codebook", func(t *told) any { return t.Telling.Act }},
		{"trigger", sheet.Text, "the words that tell it", func(t *told) any { return t.words(t.Telling.Report, t.Trigger) }},
		{"start", sheet.Whole, "where they begin in the body, in code points from 0", func(t *told) any { return t.at(t.Trigger.Start) }},
		{"end", sheet.Whole, "where they end", func(t *told) any { return t.at(t.Trigger.End) }},
		{"realisation", sheet.Text, "whether it took place", func(t *told) any { return string(t.Telling.Realisation) }},
		{"negated", sheet.Flag, "it is said not to have", func(t *told) any { return t.Negated }},
		{"background", sheet.Flag, "told as background of other news", func(t *told) any { return t.Background }},
		{"when", sheet.Text, "the words that tell the time", func(t *told) any { return t.words(t.Telling.Report, t.When.Span) }},
		{"date", sheet.Text, "EDTF", func(t *told) any { return t.When.EDTF }},
		{"from", sheet.Text, "begin of the time, local", func(t *told) any { return moment(t.When.From) }},
		{"to", sheet.Text, "its end, not included", func(t *told) any { return moment(t.When.To) }},
		{"date_precision", sheet.Text, "hour, day, month …", func(t *told) any { return t.When.Precision }},
		{"place", sheet.Text, "the scene", func(t *told) any { return t.scene().Name }},
		{"place_id", sheet.Text, "in the gazetteer", func(t *told) any { return t.scene().Gazetteer }},
		{"latitude", sheet.Decimal, "degrees, WGS 84", func(t *told) any { return known(t.scene().Lat, t.scene().Precision) }},
		{"longitude", sheet.Decimal, "degrees, WGS 84", func(t *told) any { return known(t.scene().Lon, t.scene().Precision) }},
		{"place_precision", sheet.Text, "what the position is that of", func(t *told) any { return t.scene().Precision }},
		{"country", sheet.Text, "ISO 3166-1 alpha-2", func(t *told) any { return t.scene().Country }},
		{"initiator", sheet.Text, "who did it", func(t *told) any { return t.party(record.Initiator) }},
		{"target", sheet.Text, "to whom, or to what", func(t *told) any { return t.party(record.Target) }},
		{"size_low", sheet.Decimal, "how many took part or were meant, at least", func(t *told) any { return number(t.size().Low) }},
		{"size_best", sheet.Decimal, "the same, as told", func(t *told) any { return number(t.size().Best) }},
		{"size_high", sheet.Decimal, "the same, at most", func(t *told) any { return number(t.size().High) }},
	}...)
	all = append(all, harmColumns(func(t *told, kind string) record.Value { return t.harmOf(kind) })...)
	all = append(all, []column[told]{
		{"said_by", sheet.Text, "who says so, the innermost speaker first; empty: the outlet itself", func(t *told) any { return strings.Join(t.Speakers, " < ") }},
		{"confidence", sheet.Decimal, "of the reading, 0 to 1", func(t *told) any { return rounded(t.Telling.Confidence) }},
		{"review", sheet.Text, "machine, reviewed or adjudicated", func(t *told) any { return string(orElse(t.Judged[t.Telling.ID], record.Machine)) }},
		{"origin", sheet.Whole, "accounts of the event with the same number have one origin", func(t *told) any { return t.member.Origin }},
		{"score", sheet.Decimal, "of the best link to the event's other accounts, 0 to 1", func(t *told) any { return rounded(t.member.Score) }},
		{"reasons", sheet.Text, "what speaks for and against that link, with its weight", func(t *told) any { return t.reasons() }},
		{"codes", sheet.Text, "in the schemes of others, as scheme:code; a star where the grade is not exact", func(t *told) any { return t.codes() }},
	}...)
	return perCase("accounts", "One row for each account: one report's telling of one event.", []string{"account_id"}, all, (*Case).accounts)
}

func (t *told) at(position int) any { return points(t.Readings[t.Telling.Report].Body, position) }

func (t *told) scene() record.Where {
	for _, w := range t.Where {
		if w.Role == "" || w.Role == "scene" {
			return w
		}
	}
	return record.Where{}
}

func known(v float64, precision string) any {
	if precision == "" {
		return nil
	}
	return v
}

func (t *told) party(role record.Role) string {
	var names []string
	for _, p := range t.Participants {
		if p.Role == role {
			names = append(names, p.Name)
		}
	}
	return joined(names...)
}

// size is the largest group that is counted.
func (t *told) size() (best text.Amount) {
	for _, p := range t.Participants {
		if !p.Amount.Empty() && p.Amount.Low.Value >= best.Low.Value {
			best = p.Amount
		}
	}
	return best
}

// harmOf gives the harm of a kind to people: the largest figure, for several groups are never summed silently.
func (t *told) harmOf(kind string) (v record.Value) {
	for _, h := range t.Telling.Harm {
		if h.Kind == kind && !h.Things && !h.Total && (!v.Low.Known || h.Low.Value > v.Low.Value) {
			v = record.Value{Low: h.Low, Best: h.Best, High: h.High}
		}
	}
	return v
}

func (t *told) reasons() string {
	var all []string
	for _, r := range t.member.Reasons {
		all = append(all, t.book.screen.Say(t.Telling.Report, r.Of+": "+r.Detail)+" ("+signed(r.Weight)+")")
	}
	return joined(all...)
}

func (t *told) codes() string {
	if t.coded == nil {
		return ""
	}
	var all []string
	for _, c := range t.coded.Codes {
		if c.Code == "" {
			continue
		}
		code := c.Scheme + ":" + c.Code
		if c.Mode != "" {
			code += "/" + c.Mode
		}
		if c.Grade != "exact" {
			code += "*"
		}
		all = append(all, code)
	}
	return joined(all...)
}

// claimed is one value of one field: a row of claims.
type claimed struct {
	told
	field string
	record.Claim
	published record.Value
}

func claimsTable() Table {
	all := append([]column[claimed]{
		{"field", sheet.Text, "what is claimed: act, realisation, when, where, initiator, target, size or a kind of harm", func(c *claimed) any { return c.field }},
	}, reference(func(c *claimed) *told { return &c.told })...)
	all = append(all, []column[claimed]{
		{"value", sheet.Text, "in comparable form: EDTF, a place's id, a name; empty for figures", func(c *claimed) any { return c.Value.Text }},
		{"label", sheet.Text, "the value for people", func(c *claimed) any { return c.Value.Label }},
		{"low", sheet.Decimal, "at least", func(c *claimed) any { return number(c.Value.Low) }},
		{"best", sheet.Decimal, "as told", func(c *claimed) any { return number(c.Value.Best) }},
		{"high", sheet.Decimal, "at most", func(c *claimed) any { return number(c.Value.High) }},
		{"qualifier", sheet.Text, "in the report's words: at least, around", func(c *claimed) any { return c.Qualifier }},
		{"words", sheet.Text, "the report's words; empty where the value is inferred", func(c *claimed) any { return c.words(c.Claim.Report, c.Span) }},
		{"start", sheet.Whole, "where they begin in the body, in code points from 0", func(c *claimed) any { return c.place(c.Start) }},
		{"end", sheet.Whole, "where they end", func(c *claimed) any { return c.place(c.End) }},
		{"speaker", sheet.Text, "who says so, the innermost first; empty: the outlet itself", func(c *claimed) any { return strings.Join(c.told.Speakers, " < ") }},
		{"origin", sheet.Whole, "claims of the event with the same number have one origin", func(c *claimed) any { return c.Origin }},
		{"stands", sheet.Text, "how it stands to the claims of other origins: agree, differ, alone, denied, corrected", func(c *claimed) any { return string(c.Standing) }},
		{"published_value", sheet.Text, "what the rule publishes for the field, where that is no figure", func(c *claimed) any { return c.published.Text }},
		{"published_best", sheet.Decimal, "the same where it is one", func(c *claimed) any { return number(c.published.Best) }},
	}...)
	return perCase("claims", "One row for each value that a report gives for a field of an event, with who says so and the words.", nil, all, (*Case).claims)
}

func (c *claimed) place(at int) any {
	if c.Span.Empty() {
		return nil
	}
	return c.at(at)
}

func (c *Case) claims() (all []claimed) {
	accounts := c.accounts()
	for _, q := range c.Questions {
		for _, claim := range q.Claims {
			i := slices.IndexFunc(accounts, func(t told) bool { return t.Telling.ID == claim.Account })
			if i >= 0 {
				all = append(all, claimed{accounts[i], q.Field, claim, q.Published})
			}
		}
	}
	return all
}

// harmed is one row of harm.
type harmed struct {
	told
	record.Harm
}

func harmTable() Table {
	all := append(reference(func(h *harmed) *told { return &h.told }), []column[harmed]{
		{"kind", sheet.Text, "dead, injured, missing, rescued, arrested, detained, displaced, deported, ill, destroyed …", func(h *harmed) any { return h.Harm.Kind }},
		{"of", sheet.Text, "of whom, or of what, in the report's words", func(h *harmed) any { return h.Of }},
		{"low", sheet.Decimal, "at least; empty: not reported, 0: reported that there were none", func(h *harmed) any { return number(h.Low) }},
		{"best", sheet.Decimal, "as told", func(h *harmed) any { return number(h.Best) }},
		{"high", sheet.Decimal, "at most", func(h *harmed) any { return number(h.High) }},
		{"qualifier", sheet.Text, "in the report's words: at least, around", func(h *harmed) any { return h.Qualifier }},
		{"things", sheet.Flag, "of things rather than people", func(h *harmed) any { return h.Things }},
		{"total", sheet.Flag, "a sum over several events, never to be added", func(h *harmed) any { return h.Total }},
		{"words", sheet.Text, "the report's words", func(h *harmed) any { return h.words(h.Telling.Report, h.Harm.Span) }},
		{"start", sheet.Whole, "where they begin in the body, in code points from 0", func(h *harmed) any { return h.at(h.Harm.Start) }},
		{"end", sheet.Whole, "where they end", func(h *harmed) any { return h.at(h.Harm.End) }},
		{"speaker", sheet.Text, "who says so; empty: the outlet itself", func(h *harmed) any { return strings.Join(h.Speakers, " < ") }},
	}...)
	return perCase("harm", "One row for each counted consequence that an account tells: one kind, one group of people or things.", nil, all, func(c *Case) (rows []harmed) {
		for _, t := range c.accounts() {
			for _, h := range t.Telling.Harm {
				rows = append(rows, harmed{t, h})
			}
		}
		return rows
	})
}

// related is one row of relations.
type related struct {
	*Case
	record.Relation
}

func relationsTable() Table {
	all := []column[related]{
		{"event_id", sheet.Text, "the event", func(r *related) any { return string(r.Case.ID) }},
		{"relation", sheet.Text, "how the event stands to the other: it is a follow-up of it, is followed-by it, is part-of it, has-part it, or both are of one series", func(r *related) any { return r.Kind }},
		{"other_id", sheet.Text, "the other event, which has a row of its own with the inverse", func(r *related) any { return string(r.Relation.Event) }},
		{"reason", sheet.Text, "why", func(r *related) any { return r.book.screen.Say("", r.Reason) }},
	}
	return perCase("relations", "One row for two events that belong together and are not one.", []string{"event_id", "relation", "other_id"}, all, func(c *Case) (rows []related) {
		for _, r := range c.Related {
			rows = append(rows, related{c, r})
		}
		return rows
	})
}
