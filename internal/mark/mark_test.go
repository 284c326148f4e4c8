package mark

import (
	"strings"
	"testing"
)

var acts = []string{"arrest", "demonstrate"}

const example = `id: t1
language: en
published: 2024-05-08

== body
ÉLAN — Police arrested 12 men in Élan on Monday.

The men had marched on Monday; "we will be back," said one.

== names
GPE Élan *
== dates
DATE Monday @1 = 2024-05-06
== places
Élan = Élan | FR | 48.10 1.20 | town
== amounts
12 = 12 | of=men
== accounts
# a comment
arrest | arrested
  initiator: Police | sector=COP
  target: 12 men
  when: on Monday #1 = 2024-05-06
  where: Élan
  harm: arrested | 12 men = 12 | of=men
demonstrate | marched
  background
== quotes
direct | we … back, | speaker=one | cue=said
== doubts
men #2 | who they are
`

func TestCompile(t *testing.T) {
	r, err := Compile("t.gold", example, acts)
	if err != nil {
		t.Fatal(err)
	}
	arrest := r.Accounts[0]
	if arrest.Trigger != (Span{"arrested", 14, 22}) {
		t.Errorf("trigger is %v; positions count code points, not bytes", arrest.Trigger)
	}
	if a := arrest.Participants[1].Amount; a == nil || *a.Best != 12 {
		t.Errorf("the amount in %q is %v, want 12", arrest.Participants[1].Text, a)
	}
	if w := arrest.When; w.From != "2024-05-06T00:00:00" || w.To != "2024-05-07T00:00:00" || w.Precision != "day" {
		t.Errorf("when is %+v", w)
	}
	if arrest.Where[0].Role != "scene" || *arrest.Where[0].Lat != 48.1 {
		t.Errorf("where is %+v", arrest.Where)
	}
	if got := r.Quotes[0].Text; got != "we will be back," {
		t.Errorf("the quote is %q", got)
	}
	if !r.Accounts[1].Background || len(r.Mentions.Names) != 1 || r.Notes[0].Start != 54 {
		t.Errorf("got %+v %+v %+v", r.Accounts[1], r.Mentions.Names, r.Notes)
	}
}

var mistakes = []struct{ from, to, want string }{
	{"arrest | arrested", "seize | arrested", `t.gold:20: the codebook has no act "seize"`},
	{"12 = 12", "13 = 12", `t.gold:17: the words "13" are not there`},
	{"on Monday #1", "on Monday", `t.gold:23: the words "on Monday" stand there 2 times: add @PARAGRAPH or #NUMBER`},
	{"on Monday #1", "on Monday #3", `t.gold:23: the words "on Monday" stand there 2 times only`},
	{"target: 12 men", "target: olice", `t.gold:22: the words "olice" are not there`}, // cuts a word
	{"target: 12 men", "victim: 12 men", `t.gold:22: an account has no field "victim"`},
	{"sector=COP", "sector=XXX", `t.gold:21: "XXX" is none of`},
	{"sector=COP", "sort=COP", `t.gold:21: initiator has no field "sort"`},
	{"= 2024-05-06\n== places", "= 2024-02-30\n== places", "t.gold:13: there is no 2024-02-30 on the calendar"},
	{"== quotes", "== says", `t.gold:28: no section is called "says"`},
	{"where: Élan", "where: ÉLAN", `t.gold:24: "ÉLAN" is not among the places`},
	{"48.10 1.20", "148.10 1.20", `t.gold:15: "148.10" is no angle within 90 degrees`},
	{"@1 = ", "@9 = ", "t.gold:13: there is no paragraph 9"},
}

func TestMistakesNameTheirLine(t *testing.T) {
	for _, test := range mistakes {
		_, err := Compile("t.gold", strings.Replace(example, test.from, test.to, 1), acts)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s → %s:\n got %v\nwant %s", test.from, test.to, err, test.want)
		}
	}
}

var values = []struct{ value, edtf, from, to string }{
	{"2024", "2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00"},
	{"2024-02", "2024-02", "2024-02-01T00:00:00", "2024-03-01T00:00:00"},
	{"2014-05-28T08", "2014-05-28T08", "2014-05-28T08:00:00", "2014-05-28T09:00:00"},
	{"2014-05-28T23:59", "2014-05-28T23:59", "2014-05-28T23:59:00", "2014-05-29T00:00:00"},
	{"2014-05-28TMO", "2014-05-28", "", ""},
	{"2025-W01", "2024-12-30/2025-01-05", "2024-12-30T00:00:00", "2025-01-06T00:00:00"},
	{"2025-W04-WE", "2025-01-25/2025-01-26", "2025-01-25T00:00:00", "2025-01-27T00:00:00"},
	{"2023-SP", "2023-21", "", ""},
	{"199", "199X", "1990-01-01T00:00:00", "2000-01-01T00:00:00"},
	{"P3D", "", "", ""},
	{"PRESENT_REF", "", "", ""},
}

func TestTimeOfValue(t *testing.T) {
	for _, test := range values {
		c := &compiler{}
		got := c.time(test.value, newFields(""))
		if got.EDTF != test.edtf || got.From != test.from || got.To != test.to || len(c.mistakes) > 0 {
			t.Errorf("%s: got %+v %v, want %s %s %s", test.value, got, c.mistakes, test.edtf, test.from, test.to)
		}
	}
}

func FuzzCompile(f *testing.F) {
	f.Add(example)
	for _, test := range mistakes {
		f.Add(strings.Replace(example, test.from, test.to, 1))
	}
	f.Fuzz(func(t *testing.T, source string) {
		r, err := Compile("f.gold", source, acts)
		if err != nil {
			return
		}
		body := []rune(r.Body)
		for _, a := range r.Accounts {
			if string(body[a.Trigger.Start:a.Trigger.End]) != a.Trigger.Text {
				t.Errorf("%q is not at %d", a.Trigger.Text, a.Trigger.Start)
			}
		}
	})
}
