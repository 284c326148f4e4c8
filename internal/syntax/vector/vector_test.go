package vector

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func numbers(r *rand.Rand, n int, extreme bool) []int16 {
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(r.IntN(4001) - 2000)
		if extreme {
			s[i] = [...]int16{-32768, 32767, 0, -1, 1, int16(r.Uint32())}[r.IntN(6)]
		}
	}
	return s
}

func TestApplyIsItsTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		in, out, rows, extreme := 4*(1+r.IntN(25)), Lanes*(1+r.IntN(8)), 2*(1+r.IntN(10)), r.IntN(2) == 0
		bias := make([]int32, out)
		for i := range bias {
			bias[i] = int32(r.Uint32()) >> r.IntN(30)
		}
		w := NewWeights(numbers(r, in*out, extreme), bias, in, out, r.IntN(20))
		x := numbers(r, rows*in, extreme)
		for _, bounds := range []Bounds{Free, Rectified, {-100, 100}} {
			k := w.kernel(bounds)
			want := make([]int16, rows*out)
			for o := 0; o < out; o += Lanes {
				multiplyTwin(want[o:], x, w.packed[o*in:], w.bias[o:], rows, &k)
			}
			onBoth(t, fmt.Sprint("apply ", in, out, rows), func() any {
				got := make([]int16, rows*out)
				w.Apply(got, x, rows, bounds)
				return got
			}, want)
		}
	}
}

func TestSparseIsItsTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 200 {
		in, out, rows, zeros := 4*(1+r.IntN(25)), Lanes*(1+r.IntN(8)), 2*(1+r.IntN(10)), r.IntN(11)
		w := NewWeights(numbers(r, in*out, zeros%2 == 0), make([]int32, out), in, out, r.IntN(20))
		x, want := numbers(r, rows*in, zeros%2 == 0), make([]int16, rows*out)
		for i := range x {
			if r.IntN(10) < zeros {
				x[i] = 0
			}
		}
		w.Apply(want, x, rows, Rectified)
		onBoth(t, fmt.Sprint("sparse ", in, out, rows), func() any {
			got, p := make([]int16, rows*out), new(Sparse)
			p.Apply(w, got, x, rows, Rectified)
			return got
		}, want)
	}
}

func TestSumsAreTheirTwins(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := Lanes; n <= 20*Lanes; n += Lanes {
		a, b, rows := numbers(r, n, true), numbers(r, 3*n, true), 3
		want := make([]int16, n)
		addRectifiedTwin(want, a, b)
		onBoth(t, "add rectified", func() any { got := make([]int16, n); AddRectified(got, a, b); return got }, want)
		sums := make([]int32, rows)
		dotsTwin(sums, a, b, rows)
		onBoth(t, "dots", func() any { got := make([]int32, rows); Dots(got, a, b, rows); return got }, sums)
	}
}

func TestRowsAreTheirTwins(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for width := 2 * Lanes; width <= 10*Lanes; width += 2 * Lanes {
		for n := 1; n < 8; n++ {
			var parts [][]int16
			for range n {
				parts = append(parts, numbers(r, width, true))
			}
			want := make([]int16, width)
			sumTwin(want, parts)
			onBoth(t, "sum", func() any { got := make([]int16, width); Sum(got, parts); return got }, want)
		}
		table, start := make([]byte, 50*width), numbers(r, width, true)
		for i := range table {
			table[i] = byte(r.Uint32())
		}
		for n := range 20 {
			rows := make([]int32, n)
			for i := range rows {
				rows[i] = r.Int32N(50)
			}
			want := slices.Clone(start)
			addRowsTwin(want, table, rows)
			onBoth(t, "add rows", func() any { got := slices.Clone(start); AddRows(got, table, rows); return got }, want)
		}
	}
}

func TestRecurrenceIsItsTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		width, rows, backward := Lanes*(1+r.IntN(4)), 1+r.IntN(30), r.IntN(2) == 0
		gates, residual := numbers(r, rows*width*4, r.IntN(2) == 0), numbers(r, rows*width*2, r.IntN(2) == 0)
		c := Recurrence{Width: width, Candidate: width, Keep: 3 * width, Column: width, Backward: backward}
		want := make([]int16, rows*width*2)
		first, step := 0, 1
		if backward {
			first, step = rows-1, -1
		}
		for lane := 0; lane < width; lane += Lanes {
			g, o := first*width*4+lane, first*width*2+width+lane
			recurTwin(want, residual, gates, [4]int{o, g + width, g + 3*width}, &steps{int64(rows), int64(step * width * 8), int64(step * width * 4)})
		}
		onBoth(t, "recurrence", func() any {
			got := make([]int16, rows*width*2)
			c.Run(got, residual, gates, rows, width*4, width*2)
			return got
		}, want)
	}
}

func TestProductIsItsTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		m, n, k := 1+r.IntN(20), 1+r.IntN(50), 1+r.IntN(40)
		a, b, c := floats(r, m*k), floats(r, k*n), floats(r, m*n)
		for _, flipped := range []bool{false, true} {
			left, right := Rows(a, k), Rows(b, n)
			if flipped {
				left, right = Rows(a, m).Flipped(), Rows(b, k).Flipped()
			}
			want := slices.Clone(c)
			for i := range m {
				for j := range n {
					sum := float32(0)
					for x := range k {
						sum += float32(left.Data[i*left.Row+x*left.Column] * right.Data[x*right.Row+j*right.Column])
					}
					want[i*n+j] += sum
				}
			}
			onBoth(t, fmt.Sprint("product ", m, n, k, flipped), func() any {
				got := slices.Clone(c)
				new(Product).AddTo(Rows(got, n), left, right, m, n, k)
				return got
			}, want)
		}
	}
}

func floats(r *rand.Rand, n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = r.Float32() - 0.5
	}
	return s
}

// onBoth compares with the twin's answer what the kernels of each width give.
func onBoth(t *testing.T, name string, run func() any, want any) {
	t.Helper()
	for _, w := range widths() {
		restore := setWide(w)
		got := run()
		restore()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s, wide %v:\n got %v\nwant %v", name, w, got, want)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	const in, out, rows = 192, 384, 20
	w := NewWeights(numbers(r, in*out, false), make([]int32, out), in, out, 12)
	x, y := numbers(r, in*rows, false), make([]int16, out*rows)
	for b.Loop() {
		w.Apply(y, x, rows, Free)
	}
	b.ReportMetric(float64(in*out*rows)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmul/s")
}

func BenchmarkProduct(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	const m, n, k = 250, 384, 192
	x, w, y := floats(r, m*k), floats(r, k*n), floats(r, m*n)
	var p Product
	for b.Loop() {
		p.AddTo(Rows(y, n), Rows(x, k), Rows(w, n), m, n, k)
	}
	b.ReportMetric(float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gmul/s")
}

func TestAdamIsItsTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	a := &Adam{0.9, 0.1, 0.99, 0.01, 0.002, 1e-8}
	for n := 1; n < 40; n++ {
		values, gradient, mean, square := floats(r, n), floats(r, n), floats(r, n), floats(r, n)
		for i := range square {
			square[i] += 0.5
		}
		run := func(step func(v, g, m, s []float32)) [3][]float32 {
			v, m, s := slices.Clone(values), slices.Clone(mean), slices.Clone(square)
			step(v, gradient, m, s)
			return [3][]float32{v, m, s}
		}
		want := run(func(v, g, m, s []float32) { adamStepTwin(v, g, m, s, a) })
		onBoth(t, "adam", func() any { return run(a.Step) }, want)
	}
}
