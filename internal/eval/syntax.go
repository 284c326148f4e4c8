package eval

import (
	"slices"
	"strings"

	"dateline/internal/syntax/conllu"
)

// Parser is the program's syntax as eval needs it.
type Parser interface {
	// Given tags and parses the sentences of gold on its own words, and gives them back in the same order.
	Given(gold []conllu.Sentence) ([]conllu.Sentence, error)
	// Raw reads the text that gold is written as, from its characters alone.
	Raw(gold []conllu.Sentence) ([]conllu.Sentence, error)
}

// Syntax scores a parser against gold in CoNLL-U: on the gold's own words, and from raw text after the rules of the
// CoNLL 2018 shared task. Names count where the gold has Name= in MISC, by exact span and type on the gold's words.
// The document of the intervals is what "# newdoc" begins, or a run of 25 sentences where there is none.
func Syntax(gold []conllu.Sentence, p Parser) (*Scores, error) {
	s, named := &Scores{}, hasNames(gold)
	for _, document := range Documents(gold) {
		given, err := p.Given(document)
		if err != nil {
			return nil, err
		}
		score, err := conllu.Compare(document, given)
		if err != nil {
			return nil, err
		}
		for _, f := range onWords(score) {
			s.tally(f.name, Tally(f.Measure))
		}
		s.missedWords(document, given)
		if named {
			s.namesOf(document, given)
		}
		if err := s.raw(document, p); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// raw scores one document from its characters.
func (s *Scores) raw(document []conllu.Sentence, p Parser) error {
	read, err := p.Raw(document)
	if err != nil {
		return err
	}
	score, err := conllu.Compare(document, read)
	if err != nil {
		return err
	}
	for _, f := range onText(score) {
		s.tally(f.name, Tally(f.Measure))
	}
	return nil
}

type measured struct {
	name string
	conllu.Measure
}

func onWords(s conllu.Score) []measured {
	return []measured{{"gold words: UPOS", s.Tags}, {"gold words: lemma", s.Lemmas}, {"gold words: UAS", s.UAS}, {"gold words: LAS", s.LAS}}
}

func onText(s conllu.Score) []measured {
	return []measured{
		{"raw text: tokens", s.Tokens}, {"raw text: sentences", s.Sentences}, {"raw text: words", s.Words}, {"raw text: UPOS", s.Tags},
		{"raw text: lemma", s.Lemmas}, {"raw text: UAS", s.UAS}, {"raw text: LAS", s.LAS},
	}
}

// run is the most sentences of a document that no "# newdoc" bounds.
const run = 25

// Documents cuts sentences before each "# newdoc"; in a text without any, after each run of sentences.
func Documents(sentences []conllu.Sentence) [][]conllu.Sentence {
	begins := func(s conllu.Sentence) bool { _, is := s.Comment("newdoc"); return is }
	if !slices.ContainsFunc(sentences, begins) {
		return slices.Collect(slices.Chunk(sentences, run))
	}
	var cut [][]conllu.Sentence
	start := 0
	for i := range sentences {
		if i > start && begins(sentences[i]) {
			cut, start = append(cut, sentences[start:i]), i
		}
	}
	return append(cut, sentences[start:])
}

// missedWords notes what is wrong about each word, column by column.
func (s *Scores) missedWords(gold, given []conllu.Sentence) {
	for i := range gold {
		id, _ := gold[i].Comment("sent_id")
		want, have := wordsOf(&gold[i]), wordsOf(&given[i])
		for k := range min(len(want), len(have)) {
			for _, c := range []struct {
				column int
				figure string
			}{{conllu.Tag, "gold words: UPOS"}, {conllu.Lemma, "gold words: lemma"}, {conllu.Head, "gold words: UAS"}, {conllu.Rel, "gold words: LAS"}} {
				if g, x := want[k][c.column], have[k][c.column]; g != x && g != "_" {
					s.Misses = append(s.Misses, Miss{"wrong", c.figure, id, want[k][conllu.Form], x + " for " + g})
				}
			}
		}
	}
}

func wordsOf(s *conllu.Sentence) []*conllu.Row {
	var rows []*conllu.Row
	for _, row := range s.Words {
		rows = append(rows, row)
	}
	return rows
}

func hasNames(sentences []conllu.Sentence) bool {
	for i := range sentences {
		for _, row := range sentences[i].Words {
			if _, named := row.Attribute("Name"); named {
				return true
			}
		}
	}
	return false
}

// named is a name in a sentence: the numbers of its words, half-open from 0, and its type.
type named struct {
	sentence, first, end int
	kind                 string
}

func (s *Scores) namesOf(gold, given []conllu.Sentence) {
	want, have := namesIn(gold), namesIn(given)
	right := 0
	for _, n := range want {
		if slices.Contains(have, n) {
			right++
		} else {
			s.Misses = append(s.Misses, n.miss("missed", gold))
		}
	}
	for _, n := range have {
		if !slices.Contains(want, n) {
			s.Misses = append(s.Misses, n.miss("in vain", gold))
		}
	}
	s.tally("gold words: names", Tally{right, len(have), len(want)})
}

func (n named) miss(what string, gold []conllu.Sentence) Miss {
	id, _ := gold[n.sentence].Comment("sent_id")
	var forms []string
	for _, row := range wordsOf(&gold[n.sentence])[n.first:n.end] {
		forms = append(forms, row[conllu.Form])
	}
	return Miss{what, "gold words: names", id, strings.Join(forms, " "), n.kind}
}

// namesIn reads labels in BILOU or IOB2. GPE counts as LOC.
func namesIn(sentences []conllu.Sentence) []named {
	var found []named
	for i := range sentences {
		open := -1
		for k, row := range wordsOf(&sentences[i]) {
			label, _ := row.Attribute("Name")
			position, kind, _ := strings.Cut(label, "-")
			if kind == "GPE" {
				kind = "LOC"
			}
			goesOn := open >= 0 && (position == "I" || position == "L") && found[open].kind == kind
			switch {
			case goesOn:
				found[open].end = k + 1
			case kind != "":
				found, open = append(found, named{i, k, k + 1, kind}), len(found)
			default:
				open = -1
			}
			if position == "L" || position == "U" {
				open = -1
			}
		}
	}
	return found
}
