package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// block is a paragraph or a heading of a source.
type block struct {
	text.Span
	heading bool
	joined  bool // goes on in the next block: a paragraph that was broken in two
	cut     bool // no part of the body
}

// layout is a source in blocks, with what is found in it.
type layout struct {
	*source
	blocks []block
	head   int // index of the headline; -1 when there is none
	lead   text.Span
	report text.Report
}

// of returns the words of b.
func (l *layout) of(b block) string { return l.text[b.Start:b.End] }

// widest is the most bytes of a line in a text that is wrapped by hand.
const widest = 120

// lay puts the lines of s together to blocks: an empty line always ends one. A newline by itself ends one too, unless the text is hard-wrapped
// or Markdown: there it ends one only where the line is short and its sentence complete, or the next one indented.
func lay(s *source) *layout {
	l := &layout{source: s, head: -1}
	width := wrapWidth(s)
	headings := s.headings
	open := false
	for at := 0; at < len(s.text); {
		end := lineEnd(s.text, at)
		line := trim(s.text, at, end)
		heading := false
		for len(headings) > 0 && headings[0].Start < end {
			heading, headings = true, headings[1:]
		}
		switch last := len(l.blocks) - 1; {
		case line.Empty():
			open = false
		case open && !heading && goesOn(s, l.blocks[last].Span, line, at, width):
			l.blocks[last].End = line.End
		default:
			l.blocks = append(l.blocks, block{Span: line, heading: heading})
			open = !heading
		}
		at = end + 1
	}
	return l
}

// wrapWidth returns the width at which a text is hard-wrapped, 0 if it is not.
func wrapWidth(s *source) int {
	if s.soft {
		return widest
	}
	longest, lines, wrapped := 0, 0, 0
	for at := 0; at < len(s.text); {
		end := lineEnd(s.text, at)
		line := trim(s.text, at, end)
		if n := line.End - line.Start; n > 0 {
			longest = max(longest, n)
			lines++
			if n > 40 && !ended(s.text[line.Start:line.End]) {
				wrapped++
			}
		}
		if longest > widest {
			return 0
		}
		at = end + 1
	}
	if wrapped*3 < lines {
		return 0
	}
	return longest
}

// goesOn reports whether a line, whose bytes begin at start, goes on with the block before it.
func goesOn(s *source, before, line text.Span, start, width int) bool {
	switch {
	case width == 0:
		return false
	case s.soft:
		return true
	}
	previous := s.text[lineStart(s.text, before.Start, before.End):before.End]
	if line.Start-start >= 2 && previous != "" && previous[0] != ' ' && ended(previous) {
		return false // an indented line begins a paragraph
	}
	word, _, _ := strings.Cut(s.text[line.Start:line.End], " ")
	return !ended(previous) || len(previous)+1+len(word)+8 > width
}

// lineStart returns the start of the last line in start..end.
func lineStart(s string, start, end int) int {
	return start + strings.LastIndexByte(s[start:end], '\n') + 1
}

// trim returns start..end without white space at its ends.
func trim(s string, start, end int) text.Span {
	for start < end {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return text.Span{Start: start, End: end}
}

// blank reports whether there is nothing to read in s.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// closers are signs that may stand after the end of a sentence.
const closers = "\"'”’»)]  "

// ended reports whether words end like a sentence.
func ended(words string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words, closers))
	return strings.ContainsRune(".!?…。", r) || strings.HasSuffix(words, ":")
}

// join marks paragraphs that were broken in two: the first ends in the middle of a sentence, the second begins with a small letter.
func (l *layout) join() {
	const least = 40 // bytes of a paragraph: anything shorter may be a list or a caption
	last := -1
	for i, b := range l.blocks {
		if b.cut || b.heading {
			continue
		}
		if last >= 0 {
			before := l.of(l.blocks[last])
			end, _ := utf8.DecodeLastRuneInString(before)
			if len(before) >= least && (unicode.IsLetter(end) || end == ',') && unicode.IsLower(first(l.of(b))) && l.adjacent(last, i) {
				l.blocks[last].joined = true
			}
		}
		last = i
	}
}

// adjacent reports whether no block of the body stands between i and j.
func (l *layout) adjacent(i, j int) bool {
	for _, b := range l.blocks[i+1 : j] {
		if !b.cut || b.heading {
			return false
		}
	}
	return true
}

// write puts the body together and places it, the headline and the lead in a page.
func (l *layout) write(page *Page) {
	w := weave(l.text)
	document := &page.Document
	separator := ""
	for i, b := range l.blocks {
		if b.cut {
			if raw, ok := l.back.Raw(b.Span); ok {
				page.Furniture = append(page.Furniture, raw)
			}
			continue
		}
		w.put(separator)
		begun := w.len()
		w.lines(b.Span)
		if i == l.head {
			document.Head = text.Span{Start: begun, End: w.len()}
		}
		if !l.lead.Empty() && b.Holds(l.lead) {
			document.Lead = text.Span{Start: begun, End: begun + l.lead.End - l.lead.Start}
		}
		separator = "\n\n"
		if b.joined {
			separator = "\n"
		}
	}
	body, layer := w.done()
	document.Body = body
	page.Map = l.back.under(layer)
}

// lines copies the lines of a block without the white space at their ends.
func (w *weaver) lines(b text.Span) {
	for at := b.Start; at < b.End; {
		end := min(lineEnd(w.source, at), b.End)
		line := trim(w.source, at, end)
		w.copy(line.Start, line.End)
		if end < b.End {
			w.copy(end, end+1)
		}
		at = end + 1
	}
}
