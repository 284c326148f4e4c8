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
	before   bool     // before the trigger
	preps    []string // its prepositions; empty: none
	role     string   // empty: it must be there but plays no part
	test     test     // nil: anything
	required bool
	shuts    bool // !(…): what fills it shuts the pattern out
}

// readActPattern reads "(initiator) clear|tear down (target {settlement})".
func readActPattern(b *Book, s string) (*Pattern, error) {
	p := &Pattern{}
	alternative := trigger{}
	open := false // inside the trigger, where a word was read
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '(' || strings.HasPrefix(s, "!(") {
			group, rest, err := cutGroup(s)
			if err != nil {
				return nil, err
			}
			s = rest
			if word, ok := optionalWord(group); ok {
				t, err := readTriggerWord(b, word)
				if err != nil {
					return nil, err
				}
				t.optional = true
				alternative = append(alternative, t)
				continue
			}
			slot, err := readSlot(b, group)
			if err != nil {
				return nil, err
			}
			slot.before = !open
			p.slots = append(p.slots, slot)
			continue
		}
		if open && len(p.slots) > 0 && !p.slots[len(p.slots)-1].before {
			return nil, fmt.Errorf("%q stands after a group: put the preposition into it, (of target)", firstWord(s))
		}
		item := firstWord(s)
		s = s[len(item):]
		for n, written := range splitOutside(item) {
			if n > 0 {
				p.triggers = append(p.triggers, alternative)
				alternative = trigger{}
			}
			t, err := readTriggerWord(b, written)
			if err != nil {
				return nil, err
			}
			alternative = append(alternative, t)
			open = true
		}
	}
	p.triggers = append(p.triggers, alternative)
	if !open || slices.ContainsFunc(p.triggers, func(t trigger) bool { return len(t) == 0 || t[0].optional }) {
		return nil, errors.New("a pattern needs a trigger: (initiator) arrest (target)")
	}
	return p, nil
}

// cutGroup cuts "(…)", "!(…)" or "(…)?" from the start.
func cutGroup(s string) (group, rest string, err error) {
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
			return s[:end], s[end:], nil
		}
	}
	return "", "", errors.New(") is missing")
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
	var either orTest
	for one := range strings.SplitSeq(written, "/") {
		if one == "" || strings.ContainsAny(one, "!=[]{}<>+*?$") {
			return t, fmt.Errorf("%q: a trigger is made of words and lists", written)
		}
		w := b.vocabulary.add(fold(one))
		t.words = append(t.words, w)
		either = append(either, wordTest{word: w}, lemmaTest{word: w})
	}
	t.test = either
	return t, nil
}

// readSlot reads "(by initiator {police})", "({settlement})", "!(of {charge})".
func readSlot(b *Book, group string) (slot, error) {
	s := slot{}
	inside, shuts := strings.CutPrefix(group, "!")
	s.shuts = shuts
	inside, mayLack := strings.CutSuffix(inside, "?")
	inside = strings.TrimSuffix(strings.TrimPrefix(inside, "("), ")")
	rest := strings.Fields(inside)
	if len(rest) > 0 && isPreposition(rest) {
		s.preps = strings.Split(fold(rest[0]), "|")
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

func isNot(t test) bool {
	_, ok := t.(notTest)
	return ok
}
