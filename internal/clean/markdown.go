package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// longestMarkdown is the most bytes of a text whose marks are looked for.
const longestMarkdown = 8 << 20

// looksMarkdown reports whether plain text has marks that only Markdown has: a heading to begin with, links or a heading of fields.
func looksMarkdown(s string) bool {
	head := strings.TrimLeft(s[:min(len(s), 4096)], " \n\t")
	if n := headingMark(head); n > 0 {
		return true
	}
	return strings.Contains(s, "](http") || strings.HasPrefix(head, "---\n") && frontMatter(head) > 0
}

// readMarkdown takes the marks of Markdown out of the text: the words of links and of emphasis stay.
func (s *source) readMarkdown() {
	m := markdown{weaver: weave(s.text), source: s}
	s.soft = true
	at := m.fields()
	for at < len(s.text) {
		end := lineEnd(s.text, at)
		m.line(at, end)
		if end < len(s.text) {
			m.copy(end, end+1)
		}
		at = end + 1
	}
	s.take(m.weaver)
}

// markdown writes a Markdown text without its marks.
type markdown struct {
	*weaver
	source *source
	fenced bool
	last   text.Span // the line before, as written
}

// lineEnd returns the end of the line of s that at stands in.
func lineEnd(s string, at int) int {
	if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(s)
}

// frontMatter returns the length of the fields between lines of "---" that s begins with.
func frontMatter(s string) int {
	if !strings.HasPrefix(s, "---\n") {
		return 0
	}
	end := strings.Index(s, "\n---\n")
	if end < 0 || !strings.Contains(s[:end], ":") || strings.Contains(s[4:end+1], "\n\n") {
		return 0
	}
	return end + len("\n---\n")
}

// fields reads the front matter, if there is any, and returns where the text begins.
func (m *markdown) fields() int {
	n := frontMatter(m.source.text)
	for line := range strings.SplitSeq(m.source.text[:n], "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		given := &m.source.given
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			given.Title = value
		case "author", "byline":
			given.Byline = []string{value}
		case "date", "published":
			given.Published = text.ParseDay(value)
		case "outlet", "source", "publisher":
			given.Outlet = value
		case "url", "link":
			given.URL = value
		case "language", "lang":
			given.Language = language(value)
		}
	}
	return n
}

// line writes one line without its marks.
func (m *markdown) line(start, end int) {
	written := m.source.text[start:end]
	trimmed := strings.TrimLeft(written, " \t")
	from := start + len(written) - len(trimmed)
	switch {
	case strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~"):
		m.fenced = !m.fenced
		return
	case m.fenced:
		m.copy(start, end)
		return
	case isRule(trimmed):
		m.underlined(trimmed)
		m.last = text.Span{}
		return
	case isReference(trimmed):
		return
	}
	for strings.HasPrefix(m.source.text[from:end], ">") {
		from++
		from += len(m.source.text[from:end]) - len(strings.TrimLeft(m.source.text[from:end], " "))
	}
	heading := headingMark(m.source.text[from:end])
	item := itemMark(m.source.text[from:end])
	if item > 0 && !m.last.Empty() {
		m.put("\n") // an item is a paragraph of its own
	}
	if heading > 0 {
		end = from + len(strings.TrimRight(m.source.text[from:end], " \t#"))
	}
	begun := m.len()
	m.words(min(from+heading+item, end), end)
	m.last = text.Span{Start: begun, End: m.len()}
	if heading > 0 && !m.last.Empty() {
		m.source.headings = append(m.source.headings, m.last)
	}
}

// headingMark returns the length of the "## " that s begins with, 0 if there is none.
func headingMark(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "#"))
	if n == 0 || n > 6 || n >= len(s) || s[n] != ' ' {
		return 0
	}
	return n + 1
}

// itemMark returns the length of the "- " of a list that s begins with, 0 if there is none.
func itemMark(s string) int {
	if len(s) > 2 && s[1] == ' ' && (s[0] == '-' || s[0] == '*' || s[0] == '+') {
		return 2
	}
	return 0
}

// isRule reports whether a line is a ruler, or the underline of a heading.
func isRule(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) >= 3 && strings.IndexByte("-=*_", s[0]) >= 0 && strings.Trim(s, s[:1]+" ") == ""
}

// isReference reports whether a line is the address of a link that stands elsewhere: "[1]: https://…".
func isReference(s string) bool {
	end := strings.Index(s, "]: ")
	return strings.HasPrefix(s, "[") && end > 0 && strings.Contains(s[end:], "://")
}

