package rule

import (
	"unicode"
	"unicode/utf8"
)

// trie finds the entries that start at a token. Its steps are numbered pieces of words.
type trie struct {
	nodes []node
	steps map[step]int32 // to a node
	ready table          // the steps that were there when it was closed
	roots []int32        // by word: the node after it, 0 when no entry starts with it
}

// step is a node in the upper half, and the word by which it is left in the lower.
type step uint64

func stepFrom(node int32, by word) step { return step(node)<<32 | step(by) }

// node holds the entries that end there.
type node struct{ entries []ending }

// ending is an entry with what is asked of all of them, beside each other in memory.
type ending struct {
	entry *entry
	list  int32
	how   matching
}

func newTrie() *trie { return &trie{nodes: make([]node, 1), steps: map[step]int32{}} }

// add puts in an entry.
func (t *trie) add(v *vocabulary, e *entry) {
	at := int32(0)
	for _, piece := range e.words {
		by := stepFrom(at, v.add(fold(piece)))
		next, ok := t.steps[by]
		if !ok {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{})
			t.steps[by] = next
		}
		at = next
	}
	t.nodes[at].entries = append(t.nodes[at].entries, ending{e, int32(e.list), e.how})
}

// close makes the trie ready after the last add; words is the size of the vocabulary.
func (t *trie) close(words int) {
	t.roots, t.ready = make([]int32, words+1), newTable(len(t.steps))
	for by, next := range t.steps {
		t.ready.put(uint64(by), next)
		if by <= step(^word(0)) { // from the first node
			t.roots[by] = next
		}
	}
}

// next returns the node after w, 0 when there is none.
func (t *trie) next(from int32, w word) int32 {
	switch {
	case w == unknown:
		return 0
	case from == 0:
		return t.roots[w]
	default:
		return t.ready.find(uint64(stepFrom(from, w)))
	}
}

// walker collects the entries that start at a token of a view.
type walker struct {
	*view
	first, last int // the token that it starts at, the last one that it has looked at
}

// from collects the entries that start at token i.
func (w *walker) from(i int) {
	w.first, w.last = i, i
	if w.mayStart(i) {
		w.walk(0, i, false)
	}
	w.reach[i] = int32(w.last)
}

// walk goes on from a node with token i: with the whole word of a multiword token, with its form, and with its lemma.
// inflected says that some word so far was met by its lemma only.
func (w *walker) walk(at int32, i int, inflected bool) {
	if i > w.first {
		w.keep(at, i, inflected)
	}
	if i >= len(w.words) {
		return
	}
	w.last = max(w.last, i)
	t := &w.words[i]
	if t.parts > 0 {
		if next := w.book.trie.next(at, t.whole); next != 0 {
			w.walk(next, i+int(t.parts), inflected)
		}
	}
	if t.jointed {
		if next := w.through(at, w.d.Tokens[i].Form); next != 0 {
			w.walk(next, i+1, inflected)
		}
	} else if next := w.book.trie.next(at, t.form); next != 0 {
		w.walk(next, i+1, inflected)
	}
	if t.lemma != t.form {
		if next := w.book.trie.next(at, t.lemma); next != 0 {
			w.walk(next, i+1, true)
		}
	}
}

// through follows the pieces of a form with hyphens or apostrophes.
func (w *walker) through(at int32, form string) int32 {
	for _, piece := range pieces(form) {
		if at = w.book.trie.next(at, w.book.vocabulary.find(piece)); at == 0 {
			return 0
		}
	}
	return at
}

// keep notes the entries that end before token i.
func (w *walker) keep(at int32, i int, inflected bool) {
	for _, e := range w.book.trie.nodes[at].entries {
		if inflected && e.how != byLemma || e.how == byCase && !w.sameCase(e.entry, i) {
			continue
		}
		h := hit{e.entry, e.list, uint16(i - w.first)}
		if !w.has(h) {
			w.hits = append(w.hits, h)
		}
	}
}

// has reports whether a hit was found already, by another way.
func (w *walker) has(h hit) bool {
	for _, other := range w.hits[w.start[w.first]:] {
		if other == h {
			return true
		}
	}
	return false
}

// sameCase reports whether the tokens from first to i are written as the entry is, or all in capitals.
func (w *walker) sameCase(e *entry, i int) bool {
	var buffer [64]byte
	got := buffer[:0]
	for k := w.first; k < i; k++ {
		if t := &w.d.Tokens[k]; w.words[k].parts > 0 {
			got = append(got, w.d.At(t.Span)...)
		} else if t.Part == 0 {
			got = append(got, t.Form...)
		}
	}
	return sameWriting(string(got), e.written)
}

// sameWriting reports whether a form that differs in capitals, apostrophes and hyphens only is written with the capitals
// wanted, or all in capitals.
func sameWriting(form, want string) bool {
	if form == want {
		return true
	}
	same, capitals := true, true
	for form != "" && want != "" {
		r, n := utf8.DecodeRuneInString(form)
		q, m := utf8.DecodeRuneInString(want)
		form, want = form[n:], want[m:]
		same = same && unicode.IsUpper(r) == unicode.IsUpper(q)
		capitals = capitals && !unicode.IsLower(r)
	}
	return same || capitals
}
