// Package ruletest lets tests of a stage load only the rules that the stage reads, out of those that ship.
package ruletest

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

// Book is the book of one language with the files that patterns of fs.Glob choose in its folder: "number/*", "amount.rules".
func Book(t testing.TB, lang text.Language, patterns ...string) *rule.Book {
	t.Helper()
	chosen := fstest.MapFS{}
	for _, pattern := range patterns {
		names, err := fs.Glob(rules.FS, string(lang)+"/"+pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(rules.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			chosen[name] = &fstest.MapFile{Data: data}
		}
	}
	book, err := rule.Load(chosen, lang)
	if err != nil {
		t.Fatal(err)
	}
	return book
}
