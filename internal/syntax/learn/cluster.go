package learn

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dateline/internal/syntax/net"
)

// Word classes are drawn from plain text by exchange clustering (Martin, Liermann and Ney 1998): each word in turn moves to the
// class that makes the neighbouring classes tell most about each other, until nothing much moves.

// classCounts is how many classes each classing has, the class of rare words included.
var classCounts = net.ClassCounts{Fine: 1001, Cased: 257, Middle: 257, Coarse: 33, Before: 257, After: 257, Use: useClasses}

// rare is the number of times that a word must occur to get classes.
const rare = 4

// classes are the numbers of the lexicon's keys, but for words' own numbers.
type classes map[string][6]uint16

// classify gives the classes of all words of the sentences that are not rare. The sentences hold plain forms.
func classify(sentences [][]string, say func(string)) classes {
	lower := make([][]string, len(sentences))
	for i, s := range sentences {
		for _, w := range s {
			lower[i] = append(lower[i], strings.ToLower(w))
		}
	}
	forms, normals := countPairs(sentences), countPairs(lower)
	say(fmt.Sprintf("classes of %d forms and %d words", len(forms.words), len(normals.words)))
	var fine, cased, middle, coarse, before, after []int32
	var wait sync.WaitGroup
	wait.Go(func() { fine = forms.exchange(classCounts.Fine-1, 4) })
	wait.Go(func() {
		cased = forms.exchange(classCounts.Cased-1, 8)
		middle = normals.exchange(classCounts.Middle-1, 8)
		coarse = normals.exchange(classCounts.Coarse-1, 8)
		before = normals.oneSided(normals.left, middle, classCounts.Before-1, 6)
		after = normals.oneSided(normals.right, middle, classCounts.After-1, 6)
	})
	wait.Wait()
	found := classes{}
	class := func(of []int32, w int) uint16 { return uint16(of[w] + 1) }
	for w, word := range forms.words[1:] {
		found[net.FormKey(word)] = [6]uint16{class(fine, w+1), class(cased, w+1)}
	}
	uses := countUses(sentences)
	for w, word := range normals.words[1:] {
		w++ // word 0 is the border of sentences
		found[word] = [6]uint16{0, class(middle, w), class(coarse, w), class(before, w), class(after, w), uses[word].class()}
	}
	return found
}

// use counts how a normal form is written inside of sentences: in all, and with a capital.
type use struct{ all, inside, capital int }

// useClasses is the number of classes of use: none, and five of frequency by eight of capitals.
const useClasses = 1 + 5*8

func (u *use) class() uint16 {
	often, share := 0, 0
	for _, n := range []int{10, 32, 100, 1000} {
		if u.all >= n {
			often++
		}
	}
	for _, percent := range []int{0, 2, 20, 50, 80, 98} {
		if u.inside > 0 && 100*u.capital >= percent*u.inside {
			share++
		}
	}
	return uint16(1 + often*8 + share)
}

// countUses leaves sentences out that are mostly in capitals, as headlines are.
func countUses(sentences [][]string) map[string]*use {
	uses := map[string]*use{}
	for _, s := range sentences {
		capitals := 0
		for _, w := range s {
			if isCapital(w) {
				capitals++
			}
		}
		for i, w := range s {
			lower := strings.ToLower(w)
			u := uses[lower]
			if u == nil {
				u = new(use)
				uses[lower] = u
			}
			u.all++
			if i > 1 && 2*capitals < len(s) {
				u.inside++
				if isCapital(w) {
					u.capital++
				}
			}
		}
	}
	return uses
}

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// pairs counts which words stand beside which. Word 0 is the border of a sentence and all rare words.
type pairs struct {
	words       []string
	count       []int32
	left, right [][]neighbour // by word
	order       []int32       // words but 0, frequent ones first
}

type neighbour struct{ word, count int32 }

func countPairs(sentences [][]string) *pairs {
	counts := map[string]int{}
	for _, s := range sentences {
		for _, w := range s {
			counts[w]++
		}
	}
	b := &pairs{words: []string{""}}
	for w, n := range counts {
		if n >= rare {
			b.words = append(b.words, w)
		}
	}
	slices.SortFunc(b.words[1:], func(x, y string) int { return cmp.Or(counts[y]-counts[x], cmp.Compare(x, y)) })
	number := map[string]int32{}
	for i, w := range b.words {
		number[w] = int32(i)
		if i > 0 {
			b.order = append(b.order, int32(i))
		}
	}
	b.count = make([]int32, len(b.words))
	var all []uint64
	for _, s := range sentences {
		before := int32(0)
		for i := range len(s) + 1 {
			now := int32(0)
			if i < len(s) {
				now = number[s[i]]
				b.count[now]++
			}
			all = append(all, uint64(before)<<32|uint64(now))
			before = now
		}
	}
	b.group(all)
	return b
}

// group turns pairs into lists of neighbours.
func (b *pairs) group(all []uint64) {
	slices.Sort(all)
	b.left, b.right = make([][]neighbour, len(b.words)), make([][]neighbour, len(b.words))
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		l, r, n := int32(all[i]>>32), int32(uint32(all[i])), int32(j-i)
		b.right[l] = append(b.right[l], neighbour{r, n})
		b.left[r] = append(b.left[r], neighbour{l, n})
		i = j
	}
}