// underlined marks the line before as a heading when a ruler stands under it.
func (m *markdown) underlined(ruler string) {
	if m.last.Empty() || m.last.End-m.last.Start > 200 || ruler[0] != '=' && ruler[0] != '-' {
		return
	}
	if k := len(m.source.headings); k > 0 && m.source.headings[k-1] == m.last {
		return
	}
	m.source.headings = append(m.source.headings, m.last)
}

// words writes the bytes start..end without the marks of links and emphasis.
func (m *markdown) words(start, end int) {
	s := m.source.text
	kept := start
	for i := start; i < end; {
		skip, inner := m.mark(i, start, end)
		if skip == 0 {
			i++
			continue
		}
		m.copy(kept, i)
		if !inner.Empty() {
			m.words(inner.Start, inner.End)
		}
		i += skip
		kept = i
	}
	if strings.HasSuffix(s[kept:end], "\\") { // a break of a line
		end--
	}
	m.copy(kept, end)
}

// mark looks for a mark at byte i. It returns how many bytes to pass over, 0 where there is no mark, and the words in them that stay.
func (m *markdown) mark(i, start, end int) (skip int, inner text.Span) {
	s := m.source.text
	switch s[i] {
	case '\\':
		if i+1 < end && strings.IndexByte("\\`*_{}[]()#+-.!>|~", s[i+1]) >= 0 {
			return 2, text.Span{Start: i + 1, End: i + 2}
		}
	case '!':
		if i+1 < end && s[i+1] == '[' {
			if n, _ := link(s[i+1 : end]); n > 0 {
				return n + 1, text.Span{}
			}
		}
	case '[':
		n, words := link(s[i:end])
		if n > 0 {
			return n, text.Span{Start: i + 1, End: i + 1 + words}
		}
	case '<':
		return tag(s[i:end], i)
	case '*', '_':
		return emphasis(s, i, start, end)
	}
	return 0, text.Span{}
}

// farthest is how far away the other end of a mark may stand.
const farthest = 600

// link returns the length of the link that s begins with, "[words](address)" or "[words][name]", and that of its words.
func link(s string) (n, words int) {
	depth := 0
	for i := 0; i < min(len(s), farthest); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth > 0 {
			continue
		}
		rest := s[i+1:]
		if strings.HasPrefix(rest, "(") {
			if end := strings.IndexByte(rest[:min(len(rest), farthest)], ')'); end > 0 {
				return i + 1 + end + 1, i - 1
			}
		}
		if strings.HasPrefix(rest, "[") {
			if end := strings.IndexByte(rest[:min(len(rest), 100)], ']'); end > 0 {
				return i + 1 + end + 1, i - 1
			}
		}
		return 0, 0
	}
	return 0, 0
}

// tag returns the length of the HTML tag or address in angle brackets that s, at byte at, begins with.
func tag(s string, at int) (int, text.Span) {
	end := strings.IndexByte(s[:min(len(s), 300)], '>')
	if end < 2 || !(s[1] == '/' || 'a' <= s[1]|0x20 && s[1]|0x20 <= 'z') {
		return 0, text.Span{}
	}
	if inner := s[1:end]; strings.Contains(inner, "://") && !strings.Contains(inner, " ") {
		return end + 1, text.Span{Start: at + 1, End: at + end}
	}
	return end + 1, text.Span{}
}

// emphasis returns the length of the run of marks at byte i if it opens or closes an emphasis of the line start..end.
func emphasis(s string, i, start, end int) (int, text.Span) {
	n := 1
	for i+n < end && s[i+n] == s[i] {
		n++
	}
	before, _ := utf8.DecodeLastRuneInString(s[start:i])
	after := first(s[i+n : end])
	opens := i+n < end && !unicode.IsSpace(after) && !(s[i] == '_' && isWord(before) && i > start)
	closes := i > start && !unicode.IsSpace(before) && !(s[i] == '_' && isWord(after) && i+n < end)
	run := s[i : i+n]
	if n > 3 || !opens && !closes {
		return 0, text.Span{}
	}
	if opens && strings.Contains(s[i+n:min(end, i+n+farthest)], run) || closes && strings.Contains(s[max(start, i-farthest):i], run) {
		return n, text.Span{}
	}
	return 0, text.Span{}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
