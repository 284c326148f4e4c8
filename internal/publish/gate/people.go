package gate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"dateline/internal/text"
)

// The classes of people, as the gate tells them.
const (
	public   = "public"
	private  = "private"
	victim   = "victim"
	minor    = "minor"
	unsure   = "perhaps a minor"
	noPerson = ""
)

// people finds the names of people with the fullest form and the class that the report gives them.
func (in *reader) people() {
	for _, n := range in.Names {
		if n.Type != text.PER || in.isPlace(n.Span) {
			in.sheet.others = append(in.sheet.others, fold(in.Body[n.Start:n.End]))
		} else if !in.afterArticle(n.Span) {
			in.sheet.names = append(in.sheet.names, named{Span: n.Span, words: in.Body[n.Start:n.End], class: in.classAt(n.Span), rows: in.shown.meeting(n.Span)})
		}
	}
	in.aged()
	in.unlisted()
	slices.SortFunc(in.sheet.names, func(a, b named) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	in.things()
	in.fullest()
	in.young()
}

// things drops names that are no person's: a nationality, a ship ("the ferry Cormoran"), a place where something lies, and the first word of a
// body's name ("Tideline" of "Tideline Aid"). One that is part of a longer name of somebody stays, whatever else it is.
func (in *reader) things() {
	mentions := map[string][]text.Span{}
	for _, n := range in.sheet.names {
		mentions[fold(n.words)] = append(mentions[fold(n.words)], n.Span)
	}
	no, names := map[string]bool{}, in.distinct()
	for name, at := range mentions {
		no[name] = in.isThing(name, names, at)
	}
	in.sheet.names = slices.DeleteFunc(in.sheet.names, func(n named) bool {
		if no[fold(n.words)] {
			in.sheet.others = append(in.sheet.others, fold(n.words))
		}
		return no[fold(n.words)]
	})
}

// isThing reports whether a name, folded, is no person's; names is all names of the report.
func (in *reader) isThing(name string, names []string, mentions []text.Span) bool {
	if slices.ContainsFunc(names, func(n string) bool { return fold(n) != name && partOf(name, n) }) {
		return false
	}
	if slices.ContainsFunc(mentions, func(s text.Span) bool { return in.after(s, "vessel") }) {
		return true
	}
	if strings.Contains(name, " ") {
		return false
	}
	if slices.ContainsFunc(in.lex.find([]word{{folded: name}}), func(h hit) bool { return h.kind == nationality }) {
		return true
	}
	if slices.ContainsFunc(in.sheet.others, func(body string) bool { return strings.HasPrefix(body, name+" ") }) {
		return true
	}
	return !slices.ContainsFunc(mentions, func(s text.Span) bool { return !in.after(s, "within") })
}

// after reports whether words of a kind stand right before a name.
func (in *reader) after(s text.Span, kind string) bool {
	at, is := slices.BinarySearchFunc(in.words, s.Start, func(w word, start int) int { return w.Start - start })
	if !is || at < 1 || strings.TrimSpace(in.Body[in.words[at-1].End:s.Start]) != "" {
		return false
	}
	from := max(0, at-2)
	return slices.ContainsFunc(in.lex.find(in.words[from:at]), func(h hit) bool { return h.kind == kind && from+h.last == at-1 })
}

// isPlace reports whether a name is that of a place on the map.
func (in *reader) isPlace(s text.Span) bool {
	return slices.ContainsFunc(in.Places, func(p text.Place) bool { return p.Span == s && p.Precision != "" })
}

// afterArticle reports whether an article or a number stands right before a name of one word, as it does before "Guinéens" and never before
// the name of a person.
func (in *reader) afterArticle(s text.Span) bool {
	for i, w := range in.words {
		if w.Span == s && i > 0 {
			before := in.words[i-1]
			return strings.TrimSpace(in.Body[before.End:s.Start]) == "" && (isNumber(before.folded) || slices.ContainsFunc(in.lex.find(in.words[i-1:i]), func(h hit) bool { return h.kind == "article" }))
		}
	}
	return false
}

// aged adds names that nobody took for one: two words or more with capitals, and an age between commas after them ("Alpha Bah, 17,").
func (in *reader) aged() {
	for i, w := range in.words {
		if !isNumber(w.folded) || len(w.folded) > 2 || i < 2 || strings.TrimSpace(in.Body[in.words[i-1].End:w.Start]) != "," || !strings.ContainsAny(in.Body[w.End:min(len(in.Body), w.End+1)], ",.") {
			continue
		}
		first := i - 1
		for first > 0 && in.capital(first) && in.capital(first-1) && strings.TrimSpace(in.Body[in.words[first-1].End:in.words[first].Start]) == "" {
			first--
		}
		s := text.Span{Start: in.words[first].Start, End: in.words[i-1].End}
		if first < i-1 && !in.hasName(s) && !in.isPlace(s) && !in.isDate(s) {
			in.sheet.names = append(in.sheet.names, named{Span: s, words: in.Body[s.Start:s.End], class: private, rows: in.shown.meeting(s)})
		}
	}
}

func (in *reader) isDate(s text.Span) bool {
	return slices.ContainsFunc(in.Dates, func(d text.Date) bool { return d.Meets(s) })
}

// unlisted adds named people whom the reader of names took for something else, and the repetitions of a name.
func (in *reader) unlisted() {
	for _, a := range in.Actors {
		if a.Kind != text.Person || !isName(a.Name) || in.hasName(a.Span) {
			continue
		}
		if at := strings.Index(in.Body[a.Start:a.End], a.Name); at >= 0 && !in.begins(a.Start+at) {
			s := text.Span{Start: a.Start + at, End: a.Start + at + len(a.Name)}
			in.sheet.names = append(in.sheet.names, named{Span: s, words: a.Name, class: classOf(a.Class), rows: in.shown.meeting(s)})
		}
	}
	known := slices.Clone(in.sheet.names)
	for _, n := range known {
		for at := range occurrences(in.Body, n.words) {
			if s := (text.Span{Start: at, End: at + len(n.words)}); !in.hasName(s) {
				in.sheet.names = append(in.sheet.names, named{Span: s, words: n.words, class: noPerson, rows: in.shown.meeting(s)})
			}
		}
	}
}

func (in *reader) hasName(s text.Span) bool {
	return slices.ContainsFunc(in.sheet.names, func(n named) bool { return n.Meets(s) })
}

// begins reports whether a sentence begins at a place, where any word has a capital.
func (in *reader) begins(at int) bool {
	before := strings.TrimRight(in.Body[:at], " \t\n\"“«\u00A0")
	return before == "" || strings.HasSuffix(in.Body[:at], "\n") || strings.ContainsAny(before[len(before)-1:], ".!?:")
}

func isName(s string) bool {
	for _, c := range s {
		return unicode.IsUpper(c)
	}
	return false
}

// occurrences gives where words stand in a text as whole words.
func occurrences(body, words string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; words != ""; {
			at := strings.Index(body[from:], words)
			if at < 0 {
				return
			}
			at += from
			from = at + len(words)
			if wholeWord(body, at, from) && !yield(at) {
				return
			}
		}
	}
}

