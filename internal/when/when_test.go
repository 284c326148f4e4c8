package when_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/when"
	"dateline/rules"
)

// cut makes a document of plain text: words at spaces, marks apart as the tokenizer cuts them.
func cut(lang text.Language, plain string) *text.Document {
	d := &text.Document{Body: plain, Language: lang}
	first := 0
	for at := 0; at < len(plain); {
		n := wordLength(lang, plain[at:])
		if n == 0 {
			at++
			continue
		}
		addToken(d, at, at+n)
		at += n
		if word := plain[at-n : at]; word == "." || word == "!" {
			closeSentence(d, &first)
		}
	}
	closeSentence(d, &first)
	return d
}

func closeSentence(d *text.Document, first *int) {
	if *first < len(d.Tokens) {
		d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(*first, len(d.Tokens)-1), First: *first, Last: len(d.Tokens)})
		*first = len(d.Tokens)
	}
}

// whole holds words with marks inside that are not cut.
var whole = []string{"a.m.", "p.m.", "Dec.", "Sat.", "Sept.", "B.C.", "aujourd'hui", "Aujourd'hui", "janv.", "déc.", "o'clock", "J.-C."}

var isoDate = regexp.MustCompile(`^\d{4}-\d\d-\d\d\b`)

func wordLength(lang text.Language, s string) int {
	for _, w := range whole {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	digits := s[0] >= '0' && s[0] <= '9'
	for i, r := range s {
		next := strings.IndexFunc(s[i:], unicode.IsSpace)
		last := i+len(string(r)) == len(s) || next == len(string(r))
		switch {
		case unicode.IsSpace(r):
			return i
		case strings.ContainsRune(".,;()!?", r) && last:
			return max(i, len(string(r)))
		case r == '-' && lang == text.English && !strings.HasPrefix(s, "mid-") && !strings.HasPrefix(s, "year-end") && !isoDate.MatchString(s):
			return max(i, 1)
		case (r == '\'' || r == '’') && lang == text.French:
			return i + len(string(r))
		case r == '\'' && i > 0 && strings.HasPrefix(s[i:], "'s"):
			return i
		case r == '\'' && i == 0 && strings.HasPrefix(s, "'s"):
			return 2
		case digits && unicode.IsLetter(r) && (strings.HasPrefix(s[i:], "am") || strings.HasPrefix(s[i:], "pm")):
			return i
		}
	}
	return len(s)
}

// verbs gives the features of the verbs in tests.
var verbs = map[string]text.Feats{
	"came": text.Past | text.Fin, "come": text.Inf, "died": text.Past | text.Fin, "closed": text.Past | text.Fin, "vote": text.Inf,
	"sont": text.Pres | text.Fin, "viendront": text.Fut | text.Fin, "venaient": text.Imperfect | text.Fin,
}

func addToken(d *text.Document, start, end int) {
	form := d.Body[start:end]
	t := text.Token{Span: text.Span{Start: start, End: end}, Form: form, Lemma: strings.ToLower(form), Tag: text.X}
	t.Tight = end < len(d.Body) && !unicode.IsSpace(rune(d.Body[end]))
	switch feats, verb := verbs[form]; {
	case verb:
		t.Tag, t.Feats = text.VERB, feats
	case form == "will":
		t.Tag, t.Feats = text.AUX, text.Fin
	case strings.ContainsAny(form, ".,;!"):
		t.Tag = text.PUNCT
	case form == "people", form == "personnes":
		t.Tag, t.Feats = text.NOUN, text.Plur
	case form == "election", form == "plan":
		t.Tag = text.NOUN
	}
	d.Tokens = append(d.Tokens, t)
}

func load(t testing.TB, lang text.Language) *rule.Book {
	t.Helper()
	book, err := rule.Load(rules.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestExamplesOfRules(t *testing.T) {
	for _, lang := range []text.Language{text.English, text.French} {
		mistakes := load(t, lang).Topic("when").Check(func(plain string) *text.Document { return cut(lang, plain) })
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
