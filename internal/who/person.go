package who

import (
	"strings"

	"dateline/internal/text"
)

// isPerson reports whether what the tagger of names took for a place is a person: it begins with a given name, has more
// words, and is on no map.
func (r *reader) isPerson(n *text.Name) bool {
	if p := r.place[n.Last]; p != 0 && r.d.Places[p-1].Precision != "" || n.First == n.Last {
		return false
	}
	_, given := r.words.genders.Value(r.d.Tokens[n.First].Form)
	return given
}

// readPerson adds a named person with the role that stands before: "Interior Minister Gérald Darmanin".
func (r *reader) readPerson(n *text.Name) {
	last := min(n.Last, r.sentence.Last-1)
	if r.isBody(n.First, last) {
		r.readOrganisation(n)
		return
	}
	if r.readOtherwise(n, last) {
		return
	}
	begin, last := r.hyphened(n.First, last)
	if begin <= r.reached {
		return // the rest of a name that has a hyphen
	}
	begin = r.givenBefore(begin)
	m := mention{headFirst: begin, named: true}
	m.First, m.Last, m.Head = begin, last, r.headOfName(begin, last)
	m.Kind, m.Class = text.Person, "private"
	first := r.afterRole(&m, begin, last)
	if e := r.entryOver(begin - 1); e != nil && e.last == begin-1 && e.first >= r.sentence.First {
		switch e.list {
		case r.words.titles, r.words.agents:
			m.First = r.left(e.first)
			r.takeRole(&m, e)
			if country := r.countryOf(m.First, begin-1); country != "" {
				m.Country = country
			}
		}
	}
	m.Name = r.d.At(r.d.Cover(first, last))
	if m.Origin.Rule == "" {
		m.Origin = n.Origin
	}
	r.gender(&m)
	r.office(&m)
	r.reached = last
	r.add(m)
}

// hyphened returns the tokens of a person's name of which the tagger of names saw only the part on one side of a hyphen:
// "Kassym-Jomart", "Ho-jen".
func (r *reader) hyphened(first, last int) (int, int) {
	tokens := r.d.Tokens
	if k := first - 2; k >= r.sentence.First && tokens[k+1].Form == "-" && tokens[k].Tight && tokens[k+1].Tight && startsUpper(tokens[k].Form) && r.entryOver(k) == nil && r.place[k] == 0 {
		first = k
		if n := r.nameOver(k); n != nil && n.Type == text.PER {
			first = n.First
		}
	}
	if k := last + 2; k < r.sentence.Last && tokens[last].Tight && tokens[last+1].Form == "-" && tokens[last+1].Tight && r.entryOver(k) == nil && r.place[k] == 0 {
		if n := r.nameOver(k); n != nil && n.Type == text.PER {
			last = min(n.Last, r.sentence.Last-1)
		} else if startsUpper(tokens[k].Form) {
			last = k
		}
	}
	return first, last
}

// isBody reports whether what the tagger of names took for a person is an organisation: it is known as one, or a word for
// a body stands right before ("the newspaper Nord Éclair").
func (r *reader) isBody(first, last int) bool {
	if e := r.entryOver(last); e != nil && e.list == r.words.known && e.first <= r.withoutDeterminer(first, last) {
		return true
	}
	e := r.entryOver(first - 1)
	return e != nil && e.list == r.words.bodies && e.last == first-1 && r.d.Tokens[first-1].Tag == text.NOUN
}

// untaggedPerson returns the last token of a name that the tagger of names passed over: a known given name and one to
// three proper nouns; i when there is none at token i.
func (r *reader) untaggedPerson(i int) int {
	t := &r.d.Tokens[i]
	if !startsUpper(t.Form) || i > r.sentence.First && r.d.Tokens[i-1].Tag == text.PROPN {
		return i
	}
	switch t.Tag {
	case text.PROPN, text.NOUN, text.ADJ, text.X:
	default:
		return i
	}
	if i+1 >= r.sentence.Last || !startsUpper(r.d.Tokens[i+1].Form) {
		return i
	}
	if _, ok := r.words.genders.Value(t.Form); !ok {
		return i
	}
	last := i
	for last+1 < r.sentence.Last && last < i+3 {
		next := &r.d.Tokens[last+1]
		particle := next.Tag == text.DET && last+2 < r.sentence.Last && r.d.Tokens[last+2].Tag == text.PROPN // "Le Pen"
		if next.Tag != text.PROPN && !particle || !startsUpper(next.Form) || r.name[last+1] != 0 || r.entryOver(last+1) != nil {
			break
		}
		last++
	}
	return last
}

