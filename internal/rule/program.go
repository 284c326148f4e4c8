package rule

import "math/bits"

// program is a pattern made ready to run.
type program struct {
	steps    []instruction
	before   []look
	after    []look
	captures []capture
	starts   *starts
	anchor   anchor
	rule     *Rule
	order    int // in its set
}

// capture is a named part of a pattern.
type capture struct {
	name string
	test test // what it holds; nil when it is more than one test
}

// look is a context made ready.
type look struct {
	steps       []instruction
	test        test // all that it asks for; nil when that is more than one test
	least, most int  // tokens that it takes
	not         bool
}

type instruction struct {
	does operation
	x, y int // where to go; of a save: the slot
	test test
}

type operation uint8

const (
	takeTest operation = iota // x: next
	fork                      // x first, then y
	jump                      // x
	save                      // slot x
	atStart
	atEnd
	accept
)

// compile makes a program of a pattern.
func compile(p *pattern) *program {
	made := &program{}
	made.steps = made.whole(p.body)
	for _, c := range p.before {
		made.before = append(made.before, made.look(c))
	}
	for _, c := range p.after {
		made.after = append(made.after, made.look(c))
	}
	return made
}

func (made *program) look(c context) look {
	least, most := width(c.body)
	return look{made.whole(c.body), plainTest(c.body), least, most, c.not}
}

// plainTest returns the one test that a part without captures is, nil when it is more.
func plainTest(p *part) test {
	switch {
	case p.kind == testPart:
		return p.test
	case p.kind == sequencePart && len(p.parts) == 1:
		return plainTest(p.parts[0])
	case p.kind != eitherPart:
		return nil
	}
	var all orTest
	for _, inner := range p.parts {
		t := plainTest(inner)
		if t == nil {
			return nil
		}
		all = append(all, t)
	}
	return all
}

// starts is the tests by which the first token of a match is taken. Patterns that begin with the same phrase share one.
type starts struct {
	parts  []*part // each a test
	number int     // in its set
}

// at reports whether a match may start at token i.
func (s *starts) at(v *view, i int) bool {
	for _, p := range s.parts {
		if p.test.lengths(v, i) != 0 {
			return true
		}
	}
	return false
}

func (made *program) whole(p *part) []instruction {
	return append(made.emit(nil, p), instruction{does: accept})
}

// emit appends the instructions of a part.
func (made *program) emit(to []instruction, p *part) []instruction {
	switch p.kind {
	case testPart:
		return append(to, instruction{does: takeTest, test: p.test})
	case startPart:
		return append(to, instruction{does: atStart})
	case endPart:
		return append(to, instruction{does: atEnd})
	case sequencePart:
		for _, inner := range p.parts {
			to = made.emit(to, inner)
		}
		return to
	case eitherPart:
		if t := plainTest(p); t != nil {
			return append(to, instruction{does: takeTest, test: t})
		}
		return made.emitEither(to, p.parts)
	case capturePart:
		slot := made.slot(p)
		to = append(to, instruction{does: save, x: 2 * slot})
		to = made.emit(to, p.parts[0])
		return append(to, instruction{does: save, x: 2*slot + 1})
	default:
		return made.emitRepeat(to, p)
	}
}

func (made *program) emitEither(to []instruction, parts []*part) []instruction {
	if len(parts) == 1 {
		return made.emit(to, parts[0])
	}
	at := len(to)
	to = append(to, instruction{does: fork, x: at + 1})
	to = made.emit(to, parts[0])
	end := len(to)
	to = append(to, instruction{does: jump})
	to[at].y = len(to)
	to = made.emitEither(to, parts[1:])
	to[end].x = len(to)
	return to
}

func (made *program) emitRepeat(to []instruction, p *part) []instruction {
	for range p.min {
		to = made.emit(to, p.parts[0])
	}
	if p.max == 0 {
		at := len(to)
		to = append(to, instruction{does: fork, x: at + 1})
		to = made.emit(to, p.parts[0])
		to = append(to, instruction{does: jump, x: at})
		to[at].y = len(to)
		return to
	}
	var forks []int
	for range p.max - p.min {
		forks = append(forks, len(to))
		to = append(to, instruction{does: fork, x: len(to) + 1})
		to = made.emit(to, p.parts[0])
	}
	for _, at := range forks {
		to[at].y = len(to)
	}
	return to
}

// slot returns the number of a capture, the same for the same name.
func (made *program) slot(p *part) int {
	held := heldTest(p.parts[0])
	for i := range made.captures {
		if c := &made.captures[i]; c.name == p.name {
			if c.test != nil && held != nil {
				c.test = orTest{c.test, held}
			}
			return i
		}
	}
	made.captures = append(made.captures, capture{p.name, held})
	return len(made.captures) - 1
}

