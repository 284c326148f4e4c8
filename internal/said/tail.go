package said

import (
	"strings"

	"dateline/internal/record"
	"dateline/internal/text"
)

// tailWords is the most words that may follow the verb in the tail of a sentence: "…, police said in a statement on Friday".
const tailWords = 6

// tail returns the token of the verb of saying in a sentence that ends in a tag such as ", regional police said.", and the comma before
// the tag. A participle behind the tag only goes on with it: ", police said, citing witnesses". It needs no tree. ok is false for other sentences.
func tail(d *text.Document, words *lexicon, s text.Sentence) (verb, comma int, ok bool) {
	if verb, comma, ok = invertedTail(d, words, s); ok {
		return verb, comma, ok
	}
	if verb, comma, ok = plainTail(d, words, s); ok {
		return verb, comma, ok
	}
	for i := s.First + 4; i+1 < s.Last; i++ {
		if f := d.Tokens[i+1].Feats; d.Tokens[i].Form != "," || d.Tokens[i+1].Tag != text.VERB || !f.Has(text.Ger) && !f.Has(text.Part|text.Pres) {
			continue
		}
		before := s
		before.Last = i + 1
		if verb, comma, ok = invertedTail(d, words, before); ok {
			return verb, comma, ok
		}
		before.Last = i
		if verb, comma, ok = plainTail(d, words, before); ok {
			return verb, comma, ok
		}
	}
	return 0, 0, false
}

// plainTail is tail for tags with the verb last.
func plainTail(d *text.Document, words *lexicon, s text.Sentence) (verb, comma int, ok bool) {
	end := s.Last - 1
	for end > s.First && d.Tokens[end].Tag == text.PUNCT && d.Tokens[end].Form != "," && !isMark(d.Tokens[end].Form) {
		end--
	}
	for verb = end; verb > s.First+3 && verb >= end-tailWords; verb-- {
		t := &d.Tokens[verb]
		if t.Form == "," || isMark(t.Form) || t.Tag == text.SCONJ {
			return 0, 0, false
		}
		if !bringsIn(words, d, verb) {
			continue
		}
		comma = verb - 1
		for comma > s.First+1 && (nominal(&d.Tokens[comma]) || d.Tokens[comma].Tag == text.PRON || d.Tokens[comma].Tag == text.ADV || d.Tokens[comma].Tag == text.CCONJ || d.Tokens[comma].Tag == text.AUX) {
			comma--
		}
		return verb, comma, d.Tokens[comma].Form == "," && comma < verb-1 && !isMark(d.Tokens[comma-1].Form)
	}
	return 0, 0, false
}

// invertedTail is tail for tags with the verb first: ", a précisé le procureur, Jean D.", ", said a spokesman".
func invertedTail(d *text.Document, words *lexicon, s text.Sentence) (verb, comma int, ok bool) {
	finite := 0
	for comma = s.Last - 2; comma > s.First+3; comma-- {
		t := &d.Tokens[comma]
		if isMark(t.Form) || finite > 2 {
			return 0, 0, false
		}
		if t.Feats.Has(text.Fin) {
			finite++
		}
		if t.Form != "," {
			continue
		}
		verb = comma + 1
		for verb < s.Last-1 && verb < comma+4 && (d.Tokens[verb].Tag == text.AUX || d.Tokens[verb].Tag == text.PRON || d.Tokens[verb].Tag == text.ADV) {
			verb++
		}
		inverted := verb+1 < s.Last && (nominal(&d.Tokens[verb+1]) || strings.HasPrefix(d.Tokens[verb-1].Form, "-"))
		subjectFirst := verb > comma+1 && d.Tokens[verb-1].Tag == text.PRON && !strings.HasPrefix(d.Tokens[verb-1].Form, "-")
		if inverted && !subjectFirst && bringsIn(words, d, verb) && !isMark(d.Tokens[comma-1].Form) && finite <= 2 {
			return verb, comma, !saysMore(d, s, verb+1)
		}
	}
	return 0, 0, false
}

// saysMore reports whether a finite verb follows token i before the next mark: "Smith, who led the group, said Hill left" ends in no tag.
func saysMore(d *text.Document, s text.Sentence, i int) bool {
	for ; i < s.Last && d.Tokens[i].Tag != text.PUNCT; i++ {
		if d.Tokens[i].Feats.Has(text.Fin) {
			return true
		}
		if d.Tokens[i].Feats.Has(text.Relative) {
			return false
		}
	}
	return false
}

// bringsIn reports whether the word at i is a verb of saying that takes a clause. At the end of a sentence behind a name, "reports" is often
// taken for a noun.
func bringsIn(words *lexicon, d *text.Document, i int) bool {
	t := &d.Tokens[i]
	if t.Feats.Has(text.Ger) || t.Feats.Has(text.Part|text.Pres) || t.Feats.Has(text.Inf) {
		return false
	}
	if t.Tag == text.VERB {
		return words.cues[t.Lemma].clausal()
	}
	return t.Tag == text.NOUN && words.cues[t.Lemma] == writes && d.Tokens[i-1].Tag == text.PROPN && i+1 < len(d.Tokens) && d.Tokens[i+1].Tag == text.PUNCT
}

// tailQuote returns what a sentence with a tag at its end says before the tag, and the token of its verb.
func (r *reader) tailQuote(s text.Sentence) (q []quote, verb int) {
	verb, comma, ok := tail(r.d, r.words, s)
	if !ok || r.quoted[verb] >= 0 || r.quoted[s.First] >= 0 && r.quoted[comma-1] >= 0 {
		return nil, -1
	}
	first, _ := r.segment(s, verb)
	last := comma - 1
	if last <= first || !r.hasVerb(first, last) {
		return nil, -1
	}
	found := r.quoteOf(s, first, last, verb)
	for i := range found {
		if doer := r.doerBehind(s, verb); doer >= 0 && doer > verb {
			found[i].Speaker = r.speakerAt(s, doer)
		} else if doer := r.tailDoer(s, comma+1, verb); doer >= 0 {
			found[i].Speaker = r.speakerAt(s, doer)
			if found[i].Speaker.Span.End > r.d.Tokens[verb].Start {
				span := r.d.Cover(comma+1, verb-1)
				found[i].Speaker = record.Speaker{Span: span, Name: r.d.At(span)}
			}
		}
	}
	return found, verb
}

// hasVerb reports whether a finite verb stands among tokens first..last that is not that of a relative clause.
func (r *reader) hasVerb(first, last int) bool {
	verbs := 0
	for i := first; i <= last; i++ {
		switch t := &r.d.Tokens[i]; {
		case t.Feats.Has(text.Fin):
			verbs++
		case t.Feats.Has(text.Relative):
			verbs--
		}
	}
	return verbs > 0
}

// tailDoer returns the head of the noun phrase between the comma and the verb of a tag.
func (r *reader) tailDoer(s text.Sentence, first, verb int) int {
	for i := verb - 1; i >= first; i-- {
		switch r.d.Tokens[i].Tag {
		case text.NOUN, text.PROPN, text.PRON:
			if s.Parsed && r.actors[i] < 0 {
				if h := r.topOf(first, verb-1, i); h >= 0 {
					return h
				}
			}
			return r.head(i)
		}
	}
	return nobody
}

// topOf returns the token that token i hangs on, at the top of those from first to last.
func (r *reader) topOf(first, last, i int) int {
	for range deepest {
		up := r.d.Tokens[i].Head
		if up < first || up > last {
			return i
		}
		i = up
	}
	return i
}
