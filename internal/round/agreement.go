package round

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"dateline/internal/agree"
	"dateline/internal/store"
)

// Agreement is how far coders agree, question by question, and how far the program agrees with them.
type Agreement struct {
	Round  int      `json:"round"`
	Coders []string `json:"coders"`
	Units  int      `json:"units"`
	Found  int      `json:"found"` // events that coders found beside the units
	Fields []Field  `json:"fields"`
	Recall Recall   `json:"recall"` // of the program
}

// Recall is how many of the events that more than half of those who read a report tell in it the program tells too.
type Recall struct {
	Told int         `json:"told"` // by people
	Both int         `json:"both"` // by people and the program
	In   agree.Share `json:"interval"`
}

// FoundToo is the field of what is told in the reports at all: at the units, and at the words at which coders found an event that is no unit. Who
// read the report and told nothing there has left it out.
const FoundToo = "found"

// Field is the agreement on one question.
type Field struct {
	Name    string         `json:"field"`
	Scale   string         `json:"scale"`   // nominal, words, interval, ratio or ordinal
	People  agree.Estimate `json:"people"`  // among coders
	Machine agree.Estimate `json:"machine"` // of the program with each coder
	Gaps    int            `json:"gaps"`    // units of which some coders give a day or a figure and others say that there is none; these are not compared
}

// Scales of figures that a reader can choose between.
var Scales = []string{"ratio", "interval", "ordinal"}

// Measure gives the agreement of a closed round. Figures are compared on the scale named; empty means ratio. The program is taken as it reads
// the reports now, so that a round measures every later version of it.
func Measure(r store.Reader, of Round, figures string) (Agreement, error) {
	a := Agreement{Round: of.Number, Coders: of.Coders, Units: len(of.Units)}
	if of.Open() {
		return a, ErrOpen
	}
	all, err := codings(r, of)
	if err != nil {
		return a, err
	}
	given, err := answersTo(r, of, all)
	if err != nil {
		return a, err
	}
	a.Found = len(given) - len(of.Units)
	for _, question := range Questions {
		if question == Told {
			a.Fields = append(a.Fields, measure(question, figures, given[:len(of.Units)], of.Seed))
			question = FoundToo
		}
		a.Fields = append(a.Fields, measure(question, figures, given, of.Seed))
	}
	a.Recall = recall(given)
	return a, nil
}

// answered is a unit, drawn or found, with what people and the program answer.
type answered struct {
	Unit
	codings []Coding
	machine map[string]string
}

// answersTo gathers the answers to the units of a round, and then to what coders found beside them.
func answersTo(r store.Reader, of Round, all Codings) (given []answered, err error) {
	for _, u := range of.Units {
		machine, _, err := Machine(r, u)
		if err != nil {
			return nil, err
		}
		given = append(given, answered{u, all[u.Account], machine})
	}
	for _, g := range foundIn(of, all) {
		machine, err := g.machine(r, of)
		if err != nil {
			return nil, err
		}
		given = append(given, answered{g.Unit, g.codings, machine})
	}
	return given, nil
}

// measure gives the agreement on one question.
func measure(question, figures string, given []answered, seed uint64) Field {
	f := Field{Name: question, Scale: scaleOf(question, figures)}
	var people, pairs []agree.Unit[string]
	for _, u := range given {
		coded := agree.Unit[string]{Cluster: u.Report()}
		for _, c := range u.codings {
			if value, rated := canonical(question, c.Values); rated {
				coded.Values = append(coded.Values, value)
			}
		}
		if f.numeric() && slices.Contains(coded.Values, "") && strings.Join(coded.Values, "") != "" {
			f.Gaps++
		}
		people = append(people, coded)
		value, rated := canonical(question, u.machine)
		for _, theirs := range coded.Values {
			if rated {
				pairs = append(pairs, agree.Unit[string]{Cluster: u.Report(), Values: []string{value, theirs}})
			}
		}
	}
	f.People, f.Machine = f.estimate(people, seed), f.estimate(pairs, seed)
	return f
}

