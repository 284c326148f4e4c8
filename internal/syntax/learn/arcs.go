package learn

import (
	"dateline/internal/syntax/net"
	"dateline/internal/syntax/vector"
)

// parser computes the losses of the trees: the tagger's last layer and the words around each word make the first layer, on
// which recurrent layers stand; heads are matched with dependents by a bilinear form (Dozat and Manning 2017).
func (p *pass) parser(x, out, dx, dOut matrix) {
	l, g := p.w.layers, p.g.layers
	ends := p.ends[:p.trees]
	bridged, bridgeMask := p.dropped(out, p.rates.parser)
	first := p.window(x, l[net.LayerParserWindow], net.ParserReach, p.treeWords, p.affine(bridged, l[net.LayerBridge]))
	deep := first
	var layers []recurrent
	for i := range p.header.Sizes.Depth {
		layer, next := p.recur(deep, l[net.LayerParserGates+i], p.rates.parser, ends)
		layers, deep = append(layers, layer), next
	}
	dDeep := p.like(deep)
	p.parserTags(deep, dDeep)
	p.arcs(deep, dDeep, ends)
	p.labels(deep, dDeep)
	for i := len(layers) - 1; i >= 0; i-- {
		dDeep = layers[i].back(&p.step, dDeep, l[net.LayerParserGates+i], g[net.LayerParserGates+i], ends)
	}
	rectifyBack(first, dDeep)
	p.windowBack(x, dDeep, dx, l[net.LayerParserWindow], g[net.LayerParserWindow], net.ParserReach)
	dBridged := p.like(out)
	p.affineBack(bridged, dDeep, dBridged, l[net.LayerBridge], g[net.LayerBridge])
	droppedBack(bridgeMask, dBridged, dOut)
}

func (p *pass) parserTags(deep, dDeep matrix) {
	l, g := p.w.layers[net.LayerParserHeads], p.g.layers[net.LayerParserHeads]
	dropped, mask := p.dropped(deep, p.rates.heads)
	scores := p.affine(dropped, l)
	dScores := p.like(scores)
	word := 0
	for _, s := range p.sentences[:p.trees] {
		for i := range s.forms {
			p.tagLoss(s, i, scores.row(word), dScores.row(word), p.rates.parserTags, p.rates.parserFeats)
			word++
		}
	}
	dDropped := p.like(deep)
	p.affineBack(dropped, dScores, dDropped, l, g)
	droppedBack(mask, dDropped, dDeep)
}

// arcs computes the loss of the heads.
func (p *pass) arcs(deep, dDeep matrix, ends []int) {
	l, g := p.w.layers, p.g.layers
	width := p.header.Sizes.Arc
	dropped, mask := p.dropped(deep, p.rates.parser)
	side := rectify(p.affine(dropped, l[net.LayerDependent]))
	sideDropped, sideMask := p.dropped(side, p.rates.side)
	fold := p.affine(sideDropped, l[net.LayerFold])
	head := rectify(p.affine(dropped, l[net.LayerHead]))
	headDropped, headMask := p.dropped(head, p.rates.side)
	dFold, dHead := p.like(fold), p.like(head)
	begin := 0
	for i, end := range ends {
		n := end - begin
		view := func(m matrix) matrix { return matrix{n, width, m.data[begin*width : end*width]} }
		p.sentenceArcs(p.sentences[i], view(fold), view(headDropped), view(dFold), view(dHead))
		begin = end
	}
	dDropped := p.like(deep)
	dHeadBefore := p.like(head)
	droppedBack(headMask, dHead, dHeadBefore)
	rectifyBack(head, dHeadBefore)
	p.affineBack(dropped, dHeadBefore, dDropped, l[net.LayerHead], g[net.LayerHead])
	dSideDropped, dSide := p.like(side), p.like(side)
	p.affineBack(sideDropped, dFold, dSideDropped, l[net.LayerFold], g[net.LayerFold])
	droppedBack(sideMask, dSideDropped, dSide)
	rectifyBack(side, dSide)
	p.affineBack(dropped, dSide, dDropped, l[net.LayerDependent], g[net.LayerDependent])
	droppedBack(mask, dDropped, dDeep)
}

