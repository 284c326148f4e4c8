package said

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// verbs are the words that the small tagger of these tests knows as verbs, with their dictionary forms.
var verbs = map[string]string{
	"said": "say", "says": "say", "told": "tell", "added": "add", "saying": "say", "was": "be", "is": "be", "are": "be", "have": "have", "came": "come",
	"condemned": "condemn", "dit": "dire", "déclaré": "déclarer", "prévient": "prévenir", "raconte": "raconter", "a": "avoir", "explique": "expliquer",
	"est": "être", "sont": "être", "arrived": "arrive", "asked": "ask", "left": "leave", "shouted": "shout", "ended": "end",
}

var pronouns = []string{"he", "she", "they", "it", "we", "i", "il", "elle", "-il", "-elle", "-t-il", "nous", "on"}

// tagged makes a document of words: tags by a few rules, sentences by full stops, an actor of every run of capitalised words, every pronoun and
// every noun with an article.
func tagged(body string, language text.Language) *text.Document {
	d := &text.Document{Body: body, Language: language}
	for at := 0; at < len(body); {
		size := wordSize(body[at:])
		form := body[at : at+size]
		if strings.TrimSpace(form) != "" {
			t := text.Token{Span: text.Span{Start: at, End: at + size}, Form: form, Lemma: strings.ToLower(form), Head: text.RootHead}
			t.Tag = tagOf(&t, language)
			d.Tokens = append(d.Tokens, t)
		}
		at += size
	}
	cutSentences(d)
	findActors(d)
	return d
}

func wordSize(rest string) int {
	for i, r := range rest {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-'
		if !word && i > 0 {
			return i
		}
		if !word {
			return len(string(r))
		}
		if r == '-' && i > 0 && strings.HasPrefix(rest[i:], "-t-il") {
			return i
		}
	}
	return len(rest)
}

func tagOf(t *text.Token, language text.Language) text.Tag {
	switch first := []rune(t.Form)[0]; {
	case verbs[t.Lemma] != "" && (t.Lemma != "a" || language == text.French):
		t.Lemma = verbs[t.Lemma]
		if t.Lemma == "avoir" || t.Lemma == "have" {
			return text.AUX
		}
		return text.VERB
	case slices.Contains(pronouns, t.Lemma):
		return text.PRON
	case !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '-':
		return text.PUNCT
	case slices.Contains([]string{"the", "a", "an", "le", "la", "les", "un", "une", "l"}, t.Lemma):
		return text.DET
	case t.Lemma == "that":
		return text.SCONJ
	case slices.Contains([]string{"of", "in", "at", "to", "on", "de", "à", "by", "as", "with"}, t.Lemma):
		return text.ADP
	case unicode.IsUpper(first):
		return text.PROPN
	}
	return text.NOUN
}

// cutSentences ends a sentence at a full stop or a mark behind one, before a capital or another mark.
func cutSentences(d *text.Document) {
	first := 0
	for i, t := range d.Tokens {
		end := t.Form == "." || t.Form == "!" || t.Form == "?"
		behind := i > 0 && d.Tokens[i-1].Span.End == t.Start && (d.Tokens[i-1].Form == "." || d.Tokens[i-1].Form == "?") && isMark(t.Form)
		next := i+1 < len(d.Tokens)
		if next && isMark(d.Tokens[i+1].Form) && !strings.Contains(d.Body[t.Span.End:d.Tokens[i+1].Start], " ") {
			continue
		}
		if !next || (end || behind) && unicode.IsUpper([]rune(d.Tokens[i+1].Form)[0]) || (end || behind) && d.Tokens[i+1].Tag == text.PUNCT || next && strings.Contains(d.Body[t.Span.End:d.Tokens[i+1].Start], "\n\n") {
			d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(first, i), First: first, Last: i + 1})
			first = i + 1
		}
	}
}

func findActors(d *text.Document) {
	for i := 0; i < len(d.Tokens); i++ {
		last := i
		for last+1 < len(d.Tokens) && d.Tokens[i].Tag == text.PROPN && d.Tokens[last+1].Tag == text.PROPN {
			last++
		}
		if d.Tokens[i].Tag == text.DET && i+1 < len(d.Tokens) && d.Tokens[i+1].Tag == text.NOUN {
			last++
		} else if d.Tokens[i].Tag != text.PROPN && d.Tokens[i].Tag != text.PRON {
			continue
		}
		span := d.Cover(i, last)
		d.Actors = append(d.Actors, text.Actor{Span: span, First: i, Last: last, Head: last, Kind: text.Person, Name: d.At(span), Amount: -1, Same: -1})
		i = last
	}
}

var findTests = []struct {
	body   string
	want   []string // SPEAKER | words
	tongue text.Language
}{
	{"“We came late,” said Ana Pop.", []string{"Ana Pop | We came late,"}, text.English},
	{"\"We came late,\" Ana Pop said. \"We are sorry for it.\"", []string{"Ana Pop | We came late,", "Ana Pop | We are sorry for it."}, text.English},
	{"The mayor said: “It is over.”", []string{"The mayor | It is over."}, text.English},
	{"Ana Pop, of the Dockers Union, condemned the raid, saying that it was “a shameful act of force. They are guilty.”", []string{"Ana Pop | a shameful act of force. They are guilty."}, text.English},
	{"They lived in the “jungle” for years.", nil, text.English},
	{"“It is late.\n\n“We are tired of it,” said Ana Pop.", []string{"Ana Pop | It is late.\n\n“We are tired of it,"}, text.English},
	{"“We are here,” he told reporters. “We have no other place.”\n\n“It is cold at night.”", []string{"he | We are here,", "he | We have no other place.", "he | It is cold at night."}, text.English},
	{"« Nous sont là », raconte Selam.", []string{"Selam | Nous sont là"}, text.French},
	{"« Il est tard », a-t-il déclaré.", []string{"-t-il | Il est tard"}, text.French},
	{"La préfecture a déclaré : « La route est fermée. »", []string{"La préfecture | La route est fermée."}, text.French},
	{"A plank of 5'10\" and no more of 6\".", nil, text.English},
	{"“The tents have no roof,” according to the mayor.", []string{"the mayor | The tents have no roof,"}, text.English},
}

// finder reads the lists that ship with the program.
func finder(t *testing.T) *Finder {
	t.Helper()
	books := map[text.Language]*rule.Book{}
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(onlySaid(t, language), language)
		if err != nil {
			t.Fatal(err)
		}
		books[language] = book
	}
	return New(books)
}

// onlySaid is the rules of a language without those of other packages.
func onlySaid(t *testing.T, language text.Language) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	folder := path.Join(string(language), "said")
	entries, err := fs.ReadDir(os.DirFS("../../rules"), folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		data, err := os.ReadFile(path.Join("../../rules", folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[path.Join(folder, entry.Name())] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestFindDirectQuotes(t *testing.T) {
	for _, test := range findTests {
		d := tagged(test.body, test.tongue)
		var got []string
		for _, q := range finder(t).Find(d) {
			got = append(got, d.At(q.Speaker.Span)+" | "+d.At(q.Span))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s\n got %q\nwant %q", test.body, got, test.want)
		}
	}
}
