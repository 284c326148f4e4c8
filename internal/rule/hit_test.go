package rule_test

import (
	"strings"
	"testing"

	"dateline/internal/rule"
	"dateline/internal/text"
)

const camps = `
-- en/act/camp.tsv --
# match: lemma
camp
tent
-- en/act/charge.tsv --
# match: lemma
charge
-- en/grammar/quantity.tsv --
hundreds
-- en/grammar.tree --
link: subject
why: as it stands
on: _(no nsubj:pass)
path: nsubj
give: subject
yes: ‹He› [left].

link: passive
why: the one acted on
path: nsubj:pass
give: object
yes: ‹He› was [left].

link: object
why: as it stands
path: obj
give: object
yes: He [left] ‹it›.

link: oblique
why: with a preposition
path: obl
path: nmod
give: oblique
yes: He [left] by ‹bus›.

link: modifier
why: before a noun
path: compound
give: modifier
yes: A ‹police› [raid].

link: beside
why: joined by and
path: conj
give: beside
yes: [He] and ‹she› left.

link: meaning
why: hundreds of tents are tents
on: {quantity}
path: nmod(case: of)
give: meaning
yes: [hundreds] of ‹tents›
`

// hitTests are a pattern, a parsed sentence, and the trigger with its roles; empty when nothing is found.
var hitTests = []struct{ pattern, tree, want string }{
	{"en verb: (initiator) clear|tear down (target {camp})",
		"Police/NOUN/2/nsubj cleared/VERB/0/root/clear the/DET/4/det camp/NOUN/2/obj", "cleared initiator=Police target=camp"},
	{"en verb: (initiator) clear|tear down (target {camp})", "He/PRON/2/nsubj cleared/VERB/0/root/clear snow/NOUN/2/obj", ""},
	{"en verb: (initiator) clear|tear down (target {camp})",
		"They/PRON/2/nsubj tore/VERB/0/root/tear the/DET/4/det tents/NOUN/2/obj/tent down/ADP/2/compound:prt", "tore initiator=They target=tents"},
	{"en verb: (initiator) clear|tear down (target {camp})",
		"They/PRON/2/nsubj tore/VERB/0/root/tear down/ADP/2/compound:prt hundreds/NOUN/2/obj of/ADP/6/case tents/NOUN/4/nmod/tent",
		"tore down initiator=They target=hundreds"},
	{"en verb: (initiator) clear (target) !(of {charge})",
		"He/PRON/3/nsubj:pass was/AUX/3/aux:pass cleared/VERB/0/root/clear of/ADP/5/case charges/NOUN/3/obl/charge", ""},
	{"en verb: (initiator) clear (target)", "They/PRON/2/nsubj left/VERB/0/root/leave clear/ADJ/2/xcomp", ""},
	{"en noun: (initiator) raid (on|against target)",
		"A/DET/3/det police/NOUN/3/compound raid/NOUN/0/root on/ADP/5/case camps/NOUN/3/nmod/camp", "raid initiator=police target=camps"},
	{"en verb: (initiator) carry out (a)? raid (on target)",
		"They/PRON/2/nsubj carried/VERB/0/root/carry out/ADP/2/compound:prt a/DET/5/det raid/NOUN/2/obj on/ADP/7/case camps/NOUN/5/nmod/camp",
		"carried out a raid initiator=They target=camps"},
	{"en verb: (initiator) carry out (a)? raid (on target)",
		"Raids/NOUN/3/nsubj:pass/raid were/AUX/3/aux:pass carried/VERB/0/root/carry out/ADP/3/compound:prt on/ADP/6/case camps/NOUN/3/obl/camp",
		"carried out target=camps"},
	{"en verb: (initiator) take into custody (target)",
		"They/PRON/2/nsubj took/VERB/0/root/take him/PRON/2/obj into/ADP/5/case custody/NOUN/2/obl", "took initiator=They target=him"},
	{"en verb: !(initiator) clear (target)", "Camps/NOUN/3/nsubj:pass/camp were/AUX/3/aux:pass cleared/VERB/0/root/clear", "cleared target=Camps"},
	{"en verb: !(initiator) clear (target)", "He/PRON/2/nsubj cleared/VERB/0/root/clear camps/NOUN/2/obj/camp", ""},
	{"en verb: (initiator) clear (target !{charge})", "He/PRON/2/nsubj cleared/VERB/0/root/clear charges/NOUN/2/obj/charge", ""},
	{"en verb: (initiator) win ({camp})", "He/PRON/2/nsubj won/VERB/0/root/win camps/NOUN/2/obj/camp", "won initiator=He"},
	{"en verb: (initiator) {camp}", "Police/NOUN/2/nsubj camp/VERB/0/root", "camp initiator=Police"},
	{"en verb: (initiator) clash", "Police/NOUN/4/nsubj and/CCONJ/3/cc men/NOUN/1/conj clashed/VERB/0/root/clash", "clashed initiator=Police initiator=men"},
}

