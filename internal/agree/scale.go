package agree

import (
	"cmp"
	"slices"
	"strings"
)

// Scale says how far two values are from one another: given all values in their order, and then how often each was given, it gives the
// squared difference of the values at two places.
type Scale[V cmp.Ordered] func(values []V) func(counts []float64) func(a, b int) float64

// Nominal values are the same or not, as acts and places.
func Nominal[V cmp.Ordered](values []V) func([]float64) func(a, b int) float64 {
	return fixed(func(a, b int) float64 {
		if a == b {
			return 0
		}
		return 1
	})
}

// Ordinal values have an order and no distances: two differ by how many values were given that lie between them.
func Ordinal(values []float64) func([]float64) func(a, b int) float64 {
	return func(counts []float64) func(a, b int) float64 {
		upTo := make([]float64, len(counts)+1) // how many values lie before each place
		for i, n := range counts {
			upTo[i+1] = upTo[i] + n
		}
		return func(a, b int) float64 {
			a, b = min(a, b), max(a, b)
			between := upTo[b+1] - upTo[a] - (counts[a]+counts[b])/2
			return between * between
		}
	}
}

// Interval values have distances, as days.
func Interval(values []float64) func([]float64) func(a, b int) float64 {
	return fixed(func(a, b int) float64 { return (values[a] - values[b]) * (values[a] - values[b]) })
}

// Ratio values have a zero: what counts is how far apart two are for their size, as with numbers of people. They are not negative.
func Ratio(values []float64) func([]float64) func(a, b int) float64 {
	return fixed(func(a, b int) float64 {
		if values[a] == values[b] {
			return 0
		}
		share := (values[a] - values[b]) / (values[a] + values[b])
		return share * share
	})
}

// Words are names told freely: two differ by the share of their words that only one of them has (Jaccard 1912), so that "riot police" is
// half of "police". Passonneau (2006) measures sets in alpha like this.
func Words(values []string) func([]float64) func(a, b int) float64 {
	sets := make([][]string, len(values))
	for i, v := range values {
		sets[i] = slices.Compact(slices.Sorted(strings.FieldsSeq(v)))
	}
	apart := make([][]float64, len(values))
	for a := range sets {
		apart[a] = make([]float64, a)
		for b := range a {
			apart[a][b] = unshared(sets[a], sets[b])
		}
	}
	return fixed(func(a, b int) float64 {
		if a == b {
			return 0
		}
		return apart[max(a, b)][min(a, b)]
	})
}

func unshared(a, b []string) float64 {
	both := 0
	for _, word := range a {
		if slices.Contains(b, word) {
			both++
		}
	}
	all := len(a) + len(b) - both
	if all == 0 {
		return 0
	}
	return 1 - float64(both)/float64(all)
}

// fixed is a scale on which it does not matter how often a value was given.
func fixed(differ func(a, b int) float64) func([]float64) func(a, b int) float64 {
	return func([]float64) func(a, b int) float64 { return differ }
}
