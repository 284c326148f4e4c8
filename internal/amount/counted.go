package amount

import (
	"slices"

	"dateline/internal/text"
)

// counted returns the token that a counts, in its sentence: by the tree where there is one, else the main noun of the noun
// phrase that begins with token next. It returns -1 when nothing that is counted is named.
func (l *language) counted(d *text.Document, s text.Sentence, a text.Amount, next int) int {
	if next+1 < s.Last && d.Tokens[next].Form == "-" && isNoun(d.Tokens[next+1].Tag) { // a 13-member committee
		return next + 1
	}
	if s.Parsed {
		if of, sure := byTree(d, s, a); sure {
			return of
		}
	}
	return l.byTags(d, s, next)
}

// byTree returns the noun that the number hangs on (fifteen officers), or the one that hangs on it (hundreds of officers).
// It is not sure when the number has neither.
func byTree(d *text.Document, s text.Sentence, a text.Amount) (of int, sure bool) {
	for i := a.Last; i >= a.First; i-- {
		t := &d.Tokens[i]
		if t.Head > a.Last && t.Head < s.Last && (t.Rel.Base() == "nummod" || t.Rel.Base() == "det" || t.Rel.Base() == "amod") && isNoun(d.Tokens[t.Head].Tag) {
			return t.Head, true
		}
	}
	for i := a.Last + 1; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Head >= a.First && t.Head <= a.Last && t.Rel.Base() == "nmod" && isNoun(t.Tag) {
			return i, true
		}
	}
	return -1, false
}

// Bounds of the search for a noun phrase without a tree, in tokens.
const (
	farthest    = 12 // from the number to the main noun
	parenthesis = 8  // inside brackets that stand in the phrase: 15 CRS (Compagnies …) officers
)

// byTags returns the last noun of the noun phrase that begins at token i, or after a word such as "of" there: adjectives,
// participles and names may stand before it.
func (l *language) byTags(d *text.Document, s text.Sentence, i int) int {
	noun := -1
	_, of, part := l.partitive.At(d, i)
	i += of
	for start := i; i < s.Last && i-start < farthest; i++ {
		t := &d.Tokens[i]
		switch {
		case inDate(d, i):
			return noun
		case isNoun(t.Tag):
			if noun >= 0 && d.Tokens[noun].Tag == text.NOUN && t.Tag == text.PROPN { // officers Smith
				return noun
			}
			noun = i
		case t.Tag == text.ADJ, t.Tag == text.NUM && noun < 0, t.Tag == text.VERB && t.Feats.Has(text.Part) && noun < 0,
			t.Tag == text.ADV && noun < 0, t.Tag == text.SYM && noun < 0, t.Form == "-":
		case part && (t.Tag == text.DET || t.Tag == text.PRON && t.Feats.Has(text.Poss)) && i == start: // of the officers, of her sons
		case t.Form == "(" && noun >= 0:
			if end := afterBracket(d, s, i); end > 0 && end < s.Last && d.Tokens[end].Tag == text.NOUN {
				return end
			}
			return noun
		default:
			return noun
		}
	}
	return noun
}

// afterCounted is how many tokens after a noun its modifiers are looked for: officiers de police judiciaire.
const afterCounted = 6

// phrase returns token of, which is counted, with the modifiers that classify it: those before it, back to token next at the
// most, and those after it that the rules of topic "counted" know. It is empty when of is -1.
func (l *language) phrase(d *text.Document, s text.Sentence, of, next int) text.Span {
	if of < 0 {
		return text.Span{}
	}
	first, last := of, of
	for first > max(next, s.First) && classifies(d, s, first-1, of) {
		first--
	}
	for first < of && (d.Tokens[first].Tag == text.PUNCT || d.Tokens[first].Tag == text.ADV) {
		first++
	}
	for _, m := range l.counting.Find(d, of, min(s.Last, of+afterCounted)) {
		if m.First == of {
			last = m.Last
		}
	}
	return d.Cover(first, last)
}

// classifies reports whether token i, before the noun at token of, says what kind of thing that is. In a parsed sentence it
// must depend on the noun.
func classifies(d *text.Document, s text.Sentence, i, of int) bool {
	t := &d.Tokens[i]
	switch {
	case inDate(d, i):
		return false
	case t.Tag == text.ADJ, isNoun(t.Tag), t.Tag == text.ADV, t.Form == "-", t.Tag == text.VERB && t.Feats.Has(text.Part):
		return !s.Parsed || t.Tag == text.PUNCT || below(d, s, i, of)
	}
	return false
}

// below reports whether token i depends on token head of its sentence, directly or through others.
func below(d *text.Document, s text.Sentence, i, head int) bool {
	for range s.Last - s.First {
		if i = d.Tokens[i].Head; i == head {
			return true
		}
		if i < s.First || i >= s.Last {
			return false
		}
	}
	return false
}

// inDate reports whether token i lies in a time.
func inDate(d *text.Document, i int) bool {
	_, found := slices.BinarySearchFunc(d.Dates, i, func(date text.Date, i int) int {
		switch {
		case date.Last < i:
			return -1
		case date.First > i:
			return 1
		}
		return 0
	})
	return found
}

// afterBracket returns the token after the brackets that open at token i, 0 when they do not close soon.
func afterBracket(d *text.Document, s text.Sentence, i int) int {
	for k := i + 1; k < s.Last && k-i <= parenthesis; k++ {
		if d.Tokens[k].Form == ")" {
			return k + 1
		}
	}
	return 0
}

func isNoun(t text.Tag) bool { return t == text.NOUN || t == text.PROPN }
