package where

import (
	"math"
	"unicode"
	"unicode/utf8"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// longestName is how many tokens a name may have that is found without the help of the tagger of names.
const longestName = 6

// mostCandidates bounds the work for a name such as "San José"; candidates come in order of population.
const mostCandidates = 40

// collect gathers the mentions: names of places, and other proper nouns that the gazetteer has.
func (r *reader) collect() {
	next := 0 // the name at or after token i
	for i := 0; i < len(r.d.Tokens); i++ {
		for next < len(r.d.Names) && r.d.Names[next].Last < i {
			next++
		}
		if next < len(r.d.Names) && r.d.Names[next].First <= i {
			n := r.d.Names[next]
			last := n.Last
			switch {
			case i != n.First:
			case n.Type == text.LOC || n.Type == text.GPE:
				var first int
				first, last = r.whole(n.First, n.Last)
				r.dropFrom(first)
				r.addNamed(first, last)
			case n.Type == text.ORG:
				r.addOwner(n.First, n.Last)
			}
			i = last
			continue
		}
		if r.d.Tokens[i].Tag == text.PROPN && capital(r.d.Tokens[i].Form) {
			i = r.addProper(i, next)
		}
	}
}

// whole returns the tokens of a name of which the tagger saw only a part: over hyphens, and as far as the gazetteer knows
// it: "Great Britain", "Rio Grande do Sul".
func (r *reader) whole(first, last int) (int, int) {
	first, last = r.hyphened(first, -1), r.hyphened(last, 1)
	const more = 4 // tokens
	for k := max(first-more, 0); k < first; k++ {
		if capital(r.d.Tokens[k].Form) && r.d.Tokens[k].Tag != text.DET && r.inOnePiece(k, first) && r.known(k, last) {
			first = k
			break
		}
	}
	for k := min(last+more, len(r.d.Tokens)-1); k > last; k-- {
		if capital(r.d.Tokens[k].Form) && r.inOnePiece(last+1, k+1) && r.known(first, k) {
			return first, k
		}
	}
	return first, last
}

// inOnePiece reports whether tokens from..to may stand inside a name: no marks but hyphens, apostrophes and full stops.
func (r *reader) inOnePiece(from, to int) bool {
	for i := from; i < to; i++ {
		switch t := &r.d.Tokens[i]; t.Tag {
		case text.PUNCT:
			if t.Form != "-" && t.Form != "." {
				return false
			}
		case text.VERB, text.AUX, text.CCONJ, text.SCONJ, text.ADV, text.NUM:
			return false
		}
	}
	return true
}

// addOwner adds the place that the name of an organisation begins with: "Minnesota National Guard".
func (r *reader) addOwner(first, last int) {
	const known = 100000 // people
	for end := min(last-1, first+2); end >= first; end-- {
		if r.d.Tokens[end].Tag != text.PROPN {
			continue
		}
		found := r.lookExactly(first, end)
		if len(found) == 0 {
			continue
		}
		if p := r.atlas.At(found[0]); p.Class <= atlas.Admin2 || p.Population >= known {
			r.add(first, end, found)
			r.mentions[len(r.mentions)-1].owner = true
		}
		return
	}
}

// hyphened returns the token that a name reaches to from token i over tight hyphens, to the left (-1) or to the right (1):
// taggers tend to see only a part of "Hénin-Beaumont".
func (r *reader) hyphened(i, step int) int {
	tokens := r.d.Tokens
	for k := i + 2*step; k >= 0 && k < len(tokens); k += 2 * step {
		left, hyphen := min(k, i), (k+i)/2
		if tokens[hyphen].Form != "-" || !tokens[left].Tight || !tokens[hyphen].Tight || !capital(tokens[k].Form) && tokens[k].Tag != text.ADP {
			break
		}
		i = k
	}
	return i
}

// dropFrom takes back the mentions that reach token first.
func (r *reader) dropFrom(first int) {
	for n := len(r.mentions); n > 0 && r.mentions[n-1].last >= first; n-- {
		r.names[r.mentions[n-1].name].count--
		r.mentions = r.mentions[:n-1]
	}
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// addNamed adds what the tagger of names calls a place. "Vienna, Virginia" in one piece is two.
func (r *reader) addNamed(first, last int) {
	for i := first; i <= last; i++ {
		if r.d.Tokens[i].Form == "," && i > first && i < last && !r.known(first, last) {
			r.addNamed(first, i-1)
			first = i + 1
		}
	}
	if first == last && r.d.Tokens[first].Tag == text.ADJ || r.never(first, last) || !r.proper(first, last) {
		return
	}
	found := r.look(first, last)
	if len(found) == 0 && (r.addPart(first, last) || r.isPerson(first, last)) {
		return
	}
	r.add(first, last, found)
}

// isPerson reports whether a name that the gazetteer does not have begins with a given name and has more words, or is followed by more.
func (r *reader) isPerson(first, last int) bool {
	_, tokens, given := r.words.given.At(r.d, first)
	return given && (tokens < last-first+1 || last+1 < len(r.d.Tokens) && r.d.Tokens[last+1].Tag == text.PROPN)
}

// addPart deals with a name that the gazetteer does not have because it names a thing in a town, or two places with a
// hyphen between: it adds what it knows of it, and reports whether that is all there is to do.
func (r *reader) addPart(first, last int) bool {
	value, from, to, ok := r.words.facilities.Over(r.d, last)
	if !ok || to != last {
		value, from, _, ok = r.words.facilities.Over(r.d, first)
		ok = ok && from == first && r.d.Language == text.French
	}
	switch {
	case ok && value == "street":
		return true
	case ok:
		r.addStart(first, from-1)
		return true
	}
	for i := first + 1; i < last; i++ {
		if form := r.d.Tokens[i].Form; form == "-" || form == "–" || form == "/" {
			if r.known(first, i-1) && r.known(i+1, last) {
				r.add(first, i-1, r.lookExactly(first, i-1))
				r.add(i+1, last, r.lookExactly(i+1, last))
				return true
			}
		}
	}
	return false
}

// addStart adds the town that the name of a thing in it begins with.
func (r *reader) addStart(first, last int) {
	const least = 1000 // people
	for ; last >= first; last-- {
		found := r.lookExactly(first, last)
		if len(found) > 0 && r.atlas.At(found[0]).Population >= least {
			r.add(first, last, found)
			return
		}
	}
}

// proper reports whether a name has a word with a capital that is not only for a kind of place or a direction: not "boulder",
// "the Northeast", "City".
func (r *reader) proper(first, last int) bool {
	for i := first; i <= last; i++ {
		if !capital(r.d.Tokens[i].Form) || r.narrows(i) || r.kindAt(i, i) >= 0 {
			continue
		}
		if _, from, to, ok := r.words.facilities.Over(r.d, i); !ok || from > first || to < last {
			return true
		}
	}
	return r.kindAt(first, first) == int(atlas.Sea) && r.known(first, last) // "the Channel"
}

// known reports whether the gazetteer has the name of these tokens.
func (r *reader) known(first, last int) bool {
	var buffer [96]byte
	return r.atlas.Has(r.key(buffer[:0], first, last))
}

// key appends the key of a name.
func (r *reader) key(to []byte, first, last int) []byte {
	span := r.d.Cover(first, last)
	return atlas.AppendKey(to, r.d.At(span))
}

// never reports whether a list says that these tokens name no place.
func (r *reader) never(first, last int) bool {
	for _, list := range []*rule.List{r.words.never, r.words.peoples} {
		if _, tokens, ok := list.At(r.d, first); ok && tokens == last-first+1 {
			return true
		}
	}
	return false
}

// look returns the candidates for a name, without words that only narrow it down if need be.
func (r *reader) look(first, last int) []atlas.Number {
	for {
		if found := r.lookExactly(first, last); len(found) > 0 {
			return found
		}
		switch {
		case first < last && r.narrows(first):
			first++
		case first < last && r.kindAt(last, last) >= 0:
			last--
		default:
			return nil
		}
	}
}

// lookExactly looks a name up, with the article that the French words "au" and "du" hide before it: "au Havre".
func (r *reader) lookExactly(first, last int) []atlas.Number {
	var buffer [96]byte
	key := buffer[:0]
	if first > 0 && r.d.Tokens[first-1].Part > 1 {
		key = append(append(key, r.d.Tokens[first-1].Form...), ' ')
		if r.numbers = r.atlas.Look(r.numbers[:0], r.key(key, first, last)); len(r.numbers) > 0 {
			return r.numbers
		}
	}
	r.numbers = r.atlas.Look(r.numbers[:0], r.key(buffer[:0], first, last))
	return r.numbers
}

// narrows reports whether token i only narrows a place down: "northern", "the".
func (r *reader) narrows(i int) bool {
	if r.d.Tokens[i].Tag == text.DET {
		return true
	}
	_, tokens, ok := r.words.directions.At(r.d, i)
	return ok && tokens == 1
}

// kindAt returns the class that a word for a kind of place over token first speaks of ("county"), -1 when it is none.
func (r *reader) kindAt(first, last int) int {
	value, from, to, ok := r.words.kinds.Over(r.d, first)
	if !ok || from > last || to < first {
		return -1
	}
	return classNamed(value)
}

// classNamed returns the class of a value of the list place-kinds, -1 for an unknown one.
func classNamed(value string) int {
	switch value {
	case "country":
		return int(atlas.Country)
	case "admin1":
		return int(atlas.Admin1)
	case "admin2":
		return int(atlas.Admin2)
	case "sea":
		return int(atlas.Sea)
	case "town":
		return int(atlas.Town)
	}
	return -1
}

// add adds a mention with its candidates.
func (r *reader) add(first, last int, found []atlas.Number) {
	key := string(r.key(nil, first, last))
	if key == "" {
		return
	}
	m := mention{first: first, last: last, holder: -1}
	m.class, m.kind = r.classBeside(first, last)
	m.name = r.nameOf(key, first, found)
	n := &r.names[m.name]
	n.count++
	n.cue = n.cue || len(found) == 0 && r.afterCue(first)
	r.mentions = append(r.mentions, m)
	r.classify(len(r.mentions) - 1)
}

// classify gives the name of a mention the class that is said of it, and the candidates whose names have the word for it:
// "Wayne" of "Wayne and Pike counties" is Wayne County.
func (r *reader) classify(i int) {
	m := &r.mentions[i]
	n := &r.names[m.name]
	if m.class < 0 || n.class >= 0 {
		return
	}
	n.class = m.class
	if m.kind == "" {
		return
	}
	var buffer [96]byte
	key := append(append(append(buffer[:0], n.key...), ' '), m.kind...)
	r.numbers = r.atlas.Look(r.numbers[:0], key)
	for _, number := range r.numbers[:min(len(r.numbers), mostCandidates)] {
		n.candidates = append(n.candidates, r.candidate(number))
	}
}

// nameOf returns the name with a key, new if need be.
func (r *reader) nameOf(key string, first int, found []atlas.Number) int {
	if i, ok := r.byKey[key]; ok {
		return i
	}
	r.byKey[key] = len(r.names)
	n := name{key: key, holder: -1, class: -1, best: -1, rule: notFound}
	meant, _, _ := r.words.known.At(r.d, first)
	for _, number := range found[:min(len(found), mostCandidates)] {
		c := r.candidate(number)
		if meant != "" && r.atlas.Code(c.Place) == meant {
			c.prior += knownWeight
		}
		n.candidates = append(n.candidates, c)
	}
	r.names = append(r.names, n)
	return len(r.names) - 1
}

// classBeside returns the class that the word before or after a name speaks of: "the state of Georgia", "Wayne county".
// It returns the latter's dictionary form if it stands behind.
func (r *reader) classBeside(first, last int) (class int, kind string) {
	tokens := r.d.Tokens
	if last+1 < len(tokens) && tokens[last+1].Tag != text.PUNCT {
		if class := r.kindAt(last+1, last+1); class >= 0 {
			return class, tokens[last+1].Lemma
		}
	}
	before := first - 1
	if before >= 1 && tokens[before].Tag == text.ADP {
		before--
	}
	if before >= 0 && tokens[before].Tag == text.NOUN {
		return r.kindAt(before, before), ""
	}
	return -1, ""
}

// candidate weighs a place of the gazetteer.
func (r *reader) candidate(number atlas.Number) candidate {
	p := r.atlas.At(number)
	c := candidate{Place: p, country: atlas.Nowhere, admin1: atlas.Nowhere, prior: prior(p)}
	if country, ok := r.atlas.Above(p, atlas.Country); ok {
		c.country = country.Number
	}
	if division, ok := r.atlas.Above(p, atlas.Admin1); ok {
		c.admin1 = division.Number
	}
	return c
}

// prior tells how likely a place is meant by its name: the decimal places of its population, and more for what is known
// beyond its region.
func prior(p atlas.Place) float64 {
	size := math.Log10(p.Population + 1)
	switch p.Class {
	case atlas.Country:
		return 9
	case atlas.Sea, atlas.Area:
		return 7.5
	case atlas.Admin1:
		return 2.2 + .6*size
	case atlas.Admin2:
		return .7 * size
	case atlas.Capital:
		return size + 1.5
	case atlas.Seat1:
		return size + .4
	case atlas.District:
		return size - 1
	}
	return size
}

// addProper adds the place that starts at a proper noun outside of names, if the gazetteer has one and the words around
// bear it out, and returns its last token. The longest name wins; next is the first name after it.
func (r *reader) addProper(i, next int) int {
	end := min(i+longestName, len(r.d.Tokens))
	if next < len(r.d.Names) {
		end = min(end, r.d.Names[next].First)
	}
	run := i // the last proper noun of the run
	for k := i + 1; k < end && r.continues(k); k++ {
		if r.d.Tokens[k].Tag == text.PROPN {
			run = k
		}
	}
	for last := run; last >= i; last-- {
		if r.d.Tokens[last].Tag != text.PROPN || r.d.Tokens[last].Part > 1 || r.never(i, last) {
			continue
		}
		if found := r.lookExactly(i, last); len(found) > 0 && r.plausible(i, last, last == run, found) {
			r.add(i, last, found)
			return last
		}
	}
	return run
}

// continues reports whether token k may stand inside a name: "Boulogne-sur-Mer", "Rio de Janeiro".
func (r *reader) continues(k int) bool {
	t := &r.d.Tokens[k]
	switch t.Tag {
	case text.PROPN:
		return true
	case text.ADP, text.DET:
		return len(t.Form) <= 4
	case text.PUNCT:
		return t.Form == "-" || t.Form == "'" || t.Form == "’"
	}
	return false
}

// plausible reports whether a proper noun that the tagger of names passed over is a place after all: a country, one that
// a word such as "in" stands before, or one followed by what it lies in.
func (r *reader) plausible(first, last int, whole bool, found []atlas.Number) bool {
	p := r.atlas.At(found[0])
	short := r.d.Cover(first, last)
	if short.End-short.Start <= 3 && p.Class != atlas.Country {
		return r.afterComma(first)
	}
	if r.afterComma(first) && p.Class <= atlas.Admin1 {
		return true
	}
	if !whole {
		return false
	}
	if p.Class == atlas.Country || p.Class == atlas.Sea || p.Class == atlas.Area {
		return true
	}
	const known, large = 20000, 300000 // people
	return r.afterCue(first) && p.Population >= known || r.beforeNoun(first, last) && p.Population >= large
}

// beforeNoun reports whether a name begins a compound: "Kyiv police".
func (r *reader) beforeNoun(first, last int) bool {
	return r.d.Language != text.French && last+1 < len(r.d.Tokens) && r.d.Tokens[last+1].Tag == text.NOUN &&
		(first == 0 || r.d.Tokens[first-1].Tag != text.PROPN)
}

// afterCue reports whether a word stands before token i that places follow.
func (r *reader) afterCue(i int) bool {
	for i > 0 && r.narrows(i-1) {
		i--
	}
	if i == 0 {
		return false
	}
	_, _, last, ok := r.words.cues.Over(r.d, i-1)
	return ok && last == i-1
}

// afterComma reports whether a mention stands before the comma before token i.
func (r *reader) afterComma(i int) bool {
	n := len(r.mentions)
	return i > 1 && n > 0 && r.d.Tokens[i-1].Form == "," && r.mentions[n-1].last == i-2
}
