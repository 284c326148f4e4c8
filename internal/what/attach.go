package what

import (
	"slices"

	"dateline/internal/record"
	"dateline/internal/text"
)

// reach is how many sentences a row of harm may stand behind the act that it belongs to.
const reach = 3

// bears is what it costs a row of harm of some kinds to belong to an act of a group; groups that are not named bear no harm, and no kinds stand
// for all of them.
var bears = map[string]struct {
	cost  int
	kinds []string
}{
	"harm":     {0, []string{"dead", "injured", "missing", "ill", "fracture"}},
	"violence": {1, []string{"dead", "injured", "missing", "displaced", "ill", "fracture", "destroyed"}},
	"help":     {1, []string{"rescued"}},
	"protest":  {3, nil},
	"control":  {3, nil},
	"movement": {4, []string{"dead", "missing", "displaced"}},
}

// bearing returns what it costs a row of a kind to belong to an act, and whether it can.
func (r *reader) bearing(act, kind string) (cost int, ok bool) {
	group, ok := bears[r.groups[act]]
	return group.cost, ok && !r.words.harmless[act] && (group.kinds == nil || slices.Contains(group.kinds, kind))
}

// attach gives each row of harm to the telling that it most likely belongs to: its own word, a telling in its sentence, else the last
// one before it that can bear harm. Rows of no act are noted.
func (r *reader) attach(harm []injury, tellings []*telling) {
	for n := range harm {
		row := &harm[n]
		if n > 0 && harm[n-1].sentence != row.sentence {
			r.closeRows(tellings)
		}
		told := r.bearer(row, tellings)
		if told == nil {
			told = r.farBearer(row, tellings)
		}
		if told == nil {
			r.note(row.Span, "harm-without-act", row.Kind)
			continue
		}
		if r.unreal(told) && row.High != text.Just(0) {
			r.note(row.Span, "harm-not-happened", row.Kind)
			continue
		}
		told.total = told.total || row.Total && row.word >= told.hit.First && row.word <= told.hit.Last
		if told.harmed != row.sentence+1 {
			told.closed = len(told.Harm)
		}
		told.Harm = append(told.Harm[:told.closed:told.closed], joinRow(told.Harm[told.closed:], row.Harm)...)
		told.harmed = row.sentence + 1
	}
	r.closeRows(tellings)
}

// closeRows lets the rows that the last sentence gave to tellings tell the same as those of the sentences before, where they can.
func (r *reader) closeRows(tellings []*telling) {
	for _, told := range tellings {
		if told.harmed > 0 {
			told.Harm = r.addRows(told.Harm[:told.closed:told.closed], told.Harm[told.closed:])
			told.closed, told.harmed = len(told.Harm), 0
		}
	}
}

// joinRow adds a row of the same sentence as those before, each of which tells of other people unless it tells the same.
func joinRow(rows []record.Harm, row record.Harm) []record.Harm {
	for n := range rows {
		if rows[n].Kind == row.Kind && rows[n].Span.Meets(row.Span) {
			rows[n] = careful(rows[n], row)
			return rows
		}
	}
	return append(rows, row)
}

// bearer returns the telling that a row belongs to, nil for none.
func (r *reader) bearer(row *injury, tellings []*telling) *telling {
	var best *telling
	cost := far * 4
	for _, told := range within(tellings, row.sentence) {
		group, bearing := r.bearing(told.Act, row.Kind)
		own := row.word >= told.hit.First && row.word <= told.hit.Last
		if !bearing && !own {
			continue
		}
		c := group + far*(row.sentence-told.sentence)
		if told.sentence > row.sentence {
			c = group + far*2 // "Three are dead. A gunman opened fire …"
		}
		switch {
		case own:
			c = -1
		case told.sentence == row.sentence:
			c += min(far-1, r.distance(told, row.word, row.word))
		case r.paragraphs[told.sentence] != r.paragraphs[row.sentence]:
			c += far
		}
		if !own && r.otherDead(told, row) {
			c += far // "two more died, bringing the number of dead to 14"
		}
		if told.Background && told.sentence != row.sentence || r.unreal(told) && !own {
			c += far
		}
		if c < cost || c == cost && told.sentence < row.sentence {
			best, cost = told, c
		}
	}
	return best
}

// otherDead reports whether a telling of a death counts other dead than a row does.
func (r *reader) otherDead(told *telling, row *injury) bool {
	if told.Act != "die" || row.Total {
		return false
	}
	return row.Kind == "dead" && row.Low.Known && slices.ContainsFunc(told.ofRole(record.Target), func(p record.Participant) bool {
		return p.Amount.Low.Known && !overlap(p.Amount.Low, p.Amount.High, row.Low, row.High)
	})
}

// farBearer returns the telling of violence or harm that took place, outside of the background, that stands nearest to a row of people dead or
// injured which no act is told near of; nil for none.
func (r *reader) farBearer(row *injury, tellings []*telling) *telling {
	var best *telling
	if row.Things || row.Total || row.Kind != "dead" && row.Kind != "injured" || !row.Low.Known {
		return nil
	}
	for _, told := range tellings {
		if !bloody[r.groups[told.Act]] || told.Background || told.old || told.total || r.unreal(told) || row.Kind == "injured" && sequels[told.Act] {
			continue
		}
		if best == nil || max(told.sentence-row.sentence, row.sentence-told.sentence) < max(best.sentence-row.sentence, row.sentence-best.sentence) {
			best = told
		}
	}
	return best
}

// unreal reports whether an act did not take place, so that it harmed nobody.
func (r *reader) unreal(told *telling) bool {
	switch told.Realisation {
	case record.Happened, record.Ongoing, record.Attempted:
		return told.Negated
	}
	return true
}

// shareHarm leaves a row that two accounts hold to the one that bears it more likely.
func (r *reader) shareHarm(accounts []*telling) {
	for _, a := range accounts {
		var kept []record.Harm
		for _, row := range a.Harm {
			if !r.heldElsewhere(row, a, accounts) {
				kept = append(kept, row)
			}
		}
		a.Harm = kept
	}
}

// heldElsewhere reports whether another account, more likely to bear it, holds a row that may be the same as this row of a.
func (r *reader) heldElsewhere(row record.Harm, a *telling, accounts []*telling) bool {
	for _, b := range accounts {
		mine, _ := r.bearing(a.Act, row.Kind)
		other, ok := r.bearing(b.Act, row.Kind)
		if b == a || !ok || other >= mine || b.Background != a.Background || !sameTime(a, b) {
			continue
		}
		for n := range b.Harm {
			if sameHarm(&row, &b.Harm[n]) {
				b.Harm[n] = careful(b.Harm[n], row)
				return true
			}
		}
	}
	return false
}

// sameHarm reports whether two rows of a report may tell the same: one kind, one number, and groups that do not contradict each other.
func sameHarm(a, b *record.Harm) bool {
	if a.Kind != b.Kind || a.Things != b.Things || a.Total != b.Total {
		return false
	}
	return overlap(a.Low, a.High, b.Low, b.High) && sameGroup(a.Of, b.Of)
}

// careful returns the row of two that tell the same that says less than it could: the one with "at least", else the first.
func careful(a, b record.Harm) record.Harm {
	if a.Qualifier == "" && b.Qualifier != "" && b.Low.Known || !a.Low.Known && b.Low.Known {
		return b
	}
	return a
}

// overlap reports whether two ranges share a number; an unknown bound is open.
func overlap(low1, high1, low2, high2 text.Number) bool {
	return !(low1.Known && high2.Known && low1.Value > high2.Value) && !(low2.Known && high1.Known && low2.Value > high1.Value)
}
