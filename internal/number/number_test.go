package number_test

import (
	"strings"
	"testing"

	"dateline/internal/number"
	"dateline/internal/text"
)

var english = list(`one 1|two 2|three 3|five 5|six 6|eight 8|nine 9|twelve 12|nineteen 19|twenty 20+9|fifty 50+9|ninety 90+9|
	hundred x100|thousand x1000|million x1000000|dozen x12|a 1x|and &|half .5|third 3.|thirds /3|second 2.|hundredth x100.`)

var french = list(`un 1|une 1|deux 2|trois 3|quatre 4|sept 7|dix 10+9|douze 12|quinze 15|vingt 20+9|soixante 60+19|quatre-vingt 80+19|quatre-vingts 80+19|
	cent x100|cents x100|mille x1000|millions x1000000|et &|demi .5|tiers /3|troisième 3.`)

func list(source string) number.Words {
	words := map[string]string{}
	for line := range strings.SplitSeq(source, "|") {
		word, does, _ := strings.Cut(strings.TrimSpace(line), " ")
		words[word] = does
	}
	return func(word string) (string, bool) { does, ok := words[word]; return does, ok }
}

var readTests = []struct {
	marked  string // the number stands at the head, up to ›
	value   float64
	ordinal bool
}{
	{"1,200› people", 1200, false},
	{"1,20", 0, false},
	{"3.5 million› people", 3.5e6, false},
	{"2009› people", 2009, false},
	{"12› 300 people", 12, false},
	{"twenty-three› people", 23, false},
	{"twenty three› people", 23, false},
	{"Two hundred and six› people", 206, false},
	{"two thousand and six› people", 2006, false},
	{"two hundred thousand› people", 200000, false},
	{"a hundred› people", 100, false},
	{"a dozen› people", 12, false},
	{"two› and three", 2, false},
	{"two and a half› years", 2.5, false},
	{"two and a half million› people", 2.5e6, false},
	{"half a million› people", 5e5, false},
	{"half› a day", .5, false},
	{"one third› of them", 1. / 3, false},
	{"two thirds› of them", 2. / 3, false},
	{"third› year", 3, true},
	{"twenty-third› year", 23, true},
	{"two hundredth› day", 200, true},
	{"19th› century", 19, true},
	{"19ème", 0, false},
	{"1/2› mile", .5, false},
	{"nineteen› ninety-six", 19, false},
	{"a camp", 0, false},
	{"and six", 0, false},
}

var frenchTests = []struct {
	marked  string
	value   float64
	ordinal bool
}{
	{"quatre-vingt-dix-sept› personnes", 97, false},
	{"quatre-vingts› personnes", 80, false},
	{"soixante-quinze› personnes", 75, false},
	{"soixante et un› ans", 61, false},
	{"vingt-et-un› ans", 21, false},
	{"deux cents› personnes", 200, false},
	{"deux mille quinze› personnes", 2015, false},
	{"10 000› personnes", 10000, false},
	{"10.000› personnes", 10000, false},
	{"1 200 000› personnes", 1.2e6, false},
	{"2,5 millions› d'euros", 2.5e6, false},
	{"2e› jour", 2, true},
	{"deux ans et demi", 2, false},
	{"un tiers› des", 1. / 3, false},
	{"Troisième› jour", 3, true},
}

func tokens(s string) []text.Token {
	var found []text.Token
	for word := range strings.FieldsSeq(strings.ReplaceAll(s, "›", "")) {
		found = append(found, text.Token{Form: word})
	}
	return found
}

func TestRead(t *testing.T) {
	reader := number.New(english, number.Marks{})
	for _, test := range readTests {
		check(t, reader, test.marked, test.value, test.ordinal)
	}
	reader = number.New(french, number.Marks{Group: ". \u00a0\u202f", Decimal: ",", Ordinal: "e er ère ème"})
	for _, test := range frenchTests {
		check(t, reader, test.marked, test.value, test.ordinal)
	}
}

func check(t *testing.T, reader *number.Reader, marked string, value float64, ordinal bool) {
	t.Helper()
	got := reader.Read(tokens(marked))
	head, _, found := strings.Cut(marked, "›")
	words := len(strings.Fields(head))
	if !found {
		words = 0
		if value != 0 {
			words = 1
		}
	}
	if got.Words != words || words > 0 && (got.Value != value || got.Ordinal != ordinal) {
		t.Errorf("%s: got %+v, want %v in %d words, ordinal %v", marked, got, value, words, ordinal)
	}
}

func FuzzReadNeverReadsMoreThanThereIs(f *testing.F) {
	for _, test := range readTests {
		f.Add(test.marked)
	}
	reader := number.New(english, number.Marks{})
	f.Fuzz(func(t *testing.T, s string) {
		given := tokens(s)
		if got := reader.Read(given); got.Words < 0 || got.Words > len(given) || got.Value < 0 {
			t.Errorf("%q: %+v", s, got)
		}
	})
}
