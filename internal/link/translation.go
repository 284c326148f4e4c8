package link

import (
	"cmp"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

const (
	// Translation is the kind of a copy that tells the same in another language.
	Translation = "translation"

	translatedWithin = 2   // days between a text and its translation
	fewestFixed      = 8   // things that no translation changes, without which a text is too short to tell
	translated       = 0.6 // least likeness of a translation
	longer           = 1.6 // a translation is longer or shorter by no more than this factor
	leastNumber      = 3   // "one" and "two" are often words, not figures
	fixedBands       = 8   // keys of what no translation changes
)

// fixed is a thing in a text that no translation changes: an amount, a day, a place of the gazetteer, a person's surname.
type fixed struct {
	text.Span
	key string // the same in all languages
}

// fixedIn gives what no translation changes in a text, in its order; of the same things one after the other the first.
func fixedIn(r *record.Reading) []fixed {
	var all []fixed
	for _, a := range r.Amounts {
		if best := cmp.Or(a.Best, a.Low, a.High); best.Value >= leastNumber {
			all = append(all, fixed{a.Span, best.String()})
		}
	}
	for _, d := range r.Dates {
		if d.Precision == "day" || d.Precision == "part-of-day" {
			all = append(all, fixed{d.Span, d.From.Format("2006-01-02")})
		}
	}
	for _, p := range r.Places {
		if p.Gazetteer != "" {
			all = append(all, fixed{p.Span, p.Gazetteer})
		}
	}
	for _, n := range r.Names {
		if words := nameWords(r.Body[n.Start:n.End]); n.Type == text.PER && len(words) > 0 {
			all = append(all, fixed{n.Span, words[len(words)-1]})
		}
	}
	slices.SortFunc(all, func(a, b fixed) int { return cmp.Or(cmp.Compare(a.Start, b.Start), strings.Compare(a.key, b.key)) })
	return slices.CompactFunc(all, func(a, b fixed) bool { return a.key == b.key })
}

// Fixed is what no translation changes in a text, in its order: amounts, days, places of the gazetteer, people's surnames.
func Fixed(r *record.Reading) []string {
	var keys []string
	for _, f := range fixedIn(r) {
		keys = append(keys, f.key)
	}
	return keys
}

// FixedKeys gives keys of what no translation changes in a text of a day: a text and its translation most often share one. Half of them are
// of one way to cut time into spans of six days, half of another, so that days that lie near each other are in one span of either; keys of
// other days do not meet, however large a ledger grows.
func FixedKeys(r *record.Reading) []uint64 {
	fixed := Fixed(r)
	if len(fixed) < fewestFixed || !r.Report.Published.Known() {
		return nil
	}
	var hashes, keys []uint64
	for _, f := range fixed {
		hashes = append(hashes, key('=', f))
	}
	day := uint64(r.Report.Published.Time().Unix() / (24 * 60 * 60))
	for band := range uint64(fixedBands) {
		both := mix(least(hashes, 1000+2*band)) ^ least(hashes, 1001+2*band)
		keys = append(keys, mix(both^mix(2*(day/6))), mix(both^mix(2*((day+3)/6)+1)))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Translated says whether two texts tell the same in two languages, and how much alike they are. It is careful: two reports of one event
// share its figures and names too, but seldom in one order.
func Translated(a, b *record.Reading) (score float64, is bool) {
	if a.Language == b.Language || a.Language == "" || b.Language == "" || daysApart(a.Report.Published, b.Report.Published) > translatedWithin {
		return 0, false
	}
	x, y := Fixed(a), Fixed(b)
	if min(len(x), len(y)) < fewestFixed || ratio(len(a.Body), len(b.Body)) > longer || ratio(len(x), len(y)) > longer {
		return 0, false
	}
	score = 2 * float64(commonOrder(x, y)) / float64(len(x)+len(y))
	return score, score >= translated
}

func ratio(a, b int) float64 { return float64(max(a, b)) / float64(max(1, min(a, b))) }

// daysApart counts the days between two days; two are never near when one is not known.
func daysApart(a, b text.Day) int {
	if !a.Known() || !b.Known() {
		return translatedWithin + 1
	}
	days := int(a.Time().Sub(b.Time()).Hours() / 24)
	return max(days, -days)
}

// commonOrder is the length of the longest common subsequence.
func commonOrder(x, y []string) int {
	row := make([]int, len(y)+1)
	for _, a := range x {
		before := 0 // of the row before, one to the left
		for j, b := range y {
			above := row[j+1]
			if a == b {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			before = above
		}
	}
	return row[len(y)]
}
