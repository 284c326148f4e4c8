package net

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// NameWeights are the weights of the second opinion on names: a small network that looks at the words that may stand in a name, two words
// to each side, and what lists and gazetteer say of them. Every clue names a row; the rows of a word's clues are summed, cut at zero, and
// weighed for each label.
type NameWeights struct {
	model *Model
	rows  []byte // int8 values, NameWidth a row
	heads *vector.Weights
}

// Sizes of the network of names.
const (
	NameWidth = 64      // values of a row
	NameRows  = 1 << 15 // rows; clues find theirs by hashing, and some share one
	NameReach = 2       // words to each side whose forms count
	NameUnit  = 64      // what stands for 1.0 in a row
	NameHeads = 16      // values that the last layer gives: the labels, padded
)

// nameMagic begins a file of NameWeights; a checksum of 4 bytes follows, then a layer of NameHeads values, then the rows.
const nameMagic = "dateline names 1\n"

// OpenNames reads a file of weights for names; the words' classes come from the model of the same language. The bytes must not change.
func OpenNames(b []byte, m *Model) (*NameWeights, error) {
	if len(b) < len(nameMagic)+16 || string(b[:len(nameMagic)]) != nameMagic {
		return nil, fmt.Errorf("%w: no weights for names", ErrModel)
	}
	if crc32.ChecksumIEEE(b[len(nameMagic)+4:]) != binary.LittleEndian.Uint32(b[len(nameMagic):]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrModel)
	}
	r := reader{b: b, at: len(nameMagic) + 4}
	r.align()
	shift := r.count() & 31
	bias := r.int32s(NameHeads)
	weights := r.int16s(NameWidth * NameHeads)
	n := &NameWeights{model: m, rows: r.bytes(NameRows * NameWidth)}
	if r.short || r.at != len(b) {
		return nil, fmt.Errorf("%w: weights for names have another length", ErrModel)
	}
	n.heads = vector.NewWeights(weights, bias, NameWidth, NameHeads, shift)
	return n, nil
}

// NameBytes writes a file of weights for names.
func NameBytes(rows []int8, heads Layer) ([]byte, error) {
	if len(rows) != NameRows*NameWidth || len(heads.Bias) != NameHeads {
		return nil, errors.New("weights for names of another size")
	}
	b := aligned(append([]byte(nameMagic), make([]byte, 4)...))
	b = binary.LittleEndian.AppendUint32(b, uint32(heads.Shift))
	b = appendInt16s(appendInt32s(b, heads.Bias), heads.Weights)
	for _, v := range rows {
		b = append(b, byte(v))
	}
	binary.LittleEndian.PutUint32(b[len(nameMagic):], crc32.ChecksumIEEE(b[len(nameMagic)+4:]))
	return b, nil
}

// clue is the row of a clue: a number for its kind and place, and one for its value.
func clue(kind, value uint32) int32 {
	h := kind*0x9e3779b1 ^ value*0x85ebca6b
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return int32(h & (NameRows - 1))
}

// The kinds of clues of words: the features, and these. A distance stands above them, and a caller's own kinds above all.
const (
	clueForm    = 29
	clueNormal  = 30
	clueBorder  = 31
	kindsOfWord = 64
	callerKinds = 8 * kindsOfWord
)

// CallerClue is the row of a clue of the caller's.
func CallerClue(kind, value uint32) int32 { return clue(callerKinds+kind, value) }

// heard says how far from a word each feature of another counts.
var heard = [FeatureCount]int{
	featureWord: 2, featureFine: 2, featureMiddle: 2, featureCoarse: 2, featureShape: 2,
	featureCased: 1, featureBefore: 1, featureAfter: 1, featureUse: 1, featureEnd3: 1, featureStart3: 1,
}

// own says which features all but tell a word from all others. Training often leaves these out, so that the rest is learned too.
var own = [FeatureCount]bool{featureWord: true, featureFine: true, featureEnd3: true, featureEnd4: true, featureStart3: true}

// WordClues are what names look at in a word, whatever its distance.
type WordClues struct {
	features   [FeatureCount]int32
	form, norm uint32 // hashes
	border     bool
}

// WordClues finds the clues of a word; form is empty for the sentence's borders.
func (m *Model) WordClues(form string) WordClues {
	if form == "" {
		return WordClues{border: true}
	}
	return wordClues(form, m.layout.rowsOf(form, m.lexicon))
}

func wordClues(form string, features [FeatureCount]int32) WordClues {
	plain := Plain(form)
	return WordClues{features: features, form: uint32(mix(plain) >> 32), norm: uint32(mix(strings.ToLower(plain)) >> 32)}
}

// Own appends the rows of what all but tells the word from all others, where it stands at distance k from the word in question.
func (w *WordClues) Own(rows []int32, k int) []int32 {
	if w.border {
		return rows
	}
	rows = w.heard(rows, k, true)
	if max(k, -k) <= 1 {
		place := uint32(k+NameReach) * kindsOfWord
		rows = append(rows, clue(place|clueForm, w.form), clue(place|clueNormal, w.norm))
	}
	return rows
}

// Kinds appends the rows of what the word shares with many others.
func (w *WordClues) Kinds(rows []int32, k int) []int32 {
	if w.border {
		return append(rows, clue(uint32(k+NameReach)*kindsOfWord|clueBorder, 0))
	}
	return w.heard(rows, k, false)
}

func (w *WordClues) heard(rows []int32, k int, owned bool) []int32 {
	for f, row := range w.features {
		if own[f] == owned && row >= 0 && max(k, -k) <= heard[f] {
			rows = append(rows, clue(uint32(k+NameReach)*kindsOfWord|uint32(f), uint32(row)))
		}
	}
	return rows
}

