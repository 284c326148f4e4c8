package amount_test

import (
	"fmt"
	"os"
	"testing"

	"dateline/internal/amount"
	"dateline/internal/rule"
	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/internal/when"
	"dateline/models"
	"dateline/rules"
)

func TestZZDebug(t *testing.T) {
	file := os.Getenv("DBG")
	if file == "" {
		t.Skip()
	}
	body, _ := os.ReadFile(file)
	lang := text.Language("en")
	if l := os.Getenv("LANG_"); l != "" {
		lang = text.Language(l)
	}
	r, err := syntax.New(models.FS, rules.FS)
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Document{Body: string(body), Language: lang}
	x := r.Runner()
	d.Sentences, d.Tokens, d.Names = x.Read(d)
	if os.Getenv("TREE") != "" {
		for i := range d.Sentences {
			x.Parse(d, i)
		}
	}
	d.Report.Published = text.ParseDay(os.Getenv("PUB"))
	b, err := rule.Load(rules.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	wf, err := when.New(map[text.Language]*rule.Book{lang: b}, when.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.Dates = wf.Find(d)
	for _, x := range d.Dates {
		fmt.Println(d.At(x.Span), "|", x.Type, x.Value, x.EDTF, x.Precision, x.Anchored, x.Origin.Rule)
	}
	af, err := amountNew(lang, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range af.Find(d) {
		lo, hi := max(0, a.Start-25), min(len(d.Body), a.End+35)
		fmt.Printf("%s | %s | %s | %q\n", d.At(a.Span), describe(d, a), a.Origin.Rule, d.Body[lo:hi])
	}
}

func amountNew(lang text.Language, b *rule.Book) (*amount.Finder, error) {
	return amount.New(map[text.Language]*rule.Book{lang: b}, amount.Options{})
}
