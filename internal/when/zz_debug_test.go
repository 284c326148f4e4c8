package when_test

import (
	"fmt"
	"os"
	"testing"

	"dateline/internal/text"
)

func TestZZDebug(t *testing.T) {
	s := os.Getenv("DBG")
	if s == "" {
		t.Skip()
	}
	lang := text.Language(os.Getenv("LANG_"))
	if lang == "" {
		lang = "en"
	}
	d := readWith(t, openReader(t, "x"), lang, s)
	d.Report.Published = text.ParseDay(os.Getenv("PUB"))
	for _, tok := range d.Tokens {
		fmt.Printf("%s/%s/%s ", tok.Form, tok.Tag, tok.Feats)
	}
	fmt.Println()
	for _, x := range finder(t).Find(d) {
		fmt.Println(d.At(x.Span), "|", x.Type, x.Value, x.EDTF, x.From, x.To, x.Precision, x.Anchored, x.Origin.Rule)
	}
}
