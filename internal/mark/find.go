package mark

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// body is the text of a report, searched by words.
type body struct {
	text       string
	paragraphs [][2]int // byte ranges, a blank line between
}

// newBody cuts text into paragraphs.
func newBody(text string) body {
	b := body{text: text}
	start := 0
	for part := range strings.SplitSeq(text, "\n\n") {
		b.paragraphs = append(b.paragraphs, [2]int{start, start + len(part)})
		start += len(part) + len("\n\n")
	}
	return b
}

// chars returns the length of the body in code points.
func (b body) chars() int { return utf8.RuneCountInString(b.text) }

// place is how the end of a reference narrows it: " @3" to a paragraph, " #2" to an occurrence.
var place = regexp.MustCompile(`^(.*?)(?: @(\d+))?(?: #(\d+))?$`)

// gap stands for the middle of long words: "We do … remember".
const gap = " … "

// find returns the part of the body that a reference names: its words, which must stand there once as whole words, or
// with " @3" once in the third paragraph, or with " #2" be their second occurrence.
func (b body) find(reference string) (Span, error) {
	parts := place.FindStringSubmatch(reference)
	words, from, to := parts[1], 0, len(b.text)
	if parts[2] != "" {
		n, _ := strconv.Atoi(parts[2])
		if n < 1 || n > len(b.paragraphs) {
			return Span{}, fmt.Errorf("there is no paragraph %d", n)
		}
		from, to = b.paragraphs[n-1][0], b.paragraphs[n-1][1]
	}
	found := b.within(words, from, to)
	if len(found) == 0 {
		return Span{}, fmt.Errorf("the words %q are not there", words)
	}
	if parts[3] == "" && len(found) > 1 {
		return Span{}, fmt.Errorf("the words %q stand there %d times: add @PARAGRAPH or #NUMBER", words, len(found))
	}
	nth := 1
	if parts[3] != "" {
		nth, _ = strconv.Atoi(parts[3])
	}
	if nth < 1 || nth > len(found) {
		return Span{}, fmt.Errorf("the words %q stand there %d times only", words, len(found))
	}
	return found[nth-1], nil
}

// all returns every occurrence of words in the body.
func (b body) all(words string) []Span { return b.within(words, 0, len(b.text)) }

// within returns the occurrences of words, as whole words, in a byte range of the body.
func (b body) within(words string, from, to int) []Span {
	head, tail, long := strings.Cut(words, gap)
	var found []Span
	for at := from; at < to; {
		i := strings.Index(b.text[at:to], head)
		if i < 0 || head == "" {
			break
		}
		start := at + i
		end := start + len(head)
		at = end
		if long {
			j := strings.Index(b.text[end:to], tail)
			if j < 0 {
				break
			}
			end += j + len(tail)
		}
		if b.whole(start, end) {
			found = append(found, b.span(start, end))
		}
	}
	return found
}

// whole reports whether no word is cut at the borders of a byte range.
func (b body) whole(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(b.text[:start])
	first, _ := utf8.DecodeRuneInString(b.text[start:])
	last, _ := utf8.DecodeLastRuneInString(b.text[:end])
	after, _ := utf8.DecodeRuneInString(b.text[end:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

// inWord reports whether r is part of a word.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// span counts the code points before a byte range.
func (b body) span(start, end int) Span {
	first := utf8.RuneCountInString(b.text[:start])
	return Span{b.text[start:end], first, first + utf8.RuneCountInString(b.text[start:end])}
}

// errEmpty says that a reference has no words.
var errEmpty = errors.New("want words of the body")

// at finds a reference and notes a mistake when it fails.
func (c *compiler) at(reference string) Span {
	if reference == "" {
		c.wrong("%v", errEmpty)
		return Span{}
	}
	s, err := c.body.find(reference)
	if err != nil {
		c.wrong("%v", err)
	}
	return s
}

// fields are the parts of a line between " | ": one or more without a key, then key=value or a bare flag.
type fields struct {
	plain []string
	keys  map[string]string
	read  map[string]bool
}

// keyed is the form of a field with a key.
var keyed = regexp.MustCompile(`^([a-z0-9]+)=(.*)$`)

// newFields cuts a line.
func newFields(text string) *fields {
	f := &fields{keys: map[string]string{}, read: map[string]bool{}}
	for part := range strings.SplitSeq(strings.TrimSpace(text), " | ") {
		part = strings.TrimSpace(part)
		if m := keyed.FindStringSubmatch(part); m != nil {
			f.keys[m[1]] = m[2]
		} else {
			f.plain = append(f.plain, part)
		}
	}
	return f
}

// get returns the value of a key, empty when it is not given.
func (f *fields) get(key string) string {
	f.read[key] = true
	return f.keys[key]
}

// at returns the i-th part without a key, empty when there is none.
func (f *fields) at(i int) string {
	if i < len(f.plain) {
		return f.plain[i]
	}
	return ""
}

// has reports whether a bare flag is given.
func (f *fields) has(flag string) bool {
	for i := 1; i < len(f.plain); i++ {
		if f.plain[i] == flag {
			return true
		}
	}
	return false
}

// unread returns the keys nobody asked for, in order.
func (f *fields) unread() []string {
	var left []string
	for key := range f.keys {
		if !f.read[key] {
			left = append(left, key)
		}
	}
	return sorted(left)
}
