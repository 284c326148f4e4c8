package net

import (
	"strings"

	"dateline/internal/syntax/vector"
)

// wordCache keeps the first-layer vectors of the words met so far, a type for each form.
type wordCache struct {
	m       *Model
	slots   []int32 // 1 + type, by hash; 0 if free
	hashes  []uint64
	forms   []string
	rows    [][FeatureCount]int32 // of each type whose vectors of the tagger are there
	tagger  firstLayer
	parser  firstLayer
	ready   []bool // types whose vectors of the parser are there
	waiting []int32
	sums    []int16 // embeddings of as many words as are worked on at once
	out     []int16 // and their vectors
	zero    []int16

	fillings int // how often it was emptied, so that who keeps types knows whose they are
}

// firstLayer is what one window layer makes of each type. Vectors stand in chunks, so that they never move: copying them
// as the cache grows cost a fifth of the time of a short run.
type firstLayer struct {
	layer  *vector.Weights
	chunks [][]int16
}

const chunkTypes = 256 // types in a chunk

func (l *firstLayer) of(t int32) []int16 {
	at := int(t) % chunkTypes * l.layer.Out
	return l.chunks[t/chunkTypes][at : at+l.layer.Out]
}

// hold makes room for n types. Vectors that are there stay; new ones are zero or stale.
func (l *firstLayer) hold(n int) {
	for len(l.chunks)*chunkTypes < n {
		l.chunks = append(l.chunks, make([]int16, chunkTypes*l.layer.Out))
	}
}

// cacheBytes bounds the vectors of the cache. When it is full, it is emptied.
const cacheBytes = 48 << 20

func (c *wordCache) init(m *Model) {
	if c.m == nil {
		s := m.header.Sizes
		c.m = m
		c.tagger.layer, c.parser.layer = m.layers[LayerTaggerWindow], m.layers[LayerParserWindow]
		c.sums = make([]int16, vector.RowTile*s.Embedding)
		c.out = make([]int16, vector.RowTile*max(c.tagger.layer.Out, c.parser.layer.Out))
		c.zero = make([]int16, max(s.Tagger, s.Parser))
		c.slots = make([]int32, 1<<12)
	}
	c.fillings++
	clear(c.slots)
	clear(c.forms)
	c.hashes, c.forms, c.ready, c.rows = c.hashes[:0], c.forms[:0], c.ready[:0], c.rows[:0]
	c.waiting = c.waiting[:0]
	c.add(0, "") // typeStart
	c.add(0, "") // typeEnd
}

// full reports whether n more words could burst the bound.
func (c *wordCache) full(n int) bool {
	return (len(c.forms)+n)*(c.tagger.layer.Out+c.parser.layer.Out)*2 > cacheBytes
}

// find returns the type of a form. The tagger's vectors of a new one are there after the next compute.
func (c *wordCache) find(form string) int32 {
	hash := mix(form)
	for i := hash; ; i++ {
		slot := &c.slots[i&uint64(len(c.slots)-1)]
		if *slot == 0 {
			if 2*len(c.forms) > len(c.slots) {
				c.grow()
				return c.find(form)
			}
			*slot = c.add(hash, strings.Clone(form)) + 1
			return *slot - 1
		}
		if t := *slot - 1; c.hashes[t] == hash && c.forms[t] == form {
			return t
		}
	}
}

func (c *wordCache) grow() {
	c.slots = make([]int32, 2*len(c.slots))
	for t := typeEnd + 1; t < len(c.forms); t++ {
		i := c.hashes[t]
		for c.slots[i&uint64(len(c.slots)-1)] != 0 {
			i++
		}
		c.slots[i&uint64(len(c.slots)-1)] = int32(t) + 1
	}
}

// add makes a new type whose vectors wait to be computed.
func (c *wordCache) add(hash uint64, form string) int32 {
	t := int32(len(c.forms))
	c.rows = append(c.rows, [FeatureCount]int32{})
	c.hashes, c.forms, c.ready, c.waiting = append(c.hashes, hash), append(c.forms, form), append(c.ready, false), append(c.waiting, t)
	return t
}

// compute gives the waiting types, which are the newest, their vectors of the tagger.
func (c *wordCache) compute() {
	c.tagger.hold(len(c.forms))
	c.apply(&c.tagger, c.waiting)
	c.waiting = c.waiting[:0]
}

// computeParser gives types their vectors of the parser where they have none yet.
func (c *wordCache) computeParser(types []int32) {
	c.parser.hold(len(c.forms))
	for _, t := range types {
		if t != borderless && !c.ready[t] {
			c.ready[t] = true
			c.waiting = append(c.waiting, t)
		}
	}
	c.apply(&c.parser, c.waiting)
	c.waiting = c.waiting[:0]
}

// apply computes the vectors of some types, as many at once as the kernels take.
func (c *wordCache) apply(l *firstLayer, types []int32) {
	width := c.m.header.Sizes.Embedding
	for len(types) > 0 {
		some := types[:min(len(types), vector.RowTile)]
		types = types[len(some):]
		for i, t := range some {
			c.embed(c.sums[i*width:(i+1)*width], t)
		}
		l.layer.Apply(c.out, c.sums, len(some), vector.Free)
		for i, t := range some {
			copy(l.of(t), c.out[i*l.layer.Out:])
		}
	}
}

// embed sets sum to the sum of a type's rows of the embedding table.
func (c *wordCache) embed(sum []int16, t int32) {
	clear(sum)
	switch t {
	case typeStart:
		c.addRows(sum, []int32{RowStart})
	case typeEnd:
		c.addRows(sum, []int32{RowEnd})
	default:
		c.addRows(sum, c.features(t)[:])
	}
}

// features are the rows of a type that is no border.
func (c *wordCache) features(t int32) *[FeatureCount]int32 {
	rows := &c.rows[t]
	if rows[featureShape] == 0 { // no word's: the first rows are reserved
		*rows = c.m.layout.rowsOf(c.forms[t], c.m.lexicon)
	}
	return rows
}

// addRows adds rows of the embedding table; -1 stands for none, and so do rows that only a broken file asks for.
func (c *wordCache) addRows(sum []int16, rows []int32) {
	var room [FeatureCount]int32
	there := room[:0]
	for _, row := range rows {
		if row >= 0 && int(row) < c.m.layout.rows {
			there = append(there, row)
		}
	}
	vector.AddRows(sum, c.m.embeddings, there)
}
