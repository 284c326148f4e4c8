package who

import (
	"strings"

	"dateline/internal/text"
)

// link sets which earlier mention each stands for: names again or in short, what stands in apposition, definite phrases
// with the same head, and pronouns.
func (r *reader) link() {
	r.readSpare()
	v := newResolver(r)
	named := map[string]int{}   // latest mention by its name, its surname or its initials
	heads := map[headword]int{} // latest mention of an unnamed one by its head
	for i := range r.found {
		m := &r.found[i]
		switch {
		case m.pronoun != "":
			v.linkPronoun(i)
		case m.named:
			r.linkName(i, named)
			r.noteWords(i, heads)
		case m.spare != pair:
			r.linkPhrase(i, heads)
		}
		if !m.named && m.spare != pair {
			r.linkApposition(i)
		}
		r.linkMember(i)
		v.join(i)
	}
	r.spread()
	r.found = r.withoutStrays()
}

// stand notes that mention i stands for an earlier one.
func (r *reader) stand(i, earlier int) {
	if earlier >= 0 && earlier < i && r.found[i].Same < 0 {
		r.found[i].Same = earlier
	}
}

// linkName links a name to its last mention, a surname to the full name, initials to what they are short for.
func (r *reader) linkName(i int, named map[string]int) {
	m := &r.found[i]
	key := strings.ToLower(m.Name)
	if earlier, ok := named[key]; ok && m.Kind == text.Organisation && r.found[earlier].Kind == text.Person && !strings.Contains(key, " ") && r.found[earlier].headFirst < r.found[earlier].Last {
		m.Kind, m.Sector, m.Class = text.Person, "", r.found[earlier].Class // a surname that the tagger of names took for a body
	}
	if earlier, ok := named[key]; ok && (r.found[earlier].Kind == m.Kind || m.spare == proper && r.found[earlier].spare == proper) {
		r.stand(i, earlier)
	} else if i > 0 && r.inBrackets(m) && r.found[i-1].Kind == m.Kind && m.First-r.found[i-1].Last == 2 {
		r.stand(i, i-1)
	}
	r.linkApposition(i)
	named[key] = i
	switch words := strings.Fields(m.Name); {
	case len(words) < 2:
	case m.Kind == text.Person:
		r.nameShort(i, words[len(words)-1], named)
		if len(words) > 2 { // "Le Pen", "van der Berg"
			r.nameShort(i, strings.Join(words[1:], " "), named)
		}
	default:
		if initials := initialsOf(words); len(initials) > 1 {
			if _, taken := named[initials]; !taken {
				named[initials] = i
			}
		}
	}
}

// noteWords notes the words in a name, or in the role before it, by which the report may speak of the same one later: "the
// Rail Union ... the union", "Interior Minister Ann Hall ... the minister".
func (r *reader) noteWords(i int, heads map[headword]int) {
	m := &r.found[i]
	list, last := r.words.bodies, m.Last
	if m.Kind == text.Person {
		list, last = r.words.agents, m.headFirst-1
	}
	for k := m.First; k <= last; k++ {
		if e := r.entryOver(k); e != nil && e.list == list && e.last <= last {
			k = e.last
			heads[headword{lemma: strings.ToLower(r.d.Tokens[r.headOf(e)].Lemma)}] = i
		}
	}
}

// nameShort notes a surname of mention i. One that somebody else was told by before stays theirs: the bare surname is that of
// the person whom the report is about, not of a wife or a father who comes in later.
func (r *reader) nameShort(i int, surname string, named map[string]int) {
	key := strings.ToLower(surname)
	if earlier, taken := named[key]; taken && r.found[earlier].Kind == text.Person && r.origin(earlier) != r.origin(i) {
		return
	}
	named[key] = i
}

// initialsOf returns the first letters of the words with capitals, in small letters.
func initialsOf(words []string) string {
	var initials strings.Builder
	for _, w := range words {
		if startsUpper(w) {
			initials.WriteString(strings.ToLower(string([]rune(w)[:1])))
		}
	}
	return initials.String()
}

// inBrackets reports whether a mention is all that stands between two brackets.
func (r *reader) inBrackets(m *mention) bool {
	return m.First > 0 && m.Last+1 < len(r.d.Tokens) && r.d.Tokens[m.First-1].Form == "(" && r.d.Tokens[m.Last+1].Form == ")"
}

// linkApposition links a mention to the one that only a comma parts it from, when one has a name and the other says what
// it is: "Pierre Dumont, a local MP", "the mayor, Ann Hall,".
func (r *reader) linkApposition(i int) {
	k := i - 1
	for k >= 0 && r.found[k].inside && r.found[k].Last < r.found[i].First-2 {
		k--
	}
	if k < 0 || r.found[i].First-r.found[k].Last != 2 || r.d.Tokens[r.found[k].Last+1].Form != "," {
		return
	}
	a, b := &r.found[k], &r.found[i]
	if a.named && b.named || !a.named && !b.named && !r.introduces(b) || a.pronoun != "" || b.pronoun != "" || a.plural || b.plural || a.sentence != b.sentence || a.Kind != b.Kind {
		return
	}
	if !r.closes(b.Last) {
		return
	}
	r.stand(i, k)
	if !a.named && !b.named {
		takeOver(a, b)
		takeOver(b, a)
		return
	}
	who, what := a, b
	if b.named {
		who, what = b, a
	}
	if who.Role == "" && what.Kind == text.Person {
		who.Role = r.d.At(r.d.Cover(r.withoutDeterminer(what.First, what.Last), what.Last))
	}
	takeOver(who, what)
	takeOver(what, who)
}

