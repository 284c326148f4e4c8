package where

import (
	"unicode"
	"unicode/utf8"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

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
	if word != "" && word[0] < utf8.RuneSelf {
		return 'A' <= word[0] && word[0] <= 'Z'
	}
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// isBody reports whether a name that the gazetteer does not have is that of an organisation: "the CGT".
func (r *reader) isBody(first, last int) bool {
	for first < last && r.d.Tokens[first].Tag == text.DET {
		first++
	}
	_, from, to, ok := r.words.bodies.Over(r.d, last)
	return ok && from <= first && to >= last
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
	for first < last && r.d.Tokens[first].Tag != text.DET && !capital(r.d.Tokens[first].Form) && r.narrows(first) {
		first++ // "north Baltimore" is not the town of North Baltimore
	}
	for {
		if found := r.lookExactly(first, last); len(found) > 0 {
			return found
		}
		switch {
		case first < last && r.narrows(first):
			first++
		case first < last && r.kindAt(last, last) > int(atlas.Sea) || first < last && r.kindAt(last, last) >= 0 && r.kindAt(last, last) < int(atlas.Sea):
			last-- // a river or lake is none of the towns of its name
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
	case "part":
		return int(atlas.District)
	}
	return -1
}
