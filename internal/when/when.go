// Package when finds time expressions and gives them their place on the calendar.
//
// It works in three steps. The rules of topic "when" find pieces of time expressions and say what their words fill: a
// weekday, a clock time, three weeks back. Pieces that stand side by side, or with words of the list "link" between them,
// and tell of one time are joined: "Wednesday morning" and "8am". Then each is placed on the calendar, counted from the day
// of publication or from the last date told, in the direction that the tense says. What has nothing to be counted from
// keeps a TIMEX3 value with X for what is not known, and has no interval.
package when

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/number"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// Finder finds time expressions. It is safe for goroutines.
type Finder struct {
	languages map[text.Language]*language
}

// Options tune a Finder. The zero value suits news text.
type Options struct{}

// language is what the finder knows of one language.
type language struct {
	rules   *rule.Set
	link    *rule.List
	shared  *rule.List // stand between two dates that share a year
	vague   *rule.List
	tenses  tenses
	numbers *number.Reader
}

// topic is the topic of the rules. The captures are the words of the two ends of an interval, which are reported apart.
const (
	topic        = "when"
	beginCapture = "begin"
	endCapture   = "end"
)

// New returns a Finder with the rules of these books. The error lists rules that give keys that the finder does not know.
func New(books map[text.Language]*rule.Book, _ Options) (*Finder, error) {
	f := &Finder{map[text.Language]*language{}}
	var mistakes rule.Mistakes
	for _, name := range slices.Sorted(maps.Keys(books)) {
		book := books[name]
		l := &language{book.Topic(topic), book.List("link"), book.List("conjunction"), book.List("vague"), newTenses(book), number.FromBook(book)}
		mistakes = append(mistakes, l.rules.Expect(slices.Sorted(maps.Keys(fills))...)...)
		f.languages[name] = l
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return f, nil
}

// Find returns the time expressions in d, in order of position. In a language without rules there are none.
func (f *Finder) Find(d *text.Document) []text.Date {
	l := f.languages[d.Language]
	if l == nil {
		return nil
	}
	pieces := make([]piece, 0, len(d.Tokens)/wordsPerDate+1)
	for _, s := range d.Sentences {
		before := len(pieces)
		pieces = l.find(pieces, d, s)
		pieces = pieces[:before+len(l.joined(d, pieces[before:]))]
	}
	pieces = joinOverStops(d, pieces)
	a := anchors{narrative: narrative(pieces, d.Report.Published)}
	if d.Report.Published.Known() {
		a.published = d.Report.Published.Time()
	}
	if len(pieces) == 0 {
		return nil
	}
	dates := make([]text.Date, 0, len(pieces))
	sentence := 0
	for i := range pieces {
		p := &pieces[i]
		for d.Sentences[sentence].Last <= p.first {
			sentence++
		}
		a.enter(sentence)
		switch {
		case p.lean != 0:
			a.direction, a.sure = p.lean, likely
		case p.needsDirection(), p.dayless() && a.ahead(a.told) && a.toldIn < sentence:
			a.direction, a.sure = l.tenses.direction(d, d.Sentences[sentence], p)
		case p.dayless():
			a.direction = 0
		}
		date, v := p.date(d, a)
		dates = append(dates, date)
		if v.dated() && p.has&refSlot == 0 && !l.tenses.begins(d, d.Sentences[sentence], p) {
			a.remember(p, v, date.Anchored)
			a.toldIn = sentence
			a.rememberQuarter(p, v, sentence)
		}
	}
	return dates
}

// wordsPerDate is how many words of news have a date among them, for the room that is made for pieces.
const wordsPerDate = 24

// find appends the pieces of a sentence, in order.
func (l *language) find(found []piece, d *text.Document, s text.Sentence) []piece {
	for _, m := range l.rules.Find(d, s.First, s.Last) {
		p := piece{first: whole(d, m.First, m.Last), last: m.Last, origin: m.Rule.Origin()}
		if insidePerson(d, m) || l.fill(&p, m) != nil || !p.possible() {
			continue
		}
		first, last, ok := m.Capture(endCapture)
		if !ok {
			found = append(found, p)
			continue
		}
		end := p.end()
		end.first, end.last = first, last
		if first, last, ok = m.Capture(beginCapture); ok {
			p.first, p.last = first, last
		}
		found = append(found, p)
		if end.possible() {
			found = append(found, end)
		}
	}
	return found
}

// insidePerson reports whether a match is a part of a person's name of several words: April Smith, Hervé Toussaint.
func insidePerson(d *text.Document, m rule.Match) bool {
	for i := m.First; i <= m.Last; i++ {
		if name := d.Tokens[i].Name; name.Type() != text.PER || name.Position() == text.NameUnit {
			return false
		}
	}
	return true
}

// whole returns the first token of a match that does not begin inside a multiword token: the "le" of "du" is left out.
func whole(d *text.Document, first, last int) int {
	for first < last && d.Tokens[first].Part > 1 {
		first++
	}
	return first
}

// fill sets all that a match gives. The error tells of words that are no such thing after all: 31:75 as a time of the day.
func (l *language) fill(p *piece, m rule.Match) error {
	for _, key := range m.Keys() {
		word := m.Give(key)
		if word == "" {
			continue
		}
		if key == "count" {
			word = l.counted(word)
		}
		if key == "year" {
			word = l.spokenYear(word)
		}
		if numeric[key] {
			word = l.digits(word)
		}
		if err := p.fill(key, word); err != nil {
			return fmt.Errorf("rule %s: %s: %w", m.Rule.Name, key, err)
		}
	}
	p.finish()
	return nil
}

// counted returns the value of a count that stands in the list of vague ones, with or without words after it: several more.
// It leaves anything else as it is.
func (l *language) counted(words string) string {
	if _, ok := l.numbers.ReadText(words); ok {
		return words
	}
	for head := words; head != ""; head = head[:max(0, strings.LastIndexByte(head, ' '))] {
		if value, ok := l.vague.Value(head); ok {
			return value
		}
	}
	return words
}

// digits writes a number in words, an ordinal or a figure with letters around it ("1990s") as plain digits, and leaves
// anything else as it is.
func (l *language) digits(word string) string {
	if _, err := strconv.ParseFloat(word, 64); err == nil {
		return strings.TrimSuffix(word, ".")
	}
	if n, ok := l.numbers.ReadText(word); ok {
		return strconv.FormatFloat(n.Value, 'f', -1, 64)
	}
	if runs := digitRuns(word); len(runs) == 1 {
		return runs[0]
	}
	return word
}

// spokenYear reads a year that is spoken in two halves: nineteen ninety-six. It leaves anything else as it is.
func (l *language) spokenYear(words string) string {
	first, rest, _ := strings.Cut(words, " ")
	a, okA := l.numbers.ReadText(first)
	b, okB := l.numbers.ReadText(rest)
	if !okA || !okB || a.Value < 10 || a.Value > 20 || b.Value < 10 || b.Value > 99 {
		return words
	}
	return strconv.Itoa(int(a.Value)*100 + int(b.Value))
}

// needsDirection reports whether the tense of the sentence decides where p lies.
func (p *piece) needsDirection() bool {
	return p.near || p.told || !p.moved && !p.forced && p.has&(yearSlot|decadeSlot|centurySlot) == 0 && p.has&(weekdaySlot|monthSlot|seasonSlot|quarterSlot|halfSlot) != 0
}

// Reports that tell of years gone by have at least so many years before the last, and so many times more than recent days.
const (
	manyYears  = 5
	timesNewer = 1
)

// narrative reports whether most of the years told lie well before the publication, so that a month without a year is of
// the year last told.
func narrative(pieces []piece, published text.Day) bool {
	old, recent := 0, 0
	for i := range pieces {
		p := &pieces[i]
		switch {
		case p.has&yearSlot != 0 && !p.moved && (!published.Known() || p.year < published.Year-1):
			old++
		case p.has&yearSlot != 0 && !p.told, p.has&weekdaySlot != 0 && p.has&daySlot == 0:
			recent++
		}
	}
	return old >= manyYears && old > timesNewer*recent
}
