package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// gap is what stands between two words.
type gap uint8

const (
	tight     gap = iota
	blank         // spaces
	newline       // one line break, in a text whose lines are cut at a width
	paragraph     // a blank line, or a line break in any other text
)

// Splitter cuts text into sentences and words. It is read only, and safe for many goroutines.
type Splitter struct {
	rules        *Rules
	ends         *choice // whether a sentence ends at a gap; nil: after a stop, where a capital follows
	contractions *choice // whether "des" is "de" + "les"; nil: it is
}

// NewSplitter makes a Splitter of rules and of the bytes of two models, which may be empty: of sentence ends and of contractions.
func NewSplitter(rules *Rules, ends, contractions string) (*Splitter, error) {
	s := &Splitter{rules: rules}
	var err error
	if ends != "" {
		if s.ends, err = openChoice(ends); err != nil {
			return nil, err
		}
	}
	if contractions != "" {
		if s.contractions, err = openChoice(contractions); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Split cuts a body into sentences and words. All but white space lies in a sentence. Each of the spans in alone, in order, is a sentence
// of its own, whatever stands in it: a headline, a dateline.
func (s *Splitter) Split(body string, alone ...text.Span) ([]text.Sentence, []text.Token) {
	tokens := s.resolve(s.rules.Tokens(body))
	return s.sentences(body, tokens, alone), tokens
}

// sentences groups tokens into sentences.
func (s *Splitter) sentences(body string, tokens []text.Token, alone []text.Span) []text.Sentence {
	found := make([]text.Sentence, 0, len(tokens)/20+2)
	v := newView(body, tokens, s.rules)
	for i := range tokens {
		if i+1 < len(tokens) {
			next := tokens[i+1].Start
			for len(alone) > 0 && alone[0].End <= tokens[i].Start {
				alone = alone[1:]
			}
			border, within := at(alone, tokens[i].Start, next)
			if within || !border && (v.plain(i) || !s.endsAfter(&v, i)) {
				continue
			}
		}
		span := text.Span{Start: tokens[v.first].Start, End: tokens[i].Span.End}
		found = append(found, text.Sentence{Span: span, First: v.first, Last: i + 1})
		v.first, v.quotes, v.brackets = i+1, 0, 0
	}
	return found
}

// at tells whether one of two neighbouring words lies in the first span and the other not, and whether both do.
func at(alone []text.Span, start, next int) (border, within bool) {
	if len(alone) == 0 || alone[0].Empty() {
		return false, false
	}
	in, nextIn := start >= alone[0].Start && start < alone[0].End, next >= alone[0].Start && next < alone[0].End
	return in != nextIn, in && nextIn
}

// plain reports whether token i and the next are small letters with one space between, where no sentence ends. Most are, and this is quick.
func (v *view) plain(i int) bool {
	t, next := &v.tokens[i], &v.tokens[i+1]
	last, first := t.Form[len(t.Form)-1], next.Form[0]
	return next.Start == t.Span.End+1 && v.body[t.Span.End] == ' ' && last >= 'a' && last <= 'z' && first >= 'a' && first <= 'z'
}

// endsAfter decides whether a sentence ends after token i, which is not the last.
func (s *Splitter) endsAfter(v *view, i int) bool {
	v.pass(i)
	t, next := &v.tokens[i], &v.tokens[i+1]
	if next.Part > 1 || t.Part > 0 && t.Span == next.Span {
		return false
	}
	g := tight
	if !t.Tight {
		g = v.gap(t.Span.End, next.Start)
	}
	if g == paragraph {
		return !v.broken(i)
	}
	if !v.candidate(i, g) {
		return false
	}
	if s.ends == nil {
		return v.stopBefore(i) != 0 && unicode.IsUpper(first(next.Form))
	}
	var f features
	v.features(&f, i, g)
	return s.ends.score(&f) > 0
}

// view is what the end of sentences is decided from: the tokens, and the sentence that is open.
type view struct {
	body     string
	tokens   []text.Token
	rules    *Rules
	wrapped  bool // lines are cut at a width
	shouted  bool // all is in capitals
	first    int  // first token of the open sentence
	quotes   int  // quotation marks since then
	brackets int  // brackets that are open
}

func newView(body string, tokens []text.Token, rules *Rules) view {
	return view{body: body, tokens: tokens, rules: rules, wrapped: isWrapped(body), shouted: isShouted(tokens)}
}

// isShouted reports whether most words are in capitals, by the first few hundred.
func isShouted(tokens []text.Token) bool {
	large, small := 0, 0
	for i := range tokens[:min(len(tokens), 300)] {
		switch shape(tokens[i].Form) {
		case capitalised:
			small++
		case lowerCase:
			small += 4
		case upperCase:
			large++
		}
	}
	return large > 8 && large > small
}

// pass takes note of quotation marks and brackets.
func (v *view) pass(i int) {
	form := v.tokens[i].Form
	if c := form[0]; len(form) > 3 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		return
	}
	switch form {
	case `"`, "“", "”", "«", "»", "''", "``":
		v.quotes++
	case "(", "[":
		v.brackets++
	case ")", "]":
		v.brackets = max(0, v.brackets-1)
	}
}

// gap tells what stands between two places of the body.
func (v *view) gap(start, end int) gap {
	if end == start+1 && v.body[start] == ' ' {
		return blank
	}
	switch lines := strings.Count(v.body[start:end], "\n"); {
	case lines == 0:
		return blank
	case lines == 1 && v.wrapped:
		return newline
	}
	return paragraph
}

// broken reports whether the paragraph that ends with token i was broken within a sentence: it is a long line without a stop at its end, and
// the next begins with a small letter.
func (v *view) broken(i int) bool {
	t, next := &v.tokens[i], &v.tokens[i+1]
	last, _ := utf8.DecodeLastRuneInString(t.Form)
	if !unicode.IsLower(first(next.Form)) || !unicode.IsLower(last) && last != ',' {
		return false
	}
	line := strings.LastIndexByte(v.body[:t.Span.End], '\n') + 1
	return t.Span.End-line >= longLine || last == ','
}

// longLine is how long in bytes a line must be to be more than a headline.
const longLine = 45

// isWrapped reports whether the lines of a body are cut at a width: most of its single line breaks stand where no sentence ends.
func isWrapped(body string) bool {
	inside, all := 0, 0
	for at := 0; all < 200; {
		n := strings.IndexByte(body[at:], '\n')
		if n < 0 {
			break
		}
		end := at + n
		if n > 0 && end+1 < len(body) && body[end+1] != '\n' && body[end+1] != '\r' {
			all++
			if n >= longLine && n < 120 && !strings.ContainsRune(`.!?:"”»)`, rune(body[end-1])) {
				inside++
			}
		}
		at = end + 1
	}
	return all >= 3 && inside*2 > all
}

// candidate reports whether a sentence may end after token i at all.
func (v *view) candidate(i int, g gap) bool {
	if v.shouted && v.stopBefore(i) == 0 {
		return false
	}
	last := v.tokens[i].Form[len(v.tokens[i].Form)-1]
	if last == '.' && len(v.tokens[i].Form) > 1 && v.rules.kindOf(v.tokens[i+1].Form) == day {
		return false // "at 5 p.m. Sunday"
	}
	c := first(v.tokens[i+1].Form)
	if g == tight {
		return (last == '.' || last == '!' || last == '?') && unicode.IsUpper(c)
	}
	if last >= utf8.RuneSelf && !unicode.IsLower(c) {
		return true
	}
	if (last == ';' || last == ',') && unicode.IsLower(c) {
		return false
	}
	return last < '0' || last == ':' || last == ';' || last == '?' || last == ']' || last == '>' || last >= utf8.RuneSelf && isMark(v.tokens[i].Form) || !unicode.IsLower(c)
}

func isMark(form string) bool {
	last, _ := utf8.DecodeLastRuneInString(form)
	return classOf(last) == mark
}

func first(form string) rune {
	c, _ := utf8.DecodeRuneInString(form)
	return c
}

// mostClosers is how many closing marks may stand between a stop and the end of its sentence.
const mostClosers = 4

// stopBefore returns the stop that stands at or before token i, with only closing marks between, and 0 if there is none.
func (v *view) stopBefore(i int) byte {
	for least := max(v.first, i-mostClosers); i >= least; i-- {
		form := v.tokens[i].Form
		switch last := form[len(form)-1]; last {
		case '.', '!', '?', ':', ';':
			return last
		case '"', ')', ']', '\'':
			continue
		}
		switch form {
		case "”", "»", "’", "’’":
			continue
		case "…":
			return '.'
		}
		return 0
	}
	return 0
}

// Some of the shapes of words.
const (
	lowerCase   = 1
	upperCase   = 3
	capitalised = 4
)

// shape is the outward kind of a word.
func shape(form string) uint32 {
	c := first(form)
	switch {
	case unicode.IsLower(c):
		return lowerCase
	case unicode.IsUpper(c):
		if len(form) == utf8.RuneLen(c) {
			return 2
		}
		second, _ := utf8.DecodeRuneInString(form[utf8.RuneLen(c):])
		if unicode.IsUpper(second) || second == '.' {
			return upperCase
		}
		return capitalised
	case unicode.IsDigit(c):
		return 5
	case c == '"' || c == '“' || c == '«' || c == '\'' || c == '‘' || c == '`':
		return 6
	case c == '(' || c == '[' || c == '<':
		return 7
	case c == '-' || c == '*' || c == '–' || c == '—' || c == '•' || c == '·' || c == '>':
		return 8
	case unicode.IsLetter(c):
		return 9
	}
	return 10 + uint32(c)&31
}

// folded is a hash of a word, capitals aside.
func folded(form string) uint32 {
	h := uint32(2166136261)
	for i := range len(form) {
		c := form[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// word returns the form of the token that stands some places from i, and nothing beyond the text.
func (v *view) word(i int) string {
	if i < 0 || i >= len(v.tokens) {
		return ""
	}
	return v.tokens[i].Form
}

// features describes the gap after token i.
func (v *view) features(f *features, i int, g gap) {
	if g == newline {
		g = blank // the treebanks have no lines
	}
	before, after, next := v.word(i-1), v.word(i+1), v.word(i+2)
	if i == v.first {
		before = ""
	}
	last := v.word(i)
	hLast, hAfter, hBefore, hNext := folded(last), folded(after), folded(before), folded(next)
	sLast, sAfter, sBefore, sNext := shape(last), shape(after), shape(before), shape(next)
	stop := uint32(v.stopBefore(i))
	length := uint32(min(i+1-v.first, 4))
	if i+1-v.first > 8 {
		length = 5 + min(uint32(i+1-v.first)/12, 3)
	}
	open := uint32(v.quotes&1) | uint32(min(v.brackets, 1))<<1
	var k uint32
	if last[len(last)-1] == '.' && len(last) > 1 {
		k = 1 + uint32(v.rules.kindOf(last))
	}
	loose := uint32(0)
	if v.tokens[i+1].Tight {
		loose = 1
	}
	if i > v.first && !v.tokens[i-1].Tight {
		loose |= 2
	}
	f.add(1, uint32(g), stop)
	f.add(2, hLast, uint32(g))
	f.add(3, hAfter, stop)
	f.add(4, sLast, sAfter)
	f.add(5, hLast, sAfter)
	f.add(6, hAfter, sLast)
	f.add(7, hBefore, hLast)
	f.add(8, hLast, hAfter)
	f.add(9, length<<8|stop, sAfter)
	f.add(10, open<<8|sLast, stop)
	f.add(11, open<<8|sLast, sAfter)
	f.add(12, sAfter, sNext<<8|stop)
	f.add(13, sBefore<<8|sLast, sAfter)
	f.add(14, shape(v.word(v.first)), sLast<<8|length)
	f.add(15, k<<8|sAfter, hAfter)
	f.add(16, k, sAfter<<8|sNext)
	f.add(17, hNext, sAfter<<8|stop)
	f.add(18, loose<<8|sLast, open<<8|sAfter)
	f.add(19, sBefore<<16|sLast<<8|sAfter, sNext)
	f.add(20, hAfter, hNext)
	f.add(21, stop<<8|length, uint32(g)<<8|sLast)
	f.add(22, folded(v.word(v.first)), stop<<8|sAfter)
	f.add(23, hBefore, sLast<<8|sAfter)
	f.add(24, uint32(min(len(before), 6)), stop<<16|sAfter<<8|sBefore)
}
