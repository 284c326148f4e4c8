package net

import "slices"

// trunkMemory keeps the tagger's last layer of the sentences worked on lately, since parsing needs it again. The layer depends on the
// words alone, so a sentence is known by their types.
type trunkMemory struct{ young, old generation }

// generation is sentences that came one after the other. When the young one is full it grows old, and the old one is forgotten.
type generation struct {
	byHash map[uint64]keptTrunk
	types  []int32
	rows   []int16
}

// keptTrunk is where a sentence's types and rows begin.
type keptTrunk struct{ types, count, rows int }

// trunkTypes bounds the types that a generation keeps: the words of a long report.
const trunkTypes = 1 << 12

// forget empties the memory, as it must when words get other types.
func (k *trunkMemory) forget() {
	k.young.empty()
	k.old.empty()
}

// find copies the rows of a sentence to out, if they are there.
func (k *trunkMemory) find(out []int16, types []int32) bool {
	hash := hashOf(types)
	return k.young.find(out, types, hash) || k.old.find(out, types, hash)
}

// add keeps the rows of a sentence.
func (k *trunkMemory) add(rows []int16, types []int32) {
	if len(k.young.types)+len(types) > trunkTypes {
		k.young, k.old = k.old, k.young
		k.young.empty()
	}
	k.young.add(rows, types)
}

func (g *generation) empty() {
	clear(g.byHash)
	g.types, g.rows = g.types[:0], g.rows[:0]
}

func (g *generation) find(out []int16, types []int32, hash uint64) bool {
	kept, ok := g.byHash[hash]
	if !ok || !slices.Equal(types, g.types[kept.types:kept.types+kept.count]) {
		return false
	}
	copy(out, g.rows[kept.rows:kept.rows+len(out)])
	return true
}

func (g *generation) add(rows []int16, types []int32) {
	if g.byHash == nil {
		g.byHash = map[uint64]keptTrunk{}
	}
	g.byHash[hashOf(types)] = keptTrunk{len(g.types), len(types), len(g.rows)}
	g.types, g.rows = append(g.types, types...), append(g.rows, rows...)
}

func hashOf(types []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range types {
		h = (h ^ uint64(uint32(t))) * 1099511628211
		h ^= h >> 32
	}
	return h
}
