package said

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/text"
)

// hung gives the only sentence of a document a tree: for each token "head:relation", the head counted from 1, 0 at the root.
func hung(t *testing.T, d *text.Document, tree string) *text.Document {
	t.Helper()
	arcs := strings.Fields(tree)
	if len(arcs) != len(d.Tokens) || len(d.Sentences) != 1 {
		t.Fatalf("%s: %d arcs for %d tokens in %d sentences", d.Body, len(arcs), len(d.Tokens), len(d.Sentences))
	}
	for i, arc := range arcs {
		head, rel, _ := strings.Cut(arc, ":")
		n, err := strconv.Atoi(head)
		if err != nil {
			t.Fatal(err)
		}
		d.Tokens[i].Head, d.Tokens[i].Rel = n-1, text.Rel(rel)
		if rel == "mark" {
			d.Tokens[i].Tag = text.SCONJ
		}
	}
	d.Sentences[0].Parsed = true
	return d
}

var indirectTests = []struct{ body, tree, want string }{
	{"Ana Pop said that the camp was full.", "3:nsubj 1:flat 0:root 8:mark 6:det 8:nsubj 8:cop 3:ccomp 3:punct", "Ana Pop | the camp was full"},
	{"Ana Pop said the camp was full.", "3:nsubj 1:flat 0:root 5:det 7:nsubj 7:cop 3:ccomp 3:punct", "Ana Pop | the camp was full"},
	{"According to the mayor, the camp was full.", "4:case 1:fixed 4:det 9:obl 9:punct 7:det 9:nsubj 9:cop 0:root 9:punct", "the mayor | the camp was full"},
	{"The camp was full, Ana Pop said.", "2:det 4:nsubj 4:cop 0:root 4:punct 8:nsubj 6:flat 4:parataxis 4:punct", "Ana Pop | The camp was full"},
	{"The camp was full, Ana Pop said, citing residents.", "2:det 4:nsubj 4:cop 8:ccomp 4:punct 8:nsubj 6:flat 0:root 10:punct 8:advcl 10:obj 8:punct", "Ana Pop | The camp was full"},
	{"The camp was full.", "2:det 4:nsubj 4:cop 0:root 4:punct", ""},
}

func TestFindIndirectQuotes(t *testing.T) {
	for _, test := range indirectTests {
		d := hung(t, tagged(test.body, text.English), test.tree)
		var got []string
		for _, q := range finder(t).Find(d) {
			if q.Direct {
				t.Errorf("%s: found as direct", test.body)
			}
			got = append(got, d.At(q.Speaker.Span)+" | "+d.At(q.Span))
		}
		if strings.Join(got, "; ") != test.want {
			t.Errorf("%s\n got %q\nwant %q", test.body, got, test.want)
		}
	}
}

func TestMatters(t *testing.T) {
	for body, want := range map[string]bool{
		"Ana Pop said that the camp was full.": true,
		"According to the mayor it was full.":  true,
		"“It is full,” she said.":              false, // the tag tells all
		"The camp was full.":                   false,
	} {
		if got := finder(t).Matters(tagged(body, text.English), 0); got != want {
			t.Errorf("%s: got %v", body, got)
		}
	}
}

// FuzzPassages looks for marks in any text: they lie in order, inside of it, and hold their words.
func FuzzPassages(f *testing.F) {
	for _, seed := range []string{"“a”", "\"a\" b \"c", "« a »", "''a b'' c", "‘it’s’ ’", "“a\n\n“b”", "“ ” „x“"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) {
			t.Skip("a body is valid UTF-8")
		}
		end := 0
		for _, p := range passages(tagged(body, text.English)) {
			if p.outer.Start < end || !p.outer.Holds(p.Span) || p.outer.End > len(body) || strings.TrimSpace(body[p.Start:p.Span.End]) != body[p.Start:p.Span.End] {
				t.Fatalf("%q: %+v after %d", body, p, end)
			}
			end = p.outer.End
		}
	})
}
