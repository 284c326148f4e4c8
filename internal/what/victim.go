package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// suffersOnce reports whether two tellings are of one act since nobody suffers it twice: both name the same person as killed, or as abducted, whatever day or
// place they seem to give ("the murder of Judge Ana Ruiz", "Ruiz was murdered"), or the nouns for those it was done to refer to those told before ("six
// priests were murdered", "who killed the clergymen") and no day or place of their own sets them apart.
func (r *reader) suffersOnce(told, a *telling) bool {
	taken := told.Act == "abduct" && a.Act == "abduct"
	if r.unreal(told) || r.unreal(a) || told.distinct || told.total != a.total || !taken && !(r.kills(told) && r.kills(a)) {
		return false
	}
	if r.oneNamed(told, a) {
		return !taken || !r.otherDay(told, a)
	}
	return !r.otherDay(told, a) && samePlace(told, a) && r.meantAgain(told, a)
}

// otherDay reports whether two tellings both have a day of their own, and not the same.
func (r *reader) otherDay(told, a *telling) bool {
	x, y := told.When, a.When
	return told.dated && a.dated && !x.From.IsZero() && !y.From.IsZero() && !(x.From.Before(y.To) && y.From.Before(x.To))
}

// meantAgain reports whether somebody whom a telling was done to is one of those of an account, told again by a common noun.
func (r *reader) meantAgain(told, a *telling) bool {
	return slices.ContainsFunc(r.sufferers(told), func(x sufferer) bool {
		return slices.ContainsFunc(r.sufferers(a), func(y sufferer) bool { return r.refersTo(x, y) })
	})
}

// sufferer is somebody whom an act was done to, with his number where it is told.
type sufferer struct {
	text.Span
	low, high text.Number
}

// sufferers returns the people whom an act was done to, and whom it killed.
func (r *reader) sufferers(a *telling) []sufferer {
	var all []sufferer
	for _, p := range a.ofRole(record.Target) {
		all = append(all, sufferer{p.Span, p.Amount.Low, p.Amount.High})
	}
	for _, h := range a.Harm {
		if h.Kind == "dead" && !h.Things && !h.Total {
			all = append(all, sufferer{h.Span, h.Low, h.High})
		}
	}
	return all
}

// refersTo reports whether the common noun for x refers to y, who was told of before: by the same plural ("six priests", "the priests"), by a noun with an
// article for any such people ("the victims"), or by a word that stands before or behind the name of y ("General Juan Ruiz", "the general").
func (r *reader) refersTo(x, y sufferer) bool {
	again, before := &r.d.Tokens[r.headOf(x.Span)], &r.d.Tokens[r.headOf(y.Span)]
	many := again.Feats.Has(text.Plur)
	if again.Tag != text.NOUN && !(again.Tag == text.PROPN && many) || r.apart(x.Span) {
		return false
	}
	if x.low.Known && y.low.Known && !overlap(x.low, x.high, y.low, y.high) {
		return false
	}
	first := &r.d.Tokens[r.tokenAt(x.Start)]
	back := first.Feats.Has(text.Def) || first.Feats.Has(text.Demonstrative)
	switch {
	case many != (before.Feats.Has(text.Plur) || y.low.Known && y.low.Value > 1):
		return false
	case many:
		return again.Lemma == before.Lemma || back && (r.words.anybody[again.Lemma] || r.alikePeople(x.Span, y.Span))
	}
	return back && slices.Contains(strings.Fields(strings.ToLower(r.d.At(y.Span))), again.Lemma)
}

// alikePeople reports whether two nouns tell people of one sector of society: "the priests", "the clergymen".
func (r *reader) alikePeople(x, y text.Span) bool {
	n, m := r.actorAt(r.headOf(x)), r.actorAt(r.headOf(y))
	return n >= 0 && (m < 0 || r.d.Actors[n].Sector == r.d.Actors[m].Sector)
}

// meansAgain reports whether a verb tells of an act again by the means of it, told with an article that refers back, however far behind: "a bomb exploded"
// and then "the bomb was planted by two men", "the two bombs went off at noon".
func (r *reader) meansAgain(told, a *telling) bool {
	if told.nominal || told.Act != a.Act || told.Act != "bomb" {
		return false
	}
	for _, k := range append(told.tree.children(told.head, "nsubj", "nsubj:pass", "obj"), told.hit.First, told.hit.Last) {
		if r.d.Tokens[k].Tag == text.NOUN && r.definiteNoun(told.tree, k) && !r.takesPart(told, k) {
			return true
		}
	}
	return false
}

// takesPart reports whether the noun at i is the head of a participant of a telling.
func (r *reader) takesPart(told *telling, i int) bool {
	return slices.ContainsFunc(told.Participants, func(p record.Participant) bool { return r.headOf(p.Span) == i })
}
