package page

import (
	"fmt"
	"strings"
	"time"

	"dateline/internal/record"
)

// sentence writes the fields of an account as one sentence: what, by whom, of whom, when, where, with what harm.
func (p *printer) sentence(a record.Account) string {
	act := strings.ReplaceAll(a.Act, "-", " ")
	parts := []string{p.strong(strings.ToUpper(act[:1])+act[1:]) + realised(a)}
	for _, role := range roles {
		if who := p.players(a, role.Role); who != "" {
			parts = append(parts, role.word+" "+who)
		}
	}
	parts = append(parts, p.when(a.When), p.where(a.Where), p.harms(a.Harm))
	return joined("; ", parts...) + "."
}

// roles are printed in this order, each after its word.
var roles = []struct {
	record.Role
	word string
}{
	{record.Initiator, "by"}, {record.Target, "of"}, {record.Intervener, "with the intervention of"},
	{record.Beneficiary, "for"}, {record.Bystander, "in the presence of"}, {record.Instrument, "with"},
}

func realised(a record.Account) string {
	var said []string
	if a.Negated {
		said = append(said, "not")
	}
	if a.Realisation != record.Happened || a.Negated {
		said = append(said, string(a.Realisation))
	}
	if a.Background {
		said = append(said, "background")
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, " ") + ")"
}

func (p *printer) players(a record.Account, role record.Role) string {
	var who []string
	for _, x := range a.Participants {
		if x.Role == role {
			who = append(who, p.words(x.Span)+inBrackets(joined(", ", sectors[x.Sector], x.Country)))
		}
	}
	return strings.Join(who, " and ")
}

// sectors says PLOVER's sector codes in words.
var sectors = map[string]string{
	"COP": "police", "GOV": "government", "JUD": "judiciary", "LEG": "legislature", "MIL": "military", "PTY": "party", "REB": "rebels",
	"SPY": "intelligence", "PRM": "paramilitaries", "PRE": "partly recognised state", "UAF": "armed group", "AGR": "agriculture", "BUS": "business", "CRM": "criminals", "CVL": "civilians",
	"EDU": "education", "ELI": "elite", "JRN": "journalists", "LAB": "labour", "MED": "medical", "REF": "refugees and migrants",
	"OPP": "opposition", "REL": "religion", "SOC": "civil society",
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// when writes the interval of an account; words that have none stand for themselves.
func (p *printer) when(w record.When) string {
	switch {
	case w.Empty():
		return ""
	case w.From.IsZero():
		return "“" + p.words(w.Span) + "”"
	}
	return interval(w.From, w.To, w.Precision)
}

func interval(from, to time.Time, precision string) string {
	const dayLayout = "Monday 2 January 2006"
	last := to.Add(-time.Second)
	switch precision {
	case "minute":
		return from.Format(dayLayout + ", 15:04")
	case "hour", "part-of-day":
		return from.Format(dayLayout+", 15:04") + "–" + to.Format("15:04")
	case "day":
		return from.Format(dayLayout)
	case "month":
		return from.Format("January 2006")
	case "year":
		return from.Format("2006")
	}
	return from.Format("2 January 2006") + " – " + last.Format("2 January 2006")
}

func (p *printer) where(places []record.Where) string {
	var all []string
	for _, w := range places {
		name := w.Name
		if name == "" {
			name = p.words(w.Span)
		}
		all = append(all, placeWords[w.Role]+name+inBrackets(joined(", ", w.Admin1, w.Country)))
	}
	return strings.Join(all, ", ")
}

var placeWords = map[string]string{"scene": "at ", "origin": "from ", "destination": "to "}

func (p *printer) harms(rows []record.Harm) string {
	var all []string
	for _, h := range rows {
		row := joined(" ", figures(h), h.Kind) + inBrackets(printable(h.Of))
		if h.Total {
			row += " in all"
		}
		all = append(all, row)
	}
	return strings.Join(all, ", ")
}

// figures writes the bounds of a row of harm; the words of its qualifier say what bounds cannot.
func figures(h record.Harm) string {
	number := ""
	switch {
	case h.Low.Known && h.High.Known && h.Low == h.High:
		number = h.Low.String()
	case h.Low.Known && h.High.Known && h.Best.Known:
		return fmt.Sprintf("%s (%s–%s)", h.Best, h.Low, h.High)
	case h.Low.Known && h.High.Known:
		return fmt.Sprintf("%s–%s", h.Low, h.High)
	case h.Best.Known:
		number = h.Best.String()
	case h.Low.Known:
		number = h.Low.String()
	}
	return joined(" ", printable(h.Qualifier), number)
}
