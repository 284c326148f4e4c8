package link

import (
	"math"
	"slices"
)

// grouping holds groups of units with the sum of the scores between the units of any two of them. A unit is what people judged the same: what
// fits one of its accounts fits all. A group that joined another has no units left.
type grouping struct {
	groups [][]int
	units  []int // how many units a group has
	sums   [][]float64
	best   []int // of each group, the group that fits it best; -1 when none does
}

// never is the sum between groups that must stay apart.
var never = math.Inf(-1)

func (g *grouping) measure(n *neighbourhood) {
	g.sums = make([][]float64, len(g.groups))
	for i := range g.groups {
		g.sums[i] = make([]float64, len(g.groups))
	}
	for i := range g.groups {
		for j := range i {
			score := n.between(g.groups[i], g.groups[j])
			g.sums[i][j], g.sums[j][i] = score, score
		}
	}
	g.units = slices.Repeat([]int{1}, len(g.groups))
	g.best = make([]int, len(g.groups))
	for i := range g.groups {
		g.seek(i)
	}
}

// mean is the mean score between two groups.
func (g *grouping) mean(i, j int) float64 {
	return g.sums[i][j] / float64(g.units[i]*g.units[j])
}

// seek finds the group that fits one best; of equals the first.
func (g *grouping) seek(i int) {
	g.best[i] = -1
	for j := range g.groups {
		g.offer(i, j)
	}
}

// offer lets a group be the one that fits another best, if it fits better than the one that did, or as well and comes before it.
func (g *grouping) offer(i, j int) {
	if j == i || g.units[j] == 0 || g.mean(i, j) < Joined {
		return
	}
	best := g.best[i]
	if best < 0 || g.mean(i, j) > g.mean(i, best) || g.mean(i, j) == g.mean(i, best) && j < best {
		g.best[i] = j
	}
}

// join makes one group of the two that fit best, and reports whether there were two. Of the others only those seek again that one of the two
// fitted best: so all joins take a time that grows with the square of the groups, unless many groups are fitted best by one.
func (g *grouping) join() bool {
	at := -1
	for i, best := range g.best {
		if best >= 0 && (at < 0 || g.mean(i, best) > g.mean(at, g.best[at])) {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	into, from := min(at, g.best[at]), max(at, g.best[at])
	g.groups[into] = append(g.groups[into], g.groups[from]...)
	slices.Sort(g.groups[into])
	g.units[into] += g.units[from]
	for k := range g.groups {
		g.sums[into][k] += g.sums[from][k]
		g.sums[k][into] = g.sums[into][k]
	}
	g.groups[from], g.units[from], g.best[from] = nil, 0, -1
	for i := range g.groups {
		switch {
		case g.units[i] == 0:
		case i == into || g.best[i] == into || g.best[i] == from:
			g.seek(i)
		default:
			g.offer(i, into)
		}
	}
	return true
}

// left are the groups that are left, in their order.
func (g *grouping) left() [][]int {
	return slices.DeleteFunc(g.groups, func(members []int) bool { return len(members) == 0 })
}
