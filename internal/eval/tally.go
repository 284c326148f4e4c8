// Package eval scores readings and syntax against gold that people marked: precision, recall and F1 per layer and
// field with bootstrap intervals, what was missed and what was found in vain, and the floor a score may not sink below.
package eval

import (
	"math/rand/v2"
	"slices"
)

// Tally counts one figure in one document: how many were right, given by the program, and wanted by the gold.
type Tally struct{ Right, Given, Wanted int }

// Precision is the share of the given that is right; 0 when nothing was given.
func (t Tally) Precision() float64 { return share(t.Right, t.Given) }

// Recall is the share of the wanted that was found; 0 when nothing was wanted.
func (t Tally) Recall() float64 { return share(t.Right, t.Wanted) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return share(2*t.Right, t.Given+t.Wanted) }

func (t Tally) plus(o Tally) Tally {
	return Tally{t.Right + o.Right, t.Given + o.Given, t.Wanted + o.Wanted}
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Figure is one score over all documents.
type Figure struct {
	Name      string  // layer, or layer and field: "dates", "dates value", "accounts when"
	Documents []Tally // one a document that was scored, in the order of the gold
}

// Total adds up the documents.
func (f Figure) Total() Tally {
	var total Tally
	for _, t := range f.Documents {
		total = total.plus(t)
	}
	return total
}

const (
	resamples = 1000
	level     = 0.95 // of the intervals
)

// Interval returns the 95 % interval of F1 by the percentile bootstrap over documents (Efron 1979), with 1,000 resamples
// drawn from a fixed seed, so that it is the same each time.
func (f Figure) Interval() (low, high float64) {
	if len(f.Documents) == 0 {
		return 0, 0
	}
	dice := rand.New(rand.NewPCG(1, 2))
	scores := make([]float64, resamples)
	for i := range scores {
		var total Tally
		for range f.Documents {
			total = total.plus(f.Documents[dice.IntN(len(f.Documents))])
		}
		scores[i] = total.F1()
	}
	slices.Sort(scores)
	tail := int((1 - level) / 2 * resamples)
	return scores[tail], scores[resamples-1-tail]
}

// Miss is one thing that was missed, found in vain or given a wrong value.
type Miss struct {
	What   string `json:"what"` // "missed", "in vain", "wrong"
	Figure string `json:"figure"`
	File   string `json:"file"` // the document
	Words  string `json:"words"`
	Detail string `json:"detail,omitempty"` // the values, "given for wanted"
}

// Scores is the outcome of one run: the figures in a fixed order, and every miss.
type Scores struct {
	Figures []Figure
	Misses  []Miss
	Sure    []Sure // the accounts that were given, for a table of reliability
}

// tally adds one document's counts to the figure of that name, which comes into being at its first mention.
func (s *Scores) tally(name string, t Tally) {
	at := slices.IndexFunc(s.Figures, func(f Figure) bool { return f.Name == name })
	if at < 0 {
		at = len(s.Figures)
		s.Figures = append(s.Figures, Figure{Name: name})
	}
	s.Figures[at].Documents = append(s.Figures[at].Documents, t)
}
