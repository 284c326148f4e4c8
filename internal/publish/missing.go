package publish

import (
	"fmt"

	"dateline/internal/publish/sheet"
	"dateline/internal/record"
	"dateline/internal/text"
)

// missingRow is an event in the columns of IOM's Missing Migrants Project.
type missingRow struct {
	*Case
	record.Code
}

// missingTable has the columns in which IOM's Missing Migrants Project gives out its incidents. Its rows are the events that have its code.
func missingTable() Table {
	dead := func(r *missingRow) record.Value { return r.Harm["dead"] }
	missing := func(r *missingRow) record.Value { return r.Harm["missing"] }
	blank := func(*missingRow) any { return nil }
	all := []column[missingRow]{
		{"Main ID", sheet.Text, "our id of the event", func(r *missingRow) any { return string(r.ID) }},
		{"Incident ID", sheet.Text, "the same", func(r *missingRow) any { return string(r.ID) }},
		{"Incident Type", sheet.Text, "Incident, Split Incident or Cumulative Incident", func(r *missingRow) any { return r.Code.Code }},
		{"Region of Incident", sheet.Text, "subregion of the United Nations", func(r *missingRow) any { return regionName(r.Country) }},
		{"Incident Date", sheet.Text, "first day", func(r *missingRow) any { return day(r.From) }},
		{"Incident Year", sheet.Whole, "year", func(r *missingRow) any { return year(r.From) }},
		{"Month", sheet.Text, "its name, where it is known", func(r *missingRow) any { return r.month() }},
		{"Number of Dead", sheet.Decimal, "empty: not reported", func(r *missingRow) any { return bestOf(dead(r)) }},
		{"Minimum Estimated Number of Missing", sheet.Decimal, "empty: not reported", func(r *missingRow) any { return number(missing(r).Low) }},
		{"Total Number of Dead and Missing", sheet.Decimal, "the sum of both where one is reported", func(r *missingRow) any { return sum(bestOf(dead(r)), number(missing(r).Low)) }},
		{"Number of Survivors", sheet.Decimal, "rescued", func(r *missingRow) any { return bestOf(r.Harm["rescued"]) }},
		{"Number of Females", sheet.Decimal, "empty: not counted", blank},
		{"Number of Males", sheet.Decimal, "empty: not counted", blank},
		{"Number of Children", sheet.Decimal, "empty: not counted", blank},
		{"Country of Origin", sheet.Text, "of those to whom it happened, ISO 3166-1 alpha-3", func(r *missingRow) any { return r.party(record.Target).country }},
		{"Region of Origin", sheet.Text, "its subregion", func(r *missingRow) any { return regionName(r.party(record.Target).country) }},
		{"Cause of Death", sheet.Text, "one of IOM's seven", func(r *missingRow) any { return r.Mode }},
		{"Country of Incident", sheet.Text, "in English", func(r *missingRow) any { return countryName(r.Country) }},
		{"Migration Route", sheet.Text, "empty: not coded", func(*missingRow) any { return "" }},
		{"Location of Incident", sheet.Text, "the place", func(r *missingRow) any { return r.Place }},
		{"Coordinates", sheet.Text, "latitude, longitude", func(r *missingRow) any { return r.pair() }},
		{"UNSD Geographical Grouping", sheet.Text, "subregion of the United Nations", func(r *missingRow) any { return regionName(r.Country) }},
		{"Information Source", sheet.Text, "outlets", func(r *missingRow) any { return joined(r.Outlets...) }},
		{"URL", sheet.Text, "of the reports", func(r *missingRow) any { return r.each(func(s source) string { return s.URL }) }},
		{"Source Quality", sheet.Whole, "IOM's scale: 3 where one origin tells it, 4 where several do", func(r *missingRow) any { return 3 + first(r.Origins > 1) }},
	}
	return perCase("missing-migrants", "One row for each event with dead or missing migrants, in the columns of IOM's Missing Migrants Project.", []string{"Main ID"}, all, func(c *Case) []missingRow {
		code := c.code("IOM")
		if !c.tookPlace() || code.Code == "" {
			return nil
		}
		return []missingRow{{c, code}}
	})
}

func (c *Case) month() string {
	if c.From.IsZero() || c.timePrecision() == 3 && c.Precision != "month" {
		return ""
	}
	return c.From.Month().String()
}

func (c *Case) pair() string {
	if !c.Placed {
		return ""
	}
	return fmt.Sprintf("%g, %g", c.Lat, c.Lon)
}

// sum adds what is reported; nil where nothing is.
func sum(all ...any) any {
	total := text.Number{}
	for _, v := range all {
		if f, is := v.(float64); is {
			total = text.Just(total.Value + f)
		}
	}
	return number(total)
}
