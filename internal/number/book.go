package number

import (
	"strings"

	"dateline/internal/rule"
	"dateline/internal/text"
)

// The lists of a book that hold the numbers of its language.
var wordLists = [...]string{"numeral", "ordinal", "joiner"}

// FromBook returns the Reader of the language of a book, from its lists numeral, ordinal, joiner and figures.
func FromBook(b *rule.Book) *Reader {
	words := map[string]string{}
	for _, name := range wordLists {
		list := b.List(name)
		for _, word := range list.Words() {
			if does, ok := list.Value(word); ok && does != "" {
				words[strings.ReplaceAll(lower(word), " - ", "-")] = does
			}
		}
	}
	figures := b.List("figures")
	group, _ := figures.Value("group")
	decimal, _ := figures.Value("decimal")
	ordinal, _ := figures.Value("ordinal")
	return New(func(word string) (string, bool) { does, ok := words[word]; return does, ok }, Marks{group, decimal, ordinal})
}

// ReadText reads the number that words with spaces between them are; ok is false when they are more than a number, or none.
func (r *Reader) ReadText(words string) (n Number, ok bool) {
	var tokens []text.Token
	for word := range strings.FieldsSeq(words) {
		tokens = append(tokens, text.Token{Form: word})
	}
	n = r.Read(tokens)
	return n, n.Words == len(tokens) && n.Words > 0
}
