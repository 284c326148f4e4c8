package eval

import (
	"fmt"
	"io"
	"iter"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/record/jsonl"
)

// Coded is one gold reading and what the program makes of its body.
type Coded struct {
	Gold *record.Reading
	Work *pipeline.Work
}

// CodeGold codes the bodies of gold readings, of which JSON Lines has one a line, in their order. The worker must take texts as they are
// (pipeline.Options.AsIs), so that positions are those of the gold. It ends with the first error.
func CodeGold(in io.Reader, worker *pipeline.Worker) iter.Seq2[Coded, error] {
	return func(yield func(Coded, error) bool) {
		for gold, err := range jsonl.Read(in) {
			if err != nil {
				yield(Coded{}, err)
				return
			}
			work, err := worker.Code(ingest.Item{ID: gold.Report.ID, File: gold.Report.File, Text: []byte(gold.Body), Format: ingest.Plain, Report: gold.Report})
			if work == nil {
				yield(Coded{}, fmt.Errorf("%s: %w", gold.Report.ID, err))
				return
			}
			if !yield(Coded{gold, work}, nil) {
				return
			}
		}
	}
}
