package lemma

import (
	"fmt"
	"strings"

	"dateline/internal/text"
)

// tenses are the names of the rows of a table of verbs, with the features of their forms.
var tenses = map[string]text.Feats{
	"present":     text.Ind | text.Pres | text.Fin,
	"imperfect":   text.Ind | text.Imperfect | text.Fin,
	"future":      text.Ind | text.Fut | text.Fin,
	"conditional": text.Cnd | text.Pres | text.Fin,
	"past":        text.Ind | text.Past | text.Fin,
	"subjunctive": text.Sub | text.Pres | text.Fin,
	"participle":  text.Past | text.Part,
	"gerund":      text.Pres | text.Part,
}

// persons and genders are the features of the forms of a row, in order.
var (
	persons = []text.Feats{text.Person1 | text.Sing, text.Person2 | text.Sing, text.Person3 | text.Sing, text.Person1 | text.Plur, text.Person2 | text.Plur, text.Person3 | text.Plur}
	genders = []text.Feats{text.Masc | text.Sing, text.Masc | text.Plur, text.Fem | text.Sing, text.Fem | text.Plur}
)

// Verbs reads a table of verbs such as rules/fr/verbs.tsv (infinitive, tense, and its one form or all of them) into a document of one sentence, for Train.
func Verbs(table string) (*text.Document, error) {
	d := &text.Document{}
	number := 0
	for line := range strings.Lines(table) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 3 || tenses[columns[1]] == 0 {
			return nil, fmt.Errorf("line %d: want an infinitive, a tense and its forms, tabs between", number)
		}
		add(d, columns[0], columns[1], strings.Fields(columns[2]))
	}
	d.Sentences = []text.Sentence{{Last: len(d.Tokens)}}
	return d, nil
}

// add adds the forms of one tense, and the infinitive.
func add(d *text.Document, infinitive, tense string, forms []string) {
	word := func(form string, feats text.Feats) {
		d.Tokens = append(d.Tokens, text.Token{Form: form, Lemma: infinitive, Tag: text.VERB, Feats: feats})
	}
	word(infinitive, text.Inf)
	for i, form := range forms {
		switch {
		case len(forms) == 1:
			word(form, tenses[tense])
		case tense == "participle" && i < len(genders):
			word(form, tenses[tense]|genders[i])
			word(form, tenses[tense]|genders[i]|text.Passive)
		case i < len(persons):
			word(form, tenses[tense]|persons[i])
		}
	}
}