// exchange clusters on both neighbours. The class of word 0 is one more than the others.
func (b *pairs) exchange(classes, passes int) []int32 {
	e := &exchanger{pairs: b, classes: classes, of: make([]int32, len(b.words)), log: newLogs()}
	e.of[0] = int32(classes)
	for i, w := range b.order {
		e.of[w] = int32(i % classes)
	}
	e.fill()
	for range passes {
		moved := 0
		for _, w := range b.order {
			if e.place(w) {
				moved++
			}
		}
		if moved*200 < len(b.order) {
			break
		}
	}
	return e.of
}

// exchanger holds the counts of pairs of classes. Before is the same table with rows and columns swapped.
type exchanger struct {
	*pairs
	classes       int
	of            []int32
	after, before [][]int32 // after[c][d]: how often d follows c
	total         []int32
	log           *logs

	toLeft, toRight tally
}

func (e *exchanger) fill() {
	n := e.classes + 1
	e.total = make([]int32, n)
	e.after, e.before = make([][]int32, n), make([][]int32, n)
	for c := range n {
		e.after[c], e.before[c] = make([]int32, n), make([]int32, n)
	}
	e.toLeft, e.toRight = newTally(n), newTally(n)
	for w, list := range e.right {
		e.total[e.of[w]] += e.count[w]
		for _, r := range list {
			e.after[e.of[w]][e.of[r.word]] += r.count
			e.before[e.of[r.word]][e.of[w]] += r.count
		}
	}
}

// place moves w to its best class and reports whether that is another one.
func (e *exchanger) place(w int32) bool {
	e.toLeft.count(e.left[w], e.of, w)
	e.toRight.count(e.right[w], e.of, w)
	was := e.of[w]
	e.add(w, was, -1)
	best, most := was, math.Inf(-1)
	for c := range int32(e.classes) {
		gain := 2 * (e.log.of(e.total[c]) - e.log.of(e.total[c]+e.count[w]))
		for _, d := range e.toRight.met {
			n := e.after[c][d]
			gain += e.log.of(n+e.toRight.counts[d]) - e.log.of(n)
		}
		for _, d := range e.toLeft.met {
			n := e.before[c][d]
			gain += e.log.of(n+e.toLeft.counts[d]) - e.log.of(n)
		}
		if gain > most {
			best, most = c, gain
		}
	}
	e.of[w] = best
	e.add(w, best, 1)
	return best != was
}

// add adds w's pairs to class c, or takes them away.
func (e *exchanger) add(w, c, sign int32) {
	e.total[c] += sign * e.count[w]
	for _, d := range e.toRight.met {
		e.after[c][d] += sign * e.toRight.counts[d]
		e.before[d][c] += sign * e.toRight.counts[d]
	}
	for _, d := range e.toLeft.met {
		e.before[c][d] += sign * e.toLeft.counts[d]
		e.after[d][c] += sign * e.toLeft.counts[d]
	}
	e.after[c][c] += sign * e.toRight.self
	e.before[c][c] += sign * e.toRight.self
}

// tally counts the classes of one word's neighbours.
type tally struct {
	counts []int32
	met    []int32
	self   int32 // how often the word stands beside itself; left out of counts
}

func newTally(n int) tally { return tally{counts: make([]int32, n)} }

func (t *tally) count(list []neighbour, of []int32, self int32) {
	for _, d := range t.met {
		t.counts[d] = 0
	}
	t.met, t.self = t.met[:0], 0
	for _, n := range list {
		if n.word == self {
			t.self = n.count
			continue
		}
		d := of[n.word]
		if t.counts[d] == 0 {
			t.met = append(t.met, d)
		}
		t.counts[d] += n.count
	}
}

// oneSided clusters on the neighbours of one side, whose classes stay as they are.
func (b *pairs) oneSided(side [][]neighbour, fixed []int32, classes, passes int) []int32 {
	log := newLogs()
	of, total := make([]int32, len(b.words)), make([]int32, classes)
	table := make([][]int32, classes)
	columns := int(slices.Max(fixed)) + 1
	for c := range table {
		table[c] = make([]int32, columns)
	}
	t := newTally(columns)
	add := func(w, c, sign int32) {
		for _, d := range t.met {
			table[c][d] += sign * t.counts[d]
			total[c] += sign * t.counts[d]
		}
	}
	for i, w := range b.order {
		of[w] = int32(i % classes)
		t.count(side[w], fixed, -1)
		add(w, of[w], 1)
	}
	for range passes {
		for _, w := range b.order {
			t.count(side[w], fixed, -1)
			add(w, of[w], -1)
			best, most := of[w], math.Inf(-1)
			for c := range int32(classes) {
				gain := log.of(total[c]) - log.of(total[c]+b.count[w])
				for _, d := range t.met {
					gain += log.of(table[c][d]+t.counts[d]) - log.of(table[c][d])
				}
				if gain > most {
					best, most = c, gain
				}
			}
			of[w] = best
			add(w, best, 1)
		}
	}
	return of
}

// logs tabulates n·log n.
type logs struct{ table []float64 }

func newLogs() *logs {
	l := &logs{make([]float64, 1<<16)}
	for n := 2; n < len(l.table); n++ {
		l.table[n] = float64(n) * math.Log(float64(n))
	}
	return l
}

func (l *logs) of(n int32) float64 {
	if int(n) < len(l.table) {
		return l.table[n]
	}
	return float64(n) * math.Log(float64(n))
}
