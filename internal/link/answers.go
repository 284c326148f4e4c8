package link

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// The fields that every event is asked. Kinds of harm follow them.
const (
	fieldAct         = "act"
	fieldRealisation = "realisation"
	fieldWhen        = "when"
	fieldWhere       = "where"
	fieldInitiator   = "initiator"
	fieldTarget      = "target"
	fieldSize        = "size"
)

var fields = []string{fieldAct, fieldRealisation, fieldWhen, fieldWhere, fieldInitiator, fieldTarget, fieldSize}

// answer is what one telling says to one field.
type answer struct {
	telling   *Telling
	origin    int
	value     record.Value
	span      text.Span
	precision float64
	qualifier string
	when      record.When  // of fieldWhen
	where     record.Where // of fieldWhere
	sector    string       // of participants
	party     string       // of fieldSize: who is counted
}

// answersOf gives what a telling says to a field; several when it tells of several participants or places.
func answersOf(t *Telling, field string) []answer {
	one := func(text string, span text.Span) []answer {
		return []answer{{telling: t, value: record.Value{Text: text}, span: span}}
	}
	switch field {
	case fieldAct:
		return one(t.Act, t.Trigger)
	case fieldRealisation:
		return one(realisationOf(t), t.Trigger)
	case fieldWhen:
		return whenAnswers(t)
	case fieldWhere:
		return whereAnswers(t)
	case fieldInitiator:
		return partAnswers(t, record.Initiator)
	case fieldTarget:
		return partAnswers(t, record.Target)
	case fieldSize:
		return sizeAnswers(t)
	}
	return harmAnswers(t, field)
}

// realisationOf writes a realisation with its negation.
func realisationOf(t *Telling) string {
	if t.Negated {
		return "not " + string(t.Realisation)
	}
	return string(t.Realisation)
}

func whenAnswers(t *Telling) []answer {
	if t.When.EDTF == "" {
		return nil
	}
	v := record.Value{Text: t.When.EDTF, Label: dateLabel(t.When)}
	return []answer{{telling: t, value: v, span: t.When.Span, when: t.When, precision: -t.When.To.Sub(t.When.From).Hours()}}
}

// dateLabel writes a date for people, in English.
func dateLabel(w record.When) string {
	switch {
	case w.From.IsZero():
		return w.EDTF
	case w.To.Sub(w.From) <= day:
		return w.From.Format("2 January 2006")
	case w.Precision == "month":
		return w.From.Format("January 2006")
	case w.Precision == "year":
		return w.From.Format("2006")
	}
	return w.From.Format("2 January 2006") + " to " + w.To.Add(-time.Second).Format("2 January 2006")
}

// placePrecision ranks how precise a place is told.
var placePrecision = map[string]float64{"sea": 1, "country": 1, "region": 2, "admin1": 2, "admin2": 3, "town": 4}

func whereAnswers(t *Telling) []answer {
	var all []answer
	for _, w := range t.Where {
		if (w.Role == "" || w.Role == "scene") && w.Name != "" {
			id := w.Gazetteer
			if id == "" {
				id = w.Name
			}
			all = append(all, answer{telling: t, value: record.Value{Text: id, Label: w.Name}, span: w.Span, where: w, precision: placePrecision[w.Precision]})
		}
	}
	return all
}

// partAnswers gives those who play a part. One who is named is told more precisely than one who is not, and then one told with more words.
func partAnswers(t *Telling, role record.Role) []answer {
	var all []answer
	for _, p := range t.Participants {
		if p.Role == role && p.Name != "" {
			precise := float64(len(strings.Fields(p.Name)))
			if strings.ToLower(p.Name) != p.Name {
				precise += 10
			}
			all = append(all, answer{telling: t, value: record.Value{Text: p.Name}, span: p.Span, sector: p.Sector, precision: precise})
		}
	}
	return all
}

