package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"dateline/gazetteer"
	"dateline/internal/syntax"
	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
	"dateline/models"
	"dateline/rules"
)

// parseFlags are the flags of parse.
type parseFlags struct {
	text     bool
	language string
}

func newParse() *cobra.Command {
	var flags parseFlags
	c := &cobra.Command{
		Use:   "parse FILE",
		Short: "Tag and parse sentences, CoNLL-U in and out",
		Long: "Reads CoNLL-U, keeps its sentences, tokens and comments, and writes it with part of speech, features, lemma, head, relation, and\n" +
			"names as Name=B-PER (BILOU) in MISC. With --text it reads plain text and cuts it into sentences and words. - is standard input.",
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			input, err := readInput(c.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			sentences, err := parse(input, flags)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return conllu.Write(c.OutOrStdout(), sentences)
		},
	}
	c.Flags().BoolVar(&flags.text, "text", false, "the input is plain text")
	c.Flags().StringVar(&flags.language, "language", "", "language of the input, en or fr; told from the text if not given")
	return c
}

// readInput reads a file, or standard input for "-".
func readInput(in io.Reader, name string) (string, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(in)
	} else {
		data, err = os.ReadFile(name)
	}
	return strings.ToValidUTF8(string(data), string(utf8.RuneError)), err
}

// parse reads the sentences of an input and fills them.
func parse(input string, flags parseFlags) ([]conllu.Sentence, error) {
	language := text.Language(flags.language)
	if flags.language != "" && !slices.Contains(syntax.Languages, language) {
		return nil, useError{fmt.Errorf("--language %s: %w", flags.language, syntax.ErrLanguage)}
	}
	p, err := newParser(models.FS)
	if err != nil {
		return nil, err
	}
	if flags.text {
		return p.text(input, language)
	}
	sentences, err := conllu.Parse(input)
	if err != nil || len(sentences) == 0 {
		return nil, err
	}
	return sentences, p.table(sentences, language)
}

// parser parses with the models that ship with the program.
type parser struct {
	reader *syntax.Reader
	runner *syntax.Runner
}

func newParser(weights fs.FS) (*parser, error) {
	reader, err := syntax.New(weights, rules.FS)
	if err != nil {
		return nil, err
	}
	places, err := atlas.Open(gazetteer.Places)
	if err != nil {
		return nil, err
	}
	reader.Consult(places)
	return &parser{reader, reader.Runner()}, nil
}

// text cuts a plain text into sentences and parses them. An empty language is told from the text.
func (p *parser) text(input string, language text.Language) ([]conllu.Sentence, error) {
	d := &text.Document{Body: input, Language: language}
	if err := p.settle(d); err != nil {
		return nil, err
	}
	d.Sentences, d.Tokens, d.Names = p.runner.Read(d)
	for i := range d.Sentences {
		p.runner.Parse(d, i)
	}
	return conllu.Sentences(d, p.runner.Joined(d.Language)), nil
}

// table fills sentences whose words are given. An empty language is told from their words.
func (p *parser) table(sentences []conllu.Sentence, language text.Language) error {
	d := conllu.Document(sentences)
	d.Language = language
	if err := p.settle(d); err != nil {
		return err
	}
	for i := range d.Sentences {
		d.Sentences[i].Parsed = false
	}
	d.Names = p.runner.Retag(d)
	for i := range d.Sentences {
		p.runner.Parse(d, i)
	}
	conllu.FillAll(sentences, d)
	return nil
}

// settle finds out a document's language, if it is not given, and opens its models. A text that is too short to tell is taken for English.
func (p *parser) settle(d *text.Document) error {
	if d.Language == "" {
		d.Language = p.runner.Language(d.Body)
	}
	if d.Language == "" {
		d.Language = text.English
	}
	if err := p.reader.Open(d.Language); err != nil {
		return fmt.Errorf("language %s: %w", d.Language, err)
	}
	return nil
}