// heldTest returns the one test that a captured part is, nil when it is more.
func heldTest(p *part) test {
	switch {
	case p.kind == testPart:
		return p.test
	case p.kind == eitherPart:
		var all orTest
		for _, inner := range p.parts {
			t := heldTest(inner)
			if t == nil {
				return nil
			}
			all = append(all, t)
		}
		return all
	case (p.kind == sequencePart || p.kind == repeatPart && p.max == 1) && len(p.parts) == 1:
		return heldTest(p.parts[0])
	}
	return nil
}

// firsts returns the tests, each a part, that the first token of a part may be taken by, and whether the part may take no token.
func firsts(p *part) (all []*part, empty bool) {
	switch p.kind {
	case testPart:
		return []*part{p}, false
	case startPart, endPart:
		return nil, true
	case sequencePart:
		for _, inner := range p.parts {
			parts, mayBeEmpty := firsts(inner)
			all = append(all, parts...)
			if !mayBeEmpty {
				return all, false
			}
		}
		return all, true
	case eitherPart:
		for _, inner := range p.parts {
			parts, mayBeEmpty := firsts(inner)
			all = append(all, parts...)
			empty = empty || mayBeEmpty
		}
		return all, empty
	default:
		all, empty = firsts(p.parts[0])
		return all, empty || p.kind == repeatPart && p.min == 0
	}
}

// machine runs programs over a view. It visits each step at each token once, so that a run is bounded by the product of both.
type machine struct {
	v        *view
	from, to int // the tokens it may look at, half-open
	steps    []instruction
	after    []look
	seen     []uint32 // by step and token: the run that visited it
	run      uint32
	caps     [2 * maxCaptures]int
	best     int // end of the longest match, -1: none
	bestCaps [2 * maxCaptures]int
	second   *machine // for looks to the side
}

// maxCaptures is how many captures a pattern may have.
const maxCaptures = 16

// match returns the end of the longest match of p from token i, -1 when there is none; bestCaps holds its captures.
func (m *machine) match(p *program, i int) int {
	m.after = p.after
	end := m.longest(p.steps, i)
	if end < 0 {
		return -1
	}
	for _, l := range p.before {
		if m.endsAt(&l, i) == l.not {
			return -1
		}
	}
	return end
}

// longest runs steps from token i.
func (m *machine) longest(steps []instruction, i int) int {
	m.steps, m.best = steps, -1
	if need := len(steps) * (m.to - m.from + 1); len(m.seen) < need {
		m.seen = make([]uint32, 2*need)
		m.run = 0
	}
	m.run++
	for k := range m.caps {
		m.caps[k] = -1
	}
	m.visit(0, i)
	return m.best
}

// aside returns a second machine over the same tokens up to token to, for what stands before and after.
func (m *machine) aside(to int) *machine {
	if m.second == nil {
		m.second = &machine{}
	}
	m.second.v, m.second.from, m.second.to = m.v, m.from, to
	return m.second
}

// endsAt reports whether l matches some tokens that end before token i.
func (m *machine) endsAt(l *look, i int) bool {
	for k := i - l.least; k >= max(m.from, i-l.most); k-- {
		switch {
		case l.test != nil:
			if l.test.lengths(m.v, k)>>min(i-k, 63)&1 != 0 {
				return true
			}
		case m.aside(i).longest(l.steps, k) == i:
			return true
		}
	}
	return false
}

// follows reports whether l matches from token i.
func (m *machine) follows(l *look, i int) bool {
	if l.test == nil {
		return m.aside(m.to).longest(l.steps, i) >= 0
	}
	if i >= m.to {
		return false
	}
	set := l.test.lengths(m.v, i)
	return set != 0 && i+bits.TrailingZeros64(set) <= m.to
}

func (m *machine) visit(pc, i int) {
	for {
		cell := &m.seen[pc*(m.to-m.from+1)+i-m.from]
		if *cell == m.run {
			return
		}
		*cell = m.run
		switch in := &m.steps[pc]; in.does {
		case takeTest:
			if i >= m.to {
				return
			}
			set := in.test.lengths(m.v, i)
			for ; set&(set-1) != 0; set &^= 1 << (63 - bits.LeadingZeros64(set)) {
				if n := 63 - bits.LeadingZeros64(set); i+n <= m.to {
					m.visit(pc+1, i+n)
				}
			}
			n := bits.TrailingZeros64(set)
			if set == 0 || i+n > m.to {
				return
			}
			pc, i = pc+1, i+n
		case fork:
			m.visit(in.x, i)
			pc = in.y
		case jump:
			pc = in.x
		case save:
			old := m.caps[in.x]
			m.caps[in.x] = i
			m.visit(pc+1, i)
			m.caps[in.x] = old
			return
		case atStart:
			if i != m.from {
				return
			}
			pc++
		case atEnd:
			if i != m.to {
				return
			}
			pc++
		default:
			m.accept(i)
			return
		}
	}
}

// accept keeps a match that ends before token i if it is the longest so far and what must follow follows.
func (m *machine) accept(i int) {
	if i <= m.best {
		return
	}
	for _, l := range m.after {
		if m.follows(&l, i) == l.not {
			return
		}
	}
	m.best, m.bestCaps = i, m.caps
}
