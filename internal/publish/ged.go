package publish

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
)

// gedRow is an event in the columns of UCDP's Georeferenced Event Dataset.
type gedRow struct {
	*Case
	record.Code
	a, b party
	dead record.Value
}

// gedTable has the 49 columns of UCDP GED. Its rows are the events with at least one death, as that set has it.
func gedTable() Table {
	blank := func(*gedRow) any { return "" }
	none := func(*gedRow) any { return nil }
	all := []column[gedRow]{
		{"id", sheet.Text, "our id of the event", func(r *gedRow) any { return string(r.ID) }},
		{"relid", sheet.Text, "our id, with the year of the event before it", func(r *gedRow) any { return relid(r.Case) }},
		{"year", sheet.Whole, "of the event", func(r *gedRow) any { return year(r.From) }},
		{"active_year", sheet.Whole, "empty: we count no conflicts", none},
		{"code_status", sheet.Text, "Clear where a person reviewed the event, Check 1 where nobody did", func(r *gedRow) any { return status(r.Review) }},
		{"type_of_violence", sheet.Text, "1 state-based, 2 non-state, 3 one-sided; empty where none fits", func(r *gedRow) any { return r.Code.Code }},
		{"conflict_dset_id", sheet.Text, "empty: we name no conflicts", blank},
		{"conflict_new_id", sheet.Text, "empty", blank},
		{"conflict_name", sheet.Text, "empty", blank},
		{"dyad_dset_id", sheet.Text, "empty", blank},
		{"dyad_new_id", sheet.Text, "empty", blank},
		{"dyad_name", sheet.Text, "both sides", func(r *gedRow) any { return dyad(r.a.name, r.b.name) }},
		{"side_a_dset_id", sheet.Text, "empty", blank},
		{"side_a_new_id", sheet.Text, "empty", blank},
		{"side_a", sheet.Text, "who did it", func(r *gedRow) any { return r.a.name }},
		{"side_b_dset_id", sheet.Text, "empty", blank},
		{"side_b_new_id", sheet.Text, "empty", blank},
		{"side_b", sheet.Text, "to whom", func(r *gedRow) any { return r.b.name }},
		{"number_of_sources", sheet.Whole, "reports", func(r *gedRow) any { return r.Event.Reports }},
		{"source_article", sheet.Text, "outlet, day and headline of each report", func(r *gedRow) any { return r.articles() }},
		{"source_office", sheet.Text, "outlets", func(r *gedRow) any { return joined(r.Outlets...) }},
		{"source_date", sheet.Text, "days of publication", func(r *gedRow) any { return r.each(func(s source) string { return s.Published }) }},
		{"source_headline", sheet.Text, "headlines", func(r *gedRow) any { return r.each(func(s source) string { return s.Title }) }},
		{"source_original", sheet.Text, "who the reports say it from", func(r *gedRow) any { return r.speakers() }},
		{"where_prec", sheet.Whole, "1 exact, 2 near a town, 3 second division, 4 first division, 5 a region, 6 the country, 7 the sea", func(r *gedRow) any { return r.wherePrecision() }},
		{"where_coordinates", sheet.Text, "the place of the position", func(r *gedRow) any { return r.Place }},
		{"where_description", sheet.Text, "the reports' words for the place", func(r *gedRow) any { return r.placeWords() }},
		{"adm_1", sheet.Text, "first division", func(r *gedRow) any { return r.scene().Admin1 }},
		{"adm_2", sheet.Text, "second division", func(r *gedRow) any { return r.scene().Admin2 }},
		{"latitude", sheet.Decimal, "degrees, WGS 84", func(r *gedRow) any { return r.coordinate(r.Lat) }},
		{"longitude", sheet.Decimal, "degrees, WGS 84", func(r *gedRow) any { return r.coordinate(r.Lon) }},
		{"geom_wkt", sheet.Text, "POINT (longitude latitude)", func(r *gedRow) any { return r.wkt() }},
		{"priogrid_gid", sheet.Whole, "cell of PRIO-GRID", func(r *gedRow) any { return r.prioGrid() }},
		{"country", sheet.Text, "in English", func(r *gedRow) any { return countryName(r.Country) }},
		{"country_id", sheet.Whole, "empty: numbers of Gleditsch and Ward are not kept here", none},
		{"region", sheet.Text, "Africa, Americas, Asia, Europe or Middle East", func(r *gedRow) any { return gedRegion(r.Country) }},
		{"event_clarity", sheet.Whole, "1 told as one event, 2 told as a sum of several", func(r *gedRow) any { return r.clarity() }},
		{"date_prec", sheet.Whole, "1 the day, 2 two to six days, 3 the week, 4 the month, 5 more", func(r *gedRow) any { return r.datePrecision() }},
		{"date_start", sheet.Text, "first day", func(r *gedRow) any { return day(r.From) }},
		{"date_end", sheet.Text, "last day", func(r *gedRow) any { return lastDay(r.To) }},
		{"deaths_a", sheet.Decimal, "of side a; not told apart", none},
		{"deaths_b", sheet.Decimal, "of side b, where side b is armed", func(r *gedRow) any { return r.deaths(armed) }},
		{"deaths_civilians", sheet.Decimal, "where side b is civilian", func(r *gedRow) any { return r.deaths(civilian) }},
		{"deaths_unknown", sheet.Decimal, "where nobody tells who side b is", func(r *gedRow) any { return r.deaths(neither) }},
		{"best", sheet.Decimal, "number of dead as published", func(r *gedRow) any { return bestOf(r.dead) }},
		{"high", sheet.Decimal, "at most", func(r *gedRow) any { return number(r.dead.High) }},
		{"low", sheet.Decimal, "at least", func(r *gedRow) any { return number(r.dead.Low) }},
		{"gwnoa", sheet.Text, "empty", blank},
		{"gwnob", sheet.Text, "empty", blank},
	}
	return perCase("ged", "One row for each event that took place with at least one death, in the columns of UCDP GED.", []string{"id"}, all, func(c *Case) []gedRow {
		dead := c.Harm["dead"]
		if !c.tookPlace() || !(dead.Low.Value >= 1 || dead.Best.Value >= 1 || dead.High.Value >= 1) {
			return nil
		}
		return []gedRow{{c, c.code("UCDP"), c.party(record.Initiator), c.party(record.Target), dead}}
	})
}

