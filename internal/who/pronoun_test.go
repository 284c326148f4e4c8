package who

import (
	"strings"
	"testing"

	"dateline/internal/text"
)

func TestFeaturesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]feature{}
	for f := range features {
		name := f.String()
		if other, taken := seen[name]; name == "" || taken {
			t.Errorf("feature %d is called %q like feature %d", f, name, other)
		}
		seen[name] = f
	}
}

func TestEveryWeightIsOfAFeature(t *testing.T) {
	names := map[string]bool{}
	for f := range features {
		names[strings.ReplaceAll(f.String(), "-", " - ")] = true
	}
	f := finder(t)
	for language, w := range f.words {
		for _, word := range w.book.List("pronoun-weights").Words() {
			if !names[word] {
				t.Errorf("%s: no feature is called %q", language, word)
			}
		}
	}
}

// TestPossessivesStandForTheirOwners needs the features that the tagger gives.
func TestPossessivesStandForTheirOwners(t *testing.T) {
	f := finder(t)
	d := read("[PER Ann/p Hall/p ] met/v miners/n ./. | She/r praised/v their/r union/n ./.", text.English)
	d.Tokens[3].Feats = text.Plur
	d.Tokens[7].Feats = text.Poss
	got := map[string]string{}
	actors := f.Find(d)
	for _, a := range actors {
		if a.Same >= 0 {
			got[d.At(a.Span)] = d.At(actors[a.Same].Span)
		}
	}
	if got["She"] != "Ann Hall" || got["their"] != "miners" {
		t.Errorf("got %v", got)
	}
}

func BenchmarkPronouns(b *testing.B) {
	f := finder(b)
	d := read(strings.Repeat("[PER Ann/p Hall/p ] met/v the/d miners/n in/i the/d town/n ./. | She/r praised/v them/r and/c the/d mayor/n ./. | He/r left/v the/d room/n ./. | ", 30)+"She/r left/v", text.English)
	b.ReportAllocs()
	for b.Loop() {
		f.Find(d)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/token")
}
