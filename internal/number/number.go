// Package number reads numbers written in digits and in words, in any language whose number words are listed.
//
// The list of a language (rules/LANG/number/words.tsv) gives each word what it does:
//
//	three    3        is three
//	twenty   20+9     is twenty and takes up to nine more: twenty-three
//	soixante 60+19    is sixty and takes up to nineteen more: soixante-quinze
//	hundred  x100     multiplies what stands before it
//	a        1x       is one, but only before a word that multiplies: a hundred
//	half     .5       is a part of one
//	and      &        joins: two hundred and six, two and a half
//	third    3.       is third in a row
//	thirds   /3       divides what stands before it
//
// A word with hyphens that is not listed as a whole is read part by part. Digits follow the two marks of the language:
// one groups thousands, the other begins decimals.
package number

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/internal/text"
)

// Number is a number that was read. Its zero value is zero, read from no token.
type Number struct {
	Value   float64
	Ordinal bool // third, 3rd
	Digits  bool // its first token is written in digits
	Words   int  // how many tokens it takes
}

// Words gives a listed word, in lower case, what it does in the notation of the package.
type Words func(word string) (string, bool)

// Marks are the characters that stand between digits. The zero value is the English way.
type Marks struct {
	Group   string // each character of it may group thousands: ","
	Decimal string // begins decimals: "."
	Ordinal string // endings that make digits an ordinal, blanks between: "st nd rd th"
}

// Reader reads the numbers of one language. It is safe for goroutines.
type Reader struct {
	words    Words
	group    string
	decimal  string
	ordinals []string
	blanks   bool // a blank may group thousands
}

// New returns a Reader of a language with these words and marks.
func New(words Words, marks Marks) *Reader {
	if marks == (Marks{}) {
		marks = Marks{Group: ",", Decimal: ".", Ordinal: "st nd rd th"}
	}
	return &Reader{words, marks.Group, marks.Decimal, strings.Fields(marks.Ordinal), strings.Contains(marks.Group, " ")}
}

// Read reads the longest number at the head of tokens; its Words is 0 when there is none.
func (r *Reader) Read(tokens []text.Token) Number {
	var s sum
	for i := range tokens {
		before := s
		if s.done || !r.token(&s, tokens, i) {
			s = before
			break
		}
		s.seen = i + 1
		if s.complete() {
			s.words = s.seen
			s.value = s.total + s.current
		}
	}
	return Number{Value: s.value, Ordinal: s.ordinal && s.words == s.seen, Digits: s.digits, Words: s.words}
}

// ReadWord reads a single word or figure, such as a part of a token; its Words is 0 or 1.
func (r *Reader) ReadWord(word string) Number { return r.Read([]text.Token{{Form: word}}) }

// token takes one token into the sum and reports whether it belongs there.
func (r *Reader) token(s *sum, tokens []text.Token, i int) bool {
	form := tokens[i].Form
	if startsWithDigit(form) {
		return r.figure(s, form)
	}
	if form == "-" { // a hyphen inside a number, as a token of its own
		ok := i > 0 && tokens[i-1].Tight && tokens[i].Tight && s.complete() && s.room > 0 && s.room < 99
		s.joining = true
		return ok
	}
	word := lower(form)
	if does, ok := r.words(word); ok {
		return s.take(does)
	}
	if len(word) < 3 || strings.IndexByte(word[1:len(word)-1], '-') < 0 {
		return false
	}
	return r.compound(s, word)
}

// compound reads a word with hyphens: the longest listed run of its parts first.
func (r *Reader) compound(s *sum, word string) bool {
	for word != "" {
		end := len(word)
		does, ok := "", false
		for {
			if does, ok = r.words(word[:end]); ok {
				break
			}
			end = strings.LastIndexByte(word[:end], '-')
			if end <= 0 {
				return false
			}
		}
		if s.done || !s.take(does) {
			return false
		}
		word = strings.TrimPrefix(word[end:], "-")
	}
	return s.complete()
}

// figure reads a token that begins with a digit: "1,200", "3.5", "12th", "1/2".
func (r *Reader) figure(s *sum, form string) bool {
	digits, ending := cutDigits(form)
	switch {
	case ending == "":
		if v, ok := r.parse(digits); ok {
			return s.add(v, form, r.blanks)
		}
		return false
	}
	for _, ordinal := range r.ordinals {
		if strings.EqualFold(ending, ordinal) {
			v, ok := r.parse(digits)
			s.ordinal, s.done = true, true
			return ok && s.seen == 0 && s.add(v, form, r.blanks)
		}
	}
	return r.fraction(s, digits, ending)
}

// fraction reads the "1" and "/2" of "1/2".
func (r *Reader) fraction(s *sum, above, below string) bool {
	if !strings.HasPrefix(below, "/") {
		return false
	}
	a, okA := r.parse(above)
	b, okB := r.parse(below[1:])
	if !okA || !okB || b < 2 || a >= b || s.seen > 0 && s.current != float64(int(s.current)) {
		return false
	}
	s.current += a / b
	s.digits = s.digits || s.seen == 0
	s.done, s.some = true, true
	return true
}

// parse reads digits with the marks of the language between them.
func (r *Reader) parse(digits string) (float64, bool) {
	whole, part := digits, ""
	if at := strings.LastIndex(digits, r.decimal); at >= 0 && !strings.ContainsAny(digits[at+len(r.decimal):], r.group+r.decimal) {
		whole, part = digits[:at], digits[at+len(r.decimal):]
	}
	var plain strings.Builder
	run, grouped := 0, false
	for _, c := range whole {
		switch {
		case c >= '0' && c <= '9':
			plain.WriteRune(c)
			run++
		case strings.ContainsRune(r.group, c) && (grouped && run == 3 || !grouped && run >= 1 && run <= 3):
			run, grouped = 0, true
		default:
			return 0, false
		}
	}
	if grouped && run != 3 || plain.Len() == 0 || part == "" && len(whole) < len(digits) {
		return 0, false
	}
	if part != "" {
		plain.WriteByte('.')
		plain.WriteString(part)
	}
	v, err := strconv.ParseFloat(plain.String(), 64)
	return v, err == nil
}

// cutDigits splits a form after its digits and the marks between them.
func cutDigits(form string) (digits, ending string) {
	end := 0
	for i, c := range form {
		if c >= '0' && c <= '9' {
			end = i + 1
		} else if !strings.ContainsRune(".,'’ \u00a0\u202f", c) {
			break
		}
	}
	return form[:end], form[end:]
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// lower is strings.ToLower without a copy for a word that is in lower case.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
