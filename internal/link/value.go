package link

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// ErrValue is the error of a correction that cannot be read.
var ErrValue = errors.New("not a value of this field")

// ParseRule reads the name of a rule of aggregation.
func ParseRule(name string) (Rule, error) {
	switch r := Rule(name); r {
	case Conservative, Informative, Representative:
		return r, nil
	}
	return "", fmt.Errorf("no rule of aggregation is named %q; there are %s, %s and %s", name, Conservative, Informative, Representative)
}

// ValueOf writes a field of a telling as Correct reads it; empty where it has none.
func ValueOf(t Telling, field string) string {
	switch field {
	case fieldRealisation:
		return string(t.Realisation)
	case "negated":
		return strconv.FormatBool(t.Negated)
	case "background":
		return strconv.FormatBool(t.Background)
	}
	answers := answersOf(&t, field)
	switch {
	case len(answers) == 0:
		return ""
	case field == fieldWhere:
		return placeText(answers[0].where)
	case numeric(field):
		v := answers[0].value
		return figureText(v.Low, v.Best, v.High)
	}
	return answers[0].value.Text
}

// Correct puts a field of a telling right, as a person wrote it. An empty value says that the report tells nothing to it.
//
//	act           an act of the codebook
//	realisation   happened, ongoing, attempted, planned, ordered, demanded, threatened, denied, hypothetical
//	negated, background   true or false
//	when          EDTF: 2018-06-14T08, 2018-06-14, 2018-06, 2018, 2018-06-14/2018-06-16; "~" or "?" may follow
//	where         a name, and after semicolons in any order a position in degrees, a country (ISO 3166-1 alpha-2) and the id of a
//	              gazetteer: Gravelines; 50.987, 2.128; FR; geonames:3014646
//	initiator, target   a name
//	size, and the kinds of harm   a figure: 12, low and high as 10..15 (10.. for at least ten), low, best and high as 10/12/15
//
// The error of what cannot be read is ErrValue, with what was wanted.
func Correct(t Telling, field, value string) (Telling, error) {
	value = strings.TrimSpace(value)
	var err error
	switch field {
	case fieldAct:
		err = correctAct(&t, value)
	case fieldRealisation:
		err = correctRealisation(&t, value)
	case "negated":
		t.Negated, err = flag(field, value)
	case "background":
		t.Background, err = flag(field, value)
	case fieldWhen:
		t.When, err = parseWhen(value)
	case fieldWhere:
		err = correctPlace(&t, value)
	case fieldInitiator, fieldTarget:
		t.Participants = recast(t.Participants, record.Role(field), value)
	case fieldSize:
		err = correctSize(&t, value)
	default:
		err = correctHarm(&t, field, value)
	}
	return t, err
}

func wrong(field, value, want string) error {
	return fmt.Errorf("%w: %s %q; want %s", ErrValue, field, value, want)
}

// correctAct takes any word of letters and hyphens: which acts there are the codebook says.
func correctAct(t *Telling, value string) error {
	if value == "" || strings.Trim(value, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return wrong(fieldAct, value, "an act of the codebook, such as clear-settlement")
	}
	t.Act = value
	return nil
}

var realisations = []record.Realisation{
	record.Happened, record.Ongoing, record.Attempted, record.Planned, record.Ordered, record.Demanded, record.Threatened, record.Denied, record.Hypothetical,
}

func correctRealisation(t *Telling, value string) error {
	if !slices.Contains(realisations, record.Realisation(value)) {
		return wrong(fieldRealisation, value, fmt.Sprint("one of ", realisations))
	}
	t.Realisation = record.Realisation(value)
	return nil
}

func flag(field, value string) (bool, error) {
	if value != "true" && value != "false" {
		return false, wrong(field, value, "true or false")
	}
	return value == "true", nil
}

// recast puts one participant in the place of all those of a role; what it was counted as stays.
func recast(all []record.Participant, role record.Role, name string) []record.Participant {
	var kept []record.Participant
	var first record.Participant
	for _, p := range all {
		switch {
		case p.Role != role:
			kept = append(kept, p)
		case first.Role == "":
			first = p
		}
	}
	if name == "" {
		return kept
	}
	return append(kept, record.Participant{Role: role, Name: name, Amount: first.Amount})
}

const figureForm = "a figure such as 12, 10..15, 10.. or 10/12/15"

func correctSize(t *Telling, value string) error {
	low, best, high, err := parseFigure(fieldSize, value)
	if err != nil {
		return err
	}
	t.Participants = slices.Clone(t.Participants)
	amount := text.Amount{Kind: text.Count, Low: low, Best: best, High: high}
	for _, role := range []record.Role{record.Target, record.Initiator} {
		for i, p := range t.Participants {
			if p.Role == role {
				amount.Span = p.Amount.Span
				t.Participants[i].Amount = amount
				return nil
			}
		}
	}
	t.Participants = append(t.Participants, record.Participant{Role: record.Target, Name: "people", Amount: amount})
	return nil
}

// harmKinds are the kinds of harm that there are.
var harmKinds = []string{"dead", "injured", "missing", "rescued", "arrested", "detained", "displaced", "deported", "ill", "destroyed"}

func correctHarm(t *Telling, field, value string) error {
	kind, things := strings.CutSuffix(field, " things")
	if !slices.Contains(harmKinds, kind) {
		return fmt.Errorf("%w: no field is named %q; there are %v, negated, background and %v", ErrValue, field, fields, harmKinds)
	}
	low, best, high, err := parseFigure(field, value)
	if err != nil {
		return err
	}
	var kept []record.Harm
	var first record.Harm
	for _, h := range t.Harm {
		switch {
		case harmField(h) != field || h.Total:
			kept = append(kept, h)
		case first.Kind == "":
			first = h
		}
	}
	if value != "" {
		kept = append(kept, record.Harm{Span: first.Span, Kind: kind, Of: first.Of, Low: low, Best: best, High: high, Things: things || kind == "destroyed"})
	}
	t.Harm = kept
	return nil
}

// parseFigure reads a figure; an empty one is unknown.
func parseFigure(field, value string) (low, best, high text.Number, err error) {
	var all []text.Number
	parts := strings.Split(value, "/")
	ranged := strings.Split(value, "..")
	if len(parts) == 1 && len(ranged) == 2 {
		parts = []string{ranged[0], "", ranged[1]}
	}
	for _, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if part != "" && (err != nil || n < 0 || n > 1e12 || n != n) {
			return low, best, high, wrong(field, value, figureForm)
		}
		all = append(all, text.Number{Value: max(0, n), Known: part != ""})
	}
	if len(all) == 1 {
		all = []text.Number{all[0], all[0], all[0]}
	}
	if len(all) != 3 || !rising(all) {
		return low, best, high, wrong(field, value, figureForm)
	}
	return all[0], all[1], all[2], nil
}

// rising reports whether known numbers stand in order, the least first.
func rising(all []text.Number) bool {
	last := 0.0
	for _, n := range all {
		if n.Known && n.Value < last {
			return false
		}
		last = max(last, n.Value)
	}
	return true
}
