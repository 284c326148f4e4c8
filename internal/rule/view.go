package rule

import (
	"strings"

	"dateline/internal/text"
)

// view is a document as rules see it: words as numbers, and the entries of lists that start at each token.
// It stays right as long as the tokens of the document do not change; mentions may be added. A document is handled by
// one goroutine at a time.
type view struct {
	d     *text.Document
	book  *Book
	words []tokenWords
	start []int32 // by token: its first hit in hits; one more at the end
	hits  []hit
	held  held

	asRead []string // the lemmas of the tokens as they were read
	reach  []int32  // by token: the last token on which the hits that start there depend

	mentions [kinds]mentionIndex
}

// tokenWords is a token in numbers.
type tokenWords struct {
	form, lemma word
	whole       word  // of the first part of a multiword token: the word as written
	parts       uint8 // of the first part of a multiword token: how many there are
	jointed     bool  // has a hyphen or apostrophe inside
}

// hit is an entry that starts at a token.
type hit struct {
	entry  *entry
	list   int32 // of the entry, which need not be looked at where another list is asked for
	tokens uint16
}

// view returns the view of d, made once as long as the book remembers it.
func (b *Book) view(d *text.Document) *view {
	made := b.next.Load()
	for back := range min(made, uint32(len(b.views))) { // the latest first: it is mostly the one
		if v := b.views[(made-1-back)%uint32(len(b.views))].Load(); v != nil && v.d == d && v.fresh() {
			return v
		}
	}
	b.ready()
	v := &view{d: d, book: b}
	v.read()
	b.views[(b.next.Add(1)-1)%uint32(len(b.views))].Store(v)
	return v
}

// Forget makes the book forget the lemmas of d that have changed, and what it found by them.
func (b *Book) Forget(d *text.Document) {
	for i := range b.views {
		if v := b.views[i].Load(); v != nil && v.d == d {
			if len(v.words) != len(d.Tokens) {
				b.views[i].CompareAndSwap(v, nil)
				continue
			}
			v.reread()
		}
	}
}

