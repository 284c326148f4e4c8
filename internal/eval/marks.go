package eval

import (
	"slices"

	"dateline/internal/syntax/conllu"
)

// Marks are the entities of a document of gold, to learn from. Words are numbered over the document, from 0.
type Marks struct {
	words    []*conllu.Row
	mentions []gumMention
	pronouns map[int]gumMention
}

// MarksOf reads the entities of a document.
func MarksOf(document []conllu.Sentence) *Marks {
	m := &Marks{allWords(document), mentionsIn(document), map[int]gumMention{}}
	for _, o := range m.mentions {
		if o.first == o.last && thirdPerson(m.words[o.first]) {
			m.pronouns[o.first] = o
		}
	}
	return m
}

// Pronoun reports whether a word is a pronoun of the third person that stands for somebody or something in the gold.
func (m *Marks) Pronoun(word int) bool {
	_, ok := m.pronouns[word]
	return ok
}

// StandsFor reports whether the pronoun at a word stands for the mention with a head and bounds, be it a name, a noun or a pronoun.
func (m *Marks) StandsFor(pronoun, head, first, last int) bool {
	p, ok := m.pronouns[pronoun]
	return ok && slices.ContainsFunc(m.mentions, func(o gumMention) bool {
		return o.entity == p.entity && (slices.Contains(o.core, head) || o.first == first && o.last == last)
	})
}
