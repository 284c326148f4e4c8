package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// evidence is a hint that words, both included, are a name.
type evidence struct {
	first, last int
	hint        hint
	only        text.NameType // the one type that the evidence is for, if it is for one
}

// nameFinder gathers evidence for names in one language and weighs it against the net's scores.
type nameFinder struct {
	*nameKnowledge
	found  []evidence
	scores []net.NameScores // of the words of a whole text
	buffer []byte
	namer  *net.Namer // the second opinion; nil where a language has none
	asked  []bool     // words that may stand in a name
	rows   []int32    // clues of one word
}

// gather sets found to the evidence in one sentence, whose tags are set.
func (f *nameFinder) gather(tokens []text.Token) {
	f.found = f.found[:0]
	for i := 0; i < len(tokens); i++ {
		if !named(&tokens[i]) {
			if tokens[i].Tag == text.PROPN {
				f.small(tokens, i)
			}
			continue
		}
		end := i + 1
		for end < len(tokens) && named(&tokens[end]) {
			end++
		}
		f.run(tokens, i, end)
		i = end
	}
}

func (f *nameFinder) note(h hint, first, last int) {
	f.found = append(f.found, evidence{first, last, h, text.NoName})
}

// small gathers the evidence for a proper name in small letters, as careless writers have them.
func (f *nameFinder) small(tokens []text.Token, i int) {
	f.note(wordSmall, i, i)
	if len(tokens[i].Form) > 3 && f.places != nil && f.places.Fame([]byte(tokens[i].Form)) > 1 {
		f.note(spanSmallPlace, i, i)
	}
}

// run gathers the evidence in the capitalised words from first up to end.
func (f *nameFinder) run(tokens []text.Token, first, end int) {
	begin := first
	if begin == 0 || tokens[begin].Tag != text.PROPN {
		for begin < end && tokens[begin].Tag != text.PROPN && tokens[begin].Tag != text.NOUN && tokens[begin].Tag != text.ADJ {
			begin++ // "The", "In", "But"
		}
	}
	proper := begin
	for i := first; i < end; i++ {
		switch {
		case tokens[i].Tag == text.PROPN:
			f.note(wordProper, i, i)
		case i > 0:
			f.note(wordCapital, i, i)
		}
		if f.words[string(f.lower(tokens[i].Form))]&title != 0 {
			f.note(wordTitle, i, i)
		}
	}
	if proper < end && proper > 0 {
		f.note(spanRun, proper, end-1)
	}
	for i := first; i < end; {
		i += f.look(tokens, i, end)
	}
	f.kinds(tokens, begin, end)
	f.around(tokens, begin, end)
	f.beside(tokens, begin, end)
	f.hyphened(tokens, begin, end)
}

// look gathers what lists and gazetteer say of the longest expressions that start at a word. It returns how many words to go on by.
func (f *nameFinder) look(tokens []text.Token, at, end int) int {
	known, placed := 0, 0
	last := min(end, at+4)
	for to := last; to > at; to-- {
		name := f.phrase(tokens[at:to])
		if known == 0 {
			if c := f.words[string(name)]; c != 0 && f.listed(c, tokens, at, to, end) {
				known = to - at
			}
		}
		if placed == 0 && f.places != nil {
			if fame := f.places.Fame(name); fame > 0 {
				placed = to - at
				f.note(spanVillage+hint(min(fame, 4)-1), at, to-1)
			}
		}
	}
	return max(1, min(known, placed))
}

// listed notes what the classes of an expression say of it.
func (f *nameFinder) listed(c class, tokens []text.Token, at, to, end int) bool {
	switch {
	case c&day != 0:
		f.note(spanDay, at, to-1)
	case c&country != 0:
		f.note(spanCountry, at, to-1)
	case c&knownBody != 0:
		f.note(spanBody, at, to-1)
	case c&knownPerson != 0:
		f.note(spanPerson, at, to-1)
	case c&nationality != 0:
		f.note(spanNationality, at, to-1)
	case c&given != 0 && to < end && to-at == 1:
		f.note(spanFull, at, end-1)
	case c&given != 0:
		f.note(spanGiven, at, to-1)
	default:
		return false
	}
	return true
}

// kinds notes words for bodies, places and companies in a run, and capitals.
func (f *nameFinder) kinds(tokens []text.Token, begin, end int) {
	for i := end - 1; i >= begin; i-- {
		c := f.words[tokens[i].Form]
		switch {
		case c&companyEnd != 0 && i > begin:
			f.note(spanCompany, begin, i)
			return
		case c&bodyHead != 0:
			if last := f.goesOn(tokens, i, end); last > begin {
				f.note(spanBodyWord, begin, last)
				return
			}
		case c&placeHead != 0:
			if last := f.goesOn(tokens, i, end); last > begin {
				f.note(spanPlaceWord, begin, last)
				return
			}
		case inCapitals(tokens[i].Form):
			if i > 0 && i+1 < len(tokens) && tokens[i-1].Form == "(" && tokens[i+1].Form == ")" {
				f.note(spanBracketed, i, i)
			} else {
				f.note(spanCapitals, i, i)
			}
		}
	}
}

// goesOn returns the last word of a name whose run ends before end, with what a joiner adds: "Bank of Nowhere".
func (f *nameFinder) goesOn(tokens []text.Token, head, end int) int {
	if head != end-1 {
		return end - 1
	}
	last := end - 1
	for words := 0; words < 12; words++ {
		at := last + 1
		for at < len(tokens) && at < last+3 && f.joins(tokens[at].Form, last >= end) {
			at++
		}
		if at == last+1 || at == len(tokens) || !named(&tokens[at]) {
			break
		}
		for last = at; last+1 < len(tokens) && named(&tokens[last+1]); {
			last++
		}
	}
	return last
}

