package syntax

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"dateline/internal/text"
	"dateline/models"
	"dateline/rules"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(models.FS, rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range Languages {
		if err := r.Open(language); errors.Is(err, fs.ErrNotExist) {
			t.Skip(err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// read does all that a Runner can do with a body.
func read(x *Runner, language text.Language, body string) *text.Document {
	d := &text.Document{Body: body, Language: language}
	d.Sentences, d.Tokens, d.Names = x.Read(d)
	for i := range d.Sentences {
		x.Parse(d, i)
	}
	return d
}

// Each text with its names marked, and its tokens as form/lemma/tag.
var readTests = []struct {
	language       text.Language
	marked, tokens string
}{
	{"en", "‹Anna Hill› didn't leave ‹Paris›.", "Anna/Anna/PROPN Hill/Hill/PROPN did/do/AUX n't/not/PART leave/leave/VERB Paris/Paris/PROPN ././PUNCT"},
	{"en", "Police cleared the camp.", "Police/police/NOUN cleared/clear/VERB the/the/DET camp/camp/NOUN ././PUNCT"},
	{"en", "THE POLICE HAVE ARRESTED TWO MEN.", "THE/the/DET POLICE/police/NOUN HAVE/have/AUX ARRESTED/arrest/VERB TWO/two/NUM MEN/man/NOUN ././PUNCT"},
	{"fr", "La police a évacué le camp du port.", "La/le/DET police/police/NOUN a/avoir/AUX évacué/évacuer/VERB le/le/DET camp/camp/NOUN de/de/ADP le/le/DET port/port/NOUN ././PUNCT"},
}

func TestRead(t *testing.T) {
	x := reader(t).Runner()
	for _, test := range readTests {
		d := read(x, test.language, strings.NewReplacer("‹", "", "›", "").Replace(test.marked))
		var tokens []string
		for _, token := range d.Tokens {
			tokens = append(tokens, fmt.Sprintf("%s/%s/%s", token.Form, token.Lemma, token.Tag))
		}
		if got := strings.Join(tokens, " "); got != test.tokens {
			t.Errorf("\n got %s\nwant %s", got, test.tokens)
		}
		marked := d.Body
		for i := len(d.Names) - 1; i >= 0; i-- {
			n := d.Names[i]
			marked = marked[:n.Start] + "‹" + d.At(n.Span) + "›" + marked[n.End:]
		}
		if marked != test.marked {
			t.Errorf("\n got %s\nwant %s", marked, test.marked)
		}
	}
}

func TestTheSameTextGivesTheSame(t *testing.T) {
	r := reader(t)
	x, y := r.Runner(), r.Runner()
	var all []string
	for _, test := range languageTests {
		all = append(all, test.body)
	}
	body := strings.Join(all, "\n\n")
	first := read(x, "en", body)
	for range 2 {
		read(y, "en", strings.ToUpper(body))
		if again := read(y, "en", body); !reflect.DeepEqual(first, again) {
			t.Fatal("two runs differ")
		}
	}
}

func TestTreesHoldTogether(t *testing.T) {
	x := reader(t).Runner()
	for _, test := range languageTests {
		for _, language := range Languages {
			d := read(x, language, test.body+"\n\n"+test.body)
			for _, s := range d.Sentences {
				checkTree(t, d, s)
			}
		}
	}
}

// checkTree tests that a sentence has one root, to which every word leads.
func checkTree(t *testing.T, d *text.Document, s text.Sentence) {
	t.Helper()
	roots := 0
	for i := s.First; i < s.Last; i++ {
		at, steps := i, 0
		for d.Tokens[at].Head != text.RootHead {
			if at = d.Tokens[at].Head; at < s.First || at >= s.Last || steps > s.Last-s.First {
				t.Fatalf("%q: word %d does not lead to the root", d.At(s.Span), i-s.First)
			}
			steps++
		}
		if d.Tokens[i].Head == text.RootHead {
			roots++
		}
		if d.Tokens[i].Rel == "" || d.Tokens[i].Tag == text.NoTag {
			t.Errorf("%q: %q has tag %s and relation %q", d.At(s.Span), d.Tokens[i].Form, d.Tokens[i].Tag, d.Tokens[i].Rel)
		}
	}
	if roots != 1 || !s.Parsed {
		t.Errorf("%q has %d roots", d.At(s.Span), roots)
	}
}

func TestOtherLanguagesAreRefused(t *testing.T) {
	r := reader(t)
	if err := r.Open("de"); err != ErrLanguage {
		t.Errorf("got %v, want ErrLanguage", err)
	}
	if _, tokens, _ := r.Runner().Read(&text.Document{Body: "Guten Tag", Language: "de"}); tokens != nil {
		t.Errorf("got %d tokens of German", len(tokens))
	}
}

func BenchmarkRead(b *testing.B) {
	x := reader(b).Runner()
	d := &text.Document{Language: "en", Body: strings.Repeat("Police cleared the camp near Calais on Monday, the agency said. Two men were arrested after Anna Hill's speech.\n\n", 50)}
	words := 0
	b.ReportAllocs()
	for b.Loop() {
		_, tokens, _ := x.Read(d)
		words += len(tokens)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(words), "ns/word")
}
