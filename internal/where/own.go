package where

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"dateline/internal/rule"
	"dateline/internal/where/atlas"
)

// Own is a place of the user's, laid over the gazetteer.
type Own = atlas.Own

// Precisions that a user's place may have, with the class that it is resolved as. The first is that of a place without one.
var ownPrecisions = []struct {
	name  string
	class atlas.Class
}{
	{"site", atlas.District}, {"exact", atlas.District}, {"neighbourhood", atlas.District}, {"town", atlas.Town}, {"admin2", atlas.Admin2},
	{"admin1", atlas.Admin1}, {"region", atlas.Area}, {"sea", atlas.Sea},
}

// ownColumns are the columns of a user's file; the first three are needed.
var ownColumns = []string{"name", "lat", "lon", "precision", "country", "admin1", "admin2", "aliases"}

const (
	longestLine  = 1 << 20 // bytes
	mostMistakes = 50      // that are listed
	dumpColumns  = 19      // of GeoNames' main table
)

// ReadOwn reads a file of a user's places. It is a table with tabs whose first row names the columns: name, lat, lon, and if
// wanted precision, country (two letters), admin1, admin2 and aliases (with | between them); or a file of GeoNames' main table,
// which is told by its 19 columns. Mistakes come as rule.Mistakes, all at once.
func ReadOwn(file string, from io.Reader) ([]Own, error) {
	r := &ownReader{file: file}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for lines.Scan() && len(r.mistakes) < mostMistakes {
		r.line++
		line := strings.TrimRight(lines.Text(), "\r")
		if r.line == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r.row(strings.Split(line, "\t"))
	}
	if err := lines.Err(); err != nil {
		r.line++
		r.wrong("%v", err)
	}
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	return r.places, nil
}

// ownReader reads one file.
type ownReader struct {
	file     string
	line     int
	columns  []int // where the columns of ownColumns stand, -1 for those left out; nil before the first row
	width    int   // how many columns the first row names
	dump     bool  // the file is GeoNames'
	places   []atlas.Own
	mistakes rule.Mistakes
}

func (r *ownReader) wrong(format string, args ...any) {
	r.mistakes = append(r.mistakes, rule.Mistake{File: r.file, Line: r.line, What: fmt.Sprintf(format, args...)})
}

// row reads a row. The first one tells what file it is.
func (r *ownReader) row(cells []string) {
	switch {
	case r.dump:
		r.dumpRow(cells)
	case r.columns != nil:
		r.ownRow(cells)
	case isDump(cells):
		r.dump = true
		r.dumpRow(cells)
	default:
		r.header(cells)
	}
}

func isDump(cells []string) bool {
	if len(cells) != dumpColumns {
		return false
	}
	_, err := strconv.ParseUint(cells[0], 10, 32)
	return err == nil
}

// header reads the names of the columns.
func (r *ownReader) header(cells []string) {
	r.columns, r.width = make([]int, len(ownColumns)), len(cells)
	for c := range r.columns {
		r.columns[c] = -1
	}
	for at, cell := range cells {
		cell = strings.ToLower(strings.TrimSpace(cell))
		known := false
		for c, name := range ownColumns {
			if cell == name {
				known = true
				r.columns[c] = at
			}
		}
		if !known {
			r.wrong("unknown column %q; the first row names the columns: %s", cell, strings.Join(ownColumns, ", "))
		}
	}
	for c, name := range ownColumns[:3] {
		if r.columns[c] < 0 {
			r.wrong("no column %q", name)
		}
	}
}

// ownRow reads a place.
func (r *ownReader) ownRow(cells []string) {
	cell := func(c int) string {
		if at := r.columns[c]; at >= 0 && at < len(cells) {
			return strings.TrimSpace(cells[at])
		}
		return ""
	}
	before := len(r.mistakes)
	p := atlas.Own{Name: cell(0), Precision: cell(3), Country: strings.ToUpper(cell(4)), Admin1: cell(5), Admin2: cell(6), Meant: true}
	if atlas.Key(p.Name) == "" {
		r.wrong("a place without a name")
	}
	p.Lat, p.Lon = r.degrees("lat", cell(1), 90), r.degrees("lon", cell(2), 180)
	if len(p.Country) != 0 && len(p.Country) != 2 {
		r.wrong("country %q is no code of two letters, such as FR", p.Country)
	}
	r.classify(&p)
	for alias := range strings.SplitSeq(cell(7), "|") {
		if alias = strings.TrimSpace(alias); alias != "" {
			p.Aliases = append(p.Aliases, alias)
		}
	}
	if len(cells) > r.width {
		r.wrong("%d columns, but the first row names %d", len(cells), r.width)
	}
	if len(r.mistakes) == before {
		r.places = append(r.places, p)
	}
}

