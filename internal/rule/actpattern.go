package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/text"
)

// Pattern is a line of an act: the words that tell of it, and who plays which part.
type Pattern struct {
	Act      *Act
	Language text.Language
	Kind     string // verb, noun or adj: what the trigger is
	Text     string // as written
	File     string
	Line     int

	triggers []trigger
	slots    []slot
}

// wordKinds are what a trigger may be.
var wordKinds = []string{"verb", "noun", "adj"}

// trigger is one of the alternatives of a pattern: its words in order.
type trigger []triggerWord

// triggerWord is a word of a trigger.
type triggerWord struct {
	test     test
	words    []word // none for a list
	list     int    // its number; -1 for words
	optional bool
}

// slot is a group of a pattern: where it stands and what must fill it.
type slot struct {
	before    bool     // before the trigger
	above     bool     // what the trigger hangs on: (^ …)
	preps     []string // its prepositions; empty: none
	caseWords []word   // its prepositions where one of them must be written; empty: none must
	role      string   // empty: it must be there but plays no part
	test      test     // nil: anything
	required  bool
	shuts     bool // !(…): what fills it shuts the pattern out
	written   string
}

// patternReader reads the pattern of an act.
type patternReader struct {
	book        *Book
	pattern     *Pattern
	alternative trigger // the one being read
}

// readActPattern reads "(initiator) clear|tear down (target {settlement})".
func readActPattern(b *Book, s string) (*Pattern, error) {
	r := patternReader{book: b, pattern: &Pattern{}}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		item := firstWord(s)
		isGroup := s[0] == '(' || strings.HasPrefix(s, "!(")
		var err error
		if isGroup {
			item, err = cutGroup(s)
		}
		s = s[len(item):]
		switch {
		case err != nil:
		case isGroup:
			err = r.readGroup(item)
		default:
			err = r.readWords(item)
		}
		if err != nil {
			return nil, err
		}
	}
	r.pattern.triggers = append(r.pattern.triggers, r.alternative)
	if slices.ContainsFunc(r.pattern.triggers, func(t trigger) bool { return len(t) == 0 || t[0].optional }) {
		return nil, errors.New("a pattern needs a trigger: (initiator) arrest (target)")
	}
	return r.pattern, nil
}

// readGroup reads "(a)?", a word that may lack, or a slot.
func (r *patternReader) readGroup(group string) error {
	if word, ok := optionalWord(group); ok {
		t, err := readTriggerWord(r.book, word)
		t.optional = true
		r.alternative = append(r.alternative, t)
		return err
	}
	s, err := readSlot(r.book, group)
	s.before = !r.inTrigger()
	r.pattern.slots = append(r.pattern.slots, s)
	return err
}

// inTrigger reports whether a word of the trigger was read.
func (r *patternReader) inTrigger() bool { return len(r.pattern.triggers)+len(r.alternative) > 0 }

// readWords reads "clear|break": a word of the trigger, after which other alternatives may start.
func (r *patternReader) readWords(item string) error {
	if n := len(r.pattern.slots); n > 0 && !r.pattern.slots[n-1].before {
		return fmt.Errorf("%q stands after a group: put the preposition into it, (of target)", item)
	}
	for n, written := range splitOutside(item) {
		if n > 0 {
			r.pattern.triggers = append(r.pattern.triggers, r.alternative)
			r.alternative = nil
		}
		t, err := readTriggerWord(r.book, written)
		if err != nil {
			return err
		}
		r.alternative = append(r.alternative, t)
	}
	return nil
}

// cutGroup cuts "(…)", "!(…)" or "(…)?" from the start.
func cutGroup(s string) (string, error) {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
			if depth > 0 {
				continue
			}
			end := i + 1
			if end < len(s) && s[end] == '?' {
				end++
			}
			return s[:end], nil
		}
	}
	return "", errors.New(") is missing")
}

