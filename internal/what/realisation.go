package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// effect is what a word over an act says about it, as in the lists "governors", "modals" and "doubts": a realisation, "negated",
// both, or "light" for words that say nothing but hold the act's own auxiliaries ("took place", "made").
type effect struct {
	realisation record.Realisation
	negated     bool
}

// effectOf reads the value of a list.
func effectOf(value string) effect {
	var e effect
	for _, word := range strings.Fields(value) {
		switch word {
		case "negated":
			e.negated = true
		case "light", "spoken", "progressive", "simple", "present", "aimed", "infinitive", "reversible":
		default:
			e.realisation = record.Realisation(word)
		}
	}
	return e
}

// certainty orders realisations: of several words over an act the one that takes most away from it counts.
var certainty = map[record.Realisation]int{
	record.Happened: 0, record.Ongoing: 1, record.Attempted: 2, record.Ordered: 3, record.Planned: 3, record.Threatened: 4, record.Demanded: 4,
	record.Denied: 5, record.Hypothetical: 5,
}

// setRealisation says whether the act took place, from the words that stand over it and beside it in the tree.
func (r *reader) setRealisation(told *telling) {
	told.Realisation = record.Happened
	t := told.tree
	r.beside(told, told.head)
	i := told.head
	for range deepest {
		up := t.head(i)
		if up < 0 || r.leaves(t, i) && !r.wished(t, i, up) || r.asksWho(t, i) {
			return
		}
		if r.presupposed(told, i) {
			return
		}
		if r.forPurpose(told, i, up) {
			return
		}
		if r.inVain(t, up) {
			if !r.inPast(t, up) && t.child(up, "aux") >= 0 {
				r.apply(told, effect{realisation: record.Hypothetical}, up)
			}
			return
		}
		if t.token(i).Rel.Base() == "conj" {
			r.sharedWith(told, up)
		} else {
			if r.governedBy(told, up, i) || t.token(i).Rel.Base() == "xcomp" {
				r.beside(told, up)
			}
		}
		i = up
	}
}

// presupposed reports whether the verb at i, which stands between a noun and the words over it, takes it for granted that the event of the noun took place:
// "resigned to protest the murder", "will discuss the attack". Verbs that say something about an act themselves do not, nor does a verb of saying with a
// noun that is not known yet: "want to report an attack".
func (r *reader) presupposed(told *telling, i int) bool {
	t := told.tree
	if !told.nominal || i == told.head || t.token(i).Tag != text.VERB || told.holds(i) {
		return false
	}
	_, governs := r.words.governors[t.token(i).Lemma]
	return !governs && r.definite(told)
}

// asksWho reports whether the clause at i asks for a part of an event that took place: "to find out who killed him".
func (r *reader) asksWho(t *tree, i int) bool {
	s := t.child(i, "nsubj")
	return s >= 0 && t.token(i).Rel.Base() == "ccomp" && t.token(s).Tag == text.PRON && (t.token(s).Feats.Has(text.Interrogative) || t.token(s).Feats.Has(text.Relative)) && !t.token(i).Feats.Has(text.Fut)
}

// inVain reports whether the word at i, which keeps an act from taking place, is denied itself: "could not prevent the attack", "failed to avert it",
// "nothing prevented them from marching". Such words are marked "reversible" in the list of governors.
func (r *reader) inVain(t *tree, i int) bool {
	if !strings.Contains(r.words.governors[t.token(i).Lemma], "reversible") {
		return false
	}
	for steps := 0; i >= 0 && steps < 3; steps++ {
		if r.negatedVerb(t, i) {
			return true
		}
		if t.token(i).Rel.Base() != "xcomp" {
			return false
		}
		if i = t.head(i); i >= 0 && strings.Contains(r.words.governors[t.token(i).Lemma], "negated") {
			return true
		}
	}
	return false
}

// negatedVerb reports whether a negation stands beside the word at i, or its subject is nobody.
func (r *reader) negatedVerb(t *tree, i int) bool {
	for _, k := range t.children(i, "aux", "advmod") {
		if strings.Contains(r.words.modals[t.token(k).Lemma], "negated") && !r.notOnly(k) {
			return true
		}
	}
	s := t.child(i, "nsubj")
	return s >= 0 && r.none(t, s)
}

// forPurpose tells an act in an infinitive of purpose from one that took place: what was done so that it might be is attempted where it was an act itself
// ("fired to disperse them"), else planned ("came to kill him"). A noun of the list of governors right before it says more: "issued orders to arrest him".
func (r *reader) forPurpose(told *telling, i, up int) bool {
	t := told.tree
	mark := t.child(i, "mark")
	if t.token(i).Rel.Base() != "advcl" || !t.token(i).Feats.Has(text.Inf) || mark < 1 || !r.words.aims[t.token(mark).Lemma] || r.achieves(t, up) {
		return false
	}
	if r.words.governors[t.token(up).Lemma] == "light" && t.child(up, "obj") >= 0 && !r.inProgress(up) {
		return false // "used dynamite to blow up the bridge"
	}
	if value, ok := r.words.governors[t.token(mark-1).Lemma]; ok && mark > t.s.First {
		r.apply(told, effectOf(value), mark-1)
		return true
	}
	e := effect{realisation: record.Planned}
	if causes[r.acts[up]] {
		e.realisation = record.Attempted
	}
	r.apply(told, e, mark)
	return true
}

