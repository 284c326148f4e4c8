package eval

import (
	"reflect"
	"testing"

	"dateline/internal/syntax/conllu"
)

const coreferent = `# newdoc id = a
# sent_id = 1
1	The	the	DET	_	_	2	det	_	Entity=(1-person-new-nnnnn-cf1-2-coref
2	mayor	mayor	NOUN	_	_	3	nsubj	_	Entity=1)
3	met	meet	VERB	_	_	0	root	_	_
4	Ann	Ann	PROPN	_	_	3	obj	_	Entity=(2-person-new-nnnnn-cf2-1-coref)
5	.	.	PUNCT	_	_	3	punct	_	_

# sent_id = 2
1	She	she	PRON	_	Person=3|PronType=Prs	2	nsubj	_	Entity=(2-person-giv:act-nnnnn-cf1-1-ana)
2	left	leave	VERB	_	_	0	root	_	_
3	his	his	PRON	_	Person=3|PronType=Prs	4	nmod:poss	_	Entity=(3-place-new-nnnnn-cf2-2-sgl(1-person-giv:act-nnnnn-cf1-1-ana)
4	office	office	NOUN	_	_	2	obj	_	Entity=3)
5	.	.	PUNCT	_	_	2	punct	_	_

`

// answers is a resolver with fixed answers.
type answers []Antecedent

func (a answers) Antecedents([]conllu.Sentence) ([]Antecedent, error) { return a, nil }

func TestMentionsOfGUM(t *testing.T) {
	want := []gumMention{
		{"1", "person", 0, 1, []int{1}}, {"2", "person", 3, 3, []int{3}}, {"2", "person", 5, 5, []int{5}},
		{"1", "person", 7, 7, []int{7}}, {"3", "place", 7, 8, []int{8}},
	}
	if got := mentionsIn(readAll(coreferent)); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
}

func TestPronounsLeadToTheirEntity(t *testing.T) {
	for _, test := range []struct {
		name  string
		given answers
		want  Tally
	}{
		{"both right", answers{{5, 3, 3, 3}, {7, 1, 0, 1}}, Tally{2, 2, 2}},
		{"one the wrong person", answers{{5, 3, 3, 3}, {7, 3, 3, 3}}, Tally{1, 2, 2}},
		{"one left open", answers{{7, 1, 0, 1}}, Tally{1, 1, 2}},
	} {
		scores := &Scores{}
		if err := scores.Pronouns(readAll(coreferent), test.given); err != nil {
			t.Fatal(err)
		}
		if got, _ := total(scores, "pronouns"); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
		if len(scores.Misses) != test.want.Wanted-test.want.Right {
			t.Errorf("%s: %d misses", test.name, len(scores.Misses))
		}
	}
}

func TestTextWithoutEntitiesHasNoPronouns(t *testing.T) {
	scores := &Scores{}
	if err := scores.Pronouns(readAll(treeGold), answers{}); err != nil || len(scores.Figures) > 0 {
		t.Errorf("%v, %v", scores.Figures, err)
	}
}
