// Package atlas is the gazetteer: places of the world by name, read straight from the bytes of one file.
// Opening it decodes nothing, so it costs the same for ten places and for two hundred thousand.
//
// The file has a header, a table of places of fixed width, a table of hashes and a heap of names:
//
//	header  magic, then the number of places, of hash slots, and a checksum of what follows, 4 bytes each
//	places  18 bytes each: id or offset of the code 3, latitude 3, longitude 3, place above 3, population 2, class 1, offset of the name 3
//	slots   4 bytes each: fingerprint 1, offset in the heap 3; all zero when free. Open addressing, linear
//	heap    strings as length and bytes; those that slots point at are followed by a count and the places of that name, 3 bytes each
//
// Numbers are little-endian. Written by Write, for which the order of entries decides the numbers of places.
package atlas

import (
	"encoding/binary"
	"errors"
	"math"
)

// magic begins every file; its last figure is the version of the layout.
const magic = "gazettr1"

const (
	headerSize = len(magic) + 12
	placeSize  = 18
	slotSize   = 4
	none       = 1<<24 - 1 // a 3-byte number that stands for nothing
)

// ErrFormat says that bytes are no gazetteer of this version, or that it is cut short.
var ErrFormat = errors.New("no gazetteer of this version")

// Class is the kind of a place, from the widest to the smallest.
type Class uint8

// The classes. Area is a part of the world without a government of its own ("the Sahel").
const (
	Country Class = iota
	Admin1
	Admin2
	Sea
	Area
	Capital  // of a country
	Seat1    // of a first-order division
	Seat2    // of a second-order division
	Town     // any other populated place
	District // a part of a town
	Classes  // how many there are
)

var precisions = [Classes]string{"country", "admin1", "admin2", "sea", "region", "town", "town", "town", "town", "town"}

// Precision returns what a position of this class stands for: town, admin2, admin1, country, sea or region.
func (c Class) Precision() string {
	if c >= Classes {
		return ""
	}
	return precisions[c]
}

// Atlas is an open gazetteer. It is never written to and safe for use by many goroutines.
type Atlas struct {
	places []byte
	slots  []byte
	heap   []byte
	mask   uint32 // number of slots - 1
	sum    uint32
	own    *overlay // places of the user's; nil when there are none
}

// Number names a place of an atlas.
type Number int32

// Nowhere is the number of no place.
const Nowhere Number = -1

// Place is an entry of the gazetteer.
type Place struct {
	Number     Number
	Lat, Lon   float64 // degrees, WGS 84, to within 3 metres
	Population float64 // to within a thousandth
	Class      Class
	Up         Number // the smallest division or country that holds it; Nowhere when there is none
	ref, name  uint32
}

