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
	var pieces []piece
	for _, s := range d.Sentences {
		pieces = append(pieces, l.joined(d, l.find(d, s))...)
	}
	pieces = joinOverStops(d, pieces)
	a := anchors{narrative: narrative(pieces, d.Report.Published)}
	if d.Report.Published.Known() {
		a.published = d.Report.Published.Time()
	}
	var dates []text.Date
	sentence := 0
	for i := range pieces {
		p := &pieces[i]
		for d.Sentences[sentence].Last <= p.first {
			sentence++
		}
		if p.needsDirection() {
			a.direction, a.sure = l.tenses.direction(d, d.Sentences[sentence], p.first, p.last)
		}
		date, v := p.date(d, a)
		dates = append(dates, date)
		if v.dated() && p.has&refSlot == 0 {
			a.told = v
		}
	}
	return dates
}

// find returns the pieces of a sentence, in order.
func (l *language) find(d *text.Document, s text.Sentence) []piece {
	var found []piece
	for _, m := range l.rules.Find(d, s.First, s.Last) {
		p := piece{first: whole(d, m.First, m.Last), last: m.Last, origin: m.Rule.Origin()}
		if l.fill(&p, m) != nil || !p.possible() {
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
	return l.spokenYear(word)
}

// spokenYear reads a year that is spoken in two halves: nineteen ninety-six. It leaves anything else as it is.
func (l *language) spokenYear(words string) string {
	first, rest, _ := strings.Cut(words, " ")
	a, okA := l.numbers.ReadText(first)
	b, okB := l.numbers.ReadText(rest)
	if !okA || !okB || a.Value < 10 || a.Value > 20 || b.Value > 99 {
		return words
	}
	return strconv.Itoa(int(a.Value)*100 + int(b.Value))
}

// joined returns the time expressions that pieces of a sentence make.
func (l *language) joined(d *text.Document, pieces []piece) []piece {
	for _, stages := range []bool{true, false} { // "early" joins what follows it before that joins anything else
		for i := 0; i+1 < len(pieces); {
			p, q := &pieces[i], &pieces[i+1]
			if p.onlyStage() == stages && !q.onlyStage() && p.joins(q) && l.linked(d, p, q) {
				pieces[i] = p.join(q)
				pieces = slices.Delete(pieces, i+1, i+2)
				continue
			}
			i++
		}
	}
	pieces = slices.DeleteFunc(pieces, func(p piece) bool { return p.weak || p.drop })
	l.shareYears(d, pieces)
	return pieces
}

// shareYears gives months and days without a year the year of the date after them, when both hang together: April and June 1955.
func (l *language) shareYears(d *text.Document, pieces []piece) {
	for i := len(pieces) - 2; i >= 0; i-- {
		p, q := &pieces[i], &pieces[i+1]
		if p.has&monthSlot == 0 || p.has&yearSlot != 0 || p.forced || q.has&(yearSlot|monthSlot) != yearSlot|monthSlot || q.moved {
			continue
		}
		if q.first-p.last != 2 {
			continue
		}
		if _, _, ok := l.shared.At(d, p.last+1); !ok {
			continue
		}
		p.has |= yearSlot
		p.year, p.bc = q.year, q.bc
		if p.month > q.month {
			p.year--
		}
	}
}

// joinOverStops joins a clock time that ends in a stop with the day right after it: "10 p.m. Wednesday" may look like two sentences.
func joinOverStops(d *text.Document, pieces []piece) []piece {
	for i := 0; i+1 < len(pieces); i++ {
		p, q := &pieces[i], &pieces[i+1]
		if p.has == clockSlot && q.first == p.last+1 && p.joins(q) && strings.HasSuffix(d.Tokens[p.last].Form, ".") {
			pieces[i] = p.join(q)
			pieces = slices.Delete(pieces, i+1, i+2)
		}
	}
	return pieces
}

// onlyStage reports whether p tells no more than a stage of the time that follows: early, the end of.
func (p *piece) onlyStage() bool { return p.has == modSlot }

// maxLinks is how many words may stand between two pieces of one time: ", at the".
const maxLinks = 3

// linked reports whether only linking words stand between p and q.
func (l *language) linked(d *text.Document, p, q *piece) bool {
	if q.first-p.last-1 > maxLinks {
		return false
	}
	for i := p.last + 1; i < q.first; {
		value, n, ok := l.link.At(d, i)
		if !ok || value == "clock" && q.has&clockSlot == 0 {
			return false
		}
		i += n
	}
	return p.has&yearSlot == 0 || p.moved || q.has&clockSlot != 0 || p.has&daySlot != 0 || q.first == p.last+1 || p.has&datedSlots == 0
}

// date returns p as it is reported, and its value.
func (p *piece) date(d *text.Document, a anchors) (text.Date, value) {
	date := text.Date{Span: d.Cover(p.first, p.last), First: p.first, Last: p.last, Origin: p.origin}
	switch {
	case p.timex != "":
		date.Type, date.Value = or(p.kind, text.SetTimex), p.timex
		return date, value{}
	case p.has&refSlot != 0:
		date.Type, date.Value = text.DateTimex, p.ref
		return date, value{}
	case p.has&setSlot != 0:
		date.Type, date.Value = text.SetTimex, p.set()
		return date, value{}
	case p.has&lengthSlot != 0:
		return p.stretch(date, a), value{}
	}
	v, anchored := p.place(a)
	from, to := v.bounds()
	date.Value, date.EDTF, date.From, date.To, date.Precision, date.Anchored = v.timex(), v.edtf(), from, to, v.grain.String(), anchored
	p.extend(&date, v)
	date.Type = text.DateTimex
	if p.has&(clockSlot|partSlot) != 0 && v.grain <= part {
		date.Type = text.TimeTimex
	}
	date.Type = or(p.kind, date.Type)
	if p.mod == "APPROX" && date.EDTF != "" && !strings.Contains(date.EDTF, "/") {
		date.EDTF += "~"
	}
	return date, v
}

// extend makes a date that opens an interval reach to its end: 9 to 10 June. Its value stays that of its own words.
func (p *piece) extend(date *text.Date, v value) {
	if !v.dated() || p.apart || p.untilDay+p.untilMonth+p.untilYear == 0 {
		return
	}
	last := p.end()
	end := last.inYear(max(last.year, v.from.Year()))
	if _, to := end.bounds(); to.After(date.To) {
		date.To = to
		date.EDTF += "/" + end.edtf()
	}
}

// end returns the other end of an interval that p opens, or the other day that it tells.
func (p *piece) end() piece {
	end := *p
	end.untilYear, end.untilMonth, end.untilDay, end.closes = 0, 0, 0, true
	end.has &^= modSlot
	switch {
	case p.untilYear > 0 && p.untilYear < 100: // 2009-10
		end.year = p.year - mod(p.year, 100) + p.untilYear
	case p.untilYear > 0:
		end.year = p.untilYear
	}
	if p.untilMonth > 0 {
		end.month = p.untilMonth
	}
	if p.untilDay > 0 {
		end.day = p.untilDay
	}
	return end
}

// set returns the TIMEX3 value of what comes again and again.
func (p *piece) set() string {
	switch {
	case p.has&weekdaySlot != 0 && p.has&partSlot != 0:
		return fmt.Sprintf("XXXX-WXX-%dT%s", p.weekday, p.part)
	case p.has&(weekdaySlot|monthSlot|seasonSlot) != 0:
		return p.pattern()
	case p.has&partSlot != 0:
		return "XXXX-XX-XXT" + p.part
	}
	return p.length().timex()
}

func (p *piece) length() length {
	if p.vague {
		return length{unit: p.unit}
	}
	return length{p.unit, p.count}
}

// stretch completes a duration; the last three months and the next two weeks have their place on the calendar.
func (p *piece) stretch(date text.Date, a anchors) text.Date {
	date.Type, date.Value = or(p.kind, text.DurationTimex), p.length().timex()
	if !p.forced || p.toward == 0 || p.vague || a.published.IsZero() || p.unit <= hour {
		return date
	}
	steps, unit := (&piece{unit: p.unit, count: p.count, shift: p.toward}).steps()
	date.From, date.To = a.published, unit.add(a.published, steps)
	if p.toward < 0 {
		date.From, date.To = date.To, date.From
	}
	date.EDTF, date.Precision, date.Anchored = daysEDTF(date.From, date.To), p.unit.String(), fromPublished
	return date
}

// needsDirection reports whether the tense of the sentence decides where p lies.
func (p *piece) needsDirection() bool {
	return p.near || !p.moved && !p.forced && p.has&(yearSlot|decadeSlot|centurySlot) == 0 && p.has&(weekdaySlot|monthSlot|seasonSlot|quarterSlot|halfSlot) != 0
}

// Reports that tell of years gone by have at least so many years before the last, and so many times more than recent days.
const (
	manyYears  = 5
	timesNewer = 3
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
