package clean

import (
	"strings"
	"unicode"

	"dateline/internal/text"
)

const (
	longestLead = 100 // bytes of a dateline
	leadWords   = 40  // words and signs of a dateline
	longestNote = 200 // bytes of an editor's note behind a dateline
)

// leadAsIs returns the dateline of a text that is taken as it is.
func (k *lists) leadAsIs(s *source, report text.Report) text.Span {
	l := lay(s)
	l.report = report
	k.readLead(l)
	return l.lead
}

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
// A dateline is a town, perhaps with more places, a date and an agency, and ends with a dash; in capitals it may end with a colon, and with a day in a full stop. A town by itself
// counts only in capitals: "Anna – the eldest – left" has none. Notes of an editor behind the dash belong to it.
func (k *lists) lead(l *layout, paragraph string) int {
	if !strings.ContainsAny(paragraph[:min(len(paragraph), longestLead)], "-–—―:.") {
		return 0
	}
	r := leadReader{factReader: factReader{lists: k, line: paragraph, words: wordsOf(paragraph, leadWords), language: l.report.Language, rank: ofLead}}
	for r.i < len(r.words) && r.words[r.i].Start < longestLead {
		if r.ends() {
			return l.leadEnds(r.factReader)
		}
		if !r.step() {
			return 0
		}
	}
	return 0
}

// leadReader goes through the words of a dateline.
type leadReader struct {
	factReader
	capitals bool // the town is written in capitals
	dated    bool
	agency   bool // an agency, or something in brackets
	open     int  // brackets
	places   int  // words of names
}

// word returns the current word.
func (r *leadReader) word() string { return r.line[r.words[r.i].Start:r.words[r.i].End] }

// ends reports whether the current word is the sign that ends the dateline.
func (r *leadReader) ends() bool {
	w := r.words[r.i]
	if w.kind != sign || r.i == 0 || r.open > 0 {
		return false
	}
	if strings.Contains("-–—―", r.word()) {
		return spaced(r.line, w.Span) && (r.capitals || r.dated || r.agency)
	}
	if r.word() == "." {
		return r.capitals && len(r.found.dates) > 0 && strings.HasPrefix(r.line[w.End:], " ")
	}
	const most = 4 // words of a town before a colon
	return r.word() == ":" && r.capitals && r.places <= most && inCapitals(r.line[:w.Start]) && strings.HasPrefix(r.line[w.End:], " ") && !r.isFlag()
}

// step passes over the next words. It reports false where they belong to a sentence.
func (r *leadReader) step() bool {
	w, word := r.words[r.i], r.word()
	if w.kind == sign {
		dash := strings.Contains("-–—―", word) && r.i > 0 && spaced(r.line, w.Span)
		return !dash && r.sign(word)
	}
	if day, next := r.dayAt(r.line, r.words, r.i, r.language); day.Known() {
		r.found.dates = append(r.found.dates, told{day, ofLead})
		r.i, r.dated = next, true
		return true
	}
	if p, known := r.head.at(ahead(r.line, w.Start), agency, filler, particle); known {
		r.agency = r.agency || p.kind == agency
		return r.phrase(p)
	}
	if _, month := r.months[fold(word)]; month {
		r.dated = r.dated || r.besideDigits()
		r.i++
		return true
	}
	if w.kind == letters && !unicode.IsUpper(first(word)) {
		return false
	}
	if w.kind == letters && r.open == 0 {
		r.places++
		r.capitals = r.capitals || r.places == 1 && len(word) > 3 && strings.ToUpper(word) == word
	}
	r.i++
	const most = 8 // words of all names
	return r.places <= most
}

// sign passes over a sign.
func (r *leadReader) sign(word string) bool {
	r.i++
	switch {
	case word == "(":
		r.open++
	case word == ")" && r.open > 0:
		r.open--
		r.agency = true
	default:
		return strings.Contains(",./'’-&", word)
	}
	return true
}

// besideDigits reports whether a number stands before or after the current word, a month.
func (r *leadReader) besideDigits() bool {
	next := r.i + 1
	if next < len(r.words) && r.words[next].kind == sign {
		next++
	}
	return r.i > 0 && r.words[r.i-1].kind == digits || next < len(r.words) && r.words[next].kind == digits
}

// spaced reports whether a dash stands between words, not in one: with a space on a side, doubled, or long.
func spaced(s string, dash text.Span) bool {
	around := s[dash.Start-1 : min(len(s), dash.End+1)]
	return strings.ContainsAny(around, " \u00A0") || strings.HasPrefix(s[dash.End:], "-") || dash.End-dash.Start == len("—") && s[dash.Start-1] == ')'
}

// inCapitals reports whether words are all in capitals, and no slug such as "GOLF-OPEN".
func inCapitals(words string) bool {
	return strings.ToUpper(words) == words && !strings.Contains(words, "-")
}

// isFlag reports whether the line begins with a word in capitals that is no town.
func (r *leadReader) isFlag() bool {
	_, is := r.head.at(ahead(r.line, 0), flag)
	return is
}

// leadEnds returns the end of a dateline whose last sign is the current word, 0 where no text comes after it.
func (l *layout) leadEnds(r factReader) int {
	const least = 20 // bytes of a first sentence
	end := r.words[r.i].End
	for end < len(r.line) && strings.IndexByte("-: ", r.line[end]) >= 0 {
		end++
	}
	end = afterNotes(r.line, len(strings.TrimRight(r.line[:end], " ")))
	if end+least > len(r.line) {
		return 0
	}
	r.found.names = nil
	l.add(r.found)
	return end
}

// afterNotes returns the end of the editor's notes in square brackets behind a dateline, which monitoring services and agencies put there:
// "LIMA, 3 May 90 (EFE) -- [Text] The police …". It is end where there are none.
func afterNotes(line string, end int) int {
	for {
		rest := strings.TrimLeft(line[end:], " \n\t")
		closing := strings.IndexByte(rest, ']')
		if !strings.HasPrefix(rest, "[") || closing > longestNote || closing < 0 {
			return end
		}
		end = len(line) - len(rest) + closing + 1
	}
}
