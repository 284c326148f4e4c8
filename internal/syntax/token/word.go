package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word cuts off the word that begins with a letter or figure at a place and returns where it ends.
func (s *scanner) word(at int) int { return s.wordFrom(at, at) }

// wordFrom is word for one that begins with a sign: start is where the sign stands, at where the letter or figure stands.
func (s *scanner) wordFrom(start, at int) int {
	end := s.letters(at)
	for end < s.end {
		next := s.goOn(start, end)
		if next == end {
			break
		}
		if next < 0 { // cut off here, even inside of letters
			end = -next
			return s.take(start, end)
		}
		end = next
	}
	return s.take(start, end)
}

// goOn looks at the mark at end and returns where the word that began at start goes on to; end itself if it ends there,
// or the negative of an earlier place at which it must be cut.
func (s *scanner) goOn(start, end int) int {
	c, size := s.rune(end)
	next, _ := s.rune(end + size)
	last, _ := utf8.DecodeLastRuneInString(s.body[start:end])
	figures := unicode.IsDigit(last) && unicode.IsDigit(next)
	switch c {
	case '.':
		return s.stop(start, end, next, figures)
	case ',', ':':
		if figures && (c != ',' || s.thousands(end+1)) {
			return s.letters(end + 1)
		}
	case '-':
		return s.hyphen(start, end, next)
	case '/':
		return s.slash(start, end, next, figures)
	case '\'', '’', '`':
		return s.inner(start, end, size, next)
	case '&', '@':
		if isWord(next) && (c == '@' || s.capitals(start, end) && s.letters(end+1)-end <= 3) {
			return s.letters(end + 1)
		}
	case '$':
		if end-start <= 2 && s.capitals(start, end) {
			return end + 1
		}
	case '(':
		if close := strings.IndexByte(s.body[end:min(s.end, end+6)], ')'); close > 0 && s.rules.kindOf(s.body[end:end+close+1]) == ending {
			return end + close + 1
		}
	}
	return end
}

// thousands reports whether what follows a comma in a figure belongs to it: in English three figures, in French any.
func (s *scanner) thousands(at int) bool {
	end := at
	for end < s.end && s.body[end] >= '0' && s.body[end] <= '9' {
		end++
	}
	return !s.rules.hyphens || end == at+3
}

// capitals reports whether start to end is one to three capital letters.
func (s *scanner) capitals(start, end int) bool {
	if end-start > 3 {
		return false
	}
	for _, c := range s.body[start:end] {
		if !unicode.IsUpper(c) {
			return false
		}
	}
	return true
}

// stop goes on over a full stop in a word ("U.S.", "1.5", "report.pdf") or at its end ("Mr.").
func (s *scanner) stop(start, end int, next rune, figures bool) int {
	if figures {
		return s.letters(end + 1)
	}
	if unicode.IsDigit(next) && s.rules.kindOf(s.body[start:end+1]) == number { // "No.4"
		return -(end + 1)
	}
	single := s.single(start, end)
	if !isWord(next) {
		if next == '.' && (end+2 >= s.end || s.body[end+2] == '.') && end+2 < s.end {
			return end // "etc..."
		}
		return s.finalStop(start, end, single)
	}
	after := s.letters(end + 1)
	if single && utf8.RuneCountInString(s.body[end+1:after]) == 1 {
		return after
	}
	if s.isAbbreviation(s.body[start:end+1]) && unicode.IsUpper(next) { // "St.George"
		return -(end + 1)
	}
	if long := min(after+1, s.end); s.isAbbreviation(s.body[start:long]) { // "Ph.D."
		return after
	}
	if k := s.rules.kindOf(s.body[end:after]); k == domain || k == file || s.name(end) {
		return after
	}
	return end
}