// Open reads the header of a gazetteer. It keeps data, which must not change afterwards.
func Open(data []byte) (*Atlas, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	places := int64(binary.LittleEndian.Uint32(data[len(magic):]))
	slots := int64(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	heap := int64(headerSize) + places*placeSize + slots*slotSize
	if slots == 0 || slots&(slots-1) != 0 || places >= none || heap > int64(len(data)) {
		return nil, ErrFormat
	}
	rest := data[headerSize:]
	return &Atlas{
		places: rest[:places*placeSize],
		slots:  rest[places*placeSize:][:slots*slotSize],
		heap:   rest[places*placeSize+slots*slotSize:],
		mask:   uint32(slots - 1),
		sum:    binary.LittleEndian.Uint32(data[len(magic)+8:]),
	}, nil
}

// Version names the content of the gazetteer, in 8 hexadecimal digits.
func (a *Atlas) Version() string {
	const digits = "0123456789abcdef"
	var version [8]byte
	for i := range version {
		version[i] = digits[a.sum>>(28-4*i)&15]
	}
	return string(version[:])
}

// Len returns how many places there are; their numbers run from 0.
func (a *Atlas) Len() int { return len(a.places) / placeSize }

// At returns a place. Its number must be one that a gave.
func (a *Atlas) At(n Number) Place {
	if int(n) >= a.Len() {
		return a.ownAt(n)
	}
	b := a.places[int(n)*placeSize:][:placeSize]
	up := Number(three(b[9:]))
	if int(up) >= a.Len() {
		up = Nowhere
	}
	return Place{
		Number:     n,
		ref:        three(b),
		Lat:        float64(three(b[3:]))*180/none - 90,
		Lon:        float64(three(b[6:]))*360/none - 180,
		Up:         up,
		Population: unpack(binary.LittleEndian.Uint16(b[12:])),
		Class:      Class(b[14]),
		name:       three(b[15:]),
	}
}

// Look appends to found the numbers of the places of a name, the most populous first, and returns it.
// The name is given as its key (see AppendKey).
func (a *Atlas) Look(found []Number, key []byte) []Number {
	if a.own == nil {
		return a.look(found, key)
	}
	found = append(found, a.own.meant[string(key)]...)
	return append(a.look(found, key), a.own.more[string(key)]...)
}

// look is Look in the gazetteer itself.
func (a *Atlas) look(found []Number, key []byte) []Number {
	at, ok := a.find(key)
	if !ok {
		return found
	}
	count, size := binary.Uvarint(a.heap[at:])
	if size <= 0 {
		return found
	}
	at += size
	for ; count > 0 && at+3 <= len(a.heap); count-- {
		if n := three(a.heap[at:]); int(n) < a.Len() {
			found = append(found, Number(n))
		}
		at += 3
	}
	return found
}

// Fame tells how well known the best known place of a name is: 0 no place bears it, 1 fewer than 20,000 live there, 2 a town, 3 a capital,
// a first-order division or a city of 300,000, 4 a country.
func (a *Atlas) Fame(name []byte) int {
	var buffer [longest]byte
	var numbers [16]Number
	fame := 0
	for _, n := range a.Look(numbers[:0], AppendKey(buffer[:0], string(name))) {
		p := a.At(n)
		switch {
		case p.Class == Country:
			return 4
		case p.Class == Admin1 || p.Class == Capital || p.Population >= 3e5:
			fame = max(fame, 3)
		case p.Population >= 2e4 || p.Class == Sea || p.Class == Area:
			fame = max(fame, 2)
		default:
			fame = max(fame, 1)
		}
	}
	return fame
}

// Has reports whether a place bears the name with this key.
func (a *Atlas) Has(key []byte) bool {
	_, ok := a.find(key)
	return ok || a.own != nil && (len(a.own.meant[string(key)]) > 0 || len(a.own.more[string(key)]) > 0)
}

// find returns where in the heap the places of a key stand.
func (a *Atlas) find(key []byte) (int, bool) {
	h := hash(key)
	for probe, tries := h&a.mask, a.mask; ; probe, tries = (probe+1)&a.mask, tries-1 {
		slot := binary.LittleEndian.Uint32(a.slots[probe*slotSize:])
		if slot == 0 || tries == 0 {
			return 0, false
		}
		if slot>>24 != fingerprint(h) {
			continue
		}
		at := slot & none
		name, ok := a.text(at)
		if ok && sameKey(name, key) {
			return int(at) + sizeOf(len(name)) + len(name), true
		}
	}
}

// text returns the string at an offset of the heap.
func (a *Atlas) text(at uint32) (string, bool) {
	if uint64(at) >= uint64(len(a.heap)) {
		return "", false
	}
	length, size := binary.Uvarint(a.heap[at:])
	rest := a.heap[int(at)+max(size, 0):]
	if size <= 0 || length > uint64(len(rest)) {
		return "", false
	}
	return string(rest[:length]), true
}

// Name returns the name of p as the gazetteer writes it.
func (a *Atlas) Name(p Place) string {
	if own, ok := a.Own(p.Number); ok {
		return own.Name
	}
	name, _ := a.text(p.name)
	return name
}

// Code returns the GeoNames id of a town ("3029162"), or GeoNames' code of a country or division ("FR.32.62").
// Seas and areas have a code of their own.
func (a *Atlas) Code(p Place) string {
	if own, ok := a.Own(p.Number); ok {
		return decimal(own.ID)
	}
	if p.Class >= Capital {
		return decimal(p.ref)
	}
	code, _ := a.text(p.ref)
	return code
}

// Above returns the place of a class that holds p, p itself included, and whether there is one.
func (a *Atlas) Above(p Place, class Class) (Place, bool) {
	for range Classes { // a chain is never longer; a damaged file could make a ring
		if p.Class == class {
			return p, true
		}
		if p.Up == Nowhere {
			return Place{}, false
		}
		p = a.At(p.Up)
	}
	return Place{}, false
}

// Country returns the country of p as ISO 3166-1 alpha-2, and nothing for a sea or an area.
func (a *Atlas) Country(p Place) string {
	country, ok := a.Above(p, Country)
	if !ok {
		if own, mine := a.Own(p.Number); mine {
			return own.Country
		}
		return ""
	}
	return a.Code(country)
}

func three(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// sizeOf returns how many bytes the length of a string takes.
func sizeOf(length int) int {
	size := 1
	for ; length >= 0x80; length >>= 7 {
		size++
	}
	return size
}

// unpack reads a population: 5 bits of exponent, 11 of mantissa.
func unpack(packed uint16) float64 { return math.Ldexp(float64(packed&2047), int(packed>>11)) }

// pack is the inverse of unpack.
func pack(population int64) uint16 {
	exponent := 0
	for ; population > 2047; exponent++ {
		population >>= 1
	}
	return uint16(exponent)<<11 | uint16(max(population, 0))
}

func decimal(n uint32) string {
	var digits [10]byte
	at := len(digits)
	for {
		at--
		digits[at] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(digits[at:])
		}
	}
}

// hash is FNV-1a with a last mix, so that its low bits are good.
func hash(key []byte) uint32 {
	h := uint32(2166136261)
	for _, b := range key {
		h = (h ^ uint32(b)) * 16777619
	}
	h ^= h >> 15
	h *= 0x2c1b3c6d
	return h ^ h>>13
}

// fingerprint is never zero, so that a used slot is not either.
func fingerprint(h uint32) uint32 { return h>>24 | 1 }
