package net

import (
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
	kept           trunkMemory
	sparse         vector.Sparse
	parts          [][]int16 // of a sum
	gates, scores  []int16
	deep, next     []int16 // parser: layers
	side, fold     []int16
	heads          []int16 // the root's and each word's vector as a head
	labels, hidden []int16
	headRows       []int   // see gatherHeads
	arcs           []int32 // scores of arcs: a row per word, a column per head, the root first
	names          nameDecoder
	flat           []int16 // scores of name labels, see Names
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
	if len(r.words.forms)+len(tokens) > r.words.most() {
		r.words.thin()
		r.kept.forget()
	}
	r.types = append(r.types[:0], borderless, typeStart)
	for i := range tokens {
		r.types = append(r.types, r.words.find(tokens[i].Form))
	}
	r.types = append(r.types, typeEnd, borderless)
	r.words.compute()
}

// Types numbers the n words of the sentence that was worked on last, equal forms alike; nil if it was worked on in pieces. The numbers hold
// until Fillings changes.
func (r *Runner) Types(n int) []int32 {
	if len(r.types) != n+2*TaggerReach {
		return nil
	}
	return r.types[TaggerReach : TaggerReach+n]
}

// Fillings counts how often the words were numbered anew.
func (r *Runner) Fillings() int { return r.words.fillings }

// window adds up what the words around each word contribute to its first layer, on top of what out holds already if onto is set.
func (r *Runner) window(out []int16, n, reach int, l *firstLayer, onto bool) {
	width := l.layer.Out / (2*reach + 1)
	for i := range n {
		sum, at := out[i*width:(i+1)*width], i+TaggerReach
		r.parts = r.parts[:0]
		if onto {
			r.parts = append(r.parts, sum)
		}
		r.parts = append(r.parts, l.of(r.types[at])[reach*width:(reach+1)*width])
		for k := -reach; k <= reach; k++ {
			if t := r.types[at+k]; k != 0 && t != borderless {
				r.parts = append(r.parts, l.of(t)[(k+reach)*width:(k+reach+1)*width])
			}
		}
		vector.Sum(sum, r.parts)
		vector.AddRectified(sum, sum, r.words.zero[:width])
	}
}

// recur runs a two-way recurrent layer from in to out; its gates stand as candidate and keep, forwards, then backwards. What comes from a window is
// rectified, and so mostly zero.
func (r *Runner) recur(out, in []int16, layer, n, width int, rectified bool) {
	if rectified {
		r.sparse.Apply(r.m.layers[layer], r.gates, in, n, vector.Free)
	} else {
		r.m.layers[layer].Apply(r.gates, in, n, vector.Free)
	}
	half := width / 2
	vector.Recurrence{Width: half, Candidate: 0, Keep: half, Column: 0}.Run(out, in, r.gates, n, 2*width, width)
	vector.Recurrence{Width: half, Candidate: width, Keep: width + half, Column: half, Backward: true}.Run(out, in, r.gates, n, 2*width, width)
}
