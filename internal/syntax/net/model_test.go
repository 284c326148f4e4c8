package net

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"encoding/binary"

	"dateline/internal/text"
)

// sketch is a model file of random weights.
func sketch(t testing.TB, sizes Sizes) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	h := Header{
		Language: text.English, Sizes: sizes, Words: 40, Classes: ClassCounts{9, 9, 9, 9, 9, 9, 9},
		Feats: []text.Feats{0, text.Sing, text.Plur, text.Past | text.Fin}, Rels: []text.Rel{"nsubj", "obj", "root", "punct"},
	}
	for tag := range h.OfTag {
		h.OfTag[tag] = []int{tag % 4, (tag + 1) % 4}
	}
	f := &File{Header: h, RootArc: random16(r, sizes.Arc, 500), RootLabel: random16(r, sizes.Label, 500), Distance: make([]int32, Distances)}
	for i := range 40 {
		class := func() uint16 { return uint16(r.IntN(9)) }
		f.Lexicon = append(f.Lexicon, LexiconWord{fmt.Sprint("word", i), [numbers]uint16{uint16(i + 1), class(), class(), class(), class(), class()}})
	}
	for range h.Rows() * sizes.Embedding {
		f.Embeddings = append(f.Embeddings, int8(r.IntN(255)-127))
	}
	for _, s := range h.Shapes() {
		f.Layers = append(f.Layers, Layer{Shift: 11, Bias: make([]int32, s.Out), Weights: random16(r, s.In*s.Out, 600)})
	}
	b, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func random16(r *rand.Rand, n, width int) []int16 {
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(r.IntN(2*width+1) - width)
	}
	return s
}

var small = Sizes{Embedding: 32, Tagger: 32, Parser: 64, Depth: 2, Arc: 32, Label: 32}

func open(t testing.TB, b []byte) *Model {
	t.Helper()
	m, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sentence makes tokens of words, some of them of the sketch's lexicon.
func sentence(r *rand.Rand, n int) []text.Token {
	tokens := make([]text.Token, n)
	for i := range tokens {
		tokens[i].Form = [...]string{"Word3", "word39", "Élodie", "2024", "n't", "’", "x"}[r.IntN(7)] + strings.Repeat("a", r.IntN(3))
	}
	return tokens
}

func TestDamagedFilesAreErrors(t *testing.T) {
	whole := sketch(t, small)
	for _, n := range []int{0, 1, len(magic), prefix, prefix + 10, len(whole) / 2, len(whole) - 1} {
		if _, err := Open(whole[:n]); !errors.Is(err, ErrModel) {
			t.Errorf("%d of %d bytes: got %v, want ErrModel", n, len(whole), err)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		flipped := []byte(string(whole))
		flipped[r.IntN(len(whole))] ^= 1 << r.IntN(8)
		if _, err := Open(flipped); !errors.Is(err, ErrModel) {
			t.Errorf("a flipped bit: got %v, want ErrModel", err)
		}
	}
}

// FuzzOpen gives Open files whose checksum is right.
func FuzzOpen(f *testing.F) {
	whole := sketch(f, small)
	f.Add(uint32(40), []byte("9"), uint32(0))
	f.Add(uint32(60), []byte{0, 0, 0, 0}, uint32(100))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut uint32) {
		b := []byte(string(whole))
		copy(b[prefix+int(at)%(len(b)-prefix):], patch)
		b = b[:len(b)-int(cut)%(len(b)-prefix)]
		binary.LittleEndian.PutUint32(b[len(magic)+4:], crc32.ChecksumIEEE(b[prefix:]))
		m, err := Open(b)
		if err != nil {
			return
		}
		tokens := sentence(rand.New(rand.NewPCG(1, 1)), 12)
		m.Runner().Tag(tokens)
		m.Runner().Parse(tokens, 0)
	})
}

func TestTheOrderOfSentencesChangesNothing(t *testing.T) {
	m := open(t, sketch(t, small))
	shared := m.Runner()
	r := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		tokens := sentence(r, 1+r.IntN(40))
		want := append([]text.Token(nil), tokens...)
		fresh := m.Runner()
		fresh.Parse(want, 7)
		fresh.Tag(want)
		shared.Parse(tokens, 7)
		shared.Tag(tokens)
		if !reflect.DeepEqual(tokens, want) {
			t.Fatalf("\n got %v\nwant %v", tokens, want)
		}
	}
}

