package mark

import (
	"bufio"
	"io"

	"dateline/internal/text"
)

// Labelled is a word with its place in a name: "O" outside, "B-LOC" the first, "I-LOC" a further one.
type Labelled struct{ Form, Label string }

// Labels reads a file of sentences as Sentences does, and returns the words of each with their labels. cut makes words of a sentence;
// a name whose borders are not those of words is a mistake.
func Labels(file, source string, cut func(plain string) []text.Token) ([][]Labelled, error) {
	c := &compiler{file: file, reading: empty()}
	var all [][]Labelled
	for _, s := range c.sentences(source) {
		c.line = s.line
		all = append(all, c.labels(s, cut(s.plain)))
	}
	if len(c.mistakes) > 0 {
		return nil, c.mistakes
	}
	return all, nil
}

// labels gives each word of a sentence its label.
func (c *compiler) labels(s sentence, tokens []text.Token) []Labelled {
	words := make([]Labelled, len(tokens))
	for i, t := range tokens {
		words[i] = Labelled{t.Form, "O"}
	}
	for _, m := range s.marks {
		first, last := covered(tokens, m)
		if first > last || tokens[first].Start != m.start || tokens[last].Span.End != m.end {
			c.wrong("the borders of %q are not those of words", s.plain[m.start:m.end])
			continue
		}
		if !m.isName() {
			continue
		}
		words[first].Label = "B-" + m.kind
		for i := first + 1; i <= last; i++ {
			words[i].Label = "I-" + m.kind
		}
	}
	return words
}

// covered returns the first and the last token that share a byte with a mark; first > last if none does.
func covered(tokens []text.Token, m inline) (first, last int) {
	first, last = len(tokens), -1
	for i, t := range tokens {
		if t.Span.Meets(text.Span{Start: m.start, End: m.end}) {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// WriteLabels writes a word, a tab and its label a line, and an empty line after each sentence.
func WriteLabels(w io.Writer, sentences [][]Labelled) error {
	out := bufio.NewWriter(w)
	for _, s := range sentences {
		for _, word := range s {
			out.WriteString(word.Form + "\t" + word.Label + "\n") // Flush returns the first error
		}
		out.WriteString("\n")
	}
	return out.Flush()
}
