package token

import "unicode"

// mark cuts off what begins with a mark and returns where it ends.
func (s *scanner) mark(at int) int {
	c, size := s.rune(at)
	next, _ := s.rune(at + size)
	switch c {
	case '\'', '’', '`', '‘':
		return s.apostrophe(at, c, size, next)
	case '.', '!', '?', '…':
		if c == '.' && unicode.IsDigit(next) && at == s.start {
			return s.wordFrom(at, at+size)
		}
		if end := s.letters(at + size); c == '.' && s.rules.kindOf(s.body[at:end]) == file {
			return s.piece(at, end)
		}
		return s.run(at, func(n rune) bool { return n == '.' || n == '!' || n == '?' || n == '…' })
	case '-', '–', '—', '*', '=', '~', '<', '>', '+', '#', '^', '|', '·', '$':
		return s.sign(at, c, size, next)
	case '°':
		if unicode.IsLetter(next) {
			return s.piece(at, at+size+1)
		}
	}
	return s.one(at)
}

// run takes the marks from at on that are the same or that more allows.
func (s *scanner) run(at int, more func(rune) bool) int {
	end := at
	for {
		c, size := s.rune(end)
		if size == 0 || !more(c) {
			return s.piece(at, end)
		}
		end += size
	}
}

// sign cuts off a sign: with a figure ("+44", in French "-9"), with a clitic ("-t-il"), or a run of it ("--").
func (s *scanner) sign(at int, c rune, size int, next rune) int {
	switch {
	case c == '+' && unicode.IsDigit(next), c == '-' && unicode.IsDigit(next) && at == s.start && !s.rules.hyphens:
		return s.wordFrom(at, at+size)
	case c == '-' && at > s.start:
		if end := s.clitic(at); end > at {
			return s.piece(at, end)
		}
	}
	return s.run(at, func(n rune) bool { return n == c })
}

// apostrophe cuts off a clitic ("'s"), a word that begins with an apostrophe ("'em"), a year ("'72"), or a quotation mark.
func (s *scanner) apostrophe(at int, c rune, size int, next rune) int {
	if at > s.start {
		if end := s.clitic(at); end > at {
			return s.piece(at, end)
		}
	}
	if next == c || c == '‘' && next == '’' {
		return s.piece(at, at+2*size)
	}
	end := s.letters(at + size)
	if end > at+size && s.rules.kindOf(s.body[at:end]) == whole {
		return s.piece(at, end)
	}
	if unicode.IsDigit(next) && end-at-size >= 2 && end-at-size <= 3 && at == s.start {
		return s.piece(at, end)
	}
	return s.piece(at, at+size)
}

// clitic returns the end of the clitic that stands at a place, or the place itself if none does.
func (s *scanner) clitic(at int) int { return s.cliticOf(at, mostClitics) }

// mostClitics is how many clitics may follow one another: "donne-les-moi".
const mostClitics = 3

func (s *scanner) cliticOf(at, more int) int {
	_, size := s.rune(at)
	end := s.letters(at + size)
	if end == at+size || more == 0 {
		return at
	}
	if second, width := s.rune(end); second == '-' && s.body[at] == '-' { // "-t-il"
		if long := s.letters(end + width); s.isClitic(at, long, more) {
			return long
		}
	}
	if s.isClitic(at, end, more) {
		return end
	}
	return at
}

// isClitic reports whether start to end is a clitic with nothing of a word after it but more clitics.
func (s *scanner) isClitic(start, end, more int) bool {
	k := s.rules.kindOf(s.body[start:end])
	if k != clitic && k != nounClitic {
		return false
	}
	next, _ := s.rune(end)
	return next != '-' || !s.rules.hyphens && s.cliticOf(end, more-1) > end
}

// letters returns the end of the letters and digits from at on.
func (s *scanner) letters(at int) int {
	for {
		c, size := s.rune(at)
		if size == 0 || !isWord(c) {
			return at
		}
		at += size
	}
}
