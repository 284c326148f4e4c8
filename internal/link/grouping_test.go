package link

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// randomGrouping is one of n groups of one account each, with scores that are often equal, low or forbidden.
func randomGrouping(r *rand.Rand, n int) grouping {
	g := grouping{units: slices.Repeat([]int{1}, n), best: make([]int, n), sums: make([][]float64, n)}
	for i := range n {
		g.groups, g.sums[i] = append(g.groups, []int{i}), make([]float64, n)
		for j := range i {
			score := float64(r.IntN(21)) / 20
			if r.IntN(20) == 0 {
				score = never
			}
			g.sums[i][j], g.sums[j][i] = score, score
		}
	}
	for i := range n {
		g.seek(i)
	}
	return g
}

// plainly joins the best pair again and again, looking at all pairs each time.
func plainly(g grouping) [][]int {
	for {
		a, b := -1, -1
		for i := range g.groups {
			for j := range g.groups {
				if i == j || g.units[i] == 0 || g.units[j] == 0 || g.mean(i, j) < Joined {
					continue
				}
				if a < 0 || g.mean(i, j) > g.mean(a, b) {
					a, b = i, j
				}
			}
		}
		if a < 0 {
			return g.left()
		}
		into, from := min(a, b), max(a, b)
		g.groups[into] = append(g.groups[into], g.groups[from]...)
		slices.Sort(g.groups[into])
		g.units[into] += g.units[from]
		for k := range g.groups {
			g.sums[into][k] += g.sums[from][k]
			g.sums[k][into] = g.sums[into][k]
		}
		g.groups[from], g.units[from] = nil, 0
	}
}

func TestGroupsAreThoseOfAllPairs(t *testing.T) {
	for seed := range uint64(300) {
		n := int(seed%40) + 1
		want := plainly(randomGrouping(rand.New(rand.NewPCG(seed, 1)), n))
		g := randomGrouping(rand.New(rand.NewPCG(seed, 1)), n)
		for g.join() {
		}
		if got := g.left(); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %v, all pairs give %v", seed, got, want)
		}
	}
}

func BenchmarkGrouping(b *testing.B) {
	for b.Loop() {
		g := randomGrouping(rand.New(rand.NewPCG(1, 1)), Crowded)
		for g.join() {
		}
	}
}