// sizeAnswers gives how many people an act is of: those who suffer it, else those who do it.
func sizeAnswers(t *Telling) []answer {
	for _, role := range []record.Role{record.Target, record.Initiator} {
		for _, p := range t.Participants {
			if a := p.Amount; p.Role == role && a.Kind == text.Count && (a.Low.Known || a.Best.Known) {
				return []answer{{telling: t, value: record.Value{Low: a.Low, Best: a.Best, High: a.High}, span: a.Span, party: p.Name}}
			}
		}
	}
	return nil
}

// harmAnswers adds up the groups of people that an account tells of for one kind of harm. Sums over several events are left out.
func harmAnswers(t *Telling, kind string) []answer {
	var sum answer
	for _, h := range t.Harm {
		if harmField(h) != kind || h.Total {
			continue
		}
		v := record.Value{Low: h.Low, Best: h.Best, High: h.High}
		if sum.telling == nil {
			sum = answer{telling: t, value: v, span: h.Span, qualifier: h.Qualifier}
			continue
		}
		sum.value = record.Value{Low: plus(sum.value.Low, v.Low), Best: plus(sum.value.Best, v.Best), High: plus(sum.value.High, v.High)}
		sum.span = text.Span{Start: min(sum.span.Start, h.Start), End: max(sum.span.End, h.End)}
	}
	if sum.telling == nil {
		return nil
	}
	return []answer{sum}
}

// harmField is the field of a harm: its kind, with "things" where it is done to things.
func harmField(h record.Harm) string {
	if h.Things && h.Kind != "destroyed" {
		return h.Kind + " things"
	}
	return h.Kind
}

func plus(a, b text.Number) text.Number {
	return text.Number{Value: a.Value + b.Value, Known: a.Known && b.Known}
}

// harmFields are the kinds of harm that tellings report, in order.
func harmFields(told []Telling) []string {
	kinds := map[string]bool{}
	for _, t := range told {
		for _, h := range t.Harm {
			if !h.Total {
				kinds[harmField(h)] = true
			}
		}
	}
	return sortedKeys(kinds)
}

// numeric reports whether the answers to a field are figures.
func numeric(field string) bool { return field == fieldSize || !slices.Contains(fields, field) }

// agree reports whether two answers to a field can both be true.
func (l *Linker) agree(field string, a, b answer) bool {
	switch field {
	case fieldAct:
		return l.grade(a.value.Text, b.value.Text) > 0
	case fieldRealisation:
		return a.value.Text == b.value.Text
	case fieldWhen:
		if a.when.From.IsZero() || b.when.From.IsZero() {
			return a.value.Text == b.value.Text
		}
		return a.when.From.Before(b.when.To) && b.when.From.Before(a.when.To) || sameDate(a.when.From, b.when.From)
	case fieldWhere:
		name, _, _ := fit(a.where, b.where)
		return name != farApart && name != otherCountry
	case fieldInitiator, fieldTarget:
		return sameParty(a, b)
	}
	return gapOf(record.Harm{Low: a.value.Low, Best: a.value.Best, High: a.value.High}, record.Harm{Low: b.value.Low, Best: b.value.Best, High: b.value.High}) == 0
}

// sameParty reports whether two names may name one party: they share a word, or are told of one sector.
func sameParty(a, b answer) bool {
	if a.sector != "" && a.sector == b.sector {
		return true
	}
	for _, word := range nameWords(a.value.Text) {
		if slices.Contains(nameWords(b.value.Text), word) {
			return true
		}
	}
	return a.sector == "" || b.sector == ""
}

// figureText writes a figure as Correct reads it: "12", "10..15", "10/12/15"; a bound that is open is empty.
func figureText(low, best, high text.Number) string {
	number := func(n text.Number) string {
		if !n.Known {
			return ""
		}
		return strconv.FormatFloat(n.Value, 'f', -1, 64)
	}
	switch {
	case !low.Known && !best.Known && !high.Known:
		return ""
	case low == best && best == high:
		return number(best)
	case !best.Known:
		return number(low) + ".." + number(high)
	}
	return number(low) + "/" + number(best) + "/" + number(high)
}
