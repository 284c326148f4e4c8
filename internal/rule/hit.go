package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Hit is where a pattern of an act was found.
type Hit struct {
	Act         *Act
	Pattern     *Pattern
	First, Last int // the words of the trigger that stand together, both included
	Head        int // the word of the trigger that the others hang on
	Args        []Arg
}

// Arg is a word that fills a role: the head of a phrase.
type Arg struct {
	Role string
	Argument
}

// Origin returns the name of the act and the short hash of its file.
func (h Hit) Origin() text.Origin { return text.Origin{Rule: h.Act.Name, Version: h.Act.Version} }

// triggerIndex finds the triggers of a language by their first words.
type triggerIndex struct {
	book   *Book
	byWord [][]indexed
	byList [][]indexed
}

// indexed is a trigger of a pattern.
type indexed struct {
	pattern *Pattern
	trigger trigger
}

func newTriggerIndex(c *Codebook, b *Book) *triggerIndex {
	x := &triggerIndex{book: b, byWord: make([][]indexed, len(b.vocabulary)+1), byList: make([][]indexed, len(b.lists))}
	for _, a := range c.Acts {
		for _, p := range a.Patterns {
			if p.Language != b.Language {
				continue
			}
			for _, t := range p.triggers {
				x.add(indexed{p, t})
			}
		}
	}
	return x
}

// Triggers reports whether a sentence may tell of an act, by its words and tags alone: for parsing only what is worth it.
func (c *Codebook) Triggers(d *text.Document, sentence int) bool {
	x := c.index[d.Language]
	if x == nil {
		return false
	}
	s := d.Sentences[sentence]
	v := x.book.view(d)
	for i := s.First; i < s.Last; i++ {
		if x.each(v, i, func(t indexed) bool { return t.fits(v.d.Tokens[i].Tag) && t.mayStand(v, s) }) {
			return true
		}
	}
	return false
}

// add puts a trigger in by its first word.
func (x *triggerIndex) add(t indexed) {
	first := t.trigger[0]
	if first.list >= 0 {
		x.byList[first.list] = append(x.byList[first.list], t)
	}
	for _, w := range first.words {
		x.byWord[w] = append(x.byWord[w], t)
	}
}

// each calls f with the triggers that may start at token i until it returns true.
func (x *triggerIndex) each(v *view, i int, f func(indexed) bool) bool {
	w := &v.words[i]
	if w.form != unknown && slices.ContainsFunc(x.byWord[w.form], f) {
		return true
	}
	if w.lemma != w.form && w.lemma != unknown && slices.ContainsFunc(x.byWord[w.lemma], f) {
		return true
	}
	for _, h := range v.starting(i) {
		if h.entry.list >= 0 && slices.ContainsFunc(x.byList[h.entry.list], f) {
			return true
		}
	}
	return false
}

// fits reports whether a tag suits the first word of the trigger: of a trigger of several words it need not be the head.
func (t indexed) fits(tag text.Tag) bool {
	return len(t.trigger) > 1 && tag != text.PUNCT || t.pattern.headFits(tag)
}

// headFits reports whether a tag suits the head of the trigger.
func (p *Pattern) headFits(tag text.Tag) bool {
	switch p.Kind {
	case "verb":
		return tag == text.VERB || tag == text.AUX
	case "noun":
		return tag == text.NOUN || tag == text.PROPN
	default:
		return tag == text.ADJ || tag == text.VERB
	}
}

// mayStand reports whether a sentence has all that the trigger and the required slots ask for, wherever it stands.
func (t indexed) mayStand(v *view, s text.Sentence) bool {
	for _, word := range t.trigger[1:] {
		if !word.optional && !anywhere(v, s, word.test) {
			return false
		}
	}
	for _, slot := range t.pattern.slots {
		if slot.required && !asksMention(slot.test) && !anywhere(v, s, slot.test) {
			return false
		}
	}
	return true
}

func anywhere(v *view, s text.Sentence, t test) bool {
	for i := s.First; i < s.Last; i++ {
		if t.covers(v, i) {
			return true
		}
	}
	return false
}

// asksMention reports whether a test asks for mentions, which may not be found yet, or for the tree.
func asksMention(t test) bool {
	switch t := t.(type) {
	case mentionTest, treeTest:
		return true
	case orTest:
		return slices.ContainsFunc(t, asksMention)
	case andTest:
		return slices.ContainsFunc(t, asksMention)
	}
	return false
}

// Find returns the acts that a parsed sentence tells of, in order of position: at most one of each act for a trigger.
func (c *Codebook) Find(d *text.Document, sentence int) []Hit {
	x := c.index[d.Language]
	s := d.Sentences[sentence]
	if x == nil || !s.Parsed {
		return nil
	}
	v := x.book.view(d)
	var all []Hit
	for i := s.First; i < s.Last; i++ {
		x.each(v, i, func(t indexed) bool {
			if h, ok := t.find(v, s, i); ok {
				all = keepBetter(all, h)
			}
			return false
		})
	}
	slices.SortStableFunc(all, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Act.Name, b.Act.Name))
	})
	return all
}

