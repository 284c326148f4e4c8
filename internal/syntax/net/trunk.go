package net

import "slices"

// trunkMemory keeps the tagger's last layer of the sentences worked on lately, since parsing needs it again. The layer depends on the
// words alone, so a sentence is known by their types.
type trunkMemory struct {
	byHash map[uint64]keptTrunk
	types  []int32
	rows   []int16
}

// keptTrunk is where a sentence's types and rows begin.
type keptTrunk struct{ types, count, rows int }

// trunkTypes bounds the types that are kept: the words of a long report.
const trunkTypes = 1 << 12

// forget empties the memory, as it must when words get other types.
func (k *trunkMemory) forget() {
	clear(k.byHash)
	k.types, k.rows = k.types[:0], k.rows[:0]
}

// find copies the rows of a sentence to out, if they are there.
func (k *trunkMemory) find(out []int16, types []int32) bool {
	kept, ok := k.byHash[hashOf(types)]
	if !ok || !slices.Equal(types, k.types[kept.types:kept.types+kept.count]) {
		return false
	}
	copy(out, k.rows[kept.rows:kept.rows+len(out)])
	return true
}

// add keeps the rows of a sentence.
func (k *trunkMemory) add(rows []int16, types []int32) {
	if k.byHash == nil {
		k.byHash = map[uint64]keptTrunk{}
	}
	if len(k.types)+len(types) > trunkTypes {
		k.forget()
	}
	k.byHash[hashOf(types)] = keptTrunk{len(k.types), len(types), len(k.rows)}
	k.types, k.rows = append(k.types, types...), append(k.rows, rows...)
}

func hashOf(types []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range types {
		h = (h ^ uint64(uint32(t))) * 1099511628211
		h ^= h >> 32
	}
	return h
}