// joins reports whether a word may stand inside a name; one for "and" may only once the name has gone on: "Office of Gas and Electricity".
func (f *nameFinder) joins(form string, and bool) bool {
	c := f.words[form]
	return c&joiner != 0 || and && c&adding != 0
}

// around notes what the words before and after a run say of it.
func (f *nameFinder) around(tokens []text.Token, begin, end int) {
	for i := begin; i < end; i++ {
		if i == 0 {
			continue
		}
		before := f.words[string(f.lower(tokens[i-1].Form))]
		if before&title != 0 && tokens[i-1].Tag != text.VERB {
			f.note(beginTitle, i, i)
		}
		if before&placeBefore != 0 && i == begin {
			f.note(beginPlace, i, i)
		}
	}
	if end < len(tokens) && begin < end && f.words[tokens[end].Form]&speech != 0 {
		f.note(endSpeech, end-1, end-1)
	}
}

// beside notes what stands in brackets or after a comma behind a run.
func (f *nameFinder) beside(tokens []text.Token, begin, end int) {
	if begin >= end || end+1 >= len(tokens) || !capitalised(tokens[end+1].Form) {
		return
	}
	switch tokens[end].Form {
	case "(":
		if end-begin > 1 && end+2 < len(tokens) && tokens[end+2].Form == ")" && inCapitals(tokens[end+1].Form) {
			f.note(spanSpeltOut, begin, end-1)
		}
	case ",":
		if f.places == nil {
			return
		}
		for to := min(len(tokens), end+4); to > end+1; to-- {
			name := f.phrase(tokens[end+1 : to])
			if f.words[string(name)]&country != 0 || f.places.Fame(name) >= 3 {
				f.note(spanWithin, begin, end-1)
				return
			}
		}
	}
}

// hyphened notes a hyphen or an apostrophe between words, where they are cut there: "Guinea - Bissau", "O ’ Brien".
func (f *nameFinder) hyphened(tokens []text.Token, begin, end int) {
	if begin >= end || end+1 >= len(tokens) || !capitalised(tokens[end+1].Form) {
		return
	}
	if form := tokens[end].Form; form != "-" && form != "’" && form != "'" {
		return
	}
	last := end + 1
	for last+1 < len(tokens) && named(&tokens[last+1]) {
		last++
	}
	f.note(spanHyphen, begin, last)
}

// phrase joins words with a space between. It holds until the next call.
func (f *nameFinder) phrase(tokens []text.Token) []byte {
	f.buffer = f.buffer[:0]
	for i := range tokens {
		if i > 0 {
			f.buffer = append(f.buffer, ' ')
		}
		f.buffer = append(f.buffer, tokens[i].Form...)
	}
	return f.buffer
}

// lower returns a word in small letters. It holds until the next call of lower or phrase.
func (f *nameFinder) lower(form string) []byte {
	if !capitalised(form) {
		return append(f.buffer[:0], form...)
	}
	f.buffer = append(f.buffer[:0], strings.ToLower(form)...)
	return f.buffer
}

// room returns room for the scores of some words.
func (f *nameFinder) room(n int) []net.NameScores {
	if cap(f.scores) < n {
		f.scores = make([]net.NameScores, n)
	}
	f.scores = f.scores[:n]
	return f.scores
}

// weigh adds the weights of the evidence to a sentence's scores.
func (f *nameFinder) weigh(scores []net.NameScores) {
	for _, e := range f.found {
		for kind := text.NameType(1); int(kind) < nameTypes; kind++ {
			if w := f.weights[e.hint][kind]; w != 0 && (e.only == text.NoName || e.only == kind) {
				e.add(scores, kind, w)
			}
		}
	}
}

// add adds w to the labels of one type that agree with the evidence.
func (e evidence) add(scores []net.NameScores, kind text.NameType, w int16) {
	plus := func(i, position int) { scores[i][text.NameTagOf(position, kind)] += w }
	switch {
	case e.hint >= wordProper:
		for position := text.NameBegin; position <= text.NameUnit; position++ {
			plus(e.first, position)
		}
	case e.hint == endSpeech:
		plus(e.first, text.NameLast)
		plus(e.first, text.NameUnit)
	case e.hint >= beginTitle:
		plus(e.first, text.NameBegin)
		plus(e.first, text.NameUnit)
	case e.first == e.last:
		plus(e.first, text.NameUnit)
	default:
		plus(e.first, text.NameBegin)
		for i := e.first + 1; i < e.last; i++ {
			plus(i, text.NameInside)
		}
		plus(e.last, text.NameLast)
	}
}

// capitalised reports whether a word begins with a capital letter.
func capitalised(form string) bool {
	if form == "" {
		return false
	}
	if c := form[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	c, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(c)
}

// named reports whether a token looks like part of a name.
func named(t *text.Token) bool {
	return capitalised(t.Form) && t.Tag != text.PRON && t.Tag != text.PUNCT
}

// inCapitals reports whether a word is of 2 to 6 capital letters, as acronyms are.
func inCapitals(form string) bool {
	if len(form) < 2 || len(form) > 6 {
		return false
	}
	for i := range len(form) {
		if form[i] < 'A' || form[i] > 'Z' {
			return false
		}
	}
	return true
}
