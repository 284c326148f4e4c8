package said

import (
	"strings"

	"dateline/internal/text"
)

// kind says how a verb brings in somebody's words. The zero value is no verb of saying.
type kind string

// The kinds of verbs in the list said/cues.
const (
	says   kind = "say"    // brings in direct words and clauses: say, add, announce
	tells  kind = "tell"   // the same with a hearer: tell, warn, assure
	writes kind = "report" // of papers and documents: report, show
	asks   kind = "ask"    // brings in direct words, clauses and infinitives: urge, promise, demand
	judges kind = "judge"  // brings in direct words only, with an object of its own: condemn, criticise
	cries  kind = "cry"    // brings in direct words only: shout, smile, laugh
)

// clausal reports whether a verb of this kind takes a clause for what is said.
func (k kind) clausal() bool { return k == says || k == tells || k == writes || k == asks }

// lexicon is what one language knows of saying.
type lexicon struct {
	cues    map[string]kind // verbs by lemma
	sources [][]string      // words that stand before a source: according to, selon; in lower case
	origin  text.Origin
}

// kindOf returns the kind of t as a verb of saying.
func (l *lexicon) kindOf(t *text.Token) kind {
	if t.Tag != text.VERB && t.Tag != text.AUX && t.Tag != text.NOUN && t.Tag != text.X {
		return ""
	}
	if t.Tag == text.NOUN && !t.Feats.Has(text.Fin) {
		return ""
	}
	return l.cues[t.Lemma]
}

// sourceAt returns how many tokens from i on are words that stand before a source, 0 for none.
func (l *lexicon) sourceAt(tokens []text.Token, i int) int {
	for _, words := range l.sources {
		if len(words) > len(tokens)-i {
			continue
		}
		same := true
		for k, word := range words {
			same = same && strings.EqualFold(tokens[i+k].Form, word)
		}
		if same {
			return len(words)
		}
	}
	return 0
}
