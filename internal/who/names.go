package who

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"dateline/internal/text"
)

// readName adds the actor of a proper name: a person, an organisation, or a country that does or suffers something.
func (r *reader) readName(n *text.Name) {
	switch n.Type {
	case text.PER:
		switch {
		case n.First == n.Last && r.onMap(n.Last):
		case r.d.Tokens[n.First].Tag == text.ADP && n.First < n.Last:
			r.readName(r.afterPreposition(n))
		default:
			r.readPerson(n)
		}
	case text.ORG:
		r.readOrganisation(n)
	case text.GPE, text.LOC:
		if r.isPerson(n) {
			r.readPerson(n)
			return
		}
		if e := r.entryOver(n.Last); e != nil && (e.first >= n.First || e.last == n.Last) {
			switch e.list {
			case r.words.countries, r.words.capitals:
				r.readCountry(min(n.First, e.first), n.Last)
			case r.words.nationalities:
				r.readNational(e)
			case r.words.known:
				r.readKnown(e)
			case r.words.bodies:
				if r.d.Tokens[e.last].Tag == text.NOUN {
					r.readNoun(e) // "Norway's central bank"
				}
			}
		}
	}
}

// afterPreposition returns a name without the preposition that the tagger of names took for a part of it, and its article:
// "of the United States". What is a country is no person then.
func (r *reader) afterPreposition(n *text.Name) *text.Name {
	bare := *n
	bare.First = r.withoutDeterminer(n.First+1, n.Last)
	if e := r.entryOver(n.Last); e != nil && e.list == r.words.countries && e.first <= bare.First {
		bare.Type = text.GPE
	}
	return &bare
}

// onMap reports whether token i lies in a place whose position is known.
func (r *reader) onMap(i int) bool {
	return r.place[i] != 0 && r.d.Places[r.place[i]-1].Precision != ""
}

// headOfName returns the head of a name: the word that the others hang on, else the last, in French the first.
func (r *reader) headOfName(first, last int) int {
	if r.sentence.Parsed {
		for i := first; i <= last; i++ {
			if h := r.d.Tokens[i].Head; h < first || h > last {
				return i
			}
		}
	}
	return last
}

// withoutDeterminer returns the first token of a phrase after its determiners.
func (r *reader) withoutDeterminer(first, last int) int {
	for first < last && r.d.Tokens[first].Tag == text.DET {
		first++
	}
	return first
}

// readOrganisation adds a named organisation, unless it only begins a compound such as "CIA official".
func (r *reader) readOrganisation(n *text.Name) {
	last := min(n.Last, r.sentence.Last-1)
	if e := r.entryOver(n.First); e != nil && e.first == n.First && e.last < last && e.list == r.words.agents &&
		r.d.Tokens[e.last].Tag == text.NOUN && r.d.Tokens[e.last+1].Tag == text.ADP {
		r.readNoun(e) // "members of the FLN"
		return
	}
	if e := r.entryOver(n.First); e != nil && e.list == r.words.agents && e.first < n.First && e.last == last {
		r.readNoun(e) // "Director of Central Intelligence"
		return
	}
	bracket := last+1 < r.sentence.Last && r.d.Tokens[last+1].Form == "("
	compound := r.beginsCompound(last)
	if compound && !bracket {
		return
	}
	m := mention{headFirst: n.First, named: true}
	m.First, m.Last, m.Head = n.First, last, r.headOfName(n.First, last)
	if !compound {
		m.First = r.left(n.First)
	}
	if e := r.entryOver(n.First - 1); e != nil && e.list == r.words.bodies && e.last == n.First-1 && e.first >= r.sentence.First {
		m.First = r.left(e.first)
		m.Role = r.d.At(r.d.Cover(r.withoutDeterminer(m.First, e.last), e.last))
		m.Sector, _, _ = fields(strings.TrimPrefix(e.value, "?"))
	}
	m.Kind = text.Organisation
	m.Name = r.d.At(r.d.Cover(r.withoutDeterminer(n.First, last), last))
	m.Origin = n.Origin
	if sector, country := r.ofOrganisation(n.First, last); sector != "" || m.Sector == "" {
		m.Sector, m.Country = sector, country
	}
	if m.Country == "" {
		m.Country = r.countryOf(m.First, last)
	}
	if m.Sector == "" && m.First < n.First {
		m.Sector = r.ofOwnerBody(m.First, n.First)
	}
	r.power(&m)
	if m.Amount = r.amountOf(&m); m.Amount != 0 {
		m.Kind, m.plural, m.named = text.Group, true, false
	}
	r.add(m)
}

