package mark

import (
	"slices"
	"strconv"
	"strings"
)

// sorted returns a in order.
func sorted(a []string) []string {
	slices.Sort(a)
	return a
}

// name reads "PER Marta Quintela | name=… | country=PRT | sector=GOV"; " *" after the words stands for all their
// occurrences outside of other names.
func (c *compiler) name(f *fields) {
	kind, words, _ := strings.Cut(f.at(0), " ")
	if !slices.Contains([]string{"PER", "ORG", "LOC", "GPE"}, kind) {
		c.wrong("a name is PER, ORG, LOC or GPE, not %q", kind)
	}
	n := Name{Type: kind, Name: f.get("name"), Country: f.get("country"), Sector: f.get("sector")}
	if rest, all := strings.CutSuffix(words, " *"); all {
		if len(c.body.all(rest)) == 0 {
			c.wrong("the words %q are not there", rest)
		}
		c.every = append(c.every, every{rest, n})
		return
	}
	n.Span = c.at(words)
	c.reading.Mentions.Names = append(c.reading.Mentions.Names, n)
}

// date reads "DATE on Monday = 2014-05-26"; without "= VALUE" it has no value.
func (c *compiler) date(f *fields) {
	kind, rest, _ := strings.Cut(f.at(0), " ")
	if !slices.Contains([]string{"DATE", "TIME", "DURATION", "SET"}, kind) {
		c.wrong("a date is DATE, TIME, DURATION or SET, not %q", kind)
	}
	words, value := pair(rest)
	d := Date{Span: c.at(words), Type: kind, Time: c.time(value, f)}
	c.reading.Mentions.Dates = append(c.reading.Mentions.Dates, d)
}

// pair cuts "words = value".
func pair(s string) (words, value string) {
	words, value, _ = strings.Cut(s, " = ")
	return strings.TrimSpace(words), strings.TrimSpace(value)
}

// precisions lists how exactly a place is known.
var precisions = []string{"exact", "town", "admin2", "admin1", "country", "sea", "region"}

// place reads "Lille = Lille | FR | 50.63 3.06 | town | admin1=…"; " *" after the words stands for all their occurrences.
func (c *compiler) place(f *fields) {
	words, name := pair(f.at(0))
	p := Place{Name: name, Country: f.at(1), Admin1: f.get("admin1"), Precision: f.at(3)}
	lat, lon, _ := strings.Cut(f.at(2), " ")
	if lat != "" {
		p.Lat, p.Lon = c.degrees(lat, 90), c.degrees(lon, 180)
	}
	if p.Precision != "" && !slices.Contains(precisions, p.Precision) {
		c.wrong("no precision is called %q", p.Precision)
	}
	if len(p.Country) != 2 && p.Country != "" {
		c.wrong("want a country of two letters, not %q", p.Country)
	}
	all, isAll := strings.CutSuffix(words, " *")
	spans := c.body.all(all)
	if !isAll {
		spans = []Span{c.at(words)}
	} else if len(spans) == 0 {
		c.wrong("the words %q are not there", all)
	}
	for _, p.Span = range spans {
		c.reading.Mentions.Places = append(c.reading.Mentions.Places, p)
	}
}

// degrees reads an angle between -limit and limit.
func (c *compiler) degrees(s string, limit float64) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < -limit || v > limit {
		c.wrong("%q is no angle within %g degrees", s, limit)
	}
	return &v
}

// amount reads "12 = 12 | of=men | qualifier=at least".
func (c *compiler) amount(f *fields) {
	words, value := pair(f.at(0))
	a := Amount{Span: c.at(words), Bounds: c.bounds(value), Of: f.get("of"), Qualifier: f.get("qualifier")}
	c.inBody(a.Of)
	c.inBody(a.Qualifier)
	c.reading.Mentions.Amounts = append(c.reading.Mentions.Amounts, a)
}

// inBody notes a mistake when words given without a position are not in the body.
func (c *compiler) inBody(words string) {
	if words != "" && len(c.body.all(words)) == 0 {
		c.wrong("the words %q are not there", words)
	}
}

// bounds reads 12 (exactly), 20..99 (a range without a best value), 12.. (at least), ..12 (at most), ~12 (about).
func (c *compiler) bounds(s string) Bounds {
	if rest, about := strings.CutPrefix(s, "~"); about {
		return Bounds{Best: c.number(rest)}
	}
	low, high, isRange := strings.Cut(s, "..")
	if !isRange {
		return Bounds{c.number(s), c.number(s), c.number(s)}
	}
	var b Bounds
	if low != "" {
		b.Low = c.number(low)
	}
	if high != "" {
		b.High = c.number(high)
	}
	return b
}

// number reads a decimal number.
func (c *compiler) number(s string) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < 0 {
		c.wrong("%q is no count", s)
	}
	return &v
}

// quote reads "direct | the words | speaker=… | cue=… | name=… | role=…".
func (c *compiler) quote(f *fields) {
	kind := f.at(0)
	if kind != "direct" && kind != "indirect" {
		c.wrong("a quote is direct or indirect, not %q", kind)
	}
	q := Quote{Direct: kind == "direct", Span: c.at(f.at(1))}
	if words := f.get("cue"); words != "" {
		cue := c.at(words)
		q.Cue = &cue
	}
	name, role := f.get("name"), f.get("role")
	if words := f.get("speaker"); words != "" {
		q.Speaker = &Speaker{c.at(words), name, role}
	}
	c.inBody(role)
	c.reading.Quotes = append(c.reading.Quotes, q)
}

// doubt reads "the words | what is doubted".
func (c *compiler) doubt(f *fields) {
	c.reading.Notes = append(c.reading.Notes, Note{"annotator-doubt", f.at(1), c.at(f.at(0))})
}
