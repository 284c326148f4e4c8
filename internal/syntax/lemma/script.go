package lemma

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// capitals says what becomes of the capitals of a form in its lemma.
type capitals uint16

const (
	keep    capitals = iota // as written
	small                   // all small
	initial                 // the first large, the others small
)

// script makes a lemma of a form.
type script struct {
	whole bool   // the lemma is add
	front int    // letters cut off the beginning
	back  int    // letters cut off the end
	add   string // put at the end, in small letters unless whole
}

// apply makes the lemma of a form that is also given in small letters.
func (s script) apply(form, lower string, c capitals) string {
	start, end := s.cut(lower)
	if s.whole || start > end {
		return s.add
	}
	base := lower
	if c == keep && len(form) == len(lower) {
		base = form
	}
	base = base[start:end]
	if s.add != "" {
		base += s.add
	}
	if c != initial || base == "" {
		return base
	}
	first, size := utf8.DecodeRuneInString(base)
	return string(unicode.ToUpper(first)) + base[size:]
}

// cut returns what is left of a word after its letters are cut off; start is beyond end when it has too few.
func (s script) cut(lower string) (start, end int) {
	end = len(lower)
	for range s.back {
		_, size := utf8.DecodeLastRuneInString(lower[:end])
		if size == 0 {
			return 1, 0
		}
		end -= size
	}
	for range s.front {
		_, size := utf8.DecodeRuneInString(lower[start:])
		start += size
	}
	return start, end
}

// between finds the script that makes lemma of lower, both in small letters: the one that adds least.
func between(lower, lemma string) script {
	best := script{whole: true, add: lemma}
	cost := len(lemma) + 2
	for front := range len(lower) {
		if front > 3 || !utf8.RuneStart(lower[front]) {
			continue
		}
		n := common(lower[front:], lemma)
		s := script{front: utf8.RuneCountInString(lower[:front]), back: utf8.RuneCountInString(lower[front+n:]), add: lemma[n:]}
		if c := len(s.add) + 2*front; n > 0 && c < cost && n+1 >= s.back/2 {
			best, cost = s, c
		}
	}
	return best
}

// common is the length of the longest common beginning, on a rune border.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// capitalsOf finds what becomes of the capitals of a form whose script makes its lemma; found is false when nothing does.
func capitalsOf(s script, form, lower, lemma string) (c capitals, found bool) {
	for _, c := range [3]capitals{keep, small, initial} {
		if s.apply(form, lower, c) == lemma {
			return c, true
		}
	}
	return keep, false
}

// scripts are written as whole (1 byte), front, back, length of add (1 byte each) and add.
func (s script) write(file []byte) []byte {
	whole := byte(0)
	if s.whole {
		whole = 1
	}
	file = append(file, whole, byte(s.front), byte(s.back), byte(len(s.add)))
	return append(file, s.add...)
}

func readScript(file string) (s script, rest string, ok bool) {
	if len(file) < 4 || len(file) < 4+int(file[3]) {
		return script{}, "", false
	}
	end := 4 + int(file[3])
	return script{file[0] == 1, int(file[1]), int(file[2]), strings.Clone(file[4:end])}, file[end:], true
}
