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

// labelsOfType is the number of labels of one type of name. They stand in the order begin, inside, last, unit.
const labelsOfType = 4

// viterbi looks at two kinds of labels before a word: those after which no name is open, of which the best will do for all
// labels that stand there, and the two of each type after which one is.
func (d *nameDecoder) viterbi(tokens []text.Token, scores []int16, stride, column int) {
	if len(d.best) < len(tokens) {
		d.best, d.from = make([][NameLabels]int32, len(tokens)), make([][NameLabels]int8, len(tokens))
	}
	border := [NameLabels]int32{}
	for l := 1; l < NameLabels; l++ {
		border[l] = never
	}
	before := &border
	for i := range tokens {
		row := scores[i*stride+column:][:NameLabels]
		best, from := &d.best[i], &d.from[i]
		closed := bestClosed(before)
		best[0], from[0] = before[closed]+int32(row[0]), closed
		for begin := 1; begin < NameLabels; begin += labelsOfType {
			inside, last, unit, open := begin+1, begin+2, begin+3, int8(begin)
			if before[inside] > before[begin] {
				open = int8(inside)
			}
			best[begin], from[begin] = before[closed]+int32(row[begin]), closed
			best[inside], from[inside] = before[open]+int32(row[inside]), open
			best[last], from[last] = before[open]+int32(row[last]), open
			best[unit], from[unit] = before[closed]+int32(row[unit]), closed
		}
		before = best
	}
	d.trace(tokens)
}

// bestClosed returns the label with the best score among those after which no name is open.
func bestClosed(scores *[NameLabels]int32) int8 {
	best := 0
	for last := 3; last < NameLabels; last += labelsOfType {
		for l := last; l <= last+1; l++ {
			if scores[l] > scores[best] {
				best = l
			}
		}
	}
	return int8(best)
}

// trace sets Name along the best sequence, from its end.
func (d *nameDecoder) trace(tokens []text.Token) {
	label := bestClosed(&d.best[len(tokens)-1])
	for i := len(tokens) - 1; i >= 0; i-- {
		tokens[i].Name = text.NameTag(label)
		label = d.from[i][label]
	}
}
