// Package net runs the neural networks: a tagger that gives every word of a sentence its part of speech, features and place in
// a name, and a parser that gives it its head and relation. It computes in integers only, so that every machine gives the same
// answers. Training is in package learn.
package net

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// Model is the weights of one language. It is safe for use by many goroutines, each with a Runner of its own.
type Model struct {
	header     Header
	layout     layout
	lexicon    lexicon
	embeddings []byte // int8 values
	layers     []*vector.Weights
	rootArc    []int16
	rootLabel  []int16
	distance   []int32
	root       int // which of Rels is the root's

	asDependent, asHead *vector.Weights // the halves of LayerLabelInputs
}

// ErrModel is the error of bytes that are no model file, or a damaged one.
var ErrModel = errors.New("not a sound model file")

// Open reads a model file. The model goes on reading the embeddings where they lie, so the bytes must not change.
func Open(weights []byte) (*Model, error) {
	if len(weights) < prefix || string(weights[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: it begins with something else", ErrModel)
	}
	if crc32.ChecksumIEEE(weights[prefix:]) != binary.LittleEndian.Uint32(weights[len(magic)+4:]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrModel)
	}
	m := new(Model)
	r := reader{b: weights, at: prefix}
	if err := json.Unmarshal(r.bytes(int(binary.LittleEndian.Uint32(weights[len(magic):]))), &m.header); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrModel, err)
	}
	if err := m.header.check(); err != nil {
		return nil, fmt.Errorf("%w: header: %w", ErrModel, err)
	}
	m.readSections(&r)
	if r.short || r.at != len(weights) {
		return nil, fmt.Errorf("%w: length %d does not fit its header", ErrModel, len(weights))
	}
	return m, nil
}

func (m *Model) readSections(r *reader) {
	h := &m.header
	r.align()
	size := r.count()
	if size < entrySize || size&(size-1) != 0 {
		r.short = true
		return
	}
	r.align()
	m.lexicon = lexicon(r.bytes(size))
	m.layout = newLayout(h.Words, h.Classes)
	r.align()
	m.embeddings = r.bytes(m.layout.rows * h.Sizes.Embedding)
	for _, s := range h.Shapes() {
		r.align()
		shift := r.count() & 31
		bias := r.int32s(s.Out)
		rows := r.int16s(s.In * s.Out)
		if r.short {
			return
		}
		m.layers = append(m.layers, vector.NewWeights(rows, bias, s.In, s.Out, shift))
	}
	inputs := m.layers[LayerLabelInputs]
	m.asDependent, m.asHead = inputs.Outputs(0, inputs.Out/2), inputs.Outputs(inputs.Out/2, inputs.Out)
	r.align()
	m.rootArc = r.int16s(h.Sizes.Arc)
	r.align()
	m.rootLabel = r.int16s(h.Sizes.Label)
	r.align()
	m.distance = r.int32s(Distances)
	for i, rel := range h.Rels {
		h.Rels[i] = text.Rel(strings.Clone(string(rel)))
		if rel == "root" {
			m.root = i
		}
	}
}

// Language is the language that the model was trained on.
func (m *Model) Language() text.Language { return m.header.Language }

// reader cuts sections out of a file. Past the end it gives nothing, and short says so.
type reader struct {
	b     []byte
	at    int
	short bool
}

func (r *reader) bytes(n int) []byte {
	if r.short || n < 0 || n > len(r.b)-r.at {
		r.short = true
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at : r.at]
}

func (r *reader) align() { r.bytes((16 - r.at%16) % 16) }

func (r *reader) count() int {
	if b := r.bytes(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (r *reader) int16s(n int) []int16 {
	b := r.bytes(2 * n)
	s := make([]int16, len(b)/2)
	for i := range s {
		s[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return s
}

func (r *reader) int32s(n int) []int32 {
	b := r.bytes(4 * n)
	s := make([]int32, len(b)/4)
	for i := range s {
		s[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return s
}
