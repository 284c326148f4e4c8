package where

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dateline/internal/text"
)

// anyWords are words that mean something to the finder, and some that do not.
var anyWords = strings.Fields(`the in near of Paris Texas , Vienna Virginia - Henry County counties Lamar and ( ) Calais France au Havre
	Grande Synthne Street Airport Long Beach St. Louis northern state Georgia Xyzzyville People 's Republic of China said Manche la . ' /`)

// TestAnyTagsDoNoHarm reads rows of words with tags and names at random.
func TestAnyTagsDoNoHarm(t *testing.T) {
	f := finder(t, Options{})
	random := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		d := randomDocument(random)
		found := f.Find(d)
		for i, p := range found {
			if p.First < 0 || p.Last >= len(d.Tokens) || p.First > p.Last || p.Span != d.Cover(p.First, p.Last) || (p.Precision == "") != (p.Gazetteer == "") {
				t.Fatalf("%s: %+v", d.Body, p)
			}
			if i > 0 && found[i-1].Last >= p.First {
				t.Fatalf("%s: %q meets the one before", d.Body, d.At(p.Span))
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
			Tight: random.IntN(3) == 0, Part: uint8(max(0, random.IntN(12)-9))}
		if random.IntN(2) == 0 {
			token.Tag = text.PROPN
		}
		if !token.Tight {
			body.WriteByte(' ')
		}
		d.Tokens = append(d.Tokens, token)
	}
	d.Body = body.String()
	d.Sentences = []text.Sentence{{Span: text.Span{End: len(d.Body)}, Last: n}}
	for i := 0; i < n; i += 1 + random.IntN(6) {
		last := min(n-1, i+random.IntN(4))
		d.Names = append(d.Names, text.Name{Span: d.Cover(i, last), First: i, Last: last, Type: text.NameType(1 + random.IntN(4))})
		i = last
	}
	return d
}