func relid(c *Case) string {
	if c.From.IsZero() {
		return string(c.ID)
	}
	return c.From.Format("2006") + "-" + string(c.ID)
}

func status(r record.Review) string {
	if r == record.Machine {
		return "Check 1"
	}
	return "Clear"
}

func dyad(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return a + " - " + b
}

// each writes something of each report that tells the event.
func (c *Case) each(of func(source) string) string {
	var all []string
	for _, s := range c.tellers() {
		all = append(all, of(s))
	}
	return joined(all...)
}

// tellers gives the reports that tell an event, each once, in the order of its tellings.
func (c *Case) tellers() (all []source) {
	for _, t := range c.Tellings {
		if !slices.ContainsFunc(all, func(s source) bool { return s.ID == t.Report }) {
			all = append(all, c.source(t.Report))
		}
	}
	return all
}

func (c *Case) articles() string {
	return c.each(func(s source) string {
		var parts []string
		for _, p := range []string{s.Outlet, s.Published, s.Title} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		return strings.Join(parts, ", ")
	})
}

func (c *Case) speakers() string {
	var all []string
	for _, t := range c.Tellings {
		all = append(all, t.Speakers...)
	}
	return joined(all...)
}

func (c *Case) placeWords() string {
	var all []string
	for _, q := range c.question("where").Claims {
		all = append(all, c.words(q.Report, q.Span))
	}
	return joined(all...)
}

func (c *Case) wherePrecision() any {
	if !c.Placed {
		return nil
	}
	switch c.PlacePrecision {
	case "town", "exact", "site", "neighbourhood":
		return 1
	case "in-town":
		return 2
	case "admin2", "in-admin2":
		return 3
	case "admin1", "in-admin1":
		return 4
	case "country", "in-country":
		return 6
	case "sea":
		return 7
	}
	return 5
}

func (c *Case) wkt() string {
	if !c.Placed {
		return ""
	}
	return fmt.Sprintf("POINT (%g %g)", c.Lon, c.Lat)
}

// prioGrid numbers the half-degree cells of the world from the south-west, row by row.
func (c *Case) prioGrid() any {
	const width, perRow = 0.5, 720
	if !c.Placed {
		return nil
	}
	row, column := math.Floor((c.Lat+90)/width), math.Floor((c.Lon+180)/width)
	return int(row)*perRow + int(column) + 1
}

var gedRegions = map[string]string{
	"Northern Africa": "Africa", "Western Africa": "Africa", "Middle Africa": "Africa", "Eastern Africa": "Africa", "Southern Africa": "Africa",
	"North America": "Americas", "Central America": "Americas", "Caribbean": "Americas", "South America": "Americas", "Western Asia": "Middle East",
	"Central Asia": "Asia", "Eastern Asia": "Asia", "Southern Asia": "Asia", "South-eastern Asia": "Asia", "Australia and New Zealand": "Asia", "Melanesia": "Asia",
	"Micronesia": "Asia", "Polynesia": "Asia", "Eastern Europe": "Europe", "Northern Europe": "Europe", "Southern Europe": "Europe", "Western Europe": "Europe",
}

func gedRegion(alpha2 string) string {
	switch alpha2 {
	case "EG", "IR":
		return "Middle East"
	}
	return gedRegions[regionName(alpha2)]
}

func (r *gedRow) clarity() any {
	for _, t := range r.Tellings {
		for _, h := range t.Harm {
			if h.Kind == "dead" && h.Total {
				return 2
			}
		}
	}
	return 1
}

func (c *Case) datePrecision() any {
	const day = 24 * time.Hour
	span := c.To.Sub(c.From)
	switch {
	case c.From.IsZero():
		return nil
	case span <= day:
		return 1
	case span < 7*day:
		return 2
	case span == 7*day:
		return 3
	case span <= 31*day:
		return 4
	}
	return 5
}

// side is what is known of those who died.
type side int

const (
	neither side = iota
	civilian
	armed
)

func (r *gedRow) deaths(of side) any {
	is := neither
	switch interOf[r.b.sector] {
	case "Civilians":
		is = civilian
	case "State forces", "Rebel group", "Political militia":
		is = armed
	}
	if is != of {
		return nil
	}
	return bestOf(r.dead)
}
