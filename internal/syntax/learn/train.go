// Package learn trains the networks of package net from treebanks, files of name labels and plain text. The same data and seed
// give the same model, byte for byte.
package learn

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sync"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// Options say what to train on, and how. Zero fields take defaults.
type Options struct {
	Language text.Language

	Trees   []string // CoNLL-U files: tags, features, trees, and names where MISC has Name= or Entity=
	Names   []string // files of name labels (BIO); sentences with the sent_id of a tree belong to it
	Foreign []string // CoNLL-U files and files of name labels in another language, of which only the names are learned
	Raw     []string // plain text or JSON Lines with "text", for word classes
	Classes string   // a file that keeps the word classes from one run to the next; empty means none
	Dev     []string // CoNLL-U files and files of name labels to measure on after each few epochs; not learned from

	Epochs int     // 0 means 14
	Rate   float64 // of learning, at its highest; 0 means 0.0015
	Batch  int     // sentences; 0 means 16
	Seed   uint64
	Sizes  net.Sizes // zero means DefaultSizes

	Progress io.Writer // nil means silence
}

// DefaultSizes suit a news tagger of a million words a second and a parser of a hundred thousand.
var DefaultSizes = net.Sizes{Embedding: 128, Tagger: 96, Parser: 192, Depth: 2, Arc: 96, Label: 128}

// Train trains a model and returns the bytes of its file.
func Train(o Options) ([]byte, error) {
	o.fill()
	t := &trainer{o: o}
	if err := t.read(); err != nil {
		return nil, err
	}
	t.prepare()
	for epoch := range o.Epochs {
		t.epoch(epoch)
		if (epoch+1)%4 == 0 || epoch == o.Epochs-1 {
			if err := t.measure(); err != nil {
				return nil, err
			}
		}
	}
	return t.file().Bytes()
}

func (o *Options) fill() {
	if o.Epochs == 0 {
		o.Epochs = 14
	}
	if o.Rate == 0 {
		o.Rate = 0.0015
	}
	if o.Batch == 0 {
		o.Batch = 16
	}
	if o.Sizes == (net.Sizes{}) {
		o.Sizes = DefaultSizes
	}
	if o.Progress == nil {
		o.Progress = io.Discard
	}
}

// defaultRates were found on the development part of the English Web Treebank. The tagger, which has few weights and names that are
// rare, learns better when much is dropped; the parser when little is.
var defaultRates = rates{
	embedding: 0.12, tagger: 0.25, parser: 0.1, side: 0.1, heads: 0.35, word: 0.25, feature: 0.02, small: 0.06, capitals: 0.03,
	tags: 1, feats: 0.5, names: 1, arcs: 1, labels: 1, parserTags: 1, parserFeats: 0.5,
}

// trainer is one run of training.
type trainer struct {
	o         Options
	sentences []*sentence
	dev       []*sentence
	classes   classes

	inventory *inventory
	weights   *weights
	table     []float32
	adam      *adam
	passes    [2]*pass // one per half of a batch, whatever the number of processors
}

func (t *trainer) say(format string, values ...any) {
	fmt.Fprintf(t.o.Progress, format+"\n", values...)
}

func (t *trainer) read() error {
	trees, err := readAll(t.o.Trees, readTrees)
	if err != nil {
		return err
	}
	names, err := readAll(t.o.Names, readNames)
	if err != nil {
		return err
	}
	foreign, err := readAll(t.o.Foreign, readEither)
	if err != nil {
		return err
	}
	if t.dev, err = readAll(t.o.Dev, readEither); err != nil {
		return err
	}
	raw, err := readAll(t.o.Raw, readRaw)
	if err != nil {
		return err
	}
	t.sentences = append(trees, attach(trees, names)...)
	for _, s := range t.sentences {
		raw = append(raw, plain(s.forms))
	}
	for _, s := range foreign {
		if s.names != nil {
			s.heads, s.foreign = nil, true
			t.sentences = append(t.sentences, s)
		}
	}
	if len(t.sentences) == 0 {
		return fmt.Errorf("nothing to train on")
	}
	t.say("%d sentences, %d of them with trees; %d sentences of raw text", len(t.sentences), len(trees), len(raw))
	return t.findClasses(raw)
}

// findClasses draws the word classes, or takes them from the file that keeps them.
func (t *trainer) findClasses(raw [][]string) error {
	if t.o.Classes != "" {
		if data, err := os.ReadFile(t.o.Classes); err == nil {
			return json.Unmarshal(data, &t.classes)
		}
	}
	t.classes = classify(raw, func(s string) { t.say("%s", s) })
	if t.o.Classes == "" {
		return nil
	}
	data, err := json.Marshal(t.classes)
	if err != nil {
		return err
	}
	return os.WriteFile(t.o.Classes, data, 0o644)
}