// introduces reports whether a phrase with an indefinite article tells a nationality: "the driver, a Pole aged 47,".
func (r *reader) introduces(m *mention) bool {
	e := r.entryOver(m.headFirst)
	if e == nil || e.list != r.words.nationalities {
		return false
	}
	return r.words.isArticle(r.d.Tokens[m.First].Form, "indefinite")
}

// linkMember looks for a person before mention i and a comma, or nothing, and a preposition of belonging.
func (r *reader) linkMember(i int) {
	body := &r.found[i]
	at := body.First - 1
	if at < 1 || r.d.Tokens[at].Tag != text.ADP && r.d.Tokens[at].Part == 0 {
		return
	}
	if !r.words.relates(r.d.Tokens[at].Lemma, "belonging") {
		return
	}
	if r.d.Tokens[at-1].Form == "," {
		at--
	}
	for k := i - 1; k >= 0 && r.found[k].sentence == body.sentence; k-- {
		if r.found[k].Last == at-1 && r.found[k].named {
			r.linkBelonging(&r.found[k], body)
			return
		}
	}
}

// linkBelonging gives a person the sector of the body named after a comma and a preposition: "Ann Hall, of the teachers'
// union". It looks at mentions that such words part.
func (r *reader) linkBelonging(who, body *mention) {
	if who.Kind != text.Person || !who.named || who.Role != "" || body.Kind != text.Organisation {
		return
	}
	first := r.withoutDeterminer(body.First, body.Last)
	who.Role = r.d.At(r.d.Cover(first, body.Last))
	if who.Sector == "" {
		who.Sector = body.Sector
	}
	if who.Country == "" {
		who.Country = body.Country
	}
}

// closes reports whether an apposition may end at a token: a comma, an end, "and" or a verb follows.
func (r *reader) closes(last int) bool {
	if last+1 >= len(r.d.Tokens) {
		return true
	}
	switch r.d.Tokens[last+1].Tag {
	case text.PUNCT, text.VERB, text.AUX, text.CCONJ, text.ADP, text.PRON, text.ADV:
		return true
	}
	return false
}

// takeOver gives a mention what another one of the same actor knows and it does not.
func takeOver(to, from *mention) {
	if to.Sector == "" {
		to.Sector = from.Sector
	}
	if to.Country == "" {
		to.Country = from.Country
	}
	if rank(from.Class) > rank(to.Class) {
		to.Class = from.Class
	}
	if to.gender == 0 {
		to.gender = from.gender
	}
}

// rank orders classes for privacy by how much they say: who is a minor stays one, whoever else they are.
func rank(class string) int {
	for i, c := range []string{"", "private", "professional", "official", "spokesperson", "victim", "minor"} {
		if c == class {
			return i
		}
	}
	return 0
}

// headword is the head of a phrase: "driver", and whether they are several.
type headword struct {
	lemma   string
	several bool
}

// linkPhrase links a definite phrase to the last one with the same head: "a driver ... the driver".
func (r *reader) linkPhrase(i int, heads map[headword]int) {
	m := &r.found[i]
	key := headword{lemma: strings.ToLower(r.d.Tokens[m.Head].Lemma), several: m.plural}
	if m.body {
		key.several = r.d.Tokens[m.Head].Feats.Has(text.Plur) && m.headFirst == m.Head
	}
	earlier, ok := heads[key]
	if ok && r.definite(m) && (m.Amount < 0 || m.Amount == r.found[earlier].Amount) && r.agree(m, &r.found[earlier]) {
		r.stand(i, earlier)
	}
	heads[key] = i
}

// definite reports whether a phrase speaks of somebody told before: "the officers", "ces migrants", "police".
func (r *reader) definite(m *mention) bool {
	t := &r.d.Tokens[m.First]
	if m.First > 0 && r.d.Tokens[m.First-1].Part > 1 {
		return true // "du maire"
	}
	if t.Tag == text.DET {
		return !t.Feats.Has(text.Indef) && (t.Feats.Has(text.Def) || t.Feats.Has(text.Demonstrative) || r.words.isArticle(t.Form, "definite"))
	}
	return m.Kind == text.Organisation && m.First == m.headFirst && !(m.Head == m.First && r.d.Tokens[m.Head].Feats.Has(text.Plur))
}

// agree reports whether two phrases with the same head may be the same: neither says something that the other contradicts.
func (r *reader) agree(a, b *mention) bool {
	return (a.Country == "" || b.Country == "" || a.Country == b.Country) && (a.Sector == b.Sector || a.Sector == "" || b.Sector == "") &&
		(!a.weak || a.Name == b.Name || strings.EqualFold(a.Name, r.d.Tokens[a.Head].Form))
}

// spread gives each mention what the one that it stands for knows, and the named ones the strictest class of all.
func (r *reader) spread() {
	for i := range r.found {
		m := &r.found[i]
		if m.Same < 0 {
			continue
		}
		root := &r.found[m.Same]
		switch {
		case m.pronoun != "":
			m.Name, m.Sector, m.Country, m.Class, m.Kind = root.Name, root.Sector, root.Country, root.Class, root.Kind
		default:
			takeOver(m, root)
		}
	}
	for i := len(r.found) - 1; i >= 0; i-- {
		if m := &r.found[i]; m.Same >= 0 && m.named {
			takeOver(&r.found[m.Same], m)
		}
	}
}
