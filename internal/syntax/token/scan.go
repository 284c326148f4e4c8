package token

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// class is what a byte or rune is to the scanner.
type class uint8

const (
	mark class = iota // anything that is none of the others
	space
	letter
	digit
)

// classes of the ASCII bytes.
var classes = func() (table [utf8.RuneSelf]class) {
	for c := range table {
		table[c] = classOf(rune(c))
	}
	return table
}()

func classOf(c rune) class {
	switch {
	case unicode.IsSpace(c), c == '\u200b', c == '\ufeff', c == '\u2060':
		return space
	case unicode.IsLetter(c), unicode.IsMark(c), c == '_':
		return letter
	case unicode.IsNumber(c):
		return digit
	}
	return mark
}

// isWord reports whether c is a letter, a digit or a low line.
func isWord(c rune) bool { return classOf(c) >= letter }

// Tokens cuts a body into words, in order, with Span, Form, Part and Tight set. A word of several sentences is not told apart here:
// the body is read as one row of words.
func (r *Rules) Tokens(body string) []text.Token {
	s := scanner{rules: r, body: body, tokens: make([]text.Token, 0, len(body)/5+8)}
	for at := 0; at < len(body); {
		at = s.chunk(at)
	}
	return s.tokens
}

// scanner cuts one body.
type scanner struct {
	rules  *Rules
	body   string
	tokens []text.Token
	start  int // of the chunk, which is what stands between two spaces
	end    int // of the chunk
}

// chunk passes over spaces from at on, cuts the chunk after them into words and returns where it ends.
func (s *scanner) chunk(at int) int {
	plain := true
	end := at
	s.start = -1
	for end < len(s.body) {
		c, size := rune(s.body[end]), 1
		var k class
		if c < utf8.RuneSelf {
			k = classes[c]
		} else {
			c, size = utf8.DecodeRuneInString(s.body[end:])
			k = classOf(c)
		}
		if k == space {
			if s.start >= 0 {
				break
			}
			end += size
			continue
		}
		if s.start < 0 {
			s.start = end
		}
		plain = plain && k == letter
		end += size
	}
	if s.start < 0 {
		return end
	}
	s.end = end
	words := len(s.tokens)
	if plain {
		s.add(s.start, end)
	} else {
		s.mixed()
	}
	s.tokens[len(s.tokens)-1].Tight = end == len(s.body)
	if !s.rules.hyphens {
		s.joinThousands(words)
	}
	return end
}

// joinThousands makes one word of "50" and "000", as the French treebanks do. The chunk's first word is at i.
func (s *scanner) joinThousands(i int) {
	if i < 1 {
		return
	}
	a, b := &s.tokens[i-1], &s.tokens[i]
	if len(b.Form) != 3 || b.Start != s.start || !isFigures(b.Form) || b.Start-a.Span.End > len("\u202f") {
		return
	}
	head, _, grouped := strings.Cut(a.Form, s.body[a.Span.End:b.Start])
	if len(head) <= 3 && isFigures(head) && (grouped || len(a.Form) == len(head)) && a.Part == 0 {
		a.Span.End, a.Tight = b.Span.End, b.Tight
		a.Form = s.body[a.Start:a.Span.End]
		s.tokens = slices.Delete(s.tokens, i, i+1)
	}
}

// isFigures reports whether all of s is figures.
func isFigures(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// mixed cuts a chunk that is more than letters.
func (s *scanner) mixed() {
	at := s.wholeChunk()
	for at < s.end {
		before := at
		switch c, _ := s.rune(at); {
		case isWord(c):
			at = s.word(at)
		default:
			at = s.mark(at)
		}
		if at <= before { // never, but a scanner that stands still would hang
			at = s.one(before)
		}
	}
}

// wholeChunk takes the words of a chunk that are not cut, such as ":)" and addresses on the internet, and returns where the rest begins.
func (s *scanner) wholeChunk() int {
	end := s.end
	for end > s.start && isCloser(s.body[end-1]) {
		end--
	}
	for stop := s.end; stop >= end && stop > s.start; stop-- {
		if s.rules.kindOf(s.body[s.start:stop]) == whole {
			return s.piece(s.start, stop)
		}
	}
	start := s.start
	for start < end && isOpener(s.body[start]) {
		start++
	}
	if !s.address(start, end) {
		return s.start
	}
	for at := s.start; at < start; at++ {
		s.piece(at, at+1)
	}
	return s.piece(start, end)
}

func isCloser(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'':
		return true
	}
	return false
}

func isOpener(c byte) bool {
	switch c {
	case '(', '[', '<', '"', '\'':
		return true
	}
	return false
}

// address reports whether start to end is an address on the internet or of mail.
func (s *scanner) address(start, end int) bool {
	stops, at, colon := false, -1, false
	for i := start; i < end; i++ {
		switch c := s.body[i]; {
		case c == '.':
			stops = i > start && i+1 < end
		case c == '@' && i > start && i+1 < end:
			at = i
		case c == ':' && i+2 < end && s.body[i+1] == '/' && s.body[i+2] == '/':
			colon = true
		case c == '(' || c == '<' || c == '"':
			return false
		}
	}
	www := end-start > 4 && (s.body[start]|0x20 == 'w') && s.body[start+1]|0x20 == 'w' && s.body[start+2]|0x20 == 'w' && s.body[start+3] == '.'
	return colon || www || stops && at >= 0 || at >= 0 && isWord(rune(s.body[at-1]))
}

// rune returns the rune at a place of the chunk and its size; a zero rune at its end.
func (s *scanner) rune(at int) (rune, int) {
	if at >= s.end {
		return 0, 0
	}
	if c := s.body[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.body[at:s.end])
}

// one takes a single rune as a word.
func (s *scanner) one(at int) int {
	_, size := s.rune(at)
	return s.piece(at, at+size)
}

// piece takes start to end as one word and returns end.
func (s *scanner) piece(start, end int) int {
	s.tokens = append(s.tokens, text.Token{Span: text.Span{Start: start, End: end}, Form: s.body[start:end], Tight: true})
	return end
}

// add takes start to end as one word, or as the words that it stands for, and returns end.
func (s *scanner) add(start, end int) int {
	c := s.rules.contractionOf(s.body[start:end])
	switch {
	case c == nil || c.open:
		return s.piece(start, end)
	case c.pieces:
		for _, word := range c.words {
			s.piece(start, start+len(word))
			start += len(word)
		}
		return end
	}
	s.tokens = appendParts(s.tokens, text.Token{Span: text.Span{Start: start, End: end}, Form: s.body[start:end], Tight: true}, c)
	return end
}

// appendParts appends the words that a token stands for. Their case follows the case of the token as in the French treebanks:
// "Au" is "À le", "AU" is "À LE".
func appendParts(tokens []text.Token, t text.Token, c *contraction) []text.Token {
	first, _ := utf8.DecodeRuneInString(t.Form)
	second, _ := utf8.DecodeRuneInString(t.Form[utf8.RuneLen(first):])
	for i, word := range c.words {
		part := t
		part.Form, part.Part, part.Tight = word, uint8(i+1), true
		if i == 0 && unicode.IsUpper(first) {
			part.Form = upper(word, unicode.IsUpper(second))
		}
		if i == len(c.words)-1 {
			part.Tight = t.Tight
		}
		tokens = append(tokens, part)
	}
	return tokens
}
