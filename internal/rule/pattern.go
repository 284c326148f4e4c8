package rule

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"dateline/internal/text"
)

// part is a piece of a pattern: a test, a sequence, alternatives, a repetition, a capture or an anchor.
type part struct {
	kind     partKind
	test     test
	parts    []*part
	min, max int    // of a repetition; max 0: no bound
	name     string // of a capture
}

type partKind uint8

const (
	testPart partKind = iota
	sequencePart
	eitherPart
	repeatPart
	capturePart
	startPart
	endPart
)

// pattern is a pattern as read: what must stand before, what is matched, what must follow.
type pattern struct {
	before, after []context
	body          *part
}

// context is a look to the side: <x> must be there, !<x> must not.
type context struct {
	body *part
	not  bool
}

// reader reads one pattern. Inside parentheses "|" divides everything; outside it divides single tests.
type reader struct {
	book    *Book
	rest    string
	phrases map[string]*part // by name, for @name
	depth   int
}

// maxRepeat bounds what a counted repetition may ask for.
const maxRepeat = 20

// readPattern reads a whole pattern.
func (r *reader) readPattern() (*pattern, error) {
	p := &pattern{body: &part{kind: sequencePart}}
	for r.space(); r.rest != ""; r.space() {
		if strings.HasPrefix(r.rest, "<") || strings.HasPrefix(r.rest, "!<") {
			c, err := r.readContext()
			if err != nil {
				return nil, err
			}
			if len(p.body.parts) == 0 {
				p.before = append(p.before, c)
			} else {
				p.after = append(p.after, c)
			}
			continue
		}
		if len(p.after) > 0 {
			return nil, errors.New("<...> may stand at the start and at the end of a pattern only")
		}
		element, err := r.readElement()
		if err != nil {
			return nil, err
		}
		p.body.parts = append(p.body.parts, element)
	}
	if first, empty := firsts(p.body); empty || len(first) == 0 {
		return nil, errors.New("the pattern could match nothing at all: some element must not be optional")
	}
	return p, nil
}

func (r *reader) space() { r.rest = strings.TrimLeft(r.rest, " \t") }

func (r *reader) take(prefix string) bool {
	rest, ok := strings.CutPrefix(r.rest, prefix)
	if ok {
		r.rest = rest
	}
	return ok
}

// readContext reads <x> or !<x>.
func (r *reader) readContext() (context, error) {
	c := context{not: r.take("!")}
	r.take("<")
	body, err := r.readAlternatives(">")
	c.body = body
	return c, err
}

// readAlternatives reads sequences with | between up to a closing mark.
func (r *reader) readAlternatives(closing string) (*part, error) {
	r.depth++
	defer func() { r.depth-- }()
	either := &part{kind: eitherPart}
	sequence := &part{kind: sequencePart}
	for {
		r.space()
		switch {
		case r.rest == "":
			return nil, fmt.Errorf("%s is missing", closing)
		case r.take(closing):
			if len(sequence.parts) == 0 {
				return nil, errors.New("an empty alternative")
			}
			either.parts = append(either.parts, sequence)
			return either, nil
		case r.take("|"):
			if len(sequence.parts) == 0 {
				return nil, errors.New("an empty alternative")
			}
			either.parts = append(either.parts, sequence)
			sequence = &part{kind: sequencePart}
			continue
		}
		element, err := r.readElement()
		if err != nil {
			return nil, err
		}
		sequence.parts = append(sequence.parts, element)
	}
}

// readElement reads an element with its capture and its repetition.
func (r *reader) readElement() (*part, error) {
	name, err := r.readCaptureName()
	if err != nil {
		return nil, err
	}
	element, err := r.readItem()
	if err != nil {
		return nil, err
	}
	if element, err = r.readRepeat(element); err != nil {
		return nil, err
	}
	if !r.atBorder() {
		return nil, fmt.Errorf("cannot read %q", firstWord(r.rest))
	}
	if name != "" {
		element = &part{kind: capturePart, name: name, parts: []*part{element}}
	}
	return element, nil
}

// atBorder reports whether an element may end here.
func (r *reader) atBorder() bool {
	return r.rest == "" || strings.ContainsRune(" \t)>", rune(r.rest[0])) || r.depth > 0 && r.rest[0] == '|'
}

// readCaptureName reads "$day=".
func (r *reader) readCaptureName() (string, error) {
	if !strings.HasPrefix(r.rest, "$") || len(r.rest) == 1 || r.rest[1] == ' ' {
		return "", nil
	}
	name, rest, ok := strings.Cut(r.rest[1:], "=")
	if !ok || !isName(name) {
		return "", fmt.Errorf("%q: want $name=element", firstWord(r.rest))
	}
	r.rest = rest
	return name, nil
}

