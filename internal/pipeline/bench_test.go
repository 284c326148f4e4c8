package pipeline_test

import (
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
)

// BenchmarkStages times the thread on the sample reports, one worker; tokens/s is the figure to compare.
func BenchmarkStages(b *testing.B) {
	for _, stage := range []struct {
		name string
		step func(*pipeline.Worker, ingest.Item) int
	}{
		{"tag", (*pipeline.Worker).Tag},
		{"parse", (*pipeline.Worker).Parse},
		{"readings", func(w *pipeline.Worker, item ingest.Item) int {
			work, err := w.Code(item)
			if err != nil {
				return 0
			}
			return len(work.Document.Tokens)
		}},
	} {
		b.Run(stage.name, func(b *testing.B) {
			items, worker, tokens := sampleItems(b), coder(b).Worker(), 0
			for b.Loop() {
				for _, item := range items {
					tokens += stage.step(worker, item)
				}
			}
			b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