// keepBetter adds a hit, unless the same act has one on the same word that fills as many roles.
func keepBetter(all []Hit, h Hit) []Hit {
	for i := range all {
		if all[i].Act == h.Act && all[i].Head == h.Head {
			if len(h.Args) > len(all[i].Args) {
				all[i] = h
			}
			return all
		}
	}
	return append(all, h)
}

// find tries a trigger whose first word is token i.
func (t indexed) find(v *view, s text.Sentence, i int) (Hit, bool) {
	if !t.fits(v.d.Tokens[i].Tag) || !t.mayStand(v, s) {
		return Hit{}, false
	}
	words := t.words(v, s, i)
	if words == nil {
		return Hit{}, false
	}
	head := topOf(v.d, words)
	if !t.pattern.headFits(v.d.Tokens[head].Tag) {
		return Hit{}, false
	}
	h := Hit{Act: t.pattern.Act, Pattern: t.pattern, Head: head, First: head, Last: head}
	for slices.Contains(words, h.First-1) {
		h.First--
	}
	for slices.Contains(words, h.Last+1) {
		h.Last++
	}
	ok := t.pattern.fill(v, &h, words)
	return h, ok
}

// words returns the tokens of the trigger, nil when some are missing: each stands right after the one before, or hangs on
// one of the others, or one of them on it. Words that hang on later ones wait for them: "took the men into custody".
func (t indexed) words(v *view, s text.Sentence, i int) []int {
	words := takeWord(nil, v, s, i, t.trigger[0])
	waiting := t.trigger[1:]
	for len(waiting) > 0 && words != nil {
		var left []triggerWord
		for _, w := range waiting {
			more := nextWord(words, v, s, w)
			if more == nil && !w.optional {
				more = linked(words, v, s, w)
			}
			if more != nil {
				words = more
			} else {
				left = append(left, w)
			}
		}
		if len(left) == len(waiting) {
			if slices.ContainsFunc(left, func(w triggerWord) bool { return !w.optional }) {
				return nil
			}
			break
		}
		waiting = left
	}
	return words
}

// nextWord adds the tokens that a word takes right after the last of words.
func nextWord(words []int, v *view, s text.Sentence, w triggerWord) []int {
	next := words[len(words)-1] + 1
	if next >= s.Last || w.test.lengths(v, next) == 0 {
		return nil
	}
	return takeWord(words, v, s, next, w)
}

// takeWord adds the tokens that a word of a trigger takes from token i.
func takeWord(words []int, v *view, s text.Sentence, i int, w triggerWord) []int {
	set := w.test.lengths(v, i)
	n := 0
	for k := range 64 {
		if set&(1<<k) != 0 && i+k <= s.Last {
			n = k
		}
	}
	if n == 0 {
		return nil
	}
	for k := range n {
		words = append(words, i+k)
	}
	return words
}

// linked adds the token that a word takes elsewhere in the sentence, if the tree links it with one of words.
func linked(words []int, v *view, s text.Sentence, w triggerWord) []int {
	for k := s.First; k < s.Last; k++ {
		if w.test.lengths(v, k) == 0 || slices.Contains(words, k) {
			continue
		}
		below := slices.Contains(words, v.d.Tokens[k].Head)
		above := slices.ContainsFunc(words, func(i int) bool { return v.d.Tokens[i].Head == k })
		if below || above {
			return append(words, k)
		}
	}
	return nil
}

// topOf returns the word that hangs on none of the others; the first where there are several.
func topOf(d *text.Document, words []int) int {
	for _, w := range words {
		if !slices.Contains(words, d.Tokens[w].Head) {
			return w
		}
	}
	return words[0]
}

// fill finds what fills the slots. It reports false when a required one stays empty or one that shuts out is filled.
func (p *Pattern) fill(v *view, h *Hit, words []int) bool {
	f := filler{v: v, pattern: p, words: words, head: h.Head}
	for _, w := range words {
		if w == h.Head || opensPhrase(v.d.Tokens[w].Tag) {
			f.collect(w)
		}
	}
	for _, s := range p.slots {
		found := f.fill(s)
		if s.shuts && len(found) > 0 || s.required && len(found) == 0 {
			return false
		}
		if s.role != "" && !s.shuts {
			for _, a := range found {
				h.Args = append(h.Args, Arg{s.role, a})
			}
		}
	}
	slices.SortStableFunc(h.Args, func(a, b Arg) int { return cmp.Compare(a.Token, b.Token) })
	return true
}

// opensPhrase reports whether words with a tag have arguments of their own: "carry out a raid on the camp".
func opensPhrase(tag text.Tag) bool { return tag == text.NOUN || tag == text.VERB || tag == text.PROPN }

