package clean

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// source is decoded text without its marks, ready to be laid out in paragraphs.
type source struct {
	text     string
	back     Map
	headings []text.Span // lines marked as headings, in order
	soft     bool        // a single newline never ends a paragraph
	given    text.Report // what the format says of the report, such as the head of a Markdown file or of a page
	notes    []Note
	dates    []told
}

// script takes what is invisible out of plain text, and its marks out of Markdown.
func script(d decoded, format Format) source {
	s := source{text: d.text, back: d.back, notes: d.notes}
	if broken := mojibake(s.text); broken > 0 {
		s.notes = append(s.notes, Note{Reason: Mojibake, Detail: count(broken, "place")})
	}
	s.showVisible()
	if len(s.text) <= longestMarkdown && (format == Markdown || looksMarkdown(s.text)) {
		s.readMarkdown()
	}
	return s
}

// mojibake counts signs of UTF-8 that was once read as windows-1252.
func mojibake(s string) int {
	return strings.Count(s, "Ã©") + strings.Count(s, "â€™") + strings.Count(s, "â€œ") + strings.Count(s, "Ã¨")
}

// plainBytes tells the bytes that always stand for themselves.
var plainBytes = func() (plain [256]bool) {
	for b := range plain {
		plain[b] = b >= ' ' && b != 0x7F && b != '&' && b != 0xC2 && b != 0xD8 && b != 0xE2 && b != 0xEF || b == '\n' || b == '\t'
	}
	return plain
}()

// showVisible drops control characters and others that nobody sees, writes every end of line as "\n" and HTML entities as what they stand for.
func (s *source) showVisible() {
	if allPlain(s.text) {
		return
	}
	w := weave(s.text)
	kept, turned := 0, 0
	for i := 0; i < len(s.text); {
		if plainBytes[s.text[i]] {
			i++
			continue
		}
		words, n := visible(s.text[i:])
		if words != s.text[i:i+n] {
			w.copy(kept, i)
			w.replace(words, i, i+n)
			kept = i + n
			if unicode.Is(unicode.Bidi_Control, first(s.text[i:])) {
				turned++
			}
		}
		i += n
	}
	w.copy(kept, len(s.text))
	if turned > 0 {
		s.notes = append(s.notes, Note{Reason: Invisible, Detail: count(turned, "character") + " that turn the direction of writing"})
	}
	s.take(w)
}

// take makes the text of w the text of s.
func (s *source) take(w *weaver) {
	words, layer := w.done()
	s.text, s.back = words, s.back.under(layer)
}

func allPlain(s string) bool {
	for i := range len(s) {
		if !plainBytes[s[i]] {
			return false
		}
	}
	return true
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// visible returns what the first character of s, of n bytes, looks like to a reader.
func visible(s string) (words string, n int) {
	switch s[0] {
	case '\r':
		if strings.HasPrefix(s, "\r\n") {
			return "\n", 2
		}
		return "\n", 1
	case '\v', '\f':
		return "\n", 1
	case '&':
		return entity(s)
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == 0x85 || r == 0x2028 || r == 0x2029: // next line, line and paragraph separator
		return "\n", n
	case r == 0x200D || r == 0x200C: // joiners make one sign of several, in emoji and in Persian
		return s[:n], n
	case r == 0xAD || r == 0xFEFF || r == 0x200B || r == 0x2060, unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Cc, r):
		return "", n
	}
	return s[:n], n
}

// longestEntity is the most bytes of an entity that is looked for: "&rightarrow;" and the like are no part of reports.
const longestEntity = 10

// entity returns what the HTML entity stands for that s begins with, or its first character when there is none.
func entity(s string) (words string, n int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 3 {
		return s[:1], 1
	}
	words = html.UnescapeString(s[:end+1])
	r := first(words)
	if strings.HasPrefix(words, "&") && len(words) > 1 || unicode.Is(unicode.Cc, r) {
		return s[:1], 1
	}
	return words, end + 1
}
