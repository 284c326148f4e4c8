package syntax

import (
	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// near is how many sentences a text's names are compared over: a table of sentences may hold many texts, and a long text many people of one surname.
const near = 40

// votes counts the names of a form by their type.
type votes struct {
	whole, surname [nameTypes]int16
}

// again compares the names of sentences near each other and decides anew where one form was taken in different ways.
func (f *nameFinder) again(decoder *net.Runner, sentences []text.Sentence, tokens []text.Token) {
	for at := 0; at < len(sentences); at += near {
		piece := sentences[at:min(len(sentences), at+near)]
		counts := f.count(piece, tokens)
		if len(counts) == 0 {
			continue
		}
		for _, s := range piece {
			words := tokens[s.First:s.Last]
			f.found = f.found[:0]
			f.recall(counts, words)
			if len(f.found) > 0 {
				f.weigh(f.scores[s.First:s.Last])
				decoder.Names(words, f.scores[s.First:s.Last])
			}
		}
	}
}

// count counts the names of some sentences by their form.
func (f *nameFinder) count(sentences []text.Sentence, tokens []text.Token) map[string]*votes {
	counts := map[string]*votes{}
	of := func(key []byte) *votes {
		v := counts[string(key)]
		if v == nil {
			v = &votes{}
			counts[string(key)] = v
		}
		return v
	}
	for _, s := range sentences {
		words := tokens[s.First:s.Last]
		eachName(words, func(first, last int, kind text.NameType) {
			of(f.phrase(words[first : last+1])).whole[kind]++
			if kind == text.PER && first < last {
				of(f.phrase(words[last : last+1])).surname[text.PER]++
			}
		})
	}
	return counts
}

// recall notes the words of a sentence that are a name elsewhere.
func (f *nameFinder) recall(counts map[string]*votes, tokens []text.Token) {
	for i := 0; i < len(tokens); i++ {
		if !capitalised(tokens[i].Form) {
			continue
		}
		for to := min(len(tokens), i+5); to > i; to-- {
			if !capitalised(tokens[to-1].Form) {
				continue
			}
			if v := counts[string(f.phrase(tokens[i:to]))]; v != nil && f.elsewhere(v, tokens, i, to) {
				i = to - 1
				break
			}
		}
	}
}

// elsewhere notes how words are taken elsewhere, and reports whether they are a name there.
func (f *nameFinder) elsewhere(v *votes, tokens []text.Token, first, to int) bool {
	own := text.NoName
	if label := tokens[first].Name; to-first == 1 && label.Position() == text.NameUnit ||
		label.Position() == text.NameBegin && tokens[to-1].Name.Position() == text.NameLast {
		own = label.Type()
	}
	best, most, second := text.NoName, int16(0), int16(0)
	for kind := text.NameType(1); int(kind) < nameTypes; kind++ {
		n := v.whole[kind] + v.surname[kind]
		if kind == own {
			n--
		}
		if n > most {
			best, most, second = kind, n, most
		} else {
			second = max(second, n)
		}
	}
	if best == text.NoName || 2*second > most {
		return best != text.NoName
	}
	f.recalled(best, most, first, to-1, v.whole[best] == 0)
	return true
}

// recalled notes that words are a name of a type elsewhere, most times.
func (f *nameFinder) recalled(kind text.NameType, most int16, first, last int, surname bool) {
	h := spanAgain
	switch {
	case surname:
		h = spanSurname
	case most > 1:
		h = spanOften
	}
	f.found = append(f.found, evidence{first, last, h, kind})
}
