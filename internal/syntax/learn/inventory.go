package learn

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// inventory collects what the sentences hold: words, sets of features, relations. It fills the header's lists.
type inventory struct {
	header net.Header
	counts map[string]int // of normal forms
	words  []net.LexiconWord
}

// known is the number of times that training must meet a word for it to have an embedding of its own.
const known = 2

func newInventory(o *Options, sentences []*sentence, classes classes) *inventory {
	v := &inventory{counts: map[string]int{}}
	v.header = net.Header{Language: o.Language, Sizes: o.Sizes, Classes: classCounts}
	feats, rels := map[text.Feats]int{}, map[text.Rel]int{}
	together := map[text.Tag]map[text.Feats]int{}
	for _, s := range sentences {
		for i, form := range s.forms {
			v.counts[net.Normal(form)]++
			if s.heads == nil {
				continue
			}
			rels[s.rels[i]]++
			feats[s.feats[i]]++
			if together[s.tags[i]] == nil {
				together[s.tags[i]] = map[text.Feats]int{}
			}
			together[s.tags[i]][s.feats[i]]++
		}
	}
	v.header.Rels = keys(rels, 1)
	v.header.Feats = keys(feats, 3)
	for tag, sets := range together {
		for i, f := range v.header.Feats {
			if sets[f] >= 2 {
				v.header.OfTag[tag] = append(v.header.OfTag[tag], i)
			}
		}
	}
	v.list(classes)
	return v
}

// keys lists the keys that are counted at least least times, in order.
func keys[K cmp.Ordered](counts map[K]int, least int) []K {
	var list []K
	for k, n := range counts {
		if n >= least {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return list
}

// list makes the lexicon: words that training met often enough, and words that have classes.
func (v *inventory) list(classes classes) {
	all := maps.Clone(classes)
	for i, word := range keys(v.counts, known) {
		numbers := all[word]
		numbers[0] = uint16(i + 1)
		all[word] = numbers
		v.header.Words = i + 1
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		v.words = append(v.words, net.LexiconWord{Key: key, Numbers: all[key]})
	}
}

// number looks everything up for training.
func (v *inventory) number(sentences []*sentence) {
	features := net.NewFeatures(v.words, &v.header)
	featNumber, relNumber := numbered(v.header.Feats), numbered(v.header.Rels)
	for _, s := range sentences {
		for writing := range s.rows {
			s.rows[writing] = make([][net.FeatureCount]int32, len(s.forms))
		}
		s.counts = make([]int, len(s.forms))
		s.featSet, s.relNumber = make([]int, len(s.forms)), make([]int, len(s.forms))
		for i, form := range s.forms {
			s.rows[asWritten][i] = features.Rows(form)
			s.rows[inSmall][i] = features.Rows(strings.ToLower(form))
			s.rows[inCapitals][i] = features.Rows(strings.ToUpper(form))
			s.counts[i] = v.counts[net.Normal(form)]
			s.featSet[i], s.relNumber[i] = -1, -1
			if s.heads == nil {
				continue
			}
			if n, found := featNumber[s.feats[i]]; found {
				s.featSet[i] = n
			}
			if n, found := relNumber[s.rels[i]]; found {
				s.relNumber[i] = n
			}
		}
	}
}

func numbered[K comparable](list []K) map[K]int {
	m := map[K]int{}
	for i, k := range list {
		m[k] = i
	}
	return m
}
