package syntax

import (
	"strings"

	"dateline/internal/syntax/lemma"
	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// Runner is what one goroutine needs to read texts. What it gives depends on nothing but the models and the text. It keeps no part of a body.
type Runner struct {
	reader *Reader
	tongue map[text.Language]*tongue
}

// tongue is the working memory for one language.
type tongue struct {
	*language
	net    *net.Runner
	lemmas lemmaCache
	forms  []string // of a sentence in capitals
	before []tagged // of a sentence as it was before it was parsed
	names  nameFinder
}

// Runner returns a new Runner.
func (r *Reader) Runner() *Runner { return &Runner{reader: r, tongue: map[text.Language]*tongue{}} }

// Language returns the language that a body is written in, and nothing when it cannot be told. It need not be one that can be read.
func (x *Runner) Language(body string) text.Language { return x.reader.detector.language(body) }

// Read returns the sentences, tokens and names of d's body, which is in d's Language. Tokens have their tag, features, lemma and name, but
// no head. The headline and the dateline are sentences of their own. It returns nothing in a language that cannot be read; Reader.Open says why.
func (x *Runner) Read(d *text.Document) (sentences []text.Sentence, tokens []text.Token, names []text.Name) {
	t := x.of(d.Language)
	if t == nil {
		return nil, nil, nil
	}
	sentences, tokens = t.splitter.Split(d.Body, d.Head, d.Lead)
	t.tag(sentences, tokens)
	return sentences, tokens, namesIn(tokens, t.origin())
}

// Retag sets tag, features, lemma and name of the tokens of d, whose sentences and tokens are given, and returns the names.
func (x *Runner) Retag(d *text.Document) []text.Name {
	t := x.of(d.Language)
	if t == nil {
		return nil
	}
	t.tag(d.Sentences, d.Tokens)
	return namesIn(d.Tokens, t.origin())
}

// Parse sets the heads and relations of one sentence of d. It may revise tags, features and lemmas, and marks the sentence as parsed. Beside
// package pipeline this is the only place that writes into a document.
func (x *Runner) Parse(d *text.Document, sentence int) {
	s := &d.Sentences[sentence]
	t := x.of(d.Language)
	if t == nil || s.Parsed {
		return
	}
	tokens := d.Of(*s)
	t.quietly(tokens, func(tokens []text.Token) {
		t.note(tokens)
		t.net.Parse(tokens, s.First)
		mend(tokens, s.First)
		t.lemma(tokens, t.before)
	})
	s.Parsed = true
}

// Joined returns the test whether two words of a language, written without a space between, are one token: "do" and "n't".
func (x *Runner) Joined(code text.Language) func(a, b *text.Token) bool {
	if t := x.of(code); t != nil {
		return t.rules.Joined
	}
	return func(_, _ *text.Token) bool { return false }
}

// of returns the working memory for a language, nil for one that cannot be read.
func (x *Runner) of(code text.Language) *tongue {
	if t := x.tongue[code]; t != nil {
		return t
	}
	l, err := x.reader.language(code)
	if err != nil {
		return nil
	}
	t := &tongue{language: l, net: l.net.Runner(), names: nameFinder{nameKnowledge: l.names}}
	if l.namer != nil {
		t.names.namer = l.namer.Namer(t.net, l.names.classesOf)
	}
	x.tongue[code] = t
	return t
}

// origin names the model that finds names.
func (t *tongue) origin() text.Origin { return text.Origin{Rule: "net"} }

// tag sets tags, features, names and lemmas.
func (t *tongue) tag(sentences []text.Sentence, tokens []text.Token) {
	scores := t.names.room(len(tokens))
	for _, s := range sentences {
		t.quietly(tokens[s.First:s.Last], func(words []text.Token) {
			t.net.TagScored(words, scores[s.First:s.Last])
			t.names.gather(words)
			if t.names.namer != nil {
				t.names.second(words, scores[s.First:s.Last])
			}
			t.lemma(words, nil)
		})
		t.names.weigh(scores[s.First:s.Last])
		t.net.Names(tokens[s.First:s.Last], scores[s.First:s.Last])
	}
	t.names.again(t.net, sentences, tokens)
}

// tagged is what a token's lemma depends on beside its form.
type tagged struct {
	tag   text.Tag
	feats text.Feats
}

// note notes by what the lemmas of a sentence were found.
func (t *tongue) note(tokens []text.Token) {
	t.before = t.before[:0]
	for i := range tokens {
		t.before = append(t.before, tagged{tokens[i].Tag, tokens[i].Feats})
	}
}

// lemma sets the lemmas of one sentence, the one that the net has worked on last. Before is by what its words have the lemmas that they have,
// which stay where nothing has changed; nil when they have none.
func (t *tongue) lemma(tokens []text.Token, before []tagged) {
	place, placeBefore := lemma.First, lemma.First
	types := t.net.Types(len(tokens))
	t.lemmas.begin(t.net.Fillings())
	for i := range tokens {
		if before == nil || place != placeBefore || before[i] != (tagged{tokens[i].Tag, tokens[i].Feats}) {
			tokens[i].Lemma = t.lemmaOf(&tokens[i], place, types, i)
		}
		if tokens[i].Tag != text.PUNCT {
			place = lemma.Inside
		}
		if before != nil && before[i].tag != text.PUNCT {
			placeBefore = lemma.Inside
		}
	}
}

// lemmaOf returns the lemma of token i, which is remembered if the net has numbered the words.
func (t *tongue) lemmaOf(token *text.Token, place lemma.Place, types []int32, i int) string {
	if types == nil {
		return t.language.lemmas.Of(token.Form, token.Tag, token.Feats, place)
	}
	return t.lemmas.of(t.language.lemmas, token, place, types[i])
}

// lemmaCache remembers the lemmas of words met lately. Words are known by the numbers that the net gives them.
type lemmaCache struct {
	entries  []cachedLemma
	fillings int // of the net's words, for which the numbers hold
}

type cachedLemma struct {
	lemma string
	feats text.Feats
	word  int32 // one more than its number; 0 if free
	tag   text.Tag
	place lemma.Place
}

// cacheSize is the number of words that a cache holds, a power of two.
const cacheSize = 1 << 14

// begin forgets everything when the numbers of words have changed.
func (c *lemmaCache) begin(fillings int) {
	if c.entries == nil {
		c.entries = make([]cachedLemma, cacheSize)
	}
	if c.fillings != fillings {
		clear(c.entries)
		c.fillings = fillings
	}
}

// of returns the lemma of a token with a number.
func (c *lemmaCache) of(table *lemma.Table, t *text.Token, place lemma.Place, number int32) string {
	h := uint32(number)*0x9e3779b1 ^ uint32(t.Feats) ^ uint32(t.Tag)<<8
	if place == lemma.First {
		h = ^h
	}
	h *= 0x85ebca6b
	e := &c.entries[(h^h>>15)&(cacheSize-1)]
	if e.word != number+1 || e.tag != t.Tag || e.feats != t.Feats || e.place != place {
		found := table.Of(t.Form, t.Tag, t.Feats, place)
		*e = cachedLemma{strings.Clone(found), t.Feats, number + 1, t.Tag, place}
	}
	return e.lemma
}

// namesIn returns the names that the tokens' labels make.
func namesIn(tokens []text.Token, origin text.Origin) []text.Name {
	var names []text.Name
	eachName(tokens, func(first, last int, kind text.NameType) {
		span := text.Span{Start: tokens[first].Start, End: tokens[last].Span.End}
		names = append(names, text.Name{Span: span, First: first, Last: last, Type: kind, Origin: origin})
	})
	return names
}

// eachName calls do with the first and the last token of each name that the labels make, and its type.
func eachName(tokens []text.Token, do func(first, last int, kind text.NameType)) {
	first := 0
	for i := range tokens {
		label := tokens[i].Name
		switch label.Position() {
		case text.NameBegin:
			first = i
			continue
		case text.NameUnit:
			first = i
		case text.NameLast:
		default:
			continue
		}
		do(first, i, label.Type())
	}
}
