package pipeline_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/page"
	"dateline/internal/text"
)

const (
	architecture = "../../doc/architecture.md"
	walkOpening  = "```explain\n"
	walkSentence = "At least 200 officers cleared a migrant camp near the port of Patras on Wednesday morning, police said."
)

// TestArchitectureTellsWhatHappens compares the explanation of the sentence in doc/architecture.md with what stands there.
// UPDATE=1 writes it anew; read it before you commit.
func TestArchitectureTellsWhatHappens(t *testing.T) {
	written, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(written), walkOpening)
	stands, after, closed := strings.Cut(rest, "```\n")
	if !found || !closed || !strings.Contains(before, "> "+walkSentence) {
		t.Fatalf("%s has no block %q after the sentence", architecture, walkOpening)
	}
	explained := explainWalk(t)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(architecture, []byte(before+walkOpening+explained+"```\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if stands != explained {
		t.Errorf("%s tells another story than the program (UPDATE=1 writes it anew)\n got %s\nwant %s", architecture, stands, explained)
	}
}

// versions are the hashes of rule files, which change more often than what happens to the sentence.
var versions = regexp.MustCompile(` [0-9a-f]{8}\]`)

// explainWalk explains the sentence, without the head of the report.
func explainWalk(t *testing.T) string {
	t.Helper()
	c := coder(t)
	work, err := c.Worker().Code(ingest.Item{
		ID: "walk", Text: []byte(walkSentence), Format: ingest.Plain,
		Report: text.Report{Published: text.Day{Year: 2024, Month: 10, Day: 9}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	if err := page.Explain(&all, work.Document, work.Reading, c.Considered(work)); err != nil {
		t.Fatal(err)
	}
	_, sentence, _ := strings.Cut(versions.ReplaceAllString(all.String(), "]"), "\n\n")
	return strings.TrimRight(sentence, "\n") + "\n"
}
