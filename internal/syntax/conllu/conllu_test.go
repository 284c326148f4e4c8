package conllu

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"dateline/internal/text"
)

const small = `# newdoc id = d
# sent_id = 1
# text = Elle vient du port.
1	Elle	il	PRON	_	Gender=Fem	2	nsubj	_	_
2	vient	venir	VERB	_	_	0	root	_	_
3-4	du	_	_	_	_	_	_	_	_
3	de	de	ADP	_	_	5	case	_	_
4	le	le	DET	_	_	5	det	_	_
4.1	grand	_	_	_	_	_	_	_	_
5	port	port	NOUN	_	_	2	obl	_	SpaceAfter=No|Name=U-LOC
6	.	.	PUNCT	_	_	2	punct	_	_

# sent_id = 2
1-2	Don't	_	_	_	_	_	_	_	SpaceAfter=No
1	Do	do	AUX	_	_	0	root	_	_
2	n't	not	PART	_	_	1	advmod	_	_
3	!	!	PUNCT	_	_	1	punct	_	_

`

func written(t *testing.T, sentences []Sentence) string {
	t.Helper()
	var out strings.Builder
	if err := Write(&out, sentences); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReadsWhatItWrites(t *testing.T) {
	sentences, err := Parse(strings.ReplaceAll(small, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := written(t, sentences); got != small {
		t.Errorf("\n got %s\nwant %s", got, small)
	}
}

func TestDocument(t *testing.T) {
	sentences, _ := Parse(small)
	d := Document(sentences)
	if want := "Elle vient du port. Don't!"; d.Body != want {
		t.Fatalf("\n got %q\nwant %q", d.Body, want)
	}
	var got []string
	for _, token := range d.Tokens {
		got = append(got, token.Form+"="+d.At(token.Span))
	}
	want := "Elle=Elle vient=vient de=du le=du port=port .=. Do=Do n't=n't !=!"
	if strings.Join(got, " ") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), want)
	}
	if head := d.Tokens[6].Head; head != text.RootHead {
		t.Errorf("head of Do is %d, want the root", head)
	}
	if head := d.Tokens[7].Head; head != 6 {
		t.Errorf("head of n't is %d, want 6, its place in the document", head)
	}
	if name := d.Tokens[4].Name.String(); name != "U-LOC" {
		t.Errorf("name of port is %s, want U-LOC", name)
	}
}

func TestSentencesKeepTheWords(t *testing.T) {
	sentences, _ := Parse(small)
	d := Document(sentences)
	english := func(a, b *text.Token) bool { return strings.HasPrefix(b.Form, "n'") }
	score, err := Compare(sentences, Sentences(d, english))
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]Measure{"tokens": score.Tokens, "words": score.Words, "sentences": score.Sentences, "LAS": score.LAS, "lemmas": score.Lemmas} {
		if m.F1() != 1 {
			t.Errorf("%s: %+v, want all right", name, m)
		}
	}
}

var badTests = []struct{ content, line string }{
	{"1\ta\n3\tb\n", "line 2"},
	{"x\ta\n", "line 1"},
	{"# c\n2-3\ta\n", "line 2"},
	{"1-2\ta\n1\tb\n\n", "line 3"},
	{"1\ta\t_\t_\t_\t_\t7\t_\n\n", "line 2"},
	{"1\ta\t_\t_\t_\t_\t0\t_\t_\t_\t_\n", "line 1"},
	{"2.1\ta\n", "line 1"},
}

func TestErrorsNameTheLine(t *testing.T) {
	for _, test := range badTests {
		_, err := Parse(test.content)
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), test.line+":") {
			t.Errorf("%q: got %v, want an error on %s", test.content, err, test.line)
		}
	}
}

func TestAttributes(t *testing.T) {
	row := Row{Misc: "SpaceAfter=No|Name=B-PER"}
	row.SetAttribute("Name", "U-LOC")
	if row[Misc] != "SpaceAfter=No|Name=U-LOC" {
		t.Errorf("got %s", row[Misc])
	}
	row.SetAttribute("Name", "")
	row.SetAttribute("SpaceAfter", "")
	if row[Misc] != "_" {
		t.Errorf("got %s, want _", row[Misc])
	}
}

