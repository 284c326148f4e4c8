package lemma

import (
	"testing"

	"dateline/internal/text"
	"dateline/rules"
)

func TestVerbTablesCanBeRead(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		table, err := rules.FS.ReadFile(language + "/verbs.tsv")
		if err != nil {
			t.Fatal(err)
		}
		if d, err := Verbs(string(table)); err != nil || len(d.Tokens) < 1000 {
			t.Errorf("%s: %v", language, err)
		}
	}
}

func TestVerbs(t *testing.T) {
	d, err := Verbs("# infinitive, tense, forms\naller\tpresent\tvais vas va allons allez vont\naller\tgerund\tallant\n")
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open(string(Train([]*text.Document{sample()}, d)))
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"vais", "vont", "allant", "aller"} {
		if got := table.Of(form, text.VERB, 0, Inside); got != "aller" {
			t.Errorf("%s: got %s, want aller", form, got)
		}
	}
	if _, err := Verbs("aller\tyesterday\tallait\n"); err == nil {
		t.Error("a tense that is not known gives no error")
	}
}
