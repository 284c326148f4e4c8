package said

import (
	"dateline/internal/rule"
	"dateline/internal/text"
)

// kind says how a verb brings in somebody's words. The zero value is no verb of saying.
type kind string

// The kinds of verbs in the list "saying".
const (
	says   kind = "say"    // brings in direct words and clauses: say, add, announce
	tells  kind = "tell"   // the same with a hearer: tell, warn, assure
	writes kind = "report" // of papers and documents: report, write
	asks   kind = "ask"    // brings in direct words, also as a part of a clause or an infinitive: urge, promise, demand
	judges kind = "judge"  // brings in direct words only, with an object of its own: condemn, criticise
	cries  kind = "cry"    // brings in direct words only: shout, smile, laugh
)

// clausal reports whether a verb of this kind takes a clause for what is said.
func (k kind) clausal() bool { return k == says || k == tells || k == writes || k == asks }

// lexicon is what one language knows of saying.
type lexicon struct {
	cues    map[string]kind // verbs by lemma
	sources *rule.List      // words that stand before a source: according to, selon
	version string
}

// newLexicon reads the lists "saying" and "sources" of a book.
func newLexicon(book *rule.Book) *lexicon {
	list := book.List("saying")
	l := &lexicon{cues: map[string]kind{}, sources: book.List("sources"), version: list.Version}
	for _, word := range list.Words() {
		value, _ := list.Value(word)
		l.cues[word] = kind(value)
	}
	return l
}

// kindOf returns the kind of t as a verb of saying.
func (l *lexicon) kindOf(t *text.Token) kind {
	if t.Tag != text.VERB && t.Tag != text.AUX {
		return ""
	}
	return l.cues[t.Lemma]
}

// sourceAt returns how many tokens from i on are words that stand before a source, 0 for none.
func (l *lexicon) sourceAt(d *text.Document, i int) int {
	if t := d.Tokens[i].Tag; t == text.PUNCT || t == text.PRON || t == text.NUM {
		return 0
	}
	_, n, _ := l.sources.At(d, i)
	return n
}

// origin says which way of finding gave a quote, and the version of the list of verbs.
func (l *lexicon) origin(way string) text.Origin {
	return text.Origin{Rule: "said." + way, Version: l.version}
}
