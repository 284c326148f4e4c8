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
	ready   []bool  // types whose vectors of the parser are there
	met     []uint8 // how often each type was asked for, as far as a byte counts
	waiting []int32
	sums    []int16 // embeddings of as many words as are worked on at once
	out     []int16 // and their vectors
	zero    []int16

	fillings int // how often words were forgotten and numbered anew, so that who keeps types knows whose they are
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

// cacheBytes bounds the vectors of the cache. When it is full, the words met least are forgotten.
const cacheBytes = 48 << 20

func (c *wordCache) init(m *Model) {
	s := m.header.Sizes
	c.m = m
	c.tagger.layer, c.parser.layer = m.layers[LayerTaggerWindow], m.layers[LayerParserWindow]
	c.sums = make([]int16, vector.RowTile*s.Embedding)
	c.out = make([]int16, vector.RowTile*max(c.tagger.layer.Out, c.parser.layer.Out))
	c.zero = make([]int16, max(s.Tagger, s.Parser))
	c.slots = make([]int32, 1<<12)
	c.add(0, "") // typeStart
	c.add(0, "") // typeEnd
}

// most is how many types the bound allows.
func (c *wordCache) most() int { return cacheBytes / (2 * (c.tagger.layer.Out + c.parser.layer.Out)) }

// thin forgets the words met least, at least half of what the bound allows, and numbers the others anew.
func (c *wordCache) thin() {
	c.fillings++
	least, kept := c.oftenEnough(c.most()/2), 0
	for t := range c.forms {
		if t > typeEnd && int(c.met[t]) < least {
			continue
		}
		c.move(kept, t)
		kept++
	}
	clear(c.forms[kept:])
	c.hashes, c.forms, c.ready, c.rows, c.met = c.hashes[:kept], c.forms[:kept], c.ready[:kept], c.rows[:kept], c.met[:kept]
	c.number(len(c.slots))
}

// oftenEnough returns the least count that no more than some types reach.
func (c *wordCache) oftenEnough(some int) int {
	var with [256]int
	for _, n := range c.met {
		with[n]++
	}
	least := len(with)
	for least > 1 && some >= with[least-1] {
		least--
		some -= with[least]
	}
	return least
}

// move gives a type a lower number, or the one it has. Its count is halved, so that words of yesterday make room in time.
func (c *wordCache) move(to, from int) {
	c.met[to] = c.met[from] / 2
	if to == from {
		return
	}
	c.hashes[to], c.forms[to], c.ready[to], c.rows[to] = c.hashes[from], c.forms[from], c.ready[from], c.rows[from]
	copy(c.tagger.of(int32(to)), c.tagger.of(int32(from)))
	if c.ready[to] {
		copy(c.parser.of(int32(to)), c.parser.of(int32(from)))
	}
}

// find returns the type of a form. The tagger's vectors of a new one are there after the next compute.
func (c *wordCache) find(form string) int32 {
	hash := mix(form)
	for i := hash; ; i++ {
		slot := &c.slots[i&uint64(len(c.slots)-1)]
		if *slot == 0 {
			if 2*len(c.forms) > len(c.slots) {
				c.number(2 * len(c.slots))
				return c.find(form)
			}
			*slot = c.add(hash, strings.Clone(form)) + 1
			return *slot - 1
		}
		if t := *slot - 1; c.hashes[t] == hash && c.forms[t] == form {
			if c.met[t] < 255 {
				c.met[t]++
			}
			return t
		}
	}
}

// number puts all types into some slots.
func (c *wordCache) number(slots int) {
	c.slots = make([]int32, slots)
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
	c.met = append(c.met, 0)
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
