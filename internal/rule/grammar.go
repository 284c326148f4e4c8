package rule

import (
	"slices"

	"dateline/internal/text"
)

// Grammar is the links of a language: they tell from a parsed sentence who does what to whom.
type Grammar struct {
	Links []*Link

	book  *Book
	heads map[Function][]*Link
}

// Function is the part that a word plays for a predicate, whatever the form of the sentence.
type Function string

// The functions. In "The camp was cleared by police" police is the Subject and camp the Object.
const (
	Subject   Function = "subject"   // who acts
	Object    Function = "object"    // who or what is acted on
	Indirect  Function = "indirect"  // to whom, without a preposition
	Oblique   Function = "oblique"   // with a preposition, which is the Case
	Possessor Function = "possessor" // the police's raid
	Modifier  Function = "modifier"  // the police raid
	// Complement is what somebody is said or made to be: named him minister.
	Complement Function = "complement"

	beside   Function = "beside"   // of an argument: another one, coordinated with it
	meaning  Function = "meaning"  // of an argument: a word that says what it is ("hundreds of migrants")
	governor Function = "governor" // of a predicate: a word that it hangs on ("tried to clear")
	marker   Function = "marker"   // of a predicate: an auxiliary, a negation, a conjunction
)

// functions are those that a link may give.
var functions = []Function{Subject, Object, Indirect, Oblique, Possessor, Modifier, Complement, beside, meaning, governor, marker}

// Link is a stanza of a .tree file: a way through the tree from a predicate to a word.
type Link struct {
	Name    string
	Why     string
	Gives   Function
	File    string
	Line    int
	Version string

	on, to   test   // of the predicate, of the word; nil: any
	tags     uint32 // that a predicate may have, a bit each
	side     string
	unless   Function
	paths    [][]treeStep
	examples []example
}

// Origin returns the name of the link and the short hash of its file.
func (l *Link) Origin() text.Origin { return text.Origin{Rule: l.Name, Version: l.Version} }

// treeStep is one step of a path: up or down a relation, or to the words of a function.
type treeStep struct {
	rel      text.Rel
	up       bool
	function Function // when not empty, all words that play it for the token
	asks     test     // about the token reached; nil: nothing
}

// Argument is a word that plays a part for a predicate.
type Argument struct {
	Function Function
	Case     string // dictionary form of its preposition ("by", "de"); empty when it has none
	Token    int
	Link     *Link
}

// Governor is a word that a predicate hangs on, or one that marks a predicate.
type Governor struct {
	Token  int
	Of     int      // the token that it governs or marks
	Rel    text.Rel // by which Of hangs on Token; of a marker, by which Token hangs on Of
	Marker bool     // an auxiliary, a negation, a conjunction such as "if"
	Link   *Link
}

// deepest bounds how far links lead on to other links: "tried to start to clear".
const deepest = 6

// Arguments returns the words that play a part for a predicate, a token of a parsed sentence of d, in order of position.
func (g *Grammar) Arguments(d *text.Document, predicate int) []Argument {
	w := treeWalk{g: g, v: g.book.view(d)}
	all := w.arguments(predicate, 0)
	slices.SortStableFunc(all, func(a, b Argument) int { return a.Token - b.Token })
	return all
}

// Governors returns what a predicate hangs on and what marks it, nearest first: "not", "try" and "will" of
// "will not try to clear".
func (g *Grammar) Governors(d *text.Document, predicate int) []Governor {
	w := treeWalk{g: g, v: g.book.view(d)}
	var all []Governor
	seen := map[int]bool{predicate: true}
	for at := []int{predicate}; len(at) > 0 && len(at) <= 4*deepest; at = at[1:] {
		all = append(all, w.around(at[0], marker, seen)...)
		above := w.around(at[0], governor, seen)
		all = append(all, above...)
		for _, a := range above {
			at = append(at, a.Token)
		}
	}
	return all
}

// Meanings returns the words that say what a word is, itself first: of "hundreds" in "hundreds of migrants" migrants also,
// of a name its apposition.
func (g *Grammar) Meanings(d *text.Document, token int) []int {
	w := treeWalk{g: g, v: g.book.view(d)}
	return w.meanings(token)
}

// treeWalk follows links in one document.
type treeWalk struct {
	g     *Grammar
	v     *view
	known map[int][]Argument // by predicate: found already, or being found: a ring in a broken tree ends there
}

func (w *treeWalk) meanings(token int) []int {
	all := []int{token}
	for i := 0; i < len(all) && i < deepest; i++ {
		for _, l := range w.g.giving(meaning) {
			for _, t := range w.follow(l, all[i], 0) {
				if !slices.Contains(all, t) {
					all = append(all, t)
				}
			}
		}
	}
	return all
}

