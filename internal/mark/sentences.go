package mark

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Sentences reads a file of single sentences marked in place, such as
//
//	published: 2024-03-07
//	À ‹LOC:Calais›, ‹AMT:12|12› hommes ont été arrêtés ‹DATE:mercredi|2024-03-06›.
//
// as one reading, each sentence a paragraph. The names LOC are its places too, without a position. corpus/fr/sentences/README.md
// describes the form in full. The error, if any, is of type Mistakes and names all of them.
func Sentences(file, source, language string) (*Reading, error) {
	c := &compiler{file: file, reading: empty()}
	var text strings.Builder
	chars := 0
	for _, s := range c.sentences(source) {
		if text.Len() > 0 {
			text.WriteString("\n\n")
			chars += 2
		}
		text.WriteString(s.plain)
		for _, m := range s.marks {
			c.line = s.line
			c.mention(m, m.span(s.plain, chars))
		}
		chars += utf8.RuneCountInString(s.plain)
	}
	id := strings.TrimSuffix(path.Base(file), path.Ext(file))
	c.reading.Report.ID, c.reading.Report.Language, c.reading.Report.File = id, language, file
	c.reading.Report.BodyChars, c.reading.Body = chars, text.String()
	if len(c.mistakes) > 0 {
		return nil, c.mistakes
	}
	return c.reading, nil
}

// sentence is one line of a file of sentences.
type sentence struct {
	line  int // from 1
	plain string
	marks []inline // in the order of the words
}

// inline is one mark: a byte range of the plain sentence with its kind and, but for names, its value.
type inline struct {
	start, end  int
	kind, value string
}

// span returns the words of a mark with their code points, of which some stand before the sentence.
func (m inline) span(plain string, before int) Span {
	start := before + utf8.RuneCountInString(plain[:m.start])
	words := plain[m.start:m.end]
	return Span{words, start, start + utf8.RuneCountInString(words)}
}

// isName reports whether the mark is of a proper name.
func (m inline) isName() bool { return m.kind == "PER" || m.kind == "ORG" || m.kind == "LOC" }

// sentences reads the head and the lines of source.
func (c *compiler) sentences(source string) []sentence {
	var all []sentence
	for i, row := range strings.Split(source, "\n") {
		c.line = i + 1
		day, isHead := strings.CutPrefix(row, "published: ")
		switch {
		case isHead && c.reading.Report.Published == "":
			c.time(day, newFields("")) // notes a day that is not on the calendar
			c.reading.Report.Published = day
		case isHead:
			c.wrong("want one day of publication")
		case strings.TrimSpace(row) == "" || strings.HasPrefix(row, "#"):
		default:
			all = append(all, c.sentence(row))
		}
	}
	if c.reading.Report.Published == "" || len(all) == 0 {
		c.wrong("want a day of publication and sentences")
	}
	return all
}

// The brackets around a mark.
const (
	opening = "‹"
	closing = "›"
)

// sentence takes the marks out of a line.
func (c *compiler) sentence(row string) sentence {
	s := sentence{line: c.line}
	if strings.TrimSpace(row) != row || strings.Contains(row, "  ") {
		c.wrong("want single spaces, and none around the sentence")
	}
	var plain strings.Builder
	for rest, inside := row, ""; rest != ""; {
		before, after, found := strings.Cut(rest, opening)
		plain.WriteString(before)
		if !found {
			break
		}
		if inside, rest, found = strings.Cut(after, closing); !found {
			c.wrong("a mark has no end: %q", after)
			break
		}
		m, words := c.inline(inside)
		m.start = plain.Len()
		plain.WriteString(words)
		m.end = plain.Len()
		s.marks = append(s.marks, m)
	}
	s.plain = plain.String()
	if strings.ContainsAny(s.plain, "‹›|") {
		c.wrong("a mark is broken: %q", s.plain)
	}
	return s
}

