package where

import (
	"strings"

	"dateline/internal/text"
	"dateline/internal/where/atlas"
)

// demonymsInSmallLetters is the language that writes the adjective of a town's people without a capital: "un militant calaisien".
const demonymsInSmallLetters = text.French

// addDemonym adds the town or region that the people named at token i are from: "Parisians". It returns the last token.
func (r *reader) addDemonym(i int) (last int, ok bool) {
	home, tokens, ok := r.words.demonyms.At(r.d, i)
	if !ok {
		return 0, false
	}
	last = i + tokens - 1
	if n := r.nameFrom(i); n != nil && (n.Last > last || n.First < i) {
		return 0, false // only a part of a name: André Breton, Houston Texans
	}
	key := atlas.Key(home)
	r.numbers = r.atlas.Look(r.numbers[:0], []byte(key))
	if len(r.numbers) == 0 {
		return 0, false
	}
	r.dropFrom(i)
	r.addHome(i, last, key, r.numbers)
	return last, true
}

// addHome adds a mention of people by where they are from.
func (r *reader) addHome(first, last int, key string, found []atlas.Number) {
	m := mention{first: first, last: last, holder: -1, class: -1, home: r.namesPeople(last)}
	m.name = r.nameOf(key, first, found)
	r.names[m.name].count++
	r.mentions = append(r.mentions, m)
}

// namesPeople reports whether a word for people of a town stands for them, or beside a word for people: not in "Parisian suburb".
func (r *reader) namesPeople(last int) bool {
	if r.d.Language == demonymsInSmallLetters {
		return true
	}
	if last+1 == len(r.d.Tokens) || r.d.Tokens[last+1].Tag != text.NOUN {
		return true
	}
	for i := last + 1; i <= last+2 && i < len(r.d.Tokens); i++ {
		if _, _, ok := r.words.folk.At(r.d, i); ok {
			return true
		}
	}
	return false
}

// nameFrom returns the name that the tagger of names found over token i, nil when there is none.
func (r *reader) nameFrom(i int) *text.Name {
	if r.next < len(r.d.Names) {
		if n := &r.d.Names[r.next]; n.First <= i && i <= n.Last {
			return n
		}
	}
	return nil
}

// addByEnding adds people that no list has but who are called after a town that the report names: "Dunkirkers". The ending
// must be one of the language and the rest must begin the town's name.
func (r *reader) addByEnding() {
	const (
		shortestStem = 5 // letters
		mostCut      = 3 // letters of the town's name that the ending takes the place of
	)
	if len(r.names) == 0 {
		return
	}
	for i := 1; i < len(r.d.Tokens); i++ {
		t := &r.d.Tokens[i]
		if len(t.Form) < shortestStem+2 || !capital(t.Form) || t.Tag != text.NOUN && t.Tag != text.PROPN && t.Tag != text.ADJ {
			continue
		}
		word := t.Form
		if r.d.Language != demonymsInSmallLetters {
			word = strings.TrimSuffix(word, "s")
		}
		for _, ending := range r.words.endings {
			stem, ok := strings.CutSuffix(word, ending)
			if !ok || len(stem) < shortestStem {
				continue
			}
			if n := r.namedAs(atlas.Key(stem), mostCut); n >= 0 && r.insert(i, n) {
				break
			}
		}
	}
}

// namedAs returns the name of a town on the map that begins with stem and has few letters more, -1 when there is none.
func (r *reader) namedAs(stem string, most int) int {
	for n := range r.names {
		name := &r.names[n]
		if name.count > 0 && len(name.candidates) > 0 && name.camp == nil && strings.HasPrefix(name.key, stem) && len(name.key) <= len(stem)+most && name.candidates[0].Class >= atlas.Capital {
			return n
		}
	}
	return -1
}

// insert adds a mention of people in its place among the others, unless one stands there.
func (r *reader) insert(i, name int) bool {
	at := len(r.mentions)
	for at > 0 && r.mentions[at-1].first > i {
		at--
	}
	if at > 0 && r.mentions[at-1].last >= i {
		return false
	}
	r.mentions = append(r.mentions, mention{})
	copy(r.mentions[at+1:], r.mentions[at:])
	r.mentions[at] = mention{first: i, last: i, holder: -1, class: -1, home: true, name: name}
	r.names[name].count++
	return true
}
