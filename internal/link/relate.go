package link

import (
	"math"

	"dateline/internal/record"
)

// Relate says how the event of one telling stands to that of another though they are not one: follow-up or part-of, or the inverse of one of
// them, as linking.tsv says which acts follow on, or are parts of, which; empty when they are not related. Exchanged tellings give the inverse.
func (l *Linker) Relate(a, b *Telling) (kind string, reasons []record.Reason) {
	if before(b, a) < 0 {
		kind, reasons = l.Relate(b, a)
		return record.Inverse(kind), reasons
	}
	if kind := l.partOf(a, b); kind != "" {
		if why, holds := together(a, b); holds {
			return kind, why
		}
	}
	switch {
	case l.follows[[2]string{b.Act, a.Act}] && !earlier(b, a):
		return followUp(a, b, record.FollowedBy)
	case l.follows[[2]string{a.Act, b.Act}] && !earlier(a, b):
		return followUp(a, b, record.FollowUp)
	}
	return "", nil
}

func (l *Linker) partOf(a, b *Telling) string {
	switch {
	case l.parts[[2]string{a.Act, b.Act}]:
		return record.PartOf
	case l.parts[[2]string{b.Act, a.Act}]:
		return record.HasPart
	}
	return ""
}

// together reports whether two acts lie at one place on one day: by what their reports say, or told beside each other in one report.
func together(a, b *Telling) ([]record.Reason, bool) {
	place := samePlaces(a, b)
	days := sameDays(a, b)
	oneReport := a.Report == b.Report && a.Background == b.Background
	if !place || !days && !oneReport || toldDays(a, b) && !days {
		return nil, false
	}
	reasons := []record.Reason{{Of: "place", Detail: samePlace, Weight: 1}}
	if days {
		reasons = append(reasons, record.Reason{Of: "time", Detail: sameDay, Weight: 1})
	} else {
		reasons = append(reasons, record.Reason{Of: "time", Detail: "told in one report", Weight: 0.5})
	}
	return reasons, true
}

func toldDays(a, b *Telling) bool { return exact(a) && exact(b) }

func sameDays(a, b *Telling) bool { return toldDays(a, b) && sameDate(a.When.From, b.When.From) }

// samePlaces reports whether two accounts share a place that is no more than a town.
func samePlaces(a, b *Telling) bool {
	for _, x := range scenes(a) {
		for _, y := range scenes(b) {
			if name, share, _ := fit(x, y); name == samePlace || name == nearby && share > 0.5 {
				return true
			}
		}
	}
	return false
}

// followUp relates acts that lie apart in time, in that way, when they share a person, or a place and a figure.
func followUp(a, b *Telling, kind string) (string, []record.Reason) {
	w := weighing{a: a, b: b}
	_, near, _, _ := w.shared()
	switch {
	case near > 0:
		return kind, []record.Reason{{Of: "participants", Detail: samePerson, Weight: 1}}
	case samePlaces(a, b) && sameFigures(a, b):
		return kind, []record.Reason{{Of: "place", Detail: samePlace, Weight: 0.5}, {Of: "harm", Detail: sameFigure, Weight: 0.5}}
	}
	return "", nil
}

func sameFigures(a, b *Telling) bool {
	for _, x := range a.Harm {
		if y, found := sameKind(b.Harm, x); found && gapOf(x, y) == 0 && x.Best.Value > 1 {
			return true
		}
	}
	return false
}

// earlier reports whether the first account surely lies before the second.
func earlier(a, b *Telling) bool {
	return !a.When.From.IsZero() && !b.When.From.IsZero() && a.When.To.Before(b.When.From) && math.Abs(days(a.When.From, b.When.From)) > 1
}
