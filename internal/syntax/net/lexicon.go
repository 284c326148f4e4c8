package net

import (
	"encoding/binary"
	"slices"
)

// lexicon is a hash table from normal forms to their row and classes, read where it lies in the model file.
// An entry is 16 bytes: the hash's upper half, the number of the word among the embedded words (from 1, 0 if none), five classes.
// A form is known by its hash alone: one in some billions of unknown words is taken for another.
type lexicon []byte

const entrySize = 16

// LexiconWord is what the lexicon knows of one normal form.
type LexiconWord struct {
	Normal  string
	Word    int // its number among the words with a row of their own, from 1; 0 if it has none
	Classes Classes
}

// newLexicon makes the table, at most half full.
func newLexicon(words []LexiconWord) lexicon {
	size := 1024
	for size < 2*len(words) {
		size *= 2
	}
	x := make(lexicon, size*entrySize)
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b LexiconWord) int { return compare(a.Normal, b.Normal) })
	for _, w := range words {
		entry := x.slot(mix(w.Normal))
		binary.LittleEndian.PutUint32(entry, uint32(mix(w.Normal)>>32)|1)
		for i, v := range [...]uint16{uint16(w.Word), w.Classes.Fine, w.Classes.Middle, w.Classes.Coarse, w.Classes.Before, w.Classes.After} {
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

// find returns the number and the classes of a normal form, zeros if it is not there.
func (x lexicon) find(normal string) (word int, c Classes) {
	entry := x.slot(mix(normal))
	at := func(i int) uint16 { return binary.LittleEndian.Uint16(entry[4+2*i:]) }
	return int(at(0)), Classes{at(1), at(2), at(3), at(4), at(5)}
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
