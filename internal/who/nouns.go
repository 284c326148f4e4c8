package who

import (
	"slices"
	"strings"

	"dateline/internal/text"
)

// readNoun adds the actor of a word for people or for a body.
func (r *reader) readNoun(e *entry) {
	head := r.headOf(e)
	t := &r.d.Tokens[head]
	if !r.nominal(e, t) || r.compound(e.last) || r.titles(e.last) || r.isDeath(e) {
		return
	}
	m := mention{headFirst: e.first}
	m.First, m.Last, m.Head = r.left(e.first), r.right(e.last), head
	m.plural = r.isPlural(e, head) || t.Tag == text.PROPN && e.list == r.words.agents && e.first > m.First && r.words.isArticle(r.d.Tokens[m.First].Form, "definite") && !t.Feats.Has(text.Sing)
	r.describe(&m, e)
	if m.weak && m.Sector == "" && e.list == r.words.bodies && !strings.EqualFold(m.Name, r.d.At(r.d.Cover(e.first, e.last))) {
		return // "shower units"
	}
	r.gender(&m)
	r.add(m)
}

// headOf returns the head of an entry: its last noun, in French its first.
func (r *reader) headOf(e *entry) int {
	if r.words.language != text.French {
		return e.last
	}
	for i := e.first; i <= e.last; i++ {
		if tag := r.d.Tokens[i].Tag; tag == text.NOUN || tag == text.PROPN {
			return i
		}
	}
	return e.first
}

// nominal reports whether an entry is used as a noun: "the injured", "des blessés", but not "was injured".
func (r *reader) nominal(e *entry, head *text.Token) bool {
	switch head.Tag {
	case text.NOUN, text.PROPN, text.X:
		return true
	case text.PRON:
		return false
	}
	if e.last > e.first && r.d.Tokens[e.first].Tag == text.NOUN {
		return true
	}
	before := e.first - 1
	if before < r.sentence.First {
		return false
	}
	alone := e.last+1 >= r.sentence.Last || r.d.Tokens[e.last+1].Tag != text.NOUN && r.d.Tokens[e.last+1].Tag != text.ADJ && r.d.Tokens[e.last+1].Tag != text.PROPN
	tag := r.d.Tokens[before].Tag
	return alone && (tag == text.PART || tag == text.DET || tag == text.NUM || r.amount[before] != 0)
}

// isDeath reports whether a French word that means the dead only when it is masculine is used otherwise: "la mort".
func (r *reader) isDeath(e *entry) bool {
	if _, _, third := fields(e.value); third != "masc" {
		return false
	}
	if e.first == r.sentence.First || r.d.Tokens[e.first].Feats.Has(text.Fem) {
		return true
	}
	before := &r.d.Tokens[e.first-1]
	return before.Tag == text.ADP || r.words.isArticle(before.Form, "feminine")
}

// titles reports whether a word for people stands before a name of a person, whose role it is: "Mayor Ann Hall".
func (r *reader) titles(last int) bool {
	n := r.nameOver(last + 1)
	return n != nil && n.Type == text.PER && n.First == last+1 && r.d.Tokens[last+1].Tag != text.ADP
}

// isPlural reports whether an entry speaks of several.
func (r *reader) isPlural(e *entry, head int) bool {
	t := &r.d.Tokens[head]
	switch {
	case t.Feats.Has(text.Plur):
		return true
	case t.Feats.Has(text.Sing):
		return false
	}
	if r.counted[head] != 0 {
		a := r.d.Amounts[r.counted[head]-1]
		return !a.Low.Known || a.Low.Value > 1
	}
	return t.Lemma != "" && !strings.EqualFold(t.Form, t.Lemma)
}

// describe fills in what the words of a phrase say: kind, name, sector, class, country, amount.
func (r *reader) describe(m *mention, e *entry) {
	sector, class, several := fields(e.value)
	sector, m.weak = strings.CutPrefix(sector, "?")
	sector, m.heading = strings.CutPrefix(sector, "~")
	if m.heading && r.d.Tokens[m.First].Feats.Has(text.Poss) {
		sector = "" // "its president": of whatever it is
	}
	m.Class, m.body = class, e.list == r.words.bodies
	m.Amount = r.amountOf(m)
	m.plural = m.plural || several == "group"
	switch {
	case e.list == r.words.bodies && (sector == "CVL" || sector == "OPP" || sector == "REF") && m.Amount == 0:
		m.Kind = text.Group
	case e.list == r.words.bodies:
		m.Kind = text.Organisation
	case m.plural || m.Amount != 0 && r.many(m.Amount-1):
		m.Kind = text.Group
	default:
		m.Kind = text.Person
	}
	m.Name = r.unnamed(m, e)
	m.Origin = text.Origin{Rule: "list-" + e.list.Name, Version: e.list.Version}
	m.Sector = r.sectorOf(m, e, sector)
	switch m.Sector {
	case "REF": // where they are is not where they come from
		if m.Country = r.nationality(m.First, m.Last); m.Country == "" {
			m.Country = r.ofOwner(m)
		}
	case "MIL", "REB", "PRM", "UAF", "JRN", "SOC", "BUS", "MED", "SPY", "CRM":
		m.Country = r.countryOf(m.First, m.Last)
	default:
		if m.Country = r.countryOf(m.First, m.Last); m.Country == "" {
			m.Country = r.countryAfter(m.Last)
		}
	}
	if r.isMinor(m) {
		m.Class = "minor"
	}
}

