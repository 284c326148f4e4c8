// Package vector does the arithmetic of the neural networks: sums of products, saturating sums and the recurrence of a
// quasi-recurrent layer in 16-bit integers, and matrix products in 32-bit floats for training.
//
// Every function has a plain Go twin. Integer sums do not depend on their order, and the float product adds in one fixed order
// without fused operations, so the twins and the assembly give the same bits on every machine.
package vector

// Lanes is the number of values that every length given to this package must be a multiple of.
const Lanes = 16

// RowTile is the number of rows that Weights.Apply best works on at once. Its matrices hold an even number of rows.
const RowTile = 6

// Weights is a layer of int16 weights, laid out for Apply: for 16 outputs at a time, each pair of inputs in turn.
type Weights struct {
	In, Out int // numbers of inputs (a multiple of 4) and outputs (a multiple of Lanes)
	Shift   int // bits dropped from the sums

	packed []int16
	bias   []int32
}

// NewWeights packs a matrix that has one row of out values per input. The bias is added before the shift.
func NewWeights(rows []int16, bias []int32, in, out, shift int) *Weights {
	w := &Weights{In: in, Out: out, Shift: shift, packed: make([]int16, in*out), bias: bias}
	i := 0
	for block := 0; block < out; block += Lanes {
		for pair := 0; pair < in; pair += 2 {
			for o := block; o < block+Lanes; o++ {
				w.packed[i], w.packed[i+1] = rows[pair*out+o], rows[(pair+1)*out+o]
				i += 2
			}
		}
	}
	return w
}

// Outputs returns the part of a layer that gives the outputs from..to, half-open, both multiples of Lanes. It shares the weights.
func (w *Weights) Outputs(from, to int) *Weights {
	return &Weights{In: w.In, Out: to - from, Shift: w.Shift, packed: w.packed[from*w.In : to*w.In], bias: w.bias[from:to]}
}

// Bounds are the least and the greatest value that Apply gives: {0, 32767} makes a rectifier.
type Bounds struct{ Low, High int16 }

// The two usual bounds.
var (
	Free      = Bounds{-32768, 32767}
	Rectified = Bounds{0, 32767}
)

// Apply computes out = bounded((bias + in·w) >> shift) for each of the rows. A row of in holds w.In values, a row of out w.Out;
// rows is rounded up to an even number, and both matrices have that many. The weights of 16 outputs stay near the processor while
// all rows pass by: the weights of all layers are larger than its second cache.
func (w *Weights) Apply(out, in []int16, rows int, bounds Bounds) {
	rows += rows % 2
	if rows == 0 {
		return
	}
	_, _ = out[rows*w.Out-1], in[rows*w.In-1]
	k := w.kernel(bounds)
	for o := 0; o < w.Out; o += Lanes {
		multiply(out[o:], in, w.packed[o*w.In:(o+Lanes)*w.In], w.bias[o:o+Lanes], rows, &k)
	}
}

// Sparse applies layers to matrices of which most values are zero, such as those behind a rectifier. It is the working memory of one goroutine.
type Sparse struct {
	list   []uint16 // the pairs of inputs of all rows that are not both zero
	counts []int32  // how many each row has
}

// Apply does what w.Apply does, in less time the more of the values of in are zero.
func (p *Sparse) Apply(w *Weights, out, in []int16, rows int, bounds Bounds) {
	if rows == 0 {
		return
	}
	_, _ = out[(rows+rows%2)*w.Out-1], in[(rows+rows%2)*w.In-1]
	k := w.kernel(bounds)
	if !p.apply(w, out, in, rows, &k) {
		w.Apply(out, in, rows, bounds)
	}
}

func (w *Weights) kernel(bounds Bounds) kernel {
	return kernel{
		inStride: int64(w.In) * 2, outStride: int64(w.Out) * 2, pairs: int64(w.In / 2),
		shift: int64(w.Shift), low: int64(bounds.Low), high: int64(bounds.High),
	}
}

// kernel is what the assembly needs to know of one product. Strides are in bytes.
type kernel struct{ inStride, outStride, pairs, shift, low, high int64 }

// multiplyTwin computes 16 outputs of some rows.
func multiplyTwin(out, in, packed []int16, bias []int32, rows int, k *kernel) {
	for r := range rows {
		row, to := in[r*int(k.inStride/2):][:2*k.pairs], out[r*int(k.outStride/2):][:Lanes]
		for o, sum := range bias[:Lanes] {
			for pair := 0; pair < len(row); pair += 2 {
				at := pair*Lanes + 2*o
				sum += int32(row[pair])*int32(packed[at]) + int32(row[pair+1])*int32(packed[at+1])
			}
			to[o] = max(int16(k.low), min(int16(k.high), saturate(sum>>k.shift)))
		}
	}
}

func saturate(x int32) int16 { return int16(max(-32768, min(32767, x))) }