// filler holds the arguments of a trigger while its slots are filled.
type filler struct {
	v       *view
	pattern *Pattern
	words   []int
	head    int
	args    []Argument
	used    []int
}

func (f *filler) collect(word int) {
	for _, a := range f.v.book.grammar.Arguments(f.v.d, word) {
		same := func(b Argument) bool { return b.Token == a.Token }
		if !slices.Contains(f.words, a.Token) && !slices.ContainsFunc(f.args, same) {
			f.args = append(f.args, a)
		}
	}
}

// fill returns the arguments that fill a slot, and notes those that play a part as used.
func (f *filler) fill(s slot) []Argument {
	var found []Argument
	for _, a := range f.args {
		if !s.shuts && slices.Contains(f.used, a.Token) || !f.pattern.stands(s, a) || !f.passes(s.test, a.Token) {
			continue
		}
		found = append(found, a)
		if s.role != "" && !s.shuts {
			f.used = append(f.used, a.Token)
		}
	}
	return found
}

// stands reports whether an argument stands where a slot asks.
func (p *Pattern) stands(s slot, a Argument) bool {
	switch {
	case len(s.preps) > 0:
		return slices.Contains(s.preps, a.Case) || slices.ContainsFunc(impliedCases[a.Function], func(c string) bool { return slices.Contains(s.preps, c) })
	case s.before && p.Kind == "noun":
		return a.Function == Possessor || a.Function == Modifier || a.Function == Subject
	case s.before:
		return a.Function == Subject
	default:
		return a.Function == Object || a.Function == Indirect
	}
}

// impliedCases are the prepositions that a function stands for when it has none: gave them tents, named him minister.
var impliedCases = map[Function][]string{Indirect: {"to", "à"}, Complement: {"as", "comme"}}

// passes reports whether a word, or one that says what it is, passes a test; of "not" tests, whether none fails.
func (f *filler) passes(t test, token int) bool {
	if t == nil {
		return true
	}
	not, negated := t.(notTest)
	if negated {
		t = not.test
	}
	some := slices.ContainsFunc(f.v.book.grammar.Meanings(f.v.d, token), func(m int) bool { return t.covers(f.v, m) })
	return some != negated
}

// Check runs the examples of all acts in the languages that are loaded. It reads each sentence with read, which must take it
// as far as the tree and the mentions that patterns ask for.
func (c *Codebook) Check(read func(lang text.Language, plain string) *text.Document) Mistakes {
	var mistakes Mistakes
	for _, a := range c.Acts {
		for _, e := range a.examples {
			if c.books[e.lang] != nil {
				c.check(a, e, read(e.lang, e.plain), &mistakes)
			}
		}
	}
	return mistakes.sorted()
}

func (c *Codebook) check(a *Act, e example, d *text.Document, mistakes *Mistakes) {
	var mine []Hit
	var got []text.Span
	for s := range d.Sentences {
		for _, h := range c.Find(d, s) {
			if h.Act == a {
				mine = append(mine, h)
				got = append(got, d.Cover(h.First, h.Last))
			}
		}
		if len(mine) > 0 && !c.Triggers(d, s) {
			mistakes.add(e.place, "act %s is found, but not before parsing", a.Name)
		}
	}
	if !slices.Equal(got, e.spans) {
		mistakes.add(e.place, "act %s is found in %s, want %s", a.Name, mark(e.plain, got), mark(e.plain, e.spans))
		return
	}
	g := c.books[e.lang].Grammar()
	for _, h := range mine {
		if wrong := g.compare(d, h, e.expect); wrong != "" {
			mistakes.add(e.place, "act %s: %s", a.Name, wrong)
		}
	}
}

// compare says how the roles of a hit differ from what is expected: for each role that is named, the words of each must
// hold the head of one that was found, and there must be no others. A role named empty must have none.
func (g *Grammar) compare(d *text.Document, h Hit, expect []expectation) string {
	got, want := map[string][]string{}, map[string][]string{}
	var roles []string
	for _, e := range expect {
		if !slices.Contains(roles, e.key) {
			roles = append(roles, e.key)
		}
		if e.value != "" {
			want[e.key] = append(want[e.key], e.value)
		}
	}
	for _, a := range h.Args {
		first, last := g.Phrase(d, a.Token)
		phrase, head := d.At(d.Cover(first, last)), d.Tokens[a.Token].Form
		for _, w := range want[a.Role] {
			if slices.Contains(strings.Fields(w), head) || w == phrase || strings.HasSuffix(w, head) {
				phrase = w
				break
			}
		}
		got[a.Role] = append(got[a.Role], phrase)
	}
	for _, role := range roles {
		if !slices.Equal(got[role], want[role]) {
			return fmt.Sprintf("%s is %q, want %q", role, got[role], want[role])
		}
	}
	return ""
}