// amountOf returns 1 + the index of the amount that counts a phrase, 0 when none does.
func (r *reader) amountOf(m *mention) int {
	if n := r.counted[m.Head]; n != 0 {
		return int(n)
	}
	for i := m.First; i < m.headFirst; i++ {
		if n := r.amount[i]; n != 0 {
			if of := r.d.Amounts[n-1].Of; of < 0 || m.First <= of && of <= m.Head {
				return int(n)
			}
		}
	}
	return 0
}

// many reports whether an amount is not one.
func (r *reader) many(i int) bool {
	a := &r.d.Amounts[i]
	return !a.High.Known || a.High.Value != 1
}

// unnamed returns the name of an actor that has none: its head with the words before it that classify.
func (r *reader) unnamed(m *mention, e *entry) string {
	first := e.first
	for first > m.First {
		t := &r.d.Tokens[first-1]
		if t.Tag != text.NOUN || r.amount[first-1] != 0 {
			break
		}
		first--
	}
	return r.d.At(r.d.Cover(first, e.last))
}

// sectorOf returns the sector of a phrase: that of its head, unless a word beside it knows better.
func (r *reader) sectorOf(m *mention, e *entry, own string) string {
	beside := ""
	for i := e.first - 1; i >= m.First; i-- {
		sector, wins := r.sectorAt(i)
		if wins && m.body && own == "BUS" {
			continue // a former hotel is none of those who were something
		}
		if wins {
			return sector
		}
		if beside == "" {
			beside = sector
		}
	}
	after := ""
	for i := e.last + 1; i <= m.Last; i++ {
		sector, wins := r.sectorAt(i)
		if wins && r.words.language == text.French {
			return sector
		}
		if after == "" && !wins {
			after = sector
		}
	}
	if m.heading && after != "" && after != "CVL" && after != "REF" {
		return after
	}
	if m.weak {
		for _, sector := range []string{beside, after, own} {
			if sector != "" && sector != "UNK" {
				return sector
			}
		}
		return ""
	}
	if own == "UAF" && (beside == "REB" || beside == "PRM" || beside == "CRM") {
		return beside // "Boko Haram gunmen"
	}
	// what somebody does for a living gives way to whom they do it for: an army accountant
	if m.Class == "professional" && (own == "LAB" || own == "BUS") && beside != "" && beside != "BUS" && beside != "CVL" {
		return beside
	}
	if own == "UNK" {
		return ""
	}
	return own
}

// sectorAt returns the sector that the word over token i tells, and whether it wins over that of the head.
func (r *reader) sectorAt(i int) (sector string, wins bool) {
	e := r.entryOver(i)
	if e == nil {
		return "", false
	}
	switch e.list {
	case r.words.agents, r.words.bodies, r.words.known, r.words.qualifiers:
		sector, _, _ = fields(e.value)
		if strings.HasPrefix(sector, "?") {
			return "", false
		}
		sector = strings.TrimPrefix(sector, "~")
		sector, wins = strings.CutPrefix(sector, "!")
		return sector, wins
	}
	return "", false
}

// countryOf returns the country that the words from first to last tell: a nationality, a country, an organisation of
// one, or a place in one. The first that does counts.
func (r *reader) countryOf(first, last int) string {
	for i := first; i <= last; i++ {
		if country := r.countryAt(i); country != "" {
			return country
		}
		if e := r.entryOver(i); e != nil {
			switch e.list {
			case r.words.nationalities, r.words.countries, r.words.capitals:
				if code, _, _ := fields(e.value); code != "" && code != "EUR" || e.list == r.words.countries {
					return code
				}
			case r.words.known:
				if _, country, _ := fields(e.value); country != "" {
					return country
				}
			}
		}
	}
	return ""
}

