package rule

import (
	"math/bits"
	"unicode/utf8"
)

// table is a hash table from numbers to numbers that is read far more often than it is made: one place in memory is looked at for most keys,
// where a map looks at three.
type table struct {
	cells []cell // a power of two, at most half of them taken
	shift int    // leaves as many bits of a hash as number the cells
}

type cell struct {
	key   uint64
	value int32 // 0 if free
}

// newTable makes a table for some keys.
func newTable(keys int) table {
	width := bits.Len(uint(2*keys + 1))
	return table{make([]cell, 1<<width), 64 - width}
}

// put puts in a key that is not there, with a value other than 0.
func (t *table) put(key uint64, value int32) { *t.at(key) = cell{key, value} }

// find returns the value of a key, 0 if it is not there.
func (t *table) find(key uint64) int32 {
	if len(t.cells) == 0 {
		return 0
	}
	return t.at(key).value
}

// at returns the cell of a key, or the free one where it belongs.
func (t *table) at(key uint64) *cell {
	for i := int(key * 0x9e3779b97f4a7c15 >> t.shift); ; i++ {
		if s := &t.cells[i&(len(t.cells)-1)]; s.value == 0 || s.key == key {
			return s
		}
	}
}

// vocabulary numbers the words that rules and lists know.
type vocabulary struct {
	numbers map[string]word // by folded form
	byHash  table           // of those known when it was closed
}

func newVocabulary() *vocabulary { return &vocabulary{numbers: map[string]word{}} }

// add returns the number of a folded piece, new if need be.
func (v *vocabulary) add(folded string) word {
	w, ok := v.numbers[folded]
	if !ok {
		w = word(len(v.numbers) + 1)
		v.numbers[folded] = w
	}
	return w
}

// size is the greatest number of a word.
func (v *vocabulary) size() int { return len(v.numbers) }

// close makes find ready after the last add.
func (v *vocabulary) close() {
	v.byHash = newTable(len(v.numbers))
	for folded, w := range v.numbers {
		v.byHash.put(hashOf(folded), int32(w))
	}
}

// find returns the number of a form in any case, unknown if no rule knows it. A word is known by its hash of 64 bits alone.
func (v *vocabulary) find(form string) word { return word(v.byHash.find(hashOf(form))) }

const (
	hashBasis = 14695981039346656037 // of FNV-1a
	hashPrime = 1099511628211
)

// hashOf hashes a form as it is folded.
func hashOf(form string) uint64 {
	h := uint64(hashBasis)
	for i := range len(form) {
		c := form[i]
		if c >= utf8.RuneSelf {
			return hashOfAny(form)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

// hashOfAny is hashOf, for forms beyond ASCII. It does not allocate for forms under 64 bytes.
func hashOfAny(form string) uint64 {
	var buffer [64]byte
	h := uint64(hashBasis)
	for _, c := range appendFolded(buffer[:0], form) {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}
