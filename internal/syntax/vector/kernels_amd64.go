package vector

import "golang.org/x/sys/cpu"

// wide says whether the 256-bit kernels can run; the 128-bit ones run on every amd64 machine.
var wide = cpu.X86.HasAVX2

// multiply computes 16 outputs of an even number of rows.
func multiply(out, in, packed []int16, bias []int32, rows int, k *kernel) {
	if !wide {
		multiplySSE2(&out[0], &in[0], &packed[0], &bias[0], k, rows)
		return
	}
	sixes := rows / 6
	if sixes > 0 {
		multiplySixAVX2(&out[0], &in[0], &packed[0], &bias[0], k, sixes)
	}
	if twos := rows % 6 / 2; twos > 0 {
		done := int64(6 * sixes)
		multiplyTwoAVX2(&out[done*k.outStride/2], &in[done*k.inStride/2], &packed[0], &bias[0], k, twos)
	}
}

// places gives for each set of eight pairs, a bit each, four times the number of each of them.
var places = func() (all [256][8]uint8) {
	for set := range all {
		n := 0
		for pair := range 8 {
			if set>>pair&1 != 0 {
				all[set][n] = uint8(4 * pair)
				n++
			}
		}
	}
	return all
}()

// apply lists the pairs of inputs that are not both zero, and takes no others. It reports false when it cannot.
func (p *Sparse) apply(w *Weights, out, in []int16, rows int, k *kernel) bool {
	if !wide || w.In%16 != 0 || w.Out < 4*Lanes {
		return false
	}
	if need := rows*w.In/2 + 8; len(p.list) < need {
		p.list = make([]uint16, need)
	}
	p.counts = p.counts[:0]
	listed := 0
	for r := range rows {
		n := nonzeroAVX2(&p.list[listed], &in[r*w.In], w.In/2, &places)
		p.counts, listed = append(p.counts, int32(n)), listed+n
	}
	o := 0
	for ; o+4*Lanes <= w.Out; o += 4 * Lanes {
		multiplyListedAVX2(&out[o], &in[0], &w.packed[o*w.In], &w.bias[o], k, &p.list[0], &p.counts[0], rows)
	}
	for ; o < w.Out; o += Lanes {
		multiply(out[o:], in, w.packed[o*w.In:], w.bias[o:], rows+rows%2, k)
	}
	return true
}

func sum(dst []int16, parts [][]int16) {
	if wide {
		sumAVX2(&dst[0], &parts[0], len(parts), len(dst))
	} else {
		sumSSE2(&dst[0], &parts[0], len(parts), len(dst))
	}
}

func addRows(dst []int16, table []byte, rows []int32) {
	if wide {
		addRowsAVX2(&dst[0], &table[0], &rows[0], len(rows), len(dst))
		return
	}
	for _, row := range rows {
		addBytesSSE2(&dst[0], &table[int(row)*len(dst)], len(dst)/Lanes)
	}
}

func addRectified(dst, a, b []int16) {
	if wide {
		addRectifiedAVX2(&dst[0], &a[0], &b[0], len(dst)/Lanes)
	} else {
		addRectifiedSSE2(&dst[0], &a[0], &b[0], len(dst)/Lanes)
	}
}

func dots(out []int32, a, b []int16, n int) {
	if wide {
		dotsAVX2(&out[0], &a[0], &b[0], n, len(a)/Lanes)
	} else {
		dotsSSE2(&out[0], &a[0], &b[0], n, len(a)/Lanes)
	}
}

func recur(out, residual, gates []int16, at [4]int, p *steps) {
	if wide {
		recurAVX2(&out[at[0]], &residual[at[0]], &gates[at[1]], &gates[at[2]], p)
	} else {
		recurSSE2(&out[at[0]], &residual[at[0]], &gates[at[1]], &gates[at[2]], p)
		half := Lanes / 2
		recurSSE2(&out[at[0]+half], &residual[at[0]+half], &gates[at[1]+half], &gates[at[2]+half], p)
	}
}

func multiplyTile(c, a, b []float32, t *tile) {
	if wide {
		multiplyTileAVX(&c[0], &a[0], &b[0], t)
	} else {
		multiplyTileSSE(&c[0], &a[0], &b[0], t)
	}
}

//go:noescape
func multiplySixAVX2(out, in, packed *int16, bias *int32, k *kernel, tiles int)

//go:noescape
func multiplyTwoAVX2(out, in, packed *int16, bias *int32, k *kernel, tiles int)

//go:noescape
func nonzeroAVX2(list *uint16, in *int16, pairs int, places *[256][8]uint8) int

//go:noescape
func multiplyListedAVX2(out, in, packed *int16, bias *int32, k *kernel, list *uint16, counts *int32, rows int)

//go:noescape
func multiplySSE2(out, in, packed *int16, bias *int32, k *kernel, rows int)

//go:noescape
func sumAVX2(dst *int16, parts *[]int16, n, width int)

//go:noescape
func sumSSE2(dst *int16, parts *[]int16, n, width int)

//go:noescape
func addBytesSSE2(dst *int16, src *byte, blocks int)

//go:noescape
func addRowsAVX2(dst *int16, table *byte, rows *int32, n, width int)

//go:noescape
func addRectifiedAVX2(dst, a, b *int16, blocks int)

//go:noescape
func addRectifiedSSE2(dst, a, b *int16, blocks int)

//go:noescape
func dotsAVX2(out *int32, a, b *int16, n, blocks int)

//go:noescape
func dotsSSE2(out *int32, a, b *int16, n, blocks int)

//go:noescape
func recurAVX2(out, residual, candidate, keep *int16, p *steps)

//go:noescape
func recurSSE2(out, residual, candidate, keep *int16, p *steps)

//go:noescape
func multiplyTileAVX(c, a, b *float32, t *tile)

//go:noescape
func multiplyTileSSE(c, a, b *float32, t *tile)

// adamStep takes a multiple of 8 values.
func adamStep(values, gradient, mean, square []float32, a *Adam) {
	if wide {
		adamStepAVX(&values[0], &gradient[0], &mean[0], &square[0], len(values)/8, a)
	} else {
		adamStepTwin(values, gradient, mean, square, a)
	}
}

//go:noescape
func adamStepAVX(values, gradient, mean, square *float32, blocks int, a *Adam)
