package rule

import (
	"cmp"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Match is where a rule matched.
type Match struct {
	Rule        *Rule
	First, Last int // its tokens, both included

	v        *view
	program  *program
	captures []int // by capture: first token, token after the last; -1 when not taken
}

// Capture returns the tokens of a capture, both included; ok is false when the rule has none of the name or did not take it.
func (m Match) Capture(name string) (first, last int, ok bool) {
	for i, c := range m.program.captures {
		if c.name == name && m.captures[2*i] >= 0 && m.captures[2*i+1] > m.captures[2*i] {
			return m.captures[2*i], m.captures[2*i+1] - 1, true
		}
	}
	return 0, 0, false
}

// Give returns what the rule gives for a key, captures replaced by what they hold; empty when it gives none.
func (m Match) Give(key string) string {
	for _, g := range m.Rule.gives {
		if g.key != key {
			continue
		}
		if len(g.value) == 1 {
			return m.text(g.value[0])
		}
		var all strings.Builder
		for _, t := range g.value {
			all.WriteString(m.text(t))
		}
		return all.String()
	}
	return ""
}

// Keys returns the keys that the rule gives, in its order.
func (m Match) Keys() []string {
	var all []string
	for _, g := range m.Rule.gives {
		all = append(all, g.key)
	}
	return all
}

func (m Match) text(t giveText) string {
	if t.capture == "" {
		return t.literal
	}
	first, last, ok := m.Capture(t.capture)
	if !ok {
		return ""
	}
	switch t.asks {
	case "value":
		return m.valueOf(t.capture, first, last)
	case "lemma":
		return m.v.lemmas(first, last)
	}
	return m.v.d.At(m.v.d.Cover(first, last))
}

func (m Match) valueOf(name string, first, last int) string {
	for _, c := range m.program.captures {
		if c.name == name && c.test != nil {
			return c.test.value(m.v, first, last-first+1)
		}
	}
	return ""
}

// lemmas returns the dictionary forms of tokens, spaces between.
func (v *view) lemmas(first, last int) string {
	var all []string
	for i := first; i <= last; i++ {
		all = append(all, v.d.Tokens[i].Lemma)
	}
	return strings.Join(all, " ")
}

// finder finds the matches of a set in one run of tokens.
type finder struct {
	machine
	set    *Set
	last   []int    // by program: the last token that it was tried from
	asked  []uint32 // by number of starts and token: twice the number of the search that asked whether a match may start there, and 1 more if so
	search uint32
	found  []Match
}

// Find returns the matches in the tokens from..to of d, half-open, in order: usually a sentence, which ^ and $ stand for the
// ends of. Where matches meet, the higher rank wins, then the longer, then the earlier in the text, then the rule that
// stands earlier. It allocates only for what it returns.
func (s *Set) Find(d *text.Document, from, to int) []Match {
	found := s.find(d, from, to)
	return slices.DeleteFunc(found, func(m Match) bool { return m.Rule.Nothing })
}

// FindAll returns the matches in all sentences of d, in order.
func (s *Set) FindAll(d *text.Document) []Match {
	var all []Match
	for _, sentence := range d.Sentences {
		all = append(all, s.Find(d, sentence.First, sentence.Last)...)
	}
	return all
}

func (s *Set) find(d *text.Document, from, to int) []Match {
	if len(s.Rules) == 0 || from >= to {
		return nil
	}
	f := s.finders.Get().(*finder)
	defer s.finders.Put(f)
	f.set, f.v, f.from, f.to = s, s.book.view(d), from, to
	for n := range f.last {
		f.last[n] = from - 1
	}
	f.begin()
	for i := from; i < to; i++ {
		f.try(i)
	}
	f.v = nil
	if len(f.found) == 0 {
		return nil
	}
	found := choose(f.found)
	f.found = f.found[:0]
	return found
}

// try runs the programs whose anchor may be token i.
func (f *finder) try(i int) {
	w := &f.v.words[i]
	if w.form != unknown {
		f.lookup(keyForm, int(w.form), i)
	}
	if w.lemma != unknown {
		f.lookup(keyLemma, int(w.lemma), i)
	}
	if w.whole != unknown {
		f.lookup(keyForm, int(w.whole), i)
	}
	for _, h := range f.v.starting(i) {
		if h.list >= 0 {
			f.lookup(keyList, int(h.list), i)
		} else {
			f.lookup(keyExpression, h.entry.number, i)
		}
	}
	f.lookup(keyTag, int(f.v.d.Tokens[i].Tag), i)
	if c := f.v.d.Tokens[i].Form; c != "" && c[0] >= '0' && c[0] <= '9' {
		f.lookup(keyDigit, 0, i)
	}
	if f.set.tables[keyMention] != nil {
		f.tryMentions(i)
	}
	for _, n := range f.set.always {
		f.tryFrom(f.set.programs[n], i)
	}
}

// lookup runs the programs that have a key as their anchor.
func (f *finder) lookup(by keyKind, number, i int) {
	table := f.set.tables[by]
	if number >= len(table) { // no anchor of this kind, or a word of the codebook that is newer than the table
		return
	}
	for _, n := range table[number] {
		p := f.set.programs[n]
		for start := max(f.last[n]+1, i-p.anchor.max); start <= i-p.anchor.min; start++ {
			f.tryFrom(p, start)
		}
		f.last[n] = max(f.last[n], i-p.anchor.min)
	}
}

// tryFrom keeps the longest match of a program from a token.
func (f *finder) tryFrom(p *program, start int) {
	if !f.mayStart(p.starts, start) {
		return
	}
	end := f.match(p, start)
	if end <= start {
		return
	}
	captures := append([]int(nil), f.bestCaps[:2*len(p.captures)]...)
	f.found = append(f.found, Match{Rule: p.rule, First: start, Last: end - 1, v: f.v, program: p, captures: captures})
}

// begin forgets where matches may start.
func (f *finder) begin() {
	if need := len(f.set.starts) * (f.to - f.from); len(f.asked) < need {
		f.asked, f.search = make([]uint32, 2*need), 0
	}
	if f.search++; f.search == 1<<31 {
		clear(f.asked)
		f.search = 1
	}
}

// mayStart reports whether a match may start at a token.
func (f *finder) mayStart(s *starts, token int) bool {
	known := &f.asked[s.number*(f.to-f.from)+token-f.from]
	if *known>>1 != f.search {
		*known = f.search << 1
		if s.at(f.v, token) {
			*known |= 1
		}
	}
	return *known&1 != 0
}

func (f *finder) tryMentions(i int) {
	for k := range kinds {
		if f.set.tables[keyMention][k] == nil {
			continue
		}
		if x := f.v.index(k); x.count != 0 && x.at[i] != 0 {
			f.lookup(keyMention, int(k), i)
		}
	}
}

// choose keeps the matches that win where several meet, in order.
func choose(found []Match) []Match {
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(
			cmp.Compare(b.Rule.Rank, a.Rule.Rank),
			cmp.Compare(b.Last-b.First, a.Last-a.First),
			cmp.Compare(a.First, b.First),
			cmp.Compare(a.program.order, b.program.order),
		)
	})
	var kept []Match
	for _, m := range found {
		if !slices.ContainsFunc(kept, m.loses) {
			kept = append(kept, m)
		}
	}
	slices.SortStableFunc(kept, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.program.order, b.program.order))
	})
	return kept
}

// loses reports whether m shares a token with another match that takes it for itself. A rule that overlaps others gives way
// to its own longer matches only.
func (m Match) loses(to Match) bool {
	if m.Rule.Overlaps || to.Rule.Overlaps {
		return m.Rule == to.Rule && m.First == to.First
	}
	return m.First <= to.Last && to.First <= m.Last
}
