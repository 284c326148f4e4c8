// Package agree measures how far people who coded the same units without seeing each other's answers agree beyond chance, by
// Krippendorff's alpha: 1 is perfect agreement, 0 is what chance would give, below 0 is worse than chance.
//
// The formulas are those of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). They take any number of coders, units
// that only some of them coded, and values on any scale.
package agree

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
)

// Unit is what was coded, with the values that coders gave. Who gave which does not matter, and a coder who gave none is left out, so a
// unit with fewer than two values counts for nothing.
type Unit[V cmp.Ordered] struct {
	Cluster string // units of one cluster, as the accounts of one report, are drawn together; empty: each unit is on its own
	Values  []V
}

// Alpha gives Krippendorff's alpha. It is not known where nothing was coded twice, or where all values are the same: agreement on what
// never varies tells nothing.
func Alpha[V cmp.Ordered](units []Unit[V], on Scale[V]) (alpha float64, known bool) {
	t := tabulate(units, on)
	return t.alpha(t.each())
}

// Estimate is an alpha with the interval in which it lies for 95 of 100 such samples.
type Estimate struct {
	Alpha     float64 `json:"alpha"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Known     bool    `json:"known"`   // there is an alpha; see function Alpha
	Bounded   bool    `json:"bounded"` // Low and High are known: most samples drawn anew have an alpha
	Units     int     `json:"units"`   // coded twice or more
	Values    int     `json:"values"`  // given to them
	Different int     `json:"differ"`  // units to which not all gave the same
}

// draws is how many samples are drawn for an interval.
const draws = 1000

// Bootstrap gives alpha with a percentile interval from samples of clusters drawn with replacement (Efron 1979): accounts of one report
// are alike, so drawing them one by one would give an interval that is too narrow. The same seed gives the same interval.
func Bootstrap[V cmp.Ordered](units []Unit[V], on Scale[V], seed uint64) Estimate {
	t := tabulate(units, on)
	e := Estimate{Units: len(t.units)}
	for _, u := range t.units {
		e.Values += len(u)
		if slices.Min(u) != slices.Max(u) {
			e.Different++
		}
	}
	if e.Alpha, e.Known = t.alpha(t.each()); !e.Known {
		return e
	}
	chance := rand.New(rand.NewPCG(seed, 0))
	var all []float64
	for range draws {
		var sample []int
		for range t.clusters {
			sample = append(sample, t.clusters[chance.IntN(len(t.clusters))]...)
		}
		if alpha, known := t.alpha(sample); known {
			all = append(all, alpha)
		}
	}
	if e.Bounded = len(all) > draws/2 && len(t.clusters) > 1; e.Bounded {
		slices.Sort(all)
		e.Low, e.High = all[len(all)*25/1000], all[(len(all)-1)*975/1000]
	}
	return e
}

// table holds units with their values as numbers of a list of different values.
type table struct {
	units    [][]int // only those with two values or more
	clusters [][]int // of units
	kinds    int     // how many different values there are
	scale    func(counts []float64) func(a, b int) float64
}

func tabulate[V cmp.Ordered](units []Unit[V], on Scale[V]) table {
	number := map[V]int{}
	for _, u := range units {
		if len(u.Values) > 1 {
			for _, v := range u.Values {
				number[v] = 0
			}
		}
	}
	values := slices.Sorted(maps.Keys(number))
	for i, v := range values {
		number[v] = i
	}
	t := table{kinds: len(values), scale: on(values)}
	at := map[string]int{} // the place of a cluster
	for _, u := range units {
		if len(u.Values) < 2 {
			continue
		}
		var coded []int
		for _, v := range u.Values {
			coded = append(coded, number[v])
		}
		place, known := at[u.Cluster]
		if !known || u.Cluster == "" {
			place = len(t.clusters)
			at[u.Cluster] = place
			t.clusters = append(t.clusters, nil)
		}
		t.clusters[place] = append(t.clusters[place], len(t.units))
		t.units = append(t.units, coded)
	}
	return t
}

// each is the sample of every unit once.
func (t table) each() []int {
	all := make([]int, len(t.units))
	for i := range all {
		all[i] = i
	}
	return all
}

// alpha is 1 less the disagreement that is seen over the one that is expected, of the units of a sample.
func (t table) alpha(sample []int) (alpha float64, known bool) {
	counts, total := make([]float64, t.kinds), 0.0
	for _, u := range sample {
		for _, v := range t.units[u] {
			counts[v]++
			total++
		}
	}
	differ := t.scale(counts)
	expected := t.expected(counts, differ) / (total - 1)
	if total < 2 || expected == 0 {
		return 0, false
	}
	return 1 - t.seen(sample, differ)/expected, true
}

// seen adds up the differences of the values within units, each pair both ways, by how many others a value stands with.
func (t table) seen(sample []int, differ func(a, b int) float64) (sum float64) {
	for _, u := range sample {
		values, within := t.units[u], 0.0
		for i, a := range values {
			for _, b := range values[:i] {
				within += 2 * differ(a, b)
			}
		}
		sum += within / float64(len(values)-1)
	}
	return sum
}

// expected adds up the differences of all values to all others, each pair both ways.
func (t table) expected(counts []float64, differ func(a, b int) float64) (sum float64) {
	for a := range counts {
		for b := range counts[:a] {
			if counts[a] > 0 && counts[b] > 0 {
				sum += 2 * counts[a] * counts[b] * differ(a, b)
			}
		}
	}
	return sum
}
