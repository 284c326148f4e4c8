package said

import (
	"strings"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// kind says how a verb brings in somebody's words. The zero value is no verb of saying.
type kind string

// The kinds of verbs in the list "saying".
const (
	says     kind = "say"    // brings in direct words and clauses: say, add, announce
	tells    kind = "tell"   // the same with a hearer: tell, warn, assure
	writes   kind = "report" // of papers and documents: report, write
	asks     kind = "ask"    // brings in direct words, also as a part of a clause or an infinitive: urge, promise, demand
	judges   kind = "judge"  // brings in direct words only, with an object of its own: condemn, criticise
	speaksOf kind = "about"  // a verb with the adposition before what it speaks of: "call for", "warn of"
	names    kind = "name"   // takes a thing and what it is called: call, brand
	cries    kind = "cry"    // brings in direct words only: shout, smile, laugh
)

// clausal reports whether a verb of this kind takes a clause for what is said.
func (k kind) clausal() bool { return k == says || k == tells || k == writes || k == asks }

// lexicon is what one language knows of saying.
type lexicon struct {
	cues    map[string]kind // verbs by lemma
	topics  map[string]bool // verbs with the adposition before what they speak of, by dictionary forms: "call for"
	leads   map[string]bool // the verbs of topics
	sources *rule.List      // words that stand before a source: according to, selon
	version string
}

// newLexicon reads the lists "saying" and "sources" of a book.
func newLexicon(book *rule.Book) *lexicon {
	list := book.List("saying")
	l := &lexicon{cues: map[string]kind{}, topics: map[string]bool{}, leads: map[string]bool{}, sources: book.List("sources"), version: list.Version}
	for _, word := range list.Words() {
		value, _ := list.Value(word)
		if kind(value) == speaksOf {
			verb, _, _ := strings.Cut(word, " ")
			l.topics[word], l.leads[verb] = true, true
			continue
		}
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

// mayLead reports whether the word at i is a verb that speaks of something, with its adposition not far behind.
func (l *lexicon) mayLead(d *text.Document, i int) bool {
	if d.Tokens[i].Tag != text.VERB || !l.leads[d.Tokens[i].Lemma] {
		return false
	}
	for k := i + 1; k < len(d.Tokens) && k <= i+2; k++ {
		if l.topics[d.Tokens[i].Lemma+" "+d.Tokens[k].Lemma] {
			return true
		}
	}
	return false
}
