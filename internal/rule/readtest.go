package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// readTest reads a test: alternatives a|b, unless inside parentheses, where | belongs to the group.
func (r *reader) readTest() (test, error) {
	first, err := r.readBoth()
	if err != nil || r.depth > 0 {
		return first, err
	}
	return r.readOr(first)
}

// readOr reads the alternatives after the first.
func (r *reader) readOr(first test) (test, error) {
	either := orTest{first}
	for r.take("|") {
		next, err := r.readBoth()
		if err != nil {
			return nil, err
		}
		either = append(either, next)
	}
	if len(either) == 1 {
		return first, nil
	}
	return either, nil
}

// readBoth reads a&b.
func (r *reader) readBoth() (test, error) {
	both := andTest{}
	for {
		tests, err := r.readQualified()
		if err != nil {
			return nil, err
		}
		both = append(both, tests...)
		if !r.take("&") {
			break
		}
	}
	if len(both) == 1 {
		return both[0], nil
	}
	return both, nil
}

// readQualified reads a test with its features and tree conditions: NOUN+Plur(nsubj: x).
func (r *reader) readQualified() ([]test, error) {
	if r.take("!") {
		negated, err := r.readNegated()
		return []test{negated}, err
	}
	var all []test
	if r.take("(") {
		t, err := r.readEither()
		return []test{t}, err
	}
	if !r.atFeature() {
		t, err := r.readAtom()
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	for r.atFeature() {
		r.take("+")
		name := r.readName()
		feats, ok := featNames[name]
		if !ok {
			return nil, fmt.Errorf("no feature is named %q", name)
		}
		all = append(all, featTest{feats: feats})
	}
	if r.take("(") {
		t, err := r.readBranches()
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// readNegated reads what follows "!": a test, or alternatives in parentheses.
func (r *reader) readNegated() (test, error) {
	if !r.take("(") {
		tests, err := r.readQualified()
		if err != nil {
			return nil, err
		}
		if len(tests) == 1 {
			return notTest{test: tests[0]}, nil
		}
		return notTest{test: andTest(tests)}, nil
	}
	inner, err := r.readEither()
	return notTest{test: inner}, err
}

// readEither reads tests with | between up to ")".
func (r *reader) readEither() (test, error) {
	first, err := r.readBoth()
	if err != nil {
		return nil, err
	}
	either, err := r.readOr(first)
	if err == nil && !r.take(")") {
		err = errors.New("!( and &( take tests of one word with | between, and a closing )")
	}
	return either, err
}

// atFeature reports whether "+" and a capital follow.
func (r *reader) atFeature() bool {
	return len(r.rest) > 1 && r.rest[0] == '+' && unicode.IsUpper(rune(r.rest[1]))
}

// readAtom reads the core of a test.
func (r *reader) readAtom() (test, error) {
	switch {
	case r.take(`"`):
		return r.readQuoted()
	case r.take("="):
		lemma := r.readWord()
		if lemma == "" {
			return nil, errors.New("= needs a dictionary form: =arrest")
		}
		return lemmaTest{word: r.book.vocabulary.add(fold(lemma)), short: isShort(lemma)}, nil
	case r.take("{"):
		return r.readListTest()
	case r.take("["):
		return r.readMentionTest()
	case r.take("#"):
		return r.readNumberTest()
	case r.take("~"):
		shape := r.readShape()
		if shape == "" {
			return nil, errors.New("~ needs a shape: ~99h99")
		}
		return shapeTest{shape, leadingDigits(shape) > 0}, nil
	}
	return r.readWordTest()
}

// readWordTest reads a word, a tag or _.
func (r *reader) readWordTest() (test, error) {
	written := r.readWord()
	if written == "" {
		return nil, fmt.Errorf("cannot read %q", firstWord(r.rest))
	}
	if written == "_" {
		return anyTest{}, nil
	}
	if tag := text.TagNamed(written); tag != text.NoTag {
		return tagTest{tag: tag}, nil
	}
	return r.book.literal(written), nil
}

// readWord reads up to a mark that means something in patterns.
func (r *reader) readWord() string {
	n := strings.IndexAny(r.rest, " \t|&()<>{}[]!?*\"+")
	if n < 0 {
		n = len(r.rest)
	}
	word := r.rest[:n]
	r.rest = r.rest[n:]
	return word
}

// readShape reads a shape, in which * is allowed.
func (r *reader) readShape() string {
	n := strings.IndexAny(r.rest, " \t|&()<>?")
	if n < 0 {
		n = len(r.rest)
	}
	shape := r.rest[:n]
	r.rest = r.rest[n:]
	return shape
}

func (r *reader) readQuoted() (test, error) {
	words, rest, ok := strings.Cut(r.rest, `"`)
	if !ok {
		return nil, errors.New(`the closing " is missing`)
	}
	r.rest = rest
	if strings.TrimSpace(words) == "" {
		return nil, errors.New("nothing stands between the quotation marks")
	}
	return r.book.literal(words), nil
}

// literal makes the test of a word or of several.
func (b *Book) literal(written string) test {
	words := pieces(written)
	if len(words) == 1 {
		t := wordTest{word: b.vocabulary.add(fold(written)), short: isShort(written)}
		if hasCapital(written) {
			t.exact = written
		}
		return t
	}
	return expressionTest{entry: b.expression(words)}
}

// isShort reports whether a word has up to three letters: most of these are common.
func isShort(word string) bool { return utf8.RuneCountInString(word) <= 3 }

// expression puts an expression of several words into the trie.
func (b *Book) expression(words []string) *entry {
	e := &entry{list: -1, words: words, written: strings.Join(words, ""), number: b.expressions}
	if hasCapital(e.written) {
		e.how = byCase
	}
	b.expressions++
	b.longest = max(b.longest, len(words))
	b.trie.add(b.vocabulary, e)
	b.stale.Store(true)
	return e
}

// readListTest reads "name}" or "name=value|value}".
func (r *reader) readListTest() (test, error) {
	inside, rest, ok := strings.Cut(r.rest, "}")
	if !ok {
		return nil, errors.New("} is missing")
	}
	r.rest = rest
	name, values, some := strings.Cut(inside, "=")
	l := r.book.names[name]
	if l == nil {
		return nil, fmt.Errorf("no list is named %q", name)
	}
	t := listTest{list: l}
	if some {
		t.values = strings.Split(values, "|")
	}
	for _, value := range t.values {
		if !l.hasValue(value) {
			return nil, fmt.Errorf("list %s has no value %q", name, value)
		}
	}
	return t, nil
}

func (l *List) hasValue(value string) bool {
	for _, same := range l.entries {
		if slices.ContainsFunc(same, func(e *entry) bool { return e.value == value }) {
			return true
		}
	}
	return false
}

// readMentionTest reads "date]" or "name=PER|ORG]".
func (r *reader) readMentionTest() (test, error) {
	inside, rest, ok := strings.Cut(r.rest, "]")
	if !ok {
		return nil, errors.New("] is missing")
	}
	r.rest = rest
	name, classes, some := strings.Cut(inside, "=")
	k := slices.Index(kindNames[:], name)
	if k < 0 {
		return nil, fmt.Errorf("no mention is named %q: want %s", name, strings.Join(kindNames[:], ", "))
	}
	t := mentionTest{kind: kind(k)}
	if some {
		t.classes = strings.Split(classes, "|")
	}
	return t, nil
}

// readNumberTest reads what follows "#": nothing, "year", "th" or bounds.
func (r *reader) readNumberTest() (test, error) {
	switch {
	case r.take("year"):
		return numberTest{low: 1000, high: 2199}, nil
	case r.take("th"):
		return numberTest{ordinal: true}, nil
	}
	low, ok := r.readNumber()
	if !ok {
		return numberTest{}, nil
	}
	if !r.take("-") {
		return numberTest{low: low, high: low}, nil
	}
	high, ok := r.readNumber()
	if !ok || high < low || high == 0 {
		return nil, errors.New("# needs a lower and an upper bound: #1-31")
	}
	return numberTest{low: low, high: high}, nil
}

// readBranches reads tree conditions up to ")".
func (r *reader) readBranches() (test, error) {
	depth := r.depth
	r.depth = 0
	defer func() { r.depth = depth }()
	t := treeTest{}
	for {
		b, err := r.readBranch()
		if err != nil {
			return nil, err
		}
		t.branches = append(t.branches, b)
		r.space()
		if r.take(")") {
			return t, nil
		}
		if !r.take(",") {
			return nil, errors.New("tree conditions are written (relation: test, relation: test)")
		}
	}
}

// readBranch reads "obj: test", "no aux", "no aux: test" or "is nsubj of: test".
func (r *reader) readBranch() (branch, error) {
	b := branch{test: anyTest{}}
	r.space()
	b.none = r.take("no ")
	if r.take("is ") {
		b.up = true
	}
	end := strings.IndexAny(r.rest, " ,)")
	if end < 0 {
		return b, errors.New(") is missing")
	}
	rel := r.rest[:end]
	r.rest = r.rest[end:]
	named, asks := strings.CutSuffix(rel, ":")
	if b.up && r.take(" of") {
		asks = r.take(":")
	}
	b.rel = text.Rel(named)
	if !relations[b.rel.Base()] {
		return b, fmt.Errorf("no relation is named %q", named)
	}
	if !asks {
		return b, nil
	}
	r.space()
	var err error
	b.test, err = r.readTreeTest()
	return b, err
}

// readTreeTest reads a test inside tree conditions, where a comma ends a word.
func (r *reader) readTreeTest() (test, error) {
	end := endOfTest(r.rest)
	inner := &reader{book: r.book, rest: strings.TrimSpace(r.rest[:end])}
	t, err := inner.readTest()
	if err == nil && inner.rest != "" {
		err = fmt.Errorf("cannot read %q", inner.rest)
	}
	r.rest = r.rest[end:]
	return t, err
}

// endOfTest returns where a test inside tree conditions ends: at a comma or a closing parenthesis of its own level.
func endOfTest(s string) int {
	depth, quoted := 0, false
	for i, c := range s {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth == 0, c == ',' && depth == 0:
			return i
		case c == ')':
			depth--
		}
	}
	return len(s)
}
