package lemma

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/text"
)

// Train learns lemmas from the tokens of documents that have Form, Tag, Feats and Lemma. The words of a lexicon, which may be nil, count where
// the documents do not know better, and say nothing about endings. Train returns the bytes of a file for Open; the same documents give the
// same bytes.
func Train(documents []*text.Document, lexicon *text.Document) []byte {
	t := trainer{numbers: map[script]uint16{}, values: map[key]uint16{}}
	words := t.count(documents)
	t.learnEndings(words)
	t.learnCapitals(words)
	for i := range words {
		words[i].count *= weightOfText
	}
	if lexicon != nil {
		words = append(words, t.count([]*text.Document{lexicon})...)
	}
	t.learnWords(words)
	return t.file()
}

// weightOfText is how many words of a lexicon a word of a text outweighs.
const weightOfText = 16

// trainer gathers the entries of a table.
type trainer struct {
	scripts []script
	numbers map[script]uint16
	values  map[key]uint16
}

// key is the key of an entry before it is hashed.
type key struct {
	level level
	word  string
	tag   text.Tag
	feats text.Feats
}

// word is a word as met in training.
type word struct {
	form, lower, lemma string
	tag                text.Tag
	feats              text.Feats
	script             uint16
	place              Place
	capitals           capitals
	count              int
}

// count returns the different words of documents, in order.
func (t *trainer) count(documents []*text.Document) []word {
	type entry struct {
		form, lemma string
		tag         text.Tag
		feats       text.Feats
		place       Place
	}
	counts := map[entry]int{}
	for _, d := range documents {
		for _, s := range d.Sentences {
			place := First
			for _, token := range d.Of(s) {
				if token.Lemma != "" && len(token.Form) < 100 && len(token.Lemma) < 100 && token.Tag != text.NoTag {
					counts[entry{token.Form, token.Lemma, token.Tag, token.Feats, place}]++
				}
				if token.Tag != text.PUNCT {
					place = Inside
				}
			}
		}
	}
	words := make([]word, 0, len(counts))
	for e, n := range counts {
		words = append(words, word{form: e.form, lower: strings.ToLower(e.form), lemma: e.lemma, tag: e.tag, feats: e.feats, place: e.place, count: n})
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.lemma, b.lemma), cmp.Compare(a.tag, b.tag), cmp.Compare(a.feats, b.feats), a.place.compare(b.place))
	})
	for i := range words {
		t.explain(&words[i])
	}
	return words
}

// explain finds the script and the capitals of a word.
func (t *trainer) explain(w *word) {
	s := between(w.lower, strings.ToLower(w.lemma))
	c, found := capitalsOf(s, w.form, w.lower, w.lemma)
	if !found || s.whole {
		s, c = script{whole: true, add: w.lemma}, keep
	}
	w.capitals = c
	number, known := t.numbers[s]
	if !known && len(t.scripts) < 1<<16-2 {
		number = uint16(len(t.scripts))
		t.numbers[s] = number
		t.scripts = append(t.scripts, s)
	}
	w.script = number
}

// votes counts answers.
type votes map[uint16]int

// best returns the answer with most votes, the lowest of equals, and its votes.
func (v votes) best() (answer uint16, count int) {
	for _, a := range slices.Sorted(maps.Keys(v)) {
		if v[a] > count {
			answer, count = a, v[a]
		}
	}
	return answer, count
}

// tally counts the votes for each key.
type tally map[key]votes

func (t tally) vote(k key, answer uint16, count int) {
	if t[k] == nil {
		t[k] = votes{}
	}
	t[k][answer] += count
}

// sorted returns the keys in order: shorter words first, so that a longer ending can be left out where a shorter one says the same.
func (t tally) sorted() []key {
	return slices.SortedFunc(maps.Keys(t), func(a, b key) int {
		return cmp.Or(cmp.Compare(len(a.word), len(b.word)), cmp.Compare(a.level, b.level), cmp.Compare(a.word, b.word), cmp.Compare(a.tag, b.tag), cmp.Compare(a.feats, b.feats))
	})
}

// grown is by how many bytes a lemma must be longer than its word to be taken for irregular: "a" and "avoir" say nothing of other words in -a.
const grown = 3

