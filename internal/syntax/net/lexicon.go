package net

import (
	"encoding/binary"
	"slices"
)

// lexicon is a hash table from words to numbers, read where it lies in the model file. An entry is 16 bytes: the hash's upper
// half and six numbers. A word is known by its hash alone: one in some billions of unknown words is taken for another.
type lexicon []byte

const (
	entrySize = 16
	numbers   = 6
)

// LexiconWord is what the lexicon knows of a normal form: its number among the words with a row of their own (from 1, 0 if it has
// none) and its classes Middle, Coarse, Before, After and Use; or of a form as written, whose key is a FormKey: Fine and Cased.
type LexiconWord struct {
	Key     string
	Numbers [numbers]uint16
}

// FormKey is the lexicon's key of a form as written, but for what Plain changes.
func FormKey(plain string) string { return "=" + plain }

// newLexicon makes the table, at most half full.
func newLexicon(words []LexiconWord) lexicon {
	size := 1024
	for size < 2*len(words) {
		size *= 2
	}
	x := make(lexicon, size*entrySize)
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b LexiconWord) int { return compare(a.Key, b.Key) })
	for _, w := range words {
		entry := x.slot(mix(w.Key))
		binary.LittleEndian.PutUint32(entry, uint32(mix(w.Key)>>32)|1)
		for i, v := range w.Numbers {
			binary.LittleEndian.PutUint16(entry[4+2*i:], v)
		}
	}
	return x
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// find returns the numbers of a key, zeros if it is not there.
func (x lexicon) find(key string) (n [numbers]uint16) {
	entry := x.slot(mix(key))
	for i := range n {
		n[i] = binary.LittleEndian.Uint16(entry[4+2*i:])
	}
	return n
}

// slot returns the entry with this hash, or the free one where it belongs. A table without free entries, which only a broken
// file has, gives the last one looked at.
func (x lexicon) slot(hash uint64) []byte {
	slots := len(x) / entrySize
	key := uint32(hash>>32) | 1
	var entry []byte
	for i := range slots {
		at := (int(hash&uint64(slots-1)) + i) & (slots - 1) * entrySize
		entry = x[at : at+entrySize]
		if k := binary.LittleEndian.Uint32(entry); k == key || k == 0 {
			return entry
		}
	}
	return entry
}
