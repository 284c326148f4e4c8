package pipeline

import (
	"dateline/internal/rule"
	"dateline/internal/syntax"
	"dateline/internal/text"
)

// Check runs the examples of all rules, links and acts through the stages and returns those that fail, with file and line.
func (c *Coder) Check() rule.Mistakes {
	w := c.Worker()
	var mistakes rule.Mistakes
	for _, language := range syntax.Languages {
		book := c.books[language]
		read := func(plain string) *text.Document { return w.example(language, plain) }
		for _, topic := range book.Topics() {
			mistakes = append(mistakes, book.Topic(topic).Check(read)...)
		}
		mistakes = append(mistakes, book.Grammar().Check(read)...)
	}
	return append(mistakes, c.acts.Check(w.example)...)
}

// example takes a sentence through all stages up to the actors, with a tree for each sentence.
func (w *Worker) example(language text.Language, plain string) *text.Document {
	d := &text.Document{Body: plain, Language: language}
	d.Sentences, d.Tokens, d.Names = w.syntax.Read(d)
	w.parseAll(d)
	w.find(d)
	return d
}

// Mentions tags the tokens of d, whose sentences and tokens are given, parses each sentence and finds all mentions.
func (w *Worker) Mentions(d *text.Document) {
	d.Names = w.syntax.Retag(d)
	w.parseAll(d)
	w.find(d)
}

func (w *Worker) parseAll(d *text.Document) {
	for i := range d.Sentences {
		w.syntax.Parse(d, i)
	}
}
