package vector

import "math"

// Matrix is a view of float32 values: element (row, column) stands at row*Row + column*Column.
type Matrix struct {
	Data        []float32
	Row, Column int
}

// Rows views data as rows of the given width.
func Rows(data []float32, width int) Matrix { return Matrix{data, width, 1} }

// Flipped is the transposed view.
func (m Matrix) Flipped() Matrix { return Matrix{m.Data, m.Column, m.Row} }

// Product adds matrix products. It keeps working memory, so each goroutine has its own; the zero value is ready.
type Product struct {
	left, right []float32
	edge        [tileRows * Lanes]float32
}

const tileRows = 4

// tile is what the assembly needs to know of one tile: strides in bytes and the number of products of each sum.
type tile struct{ cRow, aRow, aColumn, depth int64 }

// AddTo computes c += a·b, where c has m rows of n values that follow each other (c.Column is 1) and each sum has k products.
func (p *Product) AddTo(c, a, b Matrix, m, n, k int) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	whole := m / tileRows * tileRows // rows that are read as they lie, if they can be
	if a.Column != 1 {
		whole = 0
	}
	p.packLeft(a, whole, m, k)
	for column := 0; column < n; column += Lanes {
		p.packRight(b, column, n, k)
		for row := 0; row < m; row += tileRows {
			left := Matrix{a.Data[row*a.Row:], a.Row, 1}
			if row >= whole {
				left = Matrix{p.left[(row-whole)*k:], 1, tileRows}
			}
			p.tile(c, left, row, column, min(tileRows, m-row), min(Lanes, n-column), k)
		}
	}
}

// packLeft copies the rows of a from first on, tile by tile, zeros where the last tile hangs over.
func (p *Product) packLeft(a Matrix, first, m, k int) {
	p.left = room(p.left, (m-first+tileRows-1)/tileRows*tileRows*k)
	for row := first; row < m; row += tileRows {
		packed := p.left[(row-first)*k : (row-first+tileRows)*k]
		for i := range k {
			to, from := packed[i*tileRows:(i+1)*tileRows], row*a.Row+i*a.Column
			if a.Row == 1 && row+tileRows <= m {
				copy(to, a.Data[from:from+tileRows])
				continue
			}
			for r := range to {
				to[r] = 0
				if row+r < m {
					to[r] = a.Data[from+r*a.Row]
				}
			}
		}
	}
}

// packRight copies 16 columns of b so that they follow each other, zeros where b ends.
func (p *Product) packRight(b Matrix, column, n, k int) {
	p.right = room(p.right, k*Lanes)
	width := min(Lanes, n-column)
	for i := range k {
		row := p.right[i*Lanes : (i+1)*Lanes]
		from := i*b.Row + column*b.Column
		if b.Column == 1 && width == Lanes {
			copy(row, b.Data[from:from+Lanes])
			continue
		}
		for j := range row {
			row[j] = 0
			if j < width {
				row[j] = b.Data[from+j*b.Column]
			}
		}
	}
}

// tile adds one tile of the product to c, through a copy where the tile hangs over c's edge.
func (p *Product) tile(c, a Matrix, row, column, rows, columns, k int) {
	t := tile{cRow: int64(c.Row * 4), aRow: int64(a.Row * 4), aColumn: int64(a.Column * 4), depth: int64(k)}
	at := row*c.Row + column
	if rows == tileRows && columns == Lanes {
		multiplyTile(c.Data[at:], a.Data, p.right, &t)
		return
	}
	p.edge = [tileRows * Lanes]float32{}
	t.cRow = Lanes * 4
	multiplyTile(p.edge[:], a.Data, p.right, &t)
	for r := range rows {
		for j := range columns {
			c.Data[at+r*c.Row+j] += p.edge[r*Lanes+j]
		}
	}
}

func room(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/2)
	}
	return s[:n]
}

// Adam holds the constants of one step of the optimiser of Kingma and Ba (2015).
type Adam struct{ MeanDecay, MeanNew, SquareDecay, SquareNew, Rate, Tiny float32 }

// Step moves values against their gradient and brings the averages up to date. All four have one length.
func (a *Adam) Step(values, gradient, mean, square []float32) {
	whole := len(values) &^ 7
	if whole > 0 {
		_, _, _ = gradient[whole-1], mean[whole-1], square[whole-1]
		adamStep(values[:whole], gradient, mean, square, a)
	}
	adamStepTwin(values[whole:], gradient[whole:], mean[whole:], square[whole:], a)
}

func adamStepTwin(values, gradient, mean, square []float32, a *Adam) {
	for i := range values {
		g := gradient[i]
		m := float32(a.MeanDecay*mean[i]) + float32(a.MeanNew*g)
		s := float32(a.SquareDecay*square[i]) + float32(float32(a.SquareNew*g)*g)
		mean[i], square[i] = m, s
		values[i] -= float32(a.Rate*m) / (float32(math.Sqrt(float64(s))) + a.Tiny)
	}
}
