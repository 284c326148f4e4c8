package eval

import (
	"fmt"
	"math"
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

func nameSpan(n text.Name) text.Span     { return n.Span }
func dateSpan(d text.Date) text.Span     { return d.Span }
func placeSpan(p text.Place) text.Span   { return p.Span }
func amountSpan(a text.Amount) text.Span { return a.Span }
func quoteSpan(q record.Quote) text.Span { return q.Span }

// mentions scores names by exact span and type (GPE counts as LOC, as in UNER), dates as TempEval-3 does (relaxed,
// strict, value), places found and resolved (within 161 km, after Gritta et al. 2018), amounts found and their bounds.
func (j judge) mentions() {
	gold, given := j.gold, j.given
	if j.marks.names {
		layer(j, "names", gold.Names, given.Names, nameSpan, func(g, x text.Name) float64 { return exactly(g.Span, x.Span, kind(g) == kind(x)) })
	}
	if j.marks.dates {
		pairs := layer(j, "dates", gold.Dates, given.Dates, dateSpan, func(g, x text.Date) float64 { return overlap(g.Span, x.Span) })
		field(j, "dates strict", gold.Dates, given.Dates, pairs, dateSpan, func(d text.Date) string { return gold.Body[d.Start:d.End] }, func(g, x text.Date) bool { return g.Span == x.Span })
		field(j, "dates value", gold.Dates, given.Dates, pairs, dateSpan, func(d text.Date) string { return d.Value }, func(g, x text.Date) bool { return g.Value == x.Value })
	}
	if j.marks.places {
		pairs := layer(j, "places", gold.Places, given.Places, placeSpan, func(g, x text.Place) float64 { return overlap(g.Span, x.Span) })
		if j.marks.positions {
			field(j, "places resolved", gold.Places, given.Places, pairs, placeSpan, position, near)
		}
	}
	if len(j.marks.amounts) > 0 {
		j.amounts()
	}
}

// amounts leaves given ones aside that are of a kind which the gold marks nowhere: money, shares, ages.
func (j judge) amounts() {
	gold := j.gold.Amounts
	given := slices.DeleteFunc(slices.Clone(j.given.Amounts), func(a text.Amount) bool { return !j.marks.amounts[kindOf(a)] })
	pairs := layer(j, "amounts", gold, given, amountSpan, func(g, x text.Amount) float64 { return overlap(g.Span, x.Span) })
	field(j, "amounts value", gold, given, pairs, amountSpan, bounds, sameBounds)
}

// sameBounds reports whether x has every bound that the gold states, and stays open above where the gold does ("at least 8").
func sameBounds(g, x text.Amount) bool {
	states := func(gold, given text.Number) bool { return !gold.Known || gold == given }
	open := g.Low.Known && !g.High.Known
	return states(g.Low, x.Low) && states(g.Best, x.Best) && states(g.High, x.High) && !(open && x.High.Known)
}

// kindOf is the kind of an amount; gold that says none means a count.
func kindOf(a text.Amount) text.AmountKind {
	if a.Kind == "" {
		return text.Count
	}
	return a.Kind
}

func kind(n text.Name) text.NameType {
	if n.Type == text.GPE {
		return text.LOC
	}
	return n.Type
}

func bounds(a text.Amount) string {
	return fmt.Sprintf("%v/%v/%v", a.Low, a.Best, a.High)
}

func position(p text.Place) string {
	if p.Precision == "" {
		return ""
	}
	return fmt.Sprintf("%s %.2f %.2f", p.Name, p.Lat, p.Lon)
}

// closeBy is the distance in kilometres within which a place counts as resolved: 100 miles, as in the literature.
const closeBy = 161

func near(g, x text.Place) bool { return kilometres(g, x) <= closeBy }

// kilometres is the great-circle distance of two places by the haversine formula, on a sphere of radius 6,371 km.
func kilometres(a, b text.Place) float64 {
	const radius, degree = 6371, math.Pi / 180
	sinLat, sinLon := math.Sin((b.Lat-a.Lat)*degree/2), math.Sin((b.Lon-a.Lon)*degree/2)
	h := sinLat*sinLat + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*sinLon*sinLon
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}

// half is the least share of common bytes for which two spans count as the same quote.
const half = 0.5

// unmarked is the origin of quotes that gold does not mark: what somebody asks for, promises, judges or speaks of without a clause that tells it.
const unmarked = "said.matter"

// quotes scores contents that share half of their bytes, and of those the speaker and whether they are direct.
func (j judge) quotes() {
	if !j.marks.quotes {
		return
	}
	gold, given := j.gold.Quotes, slices.DeleteFunc(slices.Clone(j.given.Quotes), func(q record.Quote) bool { return q.Origin.Rule == unmarked })
	pairs := layer(j, "quotes", gold, given, quoteSpan, func(g, x record.Quote) float64 {
		if o := overlap(g.Span, x.Span); o >= half {
			return o
		}
		return 0
	})
	speaker := func(q record.Quote) string { return j.gold.Body[q.Speaker.Start:q.Speaker.End] }
	field(j, "quotes speaker", gold, given, pairs, quoteSpan, speaker, func(g, x record.Quote) bool { return g.Speaker.Meets(x.Speaker.Span) })
	direct := func(q record.Quote) string { return map[bool]string{true: "direct", false: "indirect"}[q.Direct] }
	field(j, "quotes direct", gold, given, pairs, quoteSpan, direct, func(g, x record.Quote) bool { return g.Direct == x.Direct })
}
