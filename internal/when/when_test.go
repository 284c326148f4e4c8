package when_test

import (
	"strings"
	"testing"

	"dateline/internal/rule"
	"dateline/internal/rule/ruletest"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
	"dateline/internal/when"
	"dateline/rules"
)

// cut makes a document of plain text, with the words and sentences of the tokenizer and the tags of a few words.
func cut(t testing.TB, lang text.Language, plain string) *text.Document {
	t.Helper()
	rules, err := token.Read(rules.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	splitter, err := token.NewSplitter(rules, "", "")
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Document{Body: plain, Language: lang}
	d.Sentences, d.Tokens = splitter.Split(plain)
	for i := range d.Tokens {
		tag(&d.Tokens[i])
	}
	return d
}

// verbs gives the features of the verbs in tests.
var verbs = map[string]text.Feats{
	"came": text.Past | text.Fin, "come": text.Inf, "died": text.Past | text.Fin, "closed": text.Past | text.Fin, "vote": text.Inf,
	"sont": text.Pres | text.Fin, "viendront": text.Fut | text.Fin, "venaient": text.Imperfect | text.Fin,
}

// tag gives a token the tag and features that rules ask for.
func tag(t *text.Token) {
	t.Lemma, t.Tag = strings.ToLower(t.Form), text.X
	switch feats, verb := verbs[t.Form]; {
	case verb:
		t.Tag, t.Feats = text.VERB, feats
	case t.Form == "will":
		t.Tag, t.Feats = text.AUX, text.Fin
	case strings.Trim(t.Form, ".,;!-()") == "":
		t.Tag = text.PUNCT
	case t.Form == "people", t.Form == "personnes":
		t.Tag, t.Feats = text.NOUN, text.Plur
	case t.Form == "elections":
		t.Tag, t.Feats = text.NOUN, text.Plur
	case t.Form == "election", t.Form == "plan":
		t.Tag, t.Feats = text.NOUN, text.Sing
	}
}

// load reads the rules for times of a language with the lists that they use, and no other topic.
func load(t testing.TB, lang text.Language) *rule.Book {
	t.Helper()
	return ruletest.Book(t, lang, "when/*", "time/*", "number/*", "tense/*")
}

func TestExamplesOfRules(t *testing.T) {
	for _, lang := range []text.Language{text.English, text.French} {
		mistakes := load(t, lang).Topic("when").Check(func(plain string) *text.Document { return cut(t, lang, plain) })
		for _, m := range mistakes {
			t.Error(m)
		}
	}
}

func finder(t testing.TB) *when.Finder {
	t.Helper()
	books := map[text.Language]*rule.Book{text.English: load(t, text.English), text.French: load(t, text.French)}
	f, err := when.New(books, when.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}
