package what

import (
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// otherTime reports whether the clause at i is of another time than the clause at up, on which it hangs: what is said or turns out, what was before or after,
// what "had" been done, what was done to somebody before more is told of him ("arrested in Spain, he was extradited in June"), and what a semicolon parts.
func (r *reader) otherTime(t *tree, i, up int) bool {
	switch t.token(i).Rel.Base() {
	case "ccomp":
		return true
	case "advcl":
		if m := t.child(i, "mark"); m >= 0 && r.words.sequence[t.token(m).Lemma] {
			return true
		}
		if i < up && t.participle(i) {
			return true
		}
	}
	_, harm, _ := strings.Cut(r.words.harms[t.token(up).Lemma], " ")
	wounds := harm == "wound" && t.token(up).Tag == text.NOUN // "died on Monday of wounds suffered in the attack"
	return wounds || r.pluperfect(t, i) && !r.pluperfect(t, up) || r.divided(i, up)
}

// notYet reports whether the words at first, in the clause at where, tell when or where an act was only spoken of: "offered on Saturday to mediate", "in Paris,
// she called for a march".
func (r *reader) notYet(told *telling, first, where int) bool {
	if !r.unreal(told) || told.Negated || first > told.head || where > told.head || told.holds(where) || !told.tree.under(told.head, where) {
		return false
	}
	value := r.words.governors[told.tree.token(where).Lemma]
	switch effectOf(value).realisation {
	case record.Demanded, record.Ordered, record.Threatened:
		return true
	}
	return strings.Contains(value, "spoken") || speaking[r.acts[where]]
}

// divided reports whether a semicolon stands between two tokens.
func (r *reader) divided(i, k int) bool {
	for n := min(i, k) + 1; n < max(i, k); n++ {
		if t := &r.d.Tokens[n]; t.Tag == text.PUNCT && t.Form == ";" {
			return true
		}
	}
	return false
}