// givenBefore returns the token of a given name right before a name that the tagger of names left out, else its first.
func (r *reader) givenBefore(first int) int {
	k := first - 1
	if k >= r.sentence.First && r.inPeople(k, first) {
		return k
	}
	if k < r.sentence.First || r.d.Tokens[k].Tag != text.PROPN {
		return first
	}
	if n := r.nameOver(k); n != nil && (n.Type == text.PER || n.First < n.Last) {
		return first
	}
	if _, given := r.words.genders.Value(r.d.Tokens[k].Form); given {
		return k
	}
	if k > r.sentence.First && r.name[k] == 0 && r.entryOver(k) == nil && startsUpper(r.d.Tokens[k].Form) && r.place[k] == 0 {
		return k
	}
	return first
}

// inPeople reports whether two words are a name of the list of people.
func (r *reader) inPeople(first, last int) bool {
	if !startsUpper(r.d.Tokens[first].Form) {
		return false
	}
	_, _, ok := r.words.inOffice(r.d.Tokens[first].Form + " " + r.d.Tokens[last].Form)
	return ok
}

// readOtherwise reads a name that the tagger of names took for a person's but that is none: a role, a country, a people.
func (r *reader) readOtherwise(n *text.Name, last int) bool {
	if e := r.entryOver(n.First); e != nil && e.first == n.First && e.list == r.words.agents && e.last < last && r.d.Tokens[e.last+1].Tag == text.ADP {
		r.readNoun(e) // "mayor of Calais"
		for i := e.last + 2; i < last; i++ {
			if _, given := r.words.genders.Value(r.d.Tokens[i].Form); given {
				r.readPerson(&text.Name{First: i, Last: last, Type: text.PER, Origin: n.Origin})
				break
			}
		}
		return true
	}
	e := r.entryOver(last)
	if e == nil || e.last != last {
		return false
	}
	switch whole := e.first <= r.withoutDeterminer(n.First, last); {
	case r.isRole(n, e):
		r.readNoun(e)
	case whole && e.list == r.words.nationalities && !r.surname(n):
		r.readNational(e)
	case whole && (e.list == r.words.countries || e.list == r.words.capitals) && !r.surname(n):
		r.readCountry(e.first, e.last)
	default:
		return false
	}
	return true
}

// surname reports whether a longer name of a person in the report ends with the last word of a name, or the name begins with
// a given name.
func (r *reader) surname(n *text.Name) bool {
	if _, given := r.words.genders.Value(r.d.Tokens[n.First].Form); given {
		return true
	}
	for i := range r.d.Names {
		o := &r.d.Names[i]
		if o.Type == text.PER && o.First < o.Last && o.Last != n.Last && r.d.Tokens[o.Last].Form == r.d.Tokens[n.Last].Form {
			return true
		}
	}
	return false
}

// isRole reports whether what the tagger of names took for a person's name is only a role: "Prime Minister", "President".
// A single word may be a surname ("King"); it is one if a longer name in the report ends with it.
func (r *reader) isRole(n *text.Name, e *entry) bool {
	if e.list != r.words.agents || e.last != n.Last || r.surname(n) {
		return false
	}
	if e.first <= n.First && n.First < n.Last {
		return true
	}
	return n.First == n.Last || r.onlyModifiers(n.First, e.first)
}

// onlyModifiers reports whether the tokens from..to are adjectives, nationalities or other words of lists, and no names.
func (r *reader) onlyModifiers(from, to int) bool {
	for i := from; i < to; i++ {
		if e := r.entryOver(i); r.d.Tokens[i].Tag != text.ADJ && (e == nil || e.list == r.words.titles || e.list == r.words.agents) && r.place[i] == 0 {
			return false
		}
	}
	return true
}

