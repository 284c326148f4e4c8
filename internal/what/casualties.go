package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// casualties settles how many each event of a report left dead and injured, from what its accounts tell in different words: who died is not among the
// injured; those shot are injured but for the dead; those brought to a hospital, and those told with wounds, are injured where nobody is
// told to be.
func (r *reader) casualties(happenings []*happening, accounts []*telling, told []injury) {
	r.withoutDead(accounts)
	injured := mostOf(accounts, "injured")
	for _, h := range happenings {
		r.addSuicide(h)
		r.addShot(h, accounts)
	}
	for _, a := range accounts {
		if injured == 0 && !a.Background && !r.diesSoon(a, accounts) {
			before := len(a.Harm)
			r.implied(a, "unless")
			a.Harm = slices.DeleteFunc(a.Harm, func(h record.Harm) bool {
				return len(a.Harm) == before+1 && h.Kind == "injured" && one(h) && r.mayHaveDied(h, accounts)
			})
		}
	}
	r.addTold(accounts, told)
	r.withoutDead(accounts)
}

// addTold adds those who are told with a wound or in a condition, to the account of violence nearest to them, where nobody is told injured otherwise.
func (r *reader) addTold(accounts []*telling, told []injury) {
	if mostOf(accounts, "injured") > 0 {
		return
	}
	for n := range told {
		if a := r.farBearer(&told[n], accounts); a != nil && !(one(told[n].Harm) && r.mayHaveDied(told[n].Harm, accounts)) {
			a.Harm = r.addHarm(a.Harm, told[n].Harm)
		}
	}
}

// mostOf returns the greatest number of people that one of some accounts tells harmed in one way, outside of the background.
func mostOf(accounts []*telling, kind string) float64 {
	n := 0.0
	for _, a := range accounts {
		if !a.Background {
			n = max(n, harms(a, kind))
		}
	}
	return n
}

// mayHaveDied reports whether the report tells one dead from whom nothing tells an injured one apart: one brought to a hospital may have died there.
func (r *reader) mayHaveDied(injured record.Harm, accounts []*telling) bool {
	if r.setApartRow(injured) {
		return false
	}
	k := r.headOf(injured.Span)
	m := r.nameOf(r.rootOf(k))
	for _, a := range accounts {
		for _, h := range a.Harm {
			if h.Kind != "dead" || !one(h) || a.Background {
				continue
			}
			i := r.headOf(h.Span)
			n := r.nameOf(r.rootOf(i))
			if n != "" && m != "" && shareWord(n, m) || m == "" && r.alikeNouns(i, k) {
				return true
			}
		}
	}
	return false
}

// harms returns how many people an account tells harmed in one way.
func harms(a *telling, kind string) float64 { return sumOf(a.Harm, kind) }

// leastOf returns the number of a row, its lower bound where it has none, 0 when nothing is known.
func leastOf(h record.Harm) float64 {
	if h.Best.Known {
		return h.Best.Value
	}
	return h.Low.Value
}

// most returns the account that tells the most people harmed in one way, and how many; nil for none.
func (h *happening) most(kind string) (most *telling, n float64) {
	for _, a := range h.members {
		if k := harms(a, kind); k > n {
			most, n = a, k
		}
	}
	return most, n
}

// addShot adds the injured that the shots of an event left, where its accounts tell how many were shot and not that as many were hurt: all of them but the
// dead. A single one counts only where the report tells nobody hurt. The origin "what.shot-not-dead" says that a number is a difference.
func (r *reader) addShot(h *happening, accounts []*telling) {
	dead, injured := mostOf(accounts, "dead"), mostOf(accounts, "injured")
	for _, a := range h.members {
		if dead+injured == 0 {
			r.implied(a, "alone")
			continue
		}
		shot, span := r.shotIn(a)
		if shot < 2 || shot <= dead || shot-dead <= injured || injured > 1 {
			continue // where the report counts the injured, that counts
		}
		left := text.Just(shot - dead)
		a.Harm = slices.DeleteFunc(a.Harm, func(row record.Harm) bool { return row.Kind == "injured" && !row.Total })
		a.Harm = append(a.Harm, record.Harm{Span: span, Kind: "injured", Low: left, Best: left, High: left, Origin: text.Origin{Rule: "what.shot-not-dead", Version: r.words.version}})
	}
}

// shotIn returns how many people an account tells shot, and the words for them: the greatest number told, or else as many as are brought in one by one
// ("a man and a woman were shot").
func (r *reader) shotIn(a *telling) (n float64, span text.Span) {
	role, kind, _ := strings.Cut(r.words.implied[a.Act], " ")
	if kind != "injured alone" || a.Negated || a.total || r.summary(a.tree, &injury{word: a.head}) {
		return 0, text.Span{}
	}
	singles := 0.0
	for _, p := range a.ofRole(record.Role(role)) {
		i := r.headOf(p.Span)
		if p.Sector == "" && p.Class == "" || r.d.Tokens[i].Tag == text.NUM && r.d.Tokens[i].Form[0] <= '9' || r.inPlace(p.Span) {
			continue // a bare number in digits may be an age
		}
		if k := p.Amount.Best; k.Known && p.Amount.Low == k && k.Value > n && !r.d.Tokens[i].Feats.Has(text.Sing) {
			n, span = k.Value, p.Span
		}
		if r.single(i) && r.indefinite(p.Span) && !p.Amount.Best.Known {
			if singles++; singles > n {
				n, span = singles, p.Span
			}
		}
	}
	return n, span
}

