package net

import (
	"dateline/internal/syntax/vector"
	"dateline/internal/text"
)

// NameScores are the scores of a word's name labels, by text.NameTag, in ScoreUnits.
type NameScores [NameLabels]int16

// Best is the label with the highest score.
func (s *NameScores) Best() text.NameTag { return highest(s[:]) }

// Tag sets Tag, Feats and Name of the words of one sentence. A sentence of more than 256 words is worked on in pieces of 256.
func (r *Runner) Tag(tokens []text.Token) { r.TagScored(tokens, nil) }

// TagScored is Tag, but where names is not nil it fills names, as long as tokens, with the scores of the name labels and leaves Name as it is.
func (r *Runner) TagScored(tokens []text.Token, names []NameScores) {
	for len(tokens) > 0 {
		n := min(len(tokens), longest)
		r.tag(tokens[:n], names[:min(n, len(names))])
		tokens, names = tokens[n:], names[min(n, len(names)):]
	}
}

func (r *Runner) tag(tokens []text.Token, names []NameScores) {
	r.trunk(tokens)
	heads := r.m.layers[LayerTaggerHeads]
	heads.Apply(r.scores, r.out, len(tokens), vector.Free)
	for i := range tokens {
		r.m.setTag(&tokens[i], r.scores[i*heads.Out:])
	}
	column := int(text.Tags) - 1 + len(r.m.header.Feats)
	for i := range names {
		names[i] = NameScores(r.scores[i*heads.Out+column:])
	}
	if names != nil {
		return
	}
	if names == nil {
		r.names.decode(tokens, r.scores, heads.Out, column)
	}
}

// trunk computes the tagger's last layer, on which the tags, the names and the parser rest.
func (r *Runner) trunk(tokens []text.Token) {
	r.read(tokens)
	width := r.m.header.Sizes.Tagger
	out := r.out[:len(tokens)*width]
	if r.kept.find(out, r.types) {
		return
	}
	r.window(r.near, len(tokens), TaggerReach, &r.words.tagger, false)
	r.recur(r.out, r.near, LayerTaggerGates, len(tokens), width, true)
	r.kept.add(out, r.types)
}

// setTag takes the best part of speech, and the best of the feature sets that it can have. Scores holds both, one after the other.
func (m *Model) setTag(token *text.Token, scores []int16) {
	best := 0
	for t, score := range scores[:text.Tags-1] {
		if score > scores[best] {
			best = t
		}
	}
	token.Tag = text.Tag(best + 1)
	token.Feats = 0
	ofFeats := scores[text.Tags-1:]
	highest := int16(-32768)
	for _, f := range m.header.OfTag[token.Tag] {
		if ofFeats[f] > highest {
			highest, token.Feats = ofFeats[f], m.header.Feats[f]
		}
	}
}
