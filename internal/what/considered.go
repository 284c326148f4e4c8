package what

import (
	"cmp"
	"fmt"
	"slices"

	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// The reasons of what Considered returns.
const (
	notTold = "not-told"   // the words of a trigger stand there, but its pattern does not hold
	noOwn   = "no-account" // an act was found that makes no account of its own
)

// Considered returns, in order of position, each trigger of an act of the codebook that stands in d and makes no account of that act, with what kept it from
// it: a group of its pattern that does not hold, a narrower act, an account that it is another telling of. What Find itself notes is left out. It finds
// all accounts anew, for those who ask.
func (f *Finder) Considered(d *text.Document, quotes []record.Quote) []record.Note {
	var more asked
	f.find(d, quotes, &more)
	drops := more.drops
	for n := range d.Sentences {
		for _, x := range f.codebook.Rejected(d, n) {
			drops = append(drops, record.Note{Span: d.Cover(x.First, x.Last), Reason: notTold, Detail: x.String()})
		}
	}
	slices.SortStableFunc(drops, func(a, b record.Note) int { return cmp.Compare(a.Start, b.Start) })
	return drops
}

// drop keeps why a hit makes no account of its own, where somebody asks.
func (r *reader) drop(h rule.Hit, why string) {
	if r.asked != nil {
		r.asked.drops = append(r.asked.drops, record.Note{Span: r.d.Cover(h.First, h.Last), Reason: noOwn, Detail: h.Act.Name + ": " + why})
	}
}

// dropRetelling keeps that a telling became part of an account, where somebody asks.
func (r *reader) dropRetelling(told, into *telling) {
	if r.asked != nil {
		r.drop(told.hit, fmt.Sprintf("another telling of the account at %q in sentence %d", r.d.At(into.Trigger), into.sentence))
	}
}
