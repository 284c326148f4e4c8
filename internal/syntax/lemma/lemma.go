// Package lemma gives the dictionary form of words from their part of speech and features: from a table of the words whose form does not
// follow their ending, and from their ending else.
package lemma

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// Table holds what is known about the words of a language. It is read where it lies, only read, and safe for many goroutines.
type Table struct {
	slots   string // slotSize bytes each
	count   uint64 // of slots
	scripts []script
}

// The layout of a file: mark, number of slots and number of scripts (4 bytes each, low byte first), slots, scripts.
const (
	fileMark = "DLL1"
	header   = len(fileMark) + 8
	slotSize = 6 // 4 bytes of a key's hash, 2 bytes of its value plus one; all 0 when empty
)

var errTable = errors.New("no table of lemmas")

// Open takes the bytes of a file as a table. It does not copy them.
func Open(file string) (*Table, error) {
	if len(file) < header || file[:len(fileMark)] != fileMark {
		return nil, errTable
	}
	slots, scripts := number(file[4:], 4), number(file[8:], 4)
	if slots == 0 || uint64(len(file)-header)/slotSize < slots {
		return nil, errTable
	}
	t := &Table{slots: file[header : header+int(slots)*slotSize], count: slots}
	rest := file[header+int(slots)*slotSize:]
	for range scripts {
		s, tail, ok := readScript(rest)
		if !ok {
			return nil, errTable
		}
		t.scripts, rest = append(t.scripts, s), tail
	}
	return t, nil
}

// number reads a number of some bytes, low byte first.
func number(s string, bytes int) uint64 {
	n := uint64(0)
	for i := range bytes {
		n |= uint64(s[i]) << (8 * i)
	}
	return n
}

// Place says where in its sentence a word stands.
type Place bool

// The places that matter: the first word of a sentence has a capital whatever it is.
const (
	Inside Place = false
	First  Place = true
)

// Of returns the lemma of a form with its tag and features.
func (t *Table) Of(form string, tag text.Tag, feats text.Feats, place Place) string {
	lower := strings.ToLower(form)
	id, found := t.edit(lower, tag, feats)
	if !found || int(id) >= len(t.scripts) {
		return form
	}
	c := t.letters(form, lower, tag, place)
	if c == keep && t.scripts[id].add != "" && form == strings.ToUpper(form) && len(form) > 1 && form != lower {
		c = initial // "JAN" is "January"
	}
	return t.scripts[id].apply(form, lower, c)
}

// edit returns the script that makes the lemma of a lower-case word.
func (t *Table) edit(lower string, tag text.Tag, feats text.Feats) (uint16, bool) {
	if id, found := t.get(wordFeats, lower, tag, feats); found {
		return id, true
	}
	if id, found := t.get(wordTag, lower, tag, 0); found {
		return id, true
	}
	return t.byEnding(lower, tag, feats)
}

// byEnding returns the script of the longest ending that is known, with the features if possible; or that of a shorter one, where it makes
// a word that is known and the longest does not.
func (t *Table) byEnding(lower string, tag text.Tag, feats text.Feats) (uint16, bool) {
	best, any := uint16(0), false
	for _, level := range [2]level{endingFeats, endingTag} {
		if level == endingTag {
			feats = 0
		}
		for at := endingStart(lower); ; {
			if id, found := t.get(level, lower[at:], tag, feats); found && int(id) < len(t.scripts) && t.scripts[id].fits(lower) {
				if !any {
					best, any = id, true
				}
				if made := t.scripts[id].apply(lower, lower, keep); t.known(made, tag) {
					return id, true
				}
			}
			if at == len(lower) {
				break
			}
			_, size := utf8.DecodeRuneInString(lower[at:])
			at += size
		}
		if any {
			break
		}
	}
	return best, any
}

// known reports whether a word is in the table.
func (t *Table) known(lower string, tag text.Tag) bool {
	_, found := t.get(wordTag, lower, tag, 0)
	return found
}

// longestEnding is how many letters of a word's end are looked at.
const longestEnding = 6

// endingStart returns where the longest ending of a word begins that is not the whole word.
func endingStart(lower string) int {
	at := len(lower)
	for range longestEnding {
		_, size := utf8.DecodeLastRuneInString(lower[:at])
		if size == 0 {
			return 0
		}
		at -= size
	}
	return at
}

// letters returns what becomes of the capitals of a form.
func (t *Table) letters(form, lower string, tag text.Tag, place Place) capitals {
	s := shape(form, place)
	if c, found := t.get(wordCase, lower, tag, s); found {
		return capitals(c)
	}
	if s == 0 && tag == text.PROPN && t.known(lower, tag) {
		return initial // "mexico"
	}
	c, found := t.get(tagCase, "", tag, s)
	if !found {
		return keep
	}
	return capitals(c)
}

// shape tells how a form is capitalised; 0 is not at all.
func shape(form string, place Place) text.Feats {
	letters, uppers, first := 0, 0, false
	for i, c := range form {
		if unicode.IsLetter(c) {
			letters++
			if unicode.IsUpper(c) {
				uppers++
				first = first || i == 0
			}
		}
	}
	switch {
	case uppers == 0:
		return 0
	case uppers == 1 && first && place == First:
		return 1
	case uppers == 1 && letters == 1:
		return 2
	case uppers == 1 && first:
		return 3
	case uppers == letters && letters <= 4:
		return 4
	case uppers == letters:
		return 5
	}
	return 6
}

// level says what a key is made of. The features of a key that has none are 0.
type level uint64

const (
	wordFeats   level = iota // word, tag, features: script
	wordTag                  // word, tag: script
	endingFeats              // ending, tag, features: script
	endingTag                // ending, tag: script
	wordCase                 // word, tag, shape: capitals
	tagCase                  // tag, shape: capitals
)

// hash of a key.
func hash(l level, word string, tag text.Tag, feats text.Feats) uint64 {
	h := (uint64(14695981039346656037) ^ uint64(l)<<40 ^ uint64(tag)<<32 ^ uint64(feats)) * 0x9e3779b97f4a7c15
	h ^= h >> 29
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// get looks a key up.
func (t *Table) get(l level, word string, tag text.Tag, feats text.Feats) (uint16, bool) {
	h := hash(l, word, tag, feats)
	slot := h >> 32 % t.count
	for range t.count {
		s := t.slots[slot*slotSize : slot*slotSize+slotSize]
		value := uint16(s[4]) | uint16(s[5])<<8
		if value == 0 {
			return 0, false
		}
		if uint32(h) == uint32(s[0])|uint32(s[1])<<8|uint32(s[2])<<16|uint32(s[3])<<24 {
			return value - 1, true
		}
		if slot++; slot == t.count {
			slot = 0
		}
	}
	return 0, false
}

// NameLike reports whether a lower-case word is known as a proper name only, or not known at all.
func (t *Table) NameLike(lower string) bool {
	for tag := text.ADJ; tag < text.Tags; tag++ {
		if tag != text.PROPN && tag != text.X && t.known(lower, tag) {
			return false
		}
	}
	return true
}
