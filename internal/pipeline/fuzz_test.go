package pipeline_test

import (
	"bytes"
	"errors"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record/jsonl"
	"dateline/internal/text"
)

// FuzzCode takes any bytes through the whole thread: no fault, and every span of the reading lies in the body, on rune borders,
// and reproduces its words, for jsonl.Read refuses a line where one does not.
func FuzzCode(f *testing.F) {
	f.Add([]byte("LEEDS, May 3 (Agency) — “Police arrested two men”, Ann Lee said on Thursday. At least 12 were hurt."), "plain", true)
	f.Add([]byte("<html><body><p>Police cleared a camp of 400 people in Calais on Monday.</p></body></html>"), "html", true)
	f.Add([]byte("« Deux \u202e hommes » ont été arrêtés\x00 lundi à 9h20, selon\xff la police.\r\n\r\nCALAIS (AFP) — 15 CRS 🙂 blessés."), "plain", false)
	worker := coder(f).Worker()
	f.Fuzz(func(t *testing.T, raw []byte, format string, english bool) {
		language := text.French
		if english {
			language = text.English
		}
		work, err := worker.Code(ingest.Item{ID: "x", Text: raw, Format: ingest.Format(format), Report: text.Report{Language: language, Published: text.Day{Year: 2024, Month: 5, Day: 7}}})
		if errors.Is(err, pipeline.ErrBroken) {
			t.Fatal(err)
		}
		if work == nil {
			return
		}
		var line bytes.Buffer
		if err := jsonl.Write(&line, work.Reading, jsonl.Options{Body: true, Layers: true}); err != nil {
			t.Fatal(err)
		}
		for _, err := range jsonl.Read(&line) {
			if err != nil {
				t.Error(err)
			}
		}
	})
}
