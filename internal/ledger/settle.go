package ledger

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"math"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// A neighbourhood is drawn piece by piece. The piece of an account is all that leads from it to others by edges of a level, at the widest
// level where that is not crowded. So a report is linked in time that does not grow with the ledger, though weak links hold half of a
// large one together; and which level a piece has depends on the edges alone, not on what came first. The level of a piece is kept with
// its events (store.Row.Cut), for a piece that grows too large is cut anew, and so are those of its accounts that no new one touches.

// settling is the drawing anew of the pieces of all dirty accounts. Edges and judgements do not change meanwhile.
type settling struct {
	*linking
	edges   map[record.AccountID][]store.Edge
	crowded [link.Levels]map[record.AccountID]bool // accounts that are known to lie in crowded parts at a level
	queue   []record.AccountID
	queued  map[record.AccountID]bool
	done    map[record.AccountID]bool
}

// settle draws the events of all dirty accounts again.
func (g *linking) settle() error {
	s := settling{linking: g, edges: map[record.AccountID][]store.Edge{}, queue: slices.Sorted(maps.Keys(g.dirty)), queued: maps.Clone(g.dirty), done: map[record.AccountID]bool{}}
	for level := range s.crowded {
		s.crowded[level] = map[record.AccountID]bool{}
	}
	for len(s.queue) > 0 {
		id := s.queue[0]
		s.queue = s.queue[1:]
		if s.done[id] {
			continue
		}
		if err := s.settleOne(id); err != nil && !errors.Is(err, store.ErrMissing) { // missing: no longer told
			return err
		}
	}
	clear(g.dirty)
	return nil
}

// settleOne draws the piece of an account, at the widest level where it is not crowded.
func (s *settling) settleOne(id record.AccountID) error {
	if _, err := s.edgesOf(id); err != nil {
		return err
	}
	for level := 0; ; level++ {
		members, err := s.piece(id, level)
		if err != nil {
			return err
		}
		if members != nil {
			return s.draw(members, level)
		}
		if err := s.wake(id, level); err != nil {
			return err
		}
	}
}

// piece gathers all accounts that a level's links lead to from one another, in order; nil where they are too many. At the last level
// they never are.
func (s *settling) piece(from record.AccountID, level int) ([]record.AccountID, error) {
	found, queue := map[record.AccountID]bool{from: true}, []record.AccountID{from}
	for crowded := s.crowded[level][from]; ; {
		if crowded || len(found) > link.Crowded && level < link.Levels-1 {
			maps.Copy(s.crowded[level], found)
			return nil, nil
		}
		if len(queue) == 0 {
			return slices.Sorted(maps.Keys(found)), nil
		}
		next, err := s.linked(queue[0], level)
		if err != nil {
			return nil, err
		}
		queue = queue[1:]
		for _, n := range next {
			crowded = crowded || s.crowded[level][n]
			if !found[n] {
				found[n] = true
				queue = append(queue, n)
			}
		}
	}
}

// linked gives the accounts that edges or judgements lead to from one at a level.
func (s *settling) linked(id record.AccountID, level int) (next []record.AccountID, err error) {
	edges, err := s.edgesOf(id)
	if err != nil {
		return nil, err
	}
	for _, e := range edges {
		if e.Kind == "" && e.Score >= link.LevelScore(level) {
			next = append(next, other(e, id))
		}
	}
	judged, err := s.judgedOf(id)
	for to, same := range judged.pairs {
		if same || level == 0 { // what must stay apart is looked at together where there is room
			next = append(next, to)
		}
	}
	return next, err
}

func (s *settling) edgesOf(id record.AccountID) ([]store.Edge, error) {
	if edges, known := s.edges[id]; known {
		return edges, nil
	}
	edges, err := s.Edges(id)
	if err == nil {
		s.edges[id] = edges
	}
	return edges, err
}

