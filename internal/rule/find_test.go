package rule

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/internal/text"
)

const days = `
-- en/when/weekday.tsv --
Monday	1
Tuesday	2
-- en/when/part.tsv --
morning	MO
evening	EV
`

// findTests are rules, a text, and all matches in it with what they give.
var findTests = []struct{ name, rules, plain, want string }{
	{"captures and values", `
rule: a
why: b
match: on? $day={weekday} $part={part}?
give: day=$day value=$day.value at=T$part.value kind="a day" lemma=$day.lemma
yes: ‹Monday›
`, "She left on Monday evening. Tuesday came.",
		`a "on Monday evening" day=Monday value=1 at=TEV kind=a day lemma=monday; a "Tuesday" day=Tuesday value=2 at=T kind=a day lemma=tuesday`},
	{"the longest wins", `
rule: short
why: b
match: {weekday}
yes: ‹Monday›

rule: long
why: b
match: on {weekday}
yes: ‹on Monday›
`, "On Monday, Tuesday.", `long "On Monday"; short "Tuesday"`},
	{"rank wins over length", `
rule: short
why: b
match: {weekday}
rank: 1
yes: ‹Monday›

rule: long
why: b
match: on {weekday}
yes: ‹on Monday›
`, "On Monday.", `short "Monday"`},
	{"the earlier rule wins a tie", `
rule: first
why: b
match: {weekday}
yes: ‹Monday›

rule: second
why: b
match: Monday
yes: ‹Monday›
`, "On Monday.", `first "Monday"`},
	{"nothing shields", `
rule: day
why: b
match: {weekday}
yes: ‹Monday›

rule: band
why: b
match: Ruby Tuesday
give: nothing
yes: ‹Ruby Tuesday› sang.
`, "Ruby Tuesday sang on Monday.", `day "Monday"`},
	{"overlapping", `
rule: day
why: b
match: {weekday}
overlaps: yes
yes: ‹Monday›

rule: phrase
why: b
match: on {weekday}
yes: ‹on Monday›
`, "On Monday.", `phrase "On Monday"; day "Monday"`},
	{"several patterns and a number", `
rule: at
why: b
match: at $hour=#1-12
match: $hour=#1-12 o'clock
give: hour=$hour.value
yes: ‹at 8›
`, "Come at 8, not 9 o'clock nor 13 o'clock.", `at "at 8" hour=8; at "9 o'clock" hour=9`},
}

func TestFind(t *testing.T) {
	for _, test := range findTests {
		b := load(t, days+"-- en/x.rules --\n"+test.rules)
		d := readPlain(test.plain)
		if got := describe(d, b.Topic("x").FindAll(d)); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// describe writes matches with what they give.
func describe(d *text.Document, found []Match) string {
	var all []string
	for _, m := range found {
		s := fmt.Sprintf("%s %q", m.Rule.Name, d.At(d.Cover(m.First, m.Last)))
		for _, key := range m.Keys() {
			s += " " + key + "=" + m.Give(key)
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func TestCheckRunsExamples(t *testing.T) {
	b := load(t, days+`
-- en/x.rules --
rule: day
why: b
match: $day={weekday}
give: day=$day.value
yes: On ‹Monday› he came. => day=1
yes: ‹On Monday› he came.
yes: On ‹Monday› he came. => day=2
no: On Tuesday he came.
no: Nothing at all.
`)
	want := `en/x.rules:6: rule day matches On ‹Monday› he came., want ‹On Monday› he came.
en/x.rules:7: rule day gives day="1", want "2"
en/x.rules:8: rule day matches On ‹Tuesday› he came., want nothing`
	if got := b.Topic("x").Check(readPlain).Error(); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got := b.Topic("x").Expect("date").Error(); got != "en/x.rules:4: topic x knows no day: want date" {
		t.Error(got)
	}
}

func TestOverlayReplacesWholeFiles(t *testing.T) {
	base := folderOf(days)
	user := fstest.MapFS{
		"en/when/weekday.tsv": {Data: []byte("Friday\t5\n")},
		"en/mine/more.tsv":    {Data: []byte("Sunday\t7\n")},
	}
	b, err := Load(Overlay(base, user), text.English)
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range map[string]string{"weekday": "[Friday]", "more": "[Sunday]", "part": "[evening morning]"} {
		if got := fmt.Sprint(b.List(list).Words()); got != want {
			t.Errorf("%s: got %s, want %s", list, got, want)
		}
	}
	if _, err := Load(Overlay(base, nil), text.English); err != nil {
		t.Error(err)
	}
}

// rulesOf makes n rules over the words w0 … w9 from a seed.
func rulesOf(r *rand.Rand, n int) []string {
	var all []string
	elements := []string{"w0", "w1", "w2?", "(w3|w4 w5)", "w6*", "...2", "!w7", "$c=w8", "{weekday}", "NOUN", "w9+2"}
	for k := range n {
		s := fmt.Sprintf("rule: r%d\nwhy: chance\nmatch: %s", k, elements[r.Intn(2)])
		for range r.Intn(4) {
			s += " " + elements[r.Intn(len(elements))]
		}
		all = append(all, s+"\nyes: ‹w›\n\n")
	}
	return all
}

func textOf(r *rand.Rand, words int) string {
	var all []string
	for range words {
		all = append(all, []string{"w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "Monday"}[r.Intn(11)])
	}
	return strings.Join(all, " ") + "."
}

func TestOrderOfFilesAndUnrelatedRulesChangeNothing(t *testing.T) {
	for seed := range int64(50) {
		r := rand.New(rand.NewSource(seed))
		all := rulesOf(r, 6)
		plain := textOf(r, 40)
		find := func(rules []string, extra string) string {
			archive := days
			for _, rule := range rules {
				archive += fmt.Sprintf("-- en/x/%s.rules --\n%s", strings.Fields(rule)[1], rule)
			}
			d := readPlain(plain)
			return describe(d, load(t, archive+extra).Topic("x").FindAll(d))
		}
		want := find(all, "")
		shuffled := slices.Clone(all)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := find(shuffled, ""); got != want {
			t.Errorf("seed %d: order of files\n got %s\nwant %s", seed, got, want)
		}
		unrelated := "-- en/x/a.rules --\nrule: other\nwhy: chance\nmatch: elsewhere NOUN*\nyes: ‹elsewhere›\n-- en/x/other.tsv --\nw0 w1\tv\n"
		if got := find(all, unrelated); got != want {
			t.Errorf("seed %d: an unrelated rule\n got %s\nwant %s", seed, got, want)
		}
	}
}

func TestNothingIsAllocatedWhenNothingMatches(t *testing.T) {
	b := load(t, days+"-- en/x.rules --\nrule: a\nwhy: b\nmatch: on? {weekday} ...3 (here|there)\nyes: ‹x›\n")
	d := readPlain(strings.Repeat("She left the camp on Monday and came back. ", 20))
	s := b.Topic("x")
	s.FindAll(d)
	if n := testing.AllocsPerRun(100, func() { s.FindAll(d) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