// name reports whether the stop at a place is the first or a later one of a name with two stops or more, such as "alt.animals.cats".
func (s *scanner) name(at int) bool {
	after := s.letters(at + 1)
	if after+1 < s.end && s.body[after] == '.' && isWord(rune(s.body[after+1])) {
		return true
	}
	for before := at; before > s.start; before-- {
		if c := s.body[before-1]; c == '.' {
			return before < at
		} else if c < utf8.RuneSelf && classes[c] < letter {
			return false
		}
	}
	return false
}

// single reports whether the last piece of a word before a stop is one letter: "U", "U.S".
func (s *scanner) single(start, end int) bool {
	c, size := utf8.DecodeLastRuneInString(s.body[start:end])
	return unicode.IsLetter(c) && (end-size == start || s.body[end-size-1] == '.' || s.body[end-size-1] == '-')
}

// finalStop goes on over the stop of an abbreviation, an acronym or an initial.
func (s *scanner) finalStop(start, end int, single bool) int {
	inner := strings.IndexByte(s.body[start:end], '.') >= 0
	if single && inner {
		return end + 1
	}
	switch s.rules.kindOf(s.body[start : end+1]) {
	case title, abbreviation:
		return end + 1
	case number:
		if s.figureFollows(end + 1) {
			return end + 1
		}
		return end
	}
	if c, _ := s.rune(start); single && unicode.IsUpper(c) && s.initial(c, end+1) {
		return end + 1
	}
	return end
}

func (s *scanner) isAbbreviation(piece string) bool {
	k := s.rules.kindOf(piece)
	return k == title || k == abbreviation
}

// initial reports whether a capital with a stop that ends at a place is an initial: a capitalised word follows.
func (s *scanner) initial(c rune, end int) bool {
	if end < s.end {
		n, _ := s.rune(end)
		return n == '-' || n == ',' || isWord(n)
	}
	for i, n := range s.body[end:min(len(s.body), end+12)] {
		if classOf(n) == space {
			continue
		}
		if i > 2 || !unicode.IsUpper(n) {
			return false
		}
		break
	}
	return (c != 'I' || !s.rules.hyphens) && end < len(s.body)
}

// figureFollows reports whether the next chunk begins with a figure.
func (s *scanner) figureFollows(end int) bool {
	for _, c := range s.body[end:min(len(s.body), end+8)] {
		if k := classOf(c); k != space {
			return k == digit
		}
	}
	return false
}

// slash goes on over a slash in a date or a fraction, and in a word of the table such as "km/h".
func (s *scanner) slash(start, end int, next rune, figures bool) int {
	after := s.letters(end + 1)
	switch {
	case figures && !s.rules.hyphens, figures && (after-end > 2 || end-start > 2 || s.more(after, '/')):
		return after
	case !s.rules.slashes, s.rules.kindOf(s.body[start:after]) == whole:
		return after
	case next == 0 && s.rules.kindOf(s.body[start:end+1]) == whole:
		return end + 1
	}
	return end
}

// more reports whether a mark and a figure stand at a place.
func (s *scanner) more(at int, mark byte) bool {
	return at+1 < s.end && s.body[at] == mark && classes[s.body[at+1]&0x7f] == digit
}

// take takes start to end as a word, with a unit cut off its figure, and returns end.
func (s *scanner) take(start, end int) int {
	if c := s.body[start]; c < utf8.RuneSelf && classes[c] != digit {
		return s.add(start, end)
	}
	at := start
	for at < end {
		figures := at
		for figures < end && (classes[s.body[figures]&0x7f] == digit && s.body[figures] < utf8.RuneSelf || strings.IndexByte(".,:", s.body[figures]) >= 0) {
			figures++
		}
		letters := figures
		for letters < end && (s.body[letters] >= utf8.RuneSelf || classes[s.body[letters]] != digit) {
			letters++
		}
		if figures == at || letters == figures || s.rules.kindOf(s.body[figures:letters]) != unit {
			break
		}
		s.piece(at, figures)
		at = s.piece(figures, letters)
	}
	if at < end {
		return s.piece(at, end)
	}
	return end
}
