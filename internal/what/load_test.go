package what

import (
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
	"dateline/rules"
)

func TestListsLoad(t *testing.T) {
	for _, language := range []text.Language{text.English, text.French} {
		book, err := rule.Load(rules.FS, language)
		if err != nil {
			t.Fatal(err)
		}
		w := newWords(book)
		for name, n := range map[string]int{"governors": len(w.governors), "modals": len(w.modals), "harms": len(w.harms), "nobody": len(w.nobody), "wheres": len(w.wheres), "saying": len(w.saying),
			"backdrop": len(w.backdrop), "distinct": len(w.distinct), "doubts": len(w.doubts), "collective": len(w.collective), "harmed-things": len(w.things), "nearby": len(w.nearby)} {
			if n == 0 {
				t.Errorf("%s: list %s is empty", language, name)
			}
		}
	}
}
