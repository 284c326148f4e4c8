package clean

import (
	"strings"
	"unicode"

	"dateline/internal/text"
)

// told is a day of publication that a report tells.
type told struct {
	day  text.Day
	rank rank
}

// rank orders days of publication by how much they are to be believed; the lowest is the best.
type rank uint8

const (
	ofFields   rank = iota // a field of the page for machines
	labelled               // "published on"
	bare                   // a line of its own
	ofTime                 // a time element of the page
	ofElement              // an element of the page whose name says that it holds a date
	ofLead                 // in the dateline of the first sentence
	ofAddress              // in the address of the page
	changed                // "updated on"
	elsewhere              // in a part of the page that is not the report
	guessedDay             // some figures of the page
)

const (
	headBlocks = 12  // how many blocks are looked at for the head
	shortLine  = 250 // the most bytes of a line of the head
)

// readHead finds the headline, the byline, the day of publication and the dateline of l, and cuts lines that hold nothing
// but names and dates.
func (k *lists) readHead(l *layout) {
	paragraphs := 0
	for i := 0; i < min(len(l.blocks), headBlocks) && paragraphs < 2; i++ {
		b := &l.blocks[i]
		words := l.of(*b)
		switch {
		case b.cut:
		case b.heading:
			if l.head < 0 && paragraphs == 0 {
				l.setHead(i)
			}
		case len(words) <= 2*shortLine && k.split(l, i):
			i-- // look at its lines one by one
		case len(words) <= shortLine && k.cutFacts(l, i):
		case len(words) <= 2*shortLine && k.cutLabelled(l, i):
			i-- // look at what is left of it
		case l.head < 0 && paragraphs == 0 && k.isTitle(l, i):
			l.setHead(i)
		default:
			if paragraphs == 0 {
				k.cutPrefix(l, i)
			}
			paragraphs++
		}
	}
	k.readLead(l)
}

// setHead makes block i the headline.
func (l *layout) setHead(i int) {
	l.head = i
	if l.report.Title == "" {
		l.report.Title = strings.Join(strings.Fields(l.of(l.blocks[i])), " ")
	}
}

// isTitle reports whether block i of plain text looks like a headline: short, no sentence, and text comes after it.
func (k *lists) isTitle(l *layout, i int) bool {
	words := l.of(l.blocks[i])
	if l.report.Title != "" && fold(words) == fold(l.report.Title) {
		return true
	}
	if l.report.Title != "" && shared(fold(words), fold(l.report.Title)) < 0.4 {
		return false // a caption, or the name of a section
	}
	r := first(strings.TrimLeft(words, "\"'“‘«( "))
	if len(words) > 160 || strings.Count(words, " ") < 2 || unicode.IsLower(r) || strings.ContainsAny(words[len(words)-1:], ".,;") || strings.HasSuffix(words, "…") {
		return false
	}
	if _, is := k.furniture.within(fold(words), caption); is {
		return false
	}
	for _, b := range l.blocks[i+1:] {
		if after := l.of(b); len(after) > len(words) && ended(after) {
			return true
		}
	}
	return false
}

// split cuts block i into its lines where one of them holds names or dates only. It reports whether it did.
func (k *lists) split(l *layout, i int) bool {
	b := l.blocks[i]
	if !strings.Contains(l.of(b), "\n") {
		return false
	}
	var lines []block
	found := false
	for at := b.Start; at < b.End; {
		end := min(lineEnd(l.text, at), b.End)
		line := trim(l.text, at, end)
		if !line.Empty() {
			lines = append(lines, block{Span: line})
			f := k.facts(l.text[line.Start:line.End], l.report.Language)
			found = found || f.dated() || f.labelled
		}
		at = end + 1
	}
	if !found || len(lines) < 2 {
		return false
	}
	l.blocks = append(l.blocks[:i:i], append(lines, l.blocks[i+1:]...)...)
	return true
}

// cutFacts cuts block i if it holds nothing but names and dates, and keeps what it tells.
func (k *lists) cutFacts(l *layout, i int) bool {
	f := k.facts(l.of(l.blocks[i]), l.report.Language)
	if !f.is {
		return false
	}
	if !f.sure() && (f.others > 0 && l.head < 0 || !k.besideDate(l, i) && (f.others > 0 || !l.underHead(i))) {
		return false
	}
	if l.mayBeHead(i) && !f.signed && (f.capitals > 3 || f.capitals == 3 && !f.dated()) {
		return false // rather a headline
	}
	l.blocks[i].cut = true
	l.add(f)
	return true
}

