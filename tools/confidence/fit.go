package main

import (
	"math"
	"slices"

	"dateline/internal/eval"
)

// example is an account: the grounds that hold for it, and whether the gold has it.
type example struct {
	known []float64
	right bool
}

// penalties are those tried: how much the squares of the distances from the prior cost against the mean loss.
var penalties = []float64{0.1, 0.3}

const (
	steps = 3000
	rate  = 0.5 // of gradient descent
)

// bestPenalty returns the penalty whose weights, learnt without a report, foretell its accounts best.
func bestPenalty(reports [][]example, prior []float64) float64 {
	best, least := 0.0, math.Inf(1)
	for _, penalty := range penalties {
		if loss := loss(leftOut(reports, penalty, prior)); loss < least {
			best, least = penalty, loss
		}
	}
	return best
}

// leftOut returns how sure weights that were learnt from all other reports are of the accounts of each report.
func leftOut(reports [][]example, penalty float64, prior []float64) []eval.Sure {
	var all []eval.Sure
	for n, report := range reports {
		weights := fit(slices.Concat(slices.Delete(slices.Clone(reports), n, n+1)...), penalty, prior)
		for _, x := range report {
			all = append(all, eval.Sure{Confidence: chance(weights, x.known), Right: x.right})
		}
	}
	return all
}

// loss adds up the logarithms of how unlikely what came out was.
func loss(all []eval.Sure) float64 {
	sum := 0.0
	for _, s := range all {
		if s.Right {
			sum -= math.Log(s.Confidence)
		} else {
			sum -= math.Log(1 - s.Confidence)
		}
	}
	return sum
}

// fit returns the weights of a logistic model of examples, by gradient descent. To leave the prior costs; the first weight, of the base, is free.
func fit(examples []example, penalty float64, prior []float64) []float64 {
	weights := slices.Clone(prior)
	slope := make([]float64, len(weights))
	for range steps {
		clear(slope)
		for _, x := range examples {
			miss := -chance(weights, x.known)
			if x.right {
				miss++
			}
			for n, k := range x.known {
				slope[n] += miss * k / float64(len(examples))
			}
		}
		for n := range weights {
			if n > 0 {
				slope[n] -= penalty * (weights[n] - prior[n])
			}
			weights[n] += rate * slope[n]
		}
	}
	return weights
}

// chance returns how likely an account is right.
func chance(weights, known []float64) float64 {
	sum := 0.0
	for n, w := range weights {
		sum += w * known[n]
	}
	return 1 / (1 + math.Exp(-sum))
}
