package net

// treeDecoder finds the tree with the highest sum of arc scores among those in which one word depends on the root
// (Chu and Liu 1965, Edmonds 1967).
type treeDecoder struct {
	heads   []int
	visited []int
	graph   graph
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
	d.take(scores, 0)
	if d.roots() != 1 {
		d.take(scores, rootCost)
	}
	return d.heads
}

// take sets the heads to those of the best tree when arcs from the root cost something.
func (d *treeDecoder) take(scores []int32, cost int64) {
	d.graph.fill(scores, len(d.heads), cost)
	copy(d.heads, d.graph.solve()[1:])
}

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

// acyclic reports whether every word leads to the root.
func (d *treeDecoder) acyclic() bool {
	d.visited = zeros(d.visited, len(d.heads)+1)
	for start := range d.heads {
		v := start + 1
		for v != 0 && d.visited[v] == 0 {
			d.visited[v] = start + 1
			v = d.heads[v-1]
		}
		if v != 0 && d.visited[v] == start+1 {
			return false
		}
	}
	return true
}

// zeros returns n zeros, in the room of s if it has enough.
func zeros[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// graph holds the scores of arcs between nodes; node 0 is the root. While the best heads of its nodes make a cycle, the cycle is drawn
// together into one node, in the place of the first that is on it; at the end cycles are opened again, the last one first.
type graph struct {
	n       int     // nodes at the beginning, the root included
	score   []int64 // a row per dependent, a column per head
	heads   []int   // the best head of each node
	order   []int   // the nodes that are left, in the order in which the first of equals wins
	visited []int
	inside  []bool // nodes of the cycle that is being drawn together
	cycles  []cycle
	members []member // of all cycles
	ends    []ends   // n for each cycle
}

// cycle is a cycle that was drawn together: where its members begin and end.
type cycle struct{ first, last int }

// member is a node of a cycle and its head there.
type member struct{ node, head int }

// ends are the nodes of a cycle at which an arc from and to a node outside ends.
type ends struct {
	enter, leave int
	outside      bool
}

// rootCost makes arcs from the root so dear that a best tree has one of them. It also draws nearly all words into cycles,
// which are dear to break: it is for the few sentences whose best tree has several such arcs without it.
const rootCost = 1 << 44

// fill sets the scores, less a cost for every arc from the root.
func (g *graph) fill(scores []int32, words int, cost int64) {
	n := words + 1
	g.n, g.score = n, zeros(g.score, n*n)
	for i := range words {
		row := g.score[(i+1)*n : (i+2)*n]
		for h, s := range scores[i*n : (i+1)*n] {
			row[h] = int64(s)
		}
		row[0] -= cost
	}
	g.order = g.order[:0]
	for v := range n {
		g.order = append(g.order, v)
	}
	g.inside = zeros(g.inside, n)
	g.cycles, g.members, g.ends = g.cycles[:0], g.members[:0], g.ends[:0]
}

// solve returns the head of every node.
func (g *graph) solve() []int {
	g.heads = zeros(g.heads, g.n)
	for _, v := range g.order[1:] {
		g.choose(v)
	}
	for node := g.onCycle(); node != 0; node = g.onCycle() {
		g.draw(node)
	}
	for i := len(g.cycles) - 1; i >= 0; i-- {
		g.open(i)
	}
	return g.heads
}

// choose finds the best head of a node.
func (g *graph) choose(v int) {
	row, best := g.score[v*g.n:(v+1)*g.n], 0
	for _, h := range g.order {
		if h != v && row[h] > row[best] {
			best = h
		}
	}
	g.heads[v] = best
}

// onCycle returns a node on a cycle of heads, 0 if there is none.
func (g *graph) onCycle() int {
	g.visited = zeros(g.visited, g.n)
	for _, start := range g.order[1:] {
		v := start
		for v != 0 && g.visited[v] == 0 {
			g.visited[v] = start
			v = g.heads[v]
		}
		if v != 0 && g.visited[v] == start {
			return v
		}
	}
	return 0
}

// draw draws the cycle through a node together into one node, which comes last in the order.
func (g *graph) draw(node int) {
	first := len(g.members)
	for v := node; !g.inside[v]; v = g.heads[v] {
		g.inside[v] = true
	}
	kept := g.order[:0]
	for _, v := range g.order {
		if g.inside[v] {
			g.members = append(g.members, member{v, g.heads[v]})
		} else {
			kept = append(kept, v)
		}
	}
	on := g.members[first:]
	joined := on[0].node
	g.cycles = append(g.cycles, cycle{first, len(g.members)})
	g.ends = append(g.ends, make([]ends, g.n)...)
	met := g.ends[len(g.ends)-g.n:]
	for _, v := range kept {
		met[v] = g.meet(v, on)
	}
	g.order = append(kept, joined)
	for _, v := range kept[1:] {
		if g.inside[g.heads[v]] { // the others keep their head: no arc from the cycle is better
			g.choose(v)
		}
	}
	g.choose(joined)
	for _, m := range on {
		g.inside[m.node] = false
	}
}

// meet finds where arcs between a node and those of a cycle end, and gives them to the first of the cycle.
func (g *graph) meet(v int, on []member) ends {
	e := ends{on[0].node, on[0].node, true}
	row := g.score[v*g.n : (v+1)*g.n]
	gain := g.gain(on[0], v)
	for _, m := range on[1:] {
		if row[m.node] > row[e.leave] {
			e.leave = m.node
		}
		if other := g.gain(m, v); other > gain {
			e.enter, gain = m.node, other
		}
	}
	row[on[0].node] = row[e.leave]
	g.score[on[0].node*g.n+v] = gain
	return e
}

// gain is what it brings to enter a cycle at a member from v instead of keeping the member's head.
func (g *graph) gain(m member, v int) int64 {
	return g.score[m.node*g.n+v] - g.score[m.node*g.n+m.head]
}

// open gives the nodes of a cycle their heads, but for the one at which the tree enters it.
func (g *graph) open(i int) {
	on, met := g.members[g.cycles[i].first:g.cycles[i].last], g.ends[i*g.n:(i+1)*g.n]
	joined := on[0].node
	from := g.heads[joined]
	for v, e := range met {
		if v != 0 && e.outside && g.heads[v] == joined {
			g.heads[v] = e.leave
		}
	}
	for _, m := range on {
		g.heads[m.node] = m.head
	}
	g.heads[met[from].enter] = from
}