// ofOwnerBody returns the sector of the organisation that owns another: "the Northern Fleet's Arctic Group".
func (r *reader) ofOwnerBody(first, end int) string {
	for i := first; i < end; i++ {
		if e := r.entryOver(i); e != nil && e.list == r.words.known && e.last+1 < end && r.d.Tokens[e.last+1].Tag == text.PART {
			sector, _, _ := fields(e.value)
			return sector
		}
	}
	return ""
}

// beginsCompound reports whether a word for people or bodies follows that takes the name up.
func (r *reader) beginsCompound(last int) bool {
	if last+1 < r.sentence.Last && r.d.Tokens[last+1].Form == "(" {
		for k := last + 2; k < min(last+10, r.sentence.Last); k++ {
			if r.d.Tokens[k].Form == ")" {
				last = k
				break
			}
		}
	}
	e := r.entryOver(last + 1)
	return r.words.language != text.French && e != nil && e.first == last+1 && e.last < r.sentence.Last &&
		(e.list == r.words.agents || e.list == r.words.bodies) && r.d.Tokens[e.last].Tag == text.NOUN
}

// ofOrganisation returns the sector and country of the name of an organisation: known as a whole, or from the words in it.
func (r *reader) ofOrganisation(first, last int) (sector, country string) {
	for i := first; i <= last; i++ {
		e := r.entryOver(i)
		if e == nil || (e.last > last || e.first < first) && e.list != r.words.known {
			continue
		}
		s, c, _ := fields(e.value)
		switch e.list {
		case r.words.known:
			if e.first <= first && e.last >= last || sector == "" {
				sector, country = s, c
			}
		case r.words.bodies, r.words.agents, r.words.qualifiers:
			s = strings.TrimLeft(s, "?!~")
			if s != "" && s != "UNK" && s != "ELI" && (sector == "" || e.list == r.words.bodies) {
				sector = s
			}
		}
	}
	return sector, country
}

// readKnown adds an organisation of the list that the tagger of names passed over.
func (r *reader) readKnown(e *entry) {
	if r.d.Tokens[e.last].Tag == text.ADJ || r.beginsCompound(e.last) || r.compound(e.last) {
		return
	}
	m := mention{headFirst: e.first, named: true}
	m.First, m.Last, m.Head = r.left(e.first), e.last, r.headOfName(e.first, e.last)
	m.Kind, m.Name = text.Organisation, r.d.At(r.d.Cover(e.first, e.last))
	m.Sector, m.Country, _ = fields(e.value)
	r.power(&m)
	if m.Amount = r.amountOf(&m); m.Amount != 0 {
		m.Kind, m.plural, m.named = text.Group, true, false // "three CRS": some of them
	}
	m.Origin = text.Origin{Rule: "list-known", Version: e.list.Version}
	r.add(m)
}

// readCountry adds a country as an actor, unless it only says where: after "in", "from".
func (r *reader) readCountry(first, last int) {
	e := r.entryOver(last)
	if e == nil || r.compound(last) || r.beginsCompound(last) || r.located(first) {
		return
	}
	code, sector, _ := fields(e.value)
	if country := r.countryAt(last); country != "" && country != code && sector == "" {
		return // Georgia in the United States
	}
	if last+1 < r.sentence.Last && r.d.Tokens[last+1].Tag == text.PART && r.words.language != text.French {
		return // a possessor: it belongs to the phrase that follows
	}
	m := mention{headFirst: first, named: true}
	m.First, m.Last, m.Head = r.left(first), last, last
	m.Kind, m.Name, m.Country, m.Sector = text.Country, r.d.At(r.d.Cover(first, last)), code, sector
	m.Origin = text.Origin{Rule: "list-" + e.list.Name, Version: e.list.Version}
	if e.list == r.words.capitals {
		if !r.acts(last) {
			return
		}
		m.Sector = "GOV"
	}
	r.add(m)
}

// acts reports whether the name that ends at a token is the subject of a verb.
func (r *reader) acts(last int) bool {
	if !r.sentence.Parsed {
		return r.beforeVerb(last)
	}
	return r.d.Tokens[last].Rel.Base() == "nsubj"
}

// located reports whether a preposition of place stands before token first, or a comma as in "Calais, France".
func (r *reader) located(first int) bool {
	k := first - 1
	for k >= r.sentence.First && r.d.Tokens[k].Tag == text.DET {
		k--
	}
	if k < r.sentence.First {
		return false
	}
	if r.d.Tokens[k].Form == "," && k > r.sentence.First && r.place[k-1] != 0 {
		return true
	}
	if r.d.Tokens[k].Tag != text.ADP {
		return false
	}
	return !r.words.relates(r.d.Tokens[k].Lemma, "deals")
}

func startsUpper(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}

// alpha3 turns a country's code of two letters into that of three; empty when there is none.
func alpha3(code string) string {
	if code == "XK" {
		return "XKX" // Kosovo has a code by common use only
	}
	if code == "" {
		return ""
	}
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return region.ISO3()
}
