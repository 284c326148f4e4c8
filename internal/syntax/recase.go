package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/text"
)

// shouted reports whether a sentence is written in capitals throughout, as wire reports once were and headlines are.
func shouted(tokens []text.Token) bool {
	large, small := 0, 0
	for i := range tokens {
		form := tokens[i].Form
		c, size := utf8.DecodeRuneInString(form)
		if !unicode.IsLetter(c) || size == len(form) {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(form); unicode.IsLower(c) || unicode.IsLower(last) {
			if small++; small > 2 {
				return false
			}
		} else {
			large++
		}
	}
	return large >= 4 && large > 5*small
}

// quietly hands a sentence to work, in small letters if it is shouted, and gives its words back their form.
func (t *tongue) quietly(tokens []text.Token, work func([]text.Token)) {
	if !shouted(tokens) {
		work(tokens)
		return
	}
	t.forms = t.forms[:0]
	for i := range tokens {
		t.forms = append(t.forms, tokens[i].Form)
		tokens[i].Form = t.quiet(tokens[i].Form, i == 0)
	}
	work(tokens)
	for i, form := range t.forms {
		tokens[i].Form = form
	}
}

// quiet returns a word in capitals as it would be written without: in small letters but for the first of a sentence and those that the
// lemmas know as proper names only, or not at all.
func (t *tongue) quiet(form string, first bool) string {
	lower := strings.ToLower(form)
	if !first && !t.language.lemmas.NameLike(lower) {
		return lower
	}
	c, size := utf8.DecodeRuneInString(lower)
	return string(unicode.ToUpper(c)) + lower[size:]
}
