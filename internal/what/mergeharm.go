package what

import (
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// addHarm adds a row, or, where a row of the same kind and group stands already, keeps the more careful of the two. A single person who is named or
// referred back to ("the victim") is one of those told before.
func (r *reader) addHarm(rows []record.Harm, row record.Harm) []record.Harm {
	single := row.Low == text.Just(1) && row.High == text.Just(1) && !r.indefinite(row.Span)
	for n := range rows {
		same := sameHarm(&rows[n], &row) || rows[n].Kind == row.Kind && rows[n].Of == row.Of && rows[n].Total == row.Total
		within := single && rows[n].Kind == row.Kind && !rows[n].Things && !row.Things && rows[n].High != text.Just(0)
		if same {
			rows[n] = careful(rows[n], row)
		}
		if same || within {
			return rows
		}
	}
	return append(rows, row)
}

// addRows adds the rows of one telling to those of others before it. Where it tells no more people harmed in one way than they did, it tells of the same
// again, one by one or in parts; where it tells more, it counts them. Words that set them apart ("another man", "12 more") add.
func (r *reader) addRows(rows, more []record.Harm) []record.Harm {
	for _, kind := range kindsOf(more) {
		before, now := sumOf(rows, kind), sumOf(more, kind)
		apart := slices.ContainsFunc(more, func(h record.Harm) bool { return h.Kind == kind && (r.setApartRow(h) || r.ofOthers(h, rows)) })
		if before == 0 || now == 0 || apart || before == now {
			continue
		}
		if now < before {
			more = withoutKind(more, kind)
		} else if now >= 2 && now > before {
			rows = withoutKind(rows, kind)
		}
	}
	for _, row := range more {
		rows = r.addHarm(rows, row)
	}
	return rows
}

// ofOthers reports whether a row tells of other people than all rows of its kind: "15 officers were injured", "three migrants were injured".
func (r *reader) ofOthers(h record.Harm, rows []record.Harm) bool {
	return !slices.ContainsFunc(rows, func(old record.Harm) bool {
		return old.Kind == h.Kind && r.alikeNouns(r.headOf(old.Span), r.headOf(h.Span))
	})
}

// kindsOf returns the kinds in which rows tell people harmed, in order.
func kindsOf(rows []record.Harm) []string {
	var kinds []string
	for _, h := range rows {
		if !h.Things && !h.Total && !slices.Contains(kinds, h.Kind) {
			kinds = append(kinds, h.Kind)
		}
	}
	return kinds
}

// sumOf returns how many people rows tell harmed in one way.
func sumOf(rows []record.Harm, kind string) float64 {
	n := 0.0
	for _, h := range rows {
		if h.Kind == kind && !h.Things && !h.Total {
			n += leastOf(h)
		}
	}
	return n
}

// withoutKind leaves out the rows of people harmed in one way of whom a number is known.
func withoutKind(rows []record.Harm, kind string) []record.Harm {
	var kept []record.Harm
	for _, h := range rows {
		if h.Kind != kind || h.Things || h.Total || leastOf(h) == 0 {
			kept = append(kept, h)
		}
	}
	return kept
}

// indefinite reports whether a noun phrase brings in somebody new: "a woman".
func (r *reader) indefinite(s text.Span) bool {
	i := r.tokenAt(s.Start)
	if i >= len(r.d.Tokens) {
		return false
	}
	t := &r.d.Tokens[i]
	return t.Tag == text.NUM || t.Tag == text.DET && !t.Feats.Has(text.Def) && !t.Feats.Has(text.Poss) && !t.Feats.Has(text.Demonstrative)
}
