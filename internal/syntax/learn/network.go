package learn

import (
	"math"
	"math/rand/v2"

	"dateline/internal/syntax/net"
	"dateline/internal/syntax/vector"
)

// weights are the parameters of the networks in floats, or their gradients, or one of Adam's averages of them.
// The layers are those of a model file.
type weights struct {
	layers    []dense
	rootArc   []float32
	rootLabel []float32
	distance  []float32
	all       []float32 // all of the above
}

func newWeights(h *net.Header) *weights {
	shapes := h.Shapes()
	total := h.Sizes.Arc + h.Sizes.Label + net.Distances
	for _, s := range shapes {
		total += (s.In + 1) * s.Out
	}
	w := &weights{all: make([]float32, total)}
	rest := w.all
	take := func(n int) []float32 {
		taken := rest[:n:n]
		rest = rest[n:]
		return taken
	}
	for _, s := range shapes {
		w.layers = append(w.layers, dense{s.In, s.Out, take(s.In * s.Out), take(s.Out)})
	}
	w.rootArc, w.rootLabel, w.distance = take(h.Sizes.Arc), take(h.Sizes.Label), take(net.Distances)
	return w
}

// start draws the first weights at random (Glorot and Bengio 2010).
func (w *weights) start(r *rand.Rand) {
	for i, l := range w.layers {
		out := l.out
		if i == net.LayerTaggerWindow {
			out /= 2*net.TaggerReach + 1
		}
		if i == net.LayerParserWindow {
			out /= 2*net.ParserReach + 1
		}
		uniform(r, l.weights, math.Sqrt(6/float64(l.in+out)))
		if i == net.LayerTaggerGates || i >= net.LayerParserGates {
			l.remember(r)
		}
	}
	uniform(r, w.rootArc, 0.1)
	uniform(r, w.rootLabel, 0.1)
}

// remember starts the keep gates of a recurrent layer between short and long memories.
func (l *dense) remember(r *rand.Rand) {
	quarter := l.out / 4
	for _, begin := range []int{quarter, 3 * quarter} {
		for i := range quarter {
			l.bias[begin+i] = float32(-0.5 + 2*r.Float64())
		}
	}
}

func uniform(r *rand.Rand, values []float32, width float64) {
	for i := range values {
		values[i] = float32((2*r.Float64() - 1) * width)
	}
}

// recurrent runs a two-way quasi-recurrent layer (Bradbury et al. 2017) over each sentence and adds it to its input. The clamped
// lines stand for sigmoid and tangent, so that integers can compute the same.
type recurrent struct {
	in, dropped, mask, gates, states matrix
}

func (s *step) recur(in matrix, l dense, rate float32, ends []int) (recurrent, matrix) {
	r := recurrent{in: in}
	r.dropped, r.mask = s.dropped(in, rate)
	r.gates = s.affine(r.dropped, l)
	r.states = s.unset(in.rows, in.columns)
	out := s.unset(in.rows, in.columns)
	begin := 0
	for _, end := range ends {
		r.run(begin, end)
		begin = end
	}
	for i, v := range in.data {
		out.data[i] = v + r.states.data[i]
	}
	return r, out
}

// run computes the states of the rows of one sentence.
func (r *recurrent) run(begin, end int) {
	half := r.in.columns / 2
	for t := begin; t < end; t++ {
		gates, state := r.gates.row(t), r.states.row(t)[:half]
		var before []float32
		if t > begin {
			before = r.states.row(t - 1)
		}
		advance(state, before, gates[:half], gates[half:2*half])
	}
	for t := end - 1; t >= begin; t-- {
		gates, state := r.gates.row(t), r.states.row(t)[half:]
		var before []float32
		if t < end-1 {
			before = r.states.row(t + 1)[half:]
		}
		advance(state, before, gates[2*half:3*half], gates[3*half:])
	}
}

// advance computes one state from the one before, none at the border.
func advance(state, before, candidates, keeps []float32) {
	for i := range state {
		z := max(-vector.MaxState, min(vector.MaxState, candidates[i]))
		f := max(0, min(1, 0.5+float32(0.25*keeps[i])))
		last := float32(0)
		if before != nil {
			last = before[i]
		}
		state[i] = z + float32(f*(last-z))
	}
}

// back returns the gradient of the layer's input.
func (r *recurrent) back(s *step, dOut matrix, l, g dense, ends []int) matrix {
	dGates, dIn := s.like(r.gates), s.unset(r.in.rows, r.in.columns)
	half := r.in.columns / 2
	carry := make([]float32, half)
	begin := 0
	for _, end := range ends {
		clear(carry)
		for t := end - 1; t >= begin; t-- {
			var before []float32
			if t > begin {
				before = r.states.row(t - 1)
			}
			retreat(carry, before, dOut.row(t)[:half], r.gates.row(t)[:2*half], dGates.row(t)[:2*half])
		}
		clear(carry)
		for t := begin; t < end; t++ {
			var before []float32
			if t < end-1 {
				before = r.states.row(t + 1)[half:]
			}
			retreat(carry, before, dOut.row(t)[half:], r.gates.row(t)[2*half:], dGates.row(t)[2*half:])
		}
		begin = end
	}
	dDropped := s.like(r.in)
	s.affineBack(r.dropped, dGates, dDropped, l, g)
	copy(dIn.data, dOut.data)
	droppedBack(r.mask, dDropped, dIn)
	return dIn
}

// retreat takes the gradient of one state back to its gates and, in carry, to the state before.
func retreat(carry, before, dOut, gates, dGates []float32) {
	half := len(carry)
	for i := range carry {
		z := max(-vector.MaxState, min(vector.MaxState, gates[i]))
		f := max(0, min(1, 0.5+float32(0.25*gates[half+i])))
		last := float32(0)
		if before != nil {
			last = before[i]
		}
		d := dOut[i] + carry[i]
		dGates[i] = inward(gates[i], vector.MaxState, float32(d*(1-f)))
		dGates[half+i] = inward(gates[half+i], 2, float32(float32(d*(last-z))*0.25))
		carry[i] = float32(d * f)
	}
}

// inward is the gradient of a value clamped at both sides of limit. Beyond it, only what draws the value back counts.
func inward(value, limit, gradient float32) float32 {
	if value > limit && gradient < 0 || value < -limit && gradient > 0 {
		return 0
	}
	return gradient
}