// achieves reports whether the verb at i, with the particle right behind it, only says how the act in the infinitive behind it came about: "went on to
// blame", "acted to arrest".
func (r *reader) achieves(t *tree, i int) bool {
	verb := t.token(i).Lemma
	return r.words.achieving[verb] || t.has(i+1) && t.head(i+1) == i && r.words.achieving[verb+" "+t.token(i+1).Lemma]
}

// leaves reports whether the step from token i to its head leaves what the words above it say about the act: a clause that says when or
// why, a relative clause, or the clause that somebody says.
func (r *reader) leaves(t *tree, i int) bool {
	switch t.token(i).Rel.Base() {
	case "parataxis", "appos", "vocative", "obl":
		return true
	case "advcl":
		return !t.token(i).Feats.Has(text.Inf)
	case "acl":
		return t.token(i).Rel == "acl:relcl" || !t.token(i).Feats.Has(text.Inf) && t.child(i, "mark") < 0
	}
	return false
}

// wished reports whether the word at up governs the noun at i by an adposition ("hope for a release", "appeal for calm"), or the gerund at i by a mark
// ("prevented them from marching", "the time sought for arresting him").
func (r *reader) wished(t *tree, i, up int) bool {
	c := t.child(i, "case")
	_, governs := r.words.governors[t.token(up).Lemma]
	if t.token(i).Tag == text.VERB {
		m := t.child(i, "mark")
		return governs && r.inProgress(i) && m >= 0 && (r.words.purpose[t.token(m).Lemma] || r.words.barring[t.token(m).Lemma])
	}
	return governs && c >= 0 && r.words.purpose[t.token(c).Lemma] && t.token(i).Tag == text.NOUN
}

// governedBy applies what the word at up says about the act under it, which hangs on it by way of token i, and reports whether it says
// anything. A subject is not governed by what it does ("the march ended") unless the verb is in the passive ("the march was banned") or light
// ("the march took place").
func (r *reader) governedBy(told *telling, up, i int) bool {
	value, ok := r.words.governors[r.d.Tokens[up].Lemma]
	wished := r.wished(told.tree, i, up)
	if !ok || told.holds(up) || !wished && (told.tree.token(i).Rel.Base() == "obl" || strings.HasSuffix(value, " aimed")) {
		return false
	}
	if told.tree.token(i).Rel.Base() == "nsubj" && !told.tree.passive(up) && value != "light" && told.tree.token(up).Tag != text.ADJ {
		return false
	}
	if told.tree.token(i).Rel.Base() == "nsubj" && i != told.head && (r.people(i) || told.tree.token(i).Tag == text.PRON) {
		return false // "anyone with information about the shooting is asked to call"
	}
	if !r.holds(told, value, up, i) {
		return false
	}
	r.apply(told, effectOf(value), up)
	return true
}

// holds reports whether the conditions in the value of a governor hold at token up: "progressive" asks for "is going to", "simple" for no
// perfect ("doivent être", but not "ont dû être"), "infinitive" for "have to", and "light" for an act that is told by a noun. The act hangs on the governor by
// way of token i.
func (r *reader) holds(told *telling, value string, up, i int) bool {
	for _, word := range strings.Fields(value) {
		switch {
		case word == "present" && r.inPast(told.tree, up), word == "progressive" && !r.inProgress(up), word == "light" && !told.nominal:
			return false
		case word == "infinitive" && !is(told.tree.token(i).Rel, "xcomp"):
			return false
		case word == "simple" && r.d.Tokens[up].Feats.Has(text.Part) && told.tree.child(up, "aux") >= 0:
			return false
		}
	}
	return true
}

// inPast reports whether the word at i, with its auxiliaries, is told of the past: "were able to", "has been able to".
func (r *reader) inPast(t *tree, i int) bool {
	if t.token(i).Feats.Has(text.Past | text.Fin) {
		return true
	}
	for _, k := range t.children(i, "cop", "aux") {
		if f := t.token(k).Feats; f.Has(text.Past) || t.token(k).Lemma == "have" {
			return true
		}
	}
	return false
}

// inProgress reports whether the verb at i is a present participle: "is going to".
func (r *reader) inProgress(i int) bool {
	f := r.d.Tokens[i].Feats
	return f.Has(text.Ger) || f.Has(text.Part|text.Pres)
}

