package syntax

import "dateline/internal/text"

// mend puts right what the parser often gets wrong and the grammar settles. first is the number of the first token in the document.
func mend(tokens []text.Token, first int) {
	for i := range tokens {
		liftCase(tokens, i, first)
		makeParticiple(tokens, i, first)
		giveSubject(tokens, i, first)
	}
}

// giveSubject gives a verb with an auxiliary and no subject the noun right before the auxiliary, where the parser hung that noun with the conjunction
// before it on another verb, as if it were a preposition: "was arrested after a girl was shot". i is the auxiliary.
func giveSubject(tokens []text.Token, i, first int) {
	if i == 0 || tokens[i].Rel.Base() != "aux" || !tokens[i].Feats.Has(text.Fin) {
		return
	}
	verb, noun := tokens[i].Head-first, i-1
	if verb <= i || verb >= len(tokens) || tokens[verb].Tag != text.VERB || tokens[noun].Rel.Base() != "obl" && tokens[noun].Rel.Base() != "nmod" && tokens[noun].Rel.Base() != "nsubj" {
		return
	}
	mark := -1
	for k := range tokens {
		switch base := tokens[k].Rel.Base(); {
		case tokens[k].Head == verb+first && (base == "nsubj" || base == "csubj") && k != noun:
			return
		case base == "case" && tokens[k].Head == noun+first && opensClause[tokens[k].Lemma]:
			mark = k
		}
	}
	if mark < 0 {
		return
	}
	governor := tokens[noun].Head
	if tokens[noun].Rel.Base() == "nsubj" {
		governor = tokens[verb].Head
	}
	if above(tokens, verb+first, governor, first) {
		return
	}
	tokens[noun].Head, tokens[noun].Rel = verb+first, "nsubj"
	if tokens[verb].Feats.Has(text.Passive) || tokens[i].Rel == "aux:pass" {
		tokens[noun].Rel = "nsubj:pass"
	}
	tokens[mark].Head, tokens[mark].Rel, tokens[mark].Tag = verb+first, "mark", text.SCONJ
	tokens[verb].Head, tokens[verb].Rel = governor, "advcl"
}

// above reports whether token i stands over token k or is it, or k is none of the sentence's.
func above(tokens []text.Token, i, k, first int) bool {
	for steps := 0; steps <= len(tokens); steps++ {
		if k == i || k < first || k >= first+len(tokens) {
			return steps == 0 || k == i
		}
		if k == tokens[k-first].Head {
			return false
		}
		k = tokens[k-first].Head
	}
	return true
}

// opensClause is the words that are prepositions before a noun and conjunctions before a clause, which the parser mistakes for each other.
var opensClause = map[string]bool{"after": true, "before": true, "since": true, "until": true}

// liftCase hangs a preposition that the parser hung on a title on the name that the title belongs to: in "of Judge Ana Ruiz" it is Ana's.
func liftCase(tokens []text.Token, i, first int) {
	if tokens[i].Rel != "case" {
		return
	}
	title := tokens[i].Head - first
	if title <= i || title >= len(tokens) || tokens[title].Rel != "nmod:desc" {
		return
	}
	if name := tokens[title].Head - first; name > title && name < len(tokens) {
		tokens[i].Head = tokens[title].Head
	}
}

// makeParticiple makes a participle of a past form that hangs on a noun and has neither a subject nor an auxiliary: "two men, kidnapped in May, were
// freed".
func makeParticiple(tokens []text.Token, i, first int) {
	t := &tokens[i]
	if t.Rel != "acl" || t.Tag != text.VERB || !t.Feats.Has(text.Past|text.Fin) {
		return
	}
	for k := range tokens {
		if base := tokens[k].Rel.Base(); tokens[k].Head == i+first && (base == "nsubj" || base == "aux") {
			return
		}
	}
	t.Feats = t.Feats&^(text.Fin|text.Ind|text.Sing|text.Plur|text.Person1|text.Person2|text.Person3) | text.Part | text.Passive
}