// arguments applies the links of arguments in their order.
func (w *treeWalk) arguments(predicate, depth int) []Argument {
	if found, ok := w.known[predicate]; ok || depth > deepest {
		return found
	}
	if w.known == nil {
		w.known = map[int][]Argument{}
	}
	w.known[predicate] = nil
	var all []Argument
	for _, l := range w.g.Links {
		if !l.argues() || l.unless != "" && has(all, l.unless) {
			continue
		}
		for _, t := range w.follow(l, predicate, depth) {
			all = w.add(all, Argument{l.Gives, w.caseOf(t), t, l})
		}
	}
	w.known[predicate] = all
	return all
}

// argues reports whether a link gives an argument.
func (l *Link) argues() bool {
	switch l.Gives {
	case beside, meaning, governor, marker:
		return false
	}
	return true
}

func has(all []Argument, f Function) bool {
	return slices.ContainsFunc(all, func(a Argument) bool { return a.Function == f })
}

// add adds an argument and those coordinated with it, each token once: the first link wins.
func (w *treeWalk) add(all []Argument, a Argument) []Argument {
	if slices.ContainsFunc(all, func(b Argument) bool { return b.Token == a.Token }) {
		return all
	}
	all = append(all, a)
	for _, l := range w.g.giving(beside) {
		for _, t := range w.follow(l, a.Token, 0) {
			all = w.add(all, Argument{a.Function, a.Case, t, a.Link})
		}
	}
	return all
}

// around returns the governors or the markers of a token, noting them as seen.
func (w *treeWalk) around(token int, f Function, seen map[int]bool) []Governor {
	var all []Governor
	for _, l := range w.g.giving(f) {
		for _, t := range w.follow(l, token, 0) {
			if seen[t] {
				continue
			}
			seen[t] = true
			g := Governor{Token: t, Of: token, Rel: w.v.d.Tokens[token].Rel, Marker: f == marker, Link: l}
			if g.Marker {
				g.Rel = w.v.d.Tokens[t].Rel
			}
			all = append(all, g)
		}
	}
	return all
}

// caseOf returns the dictionary form of a token's preposition.
func (w *treeWalk) caseOf(token int) string {
	first, last := w.v.sentenceOf(token)
	for k := first; k < last; k++ {
		if t := &w.v.d.Tokens[k]; t.Head == token && t.Rel == "case" {
			return fold(t.Lemma)
		}
	}
	return ""
}

// giving returns the links that give a function.
func (g *Grammar) giving(f Function) []*Link {
	return g.heads[f]
}

// follow returns the tokens that a link leads to from a predicate, in order of its paths.
func (w *treeWalk) follow(l *Link, predicate, depth int) []int {
	if depth > deepest || !l.mayStart(&w.v.d.Tokens[predicate]) || l.on != nil && !l.on.covers(w.v, predicate) {
		return nil
	}
	var found []int
	for _, path := range l.paths {
		at := []int{predicate}
		for _, step := range path {
			at = w.step(step, at, depth)
		}
		for _, t := range at {
			if t != predicate && l.accepts(w.v, predicate, t) && !slices.Contains(found, t) {
				found = append(found, t)
			}
		}
	}
	return found
}

// mayStart reports whether a path may lead on from a predicate, as far as its tag and its own relation tell: most links are left at that.
func (l *Link) mayStart(t *text.Token) bool {
	return l.tags>>t.Tag&1 != 0 && slices.ContainsFunc(l.paths, func(path []treeStep) bool { return !path[0].up || isRel(t.Rel, path[0].rel) })
}

func (l *Link) accepts(v *view, predicate, t int) bool {
	switch {
	case l.side == "before" && t > predicate, l.side == "after" && t < predicate:
		return false
	}
	return l.to == nil || l.to.covers(v, t)
}

// step takes one step from each token.
func (w *treeWalk) step(s treeStep, from []int, depth int) []int {
	var to []int
	for _, token := range from {
		switch {
		case s.function != "":
			to = append(to, w.playing(s.function, token, depth+1)...)
		case s.up:
			if head := w.v.headOf(token); head >= 0 && isRel(w.v.d.Tokens[token].Rel, s.rel) {
				to = append(to, head)
			}
		default:
			to = append(to, w.below(token, s.rel)...)
		}
	}
	if s.asks == nil {
		return to
	}
	return slices.DeleteFunc(to, func(t int) bool { return !s.asks.covers(w.v, t) })
}

// below returns the tokens that hang on a token by a relation.
func (w *treeWalk) below(token int, rel text.Rel) []int {
	var all []int
	first, last := w.v.sentenceOf(token)
	for k := first; k < last; k++ {
		if t := &w.v.d.Tokens[k]; t.Head == token && t.Rel != "" && isRel(t.Rel, rel) {
			all = append(all, k)
		}
	}
	return all
}

// playing returns the tokens that play a function for a token.
func (w *treeWalk) playing(f Function, token, depth int) []int {
	var all []int
	switch f {
	case governor, marker, meaning, beside:
		for _, l := range w.g.giving(f) {
			all = append(all, w.follow(l, token, depth)...)
		}
		return all
	}
	for _, a := range w.arguments(token, depth) {
		if a.Function == f {
			all = append(all, a.Token)
		}
	}
	return all
}
