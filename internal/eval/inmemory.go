package eval

import (
	"maps"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
)

// Linked is what linking makes of some readings without a ledger.
type Linked struct {
	Tellings []link.Telling
	Events   []record.Event
	Compared int // pairs of accounts that shared a key
}

// Link links the accounts of readings as a ledger does, in memory.
func Link(l *link.Linker, readings []*record.Reading) Linked {
	var out Linked
	for _, r := range readings {
		out.Tellings = append(out.Tellings, l.Tell(r)...)
	}
	edges, compared := edgesOf(l, out.Tellings)
	out.Compared = compared
	for _, part := range components(len(out.Tellings), edges) {
		var tellings []link.Telling
		var within []link.Edge
		for _, i := range part {
			tellings = append(tellings, out.Tellings[i])
			for _, j := range slices.Sorted(maps.Keys(edges[i])) {
				if i < j {
					within = append(within, edges[i][j])
				}
			}
		}
		out.Events = append(out.Events, l.Events(tellings, within, nil)...)
	}
	return out
}

// edgesOf compares the accounts that share a key.
func edgesOf(l *link.Linker, all []link.Telling) (edges []map[int]link.Edge, compared int) {
	edges = make([]map[int]link.Edge, len(all))
	behind := map[uint64][]int{}
	for i := range all {
		seen := map[int]bool{}
		edges[i] = map[int]link.Edge{}
		for _, key := range l.Keys(&all[i]) {
			for _, j := range behind[key] {
				if seen[j] {
					continue
				}
				seen[j] = true
				compared++
				if score, reasons := l.Compare(&all[j], &all[i]); score >= link.Kept {
					e := link.Edge{A: all[j].ID, B: all[i].ID, Score: score, Why: func() []record.Reason { return reasons }}
					edges[i][j], edges[j][i] = e, e
				}
			}
			behind[key] = append(behind[key], i)
		}
	}
	return edges, compared
}

// components parts numbers into those that edges lead to from each other.
func components(n int, edges []map[int]link.Edge) [][]int {
	seen := make([]bool, n)
	var all [][]int
	for start := range n {
		if seen[start] {
			continue
		}
		seen[start] = true
		part := []int{start}
		for at := 0; at < len(part); at++ {
			for _, j := range slices.Sorted(maps.Keys(edges[part[at]])) {
				if !seen[j] {
					seen[j] = true
					part = append(part, j)
				}
			}
		}
		slices.Sort(part)
		all = append(all, part)
	}
	return all
}
