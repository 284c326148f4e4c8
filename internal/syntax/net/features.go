package net

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Every word is described by a fixed number of features, and each feature value names a row of the embedding table. The sum of
// its rows is all that the networks know of a word. Rows stand in regions, one region per feature, in the order of the constants.

// Features of a word.
const (
	featureWord   = iota // the word itself, if training saw it more than once
	featureFine          // classes of the form as written: see Classes
	featureCased         //
	featureMiddle        // classes of its normal form
	featureCoarse        //
	featureBefore        //
	featureAfter         //
	featureUse           // how often it is written, and how often with a capital
	featureEnd1          // its last letters
	featureEnd2
	featureEnd3
	featureEnd4
	featureStart1 // its first letters
	featureStart2
	featureStart3
	featureShape // capitals, digits and signs
	FeatureCount
)

// hashed gives the number of rows of the features that are found by hashing, a power of two; 0 for the others.
var hashed = [FeatureCount]int{
	featureEnd1: 256, featureEnd2: 2048, featureEnd3: 8192, featureEnd4: 16384,
	featureStart1: 256, featureStart2: 1024, featureStart3: 8192, featureShape: 1024,
}

// Rows that stand for no word: the sentence's borders, and the language that a training sentence is in.
const (
	RowStart = iota
	RowEnd
	RowForeign
	rowsReserved = 16
)

// ClassCounts says how many classes each classing has, class 0 included, which is for words that are too rare.
type ClassCounts struct {
	Fine, Cased    int // of forms as written, by exchange clustering on both neighbours
	Middle, Coarse int // of normal forms, likewise
	Before, After  int // by what stands before, and by what stands after
	Use            int // by frequency and share of capitals
}

func (c ClassCounts) list() []int {
	return []int{c.Fine, c.Cased, c.Middle, c.Coarse, c.Before, c.After, c.Use}
}

// layout is where each feature's region begins.
type layout struct {
	first [FeatureCount]int
	rows  int
}

func newLayout(words int, c ClassCounts) layout {
	sizes := hashed
	sizes[featureWord] = words
	copy(sizes[featureFine:], c.list())
	l := layout{rows: rowsReserved}
	for f, size := range sizes {
		l.first[f] = l.rows
		l.rows += size
	}
	return l
}

// Normal is the form under which the lexicon knows a word: lower case, digits as 0, typographic quotes and dashes as plain ones.
func Normal(form string) string { return strings.ToLower(Plain(form)) }

// Plain writes digits as 0 and typographic signs as the plain ones.
func Plain(form string) string {
	if ascii(form) && !strings.ContainsAny(form, "123456789") {
		return form
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '`', 'ʼ':
			return '\''
		case '“', '”', '„', '«', '»':
			return '"'
		case '–', '—', '−':
			return '-'
		}
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, form)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// rowsOf lists the rows of a form, one per feature; -1 where it has none.
func (l *layout) rowsOf(form string, x lexicon) [FeatureCount]int32 {
	bare := Plain(form)
	lower := strings.ToLower(bare)
	ofNormal, ofForm := x.find(lower), x.find(FormKey(bare))
	rows := [FeatureCount]int32{featureWord: -1}
	if word := ofNormal[0]; word > 0 {
		rows[featureWord] = int32(l.first[featureWord] + int(word) - 1)
	}
	for i, class := range [...]uint16{ofForm[0], ofForm[1], ofNormal[1], ofNormal[2], ofNormal[3], ofNormal[4], ofNormal[5]} {
		rows[featureFine+i] = int32(l.first[featureFine+i] + int(class))
	}
	letters := []rune(lower)
	for f := featureEnd1; f <= featureShape; f++ {
		rows[f] = int32(l.first[f]) + int32(mix(part(f, bare, letters))>>32&uint64(hashed[f]-1))
	}
	return rows
}

// part is the string whose hash is the value of a hashed feature. A word shorter than an affix is padded, so that whole words stay apart.
func part(f int, bare string, letters []rune) string {
	switch {
	case f == featureShape:
		return shape(bare)
	case f >= featureStart1:
		return string(letters[:min(len(letters), f-featureStart1+1)])
	}
	length := f - featureEnd1 + 1
	if len(letters) < length {
		return "^" + string(letters)
	}
	return string(letters[len(letters)-length:])
}

// shape writes capitals as X, small letters as x and digits as 0, runs no longer than two, and at most eight signs in all.
func shape(bare string) string {
	var s []rune
	for _, r := range bare {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		}
		if n := len(s); n >= 2 && s[n-1] == r && s[n-2] == r {
			continue
		}
		if s = append(s, r); len(s) == 8 {
			break
		}
	}
	return string(s)
}

// mix hashes a string (FNV-1a with a final mix).
func mix(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// Features finds the rows of words. Training uses it; a Model has its own.
type Features struct {
	layout  layout
	lexicon lexicon
}

// NewFeatures makes the lexicon and the layout that a model file with these words and this header will have.
func NewFeatures(words []LexiconWord, h *Header) *Features {
	return &Features{newLayout(h.Words, h.Classes), newLexicon(words)}
}

// Rows lists the rows of a form, one per feature; -1 where it has none.
func (f *Features) Rows(form string) [FeatureCount]int32 { return f.layout.rowsOf(form, f.lexicon) }