// wake puts into the queue the accounts of pieces that were whole at a level which an account has made crowded.
func (s *settling) wake(by record.AccountID, level int) error {
	queue, err := s.linked(by, level)
	for len(queue) > 0 && err == nil {
		id := queue[0]
		queue = queue[1:]
		if s.queued[id] || s.done[id] {
			continue
		}
		cut, missing := s.CutOf(id)
		if missing != nil && !errors.Is(missing, store.ErrMissing) {
			return missing
		}
		if missing != nil || cut != level {
			continue
		}
		s.queued[id] = true
		s.queue = append(s.queue, id)
		var next []record.AccountID
		next, err = s.linked(id, level)
		queue = append(queue, next...)
	}
	return err
}

// draw parts a piece into events and keeps them.
func (s *settling) draw(members []record.AccountID, level int) error {
	in := map[record.AccountID]bool{}
	for _, id := range members {
		in[id], s.done[id] = true, true
	}
	var tellings []link.Telling
	var edges []link.Edge
	var judged []link.Judgement
	for _, id := range members {
		t, err := s.corrected(id)
		if err != nil {
			return err
		}
		tellings = append(tellings, t)
		for to, same := range s.judged[id].pairs {
			if id < to {
				judged = append(judged, link.Judgement{A: id, B: to, Same: same})
			}
		}
		for _, e := range s.edges[id] {
			if e.Kind == "" && e.A == id && in[e.B] {
				edges = append(edges, s.linkEdge(e))
			}
		}
	}
	slices.SortFunc(judged, link.Judgement.Compare)
	events := s.linker.Events(tellings, edges, judged)
	doubts := s.doubts(events, edges)
	for i, event := range events {
		if err := s.keepChanged(drawn{event, level, doubts[i]}, tellings); err != nil {
			return err
		}
	}
	return nil
}

// drawn is an event of a piece.
type drawn struct {
	record.Event
	level int     // of the piece
	doubt float64 // as store.Row says
}

// doubts gives for each event of a piece how far it is in doubt that no other event of the piece is the same. What people said of two accounts
// is no doubt.
func (s *settling) doubts(events []record.Event, edges []link.Edge) []float64 {
	all := make([]float64, len(events))
	if len(events) < 2 {
		return all
	}
	of := map[record.AccountID]int{}
	for i, e := range events {
		for _, m := range e.Members {
			of[m.Account] = i
		}
	}
	for _, e := range edges {
		if _, said := s.judged[e.A].pairs[e.B]; said || of[e.A] == of[e.B] {
			continue
		}
		doubt := min(e.Score, 1-e.Score)
		all[of[e.A]], all[of[e.B]] = max(all[of[e.A]], doubt), max(all[of[e.B]], doubt)
	}
	return all
}

func (s *settling) linkEdge(e store.Edge) link.Edge {
	return link.Edge{A: e.A, B: e.B, Score: e.Score, Why: func() []record.Reason {
		reasons, _ := s.why(e) // the tellings of both were read by draw
		return reasons
	}}
}

// keepChanged keeps an event unless it is as it was: the same members with the same links, none of which is dirty.
func (s *settling) keepChanged(event drawn, tellings []link.Telling) error {
	mark := markOf(event)
	if !slices.ContainsFunc(event.Members, func(m record.Member) bool { return s.dirty[m.Account] }) {
		before, err := s.MarkOf(event.ID)
		if err == nil && before == mark || err != nil && !errors.Is(err, store.ErrMissing) {
			return err
		}
	}
	return s.keep(event, tellings, mark)
}

// markOf sums up what an event was drawn from beside its tellings.
func markOf(e drawn) uint64 {
	h := fnv.New64a()
	number := func(v uint64) { h.Write(binary.LittleEndian.AppendUint64(nil, v)) }
	number(uint64(e.level))
	number(math.Float64bits(e.doubt))
	for _, m := range e.Members {
		h.Write([]byte(m.Account))
		number(math.Float64bits(m.Score))
		for _, r := range m.Reasons {
			h.Write([]byte(r.Of + "\n" + r.Detail + "\n"))
			number(math.Float64bits(r.Weight))
		}
	}
	return h.Sum64()
}
