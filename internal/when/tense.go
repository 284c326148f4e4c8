package when

import (
	"strings"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// tenses tells from the verbs of a sentence where a date lies.
type tenses struct {
	future, perfect, ahead, calling, owner, unable, ending *rule.List
	directions                                             map[tense]int
}

// tense is the tense of a clause by its name in the list "direction".
type tense string

const (
	noTense      tense = "none"
	pastTense    tense = "past"
	presentTense tense = "present"
	futureTense  tense = "future"
)

// newTenses reads the lists future, perfect, ahead, calling, owner, unable, ending and direction.
func newTenses(book *rule.Book) tenses {
	t := tenses{book.List("future"), book.List("perfect"), book.List("ahead"), book.List("calling"), book.List("owner"), book.List("unable"), book.List("ending"), map[tense]int{}}
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

// certainty is how sure it is where a date lies.
type certainty uint8

const (
	unsure  certainty = iota
	likely            // the tense says so by itself; a much nearer day on the other side may be meant
	certain           // the words say so: since October
)

// direction returns -1 when what happens at the time that p tells in a sentence lies before the publication, 1 when after.
// It is unsure when the tense is present or none.
func (t tenses) direction(d *text.Document, s text.Sentence, p *piece) (direction int, sure certainty) {
	first, last := p.first, p.last
	ahead := t.isAhead(d, s, first)
	if t.hadBeen(d, s, first) {
		return -1, likely
	}
	if ahead == behind {
		return -1, certain
	}
	if ahead == always || ahead == ofWeekdays && p.has&weekdaySlot != 0 {
		return 1, likely
	}
	verb := t.verbAbove(d, s, first, last)
	if verb < 0 {
		verb = nearestVerb(d, s, first, last)
	}
	told := noTense
	if verb >= 0 {
		told = t.tenseOf(d, s, verb)
		if above := nearestVerb(d, s, verb, s.Last); above >= 0 && d.Tokens[verb].Feats.Has(text.Inf) && t.tenseOf(d, s, above) == futureTense {
			told = futureTense // they will call on people to march Thursday
		}
	}
	lasting := ahead == unlessPast && (told != pastTense || t.stillHolds(d, s, verb))
	if lasting || verb >= 0 && t.calls(d, verb, first) {
		return 1, likely
	}
	if t.owns(d, last) && told != futureTense { // to get around Wednesday's ruling
		return t.directions[noTense], unsure
	}
	if told == pastTense || told == futureTense {
		return t.directions[told], likely
	}
	return t.directions[told], unsure
}

// owns reports whether the words that end at token last have something: Wednesday's.
func (t tenses) owns(d *text.Document, last int) bool {
	_, _, ok := t.owner.At(d, last+1)
	return ok
}

// hadBeen reports whether what lay ahead did so before another thing of the past: had been due to expire Friday.
func (t tenses) hadBeen(d *text.Document, s text.Sentence, first int) bool {
	due := false
	for i := first - 1; i >= s.First && d.Tokens[i].Tag != text.PUNCT; i-- {
		if _, _, ok := t.future.At(d, i); ok {
			due = true
		}
		if _, _, ok := t.perfect.At(d, i); ok && due {
			return d.Tokens[i].Feats.Has(text.Past|text.Fin) || d.Tokens[i].Feats.Has(text.Imperfect)
		}
	}
	return false
}

// stillHolds reports whether a verb is in the present perfect, so that what it tells lasts: has given them until Tuesday.
func (t tenses) stillHolds(d *text.Document, s text.Sentence, verb int) bool {
	for i := verb - 1; i >= s.First && i >= verb-reach && d.Tokens[i].Tag != text.PUNCT; i-- {
		if _, _, ok := t.perfect.At(d, i); ok {
			return d.Tokens[i].Feats.Has(text.Pres) && !d.Tokens[i].Feats.Has(text.Part)
		}
	}
	return false
}

// What the list "ahead" says of a word.
const (
	always     = "always"
	unlessPast = "unless past"
	ofWeekdays = "weekday"
	behind     = "behind"
)

// calls reports whether a verb has an object before token first that lies ahead: called a march for Saturday.
func (t tenses) calls(d *text.Document, verb, first int) bool {
	if _, _, ok := t.calling.At(d, verb); !ok {
		return false
	}
	for i := verb + 1; i < first; i++ {
		if d.Tokens[i].Tag == text.NOUN {
			return true
		}
	}
	return false
}

// before is how many words before a date one that makes it lie ahead may stand.
const before = 3

// isAhead returns what the list says of a word right before token first that makes it lie ahead, empty when there is none.
func (t tenses) isAhead(d *text.Document, s text.Sentence, first int) string {
	for i := first - 1; i >= s.First && i >= first-before; i-- {
		if d.Tokens[i].Tag == text.PUNCT {
			return ""
		}
		if value, n, ok := t.ahead.At(d, i); ok && i+n <= first {
			return value
		}
	}
	return ""
}

// begins reports whether p is the day from which something has gone on, which is not the day that the report goes on to tell of: "on strike since 13 March".
func (t tenses) begins(d *text.Document, s text.Sentence, p *piece) bool {
	return t.isAhead(d, s, p.first) == behind
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
	v := &d.Tokens[verb]
	if t.endsInFuture(v) {
		return futureTense
	}
	infinite := v.Feats.Has(text.Inf) || v.Tag == text.AUX || !v.Feats.Has(text.Past)
	for i := verb - 1; i >= s.First && i >= verb-reach && d.Tokens[i].Tag != text.PUNCT; i-- {
		helper := &d.Tokens[i]
		if _, _, ok := t.future.At(d, i); ok && infinite {
			return futureTense
		}
		if _, _, ok := t.perfect.At(d, i); ok && v.Feats.Has(text.Part) && !helper.Feats.Has(text.Inf) {
			return pastTense
		}
		if helper.Tag != text.AUX {
			continue
		}
		if _, _, ok := t.unable.At(d, i); ok { // could not be reached Friday
			return pastTense
		}
		switch {
		case helper.Feats.Has(text.Inf): // to be published
			infinite = true
		case helper.Feats.Has(text.Past):
			return pastTense
		case helper.Feats.Has(text.Fut):
			return futureTense
		case helper.Feats.Has(text.Pres):
			return presentTense
		}
	}
	if _, _, ok := t.future.At(d, verb); ok && v.Tag == text.AUX {
		return futureTense
	}
	return tenseBy(v.Feats, infinite)
}

// endsInFuture reports whether a verb is its dictionary form with an ending of the future: ouvrir, ouvriront. It is asked
// beside the features, for the tagger misses the future of rare verbs.
func (t tenses) endsInFuture(v *text.Token) bool {
	ending, ok := strings.CutPrefix(v.Form, strings.TrimSuffix(v.Lemma, "e"))
	if !ok || ending == "" || v.Tag != text.VERB {
		return false
	}
	_, ok = t.ending.Value(ending)
	return ok
}

// tenseBy returns the tense that a verb without auxiliaries shows.
func tenseBy(f text.Feats, infinite bool) tense {
	switch {
	case f.Has(text.Fut):
		return futureTense
	case f.Has(text.Past) && !infinite, f.Has(text.Imperfect), f.Has(text.Past | text.Fin):
		return pastTense
	case f.Has(text.Pres) && !f.Has(text.Part), f.Has(text.Inf), infinite && f.Has(text.Past):
		return presentTense
	}
	return noTense
}
