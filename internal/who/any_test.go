package who

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dateline/internal/text"
)

// anyWords are words that mean something to the finder, and some that do not.
var anyWords = strings.Fields(`the a of in from by to police officer officers French Syrian France CRS Mr Mayor president union leader
	members hundreds three ( ) , - 's and John Smith Paris Calais he she they it il ils de des le la mort maire préfecture army group
	former minister who said 15 people 's ' migrant church of Lords M. Mme Interior Minister United Nations`)

// TestAnyTagsDoNoHarm reads rows of words with tags, names, places and amounts at random.
func TestAnyTagsDoNoHarm(t *testing.T) {
	f := finder(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		d := randomDocument(random)
		found := f.Find(d)
		for i, a := range found {
			if a.First < 0 || a.Last >= len(d.Tokens) || a.First > a.Last || a.Span != d.Cover(a.First, a.Last) || a.Head < a.First || a.Head > a.Last || a.Same >= i || a.Amount >= len(d.Amounts) {
				t.Fatalf("%s: %+v", d.Body, a)
			}
			if i > 0 && found[i-1].First > a.First {
				t.Fatalf("%s: out of order", d.Body)
			}
		}
		if !slices.Equal(found, f.Find(d)) {
			t.Fatalf("%s: a second look finds otherwise", d.Body)
		}
	}
}

func randomDocument(random *rand.Rand) *text.Document {
	d := &text.Document{Language: []text.Language{text.English, text.French}[random.IntN(2)]}
	var body strings.Builder
	n := 1 + random.IntN(30)
	for range n {
		form := anyWords[random.IntN(len(anyWords))]
		start := body.Len()
		body.WriteString(form)
		token := text.Token{Span: text.Span{Start: start, End: body.Len()}, Form: form, Lemma: strings.ToLower(form), Tag: text.Tag(random.IntN(int(text.Tags))),
			Feats: text.Feats(random.Uint32()), Tight: random.IntN(3) == 0, Part: uint8(max(0, random.IntN(12)-9)), Head: random.IntN(n) - 1, Rel: []text.Rel{"nsubj", "compound", "case", "nmod", "flat"}[random.IntN(5)]}
		if !token.Tight {
			body.WriteByte(' ')
		}
		d.Tokens = append(d.Tokens, token)
	}
	d.Body = body.String()
	for from := 0; from < n; {
		to := min(n, from+1+random.IntN(12))
		d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(from, to-1), First: from, Last: to, Parsed: random.IntN(2) == 0})
		from = to
	}
	for i := 0; i < n; i += 1 + random.IntN(6) {
		last := min(n-1, i+random.IntN(3))
		switch random.IntN(3) {
		case 0:
			d.Names = append(d.Names, text.Name{Span: d.Cover(i, last), First: i, Last: last, Type: text.NameType(1 + random.IntN(4))})
		case 1:
			d.Places = append(d.Places, text.Place{Span: d.Cover(i, last), First: i, Last: last, Country: "FR", Precision: "town"})
		case 2:
			d.Amounts = append(d.Amounts, text.Amount{Span: d.Cover(i, last), First: i, Last: last, Kind: text.Count, Of: random.IntN(n+1) - 1, Qualifier: d.Cover(max(0, i-1), max(0, i-1))})
		}
		i = last
	}
	return d
}
