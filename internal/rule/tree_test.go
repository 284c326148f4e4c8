package rule_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"dateline/internal/text"
)

// treeTests are parsed sentences, a word a token: form/tag/head/relation, then /lemma and /features where they matter.
// The predicate is marked with a star. want has each argument as function(case)=form.
var treeTests = []struct {
	lang               text.Language
	tree, want, govern string
}{
	{"en", "Police/NOUN/2/nsubj *cleared/VERB/0/root the/DET/4/det camp/NOUN/2/obj on/ADP/6/case Monday/PROPN/2/obl",
		"subject=Police object=camp oblique(on)=Monday", ""},
	{"en", "The/DET/2/det camp/NOUN/4/nsubj:pass was/AUX/4/aux:pass *cleared/VERB/0/root/clear/Tense=Past|VerbForm=Part by/ADP/6/case police/NOUN/4/obl",
		"object=camp subject(by)=police", "was"},
	{"en", "Two/NUM/2/nummod men/NOUN/6/nsubj:pass *arrested/VERB/2/acl/arrest/Tense=Past|VerbForm=Part Tuesday/PROPN/3/obl were/AUX/6/aux:pass freed/VERB/0/root",
		"object=men oblique=Tuesday", "men freed were"},
	{"en", "officers/NOUN/0/root who/PRON/3/nsubj *cleared/VERB/1/acl:relcl the/DET/5/det camp/NOUN/3/obj", "subject=officers object=camp", "officers"},
	{"en", "camp/NOUN/0/root police/NOUN/3/nsubj *cleared/VERB/1/acl:relcl", "object=camp subject=police", "camp"},
	{"en", "Police/NOUN/2/nsubj beat/VERB/0/root and/CCONJ/4/cc *arrested/VERB/2/conj/arrest/Tense=Past|VerbForm=Fin protesters/NOUN/4/obj",
		"subject=Police object=protesters", ""},
	{"en", "Police/NOUN/2/nsubj *beat/VERB/0/root and/CCONJ/4/cc arrested/VERB/2/conj/arrest/Tense=Past|VerbForm=Fin protesters/NOUN/4/obj",
		"subject=Police object=protesters", ""},
	{"en", "Police/NOUN/2/nsubj beat/VERB/0/root and/CCONJ/4/cc *arrested/VERB/2/conj/arrest/Tense=Past|VerbForm=Fin protesters/NOUN/2/obj",
		"subject=Police object=protesters", ""},
	{"en", "Two/NUM/2/nummod men/NOUN/4/nsubj:pass were/AUX/4/aux:pass beaten/VERB/0/root/beat/VerbForm=Part|Tense=Past and/CCONJ/6/cc *arrested/VERB/4/conj/arrest/VerbForm=Part|Tense=Past",
		"object=men", "were"},
	{"en", "Police/NOUN/4/nsubj did/AUX/4/aux not/PART/4/advmod try/VERB/0/root to/PART/6/mark *clear/VERB/4/xcomp it/PRON/6/obj",
		"subject=Police object=it", "to try did not"},
	{"en", "court/NOUN/2/nsubj ordered/VERB/0/root police/NOUN/2/obj to/PART/5/mark *clear/VERB/2/xcomp it/PRON/5/obj", "subject=police object=it", "to ordered"},
	{"en", "Police/NOUN/2/nsubj raided/VERB/0/root camp/NOUN/2/obj ,/PUNCT/5/punct *arresting/VERB/2/advcl/arrest/VerbForm=Ger dozens/NOUN/5/obj",
		"subject=Police object=dozens", "raided"},
	{"en", "The/DET/2/det *clearing/NOUN/0/root of/ADP/5/case the/DET/5/det camp/NOUN/2/nmod by/ADP/7/case police/NOUN/2/nmod", "oblique(of)=camp subject(by)=police", "The"},
	{"en", "army/NOUN/2/nsubj carried/VERB/0/root/carry out/ADP/2/compound:prt a/DET/5/det *raid/NOUN/2/obj on/ADP/7/case camp/NOUN/2/obl",
		"subject=army oblique(on)=camp", "a carried"},
	{"en", "the/DET/2/det police/NOUN/4/nmod:poss 's/PART/2/case *raid/NOUN/0/root", "possessor('s)=police", ""},
	{"en", "Police/NOUN/5/nsubj and/CCONJ/4/cc the/DET/4/det army/NOUN/1/conj *cleared/VERB/0/root it/PRON/5/obj", "subject=Police subject=army object=it", ""},
	{"fr", "Le/DET/2/det camp/NOUN/5/nsubj:pass a/AUX/5/aux:tense été/AUX/5/aux:pass *évacué/VERB/0/root/évacuer/VerbForm=Part|Tense=Past par/ADP/8/case la/DET/8/det police/NOUN/5/obl:agent",
		"object=camp subject(par)=police", "a été"},
	{"fr", "police/NOUN/2/nsubj tente/VERB/0/root d'/ADP/4/mark *évacuer/VERB/2/xcomp le/DET/6/det camp/NOUN/4/obj", "subject=police object=camp", "d' tente"},
	{"fr", "L'/DET/2/det *évacuation/NOUN/0/root de/ADP/5/case le/DET/5/det camp/NOUN/2/nmod par/ADP/8/case la/DET/8/det police/NOUN/2/nmod",
		"oblique(de)=camp subject(par)=police", "L'"},
	{"fr", "police/NOUN/3/nsubj a/AUX/3/aux:tense frappé/VERB/0/root/frapper/VerbForm=Part et/CCONJ/5/cc *arrêté/VERB/3/conj/arrêter/VerbForm=Part eux/PRON/5/obj",
		"subject=police object=eux", "a"},
}

