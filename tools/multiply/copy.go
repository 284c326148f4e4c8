package main

import (
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/internal/record"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// line is a report as dateline ingest reads it.
type line struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Text      string `json:"text"`
}

// pool is where other names are drawn from.
type pool struct {
	given, surnames []string
	ordinary        map[string][]string // lower-case words by their last letters
	towns           map[int][]string    // by the binary logarithm of how many live there
	places          *atlas.Atlas
}

// newPool gathers the words of people's names, and the towns of the gazetteer.
func newPool(originals []*record.Reading, places *atlas.Atlas) *pool {
	p := &pool{towns: map[int][]string{}, ordinary: map[string][]string{}, places: places}
	for _, r := range originals {
		for _, word := range wordsOf(r.Body) {
			w := r.Body[word.Start:word.End]
			p.ordinary[ending(r.Language, w)] = append(p.ordinary[ending(r.Language, w)], w)
		}
		for _, n := range r.Names {
			words := strings.Fields(r.Body[n.Start:n.End])
			if n.Type == text.PER && len(words) == 2 && isName(words[0]) && isName(words[1]) {
				p.given, p.surnames = append(p.given, words[0]), append(p.surnames, words[1])
			}
		}
	}
	for key, words := range p.ordinary {
		slices.Sort(words)
		p.ordinary[key] = slices.Compact(words)
	}
	for _, names := range []*[]string{&p.given, &p.surnames} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
		if len(*names) == 0 {
			*names = []string{"Novak"}
		}
	}
	for n := range places.Len() {
		place := places.At(atlas.Number(n))
		if name := places.Name(place); place.Class >= atlas.Capital && place.Class <= atlas.Town && isName(name) {
			p.towns[size(place)] = append(p.towns[size(place)], name)
		}
	}
	return p
}

// wordsOf finds the words of a text that are neither names nor short.
func wordsOf(body string) (all []text.Span) {
	start := -1
	for i, c := range body + " " {
		switch {
		case unicode.IsLetter(c):
			if start < 0 {
				start = i
			}
		case start >= 0:
			if i-start >= leastWord && body[start:i] == strings.ToLower(body[start:i]) {
				all = append(all, text.Span{Start: start, End: i})
			}
			start = -1
		}
	}
	return all
}

const leastWord = 5

// ending is what words must share to stand in each other's place.
func ending(language text.Language, word string) string {
	_, last := utf8.DecodeLastRuneInString(word)
	_, before := utf8.DecodeLastRuneInString(word[:len(word)-last])
	return string(language) + word[len(word)-last-before:]
}

func size(p atlas.Place) int { return bits.Len(uint(p.Population)) }

// isName reports whether a word looks like one name: a capital and small letters.
func isName(word string) bool {
	first, length := utf8.DecodeRuneInString(word)
	return len(word) > 3 && unicode.IsUpper(first) && !strings.ContainsFunc(word[length:], func(c rune) bool { return !unicode.IsLower(c) })
}

// outlets are those of the copies.
const outlets = 40

// copy makes the copy of that number.
func (p *pool) copy(r *record.Reading, number int, chance *rand.Rand) line {
	const years = 10
	weeks := chance.IntN(2*years*52) - years*52
	c := copying{pool: p, Reading: r, chance: chance, days: 7 * weeks, instead: map[string]string{}}
	published := r.Report.Published
	if !published.Known() {
		published = text.Day{Year: 2015, Month: time.June, Day: 10}
	}
	return line{
		ID: fmt.Sprintf("copy-%07d", number), Outlet: fmt.Sprintf("The %s Courier", p.surnames[number%min(outlets, len(p.surnames))]), Language: string(r.Language),
		Title: c.words(r.Report.Title), Published: published.Time().AddDate(0, 0, c.days).Format(time.DateOnly), Text: c.text(),
	}
}

// copying is the making of one copy.
type copying struct {
	*pool
	*record.Reading
	chance  *rand.Rand
	days    int               // by which its days are moved
	instead map[string]string // what stands in the place of a name, so that a name stays one
}

// change is a span with the words that take its place.
type change struct {
	text.Span
	words string
}

