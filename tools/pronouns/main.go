// Pronouns learns the weights in rules/en/reference/pronoun-weights.tsv, which tell whom a pronoun stands for, from gold with
// entities and coreference.
//
//	go run ./tools/pronouns gum-open-train.conllu > rules/en/reference/pronoun-weights.tsv
//
// It starts from the weights at hand, so run it twice. Each choice among those whom a pronoun may stand for is a softmax over sums of weights; the chance of the right ones
// together is made large (AdaGrad, in the order of the text, so that the same gold gives the same weights).
package main

import (
	"fmt"
	"log"
	"math"
	"os"
	"slices"

	"dateline/internal/eval"
	"dateline/internal/pipeline"
	"dateline/internal/rule"
	"dateline/internal/shipped"
	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
	"dateline/internal/who"
	"dateline/rules"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("pronouns: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: pronouns FILE.conllu")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	gold, err := conllu.Read(file)
	if err != nil {
		return err
	}
	examples, err := read(gold)
	if err != nil {
		return err
	}
	w := learn(examples)
	log.Printf("%d pronouns, %.3f chosen right", len(examples), w.accuracy(examples))
	w.print()
	return nil
}

// read returns the pronouns of gold: each document with trees and without, led by the gold and not.
func read(gold []conllu.Sentence) ([]who.Example, error) {
	coder, err := pipeline.New(shipped.Knowledge(), pipeline.Options{})
	if err != nil {
		return nil, err
	}
	book, err := rule.Load(rules.FS, text.English)
	if err != nil {
		return nil, err
	}
	finder, worker := who.New(map[text.Language]*rule.Book{text.English: book}), coder.Worker()
	var all []who.Example
	for _, document := range eval.Documents(gold) {
		d, marks := conllu.Document(document), eval.MarksOf(document)
		d.Language = text.English
		for i := range d.Tokens {
			d.Tokens[i].Head, d.Tokens[i].Rel, d.Tokens[i].Feats, d.Tokens[i].Lemma, d.Tokens[i].Tag = 0, "", 0, "", text.NoTag
		}
		for _, trees := range []bool{true, false} {
			for i := range d.Sentences {
				d.Sentences[i].Parsed = false
			}
			if trees {
				worker.Mentions(d)
			}
			for _, led := range []bool{true, false} {
				all = append(all, finder.Examples(d, led, marks.Pronoun, marks.StandsFor)...)
			}
		}
	}
	return all, nil
}

// weights are the weights of features, and how far they have moved.
type weights struct{ of, moved map[string]float64 }

const (
	rounds = 40
	rate   = .2
	decay  = 2e-2 // pull towards zero per step
	scarce = .4   // how much a pronoun counts that stands for none of those at hand: most of them are of things, or their mention was missed
)

func learn(examples []who.Example) weights {
	w := weights{map[string]float64{}, map[string]float64{}}
	for range rounds {
		for i := range examples {
			w.step(&examples[i])
		}
	}
	return w
}

// chances returns the chance of each option, the last one that of none of them.
func (w weights) chances(e *who.Example) []float64 {
	p := make([]float64, len(e.Options)+1)
	for k, o := range e.Options {
		for _, f := range o.Features {
			p[k] += w.of[f]
		}
	}
	p[len(p)-1] = w.of[e.Nobody]
	most, sum := slices.Max(p), 0.
	for k := range p {
		p[k] = math.Exp(p[k] - most)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

func (w weights) step(e *who.Example) {
	p, right := w.chances(e), 0.
	for k, o := range e.Options {
		if o.Right {
			right += p[k]
		}
	}
	none, weight := right == 0, 1.
	if none {
		right, weight = p[len(p)-1], scarce
	}
	for k, o := range e.Options {
		up := -p[k]
		if o.Right {
			up += p[k] / right
		}
		for _, f := range o.Features {
			w.move(f, weight*up)
		}
	}
	up := -p[len(p)-1]
	if none {
		up++
	}
	w.move(e.Nobody, weight*up)
}

func (w weights) move(feature string, up float64) {
	up -= decay * w.of[feature]
	w.moved[feature] += up * up
	if w.moved[feature] > 0 {
		w.of[feature] += rate * up / math.Sqrt(w.moved[feature])
	}
}

// accuracy returns the share of examples whose best option is a right one, or that have neither.
func (w weights) accuracy(examples []who.Example) float64 {
	n := 0
	for i := range examples {
		e := &examples[i]
		p := w.chances(e)
		best := slices.Index(p, slices.Max(p))
		any := slices.ContainsFunc(e.Options, func(o who.Option) bool { return o.Right })
		if best < len(e.Options) && e.Options[best].Right || best == len(e.Options) && !any {
			n++
		}
	}
	return float64(n) / float64(len(examples))
}

// print writes the list of weights.
func (w weights) print() {
	fmt.Println("# What speaks for somebody as the one whom a pronoun stands for (above zero) and against (below). Learnt from the train part of")
	fmt.Println("# GUM 11, open genres (annotation CC BY 4.0), by tools/pronouns; the sums are compared, and with \"nobody\".")
	names := make([]string, 0, len(w.of))
	for f := range w.of {
		names = append(names, f)
	}
	slices.Sort(names)
	for _, f := range names {
		fmt.Printf("%s\t%.2f\n", f, w.of[f])
	}
}
