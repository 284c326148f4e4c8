package main

import (
	"os"

	"dateline/internal/eval"
	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
)

// scoreTrees scores the program's syntax against a file of CoNLL-U. The language is told from all of its words.
func scoreTrees(path string) (*eval.Scores, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	gold, err := conllu.Read(file)
	if err != nil {
		return nil, err
	}
	p, err := newParser()
	if err != nil {
		return nil, err
	}
	whole := conllu.Document(gold)
	if err := p.settle(whole); err != nil {
		return nil, err
	}
	return eval.Syntax(gold, treeParser{p, whole.Language})
}

// treeParser is a parser of one language, as package eval needs it.
type treeParser struct {
	*parser
	language text.Language
}

// Given fills a bare copy of gold: forms, ranges and spacing.
func (p treeParser) Given(gold []conllu.Sentence) ([]conllu.Sentence, error) {
	bare := make([]conllu.Sentence, len(gold))
	for i, s := range gold {
		bare[i].Comments = s.Comments
		for _, row := range s.Rows {
			if row.Kind() != conllu.Empty {
				bare[i].Rows = append(bare[i].Rows, bareRow(row))
			}
		}
	}
	return bare, p.table(bare, p.language)
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
