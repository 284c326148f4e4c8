package clean

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// word is a run of letters, of digits, or one other sign.
type word struct {
	text.Span
	kind wordKind
}

type wordKind uint8

const (
	sign wordKind = iota
	letters
	digits
)

// wordsOf splits the first words of s, at most the number given, leaving out white space.
func wordsOf(s string, most int) []word {
	var found []word
	for i := 0; i < len(s) && len(found) < most; {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		kind := kindOf(r)
		end := i + n
		for kind != sign && end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if k := kindOf(r); k != kind && !(kind == letters && unicode.IsMark(r)) {
				break
			}
			end += n
		}
		found = append(found, word{text.Span{Start: i, End: end}, kind})
		i = end
	}
	return found
}

func kindOf(r rune) wordKind {
	switch {
	case '0' <= r && r <= '9':
		return digits
	case unicode.IsLetter(r):
		return letters
	}
	return sign
}

// dayAt reads the full date that begins with word i of s: "29 May 2014", "May 29th, 2014", "1er mars 2021", "2014-05-29", "29/5/2014".
// It returns the number of the word after it. A date such as 3/4/2023, whose order nobody can tell, is read only in a French text.
func (l *lists) dayAt(s string, words []word, i int, language text.Language) (day text.Day, next int) {
	at := func(k int) string {
		if k >= len(words) {
			return ""
		}
		return s[words[k].Start:words[k].End]
	}
	if i >= len(words) || words[i].kind == sign {
		return text.Day{}, i
	}
	if words[i].kind == digits {
		if day, next := l.numbers(at, i, language); day.Known() {
			return day, next
		}
		next := i + 1
		if isOneOf(at(next), "st", "nd", "rd", "th", "er", "ère", "º", "°", ".", "-") {
			next++
		}
		if at(next) == "of" {
			next++
		}
		month, named := l.months[fold(at(next))]
		if !named {
			return text.Day{}, i
		}
		next = skip(at, next+1, ".", ",", "-")
		return dayOf(figure(at(next)), month, figure(at(i))), next + 1
	}
	month, named := l.months[fold(at(i))]
	if !named {
		return text.Day{}, i
	}
	number := skip(at, i+1, ".")
	next = number + 1
	if isOneOf(at(next), "st", "nd", "rd", "th") {
		next++
	}
	next = skip(at, next, ",", ".")
	return dayOf(figure(at(next)), month, figure(at(number))), next + 1
}

// numbers reads a date of three numbers that begins with word i.
func (l *lists) numbers(at func(int) string, i int, language text.Language) (text.Day, int) {
	mark := at(i + 1)
	if !isOneOf(mark, "-", "/", ".", "‑", "–") || at(i+3) != mark {
		return text.Day{}, i
	}
	a, b, c := figure(at(i)), figure(at(i+2)), figure(at(i+4))
	next := i + 5
	switch {
	case len(at(i)) == 4:
		return dayOf(a, time.Month(b), c), next
	case len(at(i+4)) != 4:
		return text.Day{}, i
	case mark == "." || a > 12 || a == b || language == text.French:
		return dayOf(c, time.Month(b), a), next
	case b > 12:
		return dayOf(c, time.Month(a), b), next
	}
	return text.Day{}, i
}

// skip returns the number of the first word from i on that is none of the signs.
func skip(at func(int) string, i int, signs ...string) int {
	for isOneOf(at(i), signs...) {
		i++
	}
	return i
}

func isOneOf(s string, all ...string) bool {
	for _, one := range all {
		if strings.EqualFold(s, one) {
			return true
		}
	}
	return false
}

// figure reads a number of at most four digits; anything else is -1.
func figure(s string) int {
	if s == "" || len(s) > 4 {
		return -1
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return -1
		}
		n = 10*n + int(r-'0')
	}
	return n
}

// dayOf returns the day if there is such a one, of a year that news could be of.
func dayOf(year int, month time.Month, day int) text.Day {
	const first, last = 1600, 2200 // between the first newspapers and mistakes of typing
	if year < first || year > last || month < 1 || month > 12 || day < 1 || day > 31 {
		return text.Day{}
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return text.Day{}
	}
	return text.Day{Year: year, Month: month, Day: day}
}
