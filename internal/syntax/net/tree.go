package net

// treeDecoder finds the tree with the highest sum of arc scores among those in which one word depends on the root
// (Chu and Liu 1965, Edmonds 1967).
type treeDecoder struct {
	heads   []int
	visited []int
}

// decode returns the head of each of n words: 0 for the root, i+1 for word i. A row of scores holds the root, then the words.
// The result is valid until the next call.
func (d *treeDecoder) decode(scores []int32, n int) []int {
	d.heads = d.heads[:0]
	for i := range n {
		row, best := scores[i*(n+1):(i+1)*(n+1)], 0
		for h, s := range row {
			if s > row[best] {
				best = h
			}
		}
		d.heads = append(d.heads, best)
	}
	if d.roots() == 1 && d.acyclic() {
		return d.heads // the best head of every word: no tree is better
	}
	d.take(newGraph(scores, n, 0))
	if d.roots() != 1 {
		d.take(newGraph(scores, n, rootCost))
	}
	return d.heads
}

// take sets the heads to those of a graph's best tree.
func (d *treeDecoder) take(g *graph) { copy(d.heads, g.solve()[1:]) }

// roots counts the words that depend on the root.
func (d *treeDecoder) roots() int {
	count := 0
	for _, head := range d.heads {
		if head == 0 {
			count++
		}
	}
	return count
}

func (d *treeDecoder) acyclic() bool {
	d.visited = append(d.visited[:0], make([]int, len(d.heads)+1)...)
	return cycleIn(append([]int{0}, d.heads...), d.visited) == 0
}

// cycleIn returns a node on a cycle of heads, 0 if there is none. Node 0 is the root; visited is all zeros.
func cycleIn(heads, visited []int) int {
	for start := 1; start < len(heads); start++ {
		v := start
		for v != 0 && visited[v] == 0 {
			visited[v] = start
			v = heads[v]
		}
		if v != 0 && visited[v] == start {
			return v
		}
	}
	return 0
}

// graph holds the scores of arcs between nodes; node 0 is the root.
type graph struct {
	n     int // nodes, the root included
	score []int64
}

// rootCost makes arcs from the root so dear that a best tree has one of them. It also draws nearly all words into cycles,
// which are dear to break: it is for the few sentences whose best tree has several such arcs without it.
const rootCost = 1 << 44

// newGraph takes a cost off every arc from the root.
func newGraph(scores []int32, n int, cost int64) *graph {
	g := &graph{n + 1, make([]int64, (n+1)*(n+1))}
	for i := range n {
		for h := range n + 1 {
			g.score[(i+1)*g.n+h] = int64(scores[i*(n+1)+h])
		}
		g.score[(i+1)*g.n] -= cost
	}
	return g
}

// solve returns the head of every node. While the best heads make a cycle, it is drawn together into one node.
func (g *graph) solve() []int {
	heads := make([]int, g.n)
	for v := 1; v < g.n; v++ {
		row := g.score[v*g.n : (v+1)*g.n]
		for h := range row {
			if h != v && (heads[v] == v || row[h] > row[heads[v]]) {
				heads[v] = h
			}
		}
	}
	node := cycleIn(heads, make([]int, g.n))
	if node == 0 {
		return heads
	}
	return g.breakCycle(heads, node)
}

// breakCycle solves the graph with the cycle through node as one node, its last, and opens it again where the solution enters it.
func (g *graph) breakCycle(heads []int, node int) []int {
	inside := make([]bool, g.n)
	for v := node; !inside[v]; v = heads[v] {
		inside[v] = true
	}
	var kept, cycle []int // the nodes of the smaller graph but the last, and those of the cycle
	for v := range g.n {
		if inside[v] {
			cycle = append(cycle, v)
		} else {
			kept = append(kept, v)
		}
	}
	small := &graph{len(kept) + 1, make([]int64, (len(kept)+1)*(len(kept)+1))}
	enter, leave := make([]int, len(kept)), make([]int, len(kept)) // the cycle's node at which an arc from, to a kept node ends
	for i, v := range kept {
		for j, h := range kept {
			small.score[i*small.n+j] = g.score[v*g.n+h]
		}
		leave[i], enter[i] = cycle[0], cycle[0]
		for _, c := range cycle {
			if g.score[v*g.n+c] > g.score[v*g.n+leave[i]] {
				leave[i] = c
			}
			if g.gain(c, v, heads) > g.gain(enter[i], v, heads) {
				enter[i] = c
			}
		}
		small.score[i*small.n+len(kept)] = g.score[v*g.n+leave[i]]
		small.score[len(kept)*small.n+i] = g.gain(enter[i], v, heads)
	}
	solved := small.solve()
	for i, v := range kept {
		if solved[i] == len(kept) {
			heads[v] = leave[i]
		} else {
			heads[v] = kept[solved[i]]
		}
	}
	from := solved[len(kept)]
	heads[enter[from]] = kept[from]
	return heads
}

// gain is what it brings to enter the cycle at c from v instead of keeping c's head.
func (g *graph) gain(c, v int, heads []int) int64 { return g.score[c*g.n+v] - g.score[c*g.n+heads[c]] }
