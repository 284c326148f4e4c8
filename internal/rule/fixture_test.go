package rule

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"dateline/internal/text"
)

// lexicon gives the tags and dictionary forms of the words in tests; others are NOUN, or PROPN with a capital.
var lexicon = map[string]struct {
	tag   text.Tag
	lemma string
	feats text.Feats
}{
	"left": {text.VERB, "leave", text.Past}, "came": {text.VERB, "come", text.Past}, "stayed": {text.VERB, "stay", text.Past},
	"is": {text.AUX, "be", text.Pres}, "arrested": {text.VERB, "arrest", text.Past}, "on": {text.ADP, "on", 0},
	"in": {text.ADP, "in", 0}, "the": {text.DET, "the", 0}, "a": {text.DET, "a", 0}, "men": {text.NOUN, "man", text.Plur},
	"camps": {text.NOUN, "camp", text.Plur}, "and": {text.CCONJ, "and", 0}, "old": {text.ADJ, "old", 0}, "big": {text.ADJ, "big", 0},
	"de": {text.ADP, "de", 0}, "he": {text.PRON, "he", 0}, "she": {text.PRON, "she", 0}, "may": {text.AUX, "may", 0},
	".": {text.PUNCT, ".", 0}, ",": {text.PUNCT, ",", 0}, "riot": {text.NOUN, "riot", text.Sing}, "ministers": {text.NOUN, "minister", text.Plur},
}

// readPlain makes a document of plain text: words at spaces, punctuation apart, "du" as de + le, a sentence at each full stop.
func readPlain(plain string) *text.Document {
	d := &text.Document{Body: plain}
	first := 0
	for at := 0; at < len(plain); {
		n := wordLength(plain[at:])
		if n == 0 {
			at++
			continue
		}
		addToken(d, at, at+n)
		at += n
		if plain[at-1] == '.' {
			d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(first, len(d.Tokens)-1), First: first, Last: len(d.Tokens)})
			first = len(d.Tokens)
		}
	}
	if first < len(d.Tokens) {
		d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(first, len(d.Tokens)-1), First: first, Last: len(d.Tokens)})
	}
	return d
}

func wordLength(s string) int {
	for i, r := range s {
		if unicode.IsSpace(r) {
			return i
		}
		if strings.ContainsRune(".,;()", r) && (i+1 == len(s) || s[i+1] == ' ') {
			return max(i, 1)
		}
	}
	return len(s)
}

func addToken(d *text.Document, start, end int) {
	form := d.Body[start:end]
	span := text.Span{Start: start, End: end}
	if form == "du" {
		d.Tokens = append(d.Tokens, text.Token{Span: span, Form: "de", Lemma: "de", Tag: text.ADP, Part: 1},
			text.Token{Span: span, Form: "le", Lemma: "le", Tag: text.DET, Part: 2})
		return
	}
	t := text.Token{Span: span, Form: form, Lemma: strings.ToLower(form), Tag: text.NOUN}
	if known, ok := lexicon[strings.ToLower(form)]; ok {
		t.Tag, t.Lemma, t.Feats = known.tag, known.lemma, known.feats
	} else if unicode.IsUpper([]rune(form)[0]) {
		t.Tag = text.PROPN
	} else if form[0] >= '0' && form[0] <= '9' {
		t.Tag = text.NUM
	}
	d.Tokens = append(d.Tokens, t)
}

// folderOf makes files of a text in which "-- name --" starts each file.
func folderOf(archive string) fstest.MapFS {
	files := fstest.MapFS{}
	name := ""
	for line := range strings.Lines(archive) {
		if heading, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(heading, " --") {
			name = strings.TrimSuffix(heading, " --")
			files[name] = &fstest.MapFile{}
			continue
		}
		if name != "" {
			files[name].Data = append(files[name].Data, line...)
		}
	}
	return files
}

// load reads rules that must be right.
func load(t testing.TB, archive string) *Book {
	t.Helper()
	b, err := Load(folderOf(archive), text.English)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