// Each case: gold and system, one sentence a line, words by spaces; "a+b" is a multiword token of a and b, written ab unless "=form" follows.
var scoreTests = []struct {
	gold, system                        string
	tokens, sentences, words            int
	givenTokens, givenWords, givenBreak int
}{
	{"a b\nc", "a b\nc", 3, 2, 3, 3, 3, 2},
	{"a b\nc", "a b c", 3, 0, 3, 3, 3, 1},
	{"ab c", "a b c", 1, 1, 1, 3, 3, 1},
	{"do+n't go", "do n't go", 1, 1, 3, 3, 3, 1},
	{"de+le=du port", "du port", 2, 1, 1, 2, 2, 1},
	{"de+le=du port", "de+la=du port", 2, 1, 2, 2, 3, 1},
	{"x de+le=du port", "xdu port", 1, 1, 1, 2, 2, 1},
}

func TestCompareAlignsWords(t *testing.T) {
	for _, test := range scoreTests {
		score, err := Compare(sketch(t, test.gold), sketch(t, test.system))
		if err != nil {
			t.Errorf("%s | %s: %v", test.gold, test.system, err)
			continue
		}
		got := [6]int{score.Tokens.Right, score.Sentences.Right, score.Words.Right, score.Tokens.Given, score.Words.Given, score.Sentences.Given}
		want := [6]int{test.tokens, test.sentences, test.words, test.givenTokens, test.givenWords, test.givenBreak}
		if got != want {
			t.Errorf("%s | %s:\n got %v\nwant %v", test.gold, test.system, got, want)
		}
	}
	if _, err := Compare(sketch(t, "a b"), sketch(t, "a c")); !errors.Is(err, ErrText) {
		t.Errorf("got %v, want ErrText", err)
	}
}

func TestCompareHeads(t *testing.T) {
	gold, _ := Parse("1\ta\tA\tNOUN\t_\t_\t2\tnsubj:pass\t_\t_\n2\tb\tb\tVERB\t_\t_\t0\troot\t_\t_\n3\tc\tc\tX\t_\t_\t2\tobj\t_\t_\n\n")
	system, _ := Parse("1\ta\ta\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tb\tb\tNOUN\t_\t_\t0\troot\t_\t_\n3\tc\tc\tX\t_\t_\t1\tobj\t_\t_\n\n")
	score, err := Compare(gold, system)
	if err != nil {
		t.Fatal(err)
	}
	got := [4]int{score.Tags.Right, score.Lemmas.Right, score.UAS.Right, score.LAS.Right}
	if want := [4]int{2, 2, 2, 2}; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// sketch makes sentences of the notation of scoreTests.
func sketch(t *testing.T, lines string) []Sentence {
	t.Helper()
	var out strings.Builder
	for line := range strings.SplitSeq(lines, "\n") {
		number := 0
		for token := range strings.FieldsSeq(line) {
			parts, form, found := strings.Cut(token, "=")
			words := strings.Split(parts, "+")
			if !found {
				form = strings.Join(words, "")
			}
			if len(words) > 1 {
				out.WriteString(numbers(number+1, number+len(words)) + "\t" + form + "\n")
			}
			for _, word := range words {
				number++
				out.WriteString(numbers(number, number) + "\t" + word + "\n")
			}
		}
		out.WriteString("\n")
	}
	sentences, err := Parse(out.String())
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	for _, test := range badTests {
		f.Add(test.content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		sentences, err := Parse(content)
		if err != nil {
			return
		}
		once := written(t, sentences)
		again, err := Parse(once)
		if err != nil {
			t.Fatalf("%q was written as %q: %v", content, once, err)
		}
		if twice := written(t, again); twice != once {
			t.Errorf("\n got %q\nwant %q", twice, once)
		}
		d := Document(sentences)
		for _, token := range d.Tokens {
			if token.Part == 0 && d.At(token.Span) != token.Form {
				t.Errorf("%q spans %q", token.Form, d.At(token.Span))
			}
		}
		if score, err := Compare(sentences, sentences); err != nil || score.Words.Right != score.Words.Wanted {
			t.Errorf("%q scored against itself: %+v, %v", content, score, err)
		}
	})
}

// numbers is the ID of words from one number to another.
func numbers(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return strconv.Itoa(from) + "-" + strconv.Itoa(to)
}