// ready makes the trie ready if words were added since.
func (b *Book) ready() {
	if !b.stale.Load() {
		return
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.stale.Load() {
		b.vocabulary.close()
		b.trie.close(b.vocabulary.size())
		b.stale.Store(false)
	}
}

// fresh reports whether the document still has the tokens that were read.
func (v *view) fresh() bool {
	n := len(v.words)
	return n == len(v.d.Tokens) && (n == 0 || v.asRead[n-1] == v.d.Tokens[n-1].Lemma)
}

// hitsPerToken is about how many entries start at a token.
const hitsPerToken = 2

// read numbers the words and finds the entries of lists.
func (v *view) read() {
	n := len(v.d.Tokens)
	v.words, v.asRead, v.reach = make([]tokenWords, n), make([]string, n), make([]int32, n)
	for i := range v.words {
		v.readToken(i)
	}
	v.start, v.hits = make([]int32, n+1), make([]hit, 0, hitsPerToken*n)
	w := walker{view: v}
	for i := range v.words {
		v.start[i] = int32(len(v.hits))
		w.from(i)
	}
	v.start[n] = int32(len(v.hits))
}

// reread is read when nothing but lemmas may have changed: hits are found anew only where they depend on one that has.
func (v *view) reread() {
	next := v.nextChanged()
	if len(next) == 0 || int(next[0]) == len(next) {
		return
	}
	hits, start := v.hits, v.start
	v.hits, v.start = make([]hit, 0, len(hits)+len(hits)/8), make([]int32, len(start))
	w := walker{view: v}
	for i := range v.words {
		v.start[i] = int32(len(v.hits))
		if next[i] > v.reach[i] {
			v.hits = append(v.hits, hits[start[i]:start[i+1]]...)
		} else {
			w.from(i)
		}
	}
	v.start[len(v.words)] = int32(len(v.hits))
	v.held, v.mentions = held{}, [kinds]mentionIndex{}
}

// nextChanged numbers the lemmas that have changed, and returns for each token the first from it on whose number is another now; the number
// of tokens where there is none.
func (v *view) nextChanged() []int32 {
	n := len(v.words)
	next, following := make([]int32, n), int32(n)
	for i := n - 1; i >= 0; i-- {
		if v.asRead[i] != v.d.Tokens[i].Lemma {
			before := v.words[i].lemma
			if v.readLemma(i); v.words[i].lemma != before {
				following = int32(i)
			}
		}
		next[i] = following
	}
	return next
}

// readToken numbers token i.
func (v *view) readToken(i int) {
	t, w := &v.d.Tokens[i], &v.words[i]
	w.form = v.book.vocabulary.find(t.Form)
	v.readLemma(i)
	w.jointed = strings.ContainsFunc(t.Form, isJoint) && firstPiece(t.Form) < len(t.Form)
	if t.Part != 1 {
		return
	}
	w.parts, w.whole = 1, v.book.vocabulary.find(v.d.At(t.Span))
	for k := i + 1; k < len(v.d.Tokens) && v.d.Tokens[k].Part > 1 && v.d.Tokens[k].Span == t.Span; k++ {
		w.parts++
	}
}

// readLemma numbers the lemma of token i, whose form is numbered.
func (v *view) readLemma(i int) {
	t, w := &v.d.Tokens[i], &v.words[i]
	v.asRead[i], w.lemma = t.Lemma, w.form
	if t.Lemma != t.Form && t.Lemma != "" {
		w.lemma = v.book.vocabulary.find(t.Lemma)
	}
}

// mayStart reports whether an entry may start at token i.
func (v *view) mayStart(i int) bool {
	w := &v.words[i]
	roots := v.book.trie.roots
	return roots[w.form] != 0 || roots[w.lemma] != 0 || roots[w.whole] != 0 || w.jointed
}

// starting returns the hits that start at token i.
func (v *view) starting(i int) []hit {
	if i < 0 || i >= len(v.words) {
		return nil
	}
	return v.hits[v.start[i]:v.start[i+1]]
}

// over returns the longest hit of a list that covers token i and its first token, nil when there is none.
func (v *view) over(list, i int) (best *hit, first int) {
	for k := max(0, i-v.book.longest+1); k <= i; k++ {
		hits := v.starting(k)
		for n := range hits {
			h := &hits[n]
			if int(h.list) == list && k+int(h.tokens) > i && (best == nil || h.tokens > best.tokens) {
				best, first = h, k
			}
		}
	}
	return best, first
}

// kind is a kind of mention.
type kind uint8

const (
	dateKind kind = iota
	placeKind
	amountKind
	nameKind
	actorKind
	kinds // how many there are
)

// kindNames are the names of mentions in patterns.
var kindNames = [kinds]string{"date", "place", "amount", "name", "actor"}

// mentionIndex finds the mentions of one kind by token.
type mentionIndex struct {
	count int // mentions of the document when it was made
	runs  []run
	at    []int32 // by token: 1 + index in runs of the first that starts there
	over  []int32 // by token: 1 + index in runs of the shortest that covers it
}

// run is the tokens of a mention, both included; head is its main word, -1 when not known.
type run struct{ first, last, head, mention int }

// index returns the index of mentions of one kind, made anew when mentions were added.
func (v *view) index(k kind) *mentionIndex {
	x := &v.mentions[k]
	if n := countOf(v.d, k); x.count != n {
		*x = newMentionIndex(v.d, k, n, len(v.words))
	}
	return x
}

// covered reports whether a mention of a kind covers a token.
func (v *view) covered(k kind, token int) bool {
	x := v.index(k)
	return x.count > 0 && x.over[token] > 0
}

func countOf(d *text.Document, k kind) int {
	return [kinds]int{len(d.Dates), len(d.Places), len(d.Amounts), len(d.Names), len(d.Actors)}[k]
}

func newMentionIndex(d *text.Document, k kind, count, tokens int) mentionIndex {
	x := mentionIndex{count: count, at: make([]int32, tokens), over: make([]int32, tokens)}
	for i := range count {
		r := runOf(d, k, i)
		if r.first < 0 || r.last >= tokens || r.last < r.first {
			continue
		}
		x.runs = append(x.runs, r)
		n := int32(len(x.runs))
		if x.at[r.first] == 0 {
			x.at[r.first] = n
		}
		for t := r.first; t <= r.last; t++ {
			if o := x.over[t]; o == 0 || x.runs[o-1].length() > r.length() {
				x.over[t] = n
			}
		}
	}
	return x
}

func (r run) length() int { return r.last - r.first + 1 }

// runOf returns the tokens of mention i of a kind.
func runOf(d *text.Document, k kind, i int) run {
	switch k {
	case dateKind:
		return run{d.Dates[i].First, d.Dates[i].Last, -1, i}
	case placeKind:
		return run{d.Places[i].First, d.Places[i].Last, -1, i}
	case amountKind:
		return run{d.Amounts[i].First, d.Amounts[i].Last, -1, i}
	case nameKind:
		return run{d.Names[i].First, d.Names[i].Last, -1, i}
	default:
		return run{d.Actors[i].First, d.Actors[i].Last, d.Actors[i].Head, i}
	}
}

// kindOf reports whether mention i of a kind is of one of the classes asked for: its type, precision or sector.
func kindOf(d *text.Document, k kind, i int, class string) bool {
	switch k {
	case dateKind:
		return string(d.Dates[i].Type) == class || d.Dates[i].Precision == class
	case placeKind:
		return d.Places[i].Precision == class
	case amountKind:
		return string(d.Amounts[i].Kind) == class
	case nameKind:
		return d.Names[i].Type.String() == class
	default:
		return string(d.Actors[i].Kind) == class || d.Actors[i].Sector == class
	}
}
