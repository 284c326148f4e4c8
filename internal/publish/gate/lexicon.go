package gate

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// lexiconFile stands in the folder of the codebook. Its head explains its lines.
const lexiconFile = "privacy.tsv"

// Lexicon is the words that give away what must not be published unseen.
type Lexicon struct {
	entries map[string][]entry // by first word, or by its first three letters where it is a beginning
}

type entry struct {
	kind  string
	words []string // the last star of a word stands for any ending
}

// ReadLexicon reads privacy.tsv from the folder of the codebook, and the words for nationalities from that of the rules. A wrong line is an error
// with its number.
func ReadLexicon(codebook, rules fs.FS) (*Lexicon, error) {
	data, err := fs.ReadFile(codebook, lexiconFile)
	if err != nil {
		return nil, err
	}
	l := &Lexicon{map[string][]entry{}}
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimRight(line, "\r"); line == "" || line[0] == '#' {
			continue
		}
		kind, phrase, ok := strings.Cut(line, "\t")
		words := strings.Fields(fold(phrase, '*'))
		if !ok || len(words) == 0 {
			return nil, fmt.Errorf("%s:%d: want kind and words, a tab between, have %q", lexiconFile, i+1, line)
		}
		l.add(kind, words)
	}
	return l, l.addNationalities(rules)
}

func (l *Lexicon) add(kind string, words []string) {
	key := first(words[0])
	l.entries[key] = append(l.entries[key], entry{kind, words})
}

// addNationalities reads the lists of all languages: a word, and its country after a tab.
func (l *Lexicon) addNationalities(rules fs.FS) error {
	lists, err := fs.Glob(rules, "*/who/nationalities.tsv")
	if err != nil {
		return err
	}
	for _, list := range lists {
		data, err := fs.ReadFile(rules, list)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(data), "\n") {
			name, _, _ := strings.Cut(line, "\t")
			if words := strings.Fields(fold(name)); len(words) > 0 && line[0] != '#' {
				l.add(nationality, words)
			}
		}
	}
	return nil
}

// nationality is the kind of words such as "Guinean", which are the name of nobody.
const nationality = "nationality"

// keyLetters is how much of a word entries are looked up by; a beginning must have as many letters.
const keyLetters = 3

func first(word string) string {
	return strings.TrimSuffix(word, "*")[:min(keyLetters, len(strings.TrimSuffix(word, "*")))]
}

// word is a word of a body, folded, with its place.
type word struct {
	folded string
	text.Span
}

// wordsOf cuts a text into runs of letters and figures.
func wordsOf(s string) []word {
	var all []word
	start := -1
	for i, c := range s + " " {
		inWord := unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			all = append(all, word{fold(s[start:i]), text.Span{Start: start, End: i}})
			start = -1
		}
	}
	return all
}

// hit is where words of the lexicon stand: the words first to last, both included.
type hit struct {
	kind        string
	first, last int
}

func (l *Lexicon) find(words []word) []hit {
	var hits []hit
	for i, w := range words {
		for _, e := range l.entries[w.folded[:min(keyLetters, len(w.folded))]] {
			if e.at(words[i:]) {
				hits = append(hits, hit{e.kind, i, i + len(e.words) - 1})
			}
		}
	}
	return hits
}

func (e entry) at(words []word) bool {
	if len(words) < len(e.words) {
		return false
	}
	for i, want := range e.words {
		beginning, open := strings.CutSuffix(want, "*")
		if have := words[i].folded; have != want && !(open && strings.HasPrefix(have, beginning)) {
			return false
		}
	}
	return true
}

// plainLetters are small letters without their accents, for comparing names.
var plainLetters = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i",
	'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ø': "o", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ý': "y", 'ÿ': "y", 'œ': "oe", 'æ': "ae", 'ß': "ss",
}

// fold writes words in small letters without accents, one space between; marks other than those kept are spaces. It is asked of every word
// of a ledger, so it goes through them once.
func fold(s string, kept ...rune) string {
	var out strings.Builder
	out.Grow(len(s))
	gap := false
	for _, c := range s {
		c = unicode.ToLower(c)
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !slices.Contains(kept, c) {
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteByte(' ')
		}
		gap = false
		if c < utf8.RuneSelf {
			out.WriteByte(byte(c))
		} else if plain, is := plainLetters[c]; is {
			out.WriteString(plain)
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}
