package what

import (
	"sort"

	"dateline/internal/record"
	"dateline/internal/text"
)

// saidBy returns who says what a telling tells, innermost first: the speakers of the quotes around its trigger, and words of hearsay.
// The outlet, which always says so, is left out.
func (r *reader) saidBy(told *telling) []record.Source {
	var chain []record.Source
	if i := r.hearsay(told); i >= 0 {
		chain = append(chain, record.Source{Span: r.d.Tokens[i].Span, Kind: "unnamed", Cue: r.d.Tokens[i].Form})
	}
	for {
		q := r.quoteAround(told, chain)
		if q == nil {
			return chain
		}
		chain = append(chain, record.Source{Span: q.Speaker.Span, Kind: r.kindOf(q.Speaker.Span), Cue: r.d.At(q.Cue)})
	}
}

// quoteAround returns the smallest quote with a speaker that holds the trigger of a telling and whose speaker is not in the chain; nil when there is none.
func (r *reader) quoteAround(told *telling, chain []record.Source) *record.Quote {
	var best *record.Quote
	for _, n := range r.near.quotes[told.sentence] {
		q := &r.quotes[n]
		if !q.Span.Holds(told.Trigger) || q.Speaker.Empty() || inChain(chain, q.Speaker.Span) || r.binds(q) {
			continue
		}
		if best == nil || q.Span.End-q.Start < best.Span.End-best.Start {
			best = q
		}
	}
	return best
}

// binds reports whether q is no telling but what its speaker promises, threatens, asks for or judges: "vowed to block the road" tells of no block.
func (r *reader) binds(q *record.Quote) bool {
	i := r.tokenAt(q.Cue.Start)
	return q.Origin.Rule == "said.matter" || !q.Direct && i < len(r.d.Tokens) && r.words.saying[r.d.Tokens[i].Lemma] == "ask"
}

// tokenAt returns the first token that starts at or behind a byte.
func (r *reader) tokenAt(start int) int {
	return sort.Search(len(r.d.Tokens), func(i int) bool { return r.d.Tokens[i].Start >= start })
}

func inChain(chain []record.Source, speaker text.Span) bool {
	for _, source := range chain {
		if source.Span == speaker {
			return true
		}
	}
	return false
}

// kindOf returns the kind of source that the actor at a span is.
func (r *reader) kindOf(speaker text.Span) string {
	if r.ofPress(speaker) {
		return "outlet"
	}
	for n := range r.d.Actors {
		a := &r.d.Actors[n]
		if !a.Span.Meets(speaker) {
			continue
		}
		if a.Sector == "JRN" && a.Kind == text.Organisation {
			return "outlet"
		}
		if a.Kind == text.Country {
			return string(text.Organisation)
		}
		return string(a.Kind)
	}
	return string(text.Organisation)
}

// hearsay returns the token of a word of hearsay over the act: "reportedly", "is said to", a French conditional perfect; -1 for none.
func (r *reader) hearsay(told *telling) int {
	t := told.tree
	for i, steps := told.head, 0; i >= 0 && steps < 3; i, steps = t.head(i), steps+1 {
		for _, k := range t.children(i, "advmod", "aux") {
			tok := t.token(k)
			if r.words.doubts[tok.Lemma] || tok.Tag == text.AUX && tok.Feats.Has(text.Cnd) && r.d.Language == text.French {
				return k
			}
		}
		if up := t.head(i); up >= 0 && t.token(i).Rel.Base() == "xcomp" && r.words.says(t.token(up).Lemma) && t.passive(up) {
			return up
		}
		if t.headsClause(i) && t.token(i).Rel.Base() != "xcomp" {
			break
		}
	}
	return -1
}

// ofPress reports whether the words of a speaker, or those right before, say that it is an outlet: "the local newspaper X".
func (r *reader) ofPress(speaker text.Span) bool {
	first := r.tokenAt(speaker.Start)
	for i := max(0, first-2); i < len(r.d.Tokens) && r.d.Tokens[i].Start < speaker.End; i++ {
		if r.words.press[r.d.Tokens[i].Lemma] {
			return true
		}
	}
	return false
}
