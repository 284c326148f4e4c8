package number

import (
	"strconv"
	"strings"
)

// sum is a number as far as it was read.
type sum struct {
	total   float64 // what is finished: the "two thousand" of two thousand and six
	current float64 // what may still be multiplied: the six
	room    float64 // the greatest number that may be added to current
	least   float64 // the smallest multiplier of a thousand or more so far; the next must be smaller
	seen    int     // tokens read
	words   int     // tokens up to the last that made a number
	value   float64 // the number that they made
	some    bool    // current holds a number
	joining bool    // the last word joins: more must follow
	before  bool    // the last word needs a multiplier: the "a" of a hundred
	tail    bool    // the last figure is a group of three digits, and more may follow
	ordinal bool
	digits  bool
	done    bool // nothing may follow
}

// complete reports whether the number may end here.
func (s *sum) complete() bool { return s.some && !s.joining && !s.before }

// take adds a word by what it does.
func (s *sum) take(does string) bool {
	switch {
	case does == "&":
		ok := s.complete() && !s.ordinal
		s.joining = true
		return ok
	case does[0] == '/':
		return s.divide(parse(does[1:]))
	case strings.HasSuffix(does, "."):
		return s.rank(strings.TrimSuffix(does, "."))
	case does[0] == 'x':
		return s.multiply(parse(does[1:]))
	case strings.HasSuffix(does, "x"):
		return s.one(parse(does[:len(does)-1]))
	case does[0] == '.':
		return s.part(parse(does))
	}
	most := 0.0
	value, room, ok := strings.Cut(does, "+")
	if ok {
		most = parse(room)
	}
	return s.plain(parse(value), most)
}

// plain adds a number that stands for itself.
func (s *sum) plain(v, room float64) bool {
	if s.before {
		return false
	}
	if s.some && (v > s.room || v == 0) || s.digits {
		return false
	}
	s.current += v
	s.room, s.some, s.joining = room, true, false
	return true
}

// one begins a number that a multiplier must follow.
func (s *sum) one(v float64) bool {
	switch {
	case s.joining, s.some && s.current > 0 && s.current < 1: // two and a half; half a million
	case s.some && s.room < 999:
		return false
	default:
		s.current += v
	}
	s.some, s.before = true, true
	return true
}

// multiply multiplies what stands before.
func (s *sum) multiply(by float64) bool {
	if s.joining && !s.before {
		return false
	}
	if !s.some || s.current == 0 {
		if s.total > 0 {
			return false
		}
		s.current = 1
	}
	s.some, s.before, s.joining, s.tail = true, false, false, false
	if by < 1000 {
		if s.current >= by {
			return false
		}
		s.current *= by
		s.room = by - 1
		return true
	}
	if s.least > 0 && by >= s.least {
		return false
	}
	s.total += s.current * by
	s.current, s.room, s.least = 0, by-1, by
	return true
}

// part adds a part of one: the half of two and a half.
func (s *sum) part(v float64) bool {
	if s.some && !s.joining {
		return false
	}
	s.current += v
	s.some, s.before, s.joining, s.room = true, false, false, 0
	return true
}

// divide makes a part of one of a small number: the thirds of two thirds.
func (s *sum) divide(by float64) bool {
	if !s.some || s.total > 0 || s.current >= by || by == 0 || s.joining {
		return false
	}
	s.current /= by
	s.before, s.done = false, true
	return true
}

// rank adds the last word of an ordinal: the third of twenty-third, and of one third; "x100" for hundredth.
func (s *sum) rank(does string) bool {
	s.done = true
	if does[0] == 'x' {
		s.ordinal = true
		return s.multiply(parse(does[1:]))
	}
	v := parse(does)
	if s.some && s.current == 1 && s.room == 0 && s.total == 0 && v > 2 {
		return s.divide(v)
	}
	s.ordinal = true
	return s.plain(v, 0)
}

// add adds a figure, or the next group of three digits where blanks may group them ("10 000").
func (s *sum) add(v float64, form string, blanks bool) bool {
	if !s.some && !s.before {
		s.current, s.some, s.digits = v, true, true
		s.tail = blanks && len(form) <= 3 && isDigits(form)
		return true
	}
	if s.tail && len(form) == 3 && isDigits(form) {
		s.current = s.current*1000 + v
		return true
	}
	return false
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// parse reads a number of the list; the list is checked when it is loaded, so what cannot be read is zero.
func parse(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}
