package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"dateline/internal/syntax"
	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
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
	if flags.language != "" && !slices.Contains(syntax.Languages, text.Language(flags.language)) {
		return nil, useError{fmt.Errorf("--language %s: %w", flags.language, syntax.ErrLanguage)}
	}
	reader, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		return nil, err
	}
	if flags.text {
		return parseText(reader, input, text.Language(flags.language))
	}
	sentences, err := conllu.Parse(input)
	if err != nil || len(sentences) == 0 {
		return nil, err
	}
	return sentences, parseTable(reader, sentences, text.Language(flags.language))
}

// parseText cuts a plain text into sentences and parses them.
func parseText(reader *syntax.Reader, input string, language text.Language) ([]conllu.Sentence, error) {
	x := reader.Runner()
	d := &text.Document{Body: input, Language: language}
	if err := settle(reader, x, d); err != nil {
		return nil, err
	}
	d.Sentences, d.Tokens, d.Names = x.Read(d)
	for i := range d.Sentences {
		x.Parse(d, i)
	}
	return conllu.Sentences(d, x.Joined(d.Language)), nil
}

// parseTable parses sentences whose words are given.
func parseTable(reader *syntax.Reader, sentences []conllu.Sentence, language text.Language) error {
	x := reader.Runner()
	d := conllu.Document(sentences)
	d.Language = language
	if err := settle(reader, x, d); err != nil {
		return err
	}
	for i := range d.Sentences {
		d.Sentences[i].Parsed = false
	}
	d.Names = x.Retag(d)
	for i := range d.Sentences {
		x.Parse(d, i)
	}
	conllu.FillAll(sentences, d)
	return nil
}

// settle finds out a document's language, if it is not given, and opens its models. A text that is too short to tell is taken for English.
func settle(reader *syntax.Reader, x *syntax.Runner, d *text.Document) error {
	if d.Language == "" {
		d.Language = x.Language(d.Body)
	}
	if d.Language == "" {
		d.Language = text.English
	}
	if err := reader.Open(d.Language); err != nil {
		return fmt.Errorf("language %s: %w", d.Language, err)
	}
	return nil
}
