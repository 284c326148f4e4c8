package clean

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The lists of each language folder: phrases of furniture, words of bylines and lines of dates, and more short forms of months. The names of
// months and weekdays are those of package when: all lists of its folder whose names end so.
const (
	furnitureList = "furniture.tsv"
	headList      = "head.tsv"
	monthsList    = "months.tsv"
	timeFolder    = "time/"
	monthLists    = "month.tsv"
	weekdayLists  = "weekday.tsv"
	zoneLists     = "zone.tsv"
)

// What a phrase of furniture.tsv says about a paragraph.
const (
	begins   = "begins"   // a short paragraph that begins so is furniture
	is       = "is"       // a paragraph that is just this is furniture
	holds    = "holds"    // a short paragraph that holds it is furniture
	ending   = "ending"   // a heading of what follows the report: all after it is furniture, up to the next real paragraph
	closing  = "closing"  // a heading of readers' comments, in the second half of a text: all after it is furniture
	caption  = "caption"  // a short paragraph that holds it belongs to a picture: it stays, but is no headline
	breaks   = "breaks"   // a text whose last paragraph ends so is cut short
	dangling = "dangling" // a word that no text ends with, unless it is cut short
	wall     = "wall"     // a short page that holds it is no report
	owner    = "owner"    // furniture too; the name of the outlet comes after it
)

// What a word of head.tsv is.
const (
	by        = "by"        // before a name: "by"
	published = "published" // before a date: "published on"
	updated   = "updated"   // before a date of a later change
	agency    = "agency"    // a news agency or outlet
	joins     = "joins"     // between names: "and"
	particle  = "particle"  // a word in lower case inside of a name: "de"
	filler    = "filler"    // a word that tells nothing in a line of names and dates: "at", "Monday", "GMT", "staff writer"
	flag      = "flag"      // a word in capitals before a colon that is no town: "UPDATE"
)

// lists is what is known about furniture and about the heads of reports, in all languages at once: which language a text
// is in is found later.
type lists struct {
	furniture phrases
	head      phrases
	months    map[string]time.Month
}

// readLists reads the lists of all language folders. All mistakes are reported at once.
func readLists(rules fs.FS) (lists, error) {
	l := lists{phrases{}, phrases{}, map[string]time.Month{}}
	files, err := listFiles(rules)
	if err != nil {
		return l, err
	}
	var mistakes []error
	for _, file := range files {
		if add := l.adder(file); add != nil {
			mistakes = append(mistakes, readList(rules, file, add)...)
		}
	}
	named := map[time.Month]bool{}
	for _, m := range l.months {
		named[m] = true
	}
	for m := time.January; m <= time.December; m++ {
		if !named[m] {
			mistakes = append(mistakes, fmt.Errorf("month %d has no name in any list %s*%s", m, timeFolder, monthLists))
		}
	}
	return l, errors.Join(mistakes...)
}

// listFiles returns the files of lists in all language folders, in order.
func listFiles(rules fs.FS) ([]string, error) {
	own, err := fs.Glob(rules, "*/*.tsv")
	if err != nil {
		return nil, err
	}
	shared, err := fs.Glob(rules, "*/time/*.tsv")
	return append(own, shared...), err
}

// adder returns what takes the lines of a file, nil for a file of other lists.
func (l *lists) adder(file string) func(word, value string) error {
	_, name, _ := strings.Cut(file, "/")
	switch name {
	case furnitureList:
		return l.furniture.adder(begins, is, holds, ending, breaks, dangling, wall, owner, caption, closing)
	case headList:
		return l.head.adder(by, published, updated, agency, joins, particle, filler, flag)
	case monthsList:
		return l.addMonth
	}
	if !strings.HasPrefix(name, timeFolder) {
		return nil
	}
	switch {
	case strings.HasSuffix(name, monthLists):
		return l.addMonth
	case strings.HasSuffix(name, weekdayLists), strings.HasSuffix(name, zoneLists):
		return func(word, _ string) error {
			l.head.add(phrase{words: word, kind: filler})
			return nil
		}
	}
	return nil
}

// readList gives every line of a list to add. Empty lines and those that begin with # are passed over.
func readList(rules fs.FS, file string, add func(word, value string) error) (mistakes []error) {
	opened, err := rules.Open(file)
	if err != nil {
		return []error{err}
	}
	defer opened.Close()
	lines := bufio.NewScanner(opened)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, value, found := strings.Cut(line, "\t")
		if !found || fold(word) == "" {
			mistakes = append(mistakes, fmt.Errorf("%s:%d: want a word, a tab and a value", file, n))
			continue
		}
		if err := add(fold(word), strings.TrimSpace(value)); err != nil {
			mistakes = append(mistakes, fmt.Errorf("%s:%d: %w", file, n, err))
		}
	}
	return append(mistakes, wrapped(lines.Err(), file)...)
}

