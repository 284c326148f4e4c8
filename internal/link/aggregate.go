package link

import (
	"maps"
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Rule is a rule of aggregation: how one published value is drawn from claims that compete.
type Rule string

// The rules, as van Baalen and Höglund name them (R package eventreport): the lowest figure and the least precise words, the
// highest figure and the most precise words, or what is told most often.
const (
	Conservative   Rule = "conservative"
	Informative    Rule = "informative"
	Representative Rule = "representative"
)

// Indeterminate is the text that a rule gives where several values have the same right to be published.
const Indeterminate = "Indeterminate"

// Said is what one source says, and how precise that is: the higher, the more precise.
type Said struct {
	Text      string
	Precision float64
}

// Text draws one text from what sources say. Empty texts are passed over; nothing said gives nothing. Among texts of the precision that the
// rule looks for, and under Representative among all, the most frequent is drawn; of several it is Indeterminate.
func (r Rule) Text(said []Said) string {
	votes, at, found := map[string]int{}, 0.0, false
	for _, s := range said {
		if s.Text == "" {
			continue
		}
		if r != Representative && found && s.Precision != at {
			if (s.Precision < at) != (r == Conservative) {
				continue
			}
			clear(votes)
		}
		votes[s.Text]++
		at, found = s.Precision, true
	}
	return mode(votes, Indeterminate)
}

// Number draws one number from what sources say: the lowest, the highest or the most frequent. It is unknown when nothing is said,
// and when several are the most frequent.
func (r Rule) Number(said []float64) text.Number {
	if len(said) == 0 {
		return text.Number{}
	}
	switch r {
	case Conservative:
		return text.Just(slices.Min(said))
	case Informative:
		return text.Just(slices.Max(said))
	}
	votes := map[float64]int{}
	for _, v := range said {
		votes[v]++
	}
	if tied(votes) {
		return text.Number{}
	}
	return text.Just(mode(votes, 0))
}

// mode is the most frequent of some values, and a value of its own when there are several.
func mode[T comparable](votes map[T]int, several T) T {
	var best T
	most := 0
	for v, n := range votes {
		if n > most {
			best, most = v, n
		}
	}
	if tied(votes) {
		return several
	}
	return best
}

func tied[T comparable](votes map[T]int) bool {
	most, times := 0, 0
	for _, n := range votes {
		switch {
		case n > most:
			most, times = n, 1
		case n == most:
			times++
		}
	}
	return times > 1
}

// figure draws one figure: each bound by the rule. Where the most frequent cannot be told it is Indeterminate, from the lowest to the highest.
func (r Rule) figure(said []record.Value) record.Value {
	var lows, bests, highs []float64
	for _, v := range said {
		lows, bests, highs = known(lows, v.Low), known(bests, v.Best), known(highs, v.High)
	}
	v := record.Value{Low: r.Number(lows), Best: r.Number(bests), High: r.Number(highs)}
	if r != Representative {
		return ordered(v)
	}
	votes := map[[3]text.Number]int{}
	for _, s := range said {
		votes[[3]text.Number{s.Low, s.Best, s.High}]++
	}
	if len(votes) > 0 && !tied(votes) {
		top := mode(votes, [3]text.Number{})
		return record.Value{Low: top[0], Best: top[1], High: top[2]}
	}
	if len(votes) > 0 {
		return record.Value{Text: Indeterminate, Low: Conservative.Number(lows), High: Informative.Number(append(highs, bests...))}
	}
	return v
}

func known(all []float64, n text.Number) []float64 {
	if n.Known {
		return append(all, n.Value)
	}
	return all
}

// ordered keeps the bounds of a figure about its best value: they may come from different sources.
func ordered(v record.Value) record.Value {
	if v.Best.Known && v.Low.Known {
		v.Low.Value = min(v.Low.Value, v.Best.Value)
	}
	if v.Best.Known && v.High.Known {
		v.High.Value = max(v.High.Value, v.Best.Value)
	}
	return v
}

// sortedKeys lists the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
