package what

import (
	"sort"

	"dateline/internal/record"
	"dateline/internal/text"
)

// near finds what stands in a sentence without going through the whole document, which may have hundreds of pages.
type near struct {
	dates, places [][]int32 // by sentence: those that start in it, in order
	quotes        [][]int32 // by sentence: those that share a byte with it, in order
	counts        []int32   // by token: the first count of it or over it, -1 for none
}

func newNear(d *text.Document, quotes []record.Quote) near {
	x := near{
		dates:  bySentence(d, len(d.Dates), func(n int) text.Span { return startOf(d, d.Dates[n].First) }),
		places: bySentence(d, len(d.Places), func(n int) text.Span { return startOf(d, d.Places[n].First) }),
		quotes: bySentence(d, len(quotes), func(n int) text.Span { return quotes[n].Span }),
		counts: make([]int32, len(d.Tokens)),
	}
	for i := range x.counts {
		x.counts[i] = -1
	}
	for n := len(d.Amounts) - 1; n >= 0; n-- { // the first stands last
		a := &d.Amounts[n]
		if a.Kind != text.Count {
			continue
		}
		for i := max(0, a.First); i <= a.Last && i < len(x.counts); i++ {
			x.counts[i] = int32(n)
		}
		if a.Of >= 0 && a.Of < len(x.counts) {
			x.counts[a.Of] = int32(n)
		}
	}
	return x
}

// startOf returns the bytes of token i, none when there is no such token.
func startOf(d *text.Document, i int) text.Span {
	if i < 0 || i >= len(d.Tokens) {
		return text.Span{}
	}
	return d.Tokens[i].Span
}

// bySentence lists for each sentence of d those of the things from 0 to count whose span shares a byte with it.
func bySentence(d *text.Document, count int, span func(int) text.Span) [][]int32 {
	all := make([][]int32, len(d.Sentences))
	for n := range count {
		s := span(n)
		first := sort.Search(len(d.Sentences), func(k int) bool { return d.Sentences[k].Span.End > s.Start })
		for k := first; k < len(all) && d.Sentences[k].Start < s.End; k++ {
			all[k] = append(all[k], int32(n))
		}
	}
	return all
}

// within returns those of some tellings, which are in order, that stand at most reach sentences before a sentence, in it or right behind it.
func within(tellings []*telling, sentence int) []*telling {
	first := sort.Search(len(tellings), func(n int) bool { return tellings[n].sentence >= sentence-reach })
	last := sort.Search(len(tellings), func(n int) bool { return tellings[n].sentence > sentence+1 })
	return tellings[first:last]
}
