package learn

import (
	"fmt"
	"os"
	"strings"

	"dateline/internal/syntax/conllu"
	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// sentence is one sentence to learn from. What a source does not say is nil.
type sentence struct {
	id      string
	forms   []string
	tags    []text.Tag
	feats   []text.Feats
	heads   []int // 0 is the root, i+1 is word i
	rels    []text.Rel
	names   []text.NameTag
	foreign bool // in another language than the model's

	rows      [writings][][net.FeatureCount]int32
	counts    []int // how often training has met each word
	featSet   []int // number of each word's features in the header, -1 if too rare
	relNumber []int // number of each relation in the header, -1 if it has none
}

// A sentence is met as it is written, and now and then without capitals, as in careless messages, or all in capitals, as in headlines.
const (
	asWritten = iota
	inSmall
	inCapitals
	writings
)

// readTrees reads a CoNLL-U file. Sentences of masked words ("_") are left out.
func readTrees(path string) ([]*sentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	blocks, err := conllu.Parse(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var all []*sentence
	var mentions openMentions
	for i := range blocks {
		s := fromRows(&blocks[i])
		if entities := mentions.read(&blocks[i]); entities != nil {
			s.names = namesOf(s, entities)
		}
		if !masked(s.forms) {
			all = append(all, s)
		}
	}
	return all, nil
}

func masked(forms []string) bool {
	n := 0
	for _, form := range forms {
		if form == "_" {
			n++
		}
	}
	return 2*n >= len(forms)
}

// fromRows takes what the columns say. Name labels in MISC count when any word has one.
func fromRows(block *conllu.Sentence) *sentence {
	s := &sentence{}
	s.id, _ = block.Comment("sent_id")
	var labels []string
	for number, row := range block.Words {
		s.forms = append(s.forms, row[conllu.Form])
		s.tags = append(s.tags, max(1, text.TagNamed(row[conllu.Tag])))
		s.feats = append(s.feats, text.FeatsFrom(row[conllu.Feats]))
		head := 0
		if _, err := fmt.Sscan(row[conllu.Head], &head); err != nil || head == number {
			head = -1
		}
		s.heads = append(s.heads, head)
		s.rels = append(s.rels, text.Rel(row[conllu.Rel]))
		if label, found := row.Attribute("Name"); found {
			labels = append(labels, label)
		}
	}
	for _, head := range s.heads {
		if head < 0 || head > len(s.heads) {
			s.heads, s.tags, s.feats, s.rels = nil, nil, nil, nil
			break
		}
	}
	if len(labels) == len(s.forms) {
		s.names = bilou(labels)
	}
	return s
}

// readNames reads a file of name labels: a word and its label a line, in the first two columns or behind a number; empty lines
// between sentences. A text without them is cut after full stops outside of names, and at 60 words.
func readNames(path string) ([]*sentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []*sentence
	for block := range strings.SplitSeq(strings.ReplaceAll(string(data), "\r", ""), "\n\n") {
		s := &sentence{}
		var labels []string
		for line := range strings.SplitSeq(block, "\n") {
			if id, found := strings.CutPrefix(line, "# sent_id = "); found {
				s.id = id
			}
			form, label, found := wordAndLabel(line)
			if !found {
				continue
			}
			if n := len(labels); n > 0 && !strings.HasPrefix(label, "I-") && (n >= 60 || n >= 5 && strings.HasSuffix(s.forms[n-1], ".") && len(s.forms[n-1]) == 1) && s.id == "" {
				s.names = bilou(labels)
				all, s, labels = append(all, s), &sentence{}, nil
			}
			s.forms, labels = append(s.forms, form), append(labels, label)
		}
		if len(s.forms) > 0 {
			s.names = bilou(labels)
			all = append(all, s)
		}
	}
	return all, nil
}

func wordAndLabel(line string) (form, label string, found bool) {
	cells := strings.Split(line, "\t")
	if len(cells) < 2 {
		cells = strings.Fields(line)
	}
	if len(cells) > 2 && strings.Trim(cells[0], "0123456789") == "" {
		cells = cells[1:]
	}
	if len(cells) < 2 || strings.HasPrefix(line, "# ") {
		return "", "", false
	}
	return cells[0], cells[1], true
}

// kinds are the types of names under the labels that sources give them.
var kinds = map[string]text.NameType{
	"PER": text.PER, "Person": text.PER, "person": text.PER,
	"ORG": text.ORG, "Organisation": text.ORG, "Organization": text.ORG, "organization": text.ORG,
	"LOC": text.LOC, "Location": text.LOC, "GPE": text.LOC, "place": text.LOC,
}

// bilou turns labels such as B-PER, I-PER, O (IOB1, IOB2 or BILOU) into name tags. Types that are not kept are outside.
func bilou(labels []string) []text.NameTag {
	tags := make([]text.NameTag, len(labels))
	position := func(i int) (string, string) {
		if i >= len(labels) {
			return "O", ""
		}
		p, kind, _ := strings.Cut(labels[i], "-")
		return p, kind
	}
	for i := 0; i < len(labels); {
		p, kind := position(i)
		last := i
		for p != "O" {
			next, same := position(last + 1)
			if next != "I" && next != "L" || same != kind {
				break
			}
			last++
		}
		mark(tags, i, last, kinds[kind])
		i = last + 1
	}
	return tags
}

// mark labels the words first to last as one name.
func mark(tags []text.NameTag, first, last int, kind text.NameType) {
	for i := first; i <= last; i++ {
		position := text.NameInside
		switch {
		case first == last:
			position = text.NameUnit
		case i == first:
			position = text.NameBegin
		case i == last:
			position = text.NameLast
		}
		tags[i] = text.NameTagOf(position, kind)
	}
}

// attach gives trees the names of the same sentence, and returns the sentences of names that have no tree.
func attach(trees, names []*sentence) []*sentence {
	byID := map[string]*sentence{}
	for _, s := range trees {
		if s.id != "" {
			byID[s.id] = s
		}
	}
	var rest []*sentence
	for _, s := range names {
		tree := byID[s.id]
		if tree != nil && len(tree.forms) == len(s.forms) {
			tree.names = s.names
		} else {
			rest = append(rest, s)
		}
	}
	return rest
}
