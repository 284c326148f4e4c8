package what

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// far is the cost of a date that stands in the sentence of an act but belongs to another clause.
const far = 6

// setWhen gives a telling the date of its own clause, else of the clauses that it hangs on, else the only date of its sentence.
func (r *reader) setWhen(told *telling) {
	best, cost := -1, far
	dates, last := 0, -1
	for n := range r.d.Dates {
		date := &r.d.Dates[n]
		if date.First < told.tree.s.First || date.Last >= told.tree.s.Last || !isPoint(date) {
			continue
		}
		dates, last = dates+1, n
		if c := r.distance(told, date.First, date.Last); c < cost || c == cost && best >= 0 && finer(date, &r.d.Dates[best]) {
			best, cost = n, c
		}
	}
	if best < 0 && dates == 1 && !r.ofSaying(told.tree, r.d.Dates[last].First) && !told.Background {
		best = last
	}
	if best >= 0 {
		told.When = record.When{Date: r.d.Dates[best]}
		told.dated = true
	}
}

// isPoint reports whether a date tells when something was, and not how long or how often.
func isPoint(date *text.Date) bool {
	return (date.Type == text.DateTimex || date.Type == text.TimeTimex) && (!date.From.IsZero() || date.Value != "")
}

// finer reports whether a has a place on the calendar with a shorter interval than b.
func finer(a, b *text.Date) bool {
	if a.From.IsZero() || b.From.IsZero() {
		return b.From.IsZero() && !a.From.IsZero()
	}
	return a.To.Sub(a.From) < b.To.Sub(b.From)
}

// distance returns how many clauses lie between a telling and the words first..last of its sentence: 0 in its own clause, one more for each
// clause that its own hangs on, far when they stand under another clause, or under a verb of saying ("said on Friday that …").
func (r *reader) distance(told *telling, first, last int) int {
	t := told.tree
	if !t.s.Parsed {
		return far - 1
	}
	where := t.clause(top(t, first, last))
	steps, i := 0, told.head
	for range deepest {
		clause := t.clause(i)
		if clause == where {
			return steps
		}
		if t.under(where, clause) && t.under(where, told.head) && where != clause {
			return steps + 2
		}
		up := t.head(clause)
		if up < 0 || t.token(clause).Rel.Base() == "ccomp" && r.words.says(t.token(up).Lemma) {
			return far
		}
		if t.token(clause).Rel.Base() != "xcomp" {
			steps++
		}
		i = up
	}
	return far
}

// top returns the token of first..last that hangs on a token outside of them.
func top(t *tree, first, last int) int {
	for i := first; i <= last; i++ {
		if up := t.head(i); up < first || up > last {
			return i
		}
	}
	return first
}

// ofSaying reports whether the words at token i tell when something was said.
func (r *reader) ofSaying(t *tree, i int) bool {
	return t.s.Parsed && r.words.says(t.token(t.clause(i)).Lemma)
}

// setBackground says whether the act is told as background of another: in the past perfect, or after verbs such as "comes weeks after".
func (r *reader) setBackground(told *telling) {
	t := told.tree
	verb := t.clause(told.head)
	for _, aux := range t.children(verb, "aux") {
		tok := t.token(aux)
		if (tok.Lemma == "have" || tok.Lemma == "avoir" || tok.Lemma == "être") && (tok.Feats.Has(text.Past) || tok.Feats.Has(text.Imperfect)) && tok.Feats.Has(text.Fin) {
			told.Background = true
		}
	}
	for i := verb; i >= 0 && !told.Background; {
		up := t.head(i)
		if up < 0 {
			break
		}
		base := t.token(i).Rel.Base()
		if (base == "advcl" || base == "obl" || base == "nmod") && r.words.backdrop[t.token(up).Lemma] && t.token(up).Tag == text.VERB && t.child(i, "mark", "case") >= 0 {
			told.Background = true
		}
		i = up
	}
}
