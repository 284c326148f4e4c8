package rule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/internal/text"
)

// Set is the rules of a topic, in order of file and line.
type Set struct {
	Topic string
	Rules []*Rule

	book     *Book
	phrases  map[string]*part
	programs []*program
	starts   []*starts
	tables   [keyKinds][][]int32 // by kind and number of key: the programs with such an anchor; nil when none has
	always   []int32             // programs without an anchor
	finders  sync.Pool
}

// Rule is a stanza of a topic.
type Rule struct {
	Name    string
	Why     string
	Note    string
	File    string
	Line    int
	Version string // short hash of its file

	Rank     int  // a rule of higher rank wins over lower ones, whatever their length; 0 unless said
	Overlaps bool // its matches stand beside those of other rules
	Nothing  bool // gives nothing: it only keeps other rules from matching there

	programs []*program
	gives    []give
	examples []example
}

// Origin returns the name of the rule and the short hash of its file.
func (r *Rule) Origin() text.Origin { return text.Origin{Rule: r.Name, Version: r.Version} }

// give is a key with a value in which captures stand for what they hold.
type give struct {
	place
	key   string
	value []giveText
}

// giveText is literal text, or a capture with what is asked of it: "", "value" or "lemma".
type giveText struct{ literal, capture, asks string }

var (
	ruleKeys   = []string{"rule", "why", "match", "give", "rank", "overlaps", "yes", "no", "note"}
	phraseKeys = []string{"phrase", "why", "match", "note"}
)

// readSet reads the stanzas of a topic: phrases first, then rules.
func (b *Book) readSet(topic string, stanzas []stanza, versions map[string]string, mistakes *Mistakes) *Set {
	s := &Set{Topic: topic, book: b, phrases: map[string]*part{}}
	s.readPhrases(stanzas, mistakes)
	for _, st := range stanzas {
		switch st.fields[0].key {
		case "rule":
			s.readRule(st, versions[st.file], mistakes)
		case "phrase":
		default:
			mistakes.add(st.place, "a stanza starts with rule: or phrase:, not %s:", st.fields[0].key)
		}
	}
	return s
}

// readPhrases reads the phrases; one may use those above it.
func (s *Set) readPhrases(stanzas []stanza, mistakes *Mistakes) {
	for _, st := range stanzas {
		if st.fields[0].key != "phrase" {
			continue
		}
		st.checkKeys(mistakes, phraseKeys, []string{"match"}, []string{"match"})
		name := st.fields[0].value
		if !isName(name) || s.phrases[name] != nil {
			mistakes.add(st.place, "phrase %q: want a new name of letters, digits and hyphens", name)
			continue
		}
		either := &part{kind: eitherPart}
		for _, f := range st.all("match") {
			r := reader{book: s.book, rest: f.value + ")", phrases: s.phrases}
			body, err := r.readAlternatives(")")
			if err == nil && r.rest != "" {
				err = errors.New("a closing parenthesis too many")
			}
			if err != nil {
				mistakes.add(f.place, "%v", err)
				continue
			}
			either.parts = append(either.parts, body)
		}
		s.phrases[name] = either
	}
}

func (s *Set) readRule(st stanza, version string, mistakes *Mistakes) {
	st.checkKeys(mistakes, ruleKeys, []string{"match", "yes", "no"}, []string{"why", "match", "yes"})
	r := &Rule{Name: st.fields[0].value, Why: st.value("why"), Note: st.value("note"), File: st.file, Line: st.line, Version: version}
	if other := s.book.rules[r.Name]; other != nil {
		mistakes.add(st.place, "rule %s is already at %s:%d", r.Name, other.File, other.Line)
	}
	if !isName(r.Name) {
		mistakes.add(st.place, "rule %q: want a name of letters, digits and hyphens", r.Name)
	}
	s.book.rules[r.Name] = r
	for _, f := range st.all("match") {
		s.readMatch(r, f, mistakes)
	}
	for _, f := range st.all("rank") {
		rank, err := strconv.Atoi(f.value)
		if err != nil {
			mistakes.add(f.place, "rank: want a whole number")
		}
		r.Rank = rank
	}
	if f := st.value("overlaps"); f != "" {
		r.Overlaps = f == "yes"
		if f != "yes" {
			mistakes.add(st.all("overlaps")[0].place, "overlaps: want yes, or leave it out")
		}
	}
	r.readGives(st, mistakes)
	r.examples = readExamples(st, mistakes)
	s.Rules = append(s.Rules, r)
}

