package ledger

import (
	"errors"
	"slices"
	"strconv"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// judgements are the decisions on one account that stand: not undone, the later above the earlier.
type judgements struct {
	review      record.Review
	rule        string                      // of aggregation, of its event; empty for the ledger's
	corrections []record.Decision           // in their order
	pairs       map[record.AccountID]bool   // accounts that tell the same event, or that do not
	related     map[record.AccountID]string // accounts of events that are related, and how
}

// Standing leaves out what was undone. Undoing an undo makes what it undid stand again. ds are in their order.
func Standing(ds []record.Decision) []record.Decision {
	undone := map[int64]bool{}
	var left []record.Decision
	for _, d := range slices.Backward(ds) {
		switch {
		case undone[d.Seq]:
		case d.Verb == record.Undo:
			undone[d.Undoes] = true
		default:
			left = append(left, d)
		}
	}
	slices.Reverse(left)
	return left
}

// judgedOf reads the decisions on an account, once.
func (g *linking) judgedOf(id record.AccountID) (judgements, error) {
	if j, known := g.judged[id]; known {
		return j, nil
	}
	ds, err := g.DecisionsOn(string(id))
	if err != nil {
		return judgements{}, err
	}
	j := judgements{review: record.Machine, pairs: map[record.AccountID]bool{}, related: map[record.AccountID]string{}}
	for _, d := range Standing(ds) {
		if d.Subjects, err = g.resolved(d.Subjects); err != nil {
			return j, err
		}
		j.take(d, id)
	}
	g.judged[id] = j
	return j, nil
}

// resolved gives the accounts that stand today for the subjects of a decision. One that no reading tells any more stays in the
// log alone, its place empty so that the others keep theirs.
func (g *linking) resolved(subjects []string) ([]string, error) {
	now := make([]string, len(subjects))
	for i, s := range subjects {
		id, err := g.Resolve(record.AccountID(s))
		if err != nil && !errors.Is(err, store.ErrMissing) {
			return nil, err
		}
		now[i] = string(id)
	}
	return now, nil
}

// take adds one decision on the account of that id.
func (j *judgements) take(d record.Decision, id record.AccountID) {
	switch d.Verb {
	case record.Accept:
		j.review = record.Reviewed
	case record.Reject:
		j.review = record.Rejected
	case record.Correct:
		j.review, j.corrections = record.Reviewed, append(j.corrections, d)
	case record.Add:
		j.review, j.corrections = record.Reviewed, nil
		if a, err := AdditionOf(d); err == nil && !Added(id) {
			j.corrections = a.corrections(d)
		}
	case record.Adjudicate:
		if j.review != record.Rejected {
			j.review = record.Adjudicated
		}
	case record.Choose:
		j.rule = d.New
	case record.Same, record.Merge:
		j.pair(d.Subjects, id, true)
	case record.Unsure:
		for _, s := range d.Subjects {
			delete(j.pairs, record.AccountID(s))
		}
	case record.Different:
		j.pair(d.Subjects, id, false)
	case record.Relate:
		j.relate(d, id)
	case record.Split:
		leaving, staying := parted(d)
		if slices.Contains(leaving, string(id)) {
			j.pair(staying, id, false)
			j.pair(leaving, id, true)
		} else {
			j.pair(leaving, id, false)
		}
	}
}

// relate notes how the account of that id stands to others: the first subject as the field says to the rest, and they to it; a series
// holds between all.
func (j *judgements) relate(d record.Decision, id record.AccountID) {
	for i, s := range d.Subjects {
		switch other := record.AccountID(s); {
		case other == id || other == "":
		case d.Subjects[0] == string(id) || d.Field == record.Series:
			j.related[other] = d.Field
		case i == 0:
			j.related[other] = record.Inverse(d.Field)
		}
	}
}

// parted gives the subjects of a split: those who leave, and those who stay.
func parted(d record.Decision) (leaving, staying []string) {
	n, err := strconv.Atoi(d.Field)
	if err != nil || n < 0 || n > len(d.Subjects) {
		return nil, d.Subjects
	}
	return d.Subjects[:n], d.Subjects[n:]
}

func (j *judgements) pair(with []string, id record.AccountID, same bool) {
	for _, s := range with {
		if other := record.AccountID(s); other != id && other != "" {
			j.pairs[other] = same
		}
	}
}

// reviewOf is how far people have judged an event: as far as the account that was judged least, rejected when all are. It is adjudicated
// when all of it was judged and coders who differed on some of it were settled.
func (g *linking) reviewOf(ids []record.AccountID) record.Review {
	rejected, reviewed, settled := 0, 0, false
	for _, id := range ids {
		switch g.judged[id].review {
		case record.Rejected:
			rejected++
		case record.Reviewed, record.Adjudicated:
			reviewed++
			settled = settled || g.judged[id].review == record.Adjudicated
		}
	}
	switch {
	case rejected == len(ids):
		return record.Rejected
	case rejected+reviewed == len(ids) && settled:
		return record.Adjudicated
	case rejected+reviewed == len(ids):
		return record.Reviewed
	}
	return record.Machine
}

// ruleOf is the rule of aggregation of an event: the one chosen for it, else the ledger's.
func (g *linking) ruleOf(ids []record.AccountID) link.Rule {
	for _, id := range ids {
		if chosen := g.judged[id].rule; chosen != "" {
			return link.Rule(chosen)
		}
	}
	return g.rule
}
