package said

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// passage is the words between a pair of quotation marks, over several paragraphs where each of them opens the marks again.
type passage struct {
	text.Span             // the words, without marks and surrounding space
	outer       text.Span // with its marks
	first, last int       // its tokens, both included; last < first when it has none
}

// longest is the most bytes between two marks; a mark that stays open longer was never meant to open a quote.
const longest = 6000

// closing gives the mark that closes what a mark opens. Straight marks close themselves.
var closing = map[rune]rune{'“': '”', '„': '“', '«': '»', '"': '"', '‟': '”', '‘': '’'}

// passages returns the text in quotation marks of d, in order; marks inside marks are passed over.
func passages(d *text.Document) []passage {
	var found []passage
	for at := 0; at < len(d.Body); {
		mark, size := markAt(d.Body, at)
		if !opens(d.Body, at, mark, size) {
			at += size
			continue
		}
		end := closedAt(d.Body, at+size, mark)
		if end < 0 {
			at += size
			continue
		}
		_, last := markAt(d.Body, end)
		p := passage{Span: trimmed(d.Body, text.Span{Start: at + size, End: end}), outer: text.Span{Start: at, End: end + last}}
		p.first, p.last = tokensIn(d.Tokens, p.Span)
		if p.last >= p.first {
			found = append(found, p)
		}
		at = end + last
	}
	return found
}

// markAt returns the character at body[at:] and its bytes. Two straight or two backward apostrophes, as typewriters and wires have them, stand
// for a straight mark.
func markAt(body string, at int) (mark rune, size int) {
	if strings.HasPrefix(body[at:], "''") || strings.HasPrefix(body[at:], "``") {
		return '"', 2
	}
	return utf8.DecodeRuneInString(body[at:])
}

// opens reports whether the mark at body[at:] can open a passage. A mark that opens and closes alike opens after a space, a
// bracket or a dash, and with a word behind it (5'10" is a height).
func opens(body string, at int, mark rune, size int) bool {
	if _, known := closing[mark]; !known {
		return false
	}
	if mark != '"' && mark != '‘' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(body[:at])
	after, _ := utf8.DecodeRuneInString(body[at+size:])
	return (at == 0 || unicode.IsSpace(before) || strings.ContainsRune("([—–-:/", before)) && at+size < len(body) && !unicode.IsSpace(after) && !isCloser(after)
}

// isCloser reports whether r ends a clause or a sentence.
func isCloser(r rune) bool { return strings.ContainsRune(".,!?;…", r) }

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// closedAt returns where the mark stands that closes one opened before body[from:], -1 when none does. A new paragraph
// ends the search unless it opens the mark again, as quotes of several paragraphs do.
func closedAt(body string, from int, open rune) int {
	depth := 0
	for at := from; at < len(body) && at-from < longest; {
		r, size := markAt(body, at)
		switch {
		case r == '\n':
			next := reopened(body, at, open)
			if next < 0 {
				return -1
			}
			at = next
			continue
		case r == closing[open] && closes(body, at, size, r):
			if depth == 0 {
				return at
			}
			depth--
		case r == open && open != '"' && open != '‘':
			depth++
		}
		at += size
	}
	return -1
}

// closes reports whether the mark at body[at:] can close: an apostrophe inside or at the end of a word does not.
func closes(body string, at, size int, mark rune) bool {
	if mark != '’' && mark != '"' {
		return true
	}
	after, _ := utf8.DecodeRuneInString(body[at+size:])
	if isWord(after) {
		return false
	}
	if mark == '"' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(body[:at])
	return isCloser(before) || before == ')' || at+size >= len(body) || strings.ContainsRune(".,;:!?)—–\n", after)
}

// reopened returns where to go on after the line break at body[at:] inside a passage: behind the break in a paragraph, behind the
// mark that a new paragraph opens again, and -1 where a new paragraph does not.
func reopened(body string, at int, open rune) int {
	rest := body[at:]
	next := at + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if strings.Count(body[at:next], "\n") < 2 {
		return max(next, at+1)
	}
	if mark, size := markAt(body, next); mark == open {
		return next + size
	}
	return -1
}

// trimmed returns s without the spaces at its ends.
func trimmed(body string, s text.Span) text.Span {
	words := body[s.Start:s.End]
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End -= len(words) - len(strings.TrimRightFunc(words, unicode.IsSpace))
	return text.Span{Start: s.Start, End: max(s.Start, s.End)}
}

// tokensIn returns the first and the last token that lie in s; last < first when none does.
func tokensIn(tokens []text.Token, s text.Span) (first, last int) {
	first = sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= s.Start })
	last = sort.Search(len(tokens), func(i int) bool { return tokens[i].Span.End > s.End }) - 1
	return first, last
}