// optionalWord returns the word of "(a)?", a part of the trigger.
func optionalWord(group string) (string, bool) {
	inside, ok := strings.CutSuffix(group, ")?")
	inside = strings.TrimPrefix(inside, "(")
	if !ok || strings.ContainsAny(inside, " {[") || slices.Contains(actRoles, inside) {
		return "", false
	}
	return inside, true
}

// splitOutside splits at | that stand outside of braces.
func splitOutside(item string) []string {
	depth := 0
	var all []string
	from := 0
	for i := range len(item) {
		switch item[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 {
				all = append(all, item[from:i])
				from = i + 1
			}
		}
	}
	return append(all, item[from:])
}

// readTriggerWord reads a word, or words with / between, which match all their forms, or a list.
func readTriggerWord(b *Book, written string) (triggerWord, error) {
	if strings.HasPrefix(written, "{") {
		t, err := b.readSingleTest(written)
		l, ok := t.(listTest)
		if err != nil || !ok {
			return triggerWord{}, errors.Join(err, fmt.Errorf("%s: a trigger is made of words and lists", written))
		}
		return triggerWord{test: l, list: l.list.number}, nil
	}
	t := triggerWord{list: -1}
	for one := range strings.SplitSeq(written, "/") {
		if one == "" || strings.ContainsAny(one, "!=[]{}<>+*?$") {
			return t, fmt.Errorf("%q: a trigger is made of words and lists", written)
		}
		w := b.vocabulary.add(fold(one))
		t.words = append(t.words, w)
	}
	t.test = formsTest{words: t.words}
	return t, nil
}

// readSlot reads "(by initiator {police})", "({settlement})", "!(of {charge})".
func readSlot(b *Book, group string) (slot, error) {
	s := slot{written: group}
	inside, shuts := strings.CutPrefix(group, "!")
	s.shuts = shuts
	inside, mayLack := strings.CutSuffix(inside, "?")
	inside = strings.TrimSuffix(strings.TrimPrefix(inside, "("), ")")
	rest := strings.Fields(inside)
	if len(rest) > 1 && rest[0] == "^" {
		s.above = true
		rest = rest[1:]
	}
	if len(rest) > 0 && isPreposition(rest) {
		s.preps = strings.Split(fold(rest[0]), "|")
		s.caseWords = caseWords(b, s.preps)
		rest = rest[1:]
	}
	if len(rest) > 0 && slices.Contains(actRoles, rest[0]) {
		s.role = rest[0]
		rest = rest[1:]
	}
	if len(rest) == 0 {
		if s.role == "" && !s.shuts {
			return s, fmt.Errorf("%s: want a role (%s) or a test", group, strings.Join(actRoles, ", "))
		}
		return s, nil
	}
	var err error
	s.test, err = b.readSingleTest(strings.Join(rest, " "))
	s.required = !mayLack && !s.shuts && !isNot(s.test)
	if err != nil {
		err = fmt.Errorf("%s: %w", group, err)
	}
	return s, err
}

// isPreposition reports whether the first of the words in a group is its preposition: a plain word that is no role and has
// something after it, or stands alone in a group that shuts out.
func isPreposition(words []string) bool {
	first := words[0]
	return !slices.Contains(actRoles, first) && !strings.ContainsAny(first, "!=[]{}<>+*?$_#~\"&") &&
		text.TagNamed(first) == text.NoTag && len(words) > 1
}

// caseWords numbers prepositions; there are none where a function may stand for one of them.
func caseWords(b *Book, preps []string) []word {
	var all []word
	for _, p := range preps {
		for _, implied := range impliedCases {
			if slices.Contains(implied, p) {
				return nil
			}
		}
		all = append(all, b.vocabulary.add(p))
	}
	return all
}

// Tested reports whether the pattern asks something of what fills one of its groups, so that words with other senses seldom match.
func (p *Pattern) Tested() bool {
	return slices.ContainsFunc(p.slots, func(s slot) bool { return s.required && s.test != nil })
}

func isNot(t test) bool {
	_, ok := t.(notTest)
	return ok
}
