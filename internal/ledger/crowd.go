package ledger

import (
	"errors"
	"maps"
	"slices"

	"dateline/internal/record"
	"dateline/internal/store"
)

// crowd is how many accounts before it and how many after it, in the order of their days, an account is compared with of each key.
const crowd = 50

// pair is two accounts in the order of their ids.
type pair = [2]record.AccountID

// replace lets other accounts take the place of those that a report has. Where many share a key, those that come push others apart, and
// those that go let others come near: their edges are mended, so that they are what they would be had all come in another order.
func (g *linking) replace(report string, accounts []store.Account, put func() error) error {
	before, err := g.AccountsOf(report)
	if err != nil {
		return err
	}
	pairs := map[pair]bool{}
	if err := g.around(without(before, accounts), false, pairs); err != nil {
		return err
	}
	if err := put(); err != nil {
		return err
	}
	if err := g.around(without(accounts, before), true, pairs); err != nil {
		return err
	}
	for _, p := range slices.SortedFunc(maps.Keys(pairs), func(a, b pair) int { return slices.Compare(a[:], b[:]) }) {
		if err := g.mend(p); err != nil {
			return err
		}
	}
	return nil
}

// without leaves out the accounts that stand among others in the same place.
func without(all, others []store.Account) (left []store.Account) {
	for _, a := range all {
		if !slices.ContainsFunc(others, func(b store.Account) bool { return a.ID == b.ID && a.Day == b.Day && slices.Equal(a.Keys, b.Keys) }) {
			left = append(left, a)
		}
	}
	return left
}

// around notes the pairs that accounts of one report bring together by going, or part by coming: of these the linked ones alone, since others
// have nothing to lose.
func (g *linking) around(accounts []store.Account, coming bool, pairs map[pair]bool) error {
	for _, a := range accounts {
		found, err := g.write.Around(a, g.crowd, len(accounts), coming)
		if err != nil {
			return err
		}
		for _, p := range found {
			pairs[p] = true
		}
	}
	return nil
}

// mend gives two accounts the edge that they should have: none when no key brings them near each other.
func (g *linking) mend(p pair) error {
	edges, err := g.Edges(p[0])
	if errors.Is(err, store.ErrMissing) {
		return nil // it went
	}
	if err != nil {
		return err
	}
	at := slices.IndexFunc(edges, func(e store.Edge) bool { return other(e, p[0]) == p[1] })
	if at >= 0 && byPeople(edges[at]) {
		return nil
	}
	edge, wanted, err := g.between(p, at >= 0)
	if err != nil || wanted == (at >= 0) {
		return err
	}
	if wanted {
		edges = append(edges, edge)
	} else {
		edges = slices.Delete(edges, at, at+1)
	}
	g.dirty[p[0]], g.dirty[p[1]] = true, true
	return g.write.PutEdges(p[0], edges)
}

// between compares two accounts that are near each other. Of those that have an edge only nearness is asked.
func (g *linking) between(p pair, linked bool) (edge store.Edge, wanted bool, err error) {
	a, err := g.telling(p[0])
	if errors.Is(err, store.ErrMissing) {
		return edge, false, nil
	}
	b, err2 := g.telling(p[1])
	if errors.Is(err2, store.ErrMissing) {
		return edge, false, nil
	}
	if err := errors.Join(err, err2); err != nil {
		return edge, false, err
	}
	if edge, wanted = g.edge(a, b); !wanted && !linked {
		return edge, false, nil
	}
	self, err := g.Account(p[0])
	if err != nil {
		return edge, false, err
	}
	near, err := g.write.Near(self, g.crowd)
	return edge, slices.ContainsFunc(near, func(n store.Account) bool { return n.ID == p[1] }), err
}
