package link

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"dateline/internal/record"
)

// Crowded is how many accounts are grouped at once. A larger neighbourhood is first cut along its weakest edges.
const Crowded = 300

// cuts are the scores at which a crowded neighbourhood is cut, one after the other until its pieces are small.
var cuts = [...]float64{0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999}

// Levels is how often a neighbourhood may be cut, and once more for the whole of it.
const Levels = len(cuts) + 1

// LevelScore is the least score of the edges that hold a piece together at a level: all that are kept at level 0, and then those above each
// cut.
func LevelScore(level int) float64 {
	if level == 0 {
		return 0
	}
	return cuts[level-1]
}

// Events parts the tellings of one neighbourhood (all that edges lead to from each other) into events, in the order of their
// founders: what people judged the same is one first, then the two groups with the highest mean score are joined again and again, never
// across what people judged different. The mean keeps chains apart: a group joins another only if its accounts fit on the whole.
// Questions, Series, Related and Review are left to others.
func (l *Linker) Events(tellings []Telling, edges []Edge, judged []Judgement) []record.Event {
	n := neighbourhood{Linker: l, tellings: slices.Clone(tellings), place: map[record.AccountID]int{}}
	slices.SortFunc(n.tellings, func(a, b Telling) int { return before(&a, &b) })
	all := make([]int, len(n.tellings))
	for i, t := range n.tellings {
		all[i], n.place[t.ID] = i, i
	}
	n.read(edges, judged)
	var events []record.Event
	for _, piece := range n.pieces(all, 0) {
		for _, members := range n.group(piece) {
			events = append(events, n.event(members))
		}
	}
	slices.SortFunc(events, func(a, b record.Event) int {
		return cmp.Compare(n.place[a.Members[0].Account], n.place[b.Members[0].Account])
	})
	return events
}

// neighbourhood is what Events works on. Accounts are numbered in their order.
type neighbourhood struct {
	*Linker
	tellings []Telling
	place    map[record.AccountID]int // number of an account
	edges    map[[2]int]Edge
	judged   map[[2]int]bool // same, or different
}

func pairOf(i, j int) [2]int { return [2]int{min(i, j), max(i, j)} }

// read takes in edges and judgements on the accounts that are there.
func (n *neighbourhood) read(edges []Edge, judged []Judgement) {
	n.edges, n.judged = map[[2]int]Edge{}, map[[2]int]bool{}
	for _, e := range edges {
		i, a := n.place[e.A]
		j, b := n.place[e.B]
		if a && b {
			n.edges[pairOf(i, j)] = e
		}
	}
	for _, judgement := range judged {
		i, a := n.place[judgement.A]
		j, b := n.place[judgement.B]
		if a && b && i != j {
			n.judged[pairOf(i, j)] = judgement.Same
		}
	}
}

// pieces cuts accounts into what edges above a score, and judgements, hold together; and again where that is crowded.
func (n *neighbourhood) pieces(accounts []int, cut int) [][]int {
	if len(accounts) <= Crowded || cut == len(cuts) {
		return [][]int{accounts}
	}
	in := newUnion(len(n.tellings))
	held := map[int]bool{}
	for _, i := range accounts {
		held[i] = true
	}
	for pair, e := range n.edges {
		if held[pair[0]] && held[pair[1]] && e.Score >= cuts[cut] {
			in.join(pair[0], pair[1])
		}
	}
	for pair, same := range n.judged {
		if same && held[pair[0]] && held[pair[1]] {
			in.join(pair[0], pair[1])
		}
	}
	var all [][]int
	for _, piece := range in.sets(accounts) {
		all = append(all, n.pieces(piece, cut+1)...)
	}
	return all
}

// union finds sets that are joined pair by pair. The least number of a set leads it, in whatever order they are joined.
type union []int

func newUnion(size int) union {
	u := make(union, size)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}

