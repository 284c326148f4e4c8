package link

import (
	"slices"
	"strings"

	"dateline/internal/record"
)

// Named is somebody as one report names them.
type Named struct {
	Name    string // "Gérald Darmanin", "M. Darmanin"
	Report  string
	Country string // ISO 3166-1 alpha-3, where the report says
	Sector  string // PLOVER sector
	Role    string // words that say what they are: "mayor of Gravelines"
}

// PersonKeys gives keys of a name: two names of one person, each with a first name, share one. They are made of the surname as it sounds, so that spellings
// of one name meet, and of how the first name begins, so that the many of one surname stay apart. A double surname has a key for either half, since
// its end may be left out.
func PersonKeys(name string) (keys []uint64) {
	surnames, first := nameWords(name), ""
	if len(surnames) > 1 {
		first, surnames = opening(surnames[0]), surnames[1:]
	}
	for _, surname := range surnames[max(0, len(surnames)-2):] {
		keys = append(keys, key('P', first+" "+consonants(sound(surname))))
	}
	return keys
}

// opening is how a first name begins: all vowels count as one, since they change between spellings.
func opening(first string) string {
	sounds := sound(first)
	if sounds == "" || strings.Contains(vowels, sounds[:1]) {
		return "a"
	}
	return sounds[:1]
}

// SamePerson scores from 0 to 1 whether two names name one person, with the grounds. First names that differ make two people, however rare
// the surname; a surname alone stands for somebody with a first name within one report, and across reports only if more speaks for it.
func SamePerson(a, b Named) (float64, []record.Reason) {
	x, y := nameWords(a.Name), nameWords(b.Name)
	if len(x) == 0 || len(y) == 0 {
		return 0, nil
	}
	surname := alike(x[len(x)-1], y[len(y)-1])
	if surname == 0 {
		return 0, nil
	}
	reasons := []record.Reason{{Of: "participants", Detail: "surname: " + x[len(x)-1] + ", " + y[len(y)-1], Weight: surname}}
	score := 0.0
	switch {
	case len(x) == 1 && len(y) == 1:
		score = 0.3 * surname
	case len(x) == 1 || len(y) == 1:
		score = 0.35 * surname
		reasons = append(reasons, record.Reason{Of: "participants", Detail: "one first name only", Weight: 0})
	default:
		first := firstNames(x[0], y[0])
		if first == 0 {
			return 0, []record.Reason{{Of: "participants", Detail: "first names differ: " + x[0] + ", " + y[0], Weight: -1}}
		}
		score = 0.9 * surname * first
		reasons = append(reasons, record.Reason{Of: "participants", Detail: "first name: " + x[0] + ", " + y[0], Weight: first})
	}
	return circumstances(a, b, score, reasons)
}

// circumstances adds what reports say beside a name.
func circumstances(a, b Named, score float64, reasons []record.Reason) (float64, []record.Reason) {
	add := func(detail string, weight float64) {
		reasons = append(reasons, record.Reason{Of: "participants", Detail: detail, Weight: weight})
		score = max(0, min(1, score+weight))
	}
	if a.Report != "" && a.Report == b.Report {
		add("same report", 0.5)
	}
	if a.Sector != "" && b.Sector != "" && a.Sector != "CVL" && b.Sector != "CVL" {
		if a.Sector == b.Sector {
			add("same sector: "+a.Sector, 0.15)
		} else {
			add("other sector: "+a.Sector+", "+b.Sector, -0.15)
		}
	}
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		add("other country: "+a.Country+", "+b.Country, -0.3)
	}
	if shared := sharedRole(a.Role, b.Role); shared != "" {
		add("same role: "+shared, 0.25)
	}
	return score, reasons
}

// sharedRole finds a longer word that two roles share.
func sharedRole(a, b string) string {
	words := nameWords(b)
	for _, word := range nameWords(a) {
		if len(word) > 3 && slices.Contains(words, word) {
			return word
		}
	}
	return ""
}

// firstNames says how alike two first names are: an initial or a short form stands for a name.
func firstNames(a, b string) float64 {
	switch {
	case a == b:
		return 1
	case (len(a) == 1 || len(b) == 1) && a[0] == b[0]:
		return 0.8
	case len(a) >= 3 && len(b) >= 3 && shortened(a, b):
		return 0.9
	case sound(a) == sound(b):
		return 0.9
	case min(len(a), len(b)) >= 6:
		return alike(a, b)
	}
	return 0
}

// shortened reports whether one name is the beginning of another, but not the man's form of a woman's name: Louis and Louise are two.
func shortened(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, begins := strings.CutPrefix(b, a)
	return begins && !strings.HasSuffix(rest, "e")
}

// alike says how alike two words are: 1 for the same, 0.9 for the same sound, 0.8 where only vowels differ, else 0.
func alike(a, b string) float64 {
	x, y := sound(a), sound(b)
	switch {
	case a == b:
		return 1
	case x == y:
		return 0.9
	case min(len(x), len(y)) >= 4 && consonants(x) == consonants(y):
		return 0.8
	}
	return 0
}

const vowels = "aeiouy"

// consonants leaves out the vowels of a word.
func consonants(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(vowels, c) {
			return -1
		}
		return c
	}, s)
}

// spellings lead from letters to those by which their sound is written here.
var spellings = strings.NewReplacer("ou", "u", "oo", "u", "ch", "sh", "ph", "f", "kh", "k", "gh", "g", "ck", "k", "c", "k", "q", "k", "y", "i", "w", "u", "z", "s", "-", "", "'", "", "’", "")

// sound writes a word as it sounds, coarsely: transcriptions of one name into English and French come out the same.
func sound(s string) string {
	s = spellings.Replace(s)
	var b strings.Builder
	var last rune
	for _, c := range s {
		if c != last {
			b.WriteRune(c)
		}
		last = c
	}
	return b.String()
}
