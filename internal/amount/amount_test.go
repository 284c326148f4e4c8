package amount_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/internal/amount"
	"dateline/internal/rule"
	"dateline/internal/rule/ruletest"
	"dateline/internal/syntax/token"
	"dateline/internal/text"
	"dateline/rules"
)

// load reads the rules for amounts of a language with the lists that they use, and no other topic.
func load(t testing.TB, lang text.Language) *rule.Book {
	t.Helper()
	return ruletest.Book(t, lang, "amount.rules", "amount/*", "counted.rules", "time/*", "number/*")
}

func finder(t testing.TB) *amount.Finder {
	t.Helper()
	f, err := amount.New(map[text.Language]*rule.Book{text.English: load(t, text.English), text.French: load(t, text.French)}, amount.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// words gives the tags of the words in tests; others are X, or PROPN with a capital.
var words = tagged(map[text.Tag]string{
	text.NOUN: "agents gendarmes forces members parliament officers police tents people immigrants camps men women refugees arrests one policiers personnes migrants campement others",
	text.ADJ:  "French undocumented wounded riot français mobiles jeunes judiciaire",
	text.VERB: "were arrested fled died came sont ont injured broke",
	text.ADP:  "of in de d' with",
	text.DET:  "the a les",
})

func tagged(all map[text.Tag]string) map[string]text.Tag {
	byWord := map[string]text.Tag{}
	for tag, words := range all {
		for word := range strings.FieldsSeq(words) {
			byWord[word] = tag
		}
	}
	return byWord
}

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

// tag gives a token its tag and, for nouns that end in s, the plural.
func tag(t *text.Token) {
	t.Lemma, t.Tag = strings.ToLower(t.Form), words[t.Form]
	switch {
	case t.Tag == text.NOUN && (strings.HasSuffix(t.Form, "s") || t.Form == "people"):
		t.Feats = text.Plur
	case t.Tag != text.NoTag:
	case strings.Trim(t.Form, ".,;()-–") == "":
		t.Tag = text.PUNCT
	case t.Form[0] >= 'A' && t.Form[0] <= 'Z' && t.Start > 0:
		t.Tag = text.PROPN
	default:
		t.Tag = text.X
	}
}

func TestExamplesOfRules(t *testing.T) {
	for _, lang := range []text.Language{text.English, text.French} {
		for _, topic := range []string{"amount", "counted"} {
			for _, m := range load(t, lang).Topic(topic).Check(func(plain string) *text.Document { return cut(t, lang, plain) }) {
				t.Error(m)
			}
		}
	}
}

// In findTests the number is marked; wanted has kind, low-best-high with ? for unknown, what is counted, the qualifier.
var findTests = []struct{ marked, want string }{
	{"At least ‹fifteen› French officers were injured.", "count 15-15-? officers | At least"},
	{"Around ‹40› officers came.", "count 36-40-44 officers | Around"},
	{"More than ‹a hundred› people fled.", "count 100-100-? people | More than"},
	{"‹Dozens› of officers came.", "count 24-?-99 officers | Dozens"},
	{"‹Hundreds› of French riot police broke it.", "count 200-?-999 police | Hundreds"},
	{"They arrested ‹several› people.", "count 3-?-9 people | several"},
	{"They arrested between ‹300 and 400› people.", "count 300-?-400 people | between"},
	{"‹15› CRS (Compagnies Républicaines) officers were injured.", "count 15-15-15 officers |"},
	{"‹12› more people died.", "count 12-12-12 people | +"},
	{"Another ‹five› people died.", "count 5-5-5 people | +"},
	{"‹No one› died.", "count 0-0-0 - |"},
	{"‹No› arrests were made.", "count 0-0-0 arrests |"},
	{"It won ‹33.6› percent.", "percent 33.6-33.6-33.6 - |"},
	{"They paid $‹2.5 million› for it.", "money 2500000-2500000-2500000 - |"},
	{"A ‹23›-year-old Afghan died.", "age 23-23-23 - |"},
	{"The ‹third› raid failed.", "ordinal 3-3-3 - |"},
	{"Up to ‹50› people fled.", "count ?-?-50 people | Up to"},
	{"‹2 to 3 million› people fled.", "count 2000000-?-3000000 people |"},
	{"‹Three› camps with ‹800› undocumented immigrants.", "count 3-3-3 camps | ; count 800-800-800 immigrants |"},
	{"‹15› were injured.", "count 15-15-15 - |"},
	{"‹15› of the officers were injured.", "count 15-15-15 officers |"},
	{"‹Tens of thousands› of people fled.", "count 20000-?-99999 people | Tens of thousands"},
	{"Nearly ‹half› of the ‹1,200› migrants fled.", "count 540-600-600 migrants | Nearly ; count 1200-1200-1200 migrants |"},
	{"‹Two thirds› of the ‹300› tents fled.", "count 200-200-200 tents | ; count 300-300-300 tents |"},
	{"One in five of the ‹100› men fled.", "count 100-100-100 men |"},
	{"Half of the police fled.", ""},
	{"They live in room 5 at 12 Main Street.", ""},
	{"‹12› arrested in Calais.", "count 12-12-12 - |"},
}

var frenchTests = []struct{ marked, want string }{
	{"Au moins ‹quinze› policiers sont blessés.", "count 15-15-? policiers | Au moins"},
	{"‹Une quarantaine› de migrants sont venus.", "count 32-?-48 migrants | Une quarantaine"},
	{"‹Des dizaines› de policiers sont venus.", "count 20-?-99 policiers | Des dizaines"},
	{"Près de ‹2 000› personnes sont venues.", "count 1800-2000-2000 personnes | Près de"},
	{"Ils ont payé ‹2,5 millions› d'euros.", "money 2500000-2500000-2500000 - |"},
	{"Un homme de ‹23› ans est mort.", "age 23-23-23 - |"},
	{"Entre ‹300 et 400› personnes ont fui.", "count 300-?-400 personnes | Entre"},
	{"‹Quatre-vingt-dix-sept› personnes ont fui.", "count 97-97-97 personnes |"},
	{"‹Un tiers› des ‹90› personnes sont venues.", "count 30-30-30 personnes | ; count 90-90-90 personnes |"},
	{"La moitié des policiers sont venus.", ""},
	{"Un policier sur cinq sont venus.", ""},
	{"Ils ont un campement.", ""},
	{"‹Une centaine› de personnes ont fui.", "count 80-?-120 personnes | Une centaine"},
}

func TestFind(t *testing.T) {
	f := finder(t)
	for _, test := range findTests {
		checkFind(t, f, text.English, test.marked, test.want)
	}
	for _, test := range frenchTests {
		checkFind(t, f, text.French, test.marked, test.want)
	}
}

func checkFind(t *testing.T, f *amount.Finder, lang text.Language, marked, want string) {
	t.Helper()
	plain, spans, err := rule.Unmark(marked)
	if err != nil {
		t.Fatal(err)
	}
	d := cut(t, lang, plain)
	var got []string
	same := true
	found := f.Find(d)
	for i, a := range found {
		same = same && i < len(spans) && a.Span == spans[i]
		got = append(got, describe(d, a))
	}
	if !same || len(found) != len(spans) || strings.Join(got, " ; ") != want {
		t.Errorf("%s\n got %s %v\nwant %s", marked, strings.Join(got, " ; "), found, want)
	}
}

func describe(d *text.Document, a text.Amount) string {
	of := "-"
	if a.Of >= 0 {
		of = d.Tokens[a.Of].Form
	}
	number := func(n text.Number) string {
		if !n.Known {
			return "?"
		}
		return n.String()
	}
	s := fmt.Sprintf("%s %s-%s-%s %s | %s", a.Kind, number(a.Low), number(a.Best), number(a.High), of, d.At(a.Qualifier))
	if a.Adds {
		s += "+"
	}
	return strings.TrimSpace(s)
}

func TestNumbersInTimesAreLeftAlone(t *testing.T) {
	d := cut(t, text.English, "Three people died three weeks ago.")
	d.Dates = []text.Date{{First: 3, Last: 5}}
	if found := finder(t).Find(d); len(found) != 1 || found[0].First != 0 {
		t.Errorf("found %v, want the first three alone", found)
	}
}

// In countedTests what is counted is marked.
var countedTests = []struct {
	lang   text.Language
	marked string
}{
	{text.English, "Fifteen ‹French police officers› were injured."},
	{text.English, "Hundreds of ‹French riot police› broke it."},
	{text.English, "12 more ‹wounded men› died."},
	{text.English, "15 of the ‹wounded officers› were injured."},
	{text.English, "They arrested 12 ‹members of parliament›."},
	{text.English, "15 were injured."},
	{text.French, "Quinze ‹policiers français› sont blessés."},
	{text.French, "Une centaine de ‹jeunes migrants› sont venus."},
	{text.French, "Ils ont vu 30 ‹agents de police judiciaire› ici."},
	{text.French, "Ils ont vu 30 ‹gendarmes mobiles› ici."},
}

func TestCounted(t *testing.T) {
	f := finder(t)
	for _, test := range countedTests {
		plain, spans, err := rule.Unmark(test.marked)
		if err != nil {
			t.Fatal(err)
		}
		d := cut(t, test.lang, plain)
		var got []text.Span
		for _, a := range f.Find(d) {
			if !a.Counted.Empty() {
				got = append(got, a.Counted)
			}
		}
		if !slices.Equal(got, spans) {
			var words []string
			for _, s := range got {
				words = append(words, d.At(s))
			}
			t.Errorf("%s\n got %q", test.marked, words)
		}
	}
}
