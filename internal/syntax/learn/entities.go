package learn

import (
	"cmp"
	"slices"
	"strings"

	"dateline/internal/syntax/conllu"
	"dateline/internal/text"
)

// The GUM corpus marks mentions of entities in MISC: Entity=(5-person-…(6-place-…) opens mention 5, and mention 6 of one word;
// 5) closes. Proper names are drawn from the mentions whose head is a proper noun.

// mention is a run of words, both included.
type mention struct {
	first, last int
	kind        text.NameType
}

// openMentions are those begun and not yet ended, by their number.
type openMentions struct{ begun map[string][]mention }

// read returns the mentions of one sentence; nil where the file marks none at all.
func (o *openMentions) read(block *conllu.Sentence) []mention {
	if _, found := block.Comment("global.Entity"); found || o.begun == nil {
		if !found {
			return nil
		}
		o.begun = map[string][]mention{}
	}
	found := []mention{}
	for number, row := range block.Words {
		value, ok := row.Attribute("Entity")
		if !ok {
			continue
		}
		found = o.word(value, number-1, found)
	}
	clear(o.begun)
	return found
}

// word reads the brackets of one word.
func (o *openMentions) word(value string, i int, found []mention) []mention {
	for value != "" {
		inside, opens := strings.CutPrefix(value, "(")
		at := strings.IndexAny(inside+"(", "()")
		id, rest, _ := strings.Cut(inside[:at], "-")
		if opens {
			kind, _, _ := strings.Cut(rest, "-")
			o.begun[id] = append(o.begun[id], mention{first: i, kind: kinds[kind]})
		}
		closes := false
		value, closes = strings.CutPrefix(inside[at:], ")")
		if list := o.begun[id]; closes && len(list) > 0 {
			m := list[len(list)-1]
			m.last = i
			found, o.begun[id] = append(found, m), list[:len(list)-1]
		}
	}
	return found
}

// namesOf labels the proper names of a sentence, the longest mentions first.
func namesOf(s *sentence, mentions []mention) []text.NameTag {
	tags := make([]text.NameTag, len(s.forms))
	if s.tags == nil {
		return tags
	}
	slices.SortStableFunc(mentions, func(a, b mention) int { return cmp.Compare(b.last-b.first, a.last-a.first) })
	for _, m := range mentions {
		head := headOf(s, m)
		if m.kind == text.NoName || head < 0 || s.tags[head] != text.PROPN {
			continue
		}
		m.first, m.last = s.properRun(head, m)
		for m.kind == text.PER && m.first < m.last && titles[strings.ToLower(s.forms[m.first])] {
			m.first++
		}
		free := true
		for i := m.first; i <= m.last; i++ {
			free = free && tags[i] == 0
		}
		if free {
			mark(tags, m.first, m.last, m.kind)
		}
	}
	return tags
}

// titles stand before the names of persons and are no part of them.
var titles = map[string]bool{
	"mr": true, "mr.": true, "mrs": true, "mrs.": true, "ms": true, "ms.": true, "miss": true, "dr": true, "dr.": true, "prof.": true, "professor": true,
	"sir": true, "lord": true, "lady": true, "king": true, "queen": true, "prince": true, "princess": true, "pope": true, "saint": true,
	"president": true, "vice": true, "-": true, "prime": true, "minister": true, "secretary": true, "general": true, "gen.": true,
	"colonel": true, "captain": true, "sen.": true, "senator": true, "rep.": true, "gov.": true, "governor": true, "mayor": true,
	"judge": true, "justice": true, "chief": true, "director": true, "chairman": true, "leader": true, "coach": true, "former": true, "the": true,
}

// headOf is the word of a mention that depends on a word outside; -1 if there is none.
func headOf(s *sentence, m mention) int {
	for i := m.first; i <= m.last; i++ {
		if h := s.heads[i] - 1; h < m.first || h > m.last {
			return i
		}
	}
	return -1
}

// properRun is the run of proper nouns around a head within its mention, joined by words such as "of".
func (s *sentence) properRun(head int, m mention) (first, last int) {
	proper := func(i int) bool {
		r := s.forms[i][0]
		return i >= m.first && i <= m.last && (s.tags[i] == text.PROPN || r >= 'A' && r <= 'Z' && s.tags[i] != text.PRON && s.tags[i] != text.DET)
	}
	joins := func(i int) bool {
		switch strings.ToLower(s.forms[i]) {
		case "of", "the", "for", "-", ".", "de", "du", "la", "'", "al", "&":
			return true
		}
		return s.tags[i] == text.NUM
	}
	reach := func(step int) int {
		i := head
		for {
			next := i + step
			for next >= m.first && next <= m.last && !proper(next) && joins(next) {
				next += step
			}
			if next < m.first || next > m.last || !proper(next) {
				return i
			}
			i = next
		}
	}
	return reach(-1), reach(1)
}
