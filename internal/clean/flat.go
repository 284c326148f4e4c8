package clean

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"

	"dateline/internal/text"
)

// flat is all the text of a page in one string, as its tokens come, with the way back to the page.
type flat struct {
	text  string
	layer *pieces
	tight string // text without white space
	at    []int  // where in text each byte of tight stands
}

// flatten writes down the text of a page, without that of scripts and the like.
func flatten(page string) *flat {
	w := weave(page)
	z := nethtml.NewTokenizer(strings.NewReader(page))
	at, unread := 0, ""
	for {
		kind := z.Next()
		size := len(z.Raw())
		switch kind {
		case nethtml.ErrorToken:
			f := &flat{}
			f.text, f.layer = w.done()
			f.squeeze()
			return f
		case nethtml.TextToken:
			if unread == "" {
				w.flatText(at, at+size)
			}
		case nethtml.StartTagToken:
			name, _ := z.TagName()
			if n := string(name); unread == "" && machine[n] {
				unread = n
			}
			w.put(" ")
		case nethtml.EndTagToken:
			if name, _ := z.TagName(); string(name) == unread {
				unread = ""
			}
			w.put(" ")
		}
		at += size
	}
}

// machine are the elements whose text is for machines.
var machine = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "title": true, "textarea": true, "iframe": true}

// flatText copies text of a page with its entities decoded and without what nobody sees.
func (w *weaver) flatText(start, end int) {
	kept := start
	for i := start; i < end; {
		if plainBytes[w.source[i]] {
			i++
			continue
		}
		words, n := visible(w.source[i:end])
		if w.source[i] == '&' {
			words, n = reference(w.source[i:end])
		}
		if words != w.source[i:i+n] {
			w.copy(kept, i)
			w.replace(words, i, i+n)
			kept = i + n
		}
		i += n
	}
	w.copy(kept, end)
}

// reference returns what a character reference of HTML stands for that s begins with, or its first character.
func reference(s string) (words string, n int) {
	const longest = 34 // "&CounterClockwiseContourIntegral;"
	n = 1
	for n < len(s) && n < longest && (s[n] == '#' || s[n] < utf8.RuneSelf && isWord(rune(s[n]))) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	words = html.UnescapeString(s[:n])
	if words == s[:n] {
		return s[:1], 1
	}
	return visibleText(words), n
}

// visibleText drops from extracted text what nobody sees.
func visibleText(s string) string {
	if allPlain(s) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		words, n := s[i:i+1], 1
		if !plainBytes[s[i]] && s[i] != '&' {
			words, n = visible(s[i:])
		}
		out.WriteString(words)
		i += n
	}
	return out.String()
}

// squeeze fills tight and at.
func (f *flat) squeeze() {
	var tight strings.Builder
	for i, r := range f.text {
		if unicode.IsSpace(r) {
			continue
		}
		for k := range utf8.RuneLen(r) {
			f.at = append(f.at, i+k)
		}
		tight.WriteRune(r)
	}
	f.tight = tight.String()
}

// tightly returns s without white space.
func tightly(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// anchor is the least length, in bytes without white space, of a paragraph that is found by its words alone. Shorter ones are
// looked for between the longer ones.
const anchor = 40

// place makes the paragraphs found in a page the text of s and finds where in the page they stand. A headline that is none
// of them is put before.
func (k *lists) place(s *source, f *flat, found []paragraph, headline string) {
	if headline != "" && !hasHeadline(found, headline) {
		found = append([]paragraph{{headline, true}}, found...)
	}
	a := aligner{flat: f, weaver: weave(f.text)}
	places := make([]text.Span, len(found)) // in tight
	cursor := 0
	for i, p := range found {
		found[i].words = visibleText(p.words)
		if q := tightly(found[i].words); len(q) >= anchor {
			if places[i] = f.find(q, cursor, len(f.tight)); !places[i].Empty() {
				cursor = places[i].End
			}
		}
	}
	until := make([]int, len(found)) // where the next paragraph begins whose place is known
	for i, next := len(found)-1, len(f.tight); i >= 0; i-- {
		until[i] = next
		if !places[i].Empty() {
			next = places[i].Start
		}
	}
	cursor = 0
	for i, p := range found {
		if i > 0 {
			a.put("\n\n")
		}
		begun := a.len()
		if places[i].Empty() {
			cursor = a.write(p.words, cursor, until[i])
		} else {
			a.emit(p.words, places[i].Start)
			cursor = places[i].End
		}
		if p.heading && a.len() > begun {
			s.headings = append(s.headings, text.Span{Start: begun, End: a.len()})
		}
	}
	if a.lost > 0 {
		s.notes = append(s.notes, Note{Reason: Unmapped, Detail: count(a.lost, "word")})
	}
	words, layer := a.done()
	s.back = s.back.under(f.layer).under(layer)
	s.text = words
}

// hasHeadline reports whether one of the first paragraphs is the headline, and marks it as a heading.
func hasHeadline(found []paragraph, headline string) bool {
	folded := fold(headline)
	for i := range found[:min(len(found), 4)] {
		if fold(found[i].words) == folded {
			found[i].heading = true
			return true
		}
	}
	return false
}

// find returns where q stands in from..until of the tight text, else anywhere before; the zero Span if nowhere.
func (f *flat) find(q string, from, until int) text.Span {
	if q == "" || from > until {
		return text.Span{}
	}
	if i := strings.Index(f.tight[from:until], q); i >= 0 {
		return text.Span{Start: from + i, End: from + i + len(q)}
	}
	if len(q) < anchor {
		return text.Span{}
	}
	if i := strings.Index(f.tight, q); i >= 0 {
		return text.Span{Start: i, End: i + len(q)}
	}
	return text.Span{}
}

// aligner writes extracted text with the places it has in the flat text.
type aligner struct {
	*flat
	*weaver
	lost int // words that were not found
}

// write writes words, which stand somewhere in from..until of the tight text, and returns where the next words may stand. Words that are
// not found together are looked for half by half: the extractor left something out in the middle.
func (a *aligner) write(s string, from, until int) int {
	q := tightly(s)
	if q == "" {
		a.put(s)
		return from
	}
	const near = 4000 // bytes in which a few words are looked for
	limit := until
	if len(q) < anchor {
		limit = min(until, from+near)
	}
	if place := a.find(q, from, limit); !place.Empty() {
		a.emit(s, place.Start)
		return place.End
	}
	middle := strings.LastIndexAny(s[:len(s)/2+1], " \n")
	if middle <= 0 {
		middle = strings.IndexAny(s, " \n")
	}
	if middle <= 0 || middle >= len(s)-1 {
		a.lost++
		a.put(s)
		return from
	}
	from = a.write(s[:middle], from, until)
	a.put(s[middle : middle+1])
	return a.write(s[middle+1:], from, until)
}

// emit writes s, whose bytes but for white space stand in the tight text from byte k on.
func (a *aligner) emit(s string, k int) {
	for i, r := range s {
		n := utf8.RuneLen(r)
		if unicode.IsSpace(r) {
			a.put(s[i : i+n])
			continue
		}
		at := a.at[k]
		a.copy(at, at+n)
		k += n
	}
}
