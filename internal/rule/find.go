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
	set   *Set
	tried []int // by rule: 1 + the token that it was last tried at
	found []Match
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
	f := s.machines.Get().(*finder)
	defer s.machines.Put(f)
	f.set, f.v, f.from, f.to = s, s.book.view(d), from, to
	clear(f.tried)
	for i := from; i < to; i++ {
		f.try(i)
	}
	f.v = nil
	if len(f.found) == 0 {
		return nil
	}
	found := choose(f.found)
	f.found = nil
	return found
}

// try runs the rules that may start at token i.
func (f *finder) try(i int) {
	w := &f.v.words[i]
	f.lookup(keyForm, int(w.form), i)
	f.lookup(keyLemma, int(w.lemma), i)
	if w.parts > 0 {
		f.lookup(keyForm, int(w.whole), i)
	}
	for _, h := range f.v.starting(i) {
		if h.entry.list >= 0 {
			f.lookup(keyList, h.entry.list, i)
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
	f.runAll(f.set.always, i)
}

// lookup runs the rules that may start with a key.
func (f *finder) lookup(by keyKind, number, i int) {
	if table := f.set.tables[by]; table != nil {
		f.runAll(table[number], i)
	}
}

// runAll runs rules at token i, each once.
func (f *finder) runAll(rules []int32, i int) {
	for _, n := range rules {
		if f.tried[n] == i+1 {
			continue
		}
		f.tried[n] = i + 1
		f.runRule(f.set.Rules[n], i)
	}
}

// runRule keeps the longest match of the patterns of a rule.
func (f *finder) runRule(r *Rule, i int) {
	best := Match{Last: -1}
	for _, p := range r.programs {
		if end := f.match(p, i); end > i && end-1 > best.Last {
			captures := append([]int(nil), f.bestCaps[:2*len(p.captures)]...)
			best = Match{Rule: r, First: i, Last: end - 1, v: f.v, program: p, captures: captures}
		}
	}
	if best.Rule != nil {
		f.found = append(f.found, best)
	}
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
			cmp.Compare(a.Rule.order, b.Rule.order),
		)
	})
	var kept []Match
	for _, m := range found {
		if m.Rule.Overlaps || !slices.ContainsFunc(kept, m.meets) {
			kept = append(kept, m)
		}
	}
	slices.SortStableFunc(kept, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Rule.order, b.Rule.order))
	})
	return kept
}

// meets reports whether m and other share a token and both want it for themselves.
func (m Match) meets(other Match) bool {
	return !other.Rule.Overlaps && m.First <= other.Last && other.First <= m.Last
}
