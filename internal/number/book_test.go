package number_test

import (
	"testing"

	"dateline/internal/number"
	"dateline/internal/rule/ruletest"
	"dateline/internal/text"
)

// reader reads the numbers of a language as they ship.
func reader(t *testing.T, lang text.Language) *number.Reader {
	t.Helper()
	return number.FromBook(ruletest.Book(t, lang, "number/*"))
}

func TestListsThatShip(t *testing.T) {
	for _, test := range []struct {
		lang  text.Language
		words string
		value float64
	}{
		{text.English, "twenty-three", 23},
		{text.English, "a hundred", 100},
		{text.English, "two and a half million", 2.5e6},
		{text.English, "one lakh", 1e5},
		{text.English, "1,500", 1500},
		{text.English, "21st", 21},
		{text.French, "quatre-vingt-dix-sept", 97},
		{text.French, "soixante et onze", 71},
		{text.French, "deux cents", 200},
		{text.French, "2,5 millions", 2.5e6},
		{text.French, "10 000", 10000},
		{text.French, "1er", 1},
	} {
		if got, ok := reader(t, test.lang).ReadText(test.words); !ok || got.Value != test.value {
			t.Errorf("%s: got %+v, want %v", test.words, got, test.value)
		}
	}
	if got, ok := reader(t, text.English).ReadText("half a camp"); ok {
		t.Errorf("half a camp: got %+v, want no number", got)
	}
}
