package conllu

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// Measure is a count of units that a system got right, gave, and should have given.
type Measure struct{ Right, Given, Wanted int }

// F1 is the harmonic mean of precision and recall, 0 to 1; 0 when nothing is right.
func (m Measure) F1() float64 {
	if m.Right == 0 {
		return 0
	}
	return 2 * float64(m.Right) / float64(m.Given+m.Wanted)
}

// Score is how well a system's CoNLL-U agrees with gold, after the rules of the CoNLL 2018 shared task: tokens and sentences count by
// their characters, words are aligned by characters and, in multiword tokens, by their forms; attributes count on aligned words. LAS leaves
// subtypes aside. A gold lemma "_" is not asked for.
type Score struct{ Tokens, Sentences, Words, Tags, Lemmas, UAS, LAS Measure }

// ErrText says that two CoNLL-U texts are not of the same characters.
var ErrText = errors.New("the texts differ beyond their spaces")

// Compare scores system against gold. Both must hold the same text but for spaces, else the error is ErrText.
func Compare(gold, system []Sentence) (Score, error) {
	g, s := flatten(gold), flatten(system)
	if g.characters != s.characters {
		return Score{}, ErrText
	}
	score := Score{
		Tokens:    Measure{common(g.tokens, s.tokens), len(s.tokens), len(g.tokens)},
		Sentences: Measure{common(g.sentences, s.sentences), len(s.sentences), len(g.sentences)},
	}
	all := Measure{Given: len(s.words), Wanted: len(g.words)}
	score.Words, score.Tags, score.Lemmas, score.UAS, score.LAS = all, all, all, all, all
	pairs := align(g.words, s.words)
	partner := make(map[*word]*word, len(pairs))
	for _, p := range pairs {
		partner[p.system] = p.gold
	}
	for _, p := range pairs {
		score.count(p, partner)
	}
	return score, nil
}

// count adds one pair of aligned words.
func (s *Score) count(p pair, partner map[*word]*word) {
	s.Words.Right++
	if p.gold.row[Tag] == p.system.row[Tag] {
		s.Tags.Right++
	}
	if p.gold.row[Lemma] == "_" || p.gold.row[Lemma] == p.system.row[Lemma] {
		s.Lemmas.Right++
	}
	var head *word
	if p.system.head != nil {
		if head = partner[p.system.head]; head == nil {
			return // its head is no word of gold
		}
	}
	if head != p.gold.head || p.system.row[Head] == "_" {
		return
	}
	s.UAS.Right++
	if base(p.gold.row[Rel]) == base(p.system.row[Rel]) {
		s.LAS.Right++
	}
}

func base(rel string) string {
	before, _, _ := strings.Cut(rel, ":")
	return before
}

// span is a half-open range of characters, spaces not counted.
type span struct{ start, end int }

// word is a word with the characters of its token.
type word struct {
	span
	multi bool // its token has several words
	row   *Row
	head  *word // nil at the root
}

// flat is a CoNLL-U text as one row of characters.
type flat struct {
	characters        string
	length            int // of characters, in runes
	tokens, sentences []span
	words             []*word
}

func flatten(sentences []Sentence) *flat {
	f := &flat{}
	var all strings.Builder
	for i := range sentences {
		start := f.length
		f.sentence(&sentences[i], &all)
		if f.length > start {
			f.sentences = append(f.sentences, span{start, f.length})
		}
	}
	f.characters = all.String()
	return f
}

// sentence adds the tokens and words of s.
func (f *flat) sentence(s *Sentence, all *strings.Builder) {
	first, until, number := len(f.words), 0, 0
	var whole span
	for i := range s.Rows {
		row := &s.Rows[i]
		switch row.Kind() {
		case Range:
			_, until = row.Bounds()
			whole = f.token(row[Form], all)
		case Word:
			if number++; number > until {
				f.words = append(f.words, &word{span: f.token(row[Form], all), row: row})
			} else {
				f.words = append(f.words, &word{span: whole, multi: true, row: row})
			}
		}
	}
	for _, w := range f.words[first:] {
		if head := headOf(w.row); head > 0 && first+head <= len(f.words) {
			w.head = f.words[first+head-1]
		}
	}
}

func headOf(r *Row) int {
	head := 0
	for _, digit := range r[Head] {
		head = head*10 + int(digit-'0')
	}
	return head
}

// token adds the characters of one token, spaces left out.
func (f *flat) token(form string, all *strings.Builder) span {
	start := f.length
	for _, r := range form {
		if !unicode.IsSpace(r) {
			all.WriteRune(r)
			f.length++
		}
	}
	f.tokens = append(f.tokens, span{start, f.length})
	return span{start, f.length}
}

// common counts the spans that two sorted lists share.
func common(a, b []span) int {
	count := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			count++
			i++
			j++
		case a[i].start < b[j].start || a[i].start == b[j].start && a[i].end < b[j].end:
			i++
		default:
			j++
		}
	}
	return count
}

type pair struct{ gold, system *word }

// align pairs the words of two texts. Outside of multiword tokens words pair when they have the same characters. Where either text has a
// multiword token, the words of the smallest stretch that holds whole tokens of both pair along the longest common run of forms.
func align(gold, system []*word) []pair {
	var pairs []pair
	for g, s := 0, 0; g < len(gold) && s < len(system); {
		if gold[g].multi || system[s].multi {
			nextG, nextS := stretch(gold, system, &g, &s)
			pairs = append(pairs, alike(gold[g:nextG], system[s:nextS])...)
			g, s = nextG, nextS
			continue
		}
		switch {
		case gold[g].span == system[s].span:
			pairs = append(pairs, pair{gold[g], system[s]})
			g++
			s++
		case gold[g].start <= system[s].start:
			g++
		default:
			s++
		}
	}
	return pairs
}

// stretch finds where the stretch around a multiword token begins (moving g and s there) and ends.
func stretch(gold, system []*word, g, s *int) (nextG, nextS int) {
	end := system[*s].end
	if gold[*g].multi {
		end = gold[*g].end
		if !system[*s].multi && system[*s].start < gold[*g].start {
			*s++
		}
	} else if gold[*g].start < system[*s].start {
		*g++
	}
	nextG, nextS = *g, *s
	for inside(gold, nextG, end) || inside(system, nextS, end) {
		if nextG < len(gold) && (nextS >= len(system) || gold[nextG].start <= system[nextS].start) {
			end = reach(gold[nextG], end)
			nextG++
		} else {
			end = reach(system[nextS], end)
			nextS++
		}
	}
	return nextG, nextS
}

// inside reports whether word i lies before end: by its first character in a multiword token, else by its last.
func inside(words []*word, i, end int) bool {
	if i >= len(words) {
		return false
	}
	if words[i].multi {
		return words[i].start < end
	}
	return words[i].end <= end
}

// reach extends end over a multiword token.
func reach(w *word, end int) int {
	if w.multi && w.end > end {
		return w.end
	}
	return end
}

// alike pairs words along the longest common subsequence of their lower-case forms.
func alike(gold, system []*word) []pair {
	same := func(i, j int) bool { return strings.EqualFold(gold[i].row[Form], system[j].row[Form]) }
	best := make([][]int, len(gold)+1) // best[i][j]: length for gold[i:], system[j:]
	for i := range best {
		best[i] = make([]int, len(system)+1)
	}
	for i := range slices.Backward(gold) {
		for j := range slices.Backward(system) {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if same(i, j) {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	var pairs []pair
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch {
		case same(i, j) && best[i][j] == best[i+1][j+1]+1:
			pairs = append(pairs, pair{gold[i], system[j]})
			i++
			j++
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
