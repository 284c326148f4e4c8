package eval

import (
	"cmp"
	"slices"

	"dateline/internal/text"
)

// pair is a gold item and the given one that stands for it, as indices.
type pair struct{ gold, given int }

// match pairs gold with given one to one, the best score first; a score of 0 pairs nothing. Pairs come in the order of gold.
func match[T any](gold, given []T, score func(gold, given T) float64) []pair {
	type scored struct {
		pair
		score float64
	}
	var all []scored
	for i, g := range gold {
		for k, x := range given {
			if s := score(g, x); s > 0 {
				all = append(all, scored{pair{i, k}, s})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	usedGold, usedGiven, chosen := make([]bool, len(gold)), make([]bool, len(given)), []pair(nil)
	for _, s := range all {
		if !usedGold[s.gold] && !usedGiven[s.given] {
			usedGold[s.gold], usedGiven[s.given] = true, true
			chosen = append(chosen, s.pair)
		}
	}
	slices.SortFunc(chosen, func(a, b pair) int { return cmp.Compare(a.gold, b.gold) })
	return chosen
}

// layer pairs the items of one layer, counts them as a figure and notes what was missed and what was found in vain.
func layer[T any](j judge, figure string, gold, given []T, span func(T) text.Span, score func(gold, given T) float64) []pair {
	pairs := match(gold, given, score)
	j.tally(figure, Tally{len(pairs), len(given), len(gold)})
	leftOver(j, figure, gold, given, pairs, span, func(T) string { return "" })
	return pairs
}

// leftOver notes what no pair holds: gold that was missed, and what was given in vain.
func leftOver[T any](j judge, figure string, gold, given []T, pairs []pair, span func(T) text.Span, describe func(T) string) {
	for i, g := range gold {
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.gold == i }) {
			j.miss("missed", figure, span(g), describe(g))
		}
	}
	for i, x := range given {
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.given == i }) {
			j.miss("in vain", figure, span(x), describe(x))
		}
	}
}

// field counts those pairs of a layer whose values agree, against all that gave and all that wanted a value.
// describe writes a value; an empty one is none.
func field[T any](j judge, figure string, gold, given []T, pairs []pair, span func(T) text.Span, describe func(T) string, same func(gold, given T) bool) {
	t := Tally{Given: valued(given, describe), Wanted: valued(gold, describe)}
	for _, p := range pairs {
		g, x := gold[p.gold], given[p.given]
		wanted, found := describe(g), describe(x)
		switch {
		case wanted == "" && found == "":
		case wanted != "" && found != "" && same(g, x):
			t.Right++
		default:
			j.miss("wrong", figure, span(g), orNone(found)+" for "+orNone(wanted))
		}
	}
	j.tally(figure, t)
}

func valued[T any](items []T, describe func(T) string) int {
	count := 0
	for _, item := range items {
		if describe(item) != "" {
			count++
		}
	}
	return count
}

func orNone(value string) string {
	if value == "" {
		return "nothing"
	}
	return value
}

func (j judge) miss(what, figure string, s text.Span, detail string) {
	j.Misses = append(j.Misses, Miss{what, figure, nameOf(j.gold), j.gold.Body[s.Start:s.End], detail})
}

// overlap is the share of bytes that two spans have in common, of those that either covers.
func overlap(a, b text.Span) float64 {
	common := min(a.End, b.End) - max(a.Start, b.Start)
	if common <= 0 {
		return 0
	}
	return float64(common) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// exactly is 1 for the same span when the rest agrees too, else 0.
func exactly(a, b text.Span, alike bool) float64 {
	if a == b && alike {
		return 1
	}
	return 0
}
