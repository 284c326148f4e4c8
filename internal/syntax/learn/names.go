package learn

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"sync"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// NameOptions say what to train the second opinion on names on, and how.
type NameOptions struct {
	Gold   []string // files of name labels, and CoNLL-U files with names
	Silver []string // JSON Lines with "text" that may be learned from as Label labels it
	Epochs int      // 0 means 6
	Seed   uint64

	Label    func(body string) [][]text.Token        // the sentences of a text with the names that are found in it now
	Clues    func(sentence []text.Token) []net.Clues // of each word; none for words that are taken to be in no name
	Progress io.Writer                               // nil means silence
}

// What was found good on the development part of the English texts.
const (
	nameRate    = 0.002 // of learning, at its highest
	nameBatch   = 64    // words
	clueDropped = 0.2   // share of the clues left out
	ownDropped  = 0.5   // of what tells a word from all others
	sumDropped  = 0.3   // of the hidden values
	silverCount = 0.3   // how much a word counts that no person labelled
	nameSmall   = 0.03  // sentences learned once more in small letters
	nameCapital = 0.02  // and in capitals
	widestRow   = 1.95  // greatest value of a row, so that eight bits serve
)

// example is one word to learn from.
type example struct {
	clues  net.Clues
	gold   text.NameTag
	weight float32
}

// nameTrainer is one run of training.
type nameTrainer struct {
	o                  NameOptions
	rows, mean, square []float32 // net.NameRows rows of net.NameWidth values, and Adam's averages of them
	heads              *headWeights
	parts              [2]*namePart // one per half of a batch
	adam               adam
}

// headWeights are the layer on top, or its gradient.
type headWeights struct{ all, weights, bias []float32 }

func newHeadWeights() *headWeights {
	all := make([]float32, (net.NameWidth+1)*net.NameHeads)
	return &headWeights{all, all[:net.NameWidth*net.NameHeads], all[net.NameWidth*net.NameHeads:]}
}

// namePart computes the gradients of half of a batch.
type namePart struct {
	gradient rowGradient
	heads    *headWeights
	loss     float64
	random   *rand.Rand
	rows     []int32
}

// TrainNames trains the second opinion on names and returns the bytes of its file.
func TrainNames(o NameOptions) ([]byte, error) {
	t := &nameTrainer{o: o}
	gold, err := readAll(o.Gold, readEither)
	if err != nil {
		return nil, err
	}
	silver, err := readAll(o.Silver, t.label)
	if err != nil {
		return nil, err
	}
	t.start()
	plain := append(t.examples(gold, 1), t.examples(silver, silverCount)...)
	t.say("%d sentences, and %d labelled by a model; %d words", len(gold), len(silver), len(plain))
	for epoch := range t.o.Epochs {
		r := rand.New(rand.NewPCG(o.Seed, uint64(epoch)+100))
		all := append(plain[:len(plain):len(plain)], t.examples(recased(gold, r), 1)...)
		t.epoch(epoch, append(all, t.examples(recased(silver, r), silverCount)...), r)
	}
	return t.file()
}

func (t *nameTrainer) say(format string, values ...any) {
	fmt.Fprintf(t.o.Progress, format+"\n", values...)
}

// label reads texts and labels them.
func (t *nameTrainer) label(path string) ([]*sentence, error) {
	var all []*sentence
	err := eachText(path, func(body string) {
		for _, tokens := range t.o.Label(body) {
			s := &sentence{names: namesIn(tokens)}
			for i := range tokens {
				s.forms = append(s.forms, tokens[i].Form)
			}
			all = append(all, s)
		}
	})
	return all, err
}

// start draws the first weights at random.
func (t *nameTrainer) start() {
	if t.o.Epochs == 0 {
		t.o.Epochs = 6
	}
	if t.o.Progress == nil {
		t.o.Progress = io.Discard
	}
	r := rand.New(rand.NewPCG(t.o.Seed, 1))
	size := net.NameRows * net.NameWidth
	t.rows, t.mean, t.square = make([]float32, size), make([]float32, size), make([]float32, size)
	uniform(r, t.rows, 0.05)
	t.heads = newHeadWeights()
	uniform(r, t.heads.weights, 0.2)
	t.adam = adam{mean: &weights{all: newHeadWeights().all}, square: &weights{all: newHeadWeights().all}}
	for i := range t.parts {
		t.parts[i] = &namePart{heads: newHeadWeights(), gradient: rowGradient{width: net.NameWidth, values: make([]float32, size), isMet: make([]bool, net.NameRows)}}
	}
}

// examples lists the words of sentences.
func (t *nameTrainer) examples(sentences []*sentence, weight float32) []example {
	var all []example
	for _, s := range sentences {
		if s.names == nil {
			continue
		}
		tokens := make([]text.Token, len(s.forms))
		for i, form := range s.forms {
			tokens[i].Form = form
		}
		for i, clues := range t.o.Clues(tokens) {
			if clues.Kinds != nil {
				all = append(all, example{clues, s.names[i], weight})
			}
		}
	}
	return all
}

// recased gives some of the sentences in small letters, as careless writers have them, or in capitals.
func recased(sentences []*sentence, r *rand.Rand) []*sentence {
	var some []*sentence
	for _, s := range sentences {
		change := strings.ToLower
		chance := r.Float64()
		if chance >= nameSmall+nameCapital || s.names == nil {
			continue
		}
		if chance >= nameSmall {
			change = strings.ToUpper
		}
		c := &sentence{names: s.names}
		for _, form := range s.forms {
			c.forms = append(c.forms, change(form))
		}
		some = append(some, c)
	}
	return some
}

