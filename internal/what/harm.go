package what

import (
	"slices"
	"sort"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// injury is a harm row with where it was found.
type injury struct {
	record.Harm
	word     int // the token of its word of harm
	who      int // the head token of those harmed
	sentence int
	adds     bool
}

// toll returns the harm told in the sentence of t that counts: no number of several kinds, and no part of another number.
func (r *reader) toll(t *tree, sentence int) []injury {
	var found []injury
	for _, row := range r.injuries(t, sentence) {
		row.Total = r.summary(t, &row)
		switch {
		case r.eitherHarm(t, row.word):
			r.note(row.Span, "dead-or-injured", "one number of several kinds of harm")
		case r.partOf(t, &row) && !r.woundOf(&row):
			r.note(row.Span, "part-of-a-count", "a part of another number, not added")
		default:
			found = append(found, row)
		}
	}
	return found
}

// injuries returns the harm told in the sentence of t, in order of the words of harm.
func (r *reader) injuries(t *tree, sentence int) []injury {
	var found []injury
	if !t.s.Parsed {
		return nil
	}
	for i := t.s.First; i < t.s.Last; i++ {
		value, ok := r.words.harms[r.d.Tokens[i].Lemma]
		if !ok {
			continue
		}
		kind, where, _ := strings.Cut(value, " ")
		all := r.harmed(t, i, where)
		if len(all) == 0 {
			all = r.tallied(t, i)
		}
		for _, who := range all {
			if row, ok := r.injury(t, i, who, kind); ok {
				row.sentence = sentence
				found = append(found, row)
			}
		}
	}
	return found
}

// harmed returns the head tokens of those whom the word of harm at i is about. where is the second part of its value in the list: "subject"
// for verbs like "die"; empty for verbs like "injure", whose object is harmed.
func (r *reader) harmed(t *tree, i int, where string) []int {
	tok := t.token(i)
	rel := tok.Rel.Base()
	who := -1
	switch {
	case tok.Tag == text.NOUN && where == "self":
		who = i
	case tok.Tag == text.NOUN && r.suffered(t, i) >= 0:
		who = r.suffered(t, i)
	case tok.Tag == text.NOUN && (where == "wound" || where == "state" || where == "verb"):
		return nil // who is told with a wound is told of elsewhere as well: see circumstantial
	case tok.Tag == text.NOUN:
		return r.harmedByNoun(t, i)
	case rel == "amod":
		return r.notHarmedOtherwise(t, i, r.joined(t, max(t.head(i), 0)))
	case tok.Tag == text.ADJ:
		who = r.predicated(t, i)
	case tok.Tag != text.VERB:
		return nil
	case where == "subject":
		who, _ = t.subject(i)
	case t.child(i, "obj", "iobj") >= 0 && !t.passive(i):
		who = t.child(i, "obj")
	default:
		subject, passive := t.subject(i)
		if passive || tok.Rel.Base() == "conj" && tok.Feats.Has(text.Part|text.Past) && t.child(i, "nsubj") == subject {
			who = subject // "one was killed and three others injured"
		}
	}
	if who < 0 {
		return nil
	}
	return r.notHarmedOtherwise(t, i, r.joined(t, who))
}

// tallied returns the number, or the noun with a number, right before a word of harm without a verb of its own, as in headlines: "Two dead, six injured in
// shooting"; none where nothing is counted there.
func (r *reader) tallied(t *tree, i int) []int {
	tok := t.token(i)
	if i == t.s.First || tok.Tag != text.ADJ && !(tok.Tag == text.VERB && tok.Feats.Has(text.Part|text.Past)) {
		return nil
	}
	if n := r.countOf(i - 1); n >= 0 && (t.token(i-1).Tag == text.NUM || t.token(i-1).Tag == text.NOUN) && r.d.Amounts[n].Last >= i-3 {
		return []int{i - 1}
	}
	return nil
}

// circumstantial returns the rows of those who are told in the sentence of t with a wound or in a condition, and not how they came by it. Most of them are
// told of elsewhere, so that these rows count where nobody is told injured.
func (r *reader) circumstantial(t *tree, sentence int) []injury {
	var found []injury
	for i := t.s.First; t.s.Parsed && i < t.s.Last; i++ {
		kind, where, _ := strings.Cut(r.words.harms[t.token(i).Lemma], " ")
		if t.token(i).Tag != text.NOUN || where != "wound" && where != "state" {
			continue
		}
		for _, who := range r.bearers(t, i, where) {
			if row, ok := r.injury(t, i, who, kind); ok && row.Low.Known && kind == "injured" && !r.partOf(t, &row) {
				row.sentence, row.Harm.Origin.Rule = sentence, "what.circumstance"
				found = append(found, row)
			}
		}
	}
	return found
}

// bearers returns those who have the wound, or are in the state, that the noun at i names: "a man with a gunshot wound", "she is in critical condition".
func (r *reader) bearers(t *tree, i int, where string) []int {
	c, up := t.child(i, "case"), t.head(i)
	if all := t.children(i, "nsubj"); len(all) > 0 {
		up = all[len(all)-1] // "eight are in a serious condition"
	}
	if c < 0 || up < 0 || where == "state" && !slices.ContainsFunc(t.children(i, "amod", "compound"), func(k int) bool { return r.words.grave[t.token(k).Lemma] }) {
		return nil
	}
	switch role := r.words.bearing[t.token(c).Lemma]; {
	case role == "" || (role == "state") != (where == "state"):
		return nil
	case r.people(up) && t.token(up).Tag != text.VERB:
		return []int{up}
	case t.token(up).Tag == text.VERB && t.child(up, "obj") >= 0 && !t.passive(up):
		return r.joined(t, t.child(up, "obj"))
	}
	if who, _ := t.subject(up); who >= 0 {
		return r.joined(t, who)
	}
	if who := t.child(i, "nsubj"); who >= 0 {
		return r.joined(t, who)
	}
	return nil
}

// notHarmedOtherwise leaves out those whom another word of harm stands beside: "left one woman dead and four people wounded".
func (r *reader) notHarmedOtherwise(t *tree, i int, all []int) []int {
	var kept []int
	for n, who := range all {
		other := false
		for _, k := range t.children(who, "amod", "acl", "xcomp") {
			_, harm := r.words.harms[t.token(k).Lemma]
			other = other || harm && k != i
		}
		if n > 0 && who+1 < t.s.Last && who+1 != i {
			_, harm := r.words.harms[t.token(who+1).Lemma]
			other = other || harm
		}
		if !other || n == 0 {
			kept = append(kept, who)
		}
	}
	return kept
}

// suffered returns who suffers the harm that the noun at i names: "three men sustained burns", "one suffering from a fracture"; -1 for none.
func (r *reader) suffered(t *tree, i int) int {
	up := t.head(i)
	if up < 0 || !r.words.suffering[t.token(up).Lemma] || is(t.token(i).Rel, "nsubj") {
		return -1
	}
	if n := t.child(up, "nummod"); n >= 0 && t.token(up).Tag == text.NOUN {
		return n // "one suffering from a fracture", where suffering is taken for a noun
	}
	who, _ := t.subject(up)
	return who
}

// predicated returns whom an adjective at i is said of: "three are dead", "left three dead", "were found dead".
func (r *reader) predicated(t *tree, i int) int {
	if s := t.child(i, "nsubj"); s >= 0 {
		return s
	}
	if n := t.child(i, "nummod"); n >= 0 {
		return n
	}
	if n := t.child(i, "conj"); n >= 0 && n < i && t.token(n).Tag == text.NUM {
		return n // "two are dead and five are injured", with five hung beside injured
	}
	up := t.head(i)
	if up < 0 {
		return -1
	}
	if o := t.child(up, "obj"); o >= 0 {
		return o
	}
	if s := t.child(up, "nsubj:pass", "nsubj"); s >= 0 && t.token(i).Rel.Base() != "amod" {
		return s
	}
	return -1
}

// harmedByNoun returns whom a noun at i such as "death" or "injuries" is about: those that hang on it ("the death of three men"), the noun itself
// where it is counted ("eight deaths", "no deaths").
func (r *reader) harmedByNoun(t *tree, i int) []int {
	if r.countOf(i) >= 0 || r.none(t, i) {
		return []int{i}
	}
	for _, k := range t.children(i, "nmod") {
		if c := t.child(k, "case"); c >= 0 && (t.token(c).Lemma == "of" || t.token(c).Lemma == "de") && r.people(k) {
			return r.joined(t, k)
		}
	}
	if k := t.child(i, "nmod:poss"); k >= 0 && r.people(k) {
		return []int{k}
	}
	return nil
}

// people reports whether an actor stands at token i, or a count of something.
func (r *reader) people(i int) bool { return r.actorAt(i) >= 0 || r.countOf(i) >= 0 || r.aged(i) }

// injury returns the row of those at token who, harmed as the word at i says. ok is false when they are no people, and no things that
// can be harmed.
func (r *reader) injury(t *tree, i, who int, kind string) (injury, bool) {
	who = r.antecedent(t, who)
	if who < 0 || !t.has(who) {
		return injury{}, false
	}
	if n := r.actorAt(who); kind == "displaced" && t.token(who).Tag == text.NOUN && (n < 0 || r.d.Actors[n].Kind == text.Organisation) {
		return injury{}, false // camps and buildings are evacuated too
	}
	row := injury{word: i, who: who}
	row.Kind, row.Things = kind, r.words.things[t.token(who).Lemma]
	if kind == "destroyed" && !row.Things || row.Things && kind != "destroyed" && kind != "missing" {
		return injury{}, false
	}
	if !row.Things && who != i && !r.people(who) && !r.none(t, who) {
		return injury{}, false
	}
	first, last := r.phrase(t, who)
	row.Span, row.Of = r.d.Cover(first, last), r.ofWhom(first, last, who)
	row.Origin = text.Origin{Rule: "what.harm", Version: r.words.version}
	r.count(t, &row, who, i)
	return row, true
}

// count sets the bounds of a row from the amount of those at token who, from "no", or from a single person.
func (r *reader) count(t *tree, row *injury, who, word int) {
	n := r.countOf(who)
	if n < 0 {
		if a := r.actorAt(who); a >= 0 && r.d.Actors[a].Head == who {
			n = r.d.Actors[a].Amount
		}
	}
	switch {
	case r.none(t, who) || r.none(t, word) || who != word && r.denied(t, word):
		row.Low, row.Best, row.High = text.Just(0), text.Just(0), text.Just(0)
	case n >= 0 && n < len(r.d.Amounts):
		a := &r.d.Amounts[n]
		row.Low, row.Best, row.High, row.adds = a.Low, a.Best, a.High, a.Adds
		if !a.Qualifier.Empty() {
			row.Qualifier = r.d.At(a.Qualifier)
		}
	case who != word && r.single(who):
		row.Low, row.Best, row.High = text.Just(1), text.Just(1), text.Just(1)
	}
}

// denied reports whether a negation stands right before the word at i: "was not hurt", and not "was not seriously hurt".
func (r *reader) denied(t *tree, i int) bool {
	return slices.ContainsFunc(t.children(i, "advmod"), func(k int) bool { return k+1 == i && t.token(k).Feats.Has(text.Negative) })
}

// single reports whether the word at i is one person: a name, or a noun in the singular that is no word for many. A pronoun asks whom it stands for.
func (r *reader) single(i int) bool {
	tok := &r.d.Tokens[i]
	n := r.actorAt(i)
	if n < 0 && r.aged(i) {
		return !tok.Feats.Has(text.Plur)
	}
	if r.words.collective[tok.Lemma] || tok.Feats.Has(text.Plur) {
		return false
	}
	if tok.Tag == text.PRON {
		return n >= 0 && r.d.Actors[n].Kind == text.Person && tok.Feats.Has(text.Sing)
	}
	return n >= 0 && r.d.Actors[n].Kind == text.Person || tok.Tag == text.NOUN && tok.Feats.Has(text.Sing) && n >= 0 && r.d.Actors[n].Kind == text.Group && r.d.Actors[n].Head == i
}

// ofWhom returns the words of the noun phrase first..last with head who, without number and article.
func (r *reader) ofWhom(first, last, who int) string {
	if r.aged(who) {
		return r.d.At(r.d.Cover(who-agedPieces, who))
	}
	if n := r.countOf(who); n >= 0 {
		if a := &r.d.Amounts[n]; a.Last >= first && a.Last < last && a.Last < who {
			first = a.Last + 1
		} else if a.Of > a.Last && a.Of <= last {
			first = a.Last + 1
		}
	}
	for first < last && (r.d.Tokens[first].Tag == text.DET || r.d.Tokens[first].Tag == text.ADP || r.d.Tokens[first].Tag == text.NUM) {
		first++
	}
	for first+2 <= last && r.d.Tokens[first].Form == "-" {
		first += 2 // "23-year-old Afghan" is an Afghan
	}
	if first == last && (r.d.Tokens[first].Tag == text.NUM || r.d.Tokens[first].Tag == text.PRON) {
		return ""
	}
	return r.d.At(r.d.Cover(first, last))
}

// partOf reports whether a row is a part of another: "15 officers, including one with a broken arm".
func (r *reader) partOf(t *tree, row *injury) bool {
	first, _ := r.phrase(t, row.who)
	for i := max(t.s.First, first-4); i < first; i++ {
		if _, n, ok := r.words.part.At(r.d, i); ok && i+n <= first {
			return true
		}
	}
	return false
}

// woundOf reports whether a row names what kind of wound somebody has, which stands beside the count of the injured and is not a part of it.
func (r *reader) woundOf(row *injury) bool {
	return strings.HasPrefix(r.words.harms[r.d.Tokens[row.word].Lemma], "fracture")
}

// summary reports whether the row tells of several events: "eight this year", "so far".
func (r *reader) summary(t *tree, row *injury) bool {
	for i := t.s.First; i < t.s.Last; i++ {
		if _, _, ok := r.words.totals.At(r.d, i); !ok {
			continue
		}
		sum, told := t.clause(i), t.clause(row.word)
		if sum == told || t.under(told, sum) && t.token(told).Rel.Base() == "acl" || r.perfect(t, row.word) {
			return true
		}
	}
	return false
}

// eitherHarm reports whether "or" joins the word of harm at i to another one, so that their number is of both: "131 people wounded or killed".
func (r *reader) eitherHarm(t *tree, i int) bool {
	first := i
	if t.token(i).Rel.Base() == "conj" {
		first = t.head(i)
	}
	for _, k := range t.children(first, "conj") {
		_, both := r.words.harms[t.token(k).Lemma]
		_, also := r.words.harms[t.token(first).Lemma]
		if cc := t.child(k, "cc"); both && also && cc >= 0 && r.words.either[t.token(cc).Lemma] && t.child(k, "nsubj") < 0 {
			return true
		}
	}
	return false
}

// perfect reports whether the verb of the clause of token i is in the present perfect: "have died".
func (r *reader) perfect(t *tree, i int) bool {
	for _, k := range t.children(t.clause(i), "aux") {
		aux := t.token(k)
		if (aux.Lemma == "have" || aux.Lemma == "avoir" || aux.Lemma == "être") && aux.Feats.Has(text.Pres) {
			return true
		}
	}
	return false
}

// headOf returns the head token of a participant's words: that of the actor there, else the last one.
func (r *reader) headOf(s text.Span) int {
	last := max(0, r.tokenAt(s.End)-1)
	if n := r.covered[last]; n >= 0 && r.d.Actors[n].Span.Meets(s) {
		return r.d.Actors[n].Head
	}
	return last
}

// sentenceOf returns the number of the sentence of token i.
func (r *reader) sentenceOf(i int) int {
	return min(len(r.d.Sentences)-1, sort.Search(len(r.d.Sentences), func(n int) bool { return r.d.Sentences[n].Last > i }))
}

// hurts reports whether people are dead or injured in some rows.
func hurts(rows []record.Harm) bool {
	return slices.ContainsFunc(rows, func(h record.Harm) bool { return h.Kind == "dead" || h.Kind == "injured" })
}
