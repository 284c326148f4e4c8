package eval

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/syntax/conllu"
)

const treeGold = `# newdoc
# sent_id = 1
1	Police	police	NOUN	_	_	2	nsubj	_	_
2	left	leave	VERB	_	_	0	root	_	_
3	Paris	Paris	PROPN	_	_	2	obj	_	Name=U-LOC|SpaceAfter=No
4	.	.	PUNCT	_	_	2	punct	_	_

`

// fixed is a parser that gives one text for everything.
type fixed struct{ given, raw string }

func (f fixed) Given([]conllu.Sentence) ([]conllu.Sentence, error) { return readAll(f.given), nil }
func (f fixed) Raw([]conllu.Sentence) ([]conllu.Sentence, error)   { return readAll(f.raw), nil }

func TestSyntaxCountsColumnsAndNames(t *testing.T) {
	given := strings.Replace(strings.Replace(treeGold, "2	left	leave	VERB", "2	left	left	ADJ", 1), "U-LOC", "U-PER", 1)
	scores, err := Syntax(readAll(treeGold), fixed{given, treeGold})
	if err != nil {
		t.Fatal(err)
	}
	for figure, want := range map[string]Tally{
		"gold words: UPOS": {3, 4, 4}, "gold words: lemma": {3, 4, 4}, "gold words: LAS": {4, 4, 4}, "gold words: names": {0, 1, 1},
		"raw text: sentences": {1, 1, 1}, "raw text: LAS": {4, 4, 4},
	} {
		if got, known := total(scores, figure); !known || got != want {
			t.Errorf("%s is %+v, want %+v", figure, got, want)
		}
	}
	if len(scores.Misses) != 4 {
		t.Errorf("%d misses, want the tag, the lemma and the name twice: %+v", len(scores.Misses), scores.Misses)
	}
}

func TestNamesInReadsBothSchemes(t *testing.T) {
	labels := func(tags ...string) []conllu.Sentence {
		var s conllu.Sentence
		for _, tag := range tags {
			row := conllu.Row{"1", "x", "_", "_", "_", "_", "_", "_", "_", "_"}
			row.SetAttribute("Name", tag)
			s.Rows = append(s.Rows, row)
		}
		return []conllu.Sentence{s}
	}
	want := []named{{0, 0, 2, "PER"}, {0, 2, 3, "LOC"}, {0, 3, 4, "LOC"}}
	for _, tags := range [][]string{{"B-PER", "L-PER", "U-LOC", "U-LOC"}, {"B-PER", "I-PER", "B-LOC", "B-GPE"}} {
		if got := namesIn(labels(tags...)); !slices.Equal(got, want) {
			t.Errorf("%v: got %v, want %v", tags, got, want)
		}
	}
}

func TestDocumentsWithoutMarksAreRuns(t *testing.T) {
	if got := len(Documents(make([]conllu.Sentence, run+1))); got != 2 {
		t.Errorf("%d documents, want 2", got)
	}
}

func readAll(content string) []conllu.Sentence {
	sentences, err := conllu.Parse(content)
	if err != nil {
		panic(err) // the text stands in this file
	}
	return sentences
}
