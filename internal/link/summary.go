package link

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Summary is what lists, the map and the timeline say of an event.
type Summary struct {
	From, To       time.Time // half-open; zero when no report says
	Precision      string
	Lat, Lon       float64 // degrees
	Placed         bool    // Lat and Lon mean something
	Place          string  // its name
	PlacePrecision string
	Country        string // ISO 3166-1 alpha-2
	Realisation    string
	Outlets        []string
	Harm           map[string]record.Value // by kind
	Differs        bool                    // some question has claims that differ
	Series         string                  // the same for acts of one kind at one place; empty where there is no such series
	Line           string                  // one sentence: what, who, when, where, how many
}

// Summary draws what lists say of an event from the tellings of its members, which come in their order. Where a rule finds a value
// indeterminate, date and place are those of the answer told most precisely, so that the event has a place in lists.
func (l *Linker) Summary(e record.Event, members []Telling, rule Rule) Summary {
	s, drawn := l.summary(e, members, rule, text.English)
	s.Line = l.line(e, s, drawn)
	return s
}

// summary draws all but the line, and the answers that it is made of: of names that are told alike often those in a language.
func (l *Linker) summary(e record.Event, members []Telling, rule Rule, lang text.Language) (Summary, map[string]answer) {
	origins := originsOf(e, members)
	s := Summary{Harm: map[string]record.Value{}}
	for _, t := range members {
		if t.Outlet != "" && !slices.Contains(s.Outlets, t.Outlet) {
			s.Outlets = append(s.Outlets, t.Outlet)
		}
	}
	slices.Sort(s.Outlets)
	drawn := map[string]answer{}
	for _, field := range fields {
		answers := l.answers(field, members, origins)
		drawn[field] = draw(field, answers, rule, lang)
		if field == fieldSize {
			drawn[field] = sized(drawn[field], answers)
		}
		s.Differs = s.Differs || l.stands(field, answers) == record.Differs
	}
	for _, kind := range harmFields(members) {
		answers := l.answers(kind, members, origins)
		s.Harm[kind] = published(kind, answers, rule)
		s.Differs = s.Differs || l.stands(kind, answers) == record.Differs
	}
	s.when(drawn[fieldWhen].when)
	s.where(drawn[fieldWhere].where)
	s.Realisation = drawn[fieldRealisation].value.Text
	s.Series = l.seriesOf(e.Act, drawn[fieldWhere].where)
	return s, drawn
}

func (s *Summary) when(w record.When) {
	s.From, s.To, s.Precision = w.From, w.To, w.Precision
}

func (s *Summary) where(w record.Where) {
	s.Place, s.PlacePrecision, s.Country = w.Name, w.Precision, w.Country
	if w.Precision != "" {
		s.Placed, s.Lat, s.Lon = true, w.Lat, w.Lon
	}
}

// draw finds an answer that gives the published value of a field; where that is indeterminate the most precise of those told most often.
func draw(field string, answers []answer, rule Rule, lang text.Language) answer {
	value := published(field, answers, rule)
	votes := map[string]int{}
	for _, a := range votesOf(answers) {
		votes[a.value.Text]++
	}
	best := answer{value: value}
	for _, a := range answers {
		fits := a.value.Text == value.Text || value.Text == Indeterminate
		if !numeric(field) && fits && (best.telling == nil ||
			cmp.Or(votes[a.value.Text]-votes[best.value.Text], inLanguage(lang, field, a, best), cmp.Compare(a.precision, best.precision)) > 0) {
			best = a
		}
	}
	return best
}

// sized says of whom a number of people is: of those counted so first.
func sized(drawn answer, answers []answer) answer {
	for _, a := range answers {
		if drawn.value.Label == "" && a.value.Best == drawn.value.Best {
			drawn.value.Label = a.party
		}
	}
	return drawn
}

// inLanguage prefers the names of reports in the language of a line.
func inLanguage(lang text.Language, field string, a, b answer) int {
	if field != fieldInitiator && field != fieldTarget || a.telling.Language == b.telling.Language {
		return 0
	}
	if a.telling.Language == lang {
		return 1
	}
	return -1
}

// seriesOf names the acts of one kind at one place.
func (l *Linker) seriesOf(act string, w record.Where) string {
	if w.Name == "" || coarsePlace(w) || !l.serial[act] {
		return ""
	}
	return l.familiesOf(act)[0] + "@" + placeName(w)
}

// line says in one English sentence what happened: what, of whom, by whom, where, when, and how many were harmed.
func (l *Linker) line(e record.Event, s Summary, drawn map[string]answer) string {
	var b strings.Builder
	noun := l.nouns[e.Act]
	if noun.words == "" {
		noun = phrase{strings.ReplaceAll(e.Act, "-", " "), "of"}
	}
	switch {
	case strings.HasPrefix(s.Realisation, "not "):
		b.WriteString("no ")
	case s.Realisation != string(record.Happened) && s.Realisation != "" && s.Realisation != Indeterminate:
		b.WriteString(s.Realisation + " ")
	}
	b.WriteString(noun.words)
	if target := drawn[fieldTarget].value.Text; named(target) && noun.of != "" {
		b.WriteString(" " + noun.of + " " + counted(drawn, target))
	}
	if doer := drawn[fieldInitiator].value.Text; named(doer) {
		b.WriteString(" by " + doer)
	}
	if s.Place != "" {
		b.WriteString(" at " + s.Place)
	}
	if label := drawn[fieldWhen].value.Label; label != "" {
		b.WriteString(preposition(s) + label)
	}
	b.WriteString(harmLine(s.Harm))
	line := b.String()
	return strings.ToUpper(line[:1]) + line[1:] + "."
}

// named reports whether a name says who somebody is: a bare number does not.
func named(name string) bool { return strings.IndexFunc(name, unicode.IsLetter) >= 0 }

// counted puts the number of people before their name, where it counts those.
func counted(drawn map[string]answer, target string) string {
	size := drawn[fieldSize]
	if n := shownFigure(size.value); n != "" && n != "1" && size.value.Label == target {
		return n + " " + target
	}
	return target
}

func preposition(s Summary) string {
	if s.To.Sub(s.From) > day && (s.Precision == "month" || s.Precision == "year") {
		return " in "
	}
	return " on "
}

func harmLine(harm map[string]record.Value) string {
	var parts []string
	for _, kind := range sortedKeys(harm) {
		switch n := shownFigure(harm[kind]); n {
		case "":
		case "0":
			parts = append(parts, "none "+kind)
		default:
			parts = append(parts, n+" "+kind)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// shownFigure writes a figure for people.
func shownFigure(v record.Value) string {
	switch {
	case v.Best.Known && !v.High.Known && v.Low == v.Best:
		return "at least " + v.Low.String()
	case v.Best.Known:
		return v.Best.String()
	case v.Low.Known && v.High.Known && v.Low != v.High:
		return v.Low.String() + " to " + v.High.String()
	case v.Low.Known && !v.High.Known:
		return "at least " + v.Low.String()
	}
	return v.Low.String()
}
