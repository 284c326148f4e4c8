package what

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// speaking returns the participant that a pronoun of the first person at token i stands for in quoted words: who says them. ok is false for other words
// and where nobody says them.
func (r *reader) speaking(i int) (p record.Participant, ok bool) {
	t := &r.d.Tokens[i]
	if t.Tag != text.PRON || !t.Feats.Has(text.Person1) {
		return p, false
	}
	for _, n := range r.near.quotes[r.sentenceOf(i)] {
		q := &r.quotes[n]
		if !q.Direct || !q.Span.Holds(t.Span) || q.Speaker.Empty() {
			continue
		}
		p = record.Participant{Span: t.Span, Name: q.Speaker.Name}
		if k := r.tokenAt(q.Speaker.Start); k < len(r.covered) && r.covered[k] >= 0 {
			a := &r.d.Actors[r.covered[k]]
			p.Country, p.Sector, p.Class = a.Country, a.Sector, a.Class
			r.fill(&p, int(r.covered[k]))
			p.Name = q.Speaker.Name
		}
		return p, true
	}
	return p, false
}

// counted returns the noun that an adverb at token i counts where the tree hangs the noun on it ("plus de 400 habitants"), i itself for other words.
func (r *reader) counted(t *tree, i int) int {
	if i < 0 || t.token(i).Tag != text.ADV {
		return i
	}
	for _, k := range t.children(i, "obl", "nmod") {
		if r.countOf(k) >= 0 {
			return k
		}
	}
	return i
}

// asTheWhole fills in what is known of a participant with head i from those that it is a part of or made up of: "eleven of them", "a convoy of the army".
func (r *reader) asTheWhole(t *tree, p *record.Participant, i int) {
	if t.token(i).Tag != text.NUM && !r.words.madeOf[t.token(i).Lemma] {
		return
	}
	for _, k := range t.children(i, "nmod", "obl") {
		c, n := t.child(k, "case"), r.actorAt(k)
		if c < 0 || n < 0 || !r.words.holding[t.token(c).Lemma] {
			continue
		}
		whole := record.Participant{Country: r.d.Actors[n].Country, Sector: r.d.Actors[n].Sector, Class: r.d.Actors[n].Class}
		r.fill(&whole, n)
		if whole.Sector != "" {
			p.Country, p.Sector, p.Class = either(whole.Country, p.Country), whole.Sector, either(p.Class, whole.Class)
		}
		return
	}
}