// text is the body with all its changes.
func (c *copying) text() string {
	var changes []change
	for _, place := range c.Places {
		if words := c.Body[place.Start:place.End]; place.Precision == "town" && isName(words) {
			changes = append(changes, change{place.Span, c.other(words, func() string { return c.town(words) })})
		}
	}
	for _, n := range c.Names {
		if n.Type == text.PER {
			changes = append(changes, change{n.Span, c.person(c.Body[n.Start:n.End])})
		}
	}
	for _, d := range c.Dates {
		if words, moved := c.moved(d); moved {
			changes = append(changes, change{d.Span, words})
		}
	}
	changes = append(changes, c.otherWords(changes)...)
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var b strings.Builder
	at := 0
	for _, ch := range changes {
		if ch.Start >= at {
			b.WriteString(c.Body[at:ch.Start])
			b.WriteString(ch.words)
			at = ch.End
		}
	}
	b.WriteString(c.Body[at:])
	return b.String()
}

// changed is of how many ordinary words one is changed: so many that two copies of one text are no longer
// nearly one text.
const changed = 3

// otherWords draws others in the place of ordinary words, but of those that tell an act and of those that change anyway.
func (c *copying) otherWords(changes []change) (more []change) {
	for _, word := range wordsOf(c.Body) {
		told := slices.ContainsFunc(c.Accounts, func(a record.Account) bool {
			return a.Trigger.Meets(word) || slices.ContainsFunc(a.Also, word.Meets)
		})
		if told || slices.ContainsFunc(changes, func(ch change) bool { return ch.Meets(word) }) {
			continue
		}
		w := c.Body[word.Start:word.End]
		like := c.ordinary[ending(c.Language, w)]
		if other := c.other(w, func() string { return drawn(w, like, c.chance) }); other != w {
			more = append(more, change{word, other})
		}
	}
	return more
}

func drawn(word string, like []string, chance *rand.Rand) string {
	if chance.IntN(changed) > 0 || len(like) == 0 {
		return word
	}
	return like[chance.IntN(len(like))]
}

// other draws once what stands in the place of a word.
func (c *copying) other(word string, draw func() string) string {
	if c.instead[word] == "" {
		c.instead[word] = draw()
	}
	return c.instead[word]
}

// words changes a title by what was drawn for the body.
func (c *copying) words(title string) string {
	_ = c.text()
	words := strings.Fields(title)
	for i, word := range words {
		bare := strings.TrimFunc(word, unicode.IsPunct)
		if other := c.instead[bare]; other != "" {
			words[i] = strings.Replace(word, bare, other, 1)
		}
	}
	return strings.Join(words, " ")
}

// person gives a person other names, word by word: the last is a surname. What looks like no name stays.
func (c *copying) person(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		if !isName(word) {
			continue
		}
		from := c.given
		if i == len(words)-1 {
			from = c.surnames
		}
		words[i] = c.other(word, func() string { return from[c.chance.IntN(len(from))] })
	}
	return strings.Join(words, " ")
}

// town draws a town of about the same size.
func (c *copying) town(name string) string {
	for _, n := range c.places.Look(nil, []byte(atlas.Key(name))) {
		if like := c.towns[size(c.places.At(n))]; len(like) > 0 {
			return like[c.chance.IntN(len(like))]
		}
	}
	return name
}

// moved writes a day, a month or a year of the calendar as it stands after the move. Days told by their distance stay.
func (c *copying) moved(d text.Date) (string, bool) {
	if d.Anchored != "" || d.From.IsZero() {
		return "", false
	}
	words, was, now := c.Body[d.Start:d.End], d.From, d.From.AddDate(0, 0, c.days)
	if d.Precision != "day" && d.Precision != "month" && d.Precision != "year" {
		return "", false
	}
	if d.Precision != "day" {
		now = d.From.Add(d.To.Sub(d.From)/2).AddDate(0, 0, c.days)
	}
	if c.Language == text.French {
		words = replaceOnce(words, frenchMonths[was.Month()-1], frenchMonths[now.Month()-1])
	} else {
		words = replaceOnce(words, was.Month().String(), now.Month().String())
		words = replaceOnce(words, was.Month().String()[:3]+".", now.Month().String()[:3]+".")
	}
	words = replaceOnce(words, fmt.Sprint(was.Year()), fmt.Sprint(now.Year()))
	if d.Precision == "day" {
		words = replaceNumber(words, was.Day(), now.Day())
	}
	return words, words != c.Body[d.Start:d.End]
}

var frenchMonths = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

func replaceOnce(words, old, new string) string { return strings.Replace(words, old, new, 1) }

// replaceNumber replaces the first number of that value that stands alone.
func replaceNumber(words string, old, new int) string {
	fields := strings.Fields(words)
	for i, field := range fields {
		if bare := strings.Trim(field, ","); bare == fmt.Sprint(old) {
			fields[i] = strings.Replace(field, bare, fmt.Sprint(new), 1)
			return strings.Join(fields, " ")
		}
	}
	return words
}
