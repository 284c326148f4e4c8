package publish

import (
	"slices"
	"strings"
	"time"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
)

// acledRow is an event in the columns of ACLED.
type acledRow struct {
	*Case
	record.Code
	one, two party
}

// acledTable has ACLED's 31 columns. Its rows are our own coding: an event that ACLED has no type for has none here, with the
// reason in the notes.
func acledTable() Table {
	all := []column[acledRow]{
		{"event_id_cnty", sheet.Text, "our id of the event", func(r *acledRow) any { return string(r.ID) }},
		{"event_date", sheet.Text, "the first day", func(r *acledRow) any { return day(r.From) }},
		{"year", sheet.Whole, "its year", func(r *acledRow) any { return year(r.From) }},
		{"time_precision", sheet.Whole, "1: the day, 2: the week, 3: the month or less", func(r *acledRow) any { return r.timePrecision() }},
		{"disorder_type", sheet.Text, "Political violence, Demonstrations or Strategic developments", func(r *acledRow) any { return disorder(r.Under) }},
		{"event_type", sheet.Text, "one of ACLED's six; empty where none fits", func(r *acledRow) any { return r.Under }},
		{"sub_event_type", sheet.Text, "one of ACLED's 25; empty where none fits", func(r *acledRow) any { return r.Code.Code }},
		{"actor1", sheet.Text, "who did it", func(r *acledRow) any { return r.one.name }},
		{"assoc_actor_1", sheet.Text, "others who did it with them", func(r *acledRow) any { return r.others(record.Initiator) }},
		{"inter1", sheet.Text, "ACLED's kind of actor", func(r *acledRow) any { return r.inter(r.one) }},
		{"actor2", sheet.Text, "to whom", func(r *acledRow) any { return r.two.name }},
		{"assoc_actor_2", sheet.Text, "others to whom it was done", func(r *acledRow) any { return r.others(record.Target) }},
		{"inter2", sheet.Text, "ACLED's kind of actor", func(r *acledRow) any { return r.inter(r.two) }},
		{"interaction", sheet.Text, "both kinds", func(r *acledRow) any { return r.interaction() }},
		{"civilian_targeting", sheet.Text, "Civilian targeting where the target of violence is civilian", func(r *acledRow) any { return r.targeting() }},
		{"iso", sheet.Whole, "ISO 3166-1 numeric", func(r *acledRow) any { return countryNumber(r.Country) }},
		{"region", sheet.Text, "subregion of the United Nations", func(r *acledRow) any { return regionName(r.Country) }},
		{"country", sheet.Text, "in English", func(r *acledRow) any { return countryName(r.Country) }},
		{"admin1", sheet.Text, "first division", func(r *acledRow) any { return r.scene().Admin1 }},
		{"admin2", sheet.Text, "second division", func(r *acledRow) any { return r.scene().Admin2 }},
		{"admin3", sheet.Text, "not known", func(r *acledRow) any { return "" }},
		{"location", sheet.Text, "the place", func(r *acledRow) any { return r.Place }},
		{"latitude", sheet.Decimal, "degrees, WGS 84", func(r *acledRow) any { return r.coordinate(r.Lat) }},
		{"longitude", sheet.Decimal, "degrees, WGS 84", func(r *acledRow) any { return r.coordinate(r.Lon) }},
		{"geo_precision", sheet.Whole, "1: a town or finer, 2: near it or in a small division, 3: a larger one", func(r *acledRow) any { return geoPrecision(r.PlacePrecision) }},
		{"source", sheet.Text, "outlets", func(r *acledRow) any { return joined(r.Outlets...) }},
		{"source_scale", sheet.Text, "not known", func(r *acledRow) any { return "" }},
		{"notes", sheet.Text, "the event in a sentence, and why a code is empty", func(r *acledRow) any { return r.notes() }},
		{"fatalities", sheet.Decimal, "the published number of dead; empty, not 0, where nobody reports one", func(r *acledRow) any { return bestOf(r.Harm["dead"]) }},
		{"tags", sheet.Text, "crowd size=…", func(r *acledRow) any { return r.tags() }},
		{"timestamp", sheet.Whole, "seconds since 1970 of the last day of publication", func(r *acledRow) any { return r.lastPublished() }},
	}
	return perCase("acled", "One row for each event that took place, in the columns of ACLED.", []string{"event_id_cnty"}, all, func(c *Case) []acledRow {
		if !c.tookPlace() {
			return nil
		}
		return []acledRow{{c, c.code("ACLED"), c.party(record.Initiator), c.party(record.Target)}}
	})
}