// ofOwner returns the country that a phrase begins with as its owner: "Burkina Faso's displaced".
func (r *reader) ofOwner(m *mention) string {
	for i := m.First + 1; i < m.headFirst; i++ {
		if r.d.Tokens[i].Tag == text.PART {
			return r.countryOf(m.First, i-1)
		}
	}
	return ""
}

// nationality returns the nationality that one of the words from first to last tells.
func (r *reader) nationality(first, last int) string {
	for i := first; i <= last; i++ {
		if e := r.entryOver(i); e != nil && e.list == r.words.nationalities && e.value != "" {
			return e.value
		}
	}
	return ""
}

// countryAt returns the country of the place over token i, empty when there is none.
func (r *reader) countryAt(i int) string {
	if r.place[i] == 0 {
		return ""
	}
	return alpha3(r.d.Places[r.place[i]-1].Country)
}

// countryAfter returns the country of a place right after a phrase: "trade unions in Denmark".
func (r *reader) countryAfter(last int) string {
	k := last + 1
	if k+1 >= r.sentence.Last || r.d.Tokens[k].Tag != text.ADP || !r.words.relates(r.d.Tokens[k].Lemma, "where") {
		return ""
	}
	for k++; k < min(last+4, r.sentence.Last); k++ {
		if r.d.Tokens[k].Tag == text.DET {
			continue
		}
		if n := r.nameOver(k); n != nil && n.Type == text.ORG && n.Last < r.sentence.Last {
			if country := r.countryOf(k, n.Last); country != "" {
				return country
			}
			return r.countryAfter(n.Last) // "at the University of St Andrews in Scotland"
		}
		return r.countryOf(k, k)
	}
	return ""
}

// isMinor reports whether an age inside a phrase is under 18.
func (r *reader) isMinor(m *mention) bool {
	const adult = 18
	phrase := r.d.Cover(m.First, m.Last)
	first, _ := slices.BinarySearchFunc(r.ages, phrase.Start, func(a text.Amount, start int) int { return a.Start - start })
	for _, a := range r.ages[first:] {
		if a.Start >= phrase.End {
			break
		}
		if phrase.Holds(a.Span) && a.High.Known && a.High.Value < adult {
			return true
		}
	}
	return false
}

// readNational adds people known by their nationality: "two Syrians", "les Afghans", "a 23-year-old Afghan".
func (r *reader) readNational(e *entry) {
	t := &r.d.Tokens[e.last]
	if e.last+1 < r.sentence.Last {
		switch next := &r.d.Tokens[e.last+1]; {
		case next.Tag == text.NOUN, next.Tag == text.PROPN && r.name[e.last+1] == 0, next.Tag == text.ADJ && r.words.language != text.French:
			return
		case next.Tag == text.PUNCT && next.Form == "-" && t.Tight:
			return
		}
	}
	if r.words.language == text.French && !startsUpper(t.Form) || r.titles(e.last) {
		return
	}
	if t.Tag == text.ADJ && !r.mayHeadAlone(e) {
		return
	}
	m := mention{headFirst: e.first}
	m.First, m.Last, m.Head = r.left(e.first), e.last, e.last
	if r.words.language == text.French {
		m.Last = r.adjectives(e.last)
	}
	m.plural = t.Feats.Has(text.Plur) || strings.HasSuffix(t.Form, "s") && !t.Feats.Has(text.Sing)
	m.Amount = r.amountOf(&m)
	m.Kind = text.Person
	if m.plural || m.Amount != 0 && r.many(m.Amount-1) || m.First == e.first || r.d.Tokens[m.First].Feats.Has(text.Def) {
		m.Kind = text.Group
	}
	m.Name, m.Country, m.Class = r.d.At(r.d.Cover(e.first, e.last)), e.value, "private"
	m.Origin = text.Origin{Rule: "list-nationalities", Version: e.list.Version}
	if r.isMinor(&m) {
		m.Class = "minor"
	}
	r.gender(&m)
	r.add(m)
}

// mayHeadAlone reports whether an adjective of nationality stands for people: "the British", "three Dutch".
func (r *reader) mayHeadAlone(e *entry) bool {
	before := e.first - 1
	if before < r.sentence.First {
		return false
	}
	tag := r.d.Tokens[before].Tag
	if e.last+1 < r.sentence.Last && r.d.Tokens[e.last+1].Tag == text.CCONJ {
		return tag == text.DET && !r.d.Tokens[before].Feats.Has(text.Indef)
	}
	return tag == text.DET || tag == text.NUM || tag == text.ADJ || r.amount[before] != 0
}
