package lemma

import (
	"bytes"
	"testing"

	"dateline/internal/text"
	"dateline/models"
)

// sample is a text of a few words with their lemmas.
func sample() *text.Document {
	d := &text.Document{}
	for _, w := range []struct {
		form, lemma string
		tag         text.Tag
		feats       text.Feats
	}{
		{"The", "the", text.DET, 0}, {"men", "man", text.NOUN, text.Plur}, {"walked", "walk", text.VERB, text.Past},
		{"talked", "talk", text.VERB, text.Past}, {"and", "and", text.CCONJ, 0}, {"saw", "see", text.VERB, text.Past},
		{"saw", "saw", text.VERB, text.Inf}, {"Paris", "Paris", text.PROPN, 0}, {"été", "été", text.NOUN, 0},
		{"NATO", "NATO", text.PROPN, 0}, {"-t-il", "il", text.PRON, 0}, {"cats", "cat", text.NOUN, text.Plur}, {"dogs", "dog", text.NOUN, text.Plur},
	} {
		d.Tokens = append(d.Tokens, text.Token{Form: w.form, Lemma: w.lemma, Tag: w.tag, Feats: w.feats})
	}
	d.Sentences = []text.Sentence{{Last: len(d.Tokens)}}
	return d
}

func TestTableKnowsWhatItLearned(t *testing.T) {
	d := sample()
	table, err := Open(string(Train([]*text.Document{d}, nil)))
	if err != nil {
		t.Fatal(err)
	}
	place := First
	for _, token := range d.Tokens {
		if got := table.Of(token.Form, token.Tag, token.Feats, place); got != token.Lemma {
			t.Errorf("%s %s %s: got %s, want %s", token.Form, token.Tag, token.Feats, got, token.Lemma)
		}
		place = Inside
	}
	if got := table.Of("hawks", text.NOUN, text.Plur, Inside); got != "hawk" {
		t.Errorf("hawks: got %s, want hawk by its ending", got)
	}
}

func TestTrainingGivesTheSameBytes(t *testing.T) {
	if a, b := Train([]*text.Document{sample()}, nil), Train([]*text.Document{sample()}, nil); !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
}

var lemmaTests = []struct {
	language    text.Language
	form, lemma string
	tag         text.Tag
	feats       text.Feats
	place       Place
}{
	{"en", "went", "go", text.VERB, text.Past | text.Fin | text.Ind, Inside},
	{"en", "cities", "city", text.NOUN, text.Plur, Inside},
	{"en", "evicted", "evict", text.VERB, text.Past | text.Part | text.Passive, Inside},
	{"en", "Arrested", "arrest", text.VERB, text.Past | text.Part | text.Passive, First},
	{"en", "Calais", "Calais", text.PROPN, text.Sing, Inside},
	{"en", "n't", "not", text.PART, text.Negative, Inside},
	{"en", "I", "I", text.PRON, text.Sing | text.Person1 | text.Personal, First},
	{"fr", "évacués", "évacuer", text.VERB, text.Masc | text.Plur | text.Past | text.Part | text.Passive, Inside},
	{"fr", "policières", "policier", text.ADJ, text.Fem | text.Plur, Inside},
	{"fr", "Les", "le", text.DET, text.Def | text.Plur, First},
	{"fr", "a", "avoir", text.AUX, text.Ind | text.Sing | text.Person3 | text.Pres | text.Fin, Inside},
}

func TestShippedTables(t *testing.T) {
	tables := map[text.Language]*Table{"en": shipped(t, "en"), "fr": shipped(t, "fr")}
	for _, test := range lemmaTests {
		if got := tables[test.language].Of(test.form, test.tag, test.feats, test.place); got != test.lemma {
			t.Errorf("%s %s %s: got %s, want %s", test.form, test.tag, test.feats, got, test.lemma)
		}
	}
}

func shipped(t testing.TB, language string) *Table {
	t.Helper()
	file, err := models.FS.ReadFile("lemmas-" + language + ".bin")
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open(string(file))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func FuzzOpen(f *testing.F) {
	f.Add(string(Train([]*text.Document{sample()}, nil)), "cats")
	f.Add("DLL1\x01\x00\x00\x00\x01\x00\x00\x00", "")
	f.Fuzz(func(t *testing.T, file, form string) {
		table, err := Open(file)
		if err != nil {
			return
		}
		table.Of(form, text.NOUN, text.Plur, First)
	})
}

func FuzzOf(f *testing.F) {
	table := shipped(f, "fr")
	f.Add("Évacués", uint8(1))
	f.Add("İ\xff", uint8(7))
	f.Fuzz(func(t *testing.T, form string, tag uint8) {
		table.Of(form, text.Tag(tag%uint8(text.Tags)), text.Plur, Inside)
	})
}