// tookPlace reports whether an event is told to have happened, or to be going on.
func (c *Case) tookPlace() bool {
	return c.Realisation == string(record.Happened) || c.Realisation == string(record.Ongoing) || c.Realisation == string(record.Attempted)
}

func year(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Year()
}

func (c *Case) timePrecision() any {
	switch {
	case c.From.IsZero():
		return nil
	case c.To.Sub(c.From) <= 24*time.Hour:
		return 1
	case c.To.Sub(c.From) <= 7*24*time.Hour:
		return 2
	}
	return 3
}

func geoPrecision(precision string) any {
	switch {
	case precision == "":
		return nil
	case strings.HasSuffix(precision, "admin2") || precision == "in-town":
		return 2
	case fineness(precision) == Admin2:
		return 3
	}
	return 1
}

// scene is the place that the event is published at, as an account has it.
func (c *Case) scene() record.Where {
	for _, t := range c.Tellings {
		for _, w := range t.Where {
			if w.Name == c.Place && w.Country == c.Country {
				return w
			}
		}
	}
	return record.Where{}
}

func disorder(eventType string) string {
	switch eventType {
	case "Battles", "Explosions/Remote violence", "Violence against civilians":
		return "Political violence"
	case "Protests", "Riots":
		return "Demonstrations"
	case "Strategic developments":
		return eventType
	}
	return ""
}

func (c *Case) others(role record.Role) string {
	var names []string
	for _, p := range c.parties(role)[min(1, len(c.parties(role))):] {
		names = append(names, p.name)
	}
	return joined(names...)
}

// interOf is ACLED's kinds of actors by PLOVER sector.
var interOf = map[string]string{
	"COP": "State forces", "MIL": "State forces", "GOV": "State forces", "SPY": "State forces", "JUD": "State forces", "LEG": "State forces",
	"REB": "Rebel group", "UAF": "Political militia", "CRM": "Political militia",
	"CVL": "Civilians", "REF": "Civilians", "EDU": "Civilians", "LAB": "Civilians", "JRN": "Civilians", "MED": "Civilians", "AGR": "Civilians", "BUS": "Civilians",
	"ELI": "Civilians", "REL": "Civilians", "SOC": "Civilians",
}

func (r *acledRow) inter(p party) string {
	switch {
	case p.name == "":
		return ""
	case p == r.one && r.Under == "Protests" && interOf[p.sector] != "State forces":
		return "Protesters"
	case p == r.one && r.Under == "Riots" && interOf[p.sector] != "State forces":
		return "Rioters"
	}
	return interOf[p.sector]
}

func (r *acledRow) interaction() string {
	one, two := r.inter(r.one), r.inter(r.two)
	switch {
	case one == "":
		return ""
	case two == "":
		return one + " only"
	}
	return one + "-" + two
}

func (r *acledRow) targeting() string {
	if r.inter(r.two) == "Civilians" && slices.Contains([]string{"Violence against civilians", "Explosions/Remote violence"}, r.Under) || r.Code.Code == "Excessive force against protesters" {
		return "Civilian targeting"
	}
	return ""
}

func (r *acledRow) notes() string {
	notes := r.Line
	if r.Code.Code == "" {
		notes += " No ACLED type: " + r.Note + "."
	} else if r.Grade != "exact" {
		notes += " The ACLED type is " + r.Grade + " than the act " + r.Act + "."
	}
	return notes
}

// bestOf is the figure that is published alone: the best, else the lowest.
func bestOf(v record.Value) any {
	if v.Best.Known {
		return number(v.Best)
	}
	return number(v.Low)
}

func (r *acledRow) tags() string {
	if disorder(r.Under) != "Demonstrations" {
		return ""
	}
	if size := bestOf(r.question("size").Published); size != nil {
		return "crowd size=" + r.question("size").Published.Low.String()
	}
	return "crowd size=no report"
}

func (c *Case) lastPublished() any {
	last := ""
	for _, told := range c.Tellings {
		last = max(last, told.Published.String())
	}
	t, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return nil
	}
	return t.Unix()
}
