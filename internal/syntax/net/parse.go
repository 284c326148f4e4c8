package net

import (
	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// Parse sets Head and Rel of the words of one sentence, whose first word is number first of the document, and sets Tag and
// Feats anew, better than Tag does. A sentence of more than 256 words is parsed in pieces of 256; the roots of the later pieces
// depend on the first's as parataxis.
func (r *Runner) Parse(tokens []text.Token, first int) {
	root := text.RootHead
	for at := 0; at < len(tokens); at += longest {
		piece := tokens[at:min(len(tokens), at+longest)]
		r.parse(piece, first+at)
		for i := range piece {
			if piece[i].Head != text.RootHead {
				continue
			}
			if root == text.RootHead {
				root = first + at + i
			} else {
				piece[i].Head, piece[i].Rel = root, "parataxis"
			}
		}
	}
}

func (r *Runner) parse(tokens []text.Token, first int) {
	n := len(tokens)
	r.trunk(tokens)
	r.layers(n)
	heads := r.m.layers[LayerParserHeads]
	heads.Apply(r.scores, r.deep, n, vector.Free)
	for i := range tokens {
		r.m.setTag(&tokens[i], r.scores[i*heads.Out:])
	}
	r.scoreArcs(n)
	chosen := r.trees.decode(r.arcs[:n*(n+1)], n)
	r.label(tokens, chosen)
	for i, head := range chosen {
		tokens[i].Head = first + head - 1
		if head == 0 {
			tokens[i].Head = text.RootHead
		}
	}
}

// layers computes the parser's last layer into r.deep.
func (r *Runner) layers(n int) {
	width := r.m.header.Sizes.Parser
	r.m.layers[LayerBridge].Apply(r.deep, r.out, n, vector.Free)
	r.words.computeParser(r.types)
	r.window(r.deep, n, ParserReach, &r.words.parser, true)
	for l := range r.m.header.Sizes.Depth {
		r.recur(r.next, r.deep, LayerParserGates+l, n, width, l == 0)
		r.deep, r.next = r.next, r.deep
	}
}

// arcBounds keeps the sums of products of two sides of an arc within 32 bits.
var arcBounds = vector.Bounds{Low: -4095, High: 4095}

// scoreArcs fills r.arcs: a row per word, a column per head, the root first.
func (r *Runner) scoreArcs(n int) {
	m, width := r.m, r.m.header.Sizes.Arc
	m.layers[LayerDependent].Apply(r.side, r.deep, n, vector.Rectified)
	r.sparse.Apply(m.layers[LayerFold], r.fold, r.side, n, arcBounds)
	copy(r.heads, m.rootArc)
	m.layers[LayerHead].Apply(r.heads[width:], r.deep, n, vector.Bounds{Low: 0, High: arcBounds.High})
	for i := range n {
		row := r.arcs[i*(n+1) : (i+1)*(n+1)]
		vector.Dots(row, r.fold[i*width:(i+1)*width], r.heads, n+1)
		for j := range n {
			row[j+1] += m.distance[Distance(i, j)]
		}
		row[i+1] = never
	}
}

// Distance numbers the way from a dependent to its head.
func Distance(dependent, head int) int {
	return max(-MaxDistance, min(MaxDistance, head-dependent)) + MaxDistance
}

// label sets Rel by the chosen heads (0 is the root, i+1 is word i). Only the root is labelled root.
func (r *Runner) label(tokens []text.Token, chosen []int) {
	m, width, n := r.m, r.m.header.Sizes.Label, len(tokens)
	dependents, heads := r.labels[:len(r.labels)/2], r.labels[len(r.labels)/2:]
	m.asDependent.Apply(dependents, r.deep, n, vector.Free)
	m.asHead.Apply(heads, r.next, r.gatherHeads(chosen), vector.Free)
	for i, head := range chosen {
		asHead := m.rootLabel
		if head > 0 {
			at := r.headRows[head]
			asHead = heads[(at-1)*width : at*width]
		}
		vector.AddRectified(r.hidden[i*width:(i+1)*width], dependents[i*width:(i+1)*width], asHead)
	}
	classifier := m.layers[LayerLabels]
	classifier.Apply(r.scores, r.hidden, n, vector.Free)
	for i, head := range chosen {
		tokens[i].Rel = m.header.Rels[m.root]
		if head > 0 {
			tokens[i].Rel = m.header.Rels[m.bestRel(r.scores[i*classifier.Out:])]
		}
	}
}

// gatherHeads copies the last layer of the words that are heads to r.next, one after the other, and returns how many they are: most words are
// none. r.headRows tells which row is whose, counted from 1.
func (r *Runner) gatherHeads(chosen []int) int {
	width, count := r.m.header.Sizes.Parser, 0
	r.headRows = zeros(r.headRows, len(chosen)+1)
	for _, head := range chosen {
		if head > 0 && r.headRows[head] == 0 {
			copy(r.next[count*width:(count+1)*width], r.deep[(head-1)*width:])
			count++
			r.headRows[head] = count
		}
	}
	return count
}

func (m *Model) bestRel(scores []int16) int {
	best := (m.root + 1) % len(m.header.Rels)
	for l := range m.header.Rels {
		if l != m.root && scores[l] > scores[best] {
			best = l
		}
	}
	return best
}