// Sum sets dst to the sum of some parts, added one after the other, value by value, stopping at the ends of int16. Parts are as long as dst, a
// multiple of 2*Lanes; dst may be one of them.
func Sum(dst []int16, parts [][]int16) {
	if len(dst) == 0 || len(parts) == 0 {
		clear(dst)
		return
	}
	for _, part := range parts {
		_ = part[len(dst)-1]
	}
	sum(dst, parts)
}

func sumTwin(dst []int16, parts [][]int16) {
	for i := range dst {
		sum := parts[0][i]
		for _, part := range parts[1:] {
			sum = saturate(int32(sum) + int32(part[i]))
		}
		dst[i] = sum
	}
}

// AddRows adds rows of int8 values, given as bytes, to dst one after the other, stopping at the ends of int16. A row of the table is as long as
// dst, a multiple of 2*Lanes; every number in rows must be one of a row.
func AddRows(dst []int16, table []byte, rows []int32) {
	if len(dst) == 0 || len(rows) == 0 {
		return
	}
	for _, row := range rows {
		_ = table[int(row)*len(dst) : (int(row)+1)*len(dst)]
	}
	addRows(dst, table, rows)
}

func addRowsTwin(dst []int16, table []byte, rows []int32) {
	for _, row := range rows {
		for i, x := range dst {
			dst[i] = saturate(int32(x) + int32(int8(table[int(row)*len(dst)+i])))
		}
	}
}

// AddRectified sets dst to max(0, a+b), stopping at the greatest int16.
func AddRectified(dst, a, b []int16) {
	if len(dst) > 0 {
		_, _ = a[len(dst)-1], b[len(dst)-1]
		addRectified(dst, a, b)
	}
}

func addRectifiedTwin(dst, a, b []int16) {
	for i := range dst {
		dst[i] = max(0, saturate(int32(a[i])+int32(b[i])))
	}
}

// Dots gives the sum of products of a with each of n rows that follow each other in b.
func Dots(out []int32, a, b []int16, n int) {
	if n > 0 {
		_, _ = out[n-1], b[n*len(a)-1]
		dots(out, a, b, n)
	}
}

func dotsTwin(out []int32, a, b []int16, n int) {
	for j := range n {
		sum := int32(0)
		for i, x := range a {
			sum += int32(x) * int32(b[j*len(a)+i])
		}
		out[j] = sum
	}
}

// Fixed-point scales of the recurrence: gates come in with GateUnit for 1.0.
const (
	GateUnit  = 1 << 11
	keepUnit  = 1 << 14 // half of what stands for 1.0 in a keep gate
	stateBits = 1       // the state is kept with this many more bits than gates, so that rounding does not add up
	// MaxState is the greatest value of a candidate, and so of the state.
	MaxState = 4
)

// Recurrence is one direction of a quasi-recurrent layer over the rows of a sentence:
//
//	keep  = clamp(1/2 + gate/4, 0, 1)
//	state = keep·state + (1-keep)·clamp(candidate, -4, 4)
//	out   = residual + state
//
// All three matrices have a row per token. Width is a multiple of Lanes.
type Recurrence struct {
	Width     int
	Candidate int // column of the first candidate in a row of gates
	Keep      int // column of the first keep gate
	Column    int // column of the first value in a row of residual and out
	Backward  bool
}

// Run computes the rows of out. Gates has gateWidth values a row, residual and out have outWidth.
func (c Recurrence) Run(out, residual, gates []int16, rows, gateWidth, outWidth int) {
	if rows == 0 {
		return
	}
	_, _, _ = out[rows*outWidth-1], residual[rows*outWidth-1], gates[rows*gateWidth-1]
	first, step := 0, 1
	if c.Backward {
		first, step = rows-1, -1
	}
	p := steps{rows: int64(rows), gateStride: int64(step * gateWidth * 2), outStride: int64(step * outWidth * 2)}
	for lane := 0; lane < c.Width; lane += Lanes {
		g, o := first*gateWidth+lane, first*outWidth+c.Column+lane
		recur(out, residual, gates, [4]int{o, g + c.Candidate, g + c.Keep}, &p)
	}
}

// steps says how far apart the rows of one recurrence are, in bytes, negative when it runs backwards.
type steps struct{ rows, gateStride, outStride int64 }

// recurTwin runs 16 values over all rows; at holds the positions of the first out, candidate and keep.
func recurTwin(out, residual, gates []int16, at [4]int, p *steps) {
	for lane := range Lanes {
		state := int16(0)
		o, z, k := at[0]+lane, at[1]+lane, at[2]+lane
		for range p.rows {
			candidate := max(1-MaxState*GateUnit, min(MaxState*GateUnit-1, gates[z])) << stateBits
			keep := saturate(int32(max(-2*GateUnit, min(2*GateUnit, gates[k])))*4 + keepUnit)
			state = candidate + int16(int32(state-candidate)*int32(keep)>>16)<<1
			out[o] = saturate(int32(residual[o]) + int32(state>>stateBits))
			o, z, k = o+int(p.outStride/2), z+int(p.gateStride/2), k+int(p.gateStride/2)
		}
	}
}