func TestTreesHaveOneRoot(t *testing.T) {
	m := open(t, sketch(t, small))
	runner := m.Runner()
	r := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{1, 2, 3, 30, 255, 256, 257, 600} {
		const first = 100
		tokens := sentence(r, n)
		runner.Tag(tokens)
		runner.Parse(tokens, first)
		roots := 0
		for i := range tokens {
			if tokens[i].Head == text.RootHead {
				roots++
			}
			if (tokens[i].Rel == "root") != (tokens[i].Head == text.RootHead) || tokens[i].Tag == text.NoTag {
				t.Fatalf("word %d of %d: %+v", i, n, tokens[i])
			}
			steps := 0
			for h := i; tokens[h].Head != text.RootHead; h = tokens[h].Head - first {
				if steps++; steps > n {
					t.Fatalf("word %d of %d is on a cycle", i, n)
				}
			}
		}
		if roots != 1 {
			t.Errorf("%d words: %d roots", n, roots)
		}
		if n <= longest {
			checkNames(t, tokens)
		}
	}
}

func checkNames(t *testing.T, tokens []text.Token) {
	t.Helper()
	before := text.NameTag(0)
	for i := range tokens {
		if !follows(before, tokens[i].Name) {
			t.Fatalf("word %d: %v after %v", i, tokens[i].Name, before)
		}
		before = tokens[i].Name
	}
}

func TestDecodeFindsTheBestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var d treeDecoder
	for range 300 {
		n := 1 + r.IntN(5)
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(r.IntN(41) - 20)
		}
		for i := range n {
			scores[i*(n+1)+i+1] = never
		}
		got := total(scores, d.decode(scores, n))
		if want := bestTree(scores, n); got != want {
			t.Fatalf("%d words, %v: got %d, want %d", n, scores, got, want)
		}
	}
}

func total(scores []int32, heads []int) (sum int32) {
	for i, h := range heads {
		sum += scores[i*(len(heads)+1)+h]
	}
	return sum
}

// bestTree tries all choices of heads.
func bestTree(scores []int32, n int) int32 {
	best, heads := int32(never), make([]int, n)
	var try func(i int)
	try = func(i int) {
		if i < n {
			for heads[i] = 0; heads[i] <= n; heads[i]++ {
				try(i + 1)
			}
			return
		}
		roots := 0
		for _, h := range heads {
			if h == 0 {
				roots++
			}
		}
		if d := (treeDecoder{heads: heads}); roots == 1 && d.acyclic() {
			best = max(best, total(scores, heads))
		}
	}
	try(0)
	return best
}

func TestFeatures(t *testing.T) {
	tests := []struct{ form, normal, shape string }{
		{"Calais", "calais", "Xxx"},
		{"2014", "0000", "00"},
		{"l’", "l'", "x'"},
		{"McDonald’s", "mcdonald's", "XxXxx'x"},
		{"«", "\"", "\""},
		{"ÉTATS-UNIS", "états-unis", "XX-XX"},
	}
	for _, test := range tests {
		if got := Normal(test.form); got != test.normal {
			t.Errorf("Normal(%s): got %s, want %s", test.form, got, test.normal)
		}
		if got := shape(Plain(test.form)); got != test.shape {
			t.Errorf("shape of %s: got %s, want %s", test.form, got, test.shape)
		}
	}
}

func BenchmarkTag(b *testing.B)   { benchmark(b, (*Runner).Tag) }
func BenchmarkParse(b *testing.B) { benchmark(b, func(r *Runner, t []text.Token) { r.Parse(t, 0) }) }

func benchmark(b *testing.B, run func(*Runner, []text.Token)) {
	r := open(b, sketch(b, Sizes{Embedding: 64, Tagger: 96, Parser: 192, Depth: 2, Arc: 96, Label: 128})).Runner()
	tokens := sentence(rand.New(rand.NewPCG(1, 1)), 24)
	for b.Loop() {
		run(r, tokens)
	}
	b.ReportMetric(float64(len(tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
