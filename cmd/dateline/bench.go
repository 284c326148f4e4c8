package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"dateline/internal/eval"
	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record/jsonl"
)

// speeds times each step of the program on texts: tagging alone, mentions, a tree for every sentence, whole readings as they are printed.
func (f *evalFlags) speeds(c *cobra.Command, paths []string) error {
	var items []ingest.Item
	err := eachItem(c, paths, func(item ingest.Item) error {
		items = append(items, item)
		return nil
	})
	if len(items) == 0 {
		return err
	}
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	b := bench{coder, items}
	speeds, err := eval.Bench([]eval.Task{
		{Name: "text to tagged tokens with names", Run: b.over((*pipeline.Worker).Tag)},
		{Name: "text to mentions, without trees", Run: b.over((*pipeline.Worker).Mention)},
		{Name: "text to trees of every sentence", Run: b.over((*pipeline.Worker).Parse)},
		{Name: "text to readings", Run: b.over(readingOf)},
	}, f.workers)
	if err != nil {
		return err
	}
	eval.WriteSpeeds(c.OutOrStdout(), speeds)
	_, err = fmt.Fprintf(c.OutOrStdout(), "%d reports; at most %d MB of memory, the texts and the tables of all workers included\n", len(items), eval.PeakMemory()>>20)
	return err
}

// bench runs a step over items that are all in memory.
type bench struct {
	coder *pipeline.Coder
	items []ingest.Item
}

// over makes a task of a step that gives the number of tokens it read. Items that a step cannot read count for nothing.
func (b bench) over(step func(*pipeline.Worker, ingest.Item) int) func(workers int) (int, error) {
	return func(workers int) (int, error) {
		total := 0
		newWorker := func() func(ingest.Item) int {
			w := b.coder.Worker()
			return func(item ingest.Item) int { return step(w, item) }
		}
		err := pipeline.Ordered(slices.Values(b.items), workers, newWorker, func(tokens int) error {
			total += tokens
			return nil
		})
		return total, err
	}
}

// readingOf codes an item and writes its line to nowhere.
func readingOf(w *pipeline.Worker, item ingest.Item) int {
	work, err := w.Code(item)
	if err != nil || jsonl.Write(io.Discard, work.Reading, jsonl.Options{}) != nil {
		return 0
	}
	return len(work.Document.Tokens)
}
