package corpus

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dateline/internal/text"
)

// tree is one sentence of a CoNLL-U file.
type tree struct {
	id, text string
	rows     [][]string // ranges of multiword tokens included
}

// relations lists the relations of UD 2 without their subtypes.
var relations = strings.Fields(`acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat
	goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp`)

func TestTreesAreValid(t *testing.T) {
	all := bodies(t)
	for file, least := range map[string]int{"syntax/en.conllu": 40, "syntax/fr.conllu": 30} {
		trees := treesOf(t, file)
		if len(trees) < least {
			t.Errorf("%s has %d sentences, want %d", file, len(trees), least)
		}
		for _, s := range trees {
			if !strings.Contains(all, s.text) {
				t.Errorf("%s: %q is in no report", s.id, s.text)
			}
			s.checkWords(t)
			s.checkHeads(t)
		}
	}
}

// treesOf reads a CoNLL-U file.
func treesOf(t *testing.T, file string) []tree {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var trees []tree
	for block := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n\n") {
		var s tree
		for line := range strings.SplitSeq(block, "\n") {
			if value, ok := strings.CutPrefix(line, "# sent_id = "); ok {
				s.id = value
			} else if value, ok := strings.CutPrefix(line, "# text = "); ok {
				s.text = value
			} else {
				s.rows = append(s.rows, strings.Split(line, "\t"))
			}
		}
		trees = append(trees, s)
	}
	return trees
}

// checkWords checks that the words make up the text, and that tags, features and relations are those of UD.
func (s tree) checkWords(t *testing.T) {
	var words strings.Builder
	covered, number := 0, 0
	for _, row := range s.rows {
		if len(row) != 10 {
			t.Fatalf("%s: %d columns in %q", s.id, len(row), row)
		}
		_, last, isRange := strings.Cut(row[0], "-")
		if isRange {
			covered, _ = strconv.Atoi(last)
		} else {
			number++
			if row[0] != strconv.Itoa(number) {
				t.Errorf("%s: word %s is number %d", s.id, row[0], number)
			}
			if text.TagNamed(row[3]) == text.NoTag || row[2] == "_" {
				t.Errorf("%s: %s is %s %s", s.id, row[1], row[3], row[2])
			}
			if !slices.Contains(relations, string(text.Rel(row[7]).Base())) {
				t.Errorf("%s: %s has relation %s", s.id, row[1], row[7])
			}
			feats := strings.Split(row[5], "|")
			if !slices.IsSortedFunc(feats, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
				t.Errorf("%s: features of %s are not in order: %s", s.id, row[1], row[5])
			}
			if number <= covered {
				continue
			}
		}
		words.WriteString(row[1])
		if !strings.Contains(row[9], "SpaceAfter=No") {
			words.WriteString(" ")
		}
	}
	if got := strings.TrimSuffix(words.String(), " "); got != s.text {
		t.Errorf("%s:\n got %s\nwant %s", s.id, got, s.text)
	}
}

// checkHeads checks that there is one root and that every word leads to it.
func (s tree) checkHeads(t *testing.T) {
	heads := []int{0}
	roots := 0
	for _, row := range s.rows {
		if strings.Contains(row[0], "-") {
			continue
		}
		head, err := strconv.Atoi(row[6])
		if err != nil {
			t.Errorf("%s: head of %s: %v", s.id, row[1], err)
		}
		if (head == 0) != (row[7] == "root") {
			t.Errorf("%s: %s depends on %d as %s", s.id, row[1], head, row[7])
		}
		if head == 0 {
			roots++
		}
		heads = append(heads, head)
	}
	if roots != 1 {
		t.Errorf("%s has %d roots", s.id, roots)
	}
	for word := range heads {
		at := word
		for range heads {
			if at < 0 || at >= len(heads) {
				t.Errorf("%s: word %d leads out of the sentence", s.id, word)
				break
			}
			at = heads[at]
		}
		if at != 0 {
			t.Errorf("%s: word %d never reaches the root", s.id, word)
		}
	}
}
