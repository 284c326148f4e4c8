package rule

import "strings"

// numberTest: # is a number in digits, #1-31 one within bounds.
type numberTest struct {
	low, high int // bounds, both included; high 0: none
	ordinal   bool
}

func (t numberTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t numberTest) covers(v *view, i int) bool {
	n, ok := digits(v.d.Tokens[i].Form, t.ordinal)
	return ok && (t.high == 0 || n >= t.low && n <= t.high)
}
func (numberTest) keys() ([]key, bool) { return []key{{by: keyDigit}}, true }
func (t numberTest) value(v *view, i, _ int) string {
	form := v.d.Tokens[i].Form
	end := len(form)
	if t.ordinal {
		end = leadingDigits(form)
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ',', ' ', '\u00a0', '\u202f':
			return -1
		}
		return r
	}, form[:end])
}

// digits reads a number in digits: "31", "1,200", "1 200", "2.5" (rounded down); an ordinal is "21st", "1er".
func digits(form string, ordinal bool) (n int, ok bool) {
	if form == "" || form[0] < '0' || form[0] > '9' {
		return 0, false
	}
	if ordinal {
		end := leadingDigits(form)
		switch fold(form[end:]) {
		case "st", "nd", "rd", "th", "er", "ère", "ere", "e", "ème", "eme", "re", "d", "nde":
			n, _ = digits(form[:end], false)
			return n, true
		}
		return 0, false
	}
	whole := true // before a decimal point
	for k, r := range form {
		switch {
		case r >= '0' && r <= '9':
			if whole && n < 1e15 {
				n = n*10 + int(r-'0')
			}
		case (r == ',' || r == ' ' || r == '\u00a0' || r == '\u202f' || r == '.') && groupFollows(form[k+len(string(r)):]):
		case (r == '.' || r == ',') && whole && k+1 < len(form):
			whole = false
		default:
			return 0, false
		}
	}
	return n, true
}

// groupFollows reports whether rest starts with just three digits.
func groupFollows(rest string) bool { return leadingDigits(rest) == 3 }

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// shapeTest: ~99h99 is what looks so: 9 is a digit, * any run of characters, all else itself.
type shapeTest struct {
	shape  string
	digits bool // it starts with a digit
}

func (t shapeTest) lengths(v *view, i int) uint64 { return oneIf(t.covers(v, i)) }
func (t shapeTest) covers(v *view, i int) bool {
	return looksLike(t.shape, v.d.Tokens[i].Form)
}
func (t shapeTest) keys() ([]key, bool)            { return []key{{by: keyDigit}}, t.digits }
func (t shapeTest) value(v *view, i, _ int) string { return v.d.Tokens[i].Form }

// looksLike compares a form with a shape, capitals aside.
func looksLike(shape, form string) bool {
	for shape != "" {
		switch {
		case shape[0] == '*':
			for k := 0; k <= len(form); k++ {
				if looksLike(shape[1:], form[k:]) {
					return true
				}
			}
			return false
		case form == "":
			return false
		case shape[0] == '9' && form[0] >= '0' && form[0] <= '9':
		case shape[0] == '9', lower(shape[0]) != lower(form[0]):
			return false
		}
		shape, form = shape[1:], form[1:]
	}
	return form == ""
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