func wrapped(err error, file string) []error {
	if err == nil {
		return nil
	}
	return []error{fmt.Errorf("%s: %w", file, err)}
}

func (l *lists) addMonth(word, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > 12 {
		return fmt.Errorf("%q is no month from 1 to 12", value)
	}
	if m, known := l.months[word]; known && m != time.Month(n) {
		return fmt.Errorf("%q is month %d already", word, m)
	}
	l.months[word] = time.Month(n)
	return nil
}

// phrase is a phrase as fold writes it, and what it says.
type phrase struct{ words, kind, written string }

// phrases is a set of phrases by their first word, the longest first.
type phrases map[string][]phrase

// adder returns a function that adds a phrase of one of the kinds.
func (p phrases) adder(kinds ...string) func(string, string) error {
	return func(words, kind string) error {
		written := ""
		if k, name, named := strings.Cut(kind, "\t"); named { // an agency may have its full name in a third column
			kind, written = k, strings.TrimSpace(name)
		}
		for _, k := range kinds {
			if k == kind {
				p.add(phrase{words, kind, written})
				return nil
			}
		}
		return fmt.Errorf("%q is none of %s", kind, strings.Join(kinds, ", "))
	}
}

func (p phrases) add(added phrase) {
	first, _, _ := strings.Cut(added.words, " ")
	for _, known := range p[first] {
		if known == added {
			return
		}
	}
	p[first] = append(p[first], added)
	sort.SliceStable(p[first], func(i, j int) bool { return len(p[first][i].words) > len(p[first][j].words) })
}

// at returns the longest phrase of a kind that folded words begin with.
func (p phrases) at(folded string, kinds ...string) (phrase, bool) {
	first, _, _ := strings.Cut(folded, " ")
	for _, candidate := range p[first] {
		if !startsWith(folded, candidate.words) {
			continue
		}
		for _, kind := range kinds {
			if candidate.kind == kind {
				return candidate, true
			}
		}
	}
	return phrase{}, false
}

// startsWith reports whether folded words begin with those of a phrase.
func startsWith(folded, words string) bool {
	return strings.HasPrefix(folded, words) && (len(folded) == len(words) || folded[len(words)] == ' ')
}

// within returns the first phrase of a kind that stands anywhere in folded words.
func (p phrases) within(folded, kind string) (phrase, bool) {
	for at := 0; at < len(folded); {
		end := len(folded)
		if n := strings.IndexByte(folded[at:], ' '); n >= 0 {
			end = at + n
		}
		for _, candidate := range p[folded[at:end]] {
			if candidate.kind == kind && startsWith(folded[at:], candidate.words) {
				return candidate, true
			}
		}
		at = end + 1
	}
	return phrase{}, false
}

// ends reports whether folded words end with a phrase of a kind.
func (p phrases) ends(folded, kind string) bool {
	for at := 0; at < len(folded); {
		end := len(folded)
		if n := strings.IndexByte(folded[at:], ' '); n >= 0 {
			end = at + n
		}
		for _, candidate := range p[folded[at:end]] {
			if candidate.kind == kind && candidate.words == folded[at:] {
				return true
			}
		}
		at = end + 1
	}
	return false
}

// longestPhrase is more bytes than any phrase of head.tsv has.
const longestPhrase = 48

// ahead returns the words of s from byte i on, folded, as far as a phrase of head.tsv may reach.
func ahead(s string, i int) string { return fold(s[i:min(len(s), i+longestPhrase)]) }

// fold writes words as they are compared with the lists: in lower case, one space between, every number as #, without punctuation but for apostrophes
// (all alike) and the signs ©, + and @.
func fold(words string) string {
	out := make([]byte, 0, len(words)+8)
	space := false
	for i := 0; i < len(words); {
		b := foldedByte[words[i]]
		r, n := rune(b), 1
		if words[i] >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(words[i:])
			r = foldRune(r)
		}
		i += n
		if r == 0 {
			space = true
			continue
		}
		if r == '#' && !space && len(out) > 0 && out[len(out)-1] == '#' {
			continue
		}
		if space && len(out) > 0 {
			out = append(out, ' ')
		}
		space = false
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// foldedByte is what fold makes of ASCII: 0 for what separates words.
var foldedByte = func() (folded [256]byte) {
	for b := range byte(utf8.RuneSelf) {
		switch {
		case '0' <= b && b <= '9':
			folded[b] = '#'
		case 'A' <= b && b <= 'Z':
			folded[b] = b + 'a' - 'A'
		case 'a' <= b && b <= 'z', b == '+', b == '@', b == '\'':
			folded[b] = b
		}
	}
	return folded
}()

// foldRune is what fold makes of a character beyond ASCII: 0 for what separates words.
func foldRune(r rune) rune {
	switch {
	case r == '’' || r == 'ʼ':
		return '\''
	case r == '©':
		return r
	case r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsMark(r):
		return 0
	}
	return unicode.ToLower(r)
}
