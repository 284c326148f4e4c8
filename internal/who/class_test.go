package who

import (
	"testing"

	"dateline/internal/text"
)

// classTests tell the class for privacy of the first actor of a sentence.
var classTests = []struct{ language, tagged, class string }{
	{"en", "Police/n spokeswoman/n [PER Ann/p Hall/p ] spoke/v", "spokesperson"},
	{"en", "the/d mayor/n resigned/v", "official"},
	{"en", "a/d surgeon/n spoke/v", "professional"},
	{"en", "two/# victims/n were/x found/v", "victim"},
	{"en", "a/d teenager/n was/x held/v", "minor"},
	{"en", "a/d baby/n drowned/v", "minor"},
	{"en", "a/d resident/n spoke/v", "private"},
	{"en", "[PER Ann/p Hall/p ] spoke/v", "private"},
	{"fr", "la/d porte-parole/n [PER Anne/p Noir/p ] parle/v", "spokesperson"},
	{"fr", "le/d préfet/n parle/v", "official"},
	{"fr", "une/d infirmière/n parle/v", "professional"},
	{"fr", "des/d victimes/n sont/x tombées/v", "victim"},
	{"fr", "une/d adolescente/n est/x morte/v", "minor"},
	{"fr", "un/d habitant/n parle/v", "private"},
}

func TestClassForPrivacy(t *testing.T) {
	f := finder(t)
	for _, test := range classTests {
		d := read(test.tagged, text.Language(test.language))
		found := f.Find(d)
		if len(found) == 0 || found[0].Class != test.class {
			t.Errorf("%s: want %s, got %+v", d.Body, test.class, found)
		}
	}
}
