package rule_test

import (
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
)

func TestRejected(t *testing.T) {
	const cleared = "He/PRON/2/nsubj cleared/VERB/0/root/clear "
	for _, test := range []struct{ pattern, tree, want string }{
		{"en verb: (initiator) clear (target {camp})", cleared + "camps/NOUN/2/obj/camp", ""},
		{"en verb: (initiator) clear (target {camp})", cleared + "charges/NOUN/2/obj/charge", "nothing there fits (target {camp})"},
		{"en verb: (initiator) clear (target !{charge})", cleared + "charges/NOUN/2/obj/charge", "nothing there fits (target !{charge})"},
		{"en verb: !(initiator) clear (target)", cleared + "camps/NOUN/2/obj/camp", `shut out by "He": !(initiator)`},
		{"en noun: clear (of target)", cleared + "camps/NOUN/2/obj/camp", `"cleared" is tagged VERB, not as a noun`},
		{"en verb: take into custody (target)", cleared + "camps/NOUN/2/obj/camp", ""},
	} {
		book, err := rule.Load(files(camps), text.English)
		if err != nil {
			t.Fatal(err)
		}
		c, err := rule.LoadCodebook(files("-- group/act.md --\n"+actWith(test.pattern)), map[text.Language]*rule.Book{"en": book})
		if err != nil {
			t.Fatal(err)
		}
		d, _ := readTree(test.tree)
		d.Language = text.English
		got := ""
		for _, r := range c.Rejected(d, 0) {
			got += r.Why
		}
		if got != test.want {
			t.Errorf("%s in %q\n got %s\nwant %s", test.pattern, d.Body, got, test.want)
		}
	}
}
