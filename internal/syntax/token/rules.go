// Package token cuts text into words and sentences after the conventions of Universal Dependencies: UD English-EWT for English,
// UD French-Sequoia and French-GSD for French.
package token

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// kind is what a piece of text is to the cutting of words.
type kind uint8

const (
	noKind kind = iota
	title
	abbreviation
	number
	whole
	prefix
	suffix
	clitic
	nounClitic
	elision
	ending
	unit
	divider
	day
	domain
	file
)

var kindNames = []string{
	title: "title", abbreviation: "abbreviation", number: "number", whole: "whole", prefix: "prefix", suffix: "suffix", clitic: "clitic",
	nounClitic: "noun-clitic", elision: "elision", ending: "ending", unit: "unit", divider: "divider", day: "day", domain: "domain", file: "file",
}

// Rules are the conventions of one language. They are read only, and safe for many goroutines.
type Rules struct {
	language text.Language

	pieces map[string]entry        // by lower-case form
	words  map[string]*contraction // by lower-case form
	likely [512]bool               // by hint: some word of words has it

	clitics []string // longest first
	hyphens bool     // a hyphen divides words
	slashes bool     // a slash divides words
}

// entry is what a table says of a piece.
type entry struct {
	kind    kind
	capital bool // it must begin with a capital
}

// contraction is a word that stands for several.
type contraction struct {
	words  []string
	pieces bool // its words are pieces of it as written
	open   bool // it is also a word of its own
}

// Read reads the rules of a language from a folder of rules: all/endings.tsv, <language>/tokens.tsv and <language>/contractions.tsv. It returns all mistakes at once.
func Read(rules fs.FS, language text.Language) (*Rules, error) {
	r := &Rules{language: language, pieces: map[string]entry{}, words: map[string]*contraction{}}
	errs := []error{
		table(rules, "all/endings.tsv", r.addPiece),
		table(rules, string(language)+"/tokens.tsv", r.addPiece),
		table(rules, string(language)+"/contractions.tsv", r.addWord),
	}
	slices.SortFunc(r.clitics, func(a, b string) int { return len(b) - len(a) })
	return r, errors.Join(errs...)
}

// table hands each line of two columns of a file to add. Lines that begin with "# " are comments.
func table(rules fs.FS, name string, add func(key, value string) error) error {
	data, err := fs.ReadFile(rules, name)
	if err != nil {
		return err
	}
	var errs []error
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		key, value, found := strings.Cut(line, "\t")
		if !found || key == "" || value == "" {
			errs = append(errs, fmt.Errorf("%s:%d: want two columns, tab between", name, number))
		} else if err := add(key, value); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, number, err))
		}
	}
	return errors.Join(errs...)
}

// addPiece takes in a line of a table of pieces.
func (r *Rules) addPiece(piece, name string) error {
	first, _ := utf8.DecodeRuneInString(piece)
	capital := unicode.IsUpper(first)
	piece = strings.ToLower(piece)
	k := kind(slices.Index(kindNames, name))
	if int8(k) <= 0 {
		return fmt.Errorf("no kind %q", name)
	}
	switch k {
	case domain, file:
		piece = "." + piece
	case divider:
		r.hyphens = r.hyphens || piece == "-"
		r.slashes = r.slashes || piece == "/"
	case clitic, nounClitic:
		r.clitics = append(r.clitics, piece)
	}
	if _, found := r.pieces[piece]; found {
		return fmt.Errorf("%q stands twice", piece)
	}
	r.pieces[piece] = entry{k, capital}
	return nil
}

// addWord takes in a line of a table of contractions. A question mark stands before the words of an open one.
func (r *Rules) addWord(word, parts string) error {
	word = strings.ToLower(word)
	if r.words[word] != nil {
		return fmt.Errorf("%q stands twice", word)
	}
	parts, open := strings.CutPrefix(parts, "? ")
	c := &contraction{words: strings.Fields(parts), open: open}
	c.pieces = strings.Join(c.words, "") == word
	r.words[word] = c
	r.likely[hint(word)] = true
	return nil
}

// hint is a number below 512 that a word has whatever its case.
func hint(word string) int {
	last := word[len(word)-1] | 0x20
	return int(word[0]|0x20)&31<<4 ^ int(last)&31 ^ len(word)<<5&511
}

// longestPiece is the length in bytes of the longest piece that a table may hold.
const longestPiece = 24

// kindOf returns the kind of a piece.
func (r *Rules) kindOf(piece string) kind {
	if len(piece) > longestPiece {
		return noKind
	}
	var folded [2 * longestPiece]byte
	e := r.pieces[string(fold(folded[:0], piece))]
	if e.capital {
		if first, _ := utf8.DecodeRuneInString(piece); !unicode.IsUpper(first) {
			return noKind
		}
	}
	return e.kind
}

// fold appends s in lower case, with a straight apostrophe for a curly one.
func fold(to []byte, s string) []byte {
	for _, c := range s {
		switch {
		case c < utf8.RuneSelf && c >= 'A' && c <= 'Z':
			to = append(to, byte(c)|0x20)
		case c < utf8.RuneSelf:
			to = append(to, byte(c))
		case c == '’':
			to = append(to, '\'')
		default:
			to = utf8.AppendRune(to, unicode.ToLower(c))
		}
	}
	return to
}

// contractionOf returns the contraction that a word is, nil if it is none.
func (r *Rules) contractionOf(word string) *contraction {
	if len(word) < 2 || len(word) > longestPiece || !r.likely[hint(word)] {
		return nil
	}
	var folded [2 * longestPiece]byte
	return r.words[string(fold(folded[:0], word))]
}

// Joined reports whether two words that stand without a space between are pieces of one multiword token, such as "do" and "n't".
// French has none that is made of pieces.
func (r *Rules) Joined(a, b *text.Token) bool {
	if r.language != text.English || a.Part > 0 || b.Part > 0 || a.Form == "" || b.Form == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.Form)
	first, size := utf8.DecodeRuneInString(b.Form)
	if first == '\'' || first == '’' || first == '`' {
		return b.Tag != text.PUNCT && (size < len(b.Form) || b.Tag == text.PART) && (isWord(last) || last == '.')
	}
	return unicode.IsLetter(last) && unicode.IsLetter(first)
}