// sets gives the sets of some numbers, in order of their least.
func (u union) sets(of []int) [][]int {
	by := map[int][]int{}
	for _, i := range of {
		by[u.find(i)] = append(by[u.find(i)], i)
	}
	var all [][]int
	for _, lead := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[lead])
		all = append(all, by[lead])
	}
	return all
}

// group joins accounts into events.
func (n *neighbourhood) group(accounts []int) [][]int {
	in := newUnion(len(n.tellings))
	for pair, same := range n.judged {
		if same && slices.Contains(accounts, pair[0]) && slices.Contains(accounts, pair[1]) {
			in.join(pair[0], pair[1])
		}
	}
	g := grouping{groups: in.sets(accounts)}
	g.measure(n)
	for g.join() {
	}
	return g.left()
}

// between is the best score between the accounts of two units, -Inf when people judged two of them different.
func (n *neighbourhood) between(x, y []int) float64 {
	best := 0.0
	for _, a := range x {
		for _, b := range y {
			score := n.score(a, b)
			if score == never {
				return never
			}
			best = max(best, score)
		}
	}
	return best
}

// score is that of two accounts, -Inf when people judged them different.
func (n *neighbourhood) score(a, b int) float64 {
	pair := pairOf(a, b)
	if same, judged := n.judged[pair]; judged && !same {
		return never
	}
	if e, known := n.edges[pair]; known {
		return e.Score
	}
	return n.Score(&n.tellings[a], &n.tellings[b])
}

// event writes an event of its members, which are in order.
func (n *neighbourhood) event(members []int) record.Event {
	told := make([]Telling, len(members))
	for i, m := range members {
		told[i] = n.tellings[m]
	}
	origins := Origins(told, nil, nil)
	e := record.Event{ID: Founds(told[0].ID), Act: n.actOf(told, origins), Origins: origins.Count, Review: record.Machine}
	reports := map[string]bool{}
	links := 0.0
	for i, m := range members {
		score, reasons := n.link(m, members)
		e.Members = append(e.Members, record.Member{Account: told[i].ID, Report: told[i].Report, Origin: origins.Of[i], Score: score, Reasons: reasons})
		reports[told[i].Report] = true
		links += score
		e.Confidence = max(e.Confidence, told[i].Confidence)
	}
	e.Reports = len(reports)
	e.Confidence = math.Round(100*e.Confidence*links/float64(len(members))) / 100
	return e
}

// link is the best link of a member to the others.
func (n *neighbourhood) link(m int, members []int) (best float64, reasons []record.Reason) {
	if len(members) == 1 {
		return 1, nil
	}
	why := func() []record.Reason { return nil }
	for _, other := range members {
		if other == m {
			continue
		}
		pair := pairOf(m, other)
		if n.judged[pair] {
			return 1, []record.Reason{{Of: "decision", Detail: "judged the same", Weight: 1}}
		}
		if score, reasons := n.known(pair); score > best {
			best, why = score, reasons
		}
	}
	return best, why()
}

// known gives the score of two accounts and what finds its reasons, which only the best link of an account is asked for.
func (n *neighbourhood) known(pair [2]int) (score float64, why func() []record.Reason) {
	if e, known := n.edges[pair]; known {
		return e.Score, e.Why
	}
	score, reasons := n.Compare(&n.tellings[pair[0]], &n.tellings[pair[1]])
	return score, func() []record.Reason { return reasons }
}

// actOf is the act that most origins tell; of equals the one that is not minor, then the first.
func (l *Linker) actOf(told []Telling, origins Independence) string {
	votes := map[string]map[int]bool{}
	for i, t := range told {
		if votes[t.Act] == nil {
			votes[t.Act] = map[int]bool{}
		}
		votes[t.Act][origins.Of[i]] = true
	}
	best := ""
	for _, t := range told {
		if more := len(votes[t.Act]) - len(votes[best]); best == "" || more > 0 || more == 0 && l.minor[best] && !l.minor[t.Act] {
			best = t.Act
		}
	}
	return best
}