// readMatch reads one pattern of a rule.
func (s *Set) readMatch(r *Rule, f field, mistakes *Mistakes) {
	reader := reader{book: s.book, rest: f.value, phrases: s.phrases}
	p, err := reader.readPattern()
	if err != nil {
		mistakes.add(f.place, "%v", err)
		return
	}
	made := compile(p)
	if len(made.captures) > maxCaptures {
		mistakes.add(f.place, "more than %d captures", maxCaptures)
		return
	}
	first, _ := firsts(p.body)
	made.starts = s.startsOf(first)
	made.anchor, _ = anchorOf(p.body)
	made.rule, made.order = r, len(s.programs)
	s.programs = append(s.programs, made)
	r.programs = append(r.programs, made)
}

// startsOf returns the starts of some tests, the same for the same.
func (s *Set) startsOf(parts []*part) *starts {
	for _, known := range s.starts {
		if slices.Equal(known.parts, parts) {
			return known
		}
	}
	s.starts = append(s.starts, &starts{parts, len(s.starts)})
	return s.starts[len(s.starts)-1]
}

// readGives reads key=value pairs.
func (r *Rule) readGives(st stanza, mistakes *Mistakes) {
	for _, f := range st.all("give") {
		if f.value == "nothing" {
			r.Nothing = true
			continue
		}
		for _, pair := range splitQuoted(f.value) {
			name, value, ok := strings.Cut(pair, "=")
			if !ok || !isName(name) {
				mistakes.add(f.place, "give %q: want key=value", pair)
				continue
			}
			if slices.ContainsFunc(r.gives, func(g give) bool { return g.key == name }) {
				mistakes.add(f.place, "give: %s stands twice", name)
			}
			parts, err := r.readValue(strings.Trim(value, `"`))
			if err != nil {
				mistakes.add(f.place, "give %s: %v", name, err)
			}
			r.gives = append(r.gives, give{f.place, name, parts})
		}
	}
}

// readValue cuts a value into literal text and captures.
func (r *Rule) readValue(value string) ([]giveText, error) {
	var all []giveText
	for {
		literal, rest, found := strings.Cut(value, "$")
		if literal != "" {
			all = append(all, giveText{literal: literal})
		}
		if !found {
			return all, nil
		}
		inner := reader{rest: rest}
		t := giveText{capture: inner.readName()}
		for _, asks := range []string{"value", "lemma"} {
			if inner.take("." + asks) {
				t.asks = asks
			}
		}
		if err := r.checkCapture(t); err != nil {
			return nil, err
		}
		all = append(all, t)
		value = inner.rest
	}
}

// checkCapture reports a capture that no pattern has, or whose value is asked for though it is more than one test.
func (r *Rule) checkCapture(t giveText) error {
	found := false
	for _, p := range r.programs {
		for _, c := range p.captures {
			if c.name != t.capture {
				continue
			}
			found = true
			if t.asks == "value" && c.test == nil {
				return fmt.Errorf("$%s.value: $%s holds more than one test, so it has no value", t.capture, t.capture)
			}
		}
	}
	if !found && len(r.programs) > 0 {
		return fmt.Errorf("no pattern of the rule has $%s=", t.capture)
	}
	return nil
}

// splitQuoted splits at spaces that are not between quotation marks.
func splitQuoted(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return !quoted && (c == ' ' || c == '\t')
	})
}

// Expect returns a mistake for each rule that gives a key other than those named: a stage says so what it understands.
func (s *Set) Expect(keys ...string) Mistakes {
	var mistakes Mistakes
	for _, r := range s.Rules {
		for _, g := range r.gives {
			if !slices.Contains(keys, g.key) {
				mistakes.add(g.place, "topic %s knows no %s: want %s", s.Topic, g.key, strings.Join(keys, ", "))
			}
		}
	}
	return mistakes.sorted()
}

// index makes the tables by which patterns are looked up.
func (s *Set) index() {
	s.finders.New = func() any { return &finder{last: make([]int, len(s.programs))} }
	sizes := [keyKinds]int{
		keyForm: s.book.vocabulary.size() + 1, keyLemma: s.book.vocabulary.size() + 1, keyList: len(s.book.lists),
		keyExpression: s.book.expressions, keyTag: int(text.Tags), keyMention: int(kinds), keyDigit: 1,
	}
	for n, p := range s.programs {
		if len(p.anchor.keys) == 0 {
			s.always = append(s.always, int32(n))
		}
		for _, k := range p.anchor.keys {
			if s.tables[k.by] == nil {
				s.tables[k.by] = make([][]int32, sizes[k.by])
			}
			if at := &s.tables[k.by][k.number]; !slices.Contains(*at, int32(n)) {
				*at = append(*at, int32(n))
			}
		}
	}
}
