package learn

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// lessons are sentences to learn from: word/tag/head/relation/name.
var lessons = []string{
	"Police/NOUN/2/nsubj/O cleared/VERB/0/root/O the/DET/4/det/O camp/NOUN/2/obj/O in/ADP/6/case/O Calais/PROPN/2/obl/B-LOC ././PUNCT/2/punct/O",
	"Maria/PROPN/3/nsubj/B-PER Lopez/PROPN/1/flat/I-PER spoke/VERB/0/root/O ././PUNCT/3/punct/O",
	"The/DET/2/det/O judge/NOUN/3/nsubj/O ordered/VERB/0/root/O it/PRON/3/obj/O ././PUNCT/3/punct/O",
}

// write puts the lessons, some times over, into a CoNLL-U file.
func write(t *testing.T, times int) string {
	t.Helper()
	var b strings.Builder
	for range times {
		for _, lesson := range lessons {
			for i, word := range strings.Fields(lesson) {
				cells := strings.Split(word, "/")
				form := strings.Join(cells[:len(cells)-4], "/")
				cells = cells[len(cells)-4:]
				fmt.Fprintf(&b, "%d\t%s\t_\t%s\t_\t_\t%s\t%s\t_\tName=%s\n", i+1, form, cells[0], cells[1], cells[2], cells[3])
			}
			b.WriteString("\n")
		}
	}
	path := filepath.Join(t.TempDir(), "lessons.conllu")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func lesson(t *testing.T, epochs int) []byte {
	t.Helper()
	weights, err := Train(Options{
		Language: text.English, Trees: []string{write(t, 40)}, Epochs: epochs, Seed: 1,
		Sizes: net.Sizes{Embedding: 32, Tagger: 32, Parser: 32, Depth: 2, Arc: 32, Label: 32},
	})
	if err != nil {
		t.Fatal(err)
	}
	return weights
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(lesson(t, 2), lesson(t, 2)) {
		t.Error("two runs differ")
	}
}

func TestItLearnsItsLessons(t *testing.T) {
	m, err := net.Open(lesson(t, 30))
	if err != nil {
		t.Fatal(err)
	}
	gold, err := readTrees(write(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	got := score(m.Runner(), gold)
	want := "measured: tagger 100.00; parser: tags 100.00, features 100.00, UAS 100.00, LAS 100.00 (100.00 with subtypes); names P 100.00 R 100.00 F 100.00"
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// The gradient that a pass computes must be the slope of its loss.
func TestGradient(t *testing.T) {
	o := Options{Language: text.English, Trees: []string{write(t, 1)}, Sizes: net.Sizes{Embedding: 32, Tagger: 32, Parser: 32, Depth: 2, Arc: 32, Label: 32}}
	o.fill()
	tr := &trainer{o: o}
	if err := tr.read(); err != nil {
		t.Fatal(err)
	}
	tr.prepare()
	p := tr.passes[0]
	p.scale = 1
	p.rates = rates{tags: 1, names: 1, arcs: 1, labels: 1} // nothing dropped, and the losses that are reported alone
	loss := func() float64 {
		p.losses = [lossKinds]float64{}
		p.run(tr.sentences, 1, 1)
		return p.losses[lossTags] + p.losses[lossNames] + p.losses[lossArcs] + p.losses[lossLabels]
	}
	p.rates.parserTags = 1
	loss()
	slopes := append([]float32(nil), p.g.all...)
	checked, wrong := 0, 0
	for i := 11; i < len(slopes); i += 97 {
		const step = 2e-3
		before := tr.weights.all[i]
		tr.weights.all[i] = before + step
		up := loss()
		tr.weights.all[i] = before - step
		down := loss()
		tr.weights.all[i] = before
		slope := (up - down) / (2 * step)
		if diff := slope - float64(slopes[i]); diff > 0.05 || diff < -0.05 {
			wrong++ // now and then a clamp lies between the two ends of the step
			t.Logf("weight %d: gradient %.4f, slope %.4f", i, slopes[i], slope)
		}
		checked++
	}
	if checked < 100 || 50*wrong > checked {
		t.Errorf("%d weights checked, %d wrong", checked, wrong)
	}
}

func TestNamesOfEntities(t *testing.T) {
	const file = `# global.Entity = GRP-etype
1	Anna	_	PROPN	_	_	3	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1-sgl
2	Novak	_	PROPN	_	_	1	flat	_	Entity=1)
3	left	_	VERB	_	_	0	root	_	_
4	the	_	DET	_	_	5	det	_	Entity=(2-organization-new
5	University	_	PROPN	_	_	3	obj	_	_
6	of	_	ADP	_	_	7	case	_	_
7	Graz	_	PROPN	_	_	5	nmod	_	Entity=(3-place-new)2)
8	and	_	CCONJ	_	_	10	cc	_	_
9	its	_	PRON	_	_	10	nmod:poss	_	Entity=(4-organization-new(2-organization-giv)
10	office	_	NOUN	_	_	5	conj	_	Entity=4)

`
	path := filepath.Join(t.TempDir(), "entities.conllu")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	sentences, err := readTrees(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(sentences[0].names), "[B-PER L-PER O O B-ORG I-ORG L-ORG O O O]"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestBilou(t *testing.T) {
	tests := []struct{ given, want string }{
		{"B-PER I-PER O B-LOC", "[B-PER L-PER O U-LOC]"},
		{"I-PER I-PER I-LOC", "[B-PER L-PER U-LOC]"}, // IOB1
		{"B-ORG L-ORG U-LOC", "[B-ORG L-ORG U-LOC]"},
		{"B-Weapon I-Weapon B-Person", "[O O U-PER]"},
	}
	for _, test := range tests {
		if got := fmt.Sprint(bilou(strings.Fields(test.given))); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.given, got, test.want)
		}
	}
}

func TestRawSentences(t *testing.T) {
	got := fmt.Sprint(rawSentences("They didn't leave at 4.30, he said. L’hôtel-Dieu"))
	if want := "[[They did n't leave at 0.00 , he said .] [L' hôtel - Dieu]]"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
