package clean

import (
	"strings"
	"unicode"

	"dateline/internal/text"
)

const (
	longestLead = 100 // bytes of a dateline
	leadWords   = 40  // words and signs of a dateline
)

// readLead finds the dateline before the first sentence: "CALAIS, France, Dec. 30 (Agency) —". It stays in the body.
func (k *lists) readLead(l *layout) {
	for i := range min(len(l.blocks), headBlocks) {
		b := l.blocks[i]
		if b.cut || b.heading || i == l.head {
			continue
		}
		if n := k.lead(l, l.of(b)); n > 0 {
			l.lead = text.Span{Start: b.Start, End: b.Start + n}
			return
		}
		if b.End-b.Start > shortLine {
			return // the first paragraph has none
		}
	}
}

// lead returns the length of the dateline that a paragraph begins with, 0 if there is none. It keeps the day and the agency named in it.
//
// A dateline is a town, perhaps with more places, a date and an agency, and ends with a dash; in capitals it may end with a colon. A town by itself
// counts only in capitals: "Anna – the eldest – left" has none.
func (k *lists) lead(l *layout, paragraph string) int {
	if !strings.ContainsAny(paragraph[:min(len(paragraph), longestLead)], "-–—―:") {
		return 0
	}
	words := wordsOf(paragraph, leadWords)
	f := factReader{lists: k, line: paragraph, words: words, language: l.report.Language, rank: ofLead}
	capitals, dated, bracket := false, false, false
	open, places := 0, 0
	for f.i < len(words) && words[f.i].Start < longestLead {
		w := words[f.i]
		word := paragraph[w.Start:w.End]
		if w.kind == sign {
			switch {
			case strings.Contains("-–—―", word) && f.i > 0 && open == 0 && spaced(paragraph, w.Span):
				return l.leadEnds(f, capitals || dated || bracket)
			case word == ":" && capitals && places <= 4 && open == 0 && !k.isFlag(paragraph) && inCapitals(paragraph[:w.Start]) && strings.HasPrefix(paragraph[w.End:], " "):
				return l.leadEnds(f, true)
			case word == "(":
				open++
			case word == ")" && open > 0:
				open--
				bracket = true
			case !strings.Contains(",./'’-&", word):
				return 0
			}
			f.i++
			continue
		}
		if day, next := k.dayAt(paragraph, words, f.i, f.language); day.Known() {
			f.found.dates = append(f.found.dates, told{day, ofLead})
			f.i, dated = next, true
			continue
		}
		if _, month := k.months[fold(word)]; month {
			dated = true
			f.i++
			continue
		}
		if p, known := k.head.at(ahead(paragraph, w.Start), agency, filler, particle); known {
			bracket = bracket || p.kind == agency
			f.phrase(p)
			continue
		}
		if w.kind == letters && !unicode.IsUpper(first(word)) {
			return 0
		}
		if w.kind == letters && open == 0 {
			places++
			capitals = capitals || places == 1 && len(word) > 3 && strings.ToUpper(word) == word
		}
		if places > 8 {
			return 0
		}
		f.i++
	}
	return 0
}

// spaced reports whether a dash stands between words, not in one: with a space on a side, doubled, or long.
func spaced(s string, dash text.Span) bool {
	around := s[dash.Start-1 : min(len(s), dash.End+1)]
	return strings.ContainsAny(around, "  ") || strings.HasPrefix(s[dash.End:], "-") || dash.End-dash.Start == len("—") && s[dash.Start-1] == ')'
}

// inCapitals reports whether words are all in capitals, and no slug such as "GOLF-OPEN".
func inCapitals(words string) bool {
	return strings.ToUpper(words) == words && !strings.Contains(words, "-")
}

// isFlag reports whether a paragraph begins with a word in capitals that is no town.
func (k *lists) isFlag(paragraph string) bool {
	_, is := k.head.at(ahead(paragraph, 0), flag)
	return is
}

// leadEnds returns the end of a dateline whose dash is the current word.
func (l *layout) leadEnds(f factReader, certain bool) int {
	if !certain {
		return 0
	}
	end := f.words[f.i].End
	for end < len(f.line) && strings.IndexByte("-: ", f.line[end]) >= 0 {
		end++
	}
	end = len(strings.TrimRight(f.line[:end], " "))
	if end+20 > len(f.line) {
		return 0 // nothing comes after it
	}
	f.found.names = nil
	l.add(f.found)
	return end
}
