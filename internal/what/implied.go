package what

import (
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// implied adds the harm that an act is in itself, where those harmed are counted: "police arrested 17 people" is 17 arrested. Some acts are a harm
// only on a condition, such as that the report tells no other of them ("two men were shot"): these are looked at when all is told.
func (r *reader) implied(told *telling, condition string) {
	value := r.words.implied[told.Act]
	role, kind, ok := strings.Cut(value, " ")
	kind, when, _ := strings.Cut(kind, " ")
	if kind == "injured" && r.fatal(told) {
		kind, when = "dead", ""
	}
	if !ok || when != condition || told.Negated || told.Realisation != record.Happened && told.Realisation != record.Ongoing {
		return
	}
	for _, p := range told.ofRole(record.Role(role)) {
		i := r.headOf(p.Span)
		t := told.tree
		if !t.has(i) {
			t = newTree(r.d, r.d.Sentences[r.sentenceOf(i)])
		}
		if p.Sector == "" && p.Class == "" || r.none(t, i) {
			continue
		}
		row := injury{word: told.head, who: i}
		row.Kind, row.Span, row.Total = kind, p.Span, r.summary(told.tree, &row)
		first, last := r.phrase(t, i)
		row.Of = r.ofWhom(first, last, i)
		row.Harm.Origin = text.Origin{Rule: "what.implied", Version: r.words.version}
		if r.count(t, &row, i, told.head); row.Low.Known || row.Best.Known || row.High.Known {
			told.Harm = append(told.Harm, row.Harm)
		}
	}
}

// fatal reports whether a word beside an act says that those it was done to died: "fatally shot", "shot dead", "stabbed to death".
func (r *reader) fatal(told *telling) bool {
	for _, k := range told.tree.children(told.head, "advmod", "xcomp", "obl", "advcl", "amod") {
		if r.words.fatal[told.tree.token(k).Lemma] {
			return true
		}
	}
	return slices.ContainsFunc(r.d.Tokens[told.hit.First:told.hit.Last+1], func(t text.Token) bool { return r.words.fatal[t.Lemma] })
}

// impliedOtherwise adds the harm that acts imply where the report does not tell it: those shot are injured where nobody is told dead or injured, and those
// brought to a hospital where nobody is told injured, unless they died there.
func (r *reader) impliedOtherwise(accounts []*telling) {
	hurt := slices.ContainsFunc(accounts, func(a *telling) bool { return hurts(a.Harm) })
	injured := slices.ContainsFunc(accounts, func(a *telling) bool { return suffers(a.Harm, "injured") })
	r.withoutDead(accounts)
	for _, a := range accounts {
		if !hurt {
			r.implied(a, "alone")
		} else if !injured {
			r.shotNotDead(a, accounts)
		}
		if !injured && !a.Background && !r.diesSoon(a, accounts) {
			r.implied(a, "unless")
		}
	}
}

// shotNotDead adds the injured that an act leaves where the report tells how many were shot and fewer dead: "five were shot, one died". The origin
// "what.shot-not-dead" says that the number is a difference.
func (r *reader) shotNotDead(a *telling, accounts []*telling) {
	role, kind, _ := strings.Cut(r.words.implied[a.Act], " ")
	if a.Background || a.Negated || kind != "injured alone" || suffers(a.Harm, "injured") {
		return
	}
	dead := text.Number{}
	for _, b := range accounts {
		for _, h := range b.Harm {
			if h.Kind == "dead" && !h.Total && !b.Background && h.Best.Known && h.Best.Value > dead.Value {
				dead = h.Best
			}
		}
	}
	for _, p := range a.ofRole(record.Role(role)) {
		shot := p.Amount.Best
		if !shot.Known || !dead.Known || p.Amount.Low != shot || shot.Value < 2 || shot.Value <= dead.Value {
			continue
		}
		left := text.Just(shot.Value - dead.Value)
		a.Harm = append(a.Harm, record.Harm{Span: p.Span, Kind: "injured", Low: left, Best: left, High: left, Origin: text.Origin{Rule: "what.shot-not-dead", Version: r.words.version}})
	}
}

// dyingReach is how many sentences behind an act the death of the one it was done to may be told.
const dyingReach = 3

// diesSoon reports whether a death of one person is told with an act or soon behind it: "was taken to hospital, where she died".
func (r *reader) diesSoon(a *telling, accounts []*telling) bool {
	return slices.ContainsFunc(accounts, func(b *telling) bool {
		soon := b.sentence >= a.sentence && b.sentence <= a.sentence+dyingReach
		return soon && slices.ContainsFunc(b.Harm, func(h record.Harm) bool { return h.Kind == "dead" && h.Low == text.Just(1) && (b.sentence <= a.sentence+1 || r.refersBack(h)) })
	})
}

// refersBack reports whether the words of a row name somebody told of before: by a pronoun, a name, or with an article that says so.
func (r *reader) refersBack(h record.Harm) bool {
	i := r.headOf(h.Span)
	if n := r.actorAt(i); n >= 0 && r.d.Actors[n].Same >= 0 {
		return true
	}
	return r.d.Tokens[i].Tag == text.PRON || r.d.Tokens[r.tokenAt(h.Span.Start)].Feats.Has(text.Def)
}

// suffers reports whether some rows tell people harmed in one way.
func suffers(rows []record.Harm, kind string) bool {
	return slices.ContainsFunc(rows, func(h record.Harm) bool { return h.Kind == kind && !h.Total })
}

// withoutDead leaves out of the injured who, by the same report, died: "was wounded in the chest. She died on Monday."
func (r *reader) withoutDead(accounts []*telling) {
	dead := map[int]bool{}
	for _, a := range accounts {
		for _, h := range a.Harm {
			if n := r.oneHarmed(h); n >= 0 && h.Kind == "dead" {
				dead[n] = true
			}
		}
	}
	for _, a := range accounts {
		a.Harm = slices.DeleteFunc(a.Harm, func(h record.Harm) bool {
			n := r.oneHarmed(h)
			died := h.Kind == "injured" && n >= 0 && dead[n]
			if died {
				r.note(h.Span, "died-of-wounds", "counted among the dead")
			}
			return died
		})
	}
}

// oneHarmed returns the actor that the words of a row of one person stand for, the first of those that are the same; -1 for none.
func (r *reader) oneHarmed(h record.Harm) int {
	if h.Low != text.Just(1) || h.High != text.Just(1) {
		return -1
	}
	n := r.actorAt(r.headOf(h.Span))
	for steps := 0; n >= 0 && r.d.Actors[n].Same >= 0 && r.d.Actors[n].Same < len(r.d.Actors) && steps < deepest; steps++ {
		n = r.d.Actors[n].Same
	}
	return n
}
