package link

import (
	"fmt"
	"strings"
	"unicode"

	"dateline/internal/record"
	"dateline/internal/text"
)

// Alike says how much the texts of two reports are one, and by which of their words. It is drawn from the texts when somebody asks.
type Alike struct {
	Kind  string  // as Copy says, or Translation; empty where the machine finds two texts
	Score float64 // 0 to 1

	Likeness  float64      // share of the runs of four words that stand in both, of all
	Contained float64      // share of those of the shorter text that stand in the longer
	Words     [2]int       // how many words the texts have
	Run       [2]text.Span // the longest run of words that stands in both, in either body; empty where no four words do
	RunWords  int

	Fixed  [2]int         // of two languages: how many figures, days, places and names either text has
	Common [][2]text.Span // those that stand in both in one order
}

// WhyAlike compares the texts of two reports.
func WhyAlike(a, b *record.Reading) Alike {
	var l Alike
	l.Kind, l.Score = Copy(a.Body, b.Body)
	x, y := spell(a.Body), spell(b.Body)
	l.Words = [2]int{len(x), len(y)}
	l.Likeness, l.Contained = overlap(shingles(a.Body), shingles(b.Body))
	if i, j, n := longestRun(x, y); n > 0 {
		l.RunWords = n
		l.Run = [2]text.Span{{Start: x[i].Start, End: x[i+n-1].End}, {Start: y[j].Start, End: y[j+n-1].End}}
	}
	if a.Language != b.Language {
		l.across(a, b)
	}
	return l
}

// across compares texts in two languages.
func (l *Alike) across(a, b *record.Reading) {
	if score, is := Translated(a, b); is && l.Kind == "" {
		l.Kind, l.Score = Translation, score
	}
	x, y := fixedIn(a), fixedIn(b)
	l.Fixed = [2]int{len(x), len(y)}
	for _, p := range commonPairs(x, y) {
		l.Common = append(l.Common, [2]text.Span{x[p[0]].Span, y[p[1]].Span})
	}
}

// Reasons are the grounds for, or against, that two reports print one text.
func (l Alike) Reasons() (all []record.Reason) {
	add := func(weight float64, detail string, values ...any) {
		all = append(all, record.Reason{Of: "words", Detail: fmt.Sprintf(detail, values...), Weight: weight})
	}
	switch {
	case l.Kind == "exact":
		add(1, "all words are the same, but for spaces, capitals and marks")
	case l.Fixed != [2]int{}:
		add(l.Score, "%d of %d and %d figures, days, places and names in one order, in two languages", len(l.Common), l.Fixed[0], l.Fixed[1])
	default:
		add(l.Likeness, "%.0f %% of the runs of four words are the same, %.0f %% of the shorter text's stand in the longer", 100*l.Likeness, 100*l.Contained)
	}
	if l.RunWords > 0 && l.Kind != "exact" {
		add(float64(l.RunWords)/float64(max(1, min(l.Words[0], l.Words[1]))), "%d words in a row are the same, of %d and %d", l.RunWords, l.Words[0], l.Words[1])
	}
	return all
}

// spelt is a word of a text in small letters, as shingles are made of it.
type spelt struct {
	text.Span
	word string
}

// spell gives the words of a body.
func spell(body string) (all []spelt) {
	start := -1
	for i, c := range body + " " {
		switch part := unicode.IsLetter(c) || unicode.IsDigit(c); {
		case part && start < 0:
			start = i
		case !part && start >= 0:
			all = append(all, spelt{text.Span{Start: start, End: i}, strings.ToLower(body[start:i])})
			start = -1
		}
	}
	return all
}

// longText is how many words of a text are looked at for a run that it shares with another: one of a book would take minutes.
const longText = 20000

// longestRun finds the longest run of words, a shingle or more, that stands in two texts: where it begins in either, and how long it is. Of equally
// long ones it is the first.
func longestRun(x, y []spelt) (atX, atY, length int) {
	x, y = x[:min(len(x), longText)], y[:min(len(y), longText)]
	starts := map[[shingle]string][]int{}
	for j := range len(y) - shingle + 1 {
		starts[opens(y[j:])] = append(starts[opens(y[j:])], j)
	}
	for i := range len(x) - shingle + 1 {
		for _, j := range starts[opens(x[i:])] {
			if i > 0 && j > 0 && x[i-1].word == y[j-1].word {
				continue // within a run that began before
			}
			n := shingle
			for i+n < len(x) && j+n < len(y) && x[i+n].word == y[j+n].word {
				n++
			}
			if n > length {
				atX, atY, length = i, j, n
			}
		}
	}
	return atX, atY, length
}

// opens gives the first words of a run.
func opens(all []spelt) (first [shingle]string) {
	for i := range first {
		first[i] = all[i].word
	}
	return first
}

// mostFixed is how many things of a text are set beside those of another: the table of them grows with the square.
const mostFixed = 2000

// commonPairs gives the places of a longest common subsequence in both.
func commonPairs(x, y []fixed) (pairs [][2]int) {
	x, y = x[:min(len(x), mostFixed)], y[:min(len(y), mostFixed)]
	left := make([][]int, len(x)+1) // the longest of what is left from two places on
	left[len(x)] = make([]int, len(y)+1)
	for i := len(x) - 1; i >= 0; i-- {
		left[i] = make([]int, len(y)+1)
		for j := len(y) - 1; j >= 0; j-- {
			if left[i][j] = max(left[i+1][j], left[i][j+1]); x[i].key == y[j].key {
				left[i][j] = left[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].key == y[j].key:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case left[i+1][j] >= left[i][j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
