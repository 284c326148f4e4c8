package eval

import (
	"slices"
	"strings"

	"dateline/internal/syntax/conllu"
)

// Antecedent is what a program takes a pronoun to stand for. Words are numbered over a document, from 0.
type Antecedent struct {
	Pronoun     int
	Head        int // of the mention with a name or a noun that it leads to
	First, Last int // of that mention, both included
}

// Resolver is the program's resolution of pronouns as eval needs it.
type Resolver interface {
	// Antecedents resolves pronouns in a document, on its own words.
	Antecedents(document []conllu.Sentence) ([]Antecedent, error)
}

// Pronouns adds a figure to s: personal and possessive pronouns of the third person that stand for people or bodies, in
// gold with entities and coreference as GUM marks them. Wanted are those with an earlier mention that has a name or a noun;
// one is right when it leads to such a mention of the same entity. Given counts resolutions of any third-person pronoun
// that stands for a person or a body. A text without such marks gets no figure.
func (s *Scores) Pronouns(gold []conllu.Sentence, r Resolver) error {
	for _, document := range Documents(gold) {
		mentions := mentionsIn(document)
		if len(mentions) == 0 {
			continue
		}
		found, err := r.Antecedents(document)
		if err != nil {
			return err
		}
		s.pronouns(document, mentions, found)
	}
	return nil
}

func (s *Scores) pronouns(document []conllu.Sentence, mentions []gumMention, found []Antecedent) {
	words, t := allWords(document), Tally{}
	for _, m := range mentions {
		if m.first != m.last || !thirdPerson(words[m.first]) || m.kind != "person" && m.kind != "organization" {
			continue
		}
		at := slices.IndexFunc(found, func(a Antecedent) bool { return a.Pronoun == m.first })
		if at >= 0 {
			t.Given++
		}
		if !hasNoun(words, mentions, m) {
			continue
		}
		t.Wanted++
		if at >= 0 && leadsTo(words, mentions, m, found[at]) {
			t.Right++
		} else {
			s.Misses = append(s.Misses, missedPronoun(document, words, m, found, at))
		}
	}
	s.tally("pronouns", t)
}

func missedPronoun(document []conllu.Sentence, words []*conllu.Row, m gumMention, found []Antecedent, at int) Miss {
	id, _ := document[0].Comment("newdoc")
	miss := Miss{"missed", "pronouns", id, words[m.first][conllu.Form], ""}
	if at >= 0 {
		miss.What = "wrong"
		for _, row := range words[found[at].First : found[at].Last+1] {
			miss.Detail += row[conllu.Form] + " "
		}
		miss.Detail = strings.TrimSpace(miss.Detail)
	}
	return miss
}

func allWords(document []conllu.Sentence) []*conllu.Row {
	var words []*conllu.Row
	for i := range document {
		words = append(words, wordsOf(&document[i])...)
	}
	return words
}

func thirdPerson(row *conllu.Row) bool {
	return pronoun(row) && strings.Contains(row[conllu.Feats], "Person=3") && strings.Contains(row[conllu.Feats], "PronType=Prs")
}

func pronoun(row *conllu.Row) bool { return row[conllu.Tag] == "PRON" || row[conllu.Tag] == "DET" }

// nominal reports whether a mention has a name or a noun at its core.
func nominal(words []*conllu.Row, m gumMention) bool {
	return slices.ContainsFunc(m.core, func(i int) bool { return i < len(words) && !pronoun(words[i]) })
}

// hasNoun reports whether an earlier mention of m's entity has a name or a noun.
func hasNoun(words []*conllu.Row, mentions []gumMention, m gumMention) bool {
	return slices.ContainsFunc(mentions, func(o gumMention) bool { return o.entity == m.entity && o.first < m.first && nominal(words, o) })
}

// leadsTo reports whether a is a mention of m's entity with a name or a noun: its head at the core of one in the gold.
func leadsTo(words []*conllu.Row, mentions []gumMention, m gumMention, a Antecedent) bool {
	return slices.ContainsFunc(mentions, func(o gumMention) bool {
		return o.entity == m.entity && nominal(words, o) && (slices.Contains(o.core, a.Head) || o.first == a.First && o.last == a.Last)
	})
}