// sure reports whether facts need no other line beside them.
func (f facts) sure() bool {
	return f.dated() || f.labelled || f.outlet != "" && len(f.names) == 0 && f.others < 2
}

// hasYear reports whether four figures in a row stand in a line.
func hasYear(line string) bool {
	run := 0
	for i := range len(line) {
		if line[i] < '0' || line[i] > '9' {
			run = 0
			continue
		}
		if run++; run == 4 {
			return true
		}
	}
	return false
}

// mayBeHead reports whether block i may be the headline: there is none yet, and no other is given with the report.
func (l *layout) mayBeHead(i int) bool {
	return l.head < 0 && (l.report.Title == "" || shared(fold(l.of(l.blocks[i])), fold(l.report.Title)) > 0.3)
}

// underHead reports whether block i stands between the headline and the first paragraph.
func (l *layout) underHead(i int) bool {
	return l.head >= 0 && l.head == i-1 && i+1 < len(l.blocks) && isReal(l.of(l.blocks[i+1]))
}

// cutLabelled cuts off the end of block i where a date with a label stands there: "Camp cleared Posted: Tuesday, 4 June 2019".
func (k *lists) cutLabelled(l *layout, i int) bool {
	line := l.of(l.blocks[i])
	if !hasYear(line) {
		return false
	}
	for n, w := range wordsOf(line, 2*longestFacts) {
		if n == 0 || w.kind != letters {
			continue
		}
		if _, ok := k.head.at(ahead(line, w.Start), published, updated); !ok {
			continue
		}
		f := k.facts(line[w.Start:], l.report.Language)
		if !f.dated() {
			continue
		}
		l.add(f)
		at := len(strings.TrimRight(line[:w.Start], " \n([|-–—·•"))
		l.cutSuffix(i, at)
		return at > 0
	}
	return false
}

// besideDate reports whether the block before or after block i is a line with a date.
func (k *lists) besideDate(l *layout, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(l.blocks) || l.blocks[j].End-l.blocks[j].Start > shortLine {
			continue
		}
		words, _, _ := strings.Cut(l.of(l.blocks[j]), "\n")
		if k.facts(words, l.report.Language).dated() {
			return true
		}
	}
	return false
}

// add keeps the facts of a line.
func (l *layout) add(f facts) {
	if len(l.report.Byline) == 0 {
		l.report.Byline = f.names
	}
	if l.report.Outlet == "" {
		l.report.Outlet = f.outlet
	}
	l.dates = append(l.dates, f.dates...)
}

// cutPrefix cuts a date off the beginning of block i: "date 2021-12-31 At least …", "29 May 2014 – Police …".
func (k *lists) cutPrefix(l *layout, i int) {
	b := l.blocks[i]
	const enough = 16 // words of a label and a date
	line := l.of(b)
	words := wordsOf(line, enough)
	next := 0
	r := bare
	if p, ok := k.head.at(ahead(line, 0), published); ok {
		next, r = after(line, words, 0, p), labelled
		for next < len(words) && words[next].kind == sign {
			next++
		}
	}
	day, end := k.dayAt(line, words, next, l.report.Language)
	if !day.Known() || end >= len(words) {
		return
	}
	if words[end].kind != sign && words[end].Start == words[end-1].End {
		return // in the middle of a time stamp
	}
	iso := len(words) > 0 && words[0].End == 4 && words[0].kind == digits
	dash := words[end].kind == sign && strings.ContainsAny(line[words[end].Start:words[end].End], "-–—|:")
	if r == bare && !iso && !dash {
		return
	}
	for end < len(words)-1 && words[end].kind == sign && strings.ContainsAny(line[words[end].Start:words[end].End], "-–—|:.,") {
		end++
	}
	if second, _ := k.dayAt(line, words, end, l.report.Language); second.Known() {
		return // the first and the last day of something
	}
	l.dates = append(l.dates, told{day, r})
	cut := b.Start + words[end].Start
	rest := block{Span: text.Span{Start: cut, End: b.End}}
	l.blocks[i].End = trim(l.text, b.Start, cut).End
	l.blocks[i].cut = true
	l.blocks = append(l.blocks[:i+1:i+1], append([]block{rest}, l.blocks[i+1:]...)...)
}

// after returns the number of the word that comes after phrase p, which word i begins.
func after(s string, words []word, i int, p phrase) int {
	for j := i; j < len(words); j++ {
		if folded := fold(s[words[i].Start:words[j].End]); len(folded) >= len(p.words) {
			return j + 1
		}
	}
	return len(words)
}
