package amount

import (
	"math"
	"strconv"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// share is a part of an amount that is told right after it: half of the 1,200. Its number follows from that one.
type share struct {
	amount text.Amount
	part   float64 // from 0 to 1
	effect string  // the lowest, best and highest as shares of the number, as in a rule; empty when nothing bounds it
}

// shareOf returns the share that a match tells, nil when the rule gives no number from 0 to 1.
func shareOf(d *text.Document, m rule.Match, part string) *share {
	n, err := strconv.ParseFloat(part, 64)
	if err != nil || n <= 0 || n > 1 {
		return nil
	}
	return &share{words(d, m), n, m.Give(effectKey)}
}

// betweenShareAndWhole is how many tokens may stand between a share and what it is a share of: of the more than.
const betweenShareAndWhole = 5

// belongsTo reports whether a is what the share is of. There may be no share.
func (s *share) belongsTo(a text.Amount) bool {
	return s != nil && a.Kind == text.Count && !a.Adds && a.First > s.amount.Last && a.First-s.amount.Last <= betweenShareAndWhole+1
}

// of returns the share as an amount of its own: the bounds of the whole, taken in part and rounded to whole people or
// things, then bounded as the qualifier of the share says. What is counted is what the whole counts.
func (s *share) of(whole text.Amount) text.Amount {
	a := s.amount
	a.Low, a.Best, a.High = s.partOf(whole.Low), s.partOf(whole.Best), s.partOf(whole.High)
	a.Of, a.Counted = whole.Of, whole.Counted
	if s.effect == "" || !a.Best.Known {
		return a
	}
	bounded := a
	if scale(&bounded, a.Best.Value, s.effect) != nil {
		return a
	}
	return bounded
}

func (s *share) partOf(n text.Number) text.Number {
	if !n.Known {
		return n
	}
	return text.Just(math.Round(n.Value * s.part))
}