// Clues are the rows of one word, for training.
type Clues struct {
	Own   [2*NameReach + 1][]int32 // those that tell the words around from all others, by distance
	Kinds []int32                  // the rest
}

// KindClue is the row of a kind of words of the caller's, of a word that stands at distance k from the one in question.
func KindClue(kind uint32, k int) int32 {
	return clue(callerKinds-kindsOfWord+uint32(k+NameReach), kind)
}

// Namer is the working memory of one goroutine for finding names.
type Namer struct {
	n      *NameWeights
	runner *Runner
	cached int // which filling of the runner's cache of words the types belong to
	kinds  func(form string) []uint32
	types  []int32 // 1 + place in known of each type of words that was asked for
	known  []namedWord
	sums   [][]int16 // what the types add at the distances at which they were met, NameWidth values each, in chunks
	used   int32     // number of sums
	clues  []int32   // of one word
	parts  [][]int16 // of a hidden layer
	zero   []int16
	in     []int16 // hidden values of the words in question
	out    []int16
}

// namedWord is a type of words.
type namedWord struct {
	clues WordClues
	kinds []uint32
	sums  [2*NameReach + 1]int32 // 1 + number of the sum that it adds at each distance; 0 where not asked for yet
}

// Namer returns a new Namer beside a Runner of the model; kinds tells the caller's kinds of a word. It holds up to about 12 MB when it
// has met many words.
func (n *NameWeights) Namer(r *Runner, kinds func(form string) []uint32) *Namer {
	return &Namer{
		n: n, runner: r, kinds: kinds, zero: make([]int16, NameWidth),
		in: make([]int16, vector.RowTile*NameWidth), out: make([]int16, vector.RowTile*NameHeads),
	}
}

const (
	mostSums  = 1 << 16 // that are kept; when there are more, all are forgotten
	chunkSums = 1 << 9  // sums in a chunk
)

// of returns what is known of a type of words.
func (x *Namer) of(t int32) *namedWord {
	for int(t) >= len(x.types) {
		x.types = append(x.types, 0)
	}
	if x.types[t] == 0 {
		form := x.runner.words.forms[t]
		w := namedWord{clues: WordClues{border: true}, kinds: x.kinds(form)}
		if form != "" {
			w.clues = wordClues(form, *x.runner.words.features(t))
		}
		x.known = append(x.known, w)
		x.types[t] = int32(len(x.known))
	}
	return &x.known[x.types[t]-1]
}

// at is what a type adds at distance k.
func (x *Namer) at(t int32, k int) []int16 {
	w := x.of(t)
	number := w.sums[k+NameReach]
	if number != 0 {
		return x.numbered(number - 1)
	}
	sum := x.fresh()
	w.sums[k+NameReach] = x.used
	x.clues = w.clues.Kinds(w.clues.Own(x.clues[:0], k), k)
	for _, kind := range w.kinds {
		x.clues = append(x.clues, KindClue(kind, k))
	}
	x.add(sum, x.clues)
	return sum
}

func (x *Namer) numbered(number int32) []int16 {
	at := number % chunkSums * NameWidth
	return x.sums[number/chunkSums][at : at+NameWidth]
}

// fresh returns a new sum, all zero.
func (x *Namer) fresh() []int16 {
	if int(x.used) == len(x.sums)*chunkSums {
		x.sums = append(x.sums, make([]int16, chunkSums*NameWidth))
	}
	x.used++
	sum := x.numbered(x.used - 1)
	clear(sum)
	return sum
}

// add adds some rows to the first NameWidth values of sum.
func (x *Namer) add(sum []int16, clues []int32) {
	vector.AddRows(sum[:NameWidth], x.n.rows, clues)
}

// begin makes ready for a sentence. The Runner knows the types of one that it tagged as a whole.
func (x *Namer) begin(tokens []text.Token) {
	if len(tokens) > longest {
		x.runner.read(tokens)
	}
	if cache := &x.runner.words; x.used > mostSums || x.cached != cache.fillings {
		x.cached, x.used = cache.fillings, 0
		x.types, x.known = x.types[:0], x.known[:0]
	}
}

// Score adds to the scores of the words that are asked for what the weights say of them, given the rows of what the caller knows of each.
// The words are those of the sentence that the Runner has tagged last.
func (x *Namer) Score(scores []NameScores, tokens []text.Token, asked []bool, clues func(i int) []int32) {
	x.begin(tokens)
	for i := 0; i < len(tokens); {
		first, n := i, 0
		for ; i < len(tokens) && n < vector.RowTile; i++ {
			if asked[i] {
				x.sum(x.in[n*NameWidth:(n+1)*NameWidth], len(tokens), i, clues(i))
				n++
			}
		}
		if n == 0 {
			return
		}
		x.n.heads.Apply(x.out, x.in, n, vector.Free)
		for row := 0; first < i; first++ {
			if asked[first] {
				for l := range scores[first] {
					scores[first][l] += x.out[row*NameHeads+l]
				}
				row++
			}
		}
	}
}

// sum sets sum to the hidden values of word i of n.
func (x *Namer) sum(sum []int16, n, i int, clues []int32) {
	x.parts = x.parts[:0]
	for k := max(-NameReach, -1-i); k <= min(NameReach, n-i); k++ {
		x.parts = append(x.parts, x.at(x.runner.types[i+k+TaggerReach], k))
	}
	vector.Sum(sum, x.parts)
	x.add(sum, clues)
	vector.AddRectified(sum, sum, x.zero)
}

// Around returns the form of word i, empty for the sentence's borders, and whether i is a word or a border.
func Around(tokens []text.Token, i int) (form string, inside bool) {
	if i >= 0 && i < len(tokens) {
		return tokens[i].Form, true
	}
	return "", i == -1 || i == len(tokens)
}
