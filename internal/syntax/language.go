package syntax

import (
	"fmt"
	"io/fs"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// detector tells languages apart by their writing system, their common words and their letters.
type detector struct {
	codes   []text.Language
	words   map[string][]uint8 // the languages that have a word, as indices into codes
	letters map[rune][]uint8   // the languages that have a letter
	scripts []script
}

// script is a writing system with the language that it stands for where words do not tell.
type script struct {
	letters  *unicode.RangeTable
	language text.Language
}

// newDetector reads the tables of a folder of rules.
func newDetector(rules fs.FS) (*detector, error) {
	d := &detector{words: map[string][]uint8{}, letters: map[rune][]uint8{}}
	err := table(rules, "all/language-words.tsv", func(code, words string) error {
		n := d.number(code)
		for word := range strings.FieldsSeq(words) {
			d.words[word] = append(d.words[word], n)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = table(rules, "all/language-letters.tsv", func(code, letters string) error {
		n := d.number(code)
		for letter := range strings.FieldsSeq(letters) {
			c, _ := utf8.DecodeRuneInString(letter)
			d.letters[c] = append(d.letters[c], n)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return d, table(rules, "all/scripts.tsv", func(name, code string) error {
		letters := unicode.Scripts[name]
		if letters == nil {
			return fmt.Errorf("no writing system %q", name)
		}
		d.scripts = append(d.scripts, script{letters, text.Language(code)})
		return nil
	})
}

// table hands each line of two columns of a file to add. Lines that begin with "# " are comments.
func table(rules fs.FS, name string, add func(key, value string) error) error {
	data, err := fs.ReadFile(rules, name)
	if err != nil {
		return err
	}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		key, value, found := strings.Cut(line, "\t")
		if !found {
			return fmt.Errorf("%s:%d: want two columns, tab between", name, number)
		}
		if err := add(key, value); err != nil {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	return nil
}

// number returns the index of a language in codes.
func (d *detector) number(code string) uint8 {
	for i, c := range d.codes {
		if c == text.Language(code) {
			return uint8(i)
		}
	}
	d.codes = append(d.codes, text.Language(code))
	return uint8(len(d.codes) - 1)
}

// enough is how many bytes of a body are read to tell its language.
const enough = 1536

// language returns the language of a body, and nothing when it cannot be told.
func (d *detector) language(body string) text.Language {
	if len(body) > enough {
		body = body[:enough]
	}
	scores := make([]float64, len(d.codes))
	words := d.count(scores, body)
	best := -1
	for i, score := range scores {
		if score > 0 && (best < 0 || score > scores[best]) {
			best = i
		}
	}
	if best >= 0 && scores[best] >= d.least(words) {
		return d.codes[best]
	}
	return d.byScript(body)
}

// least is the score that a language must have in a text of some words: common words make a tenth of any text.
func (d *detector) least(words int) float64 { return 0.04 * float64(words) }

// count adds what words and letters say to the scores of the languages, and returns how many words there are.
func (d *detector) count(scores []float64, body string) int {
	words, start := 0, -1
	var folded [64]byte
	lower := folded[:0]
	end := func() {
		if start < 0 {
			return
		}
		words++
		start = -1
		vote(scores, d.words[string(lower)], 1)
		lower = lower[:0]
	}
	for i, c := range body {
		if !unicode.IsLetter(c) && !unicode.IsMark(c) {
			end()
			continue
		}
		if start < 0 {
			start = i
		}
		c = unicode.ToLower(c)
		if c >= utf8.RuneSelf {
			vote(scores, d.letters[c], 0.3)
		}
		if len(lower) < len(folded)-utf8.UTFMax {
			lower = utf8.AppendRune(lower, c)
		}
	}
	end()
	return words
}

// vote gives some languages a share of a weight: the fewer they are, the more each gets.
func vote(scores []float64, languages []uint8, weight float64) {
	if len(languages) == 0 {
		return
	}
	weight /= math.Sqrt(float64(len(languages)))
	for _, l := range languages {
		scores[l] += weight
	}
}

// byScript returns the language of the first writing system that a fifth of the letters belong to, nothing if it is none of the table.
func (d *detector) byScript(body string) text.Language {
	counts := make([]int, len(d.scripts))
	letters := 0
	for _, c := range body {
		if !unicode.IsLetter(c) {
			continue
		}
		letters++
		for i := range d.scripts {
			if c >= utf8.RuneSelf && unicode.Is(d.scripts[i].letters, c) {
				counts[i]++
				break
			}
		}
	}
	for i, n := range counts {
		if n*5 > letters {
			return d.scripts[i].language
		}
	}
	return ""
}
