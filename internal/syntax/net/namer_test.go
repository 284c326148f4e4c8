package net

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"testing"

	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// sketchNames is a file of random weights for names.
func sketchNames(t testing.TB) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 6))
	rows := make([]int8, NameRows*NameWidth)
	for i := range rows {
		rows[i] = int8(r.IntN(41) - 20)
	}
	b, err := NameBytes(rows, Layer{Shift: 6, Bias: make([]int32, NameHeads), Weights: random16(r, NameWidth*NameHeads, 300)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// nameScores are the scores of the words of some sentences, read one after the other by one Namer; every word is asked for.
func nameScores(t testing.TB, weights []byte, sentences ...[]text.Token) (all [][]NameScores) {
	t.Helper()
	m := open(t, sketch(t, small))
	n, err := OpenNames(weights, m)
	if err != nil {
		t.Fatal(err)
	}
	r := m.Runner()
	x := n.Namer(r, func(form string) []uint32 { return make([]uint32, len(form)%2) })
	for _, tokens := range sentences {
		scores, asked := make([]NameScores, len(tokens)), make([]bool, len(tokens))
		for i := range asked {
			asked[i] = true
		}
		r.TagScored(tokens, scores)
		clear(scores)
		x.Score(scores, tokens, asked, func(i int) []int32 { return []int32{CallerClue(1, uint32(i%3))} })
		all = append(all, scores)
	}
	return all
}

func TestDamagedNameFilesAreErrors(t *testing.T) {
	m, whole := open(t, sketch(t, small)), sketchNames(t)
	for _, n := range []int{0, 1, len(nameMagic), len(nameMagic) + 4, len(nameMagic) + 16, len(whole) / 2, len(whole) - 1} {
		if _, err := OpenNames(whole[:n], m); !errors.Is(err, ErrModel) {
			t.Errorf("%d of %d bytes: got %v, want ErrModel", n, len(whole), err)
		}
	}
	if _, err := OpenNames(append(whole[:len(whole):len(whole)], 0), m); !errors.Is(err, ErrModel) {
		t.Errorf("a byte too many: got %v, want ErrModel", err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		flipped := []byte(string(whole))
		flipped[r.IntN(len(whole))] ^= 1 << r.IntN(8)
		if _, err := OpenNames(flipped, m); !errors.Is(err, ErrModel) {
			t.Errorf("a flipped bit: got %v, want ErrModel", err)
		}
	}
}

func TestWeightsOfAnotherSizeAreNotWritten(t *testing.T) {
	for _, l := range []Layer{{}, {Bias: make([]int32, NameHeads)}} {
		if _, err := NameBytes(make([]int8, NameWidth), l); err == nil {
			t.Errorf("a layer of %d values was written", len(l.Bias))
		}
	}
}

// FuzzOpenNames gives OpenNames files whose checksum is right.
func FuzzOpenNames(f *testing.F) {
	whole := sketchNames(f)
	begin := len(nameMagic) + 4
	f.Add(uint32(0), []byte{255, 255, 255, 255}, uint32(0))
	f.Add(uint32(8), []byte{0, 0, 0, 128}, uint32(100))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut uint32) {
		b := []byte(string(whole))
		copy(b[begin+int(at)%(len(b)-begin):], patch)
		b = b[:len(b)-int(cut)%(len(b)-begin)]
		binary.LittleEndian.PutUint32(b[len(nameMagic):], crc32.ChecksumIEEE(b[begin:]))
		if _, err := OpenNames(b, open(t, sketch(t, small))); err == nil {
			nameScores(t, b, sentence(rand.New(rand.NewPCG(1, 1)), 12))
		}
	})
}

// What a sentence scores depends on it alone: not on those before it, nor on how many words it has.
func TestNameScoresDependOnTheSentenceAlone(t *testing.T) {
	of := func(seed uint64, words int) []text.Token { return sentence(rand.New(rand.NewPCG(seed, 1)), words) }
	weights := sketchNames(t)
	lone := nameScores(t, weights, of(1, 40))[0]
	after := nameScores(t, weights, of(2, 30), of(3, longest+50), of(1, 40))[2]
	if !reflect.DeepEqual(lone, after) {
		t.Error("other sentences before it change a sentence's scores")
	}
	if reflect.DeepEqual(lone, make([]NameScores, 40)) {
		t.Error("every score is zero")
	}
	long := nameScores(t, weights, of(4, longest+20))[0]
	if reflect.DeepEqual(long[:longest], long[20:]) || long[longest+10] == (NameScores{}) {
		t.Error("the words of a long sentence have no scores of their own")
	}
}

// The scores are the sums of what training sees: the rows of the words around and of the caller's clues.
func TestScoresAreThoseOfTheClues(t *testing.T) {
	m, weights := open(t, sketch(t, small)), sketchNames(t)
	n, err := OpenNames(weights, m)
	if err != nil {
		t.Fatal(err)
	}
	tokens := sentence(rand.New(rand.NewPCG(9, 1)), 7)
	x := n.Namer(m.Runner(), nil)
	for i, got := range nameScores(t, weights, tokens)[0] {
		rows := []int32{CallerClue(1, uint32(i%3))}
		for k := -NameReach; k <= NameReach; k++ {
			form, inside := Around(tokens, i+k)
			if !inside {
				continue
			}
			word := m.WordClues(form)
			rows = word.Kinds(word.Own(rows, k), k)
			for range len(form) % 2 {
				rows = append(rows, KindClue(0, k))
			}
		}
		clear(x.in)
		x.add(x.in, rows)
		vector.AddRectified(x.in, x.in, make([]int16, len(x.in)))
		n.heads.Apply(x.out, x.in, 1, vector.Free)
		if want := NameScores(x.out); got != want {
			t.Errorf("word %d: got %v, want %v", i, got, want)
		}
	}
}