// afterRole returns where a name begins after the titles and roles that the tagger of names took for a part of it, and
// gives the person what they say: "French Foreign Minister Jean Petit", "Lt. Gen. Ann Hall".
func (r *reader) afterRole(m *mention, first, last int) int {
	if _, given := r.words.genders.Value(r.d.Tokens[first].Form); given {
		return first
	}
	begin := first
	for i := first; i < last; i++ {
		e := r.entryOver(i)
		if e == nil || e.last >= last {
			continue
		}
		if e.list != r.words.titles && e.list != r.words.agents {
			continue
		}
		if !r.onlyModifiers(begin, e.first) {
			break
		}
		from := min(begin, e.first)
		if begin == first {
			from = max(r.left(from), r.sentence.First)
			m.First = from
		}
		m.Country = r.countryOf(from, e.last)
		r.takeRoleFrom(m, e, from)
		begin = e.last + 1
		i = e.last
	}
	return begin
}

// takeRole gives a person what a title or a role before the name says.
func (r *reader) takeRole(m *mention, e *entry) { r.takeRoleFrom(m, e, r.left(e.first)) }

// takeRoleFrom is takeRole for a role whose phrase begins at token first.
func (r *reader) takeRoleFrom(m *mention, e *entry, first int) {
	sector, class, gender := fields(e.value)
	if e.list == r.words.agents {
		role := mention{headFirst: e.first, Actor: text.Actor{First: first, Last: e.last, Head: e.last}}
		r.describe(&role, e)
		sector, class = role.Sector, role.Class
		m.Role = r.d.At(r.d.Cover(r.withoutDeterminer(role.First, e.last), e.last))
	}
	if sector != "" {
		m.Sector = sector
	}
	if class != "" {
		m.Class = class
	}
	if gender != "" {
		m.gender = gender[0]
	}
	m.Origin = text.Origin{Rule: "list-" + e.list.Name, Version: e.list.Version}
}

// readPronoun adds a personal pronoun that may stand for somebody.
func (r *reader) readPronoun(i int) {
	t := &r.d.Tokens[i]
	if t.Feats.Has(text.Poss) || t.Tag != text.PRON || t.Rel.Base() == "expl" || t.Feats.Has(text.Reflex) {
		return
	}
	value, tokens, ok := r.words.pronouns.At(r.d, i)
	if !ok || r.impersonal(i) {
		return
	}
	r.addPronoun(i, i+tokens-1, value)
}

// addPronoun adds a pronoun; its value in the list says number and gender.
func (r *reader) addPronoun(first, last int, value string) {
	m := mention{headFirst: first, pronoun: value}
	m.First, m.Last, m.Head = first, last, first
	number, gender, _ := strings.Cut(value, " ")
	m.plural = number == "plur"
	if gender != "" {
		m.gender = gender[0]
	}
	m.Kind = text.Person
	if m.plural {
		m.Kind = text.Group
	}
	m.Origin = text.Origin{Rule: "list-pronouns", Version: r.words.pronouns.Version}
	r.add(m)
}

// impersonal reports whether a French "il" at token i stands for nobody: "il y a", "il faut", "il s'agit".
func (r *reader) impersonal(i int) bool {
	if r.words.language != text.French || !strings.EqualFold(r.d.Tokens[i].Form, "il") {
		return false
	}
	for k := i + 1; k < min(i+4, r.sentence.Last); k++ {
		if _, _, ok := r.words.impersonal.At(r.d, k); ok {
			return true
		}
	}
	return false
}

// gender tells whether a mention may be "he" or "she".
func (r *reader) gender(m *mention) {
	if m.gender != 0 || m.Kind != text.Person {
		return
	}
	feats := r.d.Tokens[m.Head].Feats
	if r.words.language == text.French && !m.named {
		switch {
		case feats.Has(text.Masc) && !feats.Has(text.Fem):
			m.gender = 'm'
		case feats.Has(text.Fem) && !feats.Has(text.Masc):
			m.gender = 'f'
		}
		return
	}
	if value, ok := r.words.genders.Value(r.d.Tokens[m.headFirst].Form); ok && value != "" {
		m.gender = value[0]
		return
	}
	if m.named && m.headFirst > m.First { // "his wife Ann", "the actress Mo Hall"
		if value, ok := r.words.genders.Value(r.d.Tokens[m.headFirst-1].Lemma); ok && value != "" && r.d.Tokens[m.headFirst-1].Tag == text.NOUN {
			m.gender = value[0]
		}
		return
	}
	if value, ok := r.words.genders.Value(r.d.Tokens[m.Head].Lemma); ok && value != "" && !m.named {
		m.gender = value[0]
	}
}
