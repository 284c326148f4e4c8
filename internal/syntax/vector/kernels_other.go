//go:build !amd64

package vector

func multiply(out, in, packed []int16, bias []int32, rows int, k *kernel) {
	multiplyTwin(out, in, packed, bias, rows, k)
}

func (p *Sparse) apply(*Weights, []int16, []int16, int, *kernel) bool { return false }

func sum(dst []int16, parts [][]int16) { sumTwin(dst, parts) }

func addRows(dst []int16, table []byte, rows []int32) { addRowsTwin(dst, table, rows) }

func addRectified(dst, a, b []int16) { addRectifiedTwin(dst, a, b) }

func dots(out []int32, a, b []int16, n int) { dotsTwin(out, a, b, n) }

func recur(out, residual, gates []int16, at [4]int, p *steps) { recurTwin(out, residual, gates, at, p) }

// multiplyTile adds a tile of products to c. The conversions keep the compiler from fusing.
func multiplyTile(c, a, b []float32, t *tile) {
	for r := range tileRows {
		for j := range Lanes {
			sum := float32(0)
			for i := range int(t.depth) {
				sum += float32(a[r*int(t.aRow/4)+i*int(t.aColumn/4)] * b[i*Lanes+j])
			}
			c[r*int(t.cRow/4)+j] += sum
		}
	}
}

func adamStep(values, gradient, mean, square []float32, a *Adam) {
	adamStepTwin(values, gradient, mean, square, a)
}
