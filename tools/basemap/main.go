// Command basemap makes internal/web/static/land.json from a TopoJSON file of the npm package world-atlas (countries-50m.json, drawn from
// Natural Earth, public domain): coasts to fill and borders to stroke, small enough to be embedded.
//
// usage: npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && go run ./tools/basemap package/countries-50m.json > internal/web/static/land.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: basemap FILE.topojson")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "basemap:", err)
		os.Exit(1)
	}
}

// topology is what is needed of the format (TopoJSON 1.0).
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int
	Objects   struct {
		Countries, Land struct{ Geometries []geometry }
	}
}

type geometry struct {
	Type string
	Arcs json.RawMessage
}

// basemap is the file that the map draws. A line is a list of numbers, x and y by turns, in hundredths of a degree: the first
// point, then the way from each point to the next.
type basemap struct {
	Land    [][]int `json:"land"`
	Borders [][]int `json:"borders"`
}

func run(file string, w io.Writer) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		return err
	}
	var m basemap
	for _, g := range t.Objects.Land.Geometries {
		rings, err := g.rings()
		if err != nil {
			return err
		}
		for _, ring := range rings {
			m.Land = append(m.Land, t.line(ring))
		}
	}
	shared, err := t.shared()
	if err != nil {
		return err
	}
	for _, arc := range shared {
		m.Borders = append(m.Borders, t.line([]int{arc}))
	}
	var out bytes.Buffer
	if err := json.NewEncoder(&out).Encode(m); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

// rings gives the rings of a polygon or of several, each as the numbers of its arcs.
func (g geometry) rings() ([][]int, error) {
	if g.Type == "Polygon" {
		var rings [][]int
		return rings, json.Unmarshal(g.Arcs, &rings)
	}
	var many [][][]int
	err := json.Unmarshal(g.Arcs, &many)
	var rings [][]int
	for _, one := range many {
		rings = append(rings, one...)
	}
	return rings, err
}

// shared gives the arcs that two countries have in common.
func (t topology) shared() ([]int, error) {
	uses := make([]int, len(t.Arcs))
	for _, g := range t.Objects.Countries.Geometries {
		var rings [][]int
		var err error
		if g.Type == "Polygon" {
			err = json.Unmarshal(g.Arcs, &rings)
		} else {
			rings, err = g.rings()
		}
		if err != nil {
			return nil, err
		}
		for _, ring := range rings {
			for _, arc := range ring {
				uses[forward(arc)]++
			}
		}
	}
	var all []int
	for arc, n := range uses {
		if n > 1 {
			all = append(all, arc)
		}
	}
	return all, nil
}

// forward is the number of an arc whichever way it is taken: ^n is arc n backwards.
func forward(arc int) int {
	if arc < 0 {
		return ^arc
	}
	return arc
}

// whole is the way around the world, and pole where its southern end begins, in hundredths of a degree.
const (
	whole = 36000
	pole  = -6000
)

// line joins arcs and writes them as steps. Where it crosses the antimeridian it goes on beyond 180 degrees, so that no step leads
// across the whole map; around the pole that cannot be.
func (t topology) line(arcs []int) []int {
	var steps []int
	var x, y int
	for _, arc := range arcs {
		for _, p := range t.points(arc) {
			for len(steps) > 0 && p[1] > pole && p[0]-x > whole/2 {
				p[0] -= whole
			}
			for len(steps) > 0 && p[1] > pole && x-p[0] > whole/2 {
				p[0] += whole
			}
			if dx, dy := p[0]-x, p[1]-y; len(steps) == 0 || dx != 0 || dy != 0 {
				steps, x, y = append(steps, dx, dy), p[0], p[1]
			}
		}
	}
	return steps
}

// points gives the points of an arc in hundredths of a degree.
func (t topology) points(arc int) [][2]int {
	var all [][2]int
	x, y := 0, 0
	for _, step := range t.Arcs[forward(arc)] {
		x, y = x+step[0], y+step[1]
		all = append(all, [2]int{t.degree(x, 0), t.degree(y, 1)})
	}
	if arc < 0 {
		for i, k := 0, len(all)-1; i < k; i, k = i+1, k-1 {
			all[i], all[k] = all[k], all[i]
		}
	}
	return all
}

func (t topology) degree(v, axis int) int {
	return int(math.Round(100 * (float64(v)*t.Transform.Scale[axis] + t.Transform.Translate[axis])))
}