// epoch goes once through the words.
func (t *nameTrainer) epoch(epoch int, all []example, r *rand.Rand) {
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for at := 0; at < len(all); at += nameBatch {
		done := (float64(epoch) + float64(at)/float64(len(all))) / float64(t.o.Epochs)
		t.batch(all[at:min(len(all), at+nameBatch)], nameRate*max(0.02, 1-done))
	}
	loss := 0.0
	for _, p := range t.parts {
		loss += p.loss / float64(len(all))
		p.loss = 0
	}
	t.say("epoch %d: %d words, loss of each %.4f", epoch+1, len(all), loss)
}

// batch takes one step of learning. Each half has a goroutine; their sums are added in the same order in every run.
func (t *nameTrainer) batch(some []example, rate float64) {
	var wait sync.WaitGroup
	half := len(some) / 2
	for i, part := range [][]example{some[:half], some[half:]} {
		p := t.parts[i]
		p.random = rand.New(rand.NewPCG(t.o.Seed, uint64(t.adam.steps)*2+uint64(i)+1<<32))
		p.gradient.reset()
		clear(p.heads.all)
		wait.Go(func() {
			for _, e := range part {
				p.learn(t, e, 1/float32(len(some)))
			}
		})
	}
	wait.Wait()
	t.update(rate)
}

// learn adds the gradient of one word.
func (p *namePart) learn(t *nameTrainer, e example, scale float32) {
	p.choose(e.clues)
	var sum, d hiddenValues
	for _, row := range p.rows {
		for j, v := range t.rows[int(row)*net.NameWidth : (int(row)+1)*net.NameWidth] {
			sum[j] += v
		}
	}
	for j := range sum {
		if sum[j] <= 0 || p.random.Float32() < sumDropped {
			sum[j] = 0
		}
		sum[j] *= 1 / (1 - sumDropped)
	}
	p.score(t.heads, e, scale, &sum, &d)
	for _, row := range p.rows {
		g := p.gradient.row(row)
		for j, v := range d {
			g[j] += v
		}
	}
}

type hiddenValues [net.NameWidth]float32

// choose sets rows to those of the clues that are not left out.
func (p *namePart) choose(c net.Clues) {
	p.rows = p.rows[:0]
	add := func(rows []int32) {
		for _, row := range rows {
			if p.random.Float32() >= clueDropped {
				p.rows = append(p.rows, row)
			}
		}
	}
	add(c.Kinds)
	for _, own := range c.Own {
		if p.random.Float32() >= ownDropped {
			add(own)
		}
	}
}

// score adds the gradient of the layer on top, and sets d to that of the hidden values.
func (p *namePart) score(heads *headWeights, e example, scale float32, hidden, d *hiddenValues) {
	var scores, gradient [net.NameLabels]float32
	copy(scores[:], heads.bias)
	for j, v := range hidden {
		if v == 0 {
			continue
		}
		for l, w := range heads.weights[j*net.NameHeads:][:net.NameLabels] {
			scores[l] += v * w
		}
	}
	p.loss += float64(e.weight * entropy(scores[:], int(e.gold), e.weight*scale, gradient[:]))
	for l, g := range gradient {
		p.heads.bias[l] += g
	}
	for j, v := range hidden {
		if v == 0 {
			continue
		}
		of := p.heads.weights[j*net.NameHeads:]
		for l, w := range heads.weights[j*net.NameHeads:][:net.NameLabels] {
			d[j] += gradient[l] * w
			of[l] += gradient[l] * v
		}
		d[j] *= 1 / (1 - sumDropped)
	}
}

// update moves the weights against the sum of the gradients.
func (t *nameTrainer) update(rate float64) {
	first, second := t.parts[0], t.parts[1]
	t.adam.steps++
	step := t.adam.step(rate)
	for i, g := range second.heads.all {
		first.heads.all[i] += g
	}
	step.Step(t.heads.all, first.heads.all, t.adam.mean.all, t.adam.square.all)
	for _, row := range second.gradient.met {
		sum, more := first.gradient.row(row), second.gradient.row(row)
		for i, g := range more {
			sum[i] += g
		}
	}
	for _, row := range first.gradient.met {
		from, to := int(row)*net.NameWidth, (int(row)+1)*net.NameWidth
		step.Step(t.rows[from:to], first.gradient.row(row), t.mean[from:to], t.square[from:to])
		for i := from; i < to; i++ {
			t.rows[i] = max(-widestRow, min(widestRow, t.rows[i]))
		}
	}
}

// file writes the weights in integers. Rows that training never met are zero.
func (t *nameTrainer) file() ([]byte, error) {
	rows := make([]int8, len(t.rows))
	for i, v := range t.rows {
		if t.square[i] > 0 {
			rows[i] = int8(max(-127, min(127, math.RoundToEven(float64(v)*net.NameUnit))))
		}
	}
	l := dense{net.NameWidth, net.NameHeads, t.heads.weights, t.heads.bias}
	return net.NameBytes(rows, quantisedLayer(l, net.NameUnit, 32767, net.ScoreUnit))
}
