package net

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"

	"dateline/internal/text"
)

// A model file is a magic line, the length and the checksum of what follows, a header in JSON, and then the sections in the
// order of File's fields. All numbers are little-endian; each section begins at a multiple of 16 bytes.

const magic = "dateline model 2\n"

// prefix is the magic line, the length of the header (4 bytes) and the CRC-32 of everything behind it (4 bytes).
const prefix = len(magic) + 8

// Sizes are the widths of the networks.
type Sizes struct {
	Embedding int // values of a word's embedding
	Tagger    int // width of the tagger's layers, both directions together
	Parser    int // width of the parser's layers
	Depth     int // recurrent layers of the parser
	Arc       int // values by which heads and dependents are matched
	Label     int // hidden values of the classifier of relations
}

// Header says what a model's numbers mean.
type Header struct {
	Language text.Language
	Sizes    Sizes
	Words    int // words with an embedding of their own
	Classes  ClassCounts
	Feats    []text.Feats     // the sets of features that a word can have
	OfTag    [text.Tags][]int // which of Feats the words of a part of speech can have
	Rels     []text.Rel       // relations
}

// File is the content of a model file.
type File struct {
	Header     Header
	Lexicon    []LexiconWord
	Embeddings []int8  // a row of Sizes.Embedding values per feature value
	Layers     []Layer // in the order of Shapes
	RootArc    []int16 // the root as a head, Sizes.Arc values of ArcUnit
	RootLabel  []int16 // the root as a head, Sizes.Label values of Unit
	Distance   []int32 // what each distance adds to the score of an arc, Distances values of ArcUnit*ArcUnit
}

// Layer is one layer of weights: a row of outputs per input.
type Layer struct {
	Shift   int
	Bias    []int32
	Weights []int16
}

// Fixed-point scales: what stands for 1.0.
const (
	Unit      = 1 << 11 // of activations
	ArcUnit   = 1 << 9  // of the two sides of an arc
	ScoreUnit = 1 << 8  // of the scores of tags, features, names and relations
)

// Windows: how many words to each side the first layers see.
const (
	TaggerReach = 2
	ParserReach = 1
)

// MaxDistance is the distance from which on arcs are all alike; there are Distances of them, by sign and length.
const (
	MaxDistance = 16
	Distances   = 2*MaxDistance + 1
)

// names has this many labels: outside, and four positions in names of persons, organisations and places.
const NameLabels = 1 + 4*3

// Shape is the number of inputs and outputs of a layer.
type Shape struct{ In, Out int }

// The layers, in order; the parser's recurrent layers follow, Sizes.Depth of them.
const (
	LayerTaggerWindow = iota // embedding -> a contribution to each of 2*TaggerReach+1 neighbours
	LayerTaggerGates
	LayerTaggerHeads  // scores of tags, feature sets and name labels
	LayerParserWindow // embedding -> a contribution to each of 2*ParserReach+1 neighbours
	LayerBridge       // tagger's last layer -> parser's first
	LayerParserHeads  // scores of tags and feature sets
	LayerDependent    // a word as a dependent
	LayerFold         // the matrix between dependents and heads
	LayerHead         // a word as a head
	LayerLabelInputs  // a word as a dependent and as a head, for its relation
	LayerLabels       // scores of relations
	LayerParserGates  // the first of the parser's recurrent layers
)

// Shapes lists the layers' shapes.
func (h *Header) Shapes() []Shape {
	s := h.Sizes
	tags := int(text.Tags) - 1 + len(h.Feats)
	shapes := []Shape{
		LayerTaggerWindow: {s.Embedding, (2*TaggerReach + 1) * s.Tagger},
		LayerTaggerGates:  {s.Tagger, 2 * s.Tagger},
		LayerTaggerHeads:  {s.Tagger, padded(tags + NameLabels)},
		LayerParserWindow: {s.Embedding, (2*ParserReach + 1) * s.Parser},
		LayerBridge:       {s.Tagger, s.Parser},
		LayerParserHeads:  {s.Parser, padded(tags)},
		LayerDependent:    {s.Parser, s.Arc},
		LayerFold:         {s.Arc, s.Arc},
		LayerHead:         {s.Parser, s.Arc},
		LayerLabelInputs:  {s.Parser, 2 * s.Label},
		LayerLabels:       {s.Label, padded(len(h.Rels))},
	}
	for range s.Depth {
		shapes = append(shapes, Shape{s.Parser, 2 * s.Parser})
	}
	return shapes
}

func padded(n int) int { return (n + 15) / 16 * 16 }

// Rows is the number of rows of the embedding table.
func (h *Header) Rows() int { return newLayout(h.Words, h.Classes).rows }

// check finds sizes that would not fit the kernels or memory, and lists that point nowhere.
func (h *Header) check() error {
	s := h.Sizes
	for _, size := range []int{s.Embedding, s.Tagger, s.Parser, s.Arc, s.Label} {
		if size <= 0 || size > 1024 || size%32 != 0 {
			return fmt.Errorf("layer of width %d: want a multiple of 32 up to 1024", size)
		}
	}
	for _, count := range append(h.Classes.list(), h.Words) {
		if count < 1 || count > 1<<16 {
			return fmt.Errorf("%d words or classes: want 1 to 65536", count)
		}
	}
	if s.Depth < 1 || s.Depth > 8 || len(h.Feats) < 1 || len(h.Feats) > 512 || len(h.Rels) < 2 || len(h.Rels) > 512 {
		return errors.New("want 1 to 8 layers, 1 to 512 sets of features and 2 to 512 relations")
	}
	for _, list := range h.OfTag {
		for _, i := range list {
			if i < 0 || i >= len(h.Feats) {
				return fmt.Errorf("features number %d of %d", i, len(h.Feats))
			}
		}
	}
	return nil
}

// Bytes writes a model file.
func (f *File) Bytes() ([]byte, error) {
	header, err := json.Marshal(f.Header)
	if err != nil {
		return nil, err
	}
	b := append([]byte(magic), make([]byte, 8)...)
	binary.LittleEndian.PutUint32(b[len(magic):], uint32(len(header)))
	b = aligned(append(b, header...))
	x := newLexicon(f.Lexicon)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(x)))
	b = aligned(append(aligned(b), x...))
	for _, v := range f.Embeddings {
		b = append(b, byte(v))
	}
	for _, l := range f.Layers {
		b = binary.LittleEndian.AppendUint32(aligned(b), uint32(l.Shift))
		b = appendInt32s(b, l.Bias)
		b = appendInt16s(b, l.Weights)
	}
	b = appendInt16s(aligned(b), f.RootArc)
	b = appendInt16s(aligned(b), f.RootLabel)
	b = appendInt32s(aligned(b), f.Distance)
	binary.LittleEndian.PutUint32(b[len(magic)+4:], crc32.ChecksumIEEE(b[prefix:]))
	return b, nil
}

func aligned(b []byte) []byte {
	for len(b)%16 != 0 {
		b = append(b, 0)
	}
	return b
}

func appendInt16s(b []byte, numbers []int16) []byte {
	for _, v := range numbers {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return b
}

func appendInt32s(b []byte, numbers []int32) []byte {
	for _, v := range numbers {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}
