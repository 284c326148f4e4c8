package publish

import (
	"fmt"
	"math"

	"dateline/internal/link"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/text"
)

type textSpan = text.Span

// Ceiling is the most precise that a place may be told.
type Ceiling string

// The ceilings, the most precise first.
const (
	Exact  Ceiling = "exact"
	Town   Ceiling = "town"
	Admin2 Ceiling = "admin2"
)

// ParseCeiling reads the name of a ceiling.
func ParseCeiling(name string) (Ceiling, error) {
	switch c := Ceiling(name); c {
	case Exact, Town, Admin2:
		return c, nil
	}
	return "", fmt.Errorf("no ceiling is named %q; there are exact, town and admin2", name)
}

// grid is the width, in degrees, of the net that positions beyond a ceiling are moved to: about 10 km for a town, 50 km for a division.
var grid = map[Ceiling]float64{Town: 0.1, Admin2: 0.5}

// fineness ranks the precisions that a ceiling may cut: those of sites, and towns.
func fineness(precision string) Ceiling {
	switch {
	case gate.IsExact(precision):
		return Exact
	case precision == "town" || precision == "in-town":
		return Town
	}
	return Admin2
}

var order = map[Ceiling]int{Exact: 0, Town: 1, Admin2: 2}

// placed is a place as it may leave. A site has the stricter ceiling, unless a person decided that it stays as it is.
func (c *Case) placed(t link.Telling, w record.Where) record.Where {
	o := c.book.options
	ceiling := orElse(o.Ceiling, Exact)
	if gate.IsExact(w.Precision) {
		words := c.Readings[t.Report].Body[w.Start:min(w.End, len(c.Readings[t.Report].Body))]
		switch c.book.screen.Site(t.Report, words) {
		case gate.Hide:
			return record.Where{Role: w.Role}
		case gate.Coarsen:
			ceiling = stricter(ceiling, orElse(o.Inhabited, Town))
		}
	}
	body := c.Readings[t.Report].Body
	if name := c.book.screen.Part(t.Report, body, w.Span, w.Name); name != w.Name {
		return record.Where{Role: w.Role} // an address, or a place called after somebody
	}
	return under(w, ceiling)
}

func stricter(a, b Ceiling) Ceiling {
	if order[b] > order[a] {
		return b
	}
	return a
}

// under moves a place that is told more precisely than a ceiling to the net, and calls it by what holds it.
func under(w record.Where, ceiling Ceiling) record.Where {
	if w.Precision == "" || order[fineness(w.Precision)] >= order[ceiling] {
		return w
	}
	w.Lat, w.Lon = snap(w.Lat, grid[ceiling]), snap(w.Lon, grid[ceiling])
	w.Precision, w.Gazetteer = string(ceiling), ""
	switch {
	case ceiling == Town && w.Within != "":
		w.Name = w.Within
	case w.Admin2 != "":
		w.Name = w.Admin2
	default:
		w.Name = w.Admin1
	}
	w.Within = ""
	return w
}

// snap moves a coordinate to the nearest line of a net, without the dust of floating point.
func snap(v, width float64) float64 {
	return math.Round(math.Round(v/width)*width*1e6) / 1e6
}

func orElse[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}
