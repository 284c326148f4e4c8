package link

import (
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Questions gives each field of an event with everything that its reports say to it. members are the tellings of the event's
// members, in their order; bodies holds the body of each report, by its id, for the words.
func (l *Linker) Questions(e record.Event, members []Telling, bodies map[string]string, rule Rule) []record.Question {
	origins := originsOf(e, members)
	var all []record.Question
	for _, field := range append(slices.Clone(fields), harmFields(members)...) {
		all = append(all, l.question(field, l.answers(field, members, origins), members, bodies, rule))
	}
	return all
}

// originsOf gives the number of each telling's origin, as the event's members have it.
func originsOf(e record.Event, members []Telling) []int {
	of := make([]int, len(members))
	for i, t := range members {
		for _, m := range e.Members {
			if m.Account == t.ID {
				of[i] = m.Origin
			}
		}
	}
	return of
}

// answers gathers what tellings say to a field, in their order.
func (l *Linker) answers(field string, members []Telling, origins []int) []answer {
	var all []answer
	for i := range members {
		for _, a := range answersOf(&members[i], field) {
			a.origin = origins[i]
			all = append(all, a)
		}
	}
	return all
}

func (l *Linker) question(field string, answers []answer, members []Telling, bodies map[string]string, rule Rule) record.Question {
	q := record.Question{Field: field, Rule: string(rule), Published: published(field, answers, rule), Stands: l.stands(field, answers)}
	if q.Published.Text == Indeterminate && !numeric(field) && q.Stands != record.Differs {
		q.Published = firstOfMost(votesOf(answers))
	}
	for i, a := range answers {
		q.Claims = append(q.Claims, l.claim(field, answers, i, bodies[a.telling.Report]))
	}
	for _, t := range members {
		says := slices.ContainsFunc(answers, func(a answer) bool { return a.telling.Report == t.Report })
		if t.Whole && !says && !slices.Contains(q.Silent, t.Report) {
			q.Silent = append(q.Silent, t.Report)
		}
	}
	return q
}

// published draws one value: each origin has one vote for each value it gives.
func published(field string, answers []answer, rule Rule) record.Value {
	votes := votesOf(answers)
	if numeric(field) {
		var said []record.Value
		for _, a := range votes {
			said = append(said, a.value)
		}
		return rule.figure(said)
	}
	var said []Said
	labels := map[string]string{}
	for _, a := range votes {
		said = append(said, Said{a.value.Text, a.precision})
		if labels[a.value.Text] == "" {
			labels[a.value.Text] = a.value.Label
		}
	}
	drawn := rule.Text(said)
	return record.Value{Text: drawn, Label: labels[drawn]}
}

// firstOfMost gives the value that most origins give, of several the one that was reported first: where answers agree in other words,
// such as a camp and its town, one of them stands for all.
func firstOfMost(votes []answer) record.Value {
	var best record.Value
	most := 0
	for i, a := range votes {
		same := 0
		for _, b := range votes[i:] {
			if b.value.Text == a.value.Text {
				same++
			}
		}
		if same > most {
			best, most = a.value, same
		}
	}
	return best
}

// votesOf leaves out what an origin says again, and what it has corrected since.
func votesOf(answers []answer) []answer {
	var all []answer
	for i, a := range answers {
		if !corrected(answers, i) && !slices.ContainsFunc(all, func(b answer) bool { return a.origin == b.origin && sameValue(a.value, b.value) }) {
			all = append(all, a)
		}
	}
	return all
}

func sameValue(a, b record.Value) bool {
	return a.Text == b.Text && a.Low == b.Low && a.Best == b.Best && a.High == b.High
}

// corrected reports whether a later report of the same outlet gives another figure in place of this one.
func corrected(answers []answer, i int) bool {
	a := answers[i]
	return a.value.Text == "" && a.telling.Outlet != "" && slices.ContainsFunc(answers[i+1:], func(b answer) bool {
		return b.telling.Outlet == a.telling.Outlet && b.telling.Report != a.telling.Report &&
			compareDays(b.telling.Published, a.telling.Published) > 0 && !sameValue(a.value, b.value)
	})
}

// stands says how the answers to a field stand to each other.
func (l *Linker) stands(field string, answers []answer) record.Stand {
	if len(answers) == 0 {
		return record.Silent
	}
	standing := record.Alone
	for i, a := range answers {
		if field == fieldRealisation && a.telling.Realisation == record.Denied {
			return record.Denies
		}
		for j, b := range answers[:i] {
			switch {
			case a.origin == b.origin:
			case corrected(answers, i) || corrected(answers, j):
			case !l.agree(field, a, b) && !l.bridged(field, answers, a, b):
				return record.Differs
			default:
				standing = record.Agrees
			}
		}
	}
	return standing
}

// bridged reports whether one report says both of two things: two places or parties that it tells of beside each other.
func (l *Linker) bridged(field string, answers []answer, a, b answer) bool {
	if numeric(field) {
		return false
	}
	return slices.ContainsFunc(answers, func(c answer) bool {
		return c.telling == b.telling && c.span != b.span && l.agree(field, a, c) || c.telling == a.telling && c.span != a.span && l.agree(field, b, c)
	})
}

// claim writes an answer with its words and its standing to the others.
func (l *Linker) claim(field string, answers []answer, i int, body string) record.Claim {
	a := answers[i]
	t := a.telling
	c := record.Claim{
		Account: t.ID, Report: t.Report, Outlet: t.Outlet, Published: t.Published, Origin: a.origin,
		Value: a.value, Qualifier: a.qualifier, SaidBy: t.SaidBy, Speakers: t.Speakers, Standing: record.Alone,
	}
	if !a.span.Empty() && a.span.End <= len(body) {
		c.Span, c.Words = a.span, body[a.span.Start:a.span.End]
	} else {
		c.Span = text.Span{}
	}
	c.Standing = l.standing(field, answers, i)
	if corrected(answers, i) {
		c.Standing = record.Corrected
	}
	if field == fieldRealisation && t.Realisation == record.Denied {
		c.Standing = record.Denies
	}
	return c
}

// standing says how an answer stands to those of other origins: it differs when fewer of them agree with it than do not.
func (l *Linker) standing(field string, answers []answer, i int) record.Stand {
	agree, differ := 0, 0
	for _, b := range answers {
		switch {
		case b.origin == answers[i].origin:
		case l.agree(field, answers[i], b):
			agree++
		default:
			differ++
		}
	}
	switch {
	case agree+differ == 0:
		return record.Alone
	case differ > agree:
		return record.Differs
	}
	return record.Agrees
}
