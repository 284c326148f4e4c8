package main

import (
	"os"

	"dateline/internal/eval"
	"dateline/internal/pipeline"
	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
	"dateline/models"
)

// scoreTrees scores the program's syntax, and where the gold has entities its pronouns, against a file of CoNLL-U. The language
// is told from all of its words.
func (f *evalFlags) scoreTrees(path string) (*eval.Scores, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	gold, err := conllu.Read(file)
	if err != nil {
		return nil, err
	}
	p, err := newParser(models.FS)
	if err != nil {
		return nil, err
	}
	whole := conllu.Document(bareCopy(gold))
	if err := p.settle(whole); err != nil {
		return nil, err
	}
	scores, err := eval.Syntax(gold, treeParser{p, whole.Language})
	if err != nil {
		return nil, err
	}
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return nil, err
	}
	return scores, scores.Pronouns(gold, resolver{coder.Worker(), whole.Language})
}

// treeParser is a parser of one language, as package eval needs it.
type treeParser struct {
	*parser
	language text.Language
}

// Given fills a bare copy of gold: forms, ranges and spacing.
func (p treeParser) Given(gold []conllu.Sentence) ([]conllu.Sentence, error) {
	bare := bareCopy(gold)
	return bare, p.table(bare, p.language)
}

func bareCopy(gold []conllu.Sentence) []conllu.Sentence {
	bare := make([]conllu.Sentence, len(gold))
	for i, s := range gold {
		bare[i].Comments = s.Comments
		for _, row := range s.Rows {
			if row.Kind() != conllu.Empty {
				bare[i].Rows = append(bare[i].Rows, bareRow(row))
			}
		}
	}
	return bare
}

func bareRow(row conllu.Row) conllu.Row {
	bare := conllu.Row{row[conllu.ID], row[conllu.Form], "_", "_", "_", "_", "_", "_", "_", "_"}
	if row.Tight() {
		bare[conllu.Misc] = "SpaceAfter=No"
	}
	return bare
}

// Raw reads the text that gold is written as.
func (p treeParser) Raw(gold []conllu.Sentence) ([]conllu.Sentence, error) {
	return p.text(conllu.Document(gold).Body, p.language)
}

// resolver resolves pronouns on given words.
type resolver struct {
	*pipeline.Worker
	language text.Language
}

// Antecedents follows each pronoun from mention to mention, as long as there is another before it.
func (r resolver) Antecedents(gold []conllu.Sentence) ([]eval.Antecedent, error) {
	d := conllu.Document(bareCopy(gold))
	d.Language = r.language
	for i := range d.Sentences {
		d.Sentences[i].Parsed = false
	}
	r.Mentions(d)
	var found []eval.Antecedent
	for _, a := range d.Actors {
		end := a
		for end.Same >= 0 {
			end = d.Actors[end.Same]
		}
		if a.First == a.Last && a.Same >= 0 {
			found = append(found, eval.Antecedent{Pronoun: a.First, Head: end.Head, First: end.First, Last: end.Last})
		}
	}
	return found, nil
}
