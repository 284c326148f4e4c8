package rule

import (
	"bytes"
	"slices"
	"strings"

	"dateline/internal/text"
)

// List is a file of words with their values.
type List struct {
	Name    string
	File    string
	Version string // short hash of the file

	how      matching
	overlaps bool                // its words may stand in other lists
	entries  map[string][]*entry // by folded pieces, a space between; several only where capitals matter
	book     *Book
	number   int // in book.lists
	longest  int // pieces of the longest entry
}

// matching is how the words of a list are compared with tokens.
type matching uint8

const (
	byForm  matching = iota // as written, capitals aside
	byCase                  // as written, capitals and all
	byLemma                 // as written or by dictionary form
)

// entry is a line of a list, or an expression of several words in a pattern.
type entry struct {
	list    int // number of its list; -1: not of a list
	words   []string
	value   string
	how     matching
	written string // the words without spaces
	number  int    // of an expression in a pattern
}

// Value returns the value of an expression: of the one written so, else of one that differs in capitals only.
func (l *List) Value(expression string) (string, bool) {
	words := pieces(expression)
	same := l.entries[fold(strings.Join(words, " "))]
	for _, e := range same {
		if slices.Equal(e.words, words) {
			return e.value, true
		}
	}
	if len(same) == 0 {
		return "", false
	}
	return same[0].value, true
}

// Words returns the expressions of the list in order, cut into words.
func (l *List) Words() []string {
	var all []string
	for _, e := range l.sorted() {
		all = append(all, strings.Join(e.words, " "))
	}
	return all
}

// At returns the value and the number of tokens of the longest entry that starts at a token of d.
func (l *List) At(d *text.Document, token int) (value string, tokens int, ok bool) {
	for _, h := range l.book.view(d).starting(token) {
		if int(h.list) == l.number && int(h.tokens) > tokens {
			value, tokens, ok = h.entry.value, int(h.tokens), true
		}
	}
	return value, tokens, ok
}

// Over returns the value and the tokens, both included, of the longest entry that covers a token of d.
func (l *List) Over(d *text.Document, token int) (value string, first, last int, ok bool) {
	h, first := l.book.view(d).over(l.number, token)
	if h == nil {
		return "", 0, 0, false
	}
	return h.entry.value, first, first + int(h.tokens) - 1, true
}

// readList reads a list: word, tab, value. Lines that start with # are remarks, but "# match:" says how words compare.
func (b *Book) readList(file string, data []byte, mistakes *Mistakes) {
	l := &List{Name: stem(file), File: file, Version: version(data), book: b, entries: map[string][]*entry{}}
	if other := b.names[l.Name]; other != nil {
		mistakes.add(place{file, 1}, "list %s is already in %s", l.Name, other.File)
		return
	}
	l.number = len(b.lists)
	b.lists = append(b.lists, l)
	b.names[l.Name] = l
	line := 0
	for row := range bytes.Lines(data) {
		line++
		l.readLine(strings.TrimRight(string(row), "\r\n"), place{file, line}, mistakes)
	}
}

func (l *List) readLine(row string, at place, mistakes *Mistakes) {
	if how, ok := strings.CutPrefix(row, "# match:"); ok {
		l.readMatching(strings.TrimSpace(how), at, mistakes)
		return
	}
	if overlaps, ok := strings.CutPrefix(row, "# overlaps:"); ok {
		l.overlaps = strings.TrimSpace(overlaps) == "yes"
		if !l.overlaps || len(l.entries) > 0 {
			mistakes.add(at, "want # overlaps: yes, before the first word")
		}
		return
	}
	if strings.TrimSpace(row) == "" || strings.HasPrefix(row, "#") {
		return
	}
	expression, value, _ := strings.Cut(row, "\t")
	if strings.Contains(value, "\t") {
		mistakes.add(at, "more than two columns: want word, tab, value")
	}
	words := pieces(expression)
	if len(words) == 0 {
		mistakes.add(at, "no word before the tab")
		return
	}
	key := fold(strings.Join(words, " "))
	if l.repeats(key, words) {
		mistakes.add(at, "%q stands twice in this list", expression)
		return
	}
	if other := l.book.claim(l, key); other != "" && other != l.Name {
		mistakes.add(at, "%q already stands in list %s of the same folder", expression, other)
	}
	l.entries[key] = append(l.entries[key], &entry{list: l.number, words: words, written: strings.Join(words, ""), value: strings.TrimSpace(value), how: l.how})
	l.longest = max(l.longest, len(words))
}

// repeats reports whether the list holds an expression already. Where capitals matter, "Raid" and "RAID" are two.
func (l *List) repeats(key string, words []string) bool {
	for _, e := range l.entries[key] {
		if l.how != byCase || slices.Equal(e.words, words) {
			return true
		}
	}
	return false
}

func (l *List) readMatching(how string, at place, mistakes *Mistakes) {
	if len(l.entries) > 0 {
		mistakes.add(at, "# match: must stand before the first word")
	}
	switch how {
	case "form":
		l.how = byForm
	case "case":
		l.how = byCase
	case "lemma":
		l.how = byLemma
	default:
		mistakes.add(at, "# match: %s is not known: want form, case or lemma", how)
	}
}

// claim notes that a list holds a word, and returns the name of the list of the same folder that holds it already.
// Lists that mind capitals are held apart from the others: "May" may stand in one and "may" in another.
func (b *Book) claim(l *List, key string) string {
	if l.overlaps {
		return ""
	}
	if l.how == byCase {
		key = "case " + key
	}
	key = folder(l.File) + " " + key
	if other, ok := b.claims[key]; ok {
		return other
	}
	b.claims[key] = l.Name
	return ""
}