// classify gives a place the class of its precision.
func (r *ownReader) classify(p *atlas.Own) {
	if p.Precision == "" {
		p.Precision = ownPrecisions[0].name
	}
	var names []string
	for _, known := range ownPrecisions {
		if p.Precision == known.name {
			p.Class = known.class
			return
		}
		names = append(names, known.name)
	}
	r.wrong("precision %q is none of %s", p.Precision, strings.Join(names, ", "))
}

// degrees reads an angle from -most to most.
func (r *ownReader) degrees(column, cell string, most float64) float64 {
	angle, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(-most <= angle && angle <= most) {
		r.wrong("%s %q is no number from -%v to %v", column, cell, most, most)
		return 0
	}
	return angle
}

// dumpRow reads a row of GeoNames' main table. Populated places and camps are taken, but not those that are no more.
func (r *ownReader) dumpRow(cells []string) {
	if len(cells) != dumpColumns {
		r.wrong("%d columns; GeoNames' table has %d", len(cells), dumpColumns)
		return
	}
	class, ok := dumpClass(cells[6], cells[7])
	if !ok {
		return
	}
	id, err := strconv.ParseUint(cells[0], 10, 32)
	if err != nil {
		r.wrong("%q is no GeoNames id", cells[0])
		return
	}
	before := len(r.mistakes)
	p := atlas.Own{Name: cells[1], ID: uint32(id), Country: cells[8], Precision: class.Precision(), Class: class}
	p.Lat, p.Lon = r.degrees("latitude", cells[4], 90), r.degrees("longitude", cells[5], 180)
	p.Within = strings.TrimRight(cells[8]+"."+cells[10]+"."+cells[11], ".")
	p.Population, _ = strconv.ParseFloat(cells[14], 64) // empty for most
	if cells[6] == "S" {
		p.Precision = "site"
	}
	for alias := range strings.SplitSeq(cells[2]+","+cells[3], ",") {
		if usable(alias) && alias != p.Name {
			p.Aliases = append(p.Aliases, alias)
		}
	}
	if len(r.mistakes) == before && p.Name != "" {
		r.places = append(r.places, p)
	}
}

// dumpClass returns the class of a GeoNames feature, and whether its places are taken.
func dumpClass(class, code string) (atlas.Class, bool) {
	switch {
	case class == "S" && (code == "CMP" || code == "CMPRF"):
		return atlas.District, true
	case class != "P":
		return 0, false
	}
	switch code {
	case "PPLH", "PPLQ", "PPLW", "PPLCH": // of the past
		return 0, false
	case "PPLC":
		return atlas.Capital, true
	case "PPLA":
		return atlas.Seat1, true
	case "PPLA2":
		return atlas.Seat2, true
	case "PPLX":
		return atlas.District, true
	}
	return atlas.Town, true
}

// usable reports whether another name is in Latin letters and no code of an airport or the like.
func usable(name string) bool {
	if len(name) <= 3 {
		return false
	}
	for _, c := range name {
		if unicode.IsLetter(c) && !unicode.Is(unicode.Latin, c) {
			return false
		}
	}
	return true
}

// longestOwn is how many tokens the name of a user's place may have.
const longestOwn = 10

// ownFrom returns the last token of the longest name that starts at token i and means a place of the user's.
func (r *reader) ownFrom(i int) (last int, ok bool) {
	if !r.atlas.Overlaid() {
		return 0, false
	}
	var buffer [96]byte
	first := r.key(buffer[:0], i, i)
	for k, c := range first { // a token such as "U.S.-led" has several words
		if c == ' ' {
			first = first[:k]
			break
		}
	}
	if !r.atlas.MayMean(first) {
		return 0, false
	}
	for last = min(i+longestOwn, len(r.d.Tokens)) - 1; last >= i; last-- {
		if r.d.Tokens[last].Tight && last+1 < len(r.d.Tokens) && r.d.Tokens[last+1].Form == "-" {
			continue // only a part of a word
		}
		if r.atlas.Meant(r.key(buffer[:0], i, last)) && r.asWritten(i, last) {
			return last, true
		}
	}
	return 0, false
}

// asWritten reports whether tokens have a capital, as the user's name for the place has one: not "the jungle" for "Jungle".
func (r *reader) asWritten(first, last int) bool {
	for i := first; i <= last; i++ {
		if capital(r.d.Tokens[i].Form) {
			return true
		}
	}
	found := r.lookExactly(first, last)
	own, ok := r.atlas.Own(found[0])
	return ok && strings.ToLower(own.Name) == own.Name
}
