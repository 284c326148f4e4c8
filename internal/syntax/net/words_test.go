package net

import (
	"fmt"
	"reflect"
	"testing"

	"dateline/internal/text"
)

// TestForgottenWordsChangeNothing thins the words out between two readings of a sentence.
func TestForgottenWordsChangeNothing(t *testing.T) {
	m := open(t, sketch(t, small))
	read := func(r *Runner) []text.Token {
		tokens := []text.Token{{Form: "word1"}, {Form: "of"}, {Form: "word7"}, {Form: "word1"}, {Form: "Ruin"}}
		r.Tag(tokens)
		r.Parse(tokens, 0)
		return tokens
	}
	r := m.Runner()
	want := read(r)
	for i := range 3000 {
		r.Tag([]text.Token{{Form: fmt.Sprint("other", i)}, {Form: "word1"}})
	}
	before := len(r.words.forms)
	r.words.thin()
	r.kept.forget()
	if got := read(r); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
	if after := len(r.words.forms); after >= before {
		t.Errorf("%d words after %d were thinned out", after, before)
	}
	for form, kept := range map[string]bool{"word1": true, "other2999": false} {
		before := len(r.words.forms)
		if r.words.find(form); (len(r.words.forms) == before) != kept {
			t.Errorf("%q is still known: %v, want %v", form, !kept, kept)
		}
	}
}
