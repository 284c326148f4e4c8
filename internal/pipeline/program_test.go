package pipeline_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record/jsonl"
	"dateline/internal/shipped"
	"dateline/samples"
)

// program is the coder that ships, made once for all tests.
var program = sync.OnceValues(func() (*pipeline.Coder, error) { return pipeline.New(shipped.Knowledge(), pipeline.Options{}) })

func coder(t testing.TB) *pipeline.Coder {
	t.Helper()
	c, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sampleItems are the sample reports.
func sampleItems(t testing.TB) []ingest.Item {
	t.Helper()
	var items []ingest.Item
	for item, err := range ingest.ReadFS(samples.Files, ".", ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, item)
	}
	return items
}

// lines codes items with a number of workers and returns their lines, whole.
func lines(t testing.TB, items []ingest.Item, workers int) []string {
	t.Helper()
	var all []string
	newWorker := func() func(ingest.Item) string {
		w := coder(t).Worker()
		return func(item ingest.Item) string {
			work, err := w.Code(item)
			if err != nil {
				return item.File + ": " + err.Error()
			}
			var line bytes.Buffer
			if err := jsonl.Write(&line, work.Reading, jsonl.Options{Body: true, Layers: true}); err != nil {
				return err.Error()
			}
			return line.String()
		}
	}
	if err := pipeline.Ordered(slices.Values(items), workers, newWorker, func(line string) error {
		all = append(all, line)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestExamplesOfRulesAndActsHold(t *testing.T) {
	for _, mistake := range coder(t).Check() {
		t.Error(mistake)
	}
}

func TestSameBytesWhateverTheWorkers(t *testing.T) {
	items := slices.Repeat(sampleItems(t), 3)
	want := lines(t, items, 1)
	for _, workers := range []int{2, 5} {
		if got := lines(t, items, workers); !slices.Equal(got, want) {
			t.Errorf("%d workers give other lines than one", workers)
		}
	}
}

func TestOrderOfReportsChangesNothing(t *testing.T) {
	items := sampleItems(t)
	want := lines(t, items, 1)
	slices.Reverse(items)
	got := lines(t, items, 1)
	slices.Reverse(got)
	if !slices.Equal(got, want) {
		t.Error("reports read in another order give other readings")
	}
}

// TestSpansReproduceTheirWords reads back what was written: jsonl.Read refuses a line whose words are not at their positions.
func TestSpansReproduceTheirWords(t *testing.T) {
	for _, line := range lines(t, sampleItems(t), 1) {
		for _, err := range jsonl.Read(strings.NewReader(line)) {
			if err != nil {
				t.Errorf("%v in %.200s", err, line)
			}
		}
	}
}
