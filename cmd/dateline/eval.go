package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dateline/internal/eval"
	"dateline/internal/pipeline"
	"dateline/internal/record"
)

// evalFlags are the flags of `dateline eval`.
type evalFlags struct {
	knowledge           knowledgeFlags
	errors, json, bench bool
	reliability         bool
	floor               string
	workers             []int
}

func newEval() *cobra.Command {
	var f evalFlags
	c := &cobra.Command{
		Use:   "eval GOLD...",
		Short: "Measure the program against gold that people marked, or its speed",
		Long: "Prints precision, recall and F1 per layer and field, with 95 % intervals (bootstrap over documents).\n" +
			"GOLD is CoNLL-U (.conllu), or readings as `code --body --layers` prints them (.jsonl), with whatever fields a person has marked.\n" +
			"With --bench the arguments are texts, and the speed of each step is printed.",
		Example: "  dateline eval corpus/readings.jsonl --errors\n  dateline eval gold.conllu\n  dateline eval --bench --workers 1,2 reports/",
		Args:    filesWanted,
		RunE: func(c *cobra.Command, args []string) error {
			if f.bench {
				return f.speeds(c, args)
			}
			return f.scores(c, args)
		},
	}
	flags := c.Flags()
	flags.BoolVar(&f.errors, "errors", false, "list what was missed, found in vain or given a wrong value")
	flags.BoolVar(&f.json, "json", false, "print the figures as JSON")
	flags.BoolVar(&f.reliability, "reliability", false, "print how often accounts are right, by their confidence")
	flags.StringVar(&f.floor, "floor", "", "a file of least scores; the exit status is 1 when a figure lies below its own")
	flags.BoolVar(&f.bench, "bench", false, "time the program on texts instead")
	flags.IntSliceVar(&f.workers, "workers", []int{1, 2}, "with --bench: how many reports are read at once, several numbers with commas between")
	f.knowledge.add(flags)
	return c
}

// scores measures each file of gold and prints its figures.
func (f *evalFlags) scores(c *cobra.Command, paths []string) error {
	sunk := false
	for _, path := range paths {
		scores, err := f.score(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := f.print(c.OutOrStdout(), path, scores); err != nil {
			return err
		}
		below, err := f.below(path, scores)
		if err != nil {
			return err
		}
		for _, line := range below {
			sunk = true
			fmt.Fprintf(c.ErrOrStderr(), "dateline: %s\n", line)
		}
	}
	if sunk {
		return errPartly
	}
	return nil
}

func (f *evalFlags) score(path string) (*eval.Scores, error) {
	if filepath.Ext(path) == ".conllu" {
		return f.scoreTrees(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{AsIs: true})
	if err != nil {
		return nil, err
	}
	return scoreReadings(file, coder.Worker())
}

// scoreReadings codes the bodies of gold readings as they are and compares.
func scoreReadings(file io.Reader, worker *pipeline.Worker) (*eval.Scores, error) {
	var gold, given []*record.Reading
	for coded, err := range eval.CodeGold(file, worker) {
		if err != nil {
			return nil, err
		}
		gold, given = append(gold, coded.Gold), append(given, coded.Work.Reading)
	}
	return eval.Readings(gold, given)
}

// below lists the figures that have sunk below the floor.
func (f *evalFlags) below(path string, scores *eval.Scores) ([]string, error) {
	if f.floor == "" {
		return nil, nil
	}
	file, err := os.Open(f.floor)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	floor, err := eval.ReadFloor(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.floor, err)
	}
	return floor.Below(filepath.Base(path), scores), nil
}

func (f *evalFlags) print(w io.Writer, path string, scores *eval.Scores) error {
	if f.json {
		return json.NewEncoder(w).Encode(scores.Report(path, f.errors))
	}
	if _, err := fmt.Fprintf(w, "%s\n%v", path, scores); err != nil {
		return err
	}
	if f.reliability {
		if _, err := fmt.Fprintf(w, "\n%s", scores.ReliabilityTable()); err != nil {
			return err
		}
	}
	if !f.errors {
		return nil
	}
	for _, m := range scores.Misses {
		if _, err := fmt.Fprintln(w, m); err != nil {
			return err
		}
	}
	return nil
}
