package mark

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/text"
)

const twoSentences = `published: 2024-03-07
# A remark.
À ‹LOC:Calais›, au moins ‹AMT:12|12-› hommes ont été arrêtés ‹DATE:mercredi|2024-03-06›.

‹PER:Élise Morvan› (‹ORG:CGT›) y était.
`

func TestSentences(t *testing.T) {
	r, err := Sentences("fr/sentences/a-test-01.txt", twoSentences, "fr")
	if err != nil {
		t.Fatal(err)
	}
	want := "À Calais, au moins 12 hommes ont été arrêtés mercredi.\n\nÉlise Morvan (CGT) y était."
	if r.Body != want || r.Report.ID != "a-test-01" || r.Report.BodyChars != 83 {
		t.Errorf("got %+v %q", r.Report, r.Body)
	}
	body := []rune(r.Body)
	for _, n := range r.Mentions.Names {
		if string(body[n.Start:n.End]) != n.Text {
			t.Errorf("%q is not at %d..%d", n.Text, n.Start, n.End)
		}
	}
	if len(r.Mentions.Names) != 3 || r.Mentions.Names[1].Text != "Élise Morvan" || len(r.Mentions.Places) != 1 {
		t.Errorf("got %+v", r.Mentions)
	}
	if a := r.Mentions.Amounts[0]; *a.Low != 12 || a.Best != nil || a.High != nil {
		t.Errorf("at least 12 is %+v", a)
	}
	if d := r.Mentions.Dates[0]; d.Value != "2024-03-06" || d.Precision != "day" {
		t.Errorf("mercredi is %+v", d)
	}
}

var brokenSentences = []struct{ from, to, want string }{
	{"LOC:Calais", "LOC: Calais", "s.txt:3: want words without spaces around them"},
	{"LOC:Calais›", "LOC:Calais", "s.txt:3: a mark is broken"},
	{"LOC:Calais", "GPE:Calais", "s.txt:3: no kind of mark"},
	{"LOC:Calais", "LOC:Calais|FR", "s.txt:3: a name has no value"},
	{"2024-03-06", "2024-02-30", "s.txt:3: there is no 2024-02-30 on the calendar"},
	{"2024-03-06", "mars 2024", "s.txt:3: no TIMEX3 value"},
	{"2024-03-06", "P1D", "s.txt:3: a value of another type"},
	{"12-", "douze", "s.txt:3: no count"},
	{"(‹ORG", " (‹ORG", "s.txt:5: want single spaces"},
	{"published: 2024-03-07\n", "", "want a day of publication"},
}

func TestBrokenSentencesNameTheirLine(t *testing.T) {
	for _, test := range brokenSentences {
		_, err := Sentences("s.txt", strings.Replace(twoSentences, test.from, test.to, 1), "fr")
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s → %s:\n got %v\nwant %s", test.from, test.to, err, test.want)
		}
	}
}

// cutAtSpaces cuts a plain text at its spaces.
func cutAtSpaces(plain string) []text.Token {
	var tokens []text.Token
	at := 0
	for form := range strings.SplitSeq(plain, " ") {
		tokens = append(tokens, text.Token{Form: form, Span: text.Span{Start: at, End: at + len(form)}})
		at += len(form) + 1
	}
	return tokens
}

func TestLabels(t *testing.T) {
	got, err := Labels("s.txt", "published: 2024-03-07\nÀ ‹LOC:La Réunion› , ‹ORG:CGT› absente .\n", cutAtSpaces)
	if err != nil {
		t.Fatal(err)
	}
	want := []Labelled{{"À", "O"}, {"La", "B-LOC"}, {"Réunion", "I-LOC"}, {",", "O"}, {"CGT", "B-ORG"}, {"absente", "O"}, {".", "O"}}
	if !slices.Equal(got[0], want) {
		t.Errorf("\n got %v\nwant %v", got[0], want)
	}
	var out strings.Builder
	if err := WriteLabels(&out, [][]Labelled{want[1:3]}); err != nil || out.String() != "La\tB-LOC\nRéunion\tI-LOC\n\n" {
		t.Errorf("wrote %q, %v", out.String(), err)
	}
	if _, err := Labels("s.txt", twoSentences, cutAtSpaces); err == nil || !strings.Contains(err.Error(), `s.txt:3: the borders of "Calais"`) {
		t.Errorf("a name that ends within a word gave %v", err)
	}
}