// readItem reads what an element is made of.
func (r *reader) readItem() (*part, error) {
	switch {
	case r.take("("):
		return r.readAlternatives(")")
	case r.take("..."):
		n, ok := r.readNumber()
		if !ok || n == 0 || n > maxRepeat {
			return nil, fmt.Errorf("a gap needs the most tokens it may skip, from 1 to %d: ...3", maxRepeat)
		}
		return &part{kind: repeatPart, max: n, parts: []*part{{kind: testPart, test: anyTest{}}}}, nil
	case r.alone("^"):
		return &part{kind: startPart}, nil
	case r.alone("$"):
		return &part{kind: endPart}, nil
	case r.take("@"):
		name := r.readName()
		phrase := r.phrases[name]
		if phrase == nil {
			return nil, fmt.Errorf("no phrase is named %q", name)
		}
		return phrase, nil
	}
	t, err := r.readTest()
	return &part{kind: testPart, test: t}, err
}

// alone takes a mark that stands by itself.
func (r *reader) alone(mark string) bool {
	rest, ok := strings.CutPrefix(r.rest, mark)
	if ok && (rest == "" || strings.ContainsRune(" )|>", rune(rest[0]))) {
		r.rest = rest
		return true
	}
	return false
}

// readRepeat reads ?, *, +, *3 or +3 after an element.
func (r *reader) readRepeat(element *part) (*part, error) {
	repeat := &part{kind: repeatPart, parts: []*part{element}}
	switch {
	case r.take("?"):
		repeat.max = 1
		return repeat, nil
	case r.take("*"):
	case r.take("+"):
		repeat.min = 1
	default:
		return element, nil
	}
	n, ok := r.readNumber()
	if ok && (n < 1 || n > maxRepeat) {
		return nil, fmt.Errorf("a count of %d: want 1 to %d", n, maxRepeat)
	}
	repeat.max = n
	return repeat, nil
}

func (r *reader) readNumber() (int, bool) {
	n := leadingDigits(r.rest)
	value, err := strconv.Atoi(r.rest[:n])
	r.rest = r.rest[n:]
	return value, err == nil
}

// readName reads letters, digits, - and _.
func (r *reader) readName() string {
	n := strings.IndexFunc(r.rest, func(c rune) bool { return !isNameRune(c) })
	if n < 0 {
		n = len(r.rest)
	}
	name := r.rest[:n]
	r.rest = r.rest[n:]
	return name
}

func isNameRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-' || c == '_'
}

func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return !isNameRune(c) })
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// featNames are the features by the names that package text gives them.
var featNames = map[string]text.Feats{
	"Sing": text.Sing, "Plur": text.Plur, "Masc": text.Masc, "Fem": text.Fem,
	"Person1": text.Person1, "Person2": text.Person2, "Person3": text.Person3,
	"Past": text.Past, "Pres": text.Pres, "Fut": text.Fut, "Imperfect": text.Imperfect,
	"Fin": text.Fin, "Inf": text.Inf, "Part": text.Part, "Ger": text.Ger,
	"Ind": text.Ind, "Cnd": text.Cnd, "Sub": text.Sub, "Imperative": text.Imperative,
	"Passive": text.Passive, "Negative": text.Negative, "Poss": text.Poss, "Def": text.Def, "Indef": text.Indef,
	"Relative": text.Relative, "Interrogative": text.Interrogative, "Demonstrative": text.Demonstrative,
	"Personal": text.Personal, "Comparative": text.Comparative, "Superlative": text.Superlative, "Reflex": text.Reflex,
}

// relations are the base relations of UD 2.
var relations = map[text.Rel]bool{
	"acl": true, "advcl": true, "advmod": true, "amod": true, "appos": true, "aux": true, "case": true, "cc": true,
	"ccomp": true, "clf": true, "compound": true, "conj": true, "cop": true, "csubj": true, "dep": true, "det": true,
	"discourse": true, "dislocated": true, "expl": true, "fixed": true, "flat": true, "goeswith": true, "iobj": true,
	"list": true, "mark": true, "nmod": true, "nsubj": true, "nummod": true, "obj": true, "obl": true, "orphan": true,
	"parataxis": true, "punct": true, "reparandum": true, "root": true, "vocative": true, "xcomp": true, "_": true,
}