// inPlace reports whether some words are a part of the name of a place: "the 55 Freeway".
func (r *reader) inPlace(s text.Span) bool {
	return slices.ContainsFunc(r.d.Places, func(p text.Place) bool { return p.Span.Meets(s) && p.Span.End == s.End })
}

// addSuicide counts who died by their own hand with those whom they killed: a row of one who did it to themselves, in an account of its own, joins the
// account of the event that tells the most dead.
func (r *reader) addSuicide(h *happening) {
	most, n := h.most("dead")
	if n < 2 || slices.ContainsFunc(most.Harm, r.byOwnHand) {
		return
	}
	for _, a := range h.members {
		n := slices.IndexFunc(a.Harm, r.byOwnHand)
		if a == most || n < 0 {
			continue
		}
		most.Harm = append(most.Harm, a.Harm[n])
		return
	}
}

// byOwnHand reports whether a row tells of one dead who did it to themselves: "killed himself".
func (r *reader) byOwnHand(h record.Harm) bool {
	return h.Kind == "dead" && !h.Total && r.d.Tokens[r.headOf(h.Span)].Feats.Has(text.Reflex)
}

// withoutDead leaves out of the injured who, by the same report, died: "was wounded in the chest. She died on Monday."
func (r *reader) withoutDead(accounts []*telling) {
	var dead []record.Harm
	for _, a := range accounts {
		for _, h := range a.Harm {
			if h.Kind == "dead" && !h.Total && one(h) {
				dead = append(dead, h)
			}
		}
	}
	for _, a := range accounts {
		a.Harm = slices.DeleteFunc(a.Harm, func(h record.Harm) bool {
			died := h.Kind == "injured" && one(h) && slices.ContainsFunc(dead, func(d record.Harm) bool { return r.sameVictim(d, h) })
			if died {
				r.note(h.Span, "died-of-wounds", "counted among the dead")
			}
			return died
		})
	}
}

// one reports whether a row tells of one person.
func one(h record.Harm) bool { return h.Low == text.Just(1) && h.High == text.Just(1) }

// sameVictim reports whether one person told dead and one told injured are the same: the report takes them for one, or nothing tells them apart and one of
// them refers to somebody told of before.
func (r *reader) sameVictim(dead, injured record.Harm) bool {
	i, k := r.headOf(dead.Span), r.headOf(injured.Span)
	x, y := r.rootOf(i), r.rootOf(k)
	if x >= 0 && x == y {
		return true
	}
	if r.sentenceOf(i) == r.sentenceOf(k) || r.setApartRow(injured) || r.setApartRow(dead) {
		return false
	}
	n, m := r.nameOf(x), r.nameOf(y)
	if n != "" && m != "" {
		return shareWord(n, m)
	}
	if n != "" || m != "" && i < k || !r.alikeNouns(i, k) || r.ofSomebody(k) {
		return false
	}
	near := r.sentenceOf(i)-r.sentenceOf(k) <= dyingReach && r.sentenceOf(k)-r.sentenceOf(i) <= dyingReach
	return near && (i > k && !r.indefinite(dead.Span) || i < k && !r.indefinite(injured.Span))
}

// ofSomebody reports whether the noun at i is told by whom it is near to: "her brother".
func (r *reader) ofSomebody(i int) bool {
	t := newTree(r.d, r.d.Sentences[r.sentenceOf(i)])
	return t.child(i, "nmod:poss") >= 0
}

// rootOf returns the first actor that is the same as the one at token i, -1 for none.
func (r *reader) rootOf(i int) int {
	n := r.actorAt(i)
	for steps := 0; n >= 0 && r.d.Actors[n].Same >= 0 && r.d.Actors[n].Same < len(r.d.Actors) && steps < deepest; steps++ {
		n = r.d.Actors[n].Same
	}
	return n
}

// nameOf returns the proper name of an actor, empty for a common noun and for none.
func (r *reader) nameOf(n int) string {
	if n < 0 || r.d.Tokens[r.d.Actors[n].Head].Tag != text.PROPN {
		return ""
	}
	return r.d.Actors[n].Name
}

// setApartRow reports whether the words of a row tell its person from another: "another man", "the second victim".
func (r *reader) setApartRow(h record.Harm) bool {
	for i := r.tokenAt(h.Span.Start); i < len(r.d.Tokens) && r.d.Tokens[i].Start < h.Span.End; i++ {
		if lemma := r.d.Tokens[i].Lemma; r.words.distinct[lemma] || r.words.otherwise[lemma] {
			return true
		}
	}
	return false
}

// alikeNouns reports whether the nouns at two tokens may stand for one person: the same noun, a pronoun, a name, or a word for anybody such as "victim".
func (r *reader) alikeNouns(i, k int) bool {
	a, b := &r.d.Tokens[i], &r.d.Tokens[k]
	anybody := func(t *text.Token) bool { return t.Tag != text.NOUN || r.words.anybody[t.Lemma] }
	return a.Lemma == b.Lemma || anybody(a) || anybody(b)
}
