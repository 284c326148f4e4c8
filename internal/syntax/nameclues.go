package syntax

import (
	"math/bits"
	"strings"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// Kinds of clues beside the words' own.
const (
	clueTag   = iota * 8 // a part of speech, by distance
	clueTags             // those of neighbours together
	cluePlace            // the first word of the sentence
	clueHints            // evidence, by hint; its value is the word's place in it and the distance
)

// candidates sets f.asked to whether each word may stand in a name: a proper noun, a name by the net's scores, capitalised, or
// one of at most two between such words that may join them.
func (f *nameFinder) candidates(tokens []text.Token, scores []net.NameScores) {
	f.asked = f.asked[:0]
	last := -1
	for i := range tokens {
		ask := tokens[i].Tag == text.PROPN || named(&tokens[i]) && !(i == 0 && opening(tokens[i].Tag)) || scores[i].Best() != 0
		f.asked = append(f.asked, ask)
		if !ask {
			continue
		}
		if last >= 0 && i-last <= 3 && joining(tokens[last+1:i]) {
			for j := last + 1; j < i; j++ {
				f.asked[j] = true
			}
		}
		last = i
	}
}

// opening reports whether words of a part of speech have their capital from the sentence's start alone: "The", "In", "But".
func opening(tag text.Tag) bool {
	switch tag {
	case text.DET, text.ADP, text.CCONJ, text.SCONJ, text.ADV, text.AUX, text.NUM:
		return true
	}
	return false
}

// joining reports whether words may join those of a name by their parts of speech: "of the", "&".
func joining(tokens []text.Token) bool {
	for i := range tokens {
		switch tokens[i].Tag {
		case text.VERB, text.AUX, text.PRON, text.ADV, text.SCONJ, text.NOUN:
			return false
		}
	}
	return true
}

// clues appends the rows of what tags, lists and evidence say of word i.
func (f *nameFinder) clues(rows []int32, tokens []text.Token, i int) []int32 {
	var tags [5]uint32
	for k := range tags {
		tags[k] = uint32(text.Tags)
		if j := i + k - 2; j >= 0 && j < len(tokens) {
			tags[k] = uint32(tokens[j].Tag)
		}
		rows = append(rows, net.CallerClue(clueTag+uint32(k), tags[k]))
	}
	before, own, after := tags[1], tags[2], tags[3]
	rows = append(rows, net.CallerClue(clueTags, before<<8|own), net.CallerClue(clueTags+1, own<<8|after), net.CallerClue(clueTags+2, before<<16|own<<8|after))
	if i == 0 {
		rows = append(rows, net.CallerClue(cluePlace, 0))
	}
	return f.evidenceClues(rows, i)
}

// classesOf numbers the classes of a word.
func (k *nameKnowledge) classesOf(form string) (classes []uint32) {
	for c := k.words[form] | k.words[strings.ToLower(form)]; c != 0; c &= c - 1 {
		classes = append(classes, uint32(bits.TrailingZeros16(uint16(c))))
	}
	return classes
}

// evidenceClues appends the rows of the evidence for word i and its neighbours.
func (f *nameFinder) evidenceClues(rows []int32, i int) []int32 {
	for _, e := range f.found {
		if e.last < i-1 || e.first > i+1 {
			continue
		}
		for k := -1; k <= 1; k++ {
			if j := i + k; e.first <= j && j <= e.last {
				rows = append(rows, net.CallerClue(clueHints+uint32(e.hint), uint32(k+1)<<4|uint32(e.position(j))))
			}
		}
	}
	return rows
}

// position is the place of word j in the words of the evidence.
func (e evidence) position(j int) int {
	switch {
	case e.first == e.last:
		return text.NameUnit
	case j == e.first:
		return text.NameBegin
	case j == e.last:
		return text.NameLast
	}
	return text.NameInside
}

// Beside the second opinion the first, the tagger's, counts half. Of a word that is not looked at again, the second
// says with this certainty that it is in no name.
const (
	trustShift = 1
	certainty  = 6 * net.ScoreUnit
)

// second adds the second opinion to the scores of one sentence, whose tags and evidence are there.
func (f *nameFinder) second(tokens []text.Token, scores []net.NameScores) {
	f.candidates(tokens, scores)
	for i := range tokens {
		if !f.asked[i] {
			scores[i][0] += certainty
			continue
		}
		for l := range scores[i] {
			scores[i][l] >>= trustShift
		}
	}
	f.namer.Score(scores, tokens, f.asked, func(i int) []int32 {
		f.rows = f.clues(f.rows[:0], tokens, i)
		return f.rows
	})
}

// NameClues returns the clues of each word of a sentence, for training; none for those that are taken to be in no name. It sets their tags.
func (x *Runner) NameClues(code text.Language, tokens []text.Token) []net.Clues {
	t := x.of(code)
	all := make([]net.Clues, len(tokens))
	if t == nil {
		return all
	}
	scores := make([]net.NameScores, len(tokens))
	t.quietly(tokens, func(words []text.Token) {
		t.net.TagScored(words, scores)
		t.names.gather(words)
		t.names.candidates(words, scores)
		for i := range words {
			if t.names.asked[i] {
				all[i] = t.cluesOf(words, i)
			}
		}
	})
	return all
}

func (t *tongue) cluesOf(words []text.Token, i int) net.Clues {
	c := net.Clues{Kinds: t.names.clues(nil, words, i)}
	for k := -net.NameReach; k <= net.NameReach; k++ {
		if form, inside := net.Around(words, i+k); inside {
			word := t.language.net.WordClues(form)
			c.Own[k+net.NameReach], c.Kinds = word.Own(nil, k), word.Kinds(c.Kinds, k)
			for _, class := range t.names.classesOf(form) {
				c.Kinds = append(c.Kinds, net.KindClue(class, k))
			}
		}
	}
	return c
}
