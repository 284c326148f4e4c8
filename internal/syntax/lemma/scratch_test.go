package lemma

import (
	"fmt"
	"os"
	"sort"
	"testing"

	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
)

func load(t *testing.T, f string) *text.Document {
	file, err := os.Open("/tmp/syn/" + f + ".conllu")
	if err != nil {
		t.Skip(err)
	}
	gold, err := conllu.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return conllu.Document(gold)
}

func TestScratch(t *testing.T) {
	for _, x := range []struct{ train, dev []string }{
		{[]string{"en_ewt-ud-train", "gum-open-train"}, []string{"en_ewt-ud-dev", "gum-open-dev"}},
		{[]string{"fr_sequoia-ud-train", "fr_fqb-ud-test"}, []string{"fr_sequoia-ud-dev", "fr_gsd-ud-dev"}},
		{[]string{"fr_sequoia-ud-train", "fr_fqb-ud-test", "fr_gsd-ud-dev"}, []string{"fr_sequoia-ud-dev"}},
	} {
		var docs []*text.Document
		for _, f := range x.train {
			docs = append(docs, load(t, f))
		}
		var lex *text.Document
		{
			b, _ := os.ReadFile("/work/main/rules/" + x.train[0][:2] + "/verbs.tsv")
			var err error
			if lex, err = Verbs(string(b)); err != nil {
				t.Fatal(err)
			}
		}
		file := Train(docs, lex)
		table, err := Open(string(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range x.dev {
			d := load(t, f)
			right, all := 0, 0
			wrong := map[string]int{}
			first := map[int]bool{}
			for _, s := range d.Sentences {
				first[s.First] = true
			}
			for i, k := range d.Tokens {
				if k.Lemma == "" {
					continue
				}
				all++
				if g := table.Of(k.Form, k.Tag, k.Feats, Place(first[i])); g == k.Lemma {
					right++
				} else {
					wrong[fmt.Sprintf("%s %s %s: %s for %s", k.Form, k.Tag, k.Feats, g, k.Lemma)]++
				}
			}
			fmt.Printf("%s %d bytes %d scripts: %.4f\n", f, len(file), len(table.scripts), float64(right)/float64(all))
			var ks []string
			for k := range wrong {
				ks = append(ks, k)
			}
			sort.Slice(ks, func(i, j int) bool { return wrong[ks[i]] > wrong[ks[j]] || wrong[ks[i]] == wrong[ks[j]] && ks[i] < ks[j] })
			for _, k := range ks[:min(400, len(ks))] {
				fmt.Println("   ", wrong[k], k)
			}
		}
	}
}
