package eval

import (
	"maps"
	"math"
	"slices"
)

// Clusters says which cluster each item is in. Gold and what is given are compared on the items of the gold; an item that is given no cluster
// stands alone.
type Clusters map[string]string

// PRF is precision, recall and their harmonic mean.
type PRF struct{ P, R, F1 float64 }

func prf(p, r float64) PRF {
	if p+r == 0 {
		return PRF{}
	}
	return PRF{p, r, 2 * p * r / (p + r)}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// sets lists the items of each cluster; over says which items count.
func (c Clusters) sets(over Clusters) map[string][]string {
	all := map[string][]string{}
	for _, item := range slices.Sorted(maps.Keys(over)) {
		if cluster, known := c[item]; known {
			all["in "+cluster] = append(all["in "+cluster], item)
		} else {
			all["alone "+item] = []string{item}
		}
	}
	return all
}

// of leads from items to the clusters they are in.
func of(sets map[string][]string) map[string]string {
	all := map[string]string{}
	for name, items := range sets {
		for _, item := range items {
			all[item] = name
		}
	}
	return all
}

// BCubed is the mean, over the items for which only holds, of how pure and how complete an item's cluster is (Bagga and Baldwin 1998). A nil only
// means all.
func BCubed(gold, given Clusters, only func(item string) bool) PRF {
	goldSets, givenSets := gold.sets(gold), given.sets(gold)
	inGold, inGiven := of(goldSets), of(givenSets)
	p, r, n := 0.0, 0.0, 0.0
	for _, item := range slices.Sorted(maps.Keys(gold)) {
		if only != nil && !only(item) {
			continue
		}
		a, b := goldSets[inGold[item]], givenSets[inGiven[item]]
		common := 0.0
		for _, x := range b {
			if inGold[x] == inGold[item] {
				common++
			}
		}
		p, r, n = p+common/float64(len(b)), r+common/float64(len(a)), n+1
	}
	return prf(ratio(p, n), ratio(r, n))
}

// Pairwise compares the pairs of items that share a cluster.
func Pairwise(gold, given Clusters) PRF {
	right, all, wanted := 0.0, 0.0, 0.0
	inGold := of(gold.sets(gold))
	for _, items := range given.sets(gold) {
		for i, a := range items {
			for _, b := range items[:i] {
				all++
				if inGold[a] == inGold[b] {
					right++
				}
			}
		}
	}
	for _, items := range gold.sets(gold) {
		wanted += float64(len(items)*(len(items)-1)) / 2
	}
	return prf(ratio(right, all), ratio(right, wanted))
}

// MUC counts the links that are lacking to join each cluster (Vilain et al. 1995).
func MUC(gold, given Clusters) PRF {
	side := func(a, b map[string][]string) float64 {
		in := of(b)
		right, all := 0.0, 0.0
		for _, items := range a {
			parts := map[string]bool{}
			for _, item := range items {
				parts[in[item]] = true
			}
			right += float64(len(items) - len(parts))
			all += float64(len(items) - 1)
		}
		return ratio(right, all)
	}
	goldSets, givenSets := gold.sets(gold), given.sets(gold)
	return prf(side(givenSets, goldSets), side(goldSets, givenSets))
}

// CEAFe pairs clusters one to one so that they fit best on the whole (Luo 2005, entity-based).
func CEAFe(gold, given Clusters) PRF {
	goldSets, givenSets := gold.sets(gold), given.sets(gold)
	rows, columns := slices.Sorted(maps.Keys(goldSets)), slices.Sorted(maps.Keys(givenSets))
	inGiven := of(givenSets)
	column := map[string]int{}
	for i, name := range columns {
		column[name] = i
	}
	fit := make([][]float64, len(rows))
	for i, row := range rows {
		fit[i] = make([]float64, len(columns))
		for _, item := range goldSets[row] {
			j := column[inGiven[item]]
			fit[i][j] += 2 / float64(len(goldSets[row])+len(givenSets[columns[j]]))
		}
	}
	total := assigned(fit)
	return prf(ratio(total, float64(len(columns))), ratio(total, float64(len(rows))))
}

// CoNLL is the mean F1 of MUC, B-cubed and CEAFe.
func CoNLL(gold, given Clusters) float64 {
	return (MUC(gold, given).F1 + BCubed(gold, given, nil).F1 + CEAFe(gold, given).F1) / 3
}

// assigned is the greatest sum that pairing rows and columns one to one can reach (the Hungarian method).
func assigned(fit [][]float64) float64 {
	if len(fit) == 0 || len(fit[0]) == 0 {
		return 0
	}
	if len(fit) > len(fit[0]) {
		fit = turned(fit)
	}
	n, m := len(fit), len(fit[0])
	u, v := make([]float64, n+1), make([]float64, m+1)
	match := make([]int, m+1) // row of each column, from 1; 0 for none
	for i := 1; i <= n; i++ {
		augment(fit, i, u, v, match)
	}
	total := 0.0
	for j := 1; j <= m; j++ {
		if match[j] > 0 {
			total += fit[match[j]-1][j-1]
		}
	}
	return total
}

// augment finds the shortest way to give row i a column, and gives it.
func augment(fit [][]float64, i int, u, v []float64, match []int) {
	m := len(v) - 1
	way, least, used := make([]int, m+1), make([]float64, m+1), make([]bool, m+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	match[0] = i
	at := 0
	for match[at] != 0 {
		used[at] = true
		row, next, delta := match[at], 0, math.Inf(1)
		for j := 1; j <= m; j++ {
			if used[j] {
				continue
			}
			if cost := -fit[row-1][j-1] - u[row] - v[j]; cost < least[j] {
				least[j], way[j] = cost, at
			}
			if least[j] < delta {
				delta, next = least[j], j
			}
		}
		for j := 0; j <= m; j++ {
			if used[j] {
				u[match[j]] += delta
				v[j] -= delta
			} else {
				least[j] -= delta
			}
		}
		at = next
	}
	for at != 0 {
		match[at] = match[way[at]]
		at = way[at]
	}
}

func turned(fit [][]float64) [][]float64 {
	out := make([][]float64, len(fit[0]))
	for j := range out {
		out[j] = make([]float64, len(fit))
		for i := range fit {
			out[j][i] = fit[i][j]
		}
	}
	return out
}

func sortedNames(sets map[string][]string) []string { return slices.Sorted(maps.Keys(sets)) }

// Both compares clusters of which each side may have items that the other lacks, as where a program finds the items itself: recall is measured over the
// items of the gold, precision over those given. An item that a side lacks stands alone there.
func Both(measure func(gold, given Clusters) PRF, gold, given Clusters) PRF {
	return prf(measure(given, gold).R, measure(gold, given).R)
}
