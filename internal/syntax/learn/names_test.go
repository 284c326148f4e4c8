package learn

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// trainedNames are the weights for names that the lessons give beside an open model; every word of theirs may be a name.
func trainedNames(t *testing.T, m *net.Model, epochs int) []byte {
	t.Helper()
	weights, err := TrainNames(NameOptions{
		Gold: []string{write(t, 10)}, Epochs: epochs, Seed: 1,
		Clues: func(tokens []text.Token) []net.Clues {
			all := make([]net.Clues, len(tokens))
			for i := range tokens {
				for k := -net.NameReach; k <= net.NameReach; k++ {
					if form, inside := net.Around(tokens, i+k); inside {
						word := m.WordClues(form)
						all[i].Own[k+net.NameReach], all[i].Kinds = word.Own(nil, k), word.Kinds(all[i].Kinds, k)
					}
				}
			}
			return all
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return weights
}

func TestNamesAreLearned(t *testing.T) {
	m, err := net.Open(lesson(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	weights := trainedNames(t, m, 12)
	if !bytes.Equal(weights, trainedNames(t, m, 12)) {
		t.Error("the same seed gives other bytes")
	}
	n, err := net.OpenNames(weights, m)
	if err != nil {
		t.Fatal(err)
	}
	tokens := []text.Token{{Form: "Maria"}, {Form: "Lopez"}, {Form: "spoke"}, {Form: "."}}
	r, scores := m.Runner(), make([]net.NameScores, 4)
	r.TagScored(tokens, scores)
	clear(scores)
	none := func(int) []int32 { return nil }
	n.Namer(r, func(string) []uint32 { return nil }).Score(scores, tokens, []bool{true, true, true, false}, none)
	for i, want := range []text.NameTag{text.NameTagOf(text.NameBegin, text.PER), text.NameTagOf(text.NameLast, text.PER), 0} {
		if got := scores[i].Best(); got != want {
			t.Errorf("%s: got label %v, want %v", tokens[i].Form, got, want)
		}
	}
	if scores[3] != (net.NameScores{}) {
		t.Error("a word that nobody asked for has scores")
	}
}

func TestMissingFilesOfNamesAreErrors(t *testing.T) {
	missing := []string{filepath.Join(t.TempDir(), "none")}
	for _, o := range []NameOptions{{Gold: missing}, {Silver: missing}} {
		if _, err := TrainNames(o); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v, want an error that the file is not there", err)
		}
	}
}
