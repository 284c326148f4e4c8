package learn

import (
	"math/rand/v2"

	"dateline/internal/syntax/net"
	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// rates say how much of what is dropped in training, and how much each task counts.
type rates struct {
	embedding               float32 // values of embeddings
	tagger, parser, side    float32 // values of the layers of each, and of the two sides of an arc
	heads                   float32 // values from which tags and names are told
	word                    float32 // a word seen n times loses its own row with word/(word+n)
	feature                 float32 // any other feature of a word
	small, capitals         float32 // sentences without capitals, and all in capitals
	tags, feats, names      float32 // weights of the tasks
	arcs, labels            float32
	parserTags, parserFeats float32
}

// pass computes the losses and gradients of some sentences with one set of weights. It belongs to one goroutine.
type pass struct {
	step
	header   *net.Header
	w, g     *weights
	table    []float32 // embeddings
	gradient rowGradient
	rates    rates
	scale    float32 // of all gradients: one over the words of the batch

	sentences []*sentence // those with trees first
	words     int
	treeWords int
	ends      []int // where each sentence ends, in words
	trees     int   // how many sentences have trees
	used      []int32
	losses    [lossKinds]float64
}

// Kinds of losses, for the progress report.
const (
	lossTags = iota
	lossNames
	lossArcs
	lossLabels
	lossKinds
)

// rowGradient is the gradient of the embedding table, of the rows that the batch has met.
type rowGradient struct {
	width  int
	values []float32
	met    []int32
	isMet  []bool
}

func (g *rowGradient) row(i int32) []float32 {
	if !g.isMet[i] {
		g.isMet[i] = true
		g.met = append(g.met, i)
		clear(g.values[int(i)*g.width : (int(i)+1)*g.width])
	}
	return g.values[int(i)*g.width : (int(i)+1)*g.width]
}

func (g *rowGradient) reset() {
	for _, i := range g.met {
		g.isMet[i] = false
	}
	g.met = g.met[:0]
}

// run computes the gradients of the sentences, into p.g and p.gradient.
func (p *pass) run(sentences []*sentence, seed1, seed2 uint64) {
	p.reset()
	p.random = rand.New(rand.NewPCG(seed1, seed2))
	clear(p.g.all)
	p.gradient.reset()
	p.arrange(sentences)

	embedded := p.embed()
	x, xMask := p.dropped(embedded, p.rates.embedding)
	dx := p.like(x)
	l, g := p.w.layers, p.g.layers

	near := p.window(x, l[net.LayerTaggerWindow], net.TaggerReach, p.words, matrix{})
	layer, out := p.recur(near, l[net.LayerTaggerGates], p.rates.tagger, p.ends)
	dOut := p.like(out)
	p.tagHeads(out, dOut)

	if p.trees > 0 {
		p.parser(x, out.top(p.treeWords), dx, dOut.top(p.treeWords))
	}

	dNear := layer.back(&p.step, dOut, l[net.LayerTaggerGates], g[net.LayerTaggerGates], p.ends)
	rectifyBack(near, dNear)
	p.windowBack(x, dNear, dx, l[net.LayerTaggerWindow], g[net.LayerTaggerWindow], net.TaggerReach)
	dEmbedded := p.like(x)
	droppedBack(xMask, dx, dEmbedded)
	p.embedBack(dEmbedded)
}

// arrange puts the sentences with trees first and counts words.
func (p *pass) arrange(sentences []*sentence) {
	p.sentences, p.ends, p.words = p.sentences[:0], p.ends[:0], 0
	for _, withTree := range []bool{true, false} {
		for _, s := range sentences {
			if (s.heads != nil) == withTree {
				p.sentences = append(p.sentences, s)
				p.words += len(s.forms)
				p.ends = append(p.ends, p.words)
			}
		}
		if withTree {
			p.trees, p.treeWords = len(p.sentences), p.words
		}
	}
}

// embed sums up the rows of each word's features. Each sentence has a row for its start, its words, and its end.
func (p *pass) embed() matrix {
	x := p.matrix(p.words+2*len(p.sentences), p.header.Sizes.Embedding)
	p.used = p.used[:0]
	at := 0
	for _, s := range p.sentences {
		p.border(x.row(at), net.RowStart)
		at++
		writing := asWritten
		if chance := p.random.Float32(); chance < p.rates.small {
			writing = inSmall
		} else if chance < p.rates.small+p.rates.capitals {
			writing = inCapitals
		}
		for i := range s.forms {
			p.word(x.row(at), s, writing, i)
			at++
		}
		p.border(x.row(at), net.RowEnd)
		at++
	}
	return x
}

func (p *pass) border(x []float32, row int32) {
	p.use(x, row)
	for range net.FeatureCount {
		p.used = append(p.used, -1)
	}
}

// use adds a row of the table to x and keeps note of it; -1 notes that there is none.
func (p *pass) use(x []float32, row int32) {
	p.used = append(p.used, row)
	if row < 0 {
		return
	}
	width := len(x)
	for i, v := range p.table[int(row)*width : (int(row)+1)*width] {
		x[i] += v
	}
}

// word adds the features of word i, each of which may be dropped. The last is the row of sentences in another language.
func (p *pass) word(x []float32, s *sentence, writing, i int) {
	for f, row := range s.rows[writing][i] {
		rate := p.rates.feature
		if f == 0 {
			rate = p.rates.word / (p.rates.word + float32(s.counts[i]))
		}
		if p.random.Float32() < rate {
			row = -1
		}
		p.use(x, row)
	}
	if s.foreign {
		p.use(x, net.RowForeign)
	} else {
		p.use(x, -1)
	}
}

func (p *pass) embedBack(dx matrix) {
	const perWord = net.FeatureCount + 1
	for i := range dx.rows {
		d := dx.row(i)
		for _, row := range p.used[i*perWord : (i+1)*perWord] {
			if row < 0 {
				continue
			}
			g := p.gradient.row(row)
			for j, v := range d {
				g[j] += v
			}
		}
	}
}

// window computes the first layer: what the words around each of the first n words contribute to it, added to onto.
func (p *pass) window(x matrix, l dense, reach, n int, onto matrix) matrix {
	width := l.out / (2*reach + 1)
	parts := p.affine(x, l)
	out := onto
	if out.data == nil {
		out = p.matrix(n, width)
	}
	p.eachNeighbour(reach, n, func(word, row, k int) {
		sum := out.row(word)
		for j, v := range parts.row(row)[k*width : (k+1)*width] {
			sum[j] += v
		}
	})
	return rectify(out)
}

// eachNeighbour calls f for each word below n and each row of x around it, the sentence's borders included; k counts from 0.
func (p *pass) eachNeighbour(reach, n int, f func(word, row, k int)) {
	begin := 0
	for number, end := range p.ends {
		first := begin + 2*number // the row of the sentence's start
		for word := begin; word < min(end, n); word++ {
			for k := range 2*reach + 1 {
				row := first + 1 + word - begin + k - reach
				if row >= first && row <= first+1+end-begin {
					f(word, row, k)
				}
			}
		}
		begin = end
	}
}

func (p *pass) windowBack(x, dOut, dx matrix, l, g dense, reach int) {
	width := l.out / (2*reach + 1)
	dParts := p.matrix(x.rows, l.out)
	p.eachNeighbour(reach, dOut.rows, func(word, row, k int) {
		part := dParts.row(row)[k*width : (k+1)*width]
		for j, v := range dOut.row(word) {
			part[j] += v
		}
	})
	p.affineBack(x, dParts, dx, l, g)
}

// tagHeads computes the losses of tags, features and names on the tagger's last layer.
func (p *pass) tagHeads(out, dOut matrix) {
	l, g := p.w.layers[net.LayerTaggerHeads], p.g.layers[net.LayerTaggerHeads]
	dropped, mask := p.dropped(out, p.rates.heads)
	scores := p.affine(dropped, l)
	dScores := p.like(scores)
	word := 0
	names := int(text.Tags) - 1 + len(p.header.Feats)
	for _, s := range p.sentences {
		for i := range s.forms {
			row, d := scores.row(word), dScores.row(word)
			p.tagLoss(s, i, row, d, p.rates.tags, p.rates.feats)
			if s.names != nil {
				p.losses[lossNames] += float64(entropy(row[names:names+net.NameLabels], int(s.names[i]), p.rates.names*p.scale, d[names:names+net.NameLabels]))
			}
			word++
		}
	}
	dDropped := p.like(out)
	p.affineBack(dropped, dScores, dDropped, l, g)
	droppedBack(mask, dDropped, dOut)
}

// tagLoss adds the losses of one word's tag and features, of which s may know nothing.
func (p *pass) tagLoss(s *sentence, i int, scores, d []float32, tags, feats float32) {
	if s.heads == nil {
		return
	}
	const last = text.Tags - 1
	p.losses[lossTags] += float64(entropy(scores[:last], int(s.tags[i])-1, tags*p.scale, d[:last]))
	if s.featSet[i] >= 0 {
		end := int(last) + len(p.header.Feats)
		entropy(scores[last:end], s.featSet[i], feats*p.scale, d[last:end])
	}
}

// multiply adds a·b to c.
func (p *pass) multiply(c, a, b vector.Matrix, m, n, k int) { p.product.AddTo(c, a, b, m, n, k) }