// sentenceArcs scores all arcs of one sentence, the root's last, and takes the loss back to both sides.
func (p *pass) sentenceArcs(s *sentence, fold, head, dFold, dHead matrix) {
	n, width := fold.rows, fold.columns
	heads := p.matrix(n+1, width)
	copy(heads.data, head.data)
	copy(heads.row(n), p.w.rootArc)
	scores := p.matrix(n, n+1)
	p.multiply(vector.Rows(scores.data, n+1), vector.Rows(fold.data, width), vector.Rows(heads.data, width).Flipped(), n, n+1, width)
	d := p.like(scores)
	for i := range n {
		row, gold := scores.row(i), s.heads[i]-1
		if gold < 0 {
			gold = n
		}
		for j := range n {
			row[j] += p.w.distance[net.Distance(i, j)]
		}
		row[i] = -1e9
		p.losses[lossArcs] += float64(entropy(row, gold, p.rates.arcs*p.scale, d.row(i)))
		for j := range n {
			p.g.distance[net.Distance(i, j)] += d.row(i)[j]
		}
	}
	dHeads := p.like(heads)
	p.multiply(vector.Rows(dFold.data, width), vector.Rows(d.data, n+1), vector.Rows(heads.data, width), n, width, n+1)
	p.multiply(vector.Rows(dHeads.data, width), vector.Rows(d.data, n+1).Flipped(), vector.Rows(fold.data, width), n+1, width, n)
	copy(dHead.data, dHeads.data)
	for j, v := range dHeads.row(n) {
		p.g.rootArc[j] += v
	}
}

// labels computes the loss of the relations on the right heads.
func (p *pass) labels(deep, dDeep matrix) {
	l, g := p.w.layers, p.g.layers
	width := p.header.Sizes.Label
	dropped, mask := p.dropped(deep, p.rates.parser)
	sides := p.affine(dropped, l[net.LayerLabelInputs])
	hidden := p.matrix(deep.rows, width)
	p.eachArc(func(word, head int) {
		sum := hidden.row(word)
		for j, v := range p.headSide(sides, head) {
			sum[j] = v + sides.row(word)[j]
		}
	})
	rectify(hidden)
	hiddenDropped, hiddenMask := p.dropped(hidden, p.rates.side)
	scores := p.affine(hiddenDropped, l[net.LayerLabels])
	dScores := p.like(scores)
	word := 0
	for _, s := range p.sentences[:p.trees] {
		for i := range s.forms {
			if s.relNumber[i] >= 0 {
				p.losses[lossLabels] += float64(entropy(scores.row(word)[:len(p.header.Rels)], s.relNumber[i], p.rates.labels*p.scale, dScores.row(word)[:len(p.header.Rels)]))
			}
			word++
		}
	}
	dHiddenDropped, dHidden := p.like(hidden), p.like(hidden)
	p.affineBack(hiddenDropped, dScores, dHiddenDropped, l[net.LayerLabels], g[net.LayerLabels])
	droppedBack(hiddenMask, dHiddenDropped, dHidden)
	rectifyBack(hidden, dHidden)
	dSides := p.like(sides)
	p.eachArc(func(word, head int) {
		asHead := p.g.rootLabel
		if head >= 0 {
			asHead = dSides.row(head)[width:]
		}
		for j, v := range dHidden.row(word) {
			asHead[j] += v
			dSides.row(word)[j] += v
		}
	})
	dDropped := p.like(deep)
	p.affineBack(dropped, dSides, dDropped, l[net.LayerLabelInputs], g[net.LayerLabelInputs])
	droppedBack(mask, dDropped, dDeep)
}

// headSide is a word's vector as a head for relations; -1 is the root.
func (p *pass) headSide(sides matrix, head int) []float32 {
	if head < 0 {
		return p.w.rootLabel
	}
	return sides.row(head)[p.header.Sizes.Label:]
}

// eachArc calls f with each word and its head, -1 for the root, as rows of the batch.
func (p *pass) eachArc(f func(word, head int)) {
	begin := 0
	for i, end := range p.ends[:p.trees] {
		for word := begin; word < end; word++ {
			head := p.sentences[i].heads[word-begin] - 1
			if head >= 0 {
				head += begin
			}
			f(word, head)
		}
		begin = end
	}
}
