package what

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

// acts is a small codebook for these tests: a line for each act.
var acts = map[string]string{
	"control/clear-settlement": "initiator, target|en verb: (initiator) clear (target)|en noun: clearing (of target)",
	"violence/clash":           "initiator, target|en verb: (initiator) clash (with target)|en noun: clash (between initiator)",
	"violence/attack":          "initiator, target|en verb: (initiator) attack (target)|en verb: (initiator) murder (target)",
	"protest/demonstrate":      "initiator, target|en verb: (initiator) march (to target)|en noun: march (of initiator)",
	"harm/die":                 "target|en verb: (target) die",
	"control/arrest":           "initiator, target|en verb: (initiator) arrest (target)|en noun: arrest (of target)",
}

// finder reads the shipped rules and the acts above.
func finder(t *testing.T) *Finder {
	t.Helper()
	book, err := rule.Load(rules.FS, text.English)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name, act := range acts {
		group, base, _ := strings.Cut(name, "/")
		roles, patterns, _ := strings.Cut(act, "|")
		page := "# " + base + "\n\nname: " + base + "\ngroup: " + group + "\nroles: " + roles + "\n\n## Definition\n\nAn act of the tests.\n\n## Patterns\n\n    " +
			strings.ReplaceAll(patterns, "|", "\n    ") + "\n\n## Examples\n\n- en yes: It ‹is›.\n"
		files[name+".md"] = &fstest.MapFile{Data: []byte(page)}
	}
	books := map[text.Language]*rule.Book{text.English: book}
	codebook, err := rule.LoadCodebook(files, books)
	if err != nil {
		t.Fatal(err)
	}
	return New(codebook, books, Confidence{})
}

// parsed makes a document of trees, a sentence to a paragraph: words with a space between, each "form/lemma/TAG/head/relation" with features behind, as in
// Past|Fin. The head counts from 1 in its sentence; 0 is the root. Nouns, names, pronouns and numbers of people become actors where their tag ends in "@".
func parsed(t *testing.T, sentences ...string) *text.Document {
	t.Helper()
	d := &text.Document{Language: text.English}
	for n, sentence := range sentences {
		if n > 0 {
			d.Body += "\n\n"
		}
		first := len(d.Tokens)
		for k, word := range strings.Fields(sentence) {
			if k > 0 {
				d.Body += " "
			}
			addWord(t, d, word, first)
		}
		d.Sentences = append(d.Sentences, text.Sentence{Span: d.Cover(first, len(d.Tokens)-1), First: first, Last: len(d.Tokens), Parsed: true})
	}
	return d
}

func addWord(t *testing.T, d *text.Document, word string, first int) {
	t.Helper()
	parts := strings.Split(word, "/")
	if len(parts) < 5 {
		t.Fatalf("%s: want form/lemma/TAG/head/relation", word)
	}
	head, err := strconv.Atoi(parts[3])
	if err != nil {
		t.Fatal(err)
	}
	tag, actor := strings.CutSuffix(parts[2], "@")
	start := len(d.Body)
	d.Body += parts[0]
	token := text.Token{Span: text.Span{Start: start, End: len(d.Body)}, Form: parts[0], Lemma: parts[1], Tag: text.TagNamed(tag), Head: first + head - 1, Rel: text.Rel(parts[4])}
	if head == 0 {
		token.Head = text.RootHead
	}
	for _, feature := range parts[5:] {
		token.Feats |= text.FeatsFrom(feature)
	}
	d.Tokens = append(d.Tokens, token)
	if actor {
		i := len(d.Tokens) - 1
		d.Actors = append(d.Actors, text.Actor{Span: token.Span, First: i, Last: i, Head: i, Kind: text.Group, Name: parts[0], Sector: sectors[parts[1]], Class: "private", Amount: -1, Same: -1})
	}
}

// sectors are those of the actors of these tests.
var sectors = map[string]string{"police": "COP", "officer": "COP", "migrant": "REF", "driver": "LAB"}
