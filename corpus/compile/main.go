// Compile turns the marked reports of the corpus into readings.jsonl, one reading a line, in the order of their file
// names, and the marked sentences for tests into fr/sentences.jsonl. Run it with "go generate ./corpus".
//
// With --bio it writes the words of files of French sentences to the standard output instead, each with its place in a name:
//
//	go run ./corpus/compile --bio corpus/fr/sentences/*-train-*.txt > fr.bio
package main

import (
	"fmt"
	"io"
	"os"

	"dateline/corpus"
	"dateline/internal/mark"
	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "--bio" {
		err = labels(os.Stdout, os.Args[2:])
	} else {
		err = readings()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// readings compiles the folder that the program runs in.
func readings() error {
	folder := os.DirFS(".")
	reports, err := corpus.Compile(folder)
	if err != nil {
		return err
	}
	sentences, err := corpus.Sentences(folder, "fr/sentences/*-test-*.txt")
	if err != nil {
		return err
	}
	if err := os.WriteFile("readings.jsonl", reports, 0o644); err != nil {
		return err
	}
	return os.WriteFile("fr/sentences.jsonl", sentences, 0o644)
}

// labels writes the words of files of French sentences with their labels.
func labels(w io.Writer, files []string) error {
	cut, err := corpus.Cutter(rules.FS, models.FS, text.French)
	if err != nil {
		return err
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		sentences, err := mark.Labels(file, string(source), cut)
		if err != nil {
			return err
		}
		if err := mark.WriteLabels(w, sentences); err != nil {
			return err
		}
	}
	return nil
}