// recall counts what people tell, and what of that the program tells.
func recall(given []answered) (r Recall) {
	for _, u := range given {
		told, read := 0, 0
		for _, c := range u.codings {
			read++
			if c.Values[Told] == "true" {
				told++
			}
		}
		if 2*told > read {
			r.Told++
			if u.machine[Told] == "true" {
				r.Both++
			}
		}
	}
	r.In = agree.ShareOf(r.Both, r.Told)
	return r
}

func scaleOf(question, figures string) string {
	switch question {
	case Told, FoundToo, "act", "realisation", "where":
		return "nominal"
	case "initiator", "target":
		return "words"
	case "when":
		return "interval"
	}
	if figures == "" {
		return Scales[0]
	}
	return figures
}

func (f Field) numeric() bool { return slices.Contains(Scales, f.Scale) }

func (f Field) estimate(units []agree.Unit[string], seed uint64) agree.Estimate {
	switch f.Scale {
	case "nominal":
		return agree.Bootstrap(units, agree.Nominal[string], seed)
	case "words":
		return agree.Bootstrap(units, agree.Words, seed)
	}
	scale := map[string]agree.Scale[float64]{"ratio": agree.Ratio, "interval": agree.Interval, "ordinal": agree.Ordinal}[f.Scale]
	return agree.Bootstrap(figuresOf(units), scale, seed)
}

// figuresOf reads the values of units as numbers; where there is none the value is missing.
func figuresOf(units []agree.Unit[string]) []agree.Unit[float64] {
	read := make([]agree.Unit[float64], len(units))
	for i, u := range units {
		read[i].Cluster = u.Cluster
		for _, v := range u.Values {
			if n, err := strconv.ParseFloat(v, 64); err == nil {
				read[i].Values = append(read[i].Values, n)
			}
		}
	}
	return read
}

// canonical writes an answer so that those that mean the same are the same: places and names without case and accents, days as their
// number, figures as one. It is not rated where the coder says that no event is told.
func canonical(question string, values map[string]string) (value string, rated bool) {
	if question == Told || question == FoundToo {
		return values[Told], values[Told] != ""
	}
	if values[Told] != "true" {
		return "", false
	}
	value = values[question]
	switch scaleOf(question, "") {
	case "interval":
		return dayNumber(value), true
	case "ratio":
		return figure(value), true
	}
	if question == "where" {
		value, _, _ = strings.Cut(value, ";")
	}
	return folded(value), true
}

// folded writes words without case, accents and marks, and "the" and "a" away from their head.
func folded(words string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), words)
	if err != nil {
		plain = words
	}
	all := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
	if len(all) > 1 && slices.Contains([]string{"the", "a", "an", "le", "la", "les", "un", "une", "des"}, all[0]) {
		all = all[1:]
	}
	return strings.Join(all, " ")
}

const secondsOfDay = 24 * 60 * 60

// dayNumber counts the days from 1970 to the first day that a value in EDTF may mean; a season and a decade begin with their first year.
func dayNumber(value string) string {
	first, _, _ := strings.Cut(value, "/")
	first, _, _ = strings.Cut(strings.TrimRight(first, "~?%"), "T")
	for _, form := range []string{time.DateOnly, "2006-01"} {
		if day, err := time.Parse(form, first); err == nil {
			return strconv.FormatInt(day.Unix()/secondsOfDay, 10)
		}
	}
	year, _, _ := strings.Cut(strings.ReplaceAll(first, "X", "0"), "-")
	if begun, err := time.Parse("2006", year); err == nil {
		return strconv.FormatInt(begun.Unix()/secondsOfDay, 10)
	}
	return ""
}

// figure takes of 10/12/15 the best, of 10..15 the lower, which is what "at least" says.
func figure(value string) string {
	if parts := strings.Split(value, "/"); len(parts) == 3 {
		return parts[1]
	}
	low, high, _ := strings.Cut(value, "..")
	if low == "" {
		return high
	}
	return low
}
