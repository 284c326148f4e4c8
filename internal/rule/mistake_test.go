package rule

import (
	"strings"
	"testing"

	"dateline/internal/text"
)

// mistakeTests are files with all that may be wrong, and what is said of it.
var mistakeTests = []struct{ name, archive, want string }{
	{"lists", `
-- en/when/day.tsv --
Monday	1
monday	2
Tuesday	1	2
	3
# match: lemma
-- en/when/other.tsv --
# match: sound
Monday
-- en/when/class.tsv --
# overlaps: yes
Monday
-- en/when/rest.tsv --
# overlaps: no
-- en/who/day.tsv --
Friday
-- en/when/day.txt --
`, `en/when/day.tsv:2: "monday" stands twice in this list
en/when/day.tsv:3: more than two columns: want word, tab, value
en/when/day.tsv:4: no word before the tab
en/when/day.tsv:5: # match: must stand before the first word
en/when/day.txt:1: files of rules end in .tsv, .rules or .tree
en/when/other.tsv:1: # match: sound is not known: want form, case or lemma
en/when/other.tsv:2: "Monday" already stands in list day of the same folder
en/when/rest.tsv:1: want # overlaps: yes, before the first word
en/who/day.tsv:1: list day is already in en/when/day.tsv`},
	{"stanzas", `
-- en/x.rules --
rule: a
match: on
what: x

rool: b

rule: c d
why: two
why: three
match:
yes: ‹on
no: ‹on›

no colon here
  nor here
rule: a
why: again
match: on
give: x
yes: on
rank: high
overlaps: no
`, `en/x.rules:1: rule: a has no why
en/x.rules:1: rule: a has no yes
en/x.rules:3: no key is named "what": want rule, why, match, give, rank, overlaps, yes, no, note
en/x.rules:5: a stanza starts with rule: or phrase:, not rool:
en/x.rules:7: rule "c d": want a name of letters, digits and hyphens
en/x.rules:9: why stands twice in one stanza
en/x.rules:10: match is empty
en/x.rules:10: the pattern could match nothing at all: some element must not be optional
en/x.rules:11: ‹ without ›
en/x.rules:12: a no: example marks nothing
en/x.rules:14: want key: value
en/x.rules:15: a line that goes on with the one before, but there is none
en/x.rules:16: rule a is already at en/x.rules:1
en/x.rules:19: give "x": want key=value
en/x.rules:20: a yes: example marks with ‹ › what must match
en/x.rules:21: rank: want a whole number
en/x.rules:22: overlaps: want yes, or leave it out`},
	{"links", `
-- en/g.tree --
link: a
why: because
on: {nobody}
path: nsubj up
give: agent
side: left
yes: ‹Police› cleared it.

rule: b
`, `en/g.tree:3: no list is named "nobody"
en/g.tree:4: no relation or function is named "up"
en/g.tree:5: no function is named "agent": want subject, object, indirect, oblique, possessor, modifier, complement, beside, meaning, governor, marker
en/g.tree:6: side: want before or after
en/g.tree:7: an example of a link marks the word that it starts from with [ ]
en/g.tree:9: a stanza starts with link:, not rule:`},
}

func TestAllMistakesAtOnce(t *testing.T) {
	for _, test := range mistakeTests {
		_, err := Load(folderOf(test.archive), text.English)
		if err == nil {
			t.Errorf("%s: no mistakes", test.name)
		} else if err.Error() != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.name, err, test.want)
		}
	}
}

// badPatterns are patterns that cannot be read, with a part of what is said.
var badPatterns = []struct{ pattern, want string }{
	{"{nobody}", `no list is named "nobody"`},
	{"{weekday=9}", `list weekday has no value "9"`},
	{"{weekday", "} is missing"},
	{"[day]", "no mention is named"},
	{"[date", "] is missing"},
	{"(on", ") is missing"},
	{"(on|)", "empty alternative"},
	{"on)", `cannot read ")"`},
	{"on?", "could match nothing"},
	{"on? ...3", "could match nothing"},
	{"on ... on", "a gap needs"},
	{"on+30", "want 1 to 20"},
	{"on <in> on", "<...> may stand at the start"},
	{"$=on", "want $name=element"},
	{"$day on", "want $name=element"},
	{"@clock", `no phrase is named "clock"`},
	{"NOUN+Many", `no feature is named "Many"`},
	{"=go(agent: x)", `no relation is named "agent"`},
	{"=go(nsubj: x", "tree conditions are written"},
	{`"on`, `the closing " is missing`},
	{"=", "needs a dictionary form"},
	{"~", "needs a shape"},
	{"#5-1", "lower and an upper bound"},
	{"on>", `cannot read ">"`},
}

func TestBadPatterns(t *testing.T) {
	b := load(t, lists)
	for _, test := range badPatterns {
		r := reader{book: b, rest: test.pattern}
		_, err := r.readPattern()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\n got %v\nwant %s", test.pattern, err, test.want)
		}
	}
}

func FuzzReadPattern(f *testing.F) {
	for _, test := range notation {
		f.Add(test.pattern)
	}
	for _, test := range badPatterns {
		f.Add(test.pattern)
	}
	b, err := Load(folderOf(lists), text.English)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		r := reader{book: b, rest: pattern, phrases: map[string]*part{}}
		p, err := r.readPattern()
		if err != nil {
			return
		}
		if made := compile(p); len(made.steps) == 0 {
			t.Errorf("%s compiles to nothing", pattern)
		}
	})
}
