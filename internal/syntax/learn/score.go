package learn

import (
	"fmt"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// score measures a model on sentences that it has not learned from: tags of the tagger and of the parser, heads, relations
// without subtypes, and names.
func score(r *net.Runner, dev []*sentence) string {
	var words, early, tags, feats, heads, rels, labelled, found, wanted, right int
	for _, s := range dev {
		tokens := make([]text.Token, len(s.forms))
		for i, form := range s.forms {
			tokens[i].Form = form
		}
		r.Tag(tokens)
		if s.names != nil {
			given, gold := nameSet(namesIn(tokens)), nameSet(s.names)
			found, wanted = found+len(given), wanted+len(gold)
			for n := range given {
				if gold[n] {
					right++
				}
			}
		}
		if s.heads == nil {
			continue
		}
		for i := range tokens {
			early += one(tokens[i].Tag == s.tags[i])
		}
		r.Parse(tokens, 0)
		words += len(tokens)
		for i := range tokens {
			head := tokens[i].Head == s.heads[i]-1
			tags += one(tokens[i].Tag == s.tags[i])
			feats += one(tokens[i].Feats == s.feats[i])
			heads += one(head)
			rels += one(head && tokens[i].Rel.Base() == s.rels[i].Base())
			labelled += one(head && tokens[i].Rel == s.rels[i])
		}
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, words)) }
	return fmt.Sprintf("measured: tagger %.2f; parser: tags %.2f, features %.2f, UAS %.2f, LAS %.2f (%.2f with subtypes); names P %.2f R %.2f F %.2f",
		share(early), share(tags), share(feats), share(heads), share(rels), share(labelled),
		100*float64(right)/float64(max(1, found)), 100*float64(right)/float64(max(1, wanted)), 200*float64(right)/float64(max(1, found+wanted)))
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func namesIn(tokens []text.Token) []text.NameTag {
	tags := make([]text.NameTag, len(tokens))
	for i := range tokens {
		tags[i] = tokens[i].Name
	}
	return tags
}

// nameSet is the names of a sentence: first word, last word, type.
func nameSet(tags []text.NameTag) map[[3]int]bool {
	set := map[[3]int]bool{}
	first := 0
	for i, t := range tags {
		switch t.Position() {
		case text.NameBegin:
			first = i
		case text.NameUnit:
			set[[3]int{i, i, int(t.Type())}] = true
		case text.NameLast:
			set[[3]int{first, i, int(t.Type())}] = true
		}
	}
	return set
}
