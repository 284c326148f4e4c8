package main

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"runtime"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
	"dateline/internal/page"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/record/jsonl"
)

// coding holds the flags of `dateline code`.
type coding struct {
	knowledge knowledgeFlags
	line      jsonl.Options
	asIs      bool
	format    string
	workers   int
}

func newCode() *cobra.Command {
	var f coding
	c := &cobra.Command{
		Use:   "code FILE...",
		Short: "Code reports without a ledger: one reading a line",
		Long: "Code reports and print one reading a line (JSON Lines, schema dateline.reading/1).\n" +
			"A FILE is plain text, Markdown, HTML or JSON Lines; a folder is walked; - is standard input.\n" +
			"What cannot be coded is named on standard error, the rest goes on, and the exit status is 1.",
		Example: "  dateline code report.txt\n  dateline code --format text reports/\n  dateline code --as-is --layers items.jsonl > readings.jsonl",
		Args:    filesWanted,
		RunE:    f.run,
	}
	flags := c.Flags()
	flags.BoolVar(&f.line.Body, "body", false, "print the body too")
	flags.BoolVar(&f.line.Layers, "layers", false, "print the mentions too: names, dates, places, amounts, actors")
	flags.BoolVar(&f.asIs, "as-is", false, "take each text as its body unchanged: nothing is cut, positions hold in the input")
	flags.StringVar(&f.format, "format", "json", "json for programs, text for people")
	flags.IntVar(&f.workers, "workers", runtime.NumCPU(), "how many reports are coded at once; the output does not depend on it")
	f.knowledge.add(flags)
	return c
}

// outcome is what became of one item: the bytes to print, and what is to be said of it on standard error.
type outcome struct {
	printed []byte
	item    string
	err     error
}

func (f *coding) run(c *cobra.Command, paths []string) error {
	write, err := f.writer(c)
	if err != nil {
		return err
	}
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{AsIs: f.asIs})
	if err != nil {
		return err
	}
	failed := false
	items := ingest.Read(paths, ingest.Options{Stdin: c.InOrStdin()})
	err = pipeline.Ordered(pairs(items), f.workers, func() func(delivery) outcome { return f.worker(coder, write) }, func(o outcome) error {
		if o.err != nil {
			failed = true
			fmt.Fprintf(c.ErrOrStderr(), "dateline: %s: %v\n", o.item, o.err)
		}
		_, err := c.OutOrStdout().Write(o.printed)
		return err
	})
	if err == nil && failed {
		err = errPartly
	}
	return err
}

// delivery is an item, or why there is none.
type delivery struct {
	ingest.Item
	err error
}

func pairs(items iter.Seq2[ingest.Item, error]) iter.Seq[delivery] {
	return func(yield func(delivery) bool) {
		for item, err := range items {
			if !yield(delivery{item, err}) {
				return
			}
		}
	}
}

// worker codes items on one goroutine.
func (f *coding) worker(coder *pipeline.Coder, write writer) func(delivery) outcome {
	w := coder.Worker()
	return func(d delivery) outcome {
		if d.err != nil {
			return outcome{item: d.File, err: d.err}
		}
		work, err := w.Code(d.Item)
		if err != nil && work == nil {
			return outcome{item: d.File, err: err}
		}
		var line bytes.Buffer
		if failed := write(&line, work.Reading); failed != nil {
			err = failed
		}
		return outcome{line.Bytes(), d.File, err}
	}
}

// writer prints one reading.
type writer func(io.Writer, *record.Reading) error

func (f *coding) writer(c *cobra.Command) (writer, error) {
	switch f.format {
	case "json":
		return func(w io.Writer, r *record.Reading) error { return jsonl.Write(w, r, f.line) }, nil
	case "text":
		options := page.Options{Bold: isTerminal(c.OutOrStdout())}
		return func(w io.Writer, r *record.Reading) error { return page.Write(w, r, options) }, nil
	}
	return nil, useError{fmt.Errorf("--format is %q, want json or text", f.format)}
}
