package said

import (
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

const (
	fewWords  = 4  // fewer words in marks are a quote only right beside a verb of saying
	nearCue   = 16 // tokens from a verb of saying to the marks that it brings in
	sureWords = 6  // words in marks that are a quote without any verb of saying, if a verb is among them
)

// direct returns the passages of the document that somebody says, with the cue and speaker that stand nearest. An indirect quote that is
// mostly one passage passes on its speaker and is dropped; a short passage inside an indirect one is left to it.
func (r *reader) direct(indirect []quote) []quote {
	var found []quote
	for i := range indirect {
		indirect[i].dropped = r.crosses(&indirect[i])
	}
	for n := range r.passages {
		p := &r.passages[n]
		if inside := holding(indirect, p); inside != nil {
			if 2*(p.last-p.first+1) < inside.last-inside.first+1 {
				continue
			}
			q := r.passageQuote(p, inside.cue)
			q.Origin = inside.Origin
			q.Speaker, q.Cue = inside.Speaker, inside.Cue
			inside.dropped = true
			found = append(found, q)
			continue
		}
		if q, ok := r.attributed(n, found); ok {
			found = append(found, q)
		}
	}
	return found
}

// crosses reports whether q begins or ends inside a passage: the tree took a part of what is quoted for the clause.
func (r *reader) crosses(q *quote) bool {
	first, last := r.quoted[q.first], r.quoted[q.last]
	return first >= 0 && (r.passages[first].first != q.first || first == last) || last >= 0 && r.passages[last].last > q.last
}

// holding returns the smallest indirect quote around p, nil for none.
func holding(indirect []quote, p *passage) *quote {
	var best *quote
	for i := range indirect {
		q := &indirect[i]
		if !q.dropped && q.first <= p.first && p.last <= q.last && (best == nil || q.last-q.first < best.last-best.first) {
			best = q
		}
	}
	return best
}

// passageQuote returns p as a direct quote with the cue at token i, -1 for none, and no speaker yet.
func (r *reader) passageQuote(p *passage, i int) quote {
	q := quote{first: p.first, last: p.last, cue: i}
	q.Span, q.Direct, q.Origin = p.Span, true, r.words.origin("direct")
	if i >= 0 {
		q.Cue = r.d.Tokens[i].Span
	}
	return q
}

// attributed returns passage n as a quote, with cue and speaker where there are any; found holds those before it.
func (r *reader) attributed(n int, found []quote) (quote, bool) {
	p := &r.passages[n]
	sides := []func(int) (quote, bool){r.cueBefore, r.cueBehind}
	if r.endsOpen(p) {
		sides[0], sides[1] = sides[1], sides[0]
	}
	for _, side := range sides {
		if q, ok := side(n); ok {
			return q, true
		}
	}
	q := r.passageQuote(p, -1)
	if before := r.goingOn(p, found); before != nil && r.isSentence(p) {
		q.Speaker = before.Speaker
		return q, true
	}
	if !r.speaks(p) {
		return quote{}, false
	}
	q.Speaker = r.aboutBefore(r.sentenceOf(p.first))
	return q, true
}

// isSentence reports whether p begins a sentence and ends one.
func (r *reader) isSentence(p *passage) bool {
	words := r.d.At(p.Span)
	return p.last > p.first && strings.ContainsAny(words[len(words)-1:], ".!?") && p.first-r.sentenceOf(p.first).First <= 1
}

// endsOpen reports whether the clause goes on behind p: it ends in a comma, or one follows.
func (r *reader) endsOpen(p *passage) bool {
	return strings.HasSuffix(r.d.At(p.Span), ",") || strings.HasPrefix(strings.TrimLeft(r.d.Body[p.outer.End:], " "), ",")
}

// speaks reports whether p reads as something said without a verb of saying: a clause of some length, as a sentence of its own.
func (r *reader) speaks(p *passage) bool {
	words, verbs := 0, 0
	for i := p.first; i <= p.last; i++ {
		switch r.d.Tokens[i].Tag {
		case text.PUNCT:
		case text.VERB, text.AUX:
			verbs++
			words++
		default:
			words++
		}
	}
	s := r.sentenceOf(p.first)
	return words >= sureWords && verbs > 0 && p.first-s.First <= 1
}

// cueBehind looks for a verb of saying behind passage n, in the sentence that goes on there: “…,” said X; “…,” X told us; “…”, according to X.
func (r *reader) cueBehind(n int) (quote, bool) {
	p := &r.passages[n]
	first, _ := tokensIn(r.d.Tokens, text.Span{Start: p.outer.End, End: len(r.d.Body)})
	for first < len(r.d.Tokens) && isPause(r.d.Tokens[first].Form) {
		first++
	}
	if first >= len(r.d.Tokens) || strings.Contains(r.d.Body[p.outer.End:r.d.Tokens[first].Start], "\n") {
		return quote{}, false
	}
	s := r.sentenceOf(first)
	if s.First == first && !r.tagFollows(first) {
		return quote{}, false
	}
	for i := first; i < s.Last && i < first+nearCue && r.quoted[i] < 0; i++ {
		if k := r.words.sourceAt(r.d, i); k > 0 && i == first {
			return r.withSource(s, p, i, k)
		}
		if r.words.kindOf(&r.d.Tokens[i]) == "" && !r.invertedTag(s, i, first) {
			if f := r.d.Tokens[i].Form; f == ";" || f == ":" || r.d.Tokens[i].Tag == text.VERB && !r.d.Tokens[i].Feats.Has(text.Part) && i > first+1 {
				return quote{}, false
			}
			continue
		}
		if doer := r.doer(s, i, first); doer != nobody {
			q := r.passageQuote(p, i)
			q.Speaker = r.speakerAt(s, doer)
			return q, true
		}
	}
	return quote{}, false
}

// invertedTag reports whether the verb at i stands, first behind the marks, before whoever does it: « …», s'étrangle Lila B. No other verbs do
// that, whatever they mean.
func (r *reader) invertedTag(s text.Sentence, i, first int) bool {
	t := &r.d.Tokens[i]
	if t.Tag != text.VERB || !t.Feats.Has(text.Fin) || i > first+1 || i == first+1 && !r.d.Tokens[first].Feats.Has(text.Reflex) && r.d.Tokens[first].Tag != text.PRON {
		return false
	}
	n := i + 1
	for n < s.Last && n < i+4 && r.d.Tokens[n].Tag == text.DET {
		n++
	}
	return n < s.Last && r.actors[n] >= 0
}

// tagFollows reports whether the sentence at token i is only the tag of a quote before it: “No!” said the mayor; “Never!” he shouted.
func (r *reader) tagFollows(i int) bool {
	form := r.d.Tokens[i].Form
	return form != "" && strings.ToLower(form[:1]) == form[:1]
}

func isPause(form string) bool {
	switch form {
	case ",", "-", "–", "—", "”", "\"", "»", "''":
		return true
	}
	return false
}

// withSource returns p said by the source behind the k words from token i on.
func (r *reader) withSource(s text.Sentence, p *passage, i, k int) (quote, bool) {
	source := r.nounFrom(s, i+k)
	if source == nobody {
		return quote{}, false
	}
	q := r.passageQuote(p, i)
	q.Cue = r.d.Cover(i, i+k-1)
	q.Speaker = r.speakerAt(s, r.head(source))
	return q, true
}

// cueBefore looks for a verb of saying before passage n in its sentence, or in the sentence before it when that ends in a colon.
func (r *reader) cueBefore(n int) (quote, bool) {
	p := &r.passages[n]
	end, _ := tokensIn(r.d.Tokens, text.Span{Start: p.outer.Start, End: len(r.d.Body)})
	s := r.sentenceOf(p.first)
	if end <= s.First && s.First > 0 && r.d.Tokens[s.First-1].Form == ":" {
		s, end = r.sentenceOf(s.First-1), s.First
	}
	from := s.First
	if n > 0 {
		from = max(from, r.passages[n-1].last+1)
	}
	colon := end > from && r.d.Tokens[end-1].Form == ":"
	beside := end > from && r.d.Tokens[end-1].Tag == text.PUNCT && isPause(r.d.Tokens[end-1].Form) || colon
	for i := end - 1; i >= from && i >= end-nearCue; i-- {
		k := r.words.kindOf(&r.d.Tokens[i])
		if k == "" || (k == judges || k == names) && !beside || !r.longEnough(p) && !beside && (i < end-1 || p.first == p.last) {
			continue
		}
		doer := r.doer(s, i, from)
		if doer == nobody {
			continue
		}
		q := r.passageQuote(p, i)
		q.Speaker = r.speakerAt(s, doer)
		return q, true
	}
	if colon && r.longEnough(p) {
		return r.colonQuote(p, from, end-1)
	}
	return quote{}, false
}

// longEnough reports whether p is more than a borrowed term.
func (r *reader) longEnough(p *passage) bool { return p.last-p.first+1 >= fewWords }

// colonQuote returns p said by the only actor before the colon at token end: "Ledoux: “…”".
func (r *reader) colonQuote(p *passage, from, end int) (quote, bool) {
	for i := from; i < end; i++ {
		if n := r.actors[i]; n >= 0 && r.quoted[i] < 0 && r.d.Actors[n].Kind != text.Country {
			q := r.passageQuote(p, -1)
			q.Speaker = r.actor(int(n))
			return q, true
		}
	}
	return quote{}, false
}

// goingOn returns the quote that p goes on with: the one before it, when p follows its sentence in the same paragraph or fills the next
// paragraph; nil when there is none.
func (r *reader) goingOn(p *passage, found []quote) *quote {
	if len(found) == 0 {
		return nil
	}
	before := &found[len(found)-1]
	between := r.d.Body[before.Span.End:p.Start]
	if strings.Contains(between, "\n\n") {
		if strings.Count(between, "\n\n") == 1 && r.fillsParagraph(p) && r.sentenceEndsWith(before) {
			return before
		}
		return nil
	}
	if r.sentenceOf(max(before.last, before.cue)).Last >= r.sentenceOf(p.first).First {
		return before
	}
	return nil
}

// fillsParagraph reports whether p is a paragraph of its own.
func (r *reader) fillsParagraph(p *passage) bool {
	before, after := r.d.Body[:p.outer.Start], r.d.Body[p.outer.End:]
	return strings.HasSuffix(before, "\n") && (after == "" || strings.HasPrefix(strings.TrimLeft(after, " "), "\n"))
}

// sentenceEndsWith reports whether nothing but the tag of q stands between it and the end of its paragraph.
func (r *reader) sentenceEndsWith(q *quote) bool {
	rest := r.d.Body[q.Span.End:]
	end := strings.Index(rest, "\n\n")
	if end < 0 {
		return true
	}
	last, _ := tokensIn(r.d.Tokens, text.Span{Start: q.Span.End + end, End: len(r.d.Body)})
	return r.sentenceOf(max(0, last-1)).First <= q.last+1
}

// aboutBefore returns the subject of the sentence before s in the same paragraph, when it is a person.
func (r *reader) aboutBefore(s text.Sentence) record.Speaker {
	if s.First == 0 {
		return record.Speaker{}
	}
	before := r.sentenceOf(s.First - 1)
	if strings.Contains(r.d.Body[before.Span.End:s.Start], "\n") {
		return record.Speaker{}
	}
	for i := before.First; i < before.Last; i++ {
		if r.d.Tokens[i].Tag == text.VERB || r.quoted[i] >= 0 {
			break
		}
		if n := r.actors[i]; n >= 0 && r.d.Actors[n].Kind == text.Person {
			return r.actor(int(n))
		}
	}
	return record.Speaker{}
}