func readAll[S any](paths []string, read func(string) ([]S, error)) ([]S, error) {
	var all []S
	for _, path := range paths {
		some, err := read(path)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// readEither reads a CoNLL-U file or one of name labels, by its extension.
func readEither(path string) ([]*sentence, error) {
	if len(path) > 7 && path[len(path)-7:] == ".conllu" {
		return readTrees(path)
	}
	return readNames(path)
}

func plain(forms []string) []string {
	n := make([]string, len(forms))
	for i, form := range forms {
		n[i] = net.Plain(form)
	}
	return n
}

// prepare draws the first weights.
func (t *trainer) prepare() {
	t.inventory = newInventory(&t.o, t.sentences, t.classes)
	t.inventory.number(t.sentences)
	h := &t.inventory.header
	r := rand.New(rand.NewPCG(t.o.Seed, 1))
	t.weights = newWeights(h)
	t.weights.start(r)
	t.table = make([]float32, h.Rows()*h.Sizes.Embedding)
	uniform(r, t.table, 0.1)
	t.adam = newAdam(h, len(t.table))
	for i := range t.passes {
		t.passes[i] = &pass{
			header: h, w: t.weights, g: newWeights(h), table: t.table, rates: defaultRates,
			gradient: rowGradient{width: h.Sizes.Embedding, values: make([]float32, len(t.table)), isMet: make([]bool, h.Rows())},
		}
		t.passes[i].train = true
	}
	t.say("%d words, %d sets of features, %d relations, %d rows of embeddings, %d weights",
		h.Words, len(h.Feats), len(h.Rels), h.Rows(), len(t.weights.all))
}

// choose gives the sentences of an epoch in random order: all that have trees, and no more others than these.
func (t *trainer) choose(epoch int) []int {
	order := rand.New(rand.NewPCG(t.o.Seed, uint64(epoch)+2)).Perm(len(t.sentences))
	trees, others := 0, 0
	for _, s := range t.sentences {
		if s.heads != nil {
			trees++
		}
	}
	return slices.DeleteFunc(order, func(n int) bool {
		if t.sentences[n].heads == nil {
			others++
		}
		return t.sentences[n].heads == nil && trees > 0 && others > trees
	})
}

// epoch goes once through the sentences.
func (t *trainer) epoch(epoch int) {
	order := t.choose(epoch)
	batches := (len(order) + t.o.Batch - 1) / t.o.Batch
	total := float64(t.o.Epochs * batches)
	for b := range batches {
		now := float64(epoch*batches + b)
		rate := t.o.Rate * min(1, (now+1)/min(200, total/10)) * max(0.005, 1-now/total)
		t.batch(order[b*t.o.Batch:min(len(order), (b+1)*t.o.Batch)], uint64(epoch*batches+b), rate)
	}
	var losses [lossKinds]float64
	for _, p := range t.passes {
		for i, l := range p.losses {
			losses[i] += l / float64(len(order))
		}
		p.losses = [lossKinds]float64{}
	}
	t.say("epoch %d: loss per sentence: tags %.3f, names %.3f, arcs %.3f, labels %.3f", epoch+1, losses[lossTags], losses[lossNames], losses[lossArcs], losses[lossLabels])
}

// batch takes one step of learning. Each half has a goroutine; their sums are added in the same order in every run.
func (t *trainer) batch(numbers []int, count uint64, rate float64) {
	words := 0
	var halves [2][]*sentence
	for i, n := range numbers {
		halves[i%2] = append(halves[i%2], t.sentences[n])
		words += len(t.sentences[n].forms)
	}
	var wait sync.WaitGroup
	for i, p := range t.passes {
		p.scale = 1 / float32(words)
		wait.Go(func() { p.run(halves[i], t.o.Seed, count*2+uint64(i)) })
	}
	wait.Wait()
	t.adam.update(t.weights, t.table, t.passes, rate)
}

func (t *trainer) file() *net.File {
	return quantised(t.inventory.header, t.inventory.words, t.weights, t.table, t.adam.rowSquare)
}

// measure says how good the model is now, as it would be shipped.
func (t *trainer) measure() error {
	if len(t.dev) == 0 {
		return nil
	}
	bytes, err := t.file().Bytes()
	if err != nil {
		return err
	}
	m, err := net.Open(bytes)
	if err != nil {
		return err
	}
	t.say("%s", score(m.Runner(), t.dev))
	return nil
}
