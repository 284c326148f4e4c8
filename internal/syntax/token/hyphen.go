package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphen goes on over a hyphen in a word. In a language whose hyphens divide words, only affixes ("non-", "-wise"), numbers of
// telephones and dates are kept; in the others everything is kept but clitics ("est-il").
func (s *scanner) hyphen(start, end int, next rune) int {
	if !isWord(next) {
		if next == 0 && s.rules.hyphens && utf8.RuneCountInString(s.body[start:end]) == 1 && unicode.IsLetter(rune(s.body[start])) {
			return end + 1 // "w-": a word broken off
		}
		return end
	}
	after := s.letters(end + 1)
	if !s.rules.hyphens {
		return s.compound(start, end, after)
	}
	if s.rules.kindOf(s.body[start:end+1]) == prefix || s.rules.kindOf(s.body[end:after]) == suffix {
		return after
	}
	if rest := s.restOf(start); s.rules.kindOf(rest) == whole {
		return start + len(rest)
	}
	if s.figures(start) {
		return s.longFigures(end)
	}
	return end
}

// compound goes on over a hyphen unless a clitic stands behind it.
func (s *scanner) compound(start, end, after int) int {
	if rest := s.restOf(start); s.rules.kindOf(rest) == whole {
		return start + len(rest)
	}
	clitic := s.clitic(end)
	if clitic == end {
		return after
	}
	if c, _ := s.rune(clitic); c == '-' && s.clitic(clitic) == clitic {
		return after // "Vic-le-Comte"
	}
	return end
}

// restOf returns the chunk from a place on to the end of its letters, hyphens and apostrophes, or a little more than any piece of a table.
func (s *scanner) restOf(start int) string {
	end := start
	for end < s.end && end-start <= 2*longestPiece {
		c, size := s.rune(end)
		if !isWord(c) && c != '-' && c != '\'' && c != '’' {
			break
		}
		end += size
	}
	return s.body[start:end]
}

// figures reports whether the chunk from a place on begins as figures with hyphens that belong together: 713-853-3989, 11-20-2000, 853-7557.
func (s *scanner) figures(start int) bool {
	rest := s.restOf(start)
	groups, long := 0, 0
	for group := range strings.SplitSeq(rest, "-") {
		for _, c := range group {
			if !unicode.IsDigit(c) {
				return false
			}
		}
		groups++
		if len(group) == 3 {
			long++
		}
	}
	last := rest[strings.LastIndexByte(rest, '-')+1:]
	return groups >= 3 || groups == 2 && len(last) == 4 && (long > 0 || len(rest) == 6 || len(rest) == 10)
}

// longFigures returns the end of the figures and hyphens from a place on.
func (s *scanner) longFigures(at int) int {
	for at < s.end && (s.body[at] == '-' || s.body[at] >= '0' && s.body[at] <= '9') {
		at++
	}
	return at
}

// inner goes on over an apostrophe in a word ("o'clock", "L'Enfant"), or cuts before a clitic ("it" + "'s", "do" + "n't")
// or after an elision ("l'" + "homme").
func (s *scanner) inner(start, end, size int, next rune) int {
	if s.rules.kindOf(s.restOf(start)) == whole {
		return start + len(s.restOf(start))
	}
	if s.rules.kindOf(s.body[start:end+size]) == elision {
		return -(end + size)
	}
	after := s.letters(end + size)
	if c := s.body[end-1] | 0x20; c == 'n' && end-1 > start && s.isClitic(end-1, after, 1) {
		return -(end - 1)
	}
	if s.clitic(end) > end && !s.decade(start, end) || !isWord(next) {
		return end
	}
	return after
}

// decade reports whether start to end is the number of a decade: "60's" stays one word.
func (s *scanner) decade(start, end int) bool {
	return end-start == 2 && s.body[end-1] == '0' && classes[s.body[start]&0x7f] == digit
}

// upper returns a word with its first letter, or all of it, in capitals.
func upper(word string, all bool) string {
	if all {
		return strings.ToUpper(word)
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}
