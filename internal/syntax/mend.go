package syntax

import "dateline/internal/text"

// mend puts right what the parser often gets wrong and the grammar settles. first is the number of the first token in the document.
func mend(tokens []text.Token, first int) {
	for i := range tokens {
		liftCase(tokens, i, first)
		makeParticiple(tokens, i, first)
	}
}

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