// timex is the form of the TIMEX3 values that a mark may have.
var timex = regexp.MustCompile(`^(?:` +
	`\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?` + // year, month, day
	`|\d{4}-\d\d-\d\dT(?:[01]\d|2[0-4]):[0-5]\d|\d{4}-\d\d-\d\dT(?:MO|MI|AF|EV|NI|DT)` + // clock, part of the day
	`|\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])(?:-WE)?|\d{4}-(?:SP|SU|FA|WI|Q[1-4]|H[12])` + // week, weekend, season, quarter, half
	`|\d{2,3}|BC\d{4}` + // century, decade
	`|XXXX-WXX-(?:[1-7]|WE)(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?|XXXX-\d\d(?:-\d\d)?|XXXX-XX-\d\d|XXXX-(?:SP|SU|FA|WI)|XXXX-XX-XXT(?:MO|AF|EV|NI|\d\d:\d\d)` + // every …
	`|P(?:\d+|X)(?:D|W|M|Y|DE|CE)|P\d+\.\d+[YMWD]|P\d+Y\d+M|P(?:\d+|X)D?T(?:MO|AF|EV|NI)|PT(?:\d+|X)[HMS]|PT\d+H\d+M|PT\d+\.\d+[SHM]` + // durations
	`|P(?:\d+|X)WE|(?:PAST|PRESENT|FUTURE)_REF)$`)

// timexTypes are the types of time expressions.
var timexTypes = []string{"DATE", "TIME", "DURATION", "SET"}

// amounts is the form of a count: 12, 35-45, 8-, -12, ~70.
var amounts = regexp.MustCompile(`^(?:~?\d+|\d+-\d*|-\d+)$`)

// inline reads the inside of a mark: "LOC:Calais", "DATE:mercredi|2024-03-06".
func (c *compiler) inline(inside string) (m inline, words string) {
	kind, rest, _ := strings.Cut(inside, ":")
	words, value, hasValue := strings.Cut(rest, "|")
	m = inline{kind: kind, value: value}
	isTime := slices.Contains(timexTypes, kind)
	switch {
	case words == "" || strings.TrimSpace(words) != words:
		c.wrong("want words without spaces around them: %q", inside)
	case m.isName() && hasValue:
		c.wrong("a name has no value: %q", inside)
	case isTime && !timex.MatchString(value):
		c.wrong("no TIMEX3 value: %q", inside)
	case isTime && isDuration(value) != (kind == "DURATION") && kind != "SET":
		c.wrong("a value of another type: %q", inside)
	case isTime && kind != "SET" && strings.ContainsRune(value, 'T') != (kind == "TIME") && !isDuration(value) && !strings.HasSuffix(value, "_REF"):
		c.wrong("a value of another type: %q", inside)
	case kind == "AMT" && !amounts.MatchString(value):
		c.wrong("no count: %q", inside)
	case kind == "AMT" || isTime || m.isName():
	default:
		c.wrong("no kind of mark: %q", inside)
	}
	return m, words
}

// isDuration reports whether a TIMEX3 value is that of a length of time.
func isDuration(value string) bool {
	return strings.HasPrefix(value, "P") && !strings.HasSuffix(value, "_REF")
}

// mention adds a mark to the reading.
func (c *compiler) mention(m inline, at Span) {
	all := &c.reading.Mentions
	switch {
	case m.kind == "AMT":
		all.Amounts = append(all.Amounts, Amount{Span: at, Bounds: c.bounds(dotted(m.value))})
	case m.isName():
		all.Names = append(all.Names, Name{Span: at, Type: m.kind})
		if m.kind == "LOC" {
			all.Places = append(all.Places, Place{Span: at})
		}
	case slices.Contains(timexTypes, m.kind):
		all.Dates = append(all.Dates, Date{Span: at, Type: m.kind, Time: c.time(m.value, newFields(""))})
	}
}

// dotted writes a count as marked reports do: 8- as 8.. and 35-45 as 35..45.
func dotted(count string) string { return strings.Replace(count, "-", "..", 1) }
