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

func multiplyTile(c, a, b []float32, t *tile) { multiplyTileTwin(c, a, b, t) }

func adamStep(values, gradient, mean, square []float32, a *Adam) {
	adamStepTwin(values, gradient, mean, square, a)
}
