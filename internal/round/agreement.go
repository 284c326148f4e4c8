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
	Fields []Field  `json:"fields"`
}

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
	machine := map[Unit]map[string]string{}
	for _, u := range of.Units {
		if machine[u], _, err = Machine(r, u); err != nil {
			return a, err
		}
	}
	for _, question := range Questions {
		a.Fields = append(a.Fields, measure(question, figures, of, all, machine))
	}
	return a, nil
}

// measure gives the agreement on one question.
func measure(question, figures string, of Round, all Codings, machine map[Unit]map[string]string) Field {
	f := Field{Name: question, Scale: scaleOf(question, figures)}
	var people, pairs []agree.Unit[string]
	for _, u := range of.Units {
		coded := agree.Unit[string]{Cluster: u.Report()}
		for _, c := range all[u.Account] {
			if value, rated := canonical(question, c.Values); rated {
				coded.Values = append(coded.Values, value)
			}
		}
		if f.numeric() && slices.Contains(coded.Values, "") && strings.Join(coded.Values, "") != "" {
			f.Gaps++
		}
		people = append(people, coded)
		value, rated := canonical(question, machine[u])
		for _, theirs := range coded.Values {
			if rated {
				pairs = append(pairs, agree.Unit[string]{Cluster: u.Report(), Values: []string{value, theirs}})
			}
		}
	}
	f.People, f.Machine = f.estimate(people, of.Seed), f.estimate(pairs, of.Seed)
	return f
}

func scaleOf(question, figures string) string {
	switch question {
	case Told, "act", "realisation", "where":
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
	if question == Told {
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
