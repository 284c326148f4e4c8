package said

import (
	"dateline/internal/record"
	"dateline/internal/text"
)

// tailWords is the most words that may follow the verb in the tail of a sentence: "…, police said in a statement on Friday".
const tailWords = 6

// tail returns the token of the verb of saying in a sentence that ends in a tag such as ", regional police said.", and the comma before
// the tag. It needs no tree. ok is false for other sentences.
func tail(d *text.Document, words *lexicon, s text.Sentence) (verb, comma int, ok bool) {
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
	first, last := s.First, comma-1
	found := r.quoteOf(s, first, last, verb)
	for i := range found {
		if doer := r.tailDoer(s, comma+1, verb); doer >= 0 {
			found[i].Speaker = r.speakerAt(s, doer)
			if found[i].Speaker.Span.End > r.d.Tokens[verb].Start {
				span := r.d.Cover(comma+1, verb-1)
				found[i].Speaker = record.Speaker{Span: span, Name: r.d.At(span)}
			}
		}
	}
	return found, verb
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
