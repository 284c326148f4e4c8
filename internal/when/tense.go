package when

import (
	"dateline/internal/rule"
	"dateline/internal/text"
)

// tenses tells from the verbs of a sentence where a date lies.
type tenses struct {
	future, perfect, ahead *rule.List
	directions             map[tense]int
}

// tense is the tense of a clause by its name in the list "direction".
type tense string

const (
	noTense      tense = "none"
	pastTense    tense = "past"
	presentTense tense = "present"
	futureTense  tense = "future"
)

// newTenses reads the lists future, perfect, ahead and direction.
func newTenses(book *rule.Book) tenses {
	t := tenses{book.List("future"), book.List("perfect"), book.List("ahead"), map[tense]int{}}
	list := book.List("direction")
	for _, name := range []tense{noTense, pastTense, presentTense, futureTense} {
		where, _ := list.Value(string(name))
		var n int
		if choose(where, &n) == nil {
			t.directions[name] = n
		}
	}
	return t
}

// direction returns -1 when what happens at the tokens first..last of a sentence lies before the publication, 1 when after.
// It is sure when the tense is neither present nor none.
func (t tenses) direction(d *text.Document, s text.Sentence, first, last int) (direction int, sure bool) {
	if t.isAhead(d, s, first) {
		return 1, true
	}
	verb := t.verbAbove(d, s, first, last)
	if verb < 0 {
		verb = nearestVerb(d, s, first, last)
	}
	if verb < 0 {
		return t.directions[noTense], false
	}
	told := t.tenseOf(d, s, verb)
	return t.directions[told], told == pastTense || told == futureTense
}

// before is how many words before a date one that makes it lie ahead may stand.
const before = 3

// isAhead reports whether a word right before token first says that it lies ahead: due Friday.
func (t tenses) isAhead(d *text.Document, s text.Sentence, first int) bool {
	for i := first - 1; i >= s.First && i >= first-before; i-- {
		if d.Tokens[i].Tag == text.PUNCT {
			return false
		}
		if _, n, ok := t.ahead.At(d, i); ok && i+n <= first {
			return true
		}
	}
	return false
}

// verbAbove returns the verb that the tokens depend on in a parsed sentence, -1 when there is none.
func (t tenses) verbAbove(d *text.Document, s text.Sentence, first, last int) int {
	if !s.Parsed {
		return -1
	}
	at := first
	for range s.Last - s.First {
		head := d.Tokens[at].Head
		if head < s.First || head >= s.Last {
			return -1
		}
		at = head
		if tag := d.Tokens[at].Tag; (at < first || at > last) && (tag == text.VERB || tag == text.AUX || hasCopula(d, s, at)) {
			return at
		}
	}
	return -1
}

// hasCopula reports whether token i is a noun or adjective that is said to be so: is ready.
func hasCopula(d *text.Document, s text.Sentence, i int) bool {
	for k := s.First; k < i; k++ {
		if d.Tokens[k].Head == i && d.Tokens[k].Rel.Base() == "cop" {
			return true
		}
	}
	return false
}

// nearestVerb returns the verb before the tokens in the same clause, else the one after them, else any before; -1 when there is none.
func nearestVerb(d *text.Document, s text.Sentence, first, last int) int {
	far := -1
	crossed := false
	for i := first - 1; i >= s.First; i-- {
		switch t := &d.Tokens[i]; {
		case t.Tag == text.VERB || t.Tag == text.AUX:
			if !crossed {
				return i
			}
			far = max(far, i)
		case t.Tag == text.PUNCT && t.Form != "-":
			crossed = true
		}
	}
	for i := last + 1; i < s.Last; i++ {
		if t := &d.Tokens[i]; t.Tag == text.VERB || t.Tag == text.AUX && (i+1 == s.Last || d.Tokens[i+1].Tag != text.VERB) {
			return i
		}
	}
	return far
}

// reach is how many words before a verb its auxiliaries may stand.
const reach = 5

// tenseOf returns the tense of a verb with the auxiliaries before it.
func (t tenses) tenseOf(d *text.Document, s text.Sentence, verb int) tense {
	v := d.Tokens[verb].Feats
	for i := verb; i >= s.First && i >= verb-reach; i-- {
		token := &d.Tokens[i]
		if i < verb && token.Tag == text.PUNCT {
			break
		}
		infinite := v.Has(text.Inf) || d.Tokens[verb].Tag == text.AUX || !v.Has(text.Past)
		if _, _, ok := t.future.At(d, i); ok && (i < verb && infinite || i == verb && token.Tag == text.AUX) {
			return futureTense
		}
		if i < verb && token.Tag == text.AUX && token.Feats.Has(text.Past) {
			return pastTense
		}
		if _, _, ok := t.perfect.At(d, i); ok && i < verb && v.Has(text.Part) {
			return pastTense
		}
		if i < verb && token.Tag == text.AUX && token.Feats.Has(text.Fut) {
			return futureTense
		}
		if i < verb && token.Tag == text.AUX && token.Feats.Has(text.Pres) {
			return presentTense
		}
	}
	switch {
	case v.Has(text.Fut):
		return futureTense
	case v.Has(text.Past), v.Has(text.Imperfect):
		return pastTense
	case v.Has(text.Pres) && !v.Has(text.Part), v.Has(text.Inf):
		return presentTense
	}
	return noTense
}