func TestHits(t *testing.T) {
	for _, test := range hitTests {
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
		var got []string
		for _, h := range c.Find(d, 0) {
			got = append(got, d.At(d.Cover(h.First, h.Last)))
			for _, a := range h.Args {
				got = append(got, a.Role+"="+d.Tokens[a.Token].Form)
			}
			if !c.Triggers(d, 0) {
				t.Errorf("%s: found in %q, but not before parsing", test.pattern, d.Body)
			}
		}
		if have := strings.Join(got, " "); have != test.want {
			t.Errorf("%s in %q\n got %s\nwant %s", test.pattern, d.Body, have, test.want)
		}
	}
}

// actWith makes the file of an act with one pattern.
func actWith(pattern string) string {
	return "# Act\n\nname: act\ngroup: group\nroles: initiator, target\n\n## Definition\n\nAn act.\n\n## Patterns\n\n    " + pattern +
		"\n\n## Examples\n\n    en yes: Police ‹cleared› the camp.\n"
}

func TestMistakesInActs(t *testing.T) {
	book, err := rule.Load(files(camps), text.English)
	if err != nil {
		t.Fatal(err)
	}
	_, err = rule.LoadCodebook(files(`
-- group/act.md --
# Act

name: akt
group: troop
roles: initiator, victim
colour: red

## Meaning

## Patterns

    en verb: (initiator) clear (target {nobody})
    en verb: (initiator)
    en verb: clear of (target)
    en verb: clear (target) up
    english: clear
    en noun: clearing ()

## Examples

    en yes: Police cleared the camp. => place=x
    en maybe: Police.
`), map[text.Language]*rule.Book{"en": book})
	want := `group/act.md:1: an act needs a title, name, group, roles and a definition
group/act.md:3: name "akt", but the file is act.md
group/act.md:4: group troop, but the folder is group
group/act.md:5: no role is named "victim": want initiator, target, intervener, bystander, beneficiary, instrument-holder, scene, origin, destination, thing
group/act.md:6: no header is named "colour": want name, group, roles, parent, fr
group/act.md:8: no section is named "Meaning": want Definition, Définition, Counts, Does not count, Patterns, Examples
group/act.md:12: (target {nobody}): no list is named "nobody"
group/act.md:13: a pattern needs a trigger: (initiator) arrest (target)
group/act.md:14: the roles of the act do not name target
group/act.md:15: "up" stands after a group: put the preposition into it, (of target)
group/act.md:16: want a language and verb, noun, adj: en verb: (initiator) arrest (target)
group/act.md:17: (): want a role (initiator, target, intervener, bystander, beneficiary, instrument-holder, scene, origin, destination, thing) or a test
group/act.md:21: a yes: example marks with ‹ › what must match
group/act.md:21: the roles of the act do not name place
group/act.md:22: want a language, yes or no, and a sentence: en yes: Police ‹arrested› two men.`
	if err == nil || err.Error() != want {
		t.Errorf("\n got %v\nwant %s", err, want)
	}
}
