package token

import (
	"fmt"
	"os"
	"testing"

	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
)

func none(a, b *text.Token) bool { return false }


func load(t *testing.T, f string) ([]conllu.Sentence, *text.Document) {
	file, err := os.Open("/tmp/syn/" + f + ".conllu")
	if err != nil {
		t.Skip(err)
	}
	gold, err := conllu.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return gold, conllu.Document(gold)
}

func TestScratch(t *testing.T) {
	for _, x := range []struct {
		l           string
		train, dev []string
	}{
		{"en", []string{"en_ewt-ud-train", "gum-open-train"}, []string{"en_ewt-ud-dev", "gum-open-dev"}},
		{"fr", []string{"fr_sequoia-ud-train", "fr_fqb-ud-test"}, []string{"fr_sequoia-ud-dev", "fr_gsd-ud-dev"}},
	} {
		rules, err := Read(os.DirFS("/work/main/rules"), text.Language(x.l))
		if err != nil {
			t.Fatal(err)
		}
		var docs []*text.Document
		for _, f := range x.train {
			_, d := load(t, f)
			docs = append(docs, d)
		}
		contr := ""
		if x.l == "fr" {
			contr = string(TrainContractions(rules, docs, 1))
		}
		ends, err := TrainEnds(rules, contr, docs, 1)
		if err != nil {
			t.Fatal(err)
		}
		sp, err := NewSplitter(rules, string(ends), contr)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range x.dev {
			gold, d := load(t, f)
			s := &text.Document{Body: d.Body}
			s.Sentences, s.Tokens = sp.Split(d.Body)
			score, err := conllu.Compare(gold, conllu.Sentences(s, rules.Joined))
			fmt.Printf("%s words %.4f tokens %.4f sentences %.4f %+v %v\n", f, score.Words.F1(), score.Tokens.F1(), score.Sentences.F1(), score.Sentences, err)
		}
	}
}
