package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dateline/internal/syntax"
	"dateline/internal/syntax/conllu"
	"dateline/internal/syntax/learn"
	"dateline/internal/syntax/lemma"
	"dateline/internal/syntax/net"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
	"dateline/rules"
)

// trainFlags are the flags of train.
type trainFlags struct {
	language, out, licence   string
	seed                     uint64
	names, foreign, raw, dev []string
	silver                   []string
	classes                  string
	epochs                   int
	trees                    []string // the arguments
}

func newTrain() *cobra.Command {
	var flags trainFlags
	c := &cobra.Command{
		Use:   "train net|names|sentences|lemmas FILE...",
		Short: "Train the models of a language from treebanks",
		Long: "Trains one model from CoNLL-U files and writes it with its line in manifest.json: net, the tagger and parser; names, a second\n" +
			"opinion on names, which reads name labels (BIO) too; sentences, where\n" +
			"sentences end and, for French, when \"des\" stands for \"de les\"; lemmas, the dictionary forms. The same files and seed give the same bytes.",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return useError{fmt.Errorf("name what to train and a CoNLL-U file; see `%s --help`", c.CommandPath())}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			flags.trees = args[1:]
			return train(c, args[0], flags)
		},
	}
	f := c.Flags()
	f.StringVar(&flags.language, "language", "en", "language of the files, en or fr")
	f.StringVar(&flags.out, "out", "models", "folder to write into")
	f.StringVar(&flags.licence, "licence", "", "licence of the model, for the manifest")
	f.Uint64Var(&flags.seed, "seed", 1, "seed of what is random")
	f.StringSliceVar(&flags.names, "names", nil, "net: files of name labels (BIO)")
	f.StringSliceVar(&flags.foreign, "foreign", nil, "net: files in another language, of which only the names are learned")
	f.StringSliceVar(&flags.raw, "raw", nil, "net: plain text or JSON Lines with \"text\", for word classes")
	f.StringSliceVar(&flags.dev, "dev", nil, "net: files to measure on during training")
	f.StringVar(&flags.classes, "classes", "", "net: file that keeps the word classes for the next run")
	f.IntVar(&flags.epochs, "epochs", 0, "net: passes over the files; 0 is the usual number")
	f.StringSliceVar(&flags.silver, "silver", nil, "names: JSON Lines with \"text\", learned as the models of --out label it")
	return c
}

// train trains one kind of model.
func train(c *cobra.Command, kind string, flags trainFlags) error {
	switch kind {
	case "net":
		return trainNet(c, flags)
	case "names":
		return trainNames(c, flags)
	case "sentences":
		return trainSentences(flags)
	case "lemmas":
		return trainLemmas(flags)
	}
	return useError{fmt.Errorf("no kind of model %q; there are net, names, sentences and lemmas", kind)}
}

// trainNet trains the tagger and parser.
func trainNet(c *cobra.Command, flags trainFlags) error {
	language := text.Language(flags.language)
	weights, err := learn.Train(learn.Options{
		Language: language, Trees: flags.trees, Names: flags.names, Foreign: flags.foreign, Classes: flags.classes, Dev: flags.dev,
		Epochs: flags.epochs, Seed: flags.seed, Progress: c.ErrOrStderr(),
	})
	if err != nil {
		return err
	}
	return writeModel(flags, syntax.NetFile(language), weights)
}

// trainLemmas trains the table of lemmas, with the verbs of the rules where a language has a table of them.
func trainLemmas(flags trainFlags) error {
	documents, err := readTrees(flags.trees)
	if err != nil {
		return err
	}
	name := flags.language + "/verbs.tsv"
	table, err := rules.FS.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	verbs, err := lemma.Verbs(string(table))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return writeModel(flags, syntax.LemmasFile(text.Language(flags.language)), lemma.Train(documents, verbs))
}

// trainSentences trains the model of sentence ends and, for French, the one of contractions.
func trainSentences(flags trainFlags) error {
	language := text.Language(flags.language)
	documents, err := readTrees(flags.trees)
	if err != nil {
		return err
	}
	conventions, err := token.Read(rules.FS, language)
	if err != nil {
		return err
	}
	contractions := ""
	if language == text.French {
		contractions = string(token.TrainContractions(conventions, documents, flags.seed))
		if err := writeModel(flags, syntax.ContractionsFile(language), []byte(contractions)); err != nil {
			return err
		}
	}
	ends, err := token.TrainEnds(conventions, contractions, documents, flags.seed)
	if err != nil {
		return err
	}
	return writeModel(flags, syntax.SentencesFile(language), ends)
}

// readTrees reads CoNLL-U files, each as one document.
func readTrees(names []string) ([]*text.Document, error) {
	var documents []*text.Document
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sentences, err := conllu.Parse(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		documents = append(documents, conllu.Document(sentences))
	}
	return documents, nil
}

// writeModel writes a model and its line in the manifest.
func writeModel(flags trainFlags, name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(flags.out, name), content, 0o644); err != nil {
		return err
	}
	var sources []string
	for _, list := range [][]string{flags.trees, flags.names, flags.silver, flags.foreign, flags.raw} {
		for _, path := range list {
			sources = append(sources, filepath.Base(path))
		}
	}
	return enter(filepath.Join(flags.out, "manifest.json"), newEntry(name, content, sources, flags))
}

// trainNames trains the second opinion on names, beside the other models of the language, which lie in the folder to write into.
func trainNames(c *cobra.Command, flags trainFlags) error {
	p, err := newParser(os.DirFS(flags.out))
	if err != nil {
		return err
	}
	language := text.Language(flags.language)
	if err := p.reader.Open(language); err != nil {
		return err
	}
	label := func(body string) (all [][]text.Token) {
		sentences, tokens, _ := p.runner.Read(&text.Document{Body: body, Language: language})
		for _, s := range sentences {
			all = append(all, tokens[s.First:s.Last])
		}
		return all
	}
	weights, err := learn.TrainNames(learn.NameOptions{
		Gold: flags.trees, Silver: flags.silver, Epochs: flags.epochs, Seed: flags.seed, Progress: c.ErrOrStderr(),
		Label: label, Clues: func(sentence []text.Token) []net.Clues { return p.runner.NameClues(language, sentence) },
	})
	if err != nil {
		return err
	}
	return writeModel(flags, syntax.NamesFile(language), weights)
}
