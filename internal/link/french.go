package link

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Noun names an act in French, and what leads to those who suffer it: "arrestation", "de".
type Noun struct{ Words, Lead string }

// French says in one French sentence what happened, as Summary says it in English: what, of whom, by whom, where, when, and how many were
// harmed. Nouns name the acts; one that they do not name goes by its name in the codebook.
func (l *Linker) French(e record.Event, members []Telling, rule Rule, nouns map[string]Noun) string {
	s, drawn := l.summary(e, members, rule, text.French)
	noun := nouns[e.Act]
	if noun.Words == "" {
		noun.Words = strings.ReplaceAll(e.Act, "-", " ")
	}
	var b strings.Builder
	b.WriteString(noun.Words)
	if how := unrealised(s.Realisation); how != "" {
		b.WriteString(" (" + how + ")")
	}
	if target := drawn[fieldTarget].value.Text; named(target) && noun.Lead != "" {
		b.WriteString(" " + led(noun.Lead, inFrench(counted(drawn, target))))
	}
	if doer := drawn[fieldInitiator].value.Text; named(doer) {
		b.WriteString(" par " + doer)
	}
	if s.Place != "" {
		b.WriteString(" à " + s.Place)
	}
	b.WriteString(frenchTime(s) + frenchHarm(s.Harm))
	line := b.String()
	first, rest := splitFirst(line)
	return strings.ToUpper(first) + rest + "."
}

func splitFirst(s string) (first, rest string) {
	for i := range s {
		if i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// unrealised says how far something came that did not simply happen.
func unrealised(realisation string) string {
	if strings.HasPrefix(realisation, "not ") {
		return "n'a pas eu lieu"
	}
	return map[string]string{"ongoing": "en cours", "attempted": "tentative", "planned": "projet", "ordered": "sur ordre", "demanded": "demande", "threatened": "menace",
		"denied": "démenti", "hypothetical": "hypothèse"}[realisation]
}

// led puts a preposition before words, with elision and contraction: de + le = du, de + un = d'un.
func led(lead, words string) string {
	article, rest, several := strings.Cut(words, " ")
	if with := map[string]string{"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}[lead+" "+strings.ToLower(article)]; with != "" && several {
		return with + " " + rest
	}
	first, _ := splitFirst(strings.ToLower(words))
	if lead == "de" && strings.ContainsAny(first, "aeiouyâàéèêëîïôûhœ") {
		return "d'" + words
	}
	return lead + " " + words
}

var frenchMonths = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// frenchTime says when, as precisely as it is known.
func frenchTime(s Summary) string {
	if s.From.IsZero() {
		return ""
	}
	last := s.To.Add(-time.Second)
	year, month := s.From.Year(), frenchMonths[s.From.Month()-1]
	switch {
	case s.To.Sub(s.From) <= day:
		return fmt.Sprintf(" le %s %s %d", ordinalDay(s.From.Day()), month, year)
	case last.Year() == year && last.Month() == s.From.Month() && s.From.Day() == 1:
		return fmt.Sprintf(" en %s %d", month, year)
	case last.Year() == year && s.From.YearDay() == 1 && s.To.YearDay() == 1:
		return fmt.Sprintf(" en %d", year)
	}
	return fmt.Sprintf(" entre le %s %s %d et le %s %s %d", ordinalDay(s.From.Day()), month, year, ordinalDay(last.Day()), frenchMonths[last.Month()-1], last.Year())
}

func ordinalDay(n int) string {
	if n == 1 {
		return "1er"
	}
	return fmt.Sprint(n)
}

// inFrench puts the words around a figure into French.
func inFrench(figure string) string {
	if rest, is := strings.CutPrefix(figure, "at least "); is {
		return "au moins " + rest
	}
	if low, high, is := strings.Cut(figure, " to "); is && strings.IndexFunc(low, unicode.IsLetter) < 0 {
		return low + " à " + high
	}
	return figure
}

var frenchHarms = map[string]string{"dead": "morts", "injured": "blessés", "missing": "disparus", "rescued": "secourus", "arrested": "arrêtés", "displaced": "déplacés",
	"deported": "expulsés", "detained": "retenus", "ill": "malades", "destroyed": "détruits"}

func frenchHarm(harm map[string]record.Value) string {
	var parts []string
	for _, kind := range sortedKeys(harm) {
		word := frenchHarms[kind]
		if word == "" {
			word = kind
		}
		switch n := shownFigure(harm[kind]); n {
		case "":
		case "0":
			parts = append(parts, "aucun "+strings.TrimSuffix(word, "s"))
		case "1":
			parts = append(parts, "1 "+strings.TrimSuffix(word, "s"))
		default:
			parts = append(parts, inFrench(n)+" "+word)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " : " + strings.Join(parts, ", ")
}
