package rule_test

import (
	"io/fs"
	"strings"
	"testing"

	"dateline/codebook"
	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

// languages are those that ship with rules.
var languages = []text.Language{text.English, text.French}

func TestShippedRulesAreRight(t *testing.T) {
	for _, lang := range languages {
		if _, err := rule.Load(rules.FS, lang); err != nil {
			t.Error(err)
		}
	}
}

func TestShippedCodebookIsRight(t *testing.T) {
	if _, err := rule.LoadCodebook(codebook.FS, loadGrammar(t)); err != nil {
		t.Error(err)
	}
}

// TestActsAreDefinedInFrench keeps the codebook whole for those who read French: what acts are called and what they are.
func TestActsAreDefinedInFrench(t *testing.T) {
	c, err := rule.LoadCodebook(codebook.FS, loadGrammar(t))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, a := range c.Acts {
		if a.InFrench == "" || a.French.Words == "" || !strings.HasSuffix(a.InFrench, ".") {
			t.Errorf("%s: no name or no definition in French", a.File)
		}
		if other := told[a.InFrench]; other != "" {
			t.Errorf("%s is defined as %s is", a.Name, other)
		}
		told[a.InFrench] = a.Name
	}
}

// loadGrammar reads the links that ship, and the lists of links and acts.
func loadGrammar(t testing.TB) map[text.Language]*rule.Book {
	t.Helper()
	books := map[text.Language]*rule.Book{}
	for _, lang := range languages {
		b, err := rule.Load(part{rules.FS}, lang)
		if err != nil {
			t.Fatal(err)
		}
		books[lang] = b
	}
	return books
}

// part is the files of rules that links and acts need.
type part struct{ fs.FS }

func (p part) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(p.FS, name)
	var kept []fs.DirEntry
	for _, e := range all {
		if strings.Contains(name, "/") || e.Name() == "grammar" || e.Name() == "grammar.tree" || e.Name() == "what" || e.Name() == "time" || e.Name() == "act" {
			kept = append(kept, e)
		}
	}
	return kept, err
}
