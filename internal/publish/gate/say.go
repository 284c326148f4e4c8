package gate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/text"
)

// Words gives the words of a span of a report's body as they may leave.
func (s *Screen) Words(report, body string, span text.Span) string {
	if span.Empty() || span.End > len(body) {
		return ""
	}
	sheet := s.sheets[report]
	if sheet == nil {
		return s.everywhere(body[span.Start:span.End])
	}
	var out strings.Builder
	at := span.Start
	for _, c := range sheet.covers {
		if !c.Meets(span) {
			continue
		}
		if c.Start > at {
			out.WriteString(body[at:c.Start])
		}
		out.WriteString(c.words)
		at = c.End
	}
	if at < span.End {
		out.WriteString(body[at:span.End])
	}
	return s.everywhere(out.String())
}

// Part gives words that were drawn from a span of a report, such as the name of somebody whom the span tells of. Where they stand in the
// span they are covered as it is; where they do not, and something in the span is covered, the words of the span stand for them.
func (s *Screen) Part(report, body string, span text.Span, words string) string {
	sheet := s.sheets[report]
	if sheet == nil || words == "" || span.Empty() || span.End > len(body) {
		return s.Say(report, words)
	}
	if at := strings.Index(body[span.Start:span.End], words); at >= 0 {
		span = text.Span{Start: span.Start + at, End: span.Start + at + len(words)}
	}
	if slices.ContainsFunc(sheet.covers, func(c cover) bool { return c.Meets(span) && c.kind != PrivateQuote }) {
		return s.Words(report, body, span)
	}
	return s.Say(report, words)
}

// Say gives words that were drawn from a report, such as a headline or a name, as they may leave. Without a report only full names
// are covered, for one word names many.
func (s *Screen) Say(report, words string) string {
	if sheet := s.sheets[report]; sheet != nil {
		words = covered(words, sheet.strings, nil)
	}
	return s.everywhere(words)
}

// Cell gives what stands for those whom a span tells of when they are too few to be described; empty when they may be.
func (s *Screen) Cell(report string, span text.Span) string {
	if sheet := s.sheets[report]; sheet != nil {
		for _, c := range sheet.covers {
			if c.kind == SmallCell && c.Meets(span) {
				return c.words
			}
		}
	}
	return ""
}

// URL gives an address as it may leave: one that spells a covered name is withheld.
func (s *Screen) URL(report, url string) string {
	if s.Say(report, fold(url)) != fold(url) {
		return ""
	}
	return url
}

// everywhere covers the full names of all reports.
func (s *Screen) everywhere(words string) string { return covered(words, s.names, s.firsts) }

// longest is how many words a name has at most.
const longest = 6

// covered puts what stands for them in the place of names, longer ones first. Where firsts is not nil, names begin with one of them.
func covered(s string, names map[string]string, firsts map[string]bool) string {
	if len(names) == 0 || s == "" || firsts != nil && !holdsAny(s, firsts) {
		return s
	}
	words := wordsOf(s)
	var out strings.Builder
	at := 0
	for i := 0; i < len(words); i++ {
		if firsts != nil && !firsts[words[i].folded] {
			continue
		}
		for n := min(longest, len(words)-i); n > 0; n-- {
			last := words[i+n-1]
			if with, is := names[fold(s[words[i].Start:last.End])]; is {
				out.WriteString(s[at:words[i].Start])
				out.WriteString(with)
				at, i = last.End, i+n-1
				break
			}
		}
	}
	out.WriteString(s[at:])
	return out.String()
}

// longestFirst is how many bytes of a word are compared without taking memory; longer ones are taken for one of those that are looked for.
const longestFirst = 64

// holdsAny reports whether some word of a text is one of a set, or may be. It is asked of every cell that leaves, and mostly says no.
func holdsAny(s string, set map[string]bool) bool {
	var word [longestFirst]byte
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return true // its letters have to be looked at one by one
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		default:
			if set[string(word[:n])] {
				return true
			}
			n = 0
			continue
		}
		if n == longestFirst {
			return true
		}
		word[n] = c
		n++
	}
	return set[string(word[:n])]
}

// Leaks gives a covered name that stands in words all the same; empty when none does. It is asked of every cell before it leaves. A cell may join
// several values by "; ", or speakers by " < ": the end of one and the beginning of the next make no name.
func (s *Screen) Leaks(words string) string {
	for rest := words; rest != ""; {
		end := strings.IndexAny(rest, ";<")
		if end < 0 {
			end = len(rest)
		}
		if part := rest[:end]; s.everywhere(part) != part {
			return words
		}
		rest = rest[min(len(rest), end+1):]
	}
	return ""
}

// Site says what becomes of the position of a site in a report: as decided, else it is coarsened.
func (s *Screen) Site(report string, words string) Way {
	sheet := s.sheets[report]
	if sheet == nil {
		return Coarsen
	}
	if f := s.findings[s.markKey(sheet, CampLocation, words)]; f != nil {
		return f.Way
	}
	return Coarsen
}
