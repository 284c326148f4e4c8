package corpus

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"dateline/internal/mark"
	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

// leastSentences is how many marked French sentences there are at least.
const leastSentences = 1200

func TestSentencesAreUpToDate(t *testing.T) {
	want, err := Sentences(os.DirFS("."), "fr/sentences/*-test-*.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("fr/sentences.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("fr/sentences.jsonl is stale: run go generate ./corpus")
	}
}

// part is what the sentences for training, or those for tests, hold.
type part struct {
	sentences, people map[string]string // to the file that they stand in
}

// sentencesOf reads the files of a pattern and notes sentences that stand twice.
func sentencesOf(t *testing.T, pattern string) part {
	t.Helper()
	raw, err := Sentences(os.DirFS("."), pattern)
	if err != nil {
		t.Fatal(err)
	}
	p := part{map[string]string{}, map[string]string{}}
	for line := range bytes.Lines(raw) {
		var r mark.Reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		for sentence := range strings.SplitSeq(r.Body, "\n\n") {
			if other := p.sentences[sentence]; other != "" {
				t.Errorf("%s and %s share %q", other, r.Report.File, sentence)
			}
			p.sentences[sentence] = r.Report.File
		}
		for _, n := range r.Mentions.Names {
			if n.Type == "PER" {
				p.people[n.Text] = r.Report.File
			}
		}
	}
	return p
}

func TestTrainingAndTestSentencesShareNothing(t *testing.T) {
	train, test := sentencesOf(t, "fr/sentences/*-train-*.txt"), sentencesOf(t, "fr/sentences/*-test-*.txt")
	for s, file := range test.sentences {
		if other := train.sentences[s]; other != "" {
			t.Errorf("%s and %s share %q", file, other, s)
		}
	}
	for p, file := range test.people {
		if other := train.people[p]; other != "" {
			t.Errorf("%s and %s share %s", file, other, p)
		}
	}
	if got := len(train.sentences) + len(test.sentences); got < leastSentences {
		t.Errorf("%d sentences, want %d", got, leastSentences)
	}
}

func TestMarksOfSentencesHaveTheBordersOfWords(t *testing.T) {
	cut, err := Cutter(rules.FS, models.FS, text.French)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(os.DirFS("."), "fr/sentences/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := mark.Labels(name, string(source), cut); err != nil {
			t.Error(err)
		}
	}
}
