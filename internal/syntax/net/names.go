package net

import "dateline/internal/text"

// nameDecoder finds the best sequence of name labels in which every name is whole: outside or unit, or begin, inside …, last.
// A label's number is its text.NameTag.
type nameDecoder struct {
	best [][NameLabels]int32 // score of the best sequence that ends in a label, by word
	from [][NameLabels]int8
}

// decode sets Name. A row of scores has stride values, the labels' from column on.
func (d *nameDecoder) decode(tokens []text.Token, scores []int16, stride, column int) {
	whole, before := true, text.NameTag(0)
	for i := range tokens {
		label := highest(scores[i*stride+column:][:NameLabels])
		whole = whole && follows(before, label)
		tokens[i].Name, before = label, label
	}
	if whole && follows(before, 0) {
		return // the best label of every word: no sequence is better
	}
	d.viterbi(tokens, scores, stride, column)
}

// Names sets Name of the words of one sentence by the scores of their labels.
func (r *Runner) Names(tokens []text.Token, scores []NameScores) {
	if len(tokens) == 0 {
		return
	}
	flat := r.flat[:0]
	for i := range scores {
		flat = append(flat, scores[i][:]...)
	}
	r.flat = flat
	r.names.decode(tokens, flat, NameLabels, 0)
}

func highest(scores []int16) text.NameTag {
	best := 0
	for l, s := range scores {
		if s > scores[best] {
			best = l
		}
	}
	return text.NameTag(best)
}

// follows reports whether label can stand after before. The label 0 also stands for the sentence's borders.
func follows(before, label text.NameTag) bool {
	open := before.Position() == text.NameBegin || before.Position() == text.NameInside
	goesOn := label.Position() == text.NameInside || label.Position() == text.NameLast
	return open == goesOn && (!open || before.Type() == label.Type())
}

const never = -1 << 30

func (d *nameDecoder) viterbi(tokens []text.Token, scores []int16, stride, column int) {
	if len(d.best) < len(tokens) {
		d.best, d.from = make([][NameLabels]int32, len(tokens)), make([][NameLabels]int8, len(tokens))
	}
	for i := range tokens {
		closed, end := int32(0), int8(0) // the best sequence so far that ends outside of names
		if i > 0 {
			closed, end = d.closed(i - 1)
		}
		for label := range NameLabels {
			best, from := closed, end
			if p := text.NameTag(label).Position(); p == text.NameInside || p == text.NameLast {
				best, from = d.open(i-1, text.NameTag(label).Type())
			}
			d.best[i][label], d.from[i][label] = best+int32(scores[i*stride+column+label]), from
		}
	}
	last := 0
	for label := range NameLabels {
		if follows(text.NameTag(label), 0) && d.best[len(tokens)-1][label] > d.best[len(tokens)-1][last] {
			last = label
		}
	}
	for i := len(tokens) - 1; i >= 0; i-- {
		tokens[i].Name = text.NameTag(last)
		last = int(d.from[i][last])
	}
}

// closed returns the best score at a word, and its label, of those after which no name goes on.
func (d *nameDecoder) closed(i int) (best int32, label int8) {
	best = d.best[i][0]
	for kind := text.NameType(1); kind <= names; kind++ {
		for _, position := range [...]int{text.NameLast, text.NameUnit} {
			if l := text.NameTagOf(position, kind); d.best[i][l] > best {
				best, label = d.best[i][l], int8(l)
			}
		}
	}
	return best, label
}

// open returns the best score at a word, and its label, of those after which a name of a type goes on; never before the first word.
func (d *nameDecoder) open(i int, kind text.NameType) (best int32, label int8) {
	if i < 0 {
		return never, 0
	}
	begin, inside := text.NameTagOf(text.NameBegin, kind), text.NameTagOf(text.NameInside, kind)
	if d.best[i][inside] > d.best[i][begin] {
		return d.best[i][inside], int8(inside)
	}
	return d.best[i][begin], int8(begin)
}

// names is the last type of names.
const names = text.LOC
