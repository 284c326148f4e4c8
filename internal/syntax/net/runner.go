package net

import (
	"strings"

	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// Runner is the working memory of one goroutine: a cache of the words it has met and room for one sentence. What it gives
// for a sentence depends on nothing but the model and the sentence.
type Runner struct {
	m     *Model
	words wordCache
	types []int32 // of the sentence's words in the cache, between those of its borders

	near, out      []int16 // tagger: first layer, last layer
	gates, scores  []int16
	deep, next     []int16 // parser: layers
	side, fold     []int16
	heads          []int16 // the root's and each word's vector as a head
	labels, hidden []int16
	arcs           []int32 // scores of arcs: a row per word, a column per head, the root first
	names          nameDecoder
	trees          treeDecoder
}

// longest is the number of words that are worked on at once. A longer sentence is cut, see Tag and Parse.
const longest = 256

// Runner returns a new Runner. It holds up to about 60 MB when it has met many words.
func (m *Model) Runner() *Runner {
	s := m.header.Sizes
	r := &Runner{m: m}
	r.words.init(m)
	rows := longest + vector.RowTile
	r.types = make([]int32, 0, longest+2*TaggerReach)
	r.near, r.out = make([]int16, rows*s.Tagger), make([]int16, rows*s.Tagger)
	r.gates = make([]int16, rows*2*max(s.Tagger, s.Parser))
	widest := 0
	for _, l := range m.layers {
		widest = max(widest, l.Out)
	}
	r.scores = make([]int16, rows*widest)
	r.deep, r.next = make([]int16, rows*s.Parser), make([]int16, rows*s.Parser)
	r.side, r.fold, r.heads = make([]int16, rows*s.Arc), make([]int16, rows*s.Arc), make([]int16, (rows+1)*s.Arc)
	r.labels, r.hidden = make([]int16, rows*2*s.Label), make([]int16, rows*s.Label)
	r.arcs = make([]int32, longest*(longest+1))
	return r
}

// borderless is the type of a place beyond the borders of a sentence; the borders' own types follow it.
const (
	borderless = -1
	typeStart  = 0
	typeEnd    = 1
)

// read looks up the words of a sentence.
func (r *Runner) read(tokens []text.Token) {
	if r.words.full(len(tokens)) {
		r.words.init(r.m)
	}
	r.types = append(r.types[:0], borderless, typeStart)
	for i := range tokens {
		r.types = append(r.types, r.words.find(tokens[i].Form))
	}
	r.types = append(r.types, typeEnd, borderless)
}

// window adds up what the words around each word contribute to its first layer, on top of what out holds already if onto is set.
func (r *Runner) window(out []int16, n, reach, width int, vectors func(int32) []int16, onto bool) {
	for i := range n {
		sum := out[i*width : (i+1)*width]
		at := i + TaggerReach
		own := vectors(r.types[at])[reach*width : (reach+1)*width]
		if onto {
			vector.Add(sum, own)
		} else {
			copy(sum, own)
		}
		for k := -reach; k < reach; k++ {
			if t := r.types[at+k]; k != 0 && t != borderless {
				vector.Add(sum, vectors(t)[(k+reach)*width:(k+reach+1)*width])
			}
		}
		if t := r.types[at+reach]; t != borderless {
			vector.Add(sum, vectors(t)[2*reach*width:])
		}
		vector.AddRectified(sum, sum, r.words.zero[:width])
	}
}

// recur runs a two-way recurrent layer from in to out; its gates stand as candidate and keep, forwards, then backwards.
func (r *Runner) recur(out, in []int16, layer, n, width int) {
	r.m.layers[layer].Apply(r.gates, in, n, vector.Free)
	half := width / 2
	vector.Recurrence{Width: half, Candidate: 0, Keep: half, Column: 0}.Run(out, in, r.gates, n, 2*width, width)
	vector.Recurrence{Width: half, Candidate: width, Keep: width + half, Column: half, Backward: true}.Run(out, in, r.gates, n, 2*width, width)
}

// wordCache keeps the first-layer vectors of the words met so far.
type wordCache struct {
	m       *Model
	slots   []int32 // 1 + type, by hash; 0 if free
	hashes  []uint64
	forms   []string
	tagger  []int16 // vectors of all types
	parser  []int16
	parsed  []bool // whether a type's parser vector has been computed
	taggerN int    // values per type
	parserN int
	sum     []int16 // embedding of one word, in the first of RowTile rows
	rows    []int16
	zero    []int16
}

// cacheBytes bounds the vectors of the cache. When it is full, it is emptied.
const cacheBytes = 48 << 20

func (c *wordCache) init(m *Model) {
	s := m.header.Sizes
	if c.m == nil {
		c.m = m
		c.taggerN, c.parserN = m.layers[LayerTaggerWindow].Out, m.layers[LayerParserWindow].Out
		c.sum = make([]int16, vector.RowTile*s.Embedding)
		c.rows = make([]int16, vector.RowTile*max(c.taggerN, c.parserN))
		c.zero = make([]int16, max(s.Tagger, s.Parser))
		c.slots = make([]int32, 1<<12)
	}
	clear(c.slots)
	clear(c.forms)
	c.hashes, c.forms, c.parsed = c.hashes[:0], c.forms[:0], c.parsed[:0]
	c.tagger, c.parser = c.tagger[:0], c.parser[:0]
	c.add(0, "", []int32{RowStart})
	c.add(0, "", []int32{RowEnd})
}

// full reports whether n more words could burst the bound.
func (c *wordCache) full(n int) bool {
	return (len(c.forms)+n)*(c.taggerN+c.parserN)*2 > cacheBytes
}

// find returns the type of a form.
func (c *wordCache) find(form string) int32 {
	hash := mix(form)
	for i := hash; ; i++ {
		slot := &c.slots[i&uint64(len(c.slots)-1)]
		if *slot == 0 {
			if 2*len(c.forms) > len(c.slots) {
				c.grow()
				return c.find(form)
			}
			rows := c.m.layout.rowsOf(form, c.m.lexicon)
			t := c.add(hash, strings.Clone(form), rows[:])
			*slot = t + 1
			return t
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

// add makes a new type of the sum of some rows of the embedding table.
func (c *wordCache) add(hash uint64, form string, rows []int32) int32 {
	c.embed(rows)
	c.m.layers[LayerTaggerWindow].Apply(c.rows, c.sum, 1, vector.Free)
	c.tagger = append(c.tagger, c.rows[:c.taggerN]...)
	c.hashes, c.forms, c.parsed = append(c.hashes, hash), append(c.forms, form), append(c.parsed, false)
	for range c.parserN {
		c.parser = append(c.parser, 0)
	}
	return int32(len(c.forms) - 1)
}

// embed adds up rows of the embedding table.
func (c *wordCache) embed(rows []int32) {
	width := c.m.header.Sizes.Embedding
	clear(c.sum[:width])
	for _, row := range rows {
		if row < 0 || int(row) >= c.m.layout.rows {
			continue // a word without an embedding of its own
		}
		for i, v := range c.m.embeddings[int(row)*width : (int(row)+1)*width] {
			c.sum[i] += int16(int8(v))
		}
	}
}

func (c *wordCache) ofTagger(t int32) []int16 {
	return c.tagger[int(t)*c.taggerN : (int(t)+1)*c.taggerN]
}

// ofParser computes a type's vectors when the parser first asks for them.
func (c *wordCache) ofParser(t int32) []int16 {
	v := c.parser[int(t)*c.parserN : (int(t)+1)*c.parserN]
	if !c.parsed[t] {
		switch t {
		case typeStart:
			c.embed([]int32{RowStart})
		case typeEnd:
			c.embed([]int32{RowEnd})
		default:
			rows := c.m.layout.rowsOf(c.forms[t], c.m.lexicon)
			c.embed(rows[:])
		}
		c.m.layers[LayerParserWindow].Apply(c.rows, c.sum, 1, vector.Free)
		copy(v, c.rows)
		c.parsed[t] = true
	}
	return v
}
