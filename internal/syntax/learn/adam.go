package learn

import (
	"math"

	"dateline/internal/syntax/net"
	"dateline/internal/syntax/vector"
)

// adam is the optimiser of Kingma and Ba (2015). Rows of the embedding table that a batch did not meet stay as they are.
type adam struct {
	mean, square       *weights
	rowMean, rowSquare []float32
	steps              int
}

const (
	meanDecay   = 0.9
	squareDecay = 0.99
	tiny        = 1e-8
	widest      = 1 // greatest value of an embedding, so that eight bits serve
)

func newAdam(h *net.Header, table int) *adam {
	return &adam{mean: newWeights(h), square: newWeights(h), rowMean: make([]float32, table), rowSquare: make([]float32, table)}
}

// update moves the weights against the sum of the gradients of both passes.
func (a *adam) update(w *weights, table []float32, passes [2]*pass, rate float64) {
	a.steps++
	first, second := passes[0], passes[1]
	for i, g := range second.g.all {
		first.g.all[i] += g
	}
	step := a.step(rate)
	step.Step(w.all, first.g.all, a.mean.all, a.square.all)
	for _, row := range second.gradient.met {
		sum, more := first.gradient.row(row), second.gradient.row(row)
		for i, g := range more {
			sum[i] += g
		}
	}
	width := first.gradient.width
	for _, row := range first.gradient.met {
		from, to := int(row)*width, (int(row)+1)*width
		step.Step(table[from:to], first.gradient.row(row), a.rowMean[from:to], a.rowSquare[from:to])
		for i := from; i < to; i++ {
			table[i] = max(-widest, min(widest, table[i]))
		}
	}
}

// step is the step to take at a rate of learning.
func (a *adam) step(rate float64) vector.Adam {
	rate *= math.Sqrt(1-math.Pow(squareDecay, float64(a.steps))) / (1 - math.Pow(meanDecay, float64(a.steps)))
	return vector.Adam{MeanDecay: meanDecay, MeanNew: 1 - meanDecay, SquareDecay: squareDecay, SquareNew: 1 - squareDecay, Rate: float32(rate), Tiny: tiny}
}