// beside applies the auxiliaries, negations and doubts that hang on the word at i: "will clear", "did not clear", "allegedly cleared", "no arrests".
func (r *reader) beside(told *telling, i int) {
	for _, k := range told.tree.children(i, "aux", "advmod", "det", "mark", "case", "cc") {
		if told.holds(k) || r.notOnly(k) {
			continue // a word of the trigger: "did not respond" is what happened
		}
		tok := &r.d.Tokens[k]
		if value, ok := r.words.modals[tok.Lemma]; ok && !r.habitual(told.tree, k, i) {
			r.apply(told, effectOf(value), k)
		}
	}
	if t := &r.d.Tokens[i]; t.Tag == text.VERB && t.Feats.Has(text.Fut) {
		r.apply(told, effect{realisation: record.Planned}, i)
	}
	for _, s := range told.tree.children(i, "nsubj") {
		if r.none(told.tree, s) && (s == told.head || told.tree.head(told.head) != i || !is(told.tree.token(told.head).Rel, "nsubj")) {
			r.apply(told, effect{negated: true}, s)
		}
	}
	if k := r.condition(told, i); k >= 0 {
		r.apply(told, effect{realisation: record.Hypothetical}, k)
	}
	if k := r.nobodyBefore(told.tree, i); k >= 0 {
		r.apply(told, effect{negated: true}, k)
	}
	r.progressive(told, i)
}

// condition returns the mark of a clause that says on what condition the act at i, which has not happened, would: "if we fought, we would kill many"; -1 for
// none.
func (r *reader) condition(told *telling, i int) int {
	if told.Realisation != record.Planned {
		return -1
	}
	for _, k := range told.tree.children(i, "advcl") {
		if m := told.tree.child(k, "mark"); m >= 0 && r.words.modals[told.tree.token(m).Lemma] == "hypothetical" {
			return m
		}
	}
	return -1
}

// holds reports whether token i is one of the words of the trigger.
func (told *telling) holds(i int) bool { return i >= told.hit.First && i <= told.hit.Last }

// notOnly reports whether the word at k denies nothing, as in "not only".
func (r *reader) notOnly(k int) bool {
	return k+1 < len(r.d.Tokens) && r.words.only[r.d.Tokens[k+1].Lemma] && r.d.Tokens[k].Tag != text.AUX
}

// nobodyBefore returns the word that denies the French verb at i where the tree hangs its phrase astray: "aucun" in "aucun effet n'a été saisi", with a
// "ne" on the verb; -1 for none.
func (r *reader) nobodyBefore(t *tree, i int) int {
	ne := -1
	for _, k := range t.children(i, "advmod") {
		if t.token(k).Feats.Has(text.Negative) && k < i {
			ne = k
		}
	}
	for k := ne - 1; k >= t.s.First && k >= ne-4 && r.d.Language == text.French; k-- {
		if r.words.nobody[t.token(k).Lemma] {
			return k
		}
	}
	return -1
}

// none reports whether the noun phrase at i is nobody or nothing: "no arrests", "none of the promised showers", "aucun blessé".
func (r *reader) none(t *tree, i int) bool {
	if r.words.nobody[r.d.Tokens[i].Lemma] {
		return true
	}
	for _, k := range t.children(i, "det", "nummod", "advmod") {
		if r.words.nobody[r.d.Tokens[k].Lemma] {
			return true
		}
	}
	return false
}

// progressive sets ongoing for an act in the present progressive that is not of tomorrow: "police are clearing the camp".
func (r *reader) progressive(told *telling, i int) {
	if i != told.head || !r.inProgress(i) {
		return
	}
	for _, k := range told.tree.children(i, "aux") {
		if aux := &r.d.Tokens[k]; aux.Lemma == "be" && aux.Feats.Has(text.Pres) && aux.Feats.Has(text.Fin) {
			r.apply(told, effect{realisation: record.Ongoing}, k)
		}
	}
}

// sharedWith applies what stands beside the verb that the act is joined to: "will march and occupy".
func (r *reader) sharedWith(told *telling, up int) {
	if told.tree.child(told.head, "nsubj", "aux") >= 0 {
		return
	}
	for _, k := range told.tree.children(up, "aux") {
		if value, ok := r.words.modals[r.d.Tokens[k].Lemma]; ok && !r.habitual(told.tree, k, up) {
			r.apply(told, effectOf(value), k)
		}
	}
}

// habitual reports whether the modal at k tells, with an adverb beside the verb at i, what was done again and again: "would routinely arrest them".
func (r *reader) habitual(t *tree, k, i int) bool {
	if t.token(k).Lemma != "would" {
		return false
	}
	return slices.ContainsFunc(t.children(i, "advmod"), func(n int) bool { return r.words.habit[t.token(n).Lemma] })
}

// apply takes an effect over when it takes more away from the act than what is known, and keeps the word at i that shows it.
func (r *reader) apply(told *telling, e effect, i int) {
	if e.negated {
		told.Negated = true
		if told.Shown.Empty() {
			told.Shown = r.d.Tokens[i].Span
		}
	}
	if e.realisation != "" && certainty[e.realisation] > certainty[told.Realisation] {
		told.Realisation = e.realisation
		told.Shown = r.d.Tokens[i].Span
	}
}