// learnEndings takes in the endings that say more than the next shorter one. Each word counts once, whatever its number.
func (t *trainer) learnEndings(words []word) {
	all := tally{}
	for i := range words {
		w := &words[i]
		if s := t.scripts[w.script]; s.whole && w.count > 1 || len(s.add) >= len(s.drop)+grown {
			continue
		}
		for at := endingStart(w.lower); ; {
			all.vote(key{endingFeats, w.lower[at:], w.tag, w.feats}, w.script, 1)
			all.vote(key{endingTag, w.lower[at:], w.tag, 0}, w.script, 1)
			if at == len(w.lower) {
				break
			}
			_, size := utf8.DecodeRuneInString(w.lower[at:])
			at += size
		}
	}
	shares := map[key]map[uint16]float64{}
	for _, k := range all.sorted() {
		shares[k] = all[k].shares(shares[shorter(k)])
		script := likeliest(shares[k])
		if before, found := t.before(k); !found || before != script {
			t.values[k] = script
		}
	}
}

// trust is how many words of the next shorter ending weigh as much as one ending's own.
const trust = 3.0

// shares returns the shares of the answers, drawn towards those of the next shorter ending, as there are few words with a long one.
func (v votes) shares(shorter map[uint16]float64) map[uint16]float64 {
	all := 0
	for _, n := range v {
		all += n
	}
	weight := trust
	if shorter == nil {
		weight = 0
	}
	found := map[uint16]float64{}
	for answer, share := range shorter {
		found[answer] = weight * share / (float64(all) + weight)
	}
	for answer, n := range v {
		found[answer] += float64(n) / (float64(all) + weight)
	}
	return found
}

// likeliest returns the answer with the greatest share, the lowest of equals.
func likeliest(shares map[uint16]float64) uint16 {
	best, highest := uint16(0), -1.0
	for _, answer := range slices.Sorted(maps.Keys(shares)) {
		if shares[answer] > highest {
			best, highest = answer, shares[answer]
		}
	}
	return best
}

// shorter returns the key of the next shorter ending; of the empty ending, one that no word has.
func shorter(k key) key {
	if k.word == "" {
		return key{}
	}
	_, size := utf8.DecodeRuneInString(k.word)
	k.word = k.word[size:]
	return k
}

// before returns the script of the longest ending shorter than k's that is taken in.
func (t *trainer) before(k key) (uint16, bool) {
	for k.word != "" {
		k = shorter(k)
		if script, found := t.values[k]; found {
			return script, true
		}
	}
	return 0, false
}

// learnWords takes in all words, then those whose features make a difference.
func (t *trainer) learnWords(words []word) {
	byTag, byFeats := tally{}, tally{}
	for i := range words {
		w := &words[i]
		byTag.vote(key{wordTag, w.lower, w.tag, 0}, w.script, w.count)
		byFeats.vote(key{wordFeats, w.lower, w.tag, w.feats}, w.script, w.count)
	}
	for k, v := range byTag {
		t.values[k], _ = v.best()
	}
	for k, v := range byFeats {
		if script, _ := v.best(); script != t.values[key{wordTag, k.word, k.tag, 0}] {
			t.values[k] = script
		}
	}
}

// learnCapitals takes in what becomes of capitals by tag and shape, and the words that differ.
func (t *trainer) learnCapitals(words []word) {
	byTag, byWord := tally{}, tally{}
	for i := range words {
		w := &words[i]
		if s := shape(w.form, w.place); !t.scripts[w.script].whole {
			byTag.vote(key{tagCase, "", w.tag, s}, uint16(w.capitals), w.count)
			byWord.vote(key{wordCase, w.lower, w.tag, s}, uint16(w.capitals), w.count)
		}
	}
	for k, v := range byTag {
		t.values[k], _ = v.best()
	}
	for k, v := range byWord {
		if c, _ := v.best(); c != t.values[key{tagCase, "", k.tag, k.feats}] || k.tag == text.PROPN && k.feats == 0 {
			t.values[k] = c
		}
	}
}

// file writes the entries.
func (t *trainer) file() []byte {
	slots := uint64(len(t.values)*4/3 + 8)
	file := append([]byte(fileMark), bytes4(slots)...)
	file = append(file, bytes4(uint64(len(t.scripts)))...)
	table := make([]byte, slots*slotSize)
	keys := tally{}
	for k := range t.values {
		keys[k] = nil
	}
	for _, k := range keys.sorted() {
		h := hash(k.level, k.word, k.tag, k.feats)
		slot := h >> 32 % slots
		for table[slot*slotSize+4]|table[slot*slotSize+5] != 0 {
			slot = (slot + 1) % slots
		}
		value := t.values[k] + 1
		copy(table[slot*slotSize:], bytes4(uint64(uint32(h))))
		table[slot*slotSize+4], table[slot*slotSize+5] = byte(value), byte(value>>8)
	}
	file = append(file, table...)
	for _, s := range t.scripts {
		file = s.write(file)
	}
	return file
}

func bytes4(n uint64) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }

// compare orders places.
func (p Place) compare(q Place) int {
	switch {
	case p == q:
		return 0
	case p == Inside:
		return -1
	}
	return 1
}
