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
		if p.Sector == "" && p.Class == "" && !(kind == "dead" && r.countOf(i) >= 0) || r.none(t, i) {
			continue // bodies are counted too
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
		if r.words.fatal[told.tree.token(k).Lemma] && !r.fatalToSome(told.tree, k) {
			return true
		}
	}
	return slices.ContainsFunc(r.d.Tokens[told.hit.First:told.hit.Last+1], func(t text.Token) bool { return r.words.fatal[t.Lemma] })
}

// dyingReach is how many sentences behind an act the death of the one it was done to may be told.
const dyingReach = 3

// diesSoon reports whether a death of one person is told with an act or soon behind it: "was taken to hospital, where she died".
func (r *reader) diesSoon(a *telling, accounts []*telling) bool {
	return slices.ContainsFunc(accounts, func(b *telling) bool {
		soon := b.sentence >= a.sentence && b.sentence <= a.sentence+dyingReach
		return soon && slices.ContainsFunc(b.Harm, func(h record.Harm) bool {
			return h.Kind == "dead" && h.Low == text.Just(1) && (b.sentence <= a.sentence+1 || r.refersBack(h))
		})
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

// fatalToSome reports whether a number stands right before the word at i, which so speaks of a part: "five were shot, one fatally".
func (r *reader) fatalToSome(t *tree, i int) bool {
	return i > t.s.First && t.token(i-1).Tag == text.NUM && t.token(i).Tag == text.ADV
}
