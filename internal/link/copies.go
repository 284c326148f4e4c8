package link

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

const (
	shingle  = 4  // words in a row that are compared
	bands    = 12 // keys of a text
	rows     = 2  // hashes in each: texts of likeness s share a key with likelihood 1-(1-s^rows)^bands, .99 at .57
	nearly   = 0.8
	contains = 0.7 // share of the shorter text that stands in the longer
	fewest   = 12  // shingles without which a text is too short to tell
)

// CopyKeys gives keys of a text: nearly equal texts share at least one, and so does a text that is cut by up to a half.
func CopyKeys(body string) []uint64 {
	hashes := shingles(body)
	if len(hashes) == 0 {
		return nil
	}
	keys := make([]uint64, 0, bands)
	for band := range bands {
		k := uint64(band)
		for row := range rows {
			k = mix(k ^ least(hashes, uint64(band*rows+row)))
		}
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// least is the least hash under one of many hash functions.
func least(hashes []uint64, function uint64) uint64 {
	best := ^uint64(0)
	for _, h := range hashes {
		best = min(best, mix(h^mix(function+1)))
	}
	return best
}

// mix is a step of SplitMix64: it spreads bits evenly.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Copy says whether two texts are one, or nearly: exact (but for spaces, capitals and marks), near, wire (most of the shorter stands in the longer: a
// cut or newly headed print), or empty; and what share of them is common. Of a translation Translated tells.
func Copy(a, b string) (kind string, score float64) {
	x, y := shingles(a), shingles(b)
	if len(x) == 0 || len(y) == 0 {
		return "", 0
	}
	likeness, contained := overlap(x, y)
	switch {
	case likeness == 1:
		return "exact", 1
	case min(len(x), len(y)) < fewest:
	case likeness >= nearly:
		return "near", likeness
	case contained >= contains:
		return "wire", contained
	}
	return "", likeness
}

// overlap says what share of the shingles of two texts, sorted, stands in both, and what share of the shorter text's in the longer.
func overlap(x, y []uint64) (likeness, contained float64) {
	common := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case y[j] < x[i]:
			j++
		default:
			i, j, common = i+1, j+1, common+1
		}
	}
	if common == 0 {
		return 0, 0
	}
	return float64(common) / float64(len(x)+len(y)-common), float64(common) / float64(min(len(x), len(y)))
}

// shingles hashes all runs of a few words, sorted, each once.
func shingles(body string) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(body), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	all := make([]uint64, 0, len(words))
	for i := 0; i < len(words) && (i == 0 || i+shingle <= len(words)); i++ {
		h := fnv.New64a()
		for _, word := range words[i:min(i+shingle, len(words))] {
			h.Write([]byte(word))
			h.Write([]byte{' '})
		}
		all = append(all, h.Sum64())
	}
	slices.Sort(all)
	return slices.Compact(all)
}
