package syntax

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/syntax/net"
	"dateline/internal/text"
)

// Places is what finding names asks of a gazetteer.
type Places interface {
	// Fame tells how well known the best known place of a name is: 0 no place bears it, 1 a village, 2 a town, 3 a city or region, 4 a country.
	Fame(name []byte) int
}

// hint is a kind of evidence that words are a name.
type hint uint8

// The hints of single words (word…) speak for every label of a name, those of stretches (span…) for a name that is just
// these words, those of a border for a name that begins or ends at a word.
const (
	spanVillage hint = iota // names of the gazetteer
	spanTown
	spanCity
	spanCountry
	spanBody        // an organisation known by name
	spanPerson      // a person known by name
	spanNationality // a nationality or a language
	spanDay         // a weekday or a month
	spanGiven       // a given name alone
	spanFull        // a given name and the capitalised words after it
	spanBodyWord    // capitalised words with one for a body of people: "Transport Ministry", "Bank of Anywhere"
	spanPlaceWord   // capitalised words with one for a kind of place: "Blue Lake"
	spanCompany     // capitalised words that end like a company: "Acme Ltd"
	spanCapitals    // a word in capitals
	spanBracketed   // a word in capitals in brackets
	spanRun         // capitalised words between others
	spanSpeltOut    // capitalised words with their capitals in brackets after them
	spanWithin      // capitalised words before a comma and a country or city
	spanSmallPlace  // a town of the gazetteer in small letters
	spanHyphen      // capitalised words with a hyphen between
	spanAgain       // named elsewhere in the text
	spanOften       // named elsewhere in the text several times
	spanSurname     // the last word of somebody's name elsewhere in the text
	beginTitle      // after a title or an occupation
	beginPlace      // after a word that stands before places
	endSpeech       // before a word of saying
	wordProper      // capitalised and tagged as proper name
	wordCapital     // capitalised, not at the sentence's start, and tagged as something else
	wordSmall       // not capitalised
	wordTitle       // a title or an occupation, capitalised
	hints
)

// hintNames are the names of hints in weights.tsv.
var hintNames = [hints]string{
	"village", "town", "city", "country", "body", "person", "nationality", "day", "given", "full", "body-word", "place-word", "company",
	"capitals", "bracketed", "run", "spelt-out", "within", "small-place", "hyphen", "again", "often", "surname", "after-title", "after-place-word", "before-speech", "proper", "capital", "small", "title",
}

// nameTypes is the number of types of names, with the empty one.
const nameTypes = int(text.LOC) + 1

// word classes of rules/LANGUAGE/names/words.tsv and of lists of other stages.
type class uint16

const (
	bodyHead    class = 1 << iota // may stand for a body of people: "Ministry"
	placeHead                     // may stand for a kind of place: "Lake"
	companyEnd                    // ends names of companies: "Ltd"
	joiner                        // may stand inside names, in small letters: "of"
	adding                        // may stand before the last word of a name in small letters: "and"
	placeBefore                   // stands before places: "in"
	speech                        // stands after those who speak: "said"
	title                         // stands before persons
	given                         // a given name
	knownBody
	knownPerson
	nationality
	day
	country
	surname
)

var classNames = map[string]class{
	"body": bodyHead, "place": placeHead, "company": companyEnd, "joiner": joiner, "and": adding, "before-place": placeBefore, "speech": speech,
}

// nameKnowledge is what finding names in a language knows beside the net.
type nameKnowledge struct {
	words   map[string]class // of words and of expressions, their words with a space between
	weights [hints][nameTypes]int16
	places  Places
	longest int // number of words of the longest expression
}

// readNameKnowledge reads the lists and weights of a language.
func readNameKnowledge(rules fs.FS, code text.Language, places Places) (*nameKnowledge, error) {
	k := &nameKnowledge{words: map[string]class{}, places: places}
	folder := string(code) + "/"
	if err := k.readWeights(rules, folder+"names/weights.tsv"); err != nil {
		return nil, err
	}
	err := list(rules, folder+"names/words.tsv", func(word, value string) error {
		for name := range strings.FieldsSeq(value) {
			c := classNames[name]
			if c == 0 {
				return fmt.Errorf("no class of words %q", name)
			}
			k.add(word, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	as := func(c class) func(entry string) { return func(entry string) { k.add(entry, c) } }
	for _, l := range [...]struct {
		name string
		add  func(entry string)
	}{
		{"all/names/bodies.tsv", as(knownBody)},
		{"all/names/given.tsv", as(given)},
		{"all/names/surnames.tsv", as(surname)},
		{folder + "who/known.tsv", as(knownBody)},
		{folder + "who/countries.tsv", as(country)},
		{folder + "who/nationalities.tsv", as(nationality)},
		{folder + "people/people.tsv", as(knownPerson)},
		{folder + "gender/genders.tsv", k.addGiven},
		{folder + "who/titles.tsv", k.addTitle},
		{folder + "who/agents.tsv", k.addTitle},
		{folder + "time/weekday.tsv", k.addDay},
		{folder + "time/month.tsv", k.addDay},
		{folder + "time/casemonth.tsv", k.addDay},
	} {
		err := list(rules, l.name, func(entry, _ string) error { l.add(entry); return nil })
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return k, nil
}

// list hands each entry of a list and its value to add.
func list(rules fs.FS, name string, add func(entry, value string) error) error {
	data, err := fs.ReadFile(rules, name)
	if err != nil {
		return err
	}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		entry, value, _ := strings.Cut(line, "\t")
		if err := add(entry, value); err != nil {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	return nil
}

// readWeights reads what each hint adds to the score of a person, an organisation and a place, in units of the natural logarithm of odds.
func (k *nameKnowledge) readWeights(rules fs.FS, name string) error {
	return list(rules, name, func(entry, value string) error {
		h := slices.Index(hintNames[:], entry)
		columns := strings.Fields(value)
		if h < 0 || len(columns) != nameTypes-1 {
			return fmt.Errorf("want a kind of evidence and %d numbers", nameTypes-1)
		}
		for i, column := range columns {
			weight, err := strconv.ParseFloat(column, 64)
			if err != nil || weight < -9 || weight > 9 {
				return fmt.Errorf("%s is no number from -9 to 9", column)
			}
			k.weights[h][i+1] = int16(weight * net.ScoreUnit)
		}
		return nil
	})
}

func (k *nameKnowledge) add(entry string, c class) {
	k.words[entry] |= c
	k.longest = max(k.longest, 1+strings.Count(entry, " "))
}

// addGiven adds a capitalised word of a list that also has common nouns.
func (k *nameKnowledge) addGiven(entry string) {
	if capitalised(entry) {
		k.add(entry, given)
	}
}

// addTitle adds the last word of a title or an occupation, in small letters: persons' names stand after it.
func (k *nameKnowledge) addTitle(entry string) {
	k.add(strings.ToLower(entry[strings.LastIndexByte(entry, ' ')+1:]), title)
}

func (k *nameKnowledge) addDay(entry string) {
	if capitalised(entry) {
		k.add(entry, day)
	}
}
