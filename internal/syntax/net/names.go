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
		for label := range NameLabels {
			best, from := int32(never), int8(0)
			for before := range NameLabels {
				if i == 0 && before > 0 || !follows(text.NameTag(before), text.NameTag(label)) {
					continue
				}
				if i == 0 {
					best = 0
				} else if s := d.best[i-1][before]; s > best {
					best, from = s, int8(before)
				}
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
