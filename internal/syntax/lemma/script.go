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
	drop  string // cut off the end, where it must stand
	add   string // put at the end, in small letters unless whole
}

// apply makes the lemma of a form that is also given in small letters.
func (s script) apply(form, lower string, c capitals) string {
	if s.whole {
		return s.add
	}
	start, end := s.cut(lower)
	if start > end {
		return form
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

// fits reports whether a word has what the script cuts off.
func (s script) fits(lower string) bool {
	start, end := s.cut(lower)
	return s.whole || start <= end
}

// cut returns what is left of a word; start is beyond end when it does not have what must be cut off.
func (s script) cut(lower string) (start, end int) {
	if !strings.HasSuffix(lower, s.drop) {
		return 1, 0
	}
	for range s.front {
		_, size := utf8.DecodeRuneInString(lower[start:])
		start += size
	}
	return start, len(lower) - len(s.drop)
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
		s := script{front: utf8.RuneCountInString(lower[:front]), drop: lower[front+n:], add: lemma[n:]}
		if c := len(s.add) + 2*front; n > 0 && c < cost && n+1 >= utf8.RuneCountInString(s.drop)/2 {
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

// A script is written as whole (1 byte), front, length of drop, length of add (1 byte each), drop and add.
func (s script) write(file []byte) []byte {
	whole := byte(0)
	if s.whole {
		whole = 1
	}
	file = append(file, whole, byte(s.front), byte(len(s.drop)), byte(len(s.add)))
	return append(append(file, s.drop...), s.add...)
}

func readScript(file string) (s script, rest string, ok bool) {
	if len(file) < 4 {
		return script{}, "", false
	}
	drop := 4 + int(file[2])
	end := drop + int(file[3])
	if len(file) < end {
		return script{}, "", false
	}
	return script{file[0] == 1, int(file[1]), file[4:drop], file[drop:end]}, file[end:], true
}