func TestArguments(t *testing.T) {
	books := loadGrammar(t)
	for _, test := range treeTests {
		d, predicate := readTree(test.tree)
		g := books[test.lang].Grammar()
		var got, govern []string
		for _, a := range g.Arguments(d, predicate) {
			function := string(a.Function)
			if a.Case != "" {
				function += "(" + a.Case + ")"
			}
			got = append(got, function+"="+d.Tokens[a.Token].Form)
		}
		for _, o := range g.Governors(d, predicate) {
			govern = append(govern, d.Tokens[o.Token].Form)
		}
		if have := strings.Join(got, " "); have != test.want {
			t.Errorf("%s\n got %s\nwant %s", d.Body, have, test.want)
		}
		if have := strings.Join(govern, " "); have != test.govern {
			t.Errorf("%s governors\n got %s\nwant %s", d.Body, have, test.govern)
		}
	}
}

// readTree makes a document of one parsed sentence and returns it with the token that has a star.
func readTree(tree string) (d *text.Document, starred int) {
	d = &text.Document{}
	for i, word := range strings.Fields(tree) {
		if strings.HasPrefix(word, "*") {
			starred, word = i, word[1:]
		}
		parts := append(strings.SplitN(word, "/", 6), "", "")
		head, err := strconv.Atoi(parts[2])
		if err != nil {
			panic(fmt.Sprintf("%s in %s", word, tree))
		}
		if d.Body != "" {
			d.Body += " "
		}
		t := text.Token{Span: text.Span{Start: len(d.Body)}, Form: parts[0], Lemma: parts[4], Tag: text.TagNamed(parts[1]),
			Head: head - 1, Rel: text.Rel(parts[3]), Feats: text.FeatsFrom(parts[5])}
		if t.Lemma == "" {
			t.Lemma = strings.ToLower(t.Form)
		}
		d.Body += t.Form
		t.End = len(d.Body)
		d.Tokens = append(d.Tokens, t)
	}
	d.Sentences = []text.Sentence{{Span: text.Span{End: len(d.Body)}, Last: len(d.Tokens), Parsed: true}}
	return d, starred
}

// FuzzTrees reads trees of chance: rings, heads outside of the sentence, unknown relations.
func FuzzTrees(f *testing.F) {
	f.Add("VERB VERB VERB", "conj conj conj", []byte{1, 2, 0})
	f.Add("NOUN VERB NOUN", "nsubj root obj", []byte{1, 200, 1})
	f.Add("VERB VERB NOUN", "xcomp advcl acl", []byte{1, 0, 2})
	books := loadGrammar(f)
	f.Fuzz(func(t *testing.T, tags, rels string, heads []byte) {
		d := &text.Document{}
		names, kinds := strings.Fields(rels), strings.Fields(tags)
		for i := range min(len(names), len(kinds), len(heads)) {
			start := len(d.Body)
			d.Body += "clear "
			d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: start + 5}, Form: "clear", Lemma: "clear",
				Tag: text.TagNamed(kinds[i]), Rel: text.Rel(names[i]), Head: int(heads[i]) - 1})
		}
		if len(d.Tokens) == 0 {
			return
		}
		d.Sentences = []text.Sentence{{Span: text.Span{End: len(d.Body)}, Last: len(d.Tokens), Parsed: true}}
		for _, b := range books {
			for i := range d.Tokens {
				b.Grammar().Arguments(d, i)
				b.Grammar().Governors(d, i)
				b.Grammar().Phrase(d, i)
			}
		}
	})
}
