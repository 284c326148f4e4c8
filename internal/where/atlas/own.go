package atlas

import (
	"fmt"
	"hash/crc32"
)

// Own is a place of the user's, laid over the gazetteer.
type Own struct {
	Name           string
	Aliases        []string // other names
	Lat, Lon       float64  // degrees, WGS 84
	Precision      string   // what the position stands for: exact, site, town …
	Country        string   // ISO 3166-1 alpha-2; may be empty
	Admin1, Admin2 string   // names of the divisions that hold it; may be empty
	Within         string   // GeoNames' code of the smallest of these ("FR.32.62"), where it is known instead of the names
	ID             uint32   // GeoNames id; 0 for a place of the user's making
	Population     float64
	Class          Class
	Meant          bool // its names mean this place wherever they stand
}

// overlay holds the places laid over a gazetteer. Their numbers follow those of the gazetteer.
type overlay struct {
	places []Own
	up     []Number
	meant  map[string][]Number // by key: places that come before those of the gazetteer
	more   map[string][]Number // by key: places that come after them
	starts map[string]bool     // keys of the first words of names that are meant wherever they stand
}

// With returns a gazetteer with places laid over a. Those that have the GeoNames id of a place of a are left out.
func (a *Atlas) With(places []Own) *Atlas {
	if len(places) == 0 {
		return a
	}
	o := &overlay{meant: map[string][]Number{}, more: map[string][]Number{}, starts: map[string]bool{}}
	codes, ids := a.codes()
	sum := crc32.NewIEEE()
	for _, p := range places {
		if p.ID != 0 && ids[p.ID] {
			continue
		}
		number := Number(a.Len() + len(o.places))
		o.places, o.up = append(o.places, p), append(o.up, a.division(&p, codes))
		fmt.Fprintf(sum, "%s %v %f %f %s %s\n", p.Name, p.Aliases, p.Lat, p.Lon, p.Country, p.Precision)
		o.add(number, p.Name)
		for _, alias := range p.Aliases {
			o.add(number, alias)
		}
	}
	laid := *a
	laid.own, laid.sum = o, a.sum^sum.Sum32()
	return &laid
}

// add notes a name of a place.
func (o *overlay) add(number Number, name string) {
	key, index := Key(name), o.more
	if key == "" {
		return
	}
	if o.places[len(o.places)-1].Meant {
		index = o.meant
		first := 0
		for first < len(key) && key[first] != ' ' {
			first++
		}
		o.starts[key[:first]] = true
	}
	for _, there := range index[key] {
		if there == number {
			return
		}
	}
	index[key] = append(index[key], number)
}

// codes returns the countries and divisions by their code, and the GeoNames ids of all towns.
func (a *Atlas) codes() (map[string]Number, map[uint32]bool) {
	codes, ids := map[string]Number{}, make(map[uint32]bool, a.Len())
	for n := range Number(a.Len()) {
		switch p := a.At(n); {
		case p.Class >= Capital:
			ids[p.ref] = true
		case p.Class <= Admin2:
			codes[a.Code(p)] = n
		}
	}
	return codes, ids
}

// division returns the smallest country or division of the gazetteer that holds a place, Nowhere when none is known.
func (a *Atlas) division(p *Own, codes map[string]Number) Number {
	for code := p.Within; code != ""; {
		if n, ok := codes[code]; ok {
			return n
		}
		cut := len(code) - 1
		for cut > 0 && code[cut] != '.' {
			cut--
		}
		code = code[:cut]
	}
	for _, try := range []struct {
		name  string
		class Class
	}{{p.Admin2, Admin2}, {p.Admin1, Admin1}} {
		for _, n := range a.Look(nil, AppendKey(nil, try.name)) {
			if found := a.At(n); found.Class == try.class && a.Country(found) == p.Country {
				return n
			}
		}
	}
	if n, ok := codes[p.Country]; ok {
		return n
	}
	return Nowhere
}

// Own returns the user's place with a number, and whether it is one.
func (a *Atlas) Own(n Number) (*Own, bool) {
	i := int(n) - a.Len()
	if a.own == nil || i < 0 || i >= len(a.own.places) {
		return nil, false
	}
	return &a.own.places[i], true
}

// Meant reports whether a user's place bears the name with this key and is meant wherever that stands.
func (a *Atlas) Meant(key []byte) bool { return a.own != nil && len(a.own.meant[string(key)]) > 0 }

// MayMean reports whether such a name may start with the word that has this key. It is false for all without such places.
func (a *Atlas) MayMean(key []byte) bool { return a.own != nil && a.own.starts[string(key)] }

// Overlaid reports whether there are names that mean a user's place wherever they stand.
func (a *Atlas) Overlaid() bool { return a.own != nil && len(a.own.meant) > 0 }

// ownAt returns the place with a number beyond those of the gazetteer.
func (a *Atlas) ownAt(n Number) Place {
	p := &a.own.places[int(n)-a.Len()]
	return Place{Number: n, Lat: p.Lat, Lon: p.Lon, Population: p.Population, Class: p.Class, Up: a.own.up[int(n)-a.Len()]}
}
