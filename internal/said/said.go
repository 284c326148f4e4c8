// Package said finds what people and bodies are reported to have said: words in quotation marks, clauses after a verb of
// saying, clauses with "according to", and the speaker of each.
package said

import (
	"sort"

	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// Finder finds quotes. It is safe for use by several goroutines.
type Finder struct {
	lexicons map[text.Language]*lexicon
}

// New returns a Finder that knows the lists "saying" and "sources" of the books. Documents in other languages have no quotes.
func New(books map[text.Language]*rule.Book) *Finder {
	f := &Finder{lexicons: map[text.Language]*lexicon{}}
	for language, book := range books {
		f.lexicons[language] = newLexicon(book)
	}
	return f
}

// reader works on one document.
type reader struct {
	d        *text.Document
	words    *lexicon
	passages []passage
	quoted   []int32 // for each token the number of its passage, -1 outside
	actors   []int32 // for each token the smallest actor that covers it, -1 for none
	dated    []bool  // for each token whether a date holds it: who speaks on a Tuesday is not Tuesday
}

// Find returns the quotes in d, direct and indirect, in order of position. Words in quotation marks that nobody says
// ("the so-called “jungle”", titles) are no quotes. Most indirect ones are found in parsed sentences only.
func (f *Finder) Find(d *text.Document) []record.Quote {
	words := f.lexicons[d.Language]
	if words == nil {
		return nil
	}
	r := &reader{d: d, words: words, passages: passages(d)}
	r.quoted = make([]int32, len(d.Tokens))
	r.actors = make([]int32, len(d.Tokens))
	for i := range r.quoted {
		r.quoted[i], r.actors[i] = -1, -1
	}
	for n, p := range r.passages {
		for i := p.first; i <= p.last; i++ {
			r.quoted[i] = int32(n)
		}
	}
	for n, actor := range d.Actors {
		r.coverWith(n, actor)
	}
	r.dated = make([]bool, len(d.Tokens))
	for _, date := range d.Dates {
		for i := date.First; i <= date.Last; i++ {
			r.dated[i] = true
		}
	}
	indirect := r.indirect()
	direct := r.direct(indirect)
	return settled(direct, indirect)
}

// coverWith notes actor n on its tokens, where no smaller one stands.
func (r *reader) coverWith(n int, actor text.Actor) {
	for i := max(0, actor.First); i <= actor.Last && i < len(r.actors); i++ {
		if old := r.actors[i]; old < 0 || width(r.d.Actors[old]) > width(actor) {
			r.actors[i] = int32(n)
		}
	}
}

func width(a text.Actor) int { return a.Last - a.First }

// Matters reports whether a sentence of d, given by its number, needs its tree for attribution: it has a verb of saying or words such as
// "according to", and not only a plain "he said" beside quotation marks.
func (f *Finder) Matters(d *text.Document, sentence int) bool {
	words := f.lexicons[d.Language]
	if words == nil {
		return false
	}
	s := d.Sentences[sentence]
	verb, _, tagged := tail(d, words, s)
	for i := s.First; i < s.Last; i++ {
		if tagged && i == verb {
			continue
		}
		if words.sourceAt(d, i) > 0 || words.kindOf(&d.Tokens[i]) != "" && !plainTag(d, s, i) || words.mayLead(d, i) || i+1 < s.Last && d.Tokens[i].Tag == text.NOUN && d.Tokens[i+1].Tag == text.SCONJ && words.cues[d.Tokens[i].Lemma].clausal() {
			return true
		}
	}
	return false
}

// plainTag reports whether the verb of saying at i and one word beside it are all that follows a closing mark in s: “…,” she said.
func plainTag(d *text.Document, s text.Sentence, i int) bool {
	first, last := i-1, i+1
	for last < s.Last && d.Tokens[last].Tag != text.PUNCT {
		last++
	}
	for first >= s.First && d.Tokens[first].Tag != text.PUNCT {
		first--
	}
	return first >= s.First && last-first <= 4 && isMark(d.At(d.Tokens[first].Span))
}

func isMark(form string) bool { return form == "”" || form == "\"" || form == "»" || form == "''" }

// settled joins the two kinds in order of position. An indirect quote whose words mostly stand in quotation marks gives way to the
// direct one, and a few words in marks give way to the clause around them.
func settled(direct, indirect []quote) []record.Quote {
	var all []record.Quote
	for _, q := range direct {
		if !q.dropped {
			all = append(all, q.Quote)
		}
	}
	for _, q := range indirect {
		if !q.dropped {
			all = append(all, q.Quote)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].Start != all[j].Start {
			return all[i].Start < all[j].Start
		}
		return all[i].Span.End > all[j].Span.End
	})
	return all
}
