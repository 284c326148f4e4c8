package learn

import (
	"math"
	"math/rand/v2"

	"dateline/internal/syntax/vector"
)

// matrix is rows of values that follow each other.
type matrix struct {
	rows, columns int
	data          []float32
}

func (m matrix) row(i int) []float32 { return m.data[i*m.columns : (i+1)*m.columns] }

// top is the view of the first rows.
func (m matrix) top(rows int) matrix { return matrix{rows, m.columns, m.data[:rows*m.columns]} }

// arena hands out matrices of zeros that live until reset.
type arena struct {
	memory []float32
	used   int
}

func (a *arena) reset() { a.used = 0 }

// matrix gives zeros.
func (a *arena) matrix(rows, columns int) matrix {
	m := a.unset(rows, columns)
	clear(m.data)
	return m
}

// unset gives a matrix of whatever the memory held before.
func (a *arena) unset(rows, columns int) matrix {
	n := rows * columns
	if a.used+n > len(a.memory) {
		a.memory, a.used = make([]float32, max(2*len(a.memory), n+1<<20)), 0 // older matrices keep the old memory alive
	}
	data := a.memory[a.used : a.used+n : a.used+n]
	a.used += n
	return matrix{rows, columns, data}
}

// like is a matrix of zeros of m's size.
func (a *arena) like(m matrix) matrix { return a.matrix(m.rows, m.columns) }

// dense is a layer of weights, a row of outputs per input, or the gradient of one.
type dense struct {
	in, out       int
	weights, bias []float32
}

// step is what one pass over one half of a batch works with.
type step struct {
	arena
	product vector.Product
	random  *rand.Rand
	train   bool
}

// affine computes x·w + bias.
func (s *step) affine(x matrix, l dense) matrix {
	y := s.unset(x.rows, l.out)
	for i := range y.rows {
		copy(y.row(i), l.bias)
	}
	s.product.AddTo(vector.Rows(y.data, l.out), vector.Rows(x.data, l.in), vector.Rows(l.weights, l.out), x.rows, l.out, l.in)
	return y
}

// affineBack adds the gradients of affine to g and dx; a dx without data is left out.
func (s *step) affineBack(x, dy, dx matrix, l, g dense) {
	for i := range dy.rows {
		for j, v := range dy.row(i) {
			g.bias[j] += v
		}
	}
	s.product.AddTo(vector.Rows(g.weights, l.out), vector.Rows(x.data, l.in).Flipped(), vector.Rows(dy.data, l.out), l.in, l.out, x.rows)
	if dx.data != nil {
		s.product.AddTo(vector.Rows(dx.data, l.in), vector.Rows(dy.data, l.out), vector.Rows(l.weights, l.out).Flipped(), x.rows, l.in, l.out)
	}
}

// rectify sets negative values to zero.
func rectify(x matrix) matrix {
	for i, v := range x.data {
		bits := math.Float32bits(v)
		x.data[i] = math.Float32frombits(bits &^ uint32(int32(bits)>>31))
	}
	return x
}

// rectifyBack drops the gradient where y was cut to zero.
func rectifyBack(y, dy matrix) {
	d := dy.data[:len(y.data)]
	for i, v := range y.data {
		positive := uint32(-int32(math.Float32bits(v)) >> 31) // all ones but for zero: y is never below
		d[i] = math.Float32frombits(math.Float32bits(d[i]) & positive)
	}
}

// dropped is a copy of x in which values are missing at random, and the mask that made it. Outside training it is x itself.
func (s *step) dropped(x matrix, rate float32) (y, mask matrix) {
	if !s.train || rate == 0 {
		return x, matrix{}
	}
	y, mask = s.unset(x.rows, x.columns), s.unset(x.rows, x.columns)
	keep := math.Float32bits(1 / (1 - rate))
	limit := int32(float64(rate) * (1 << 16))
	var bits uint64
	for i, v := range x.data {
		if i%4 == 0 {
			bits = s.random.Uint64()
		}
		kept := math.Float32frombits(keep & uint32((limit-1-int32(bits&0xffff))>>31))
		mask.data[i], y.data[i] = kept, float32(v*kept)
		bits >>= 16
	}
	return y, mask
}

// droppedBack adds to dx the gradient of a dropped copy.
func droppedBack(mask, dy, dx matrix) {
	if mask.data == nil {
		for i, v := range dy.data {
			dx.data[i] += v
		}
		return
	}
	for i, v := range dy.data {
		dx.data[i] += float32(v * mask.data[i])
	}
}

// entropy gives the cross entropy of scores, whose best is to be gold, and writes weight times its gradient.
func entropy(scores []float32, gold int, weight float32, gradient []float32) float32 {
	highest := scores[0]
	for _, v := range scores {
		highest = max(highest, v)
	}
	sum := float32(0)
	for i, v := range scores {
		e := exp(v - highest)
		gradient[i] = e
		sum += e
	}
	loss := -(scores[gold] - highest - float32(math.Log(float64(sum))))
	scale := weight / sum
	for i := range scores {
		gradient[i] *= scale
	}
	gradient[gold] -= weight
	return loss
}

// exp is the exponential of x <= 0, to seven digits, by a polynomial on [-ln 2 / 2, ln 2 / 2] (Cephes).
func exp(x float32) float32 {
	if x < -87 {
		return 0
	}
	n := float32(math.Floor(float64(float32(x*1.44269504) + 0.5)))
	x -= float32(n * 0.693359375)
	x -= float32(n * -2.12194440e-4)
	p := float32(1.9875691500e-4)
	for _, c := range [...]float32{1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1} {
		p = float32(p*x) + c
	}
	p = float32(float32(p*x)*x) + x + 1
	return p * math.Float32frombits(uint32(127+int32(n))<<23)
}