// wholeWord reports whether no letter touches body[start:end].
func wholeWord(body string, start, end int) bool {
	before, after := ' ', ' '
	for _, c := range body[end:] {
		after = c
		break
	}
	if r := []rune(body[max(0, start-4):start]); len(r) > 0 {
		before = r[len(r)-1]
	}
	return !unicode.IsLetter(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// classAt is the class of the person whom a name names; a name of nobody in particular is private.
func (in *reader) classAt(s text.Span) string {
	for i, a := range in.Actors {
		if !a.Span.Holds(s) && !s.Holds(a.Span) || a.Kind != text.Person {
			continue
		}
		class := classOf(a.Class)
		for j := i; in.Actors[j].Same >= 0 && in.Actors[j].Same < j; {
			j = in.Actors[j].Same
			class = graver(class, classOf(in.Actors[j].Class))
		}
		return class
	}
	return private
}

func classOf(class string) string {
	switch class {
	case "official", "spokesperson", "professional":
		return public
	case "minor":
		return minor
	case "victim":
		return victim
	}
	return private
}

// gravity orders classes: what one mention says that another does not goes.
var gravity = map[string]int{noPerson: 0, private: 1, unsure: 2, public: 3, victim: 4, minor: 5}

func graver(a, b string) string {
	if gravity[b] > gravity[a] {
		return b
	}
	return a
}

// fullest gives each name the longest name of the report that has its words, and the gravest class of all its mentions.
func (in *reader) fullest() {
	full := map[string]string{}
	for _, n := range in.sheet.names {
		full[n.words] = n.words
	}
	names := in.distinct()
	for _, words := range names {
		for _, other := range names {
			if len(fold(other)) > len(fold(full[words])) && partOf(words, other) {
				full[words] = other
			}
		}
	}
	for i, n := range in.sheet.names {
		in.sheet.names[i].full = full[n.words]
	}
	in.sameClass()
}

// distinct gives the words of the names, each once, in the order of their first mention.
func (in *reader) distinct() (all []string) {
	seen := map[string]bool{}
	for _, n := range in.sheet.names {
		if !seen[n.words] {
			seen[n.words] = true
			all = append(all, n.words)
		}
	}
	return all
}

func (in *reader) sameClass() {
	class := map[string]string{}
	for _, n := range in.sheet.names {
		class[fold(n.full)] = graver(class[fold(n.full)], n.class)
	}
	for i, n := range in.sheet.names {
		in.sheet.names[i].class = class[fold(n.full)]
	}
}

// partOf reports whether the words of a name are among those of a longer one.
func partOf(short, long string) bool {
	all := strings.Fields(fold(long))
	words := strings.Fields(fold(short))
	for _, w := range words {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return len(words) > 0
}

// nearby is how far, in bytes, a minor may be mentioned before a name that the next sentence gives.
const nearby = 200

// young finds minors: an age under 18 beside the name, or a minor mentioned just before a name that comes for the first time.
func (in *reader) young() {
	seen := map[string]bool{}
	for i := range in.sheet.names {
		n := &in.sheet.names[i]
		full := fold(n.full)
		if age := in.ageBeside(n.Span); age != "" {
			n.class, n.why = minor, "aged "+age
		} else if !seen[full] && (n.class == private || n.class == victim) {
			if words := in.minorBefore(n.Span); words != "" {
				n.class, n.why = unsure, "stands just after “"+words+"”"
			}
		}
		seen[full] = true
	}
	in.sameClass()
}

// ageBeside gives an age under 18 that stands right after a name ("Alpha Bah, 17") or in the phrase before it ("17-year-old Alpha Bah").
func (in *reader) ageBeside(s text.Span) string {
	for _, i := range in.ages {
		w := in.words[i]
		after := w.Start >= s.End && strings.ContainsAny(in.Body[s.End:min(len(in.Body), s.End+2)], ",(") && strings.Trim(in.Body[s.End:w.Start], " ,(\u00A0") == "" && w.Start-s.End < 4
		if after && (i+1 == len(in.words) || strings.ContainsAny(in.Body[w.End:min(len(in.Body), w.End+1)], ",.)") || in.isAgeWord(i+1)) {
			return w.folded
		}
		if before := w.End <= s.Start && s.Start-w.End < 30; before && in.isAgeWord(i+1) && !strings.ContainsAny(in.Body[w.End:s.Start], ".,;:\n") {
			return w.folded
		}
	}
	return ""
}

func (in *reader) isAgeWord(i int) bool {
	if i >= len(in.words) {
		return false
	}
	return slices.ContainsFunc(in.lex.find(in.words[i:min(len(in.words), i+3)]), func(h hit) bool { return h.kind == "age" && h.first == 0 })
}

// minorBefore gives the mention of a single minor without a name that stands just before s.
func (in *reader) minorBefore(s text.Span) string {
	for _, a := range slices.Backward(in.Actors) {
		if a.Class != minor || a.Same >= 0 && !strings.Contains(in.Body[a.Start:a.End], " ") || a.Kind != text.Person || isName(a.Name) && in.hasName(a.Span) {
			continue
		}
		if a.End <= s.Start && s.Start-a.End < nearby {
			return in.Body[a.Start:a.End]
		}
	}
	return ""
}
