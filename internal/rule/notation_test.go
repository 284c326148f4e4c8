package rule

import (
	"fmt"
	"testing"

	"dateline/internal/text"
)

const lists = `
-- en/when/weekday.tsv --
Monday	1
Tuesday	2
-- en/when/month.tsv --
# match: case
May	5
June	6
Sept .	9
-- en/who/title.tsv --
# match: lemma
Prime Minister	GOV
asylum seeker	REF
chef du gouvernement	GOV
anti-riot officer	COP
l'homme	X
`

// notation tells what each mark means, by what it matches.
var notation = []struct{ pattern, marked string }{
	{"on", "She came ‹on› Monday, ‹On› top."},
	{"May", "In ‹May› he may come, ‹MAY› 5."},
	{`"on Monday"`, "She left ‹on Monday›, Monday."},
	{"=leave", "She ‹left›."},
	{"=leave|=come", "She ‹left› and ‹came›."},
	{"NOUN", "She left the ‹camps›."},
	{"NOUN+Plur", "Two ‹men› left a camp."},
	{"+Past", "She ‹left›."},
	{"{weekday}", "On ‹Monday› and ‹tuesday›."},
	{"{weekday=2}", "On Monday and ‹Tuesday›."},
	{"{month}", "In ‹May› he may come."},
	{"{title}", "The ‹Prime Minister›, two ‹prime ministers›."},
	{"{title}", "Un ‹chef du gouvernement› left."},
	{"{title}", "An ‹anti-riot officer› and an ‹anti - riot officer› left."},
	{"{title}", "Puis ‹l’homme› parle, ‹l' homme›."},
	{"de le", "Le chef ‹du› camp."},
	{"du", "Le chef ‹du› camp."},
	{"#", "The ‹12› men, ‹1,200› or ‹2.5› not a12."},
	{"#1-31", "The ‹12› or 1,200 men."},
	{"#year", "In ‹2014› or 12."},
	{"#th", "The ‹21st› or 21."},
	{"~99h99", "At ‹18h30› or 18h."},
	{"~*-year-old", "A ‹12-year-old›."},
	{"on _ and", "Left ‹on Monday and› stayed."},
	{"on {weekday}?", "She left ‹on Monday›. It is ‹on›."},
	{"ADJ* NOUN", "A ‹big old camp› on ‹camps›."},
	{"ADJ+ NOUN", "A ‹big old camp› on camps."},
	{"ADJ+1 NOUN", "A big ‹old camp› on camps."},
	{"ADJ*1 NOUN", "A big ‹old camp› on ‹camps›."},
	{"=leave ...2 {weekday}", "She ‹left camps on Monday›. She left big old camps on Monday."},
	{"(on | in the) NOUN", "Men ‹on camps›, men ‹in the camp›."},
	{"(on {weekday}|in {month})", "She came ‹on Monday›, ‹in May›."},
	{"^ she", "‹She› left. And she came."},
	{"{weekday} $", "She came Monday. And ‹Tuesday›"},
	{"!on {weekday}", "She left on Monday, she ‹came Tuesday›."},
	{"<on> {weekday}", "She left on ‹Monday›, she came Tuesday."},
	{"!<on> {weekday}", "She left on Monday, she came ‹Tuesday›."},
	{"<^|came> {weekday}", "‹Monday› she came ‹Tuesday›, Monday."},
	{"{weekday} <and>", "On Monday, ‹Tuesday› and Monday."},
	{"{weekday} !<and>", "On ‹Monday›, Tuesday and ‹Monday›."},
	{"!<NUM> {weekday} !<and>", "On ‹Monday›, Tuesday and 5 Monday."},
	{"NOUN&!camp", "The ‹riot› camp."},
	{"!(on|the) NOUN", "The ‹big camp› on camps."},
	{"@when", "She came ‹on Monday› and ‹in May›."},
	{"[date]", "She came ‹on Monday›."},
	{"[date=DATE]", "She came ‹on Monday›."},
	{"[date=TIME]", "She came on Monday."},
	{"=leave(obj: camps)", "She left camps on Monday."},
}

func TestNotation(t *testing.T) {
	for _, test := range notation {
		b := load(t, lists+`
-- en/x.rules --
phrase: when
match:  on {weekday}
match:  in {month}

rule:  x
why:   a test
match: `+test.pattern+`
yes:   ‹x›
`)
		plain, want, err := Unmark(test.marked)
		if err != nil {
			t.Fatal(err)
		}
		d := readPlain(plain)
		if i := index(d, "on"); i >= 0 && i+1 < len(d.Tokens) {
			d.Dates = []text.Date{{First: i, Last: i + 1, Type: text.DateTimex}}
		}
		var got []text.Span
		for _, m := range b.Topic("x").FindAll(d) {
			got = append(got, d.Cover(m.First, m.Last))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s\n got %s\nwant %s", test.pattern, mark(plain, got), test.marked)
		}
	}
}

// index returns the first token with a form, -1 when there is none.
func index(d *text.Document, form string) int {
	for i := range d.Tokens {
		if d.Tokens[i].Form == form {
			return i
		}
	}
	return -1
}
