package eval

import (
	"strconv"
	"strings"

	"dateline/internal/syntax/conllu"
)

// gumMention is a mention in the annotation of GUM (Zeldes 2017): Entity= in MISC, brackets around the words of each mention,
// "GRP-etype-infstat-salience-centering-minspan-link" in the opening one. Words are numbered over a whole document, from 0.
type gumMention struct {
	entity      string
	kind        string // person, organization, place, abstract …
	first, last int
	core        []int // the words that must be in a mention for it to be this one
}

// mentionsIn reads the mentions of a document in the order in which they close. Brackets that do not match are passed over.
func mentionsIn(document []conllu.Sentence) []gumMention {
	var open, closed []gumMention
	word := 0
	for i := range document {
		for _, row := range document[i].Words {
			marks, _ := row.Attribute("Entity")
			for mark := range brackets(marks) {
				id, closes := strings.CutSuffix(mark, ")")
				if opening, opens := strings.CutPrefix(id, "("); opens {
					m := newMention(opening, word)
					id, open = m.entity, append(open, m)
				}
				if closes {
					open, closed = closeMention(open, closed, id, word)
				}
			}
			word++
		}
	}
	return closed
}

// brackets cuts "(7-abstract-new-nnnss-cf6-2-coref(3-person-giv-1-ana)7)" into its openings, closings and whole mentions.
func brackets(marks string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for marks != "" {
			end := len(marks)
			for i := 1; i < len(marks); i++ {
				if marks[i] == '(' || marks[i-1] == ')' {
					end = i
					break
				}
			}
			if !yield(marks[:end]) {
				return
			}
			marks = marks[end:]
		}
	}
}

const coreField = 5 // of the fields of an opening bracket

func newMention(fields string, word int) gumMention {
	cells := strings.Split(fields, "-")
	m := gumMention{entity: cells[0], first: word}
	if len(cells) > 1 {
		m.kind = cells[1]
	}
	if len(cells) > coreField {
		for number := range strings.SplitSeq(cells[coreField], ",") {
			if n, err := strconv.Atoi(number); err == nil {
				m.core = append(m.core, word+n-1)
			}
		}
	}
	return m
}

// closeMention closes the latest open mention of an entity at a word.
func closeMention(open, closed []gumMention, id string, word int) (stillOpen, nowClosed []gumMention) {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].entity == id {
			m := open[i]
			m.last = word
			return append(open[:i:i], open[i+1:]...), append(closed, m)
		}
	}
	return open, closed
}
