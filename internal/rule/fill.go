package rule

import (
	"cmp"
	"slices"

	"dateline/internal/text"
)

// fill finds what fills the slots. It reports false when a required one stays empty, one that shuts out is filled, or what
// stands in one is what it must not be.
func (p *Pattern) fill(v *view, h *Hit, words []int, known arguments) bool {
	f := newFiller(p, v, h, words, known)
	for _, s := range p.slots {
		found := f.fill(s)
		if f.refuses(s, found) {
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

// newFiller collects the arguments of the words of a trigger.
func newFiller(p *Pattern, v *view, h *Hit, words []int, known arguments) *filler {
	f := &filler{v: v, pattern: p, words: words, head: h.Head, known: known}
	for _, w := range words {
		if w == h.Head || opensPhrase(v.d.Tokens[w].Tag) {
			f.collect(w)
		}
	}
	return f
}

// refuses reports whether what was found for a slot keeps the pattern from matching.
func (f *filler) refuses(s slot, found []Argument) bool {
	return s.shuts && len(found) > 0 || s.required && len(found) == 0 || isNot(s.test) && !s.shuts && len(found) < f.standing(s)
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
	known   arguments
}

// arguments are those of the words of a sentence, by word, as far as they were asked for: many patterns share a trigger.
type arguments map[int][]Argument

// of returns the arguments of a word.
func (known arguments) of(v *view, word int) []Argument {
	all, ok := known[word]
	if !ok {
		all = v.book.grammar.Arguments(v.d, word)
		known[word] = all
	}
	return all
}

func (f *filler) collect(word int) {
	for _, a := range f.known.of(f.v, word) {
		same := func(b Argument) bool { return b.Token == a.Token }
		if slices.Contains(f.words, a.Token) || slices.ContainsFunc(f.args, same) {
			continue
		}
		if a.Function == Oblique && f.holdsCase(a) {
			a.Function, a.Case = Object, ""
		}
		f.args = append(f.args, a)
	}
}

// holdsCase reports whether the preposition of an oblique is a word of the trigger, so that the oblique is its object: in "sealed
// off the district" the tree easily hangs "off" on the district.
func (f *filler) holdsCase(a Argument) bool {
	return slices.ContainsFunc(f.words[1:], func(w int) bool {
		return f.v.headOf(w) == a.Token && f.v.d.Tokens[w].Rel.Base() == "case"
	})
}

// fill returns the arguments that fill a slot, and notes those that play a part as used.
func (f *filler) fill(s slot) []Argument {
	var found []Argument
	if s.above {
		if head := f.v.headOf(f.head); head >= 0 && f.passes(s.test, head) {
			found = append(found, Argument{Token: head})
		}
		return found
	}
	for _, a := range f.args {
		if !s.shuts && slices.Contains(f.used, a.Token) || !f.mayFill(s, a) || !f.passes(s.test, a.Token) {
			continue
		}
		found = append(found, a)
		if s.role != "" && !s.shuts {
			f.used = append(f.used, a.Token)
		}
	}
	return found
}

// standing counts the arguments that stand where a slot asks, whether or not they pass its test.
func (f *filler) standing(s slot) int {
	n := 0
	for _, a := range f.args {
		if p := slices.Index(f.used, a.Token); f.mayFill(s, a) && (p < 0 || f.passes(s.test, a.Token)) {
			n++
		}
	}
	return n
}

// mayFill reports whether an argument stands where a slot asks and can play its part: a day plays none ("came under attack on
// Monday"), and who carries out arrests is not the one arrested.
func (f *filler) mayFill(s slot, a Argument) bool {
	if !f.pattern.stands(s, a) {
		return false
	}
	if s.role != "" && !s.shuts && f.v.covered(dateKind, a.Token) {
		return false
	}
	carriesOut := f.pattern.Kind == "noun" && a.Function == Subject && f.v.headOf(a.Token) != f.head
	return !(carriesOut && isUndergoer(s.role))
}

// stands reports whether an argument stands where a slot asks.
func (p *Pattern) stands(s slot, a Argument) bool {
	switch {
	case len(s.preps) > 0:
		if p.Kind == "noun" && a.Function == Subject && (s.preps[0] == "by" || s.preps[0] == "par") {
			return true // who carries out the act: "police carried out raids"
		}
		if p.Kind == "noun" && a.Function == Object && isUndergoer(s.role) && slices.ContainsFunc(s.preps, opensTarget) {
			return true // who undergoes the act: "the camp came under attack"
		}
		return slices.Contains(s.preps, a.Case) || slices.ContainsFunc(impliedCases[a.Function], func(c string) bool { return slices.Contains(s.preps, c) })
	case s.before && p.Kind == "noun":
		return a.Function == Possessor || a.Function == Modifier || a.Function == Subject
	case s.before:
		return a.Function == Subject
	default:
		return a.Function == Object || a.Function == Indirect
	}
}

// opensTarget reports whether a preposition leads from a noun to what it acts on: an attack on, the arrest of. One such as
// "with" leads to the other side.
func opensTarget(prep string) bool { return slices.Contains([]string{"of", "on", "de", "sur"}, prep) }

// isUndergoer reports whether a role is that of somebody acted on.
func isUndergoer(role string) bool { return role == "target" || role == "beneficiary" }

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
