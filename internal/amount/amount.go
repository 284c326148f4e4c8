// Package amount finds numbers and vague amounts and says how low and how high they reach and what they count.
//
// The rules of topic "amount" find them; numbers that lie in a time are left alone, so times must be found before. Words
// such as "at least" bound a number by shares of it that stand in the list "qualifier", vague amounts such as "dozens" have
// their range in the list "indefinite" and no best value.
package amount

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/number"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// Finder finds amounts. It is safe for goroutines.
type Finder struct {
	languages map[text.Language]*language
}

// Options tune a Finder. The zero value suits news text.
type Options struct{}

// language is what the finder knows of one language.
type language struct {
	rules     *rule.Set
	partitive *rule.List // stand between a number and what it counts
	counting  *rule.Set  // what is counted with the modifiers that may stand after it
	numbers   *number.Reader
}

// topic is the topic of the rules, countedTopic of those for what is counted; the captures are the names that its patterns give to parts of a match.
const (
	topic            = "amount"
	countedTopic     = "counted"
	amountCapture    = "amount"
	qualifierCapture = "qualifier"
)

// The keys that a rule may give.
const (
	numberKey = "number" // the number, in digits or words
	toKey     = "to"     // the higher end of a range
	rangeKey  = "range"  // the lowest and highest number: 24..99
	effectKey = "effect" // the lowest, best and highest as shares of the number: "1 1 -"
	kindKey   = "kind"   // count, percent, money, measure, age or ordinal
	addsKey   = "adds"   // yes: on top of an earlier figure
	shareKey  = "share"  // how much of the next amount, from 0 to 1
)

// New returns a Finder with the rules of these books. The error lists rules that give keys that the finder does not know.
func New(books map[text.Language]*rule.Book, _ Options) (*Finder, error) {
	f := &Finder{map[text.Language]*language{}}
	var mistakes rule.Mistakes
	for _, name := range slices.Sorted(maps.Keys(books)) {
		l := &language{books[name].Topic(topic), books[name].List("partitive"), books[name].Topic(countedTopic), number.FromBook(books[name])}
		mistakes = append(mistakes, l.rules.Expect(numberKey, toKey, rangeKey, effectKey, kindKey, addsKey, shareKey)...)
		mistakes = append(mistakes, l.counting.Expect()...)
		f.languages[name] = l
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return f, nil
}

// Find returns the amounts in d, in order of position. The span of each is the number or the vague word without what
// bounds it, which is its Qualifier; for a vague word, that word itself. It reads d.Dates.
func (f *Finder) Find(d *text.Document) []text.Amount {
	l := f.languages[d.Language]
	if l == nil {
		return nil
	}
	var found []text.Amount
	date := 0
	for _, s := range d.Sentences {
		var open *share
		for _, m := range l.rules.Find(d, s.First, s.Last) {
			for date < len(d.Dates) && d.Dates[date].Last < m.First {
				date++
			}
			if part := m.Give(shareKey); part != "" {
				open = shareOf(d, m, part)
				continue
			}
			a, err := l.amount(d, m)
			if err != nil || meetsDate(d, date, a) {
				continue
			}
			if a.Kind == text.Count {
				a.Of = l.counted(d, s, a, m.Last+1)
				a.Counted = l.phrase(d, s, a.Of, m.Last+1)
			}
			if open.belongsTo(a) {
				found = append(found, open.of(a))
			}
			open = nil
			found = append(found, a)
		}
	}
	return found
}

// meetsDate reports whether a shares a token with a time, from the date on that is given.
func meetsDate(d *text.Document, date int, a text.Amount) bool {
	for ; date < len(d.Dates) && d.Dates[date].First <= a.Last; date++ {
		if d.Dates[date].Last >= a.First {
			return true
		}
	}
	return false
}

// amount returns what a match says. The error tells of a number that cannot be read or a range that goes down.
func (l *language) amount(d *text.Document, m rule.Match) (text.Amount, error) {
	a := words(d, m)
	return a, l.bound(&a, m)
}

// words returns what a match says but for the numbers.
func words(d *text.Document, m rule.Match) text.Amount {
	a := text.Amount{First: m.First, Last: m.Last, Of: -1, Origin: m.Rule.Origin()}
	if first, last, ok := m.Capture(amountCapture); ok {
		a.First, a.Last = first, last
	}
	a.Span = d.Cover(a.First, a.Last)
	if first, last, ok := m.Capture(qualifierCapture); ok {
		a.Qualifier = d.Cover(first, last)
	}
	a.Kind, a.Adds = text.AmountKind(m.Give(kindKey)), m.Give(addsKey) == "yes"
	return a
}

// bound sets the lowest, best and highest number.
func (l *language) bound(a *text.Amount, m rule.Match) error {
	if r := m.Give(rangeKey); r != "" {
		if a.Qualifier.Empty() {
			a.Qualifier = a.Span
		}
		return readRange(a, r)
	}
	n, ok := l.numbers.ReadText(m.Give(numberKey))
	if !ok {
		return fmt.Errorf("%q is no number", m.Give(numberKey))
	}
	if words := m.Give(toKey); words != "" {
		return l.upTo(a, n.Value, words)
	}
	a.Low, a.Best, a.High = text.Just(n.Value), text.Just(n.Value), text.Just(n.Value)
	if effect := m.Give(effectKey); effect != "" {
		return scale(a, n.Value, effect)
	}
	return nil
}

// readRange reads a range of the list: 24..99.
func readRange(a *text.Amount, r string) error {
	low, high, ok := strings.Cut(r, "..")
	from, err := strconv.ParseFloat(low, 64)
	if err != nil || !ok {
		return fmt.Errorf("%q is no range", r)
	}
	to, err := strconv.ParseFloat(high, 64)
	if err != nil || to < from {
		return fmt.Errorf("%q is no range", r)
	}
	a.Low, a.High = text.Just(from), text.Just(to)
	if from == to {
		a.Best = a.Low
	}
	return nil
}

// upTo sets a range from a number to one in words. In "2 to 3 million" the lower takes the millions of the higher.
func (l *language) upTo(a *text.Amount, low float64, words string) error {
	high, ok := l.numbers.ReadText(words)
	if !ok || high.Value <= low {
		return fmt.Errorf("%q is no number above %g", words, low)
	}
	if unit := magnitude(high.Value); low < 100 && high.Value >= 1000*low && high.Value/unit > low {
		low *= unit
	}
	a.Low, a.High = text.Just(low), text.Just(high.Value)
	return nil
}

// magnitude returns the thousand, million or milliard that n is counted in.
func magnitude(n float64) float64 {
	return math.Pow(1000, math.Floor(math.Log10(n)/3))
}

// scale sets the bounds from the shares of a qualifier: "0.9 1 1.1".
func scale(a *text.Amount, n float64, effect string) error {
	shares := strings.Fields(effect)
	if len(shares) != 3 {
		return fmt.Errorf("%q are not three shares", effect)
	}
	for i, into := range []*text.Number{&a.Low, &a.Best, &a.High} {
		if shares[i] == "-" {
			*into = text.Number{}
			continue
		}
		share, err := strconv.ParseFloat(shares[i], 64)
		if err != nil {
			return fmt.Errorf("%q is no share", shares[i])
		}
		*into = text.Just(whole(n, n*share))
	}
	return nil
}

// whole rounds a bound to a whole number where the number itself is one.
func whole(n, bound float64) float64 {
	if n == math.Trunc(n) {
		return math.Round(bound)
	}
	return math.Round(bound*100) / 100
}
