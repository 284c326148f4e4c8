package link

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/text"
)

// body has the words at the places that told and with give them.
const body = "0123456789cleared...Monday....some of them were hurt"

// asked groups tellings into one event by judgement and gives the question of a field.
func asked(t *testing.T, rule Rule, field string, all ...Telling) record.Question {
	t.Helper()
	l := linker(t)
	var judged []Judgement
	for _, other := range all[1:] {
		judged = append(judged, Judgement{all[0].ID, other.ID, true})
	}
	events := eventsOf(l, judged, all...)
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	bodies := map[string]string{}
	for _, a := range all {
		bodies[a.Report] = body
	}
	var members []Telling
	for _, m := range events[0].Members {
		members = append(members, all[slices.IndexFunc(all, func(a Telling) bool { return a.ID == m.Account })])
	}
	for _, q := range l.Questions(events[0], members, bodies, rule) {
		for _, c := range q.Claims {
			if c.Words != bodies[c.Report][c.Start:c.End] {
				t.Errorf("%s: %q are not the words of its span", q.Field, c.Words)
			}
		}
		if q.Field == field {
			return q
		}
	}
	return record.Question{}
}

func clearing(report, figure string) Telling {
	t := told(report + " clear-settlement 2018-06-07 Gravelines")
	if figure != "" {
		t = with(t, "displaced", figure)
	}
	return t
}

func TestClaimsStandToEachOther(t *testing.T) {
	denied := clearing("b", "")
	denied.Realisation = record.Denied
	cut := clearing("b", "")
	cut.Whole = false
	later := clearing("b", "250")
	later.Outlet, later.Published = "Outlet a", text.Day{Year: 2018, Month: 6, Day: 20}
	for _, test := range []struct {
		name, field string
		all         []Telling
		want        record.Stand
		silent      string
	}{
		{"both say the same", "displaced", []Telling{clearing("a", "200"), clearing("b", "200")}, record.Agrees, ""},
		{"one is more precise", "displaced", []Telling{clearing("a", "200"), clearing("b", "180..230")}, record.Agrees, ""},
		{"at least", "displaced", []Telling{clearing("a", "200"), clearing("b", "150..")}, record.Agrees, ""},
		{"they contradict each other", "displaced", []Telling{clearing("a", "200"), clearing("b", "350")}, record.Differs, ""},
		{"one says nothing", "displaced", []Telling{clearing("a", "200"), clearing("b", "")}, record.Alone, "b"},
		{"one that breaks off says nothing", "displaced", []Telling{clearing("a", "200"), cut}, record.Alone, ""},
		{"nobody says", "target", []Telling{clearing("a", ""), clearing("b", "")}, record.Silent, "a b"},
		{"one denies", "realisation", []Telling{clearing("a", ""), denied}, record.Denies, ""},
		{"an outlet corrects itself", "displaced", []Telling{clearing("a", "200"), later}, record.Alone, ""},
	} {
		q := asked(t, Representative, test.field, test.all...)
		if q.Stands != test.want || strings.Join(q.Silent, " ") != test.silent {
			t.Errorf("%s: stands %q, silent %v, want %q, %q; claims %+v", test.name, q.Stands, q.Silent, test.want, test.silent, q.Claims)
		}
	}
}

func TestCorrectedClaimsGiveWay(t *testing.T) {
	later := clearing("b", "250")
	later.Outlet, later.Published = "Outlet a", text.Day{Year: 2018, Month: 6, Day: 20}
	q := asked(t, Conservative, "displaced", clearing("a", "200"), later)
	if q.Claims[0].Standing != record.Corrected || q.Published.Best.Value != 250 {
		t.Errorf("got %+v, published %+v", q.Claims, q.Published)
	}
}

func TestPublishedFigureByRule(t *testing.T) {
	all := []Telling{clearing("a", "200"), clearing("b", "350"), clearing("c", "200"), clearing("d", "100/120/150")}
	for _, test := range []struct {
		rule Rule
		want string
	}{{Conservative, "100/120/150"}, {Informative, "350"}, {Representative, "200"}} {
		v := asked(t, test.rule, "displaced", all...).Published
		if got := figureText(v.Low, v.Best, v.High); got != test.want {
			t.Errorf("%s: got %s, want %s", test.rule, got, test.want)
		}
	}
	v := asked(t, Representative, "displaced", all[0], all[1]).Published
	if v.Text != Indeterminate || v.Best.Known {
		t.Errorf("two that contradict each other: got %+v, want %s", v, Indeterminate)
	}
}

func TestTextByRule(t *testing.T) {
	said := []Said{{"France", 1}, {"Calais", 4}, {"Calais", 4}, {"Gravelines", 4}, {"", 9}, {"France", 1}, {"Nord", 3}}
	for _, test := range []struct {
		rule Rule
		said []Said
		want string
	}{
		{Conservative, said, "France"},
		{Informative, said, "Calais"},
		{Representative, said, Indeterminate},
		{Representative, said[1:], "Calais"},
		{Informative, said[:4:4][2:], Indeterminate},
		{Conservative, nil, ""},
		{Representative, []Said{{"", 1}}, ""},
	} {
		if got := test.rule.Text(test.said); got != test.want {
			t.Errorf("%s of %v: got %q, want %q", test.rule, test.said, got, test.want)
		}
	}
}

func TestNumberByRule(t *testing.T) {
	for _, test := range []struct {
		rule Rule
		said []float64
		want string
	}{
		{Conservative, []float64{3, 1, 2}, "1"}, {Informative, []float64{3, 1, 2}, "3"}, {Representative, []float64{3, 1, 3}, "3"},
		{Representative, []float64{3, 1}, ""}, {Representative, nil, ""}, {Conservative, nil, ""}, {Informative, []float64{0}, "0"},
	} {
		if got := test.rule.Number(test.said).String(); got != test.want {
			t.Errorf("%s of %v: got %q, want %q", test.rule, test.said, got, test.want)
		}
	}
}

func TestLineAndSummary(t *testing.T) {
	l := linker(t)
	a := clearing("a", "200")
	a.Participants = []record.Participant{{Role: record.Initiator, Name: "police", Sector: "COP"}, {Role: record.Target, Name: "camp"}}
	b := clearing("b", "350")
	events := eventsOf(l, nil, a, b)
	s := l.Summary(events[0], []Telling{a, b}, Informative)
	if want := "Clearing of camp by police at Gravelines on 7 June 2018: 350 displaced."; s.Line != want {
		t.Errorf("got %s, want %s", s.Line, want)
	}
	if !s.Differs || !s.Placed || s.Country != "FR" || s.Series == "" || s.From.Day() != 7 || len(s.Outlets) != 2 {
		t.Errorf("got %+v", s)
	}
	c := told("c clear-settlement 2020-07-16 Gravelines")
	if other := l.Summary(record.Event{Act: c.Act}, []Telling{c}, Informative); other.Series != s.Series {
		t.Errorf("clearings of one place are of two series: %s, %s", other.Series, s.Series)
	}
}

func TestWordingsStandSideBySide(t *testing.T) {
	a, b := clearing("a", "200"), clearing("b", "")
	a.Participants = []record.Participant{{Span: text.Span{Start: 0, End: 4}, Role: record.Target, Name: "0123"}}
	readings := map[string]*record.Reading{
		"a": {Body: body, Quotes: []record.Quote{{Span: text.Span{Start: 0, End: 26}, Speaker: record.Speaker{Name: "Ann Lee"}}}},
		"b": {Body: body},
	}
	got := Wordings([]Telling{a, b}, readings)
	if len(got) != 2 || got[0].Act[0].Words != "cleared" || got[0].Sufferer[0].Words != "0123" || got[0].Voice != NoDoer {
		t.Fatalf("got %+v", got)
	}
	if h := got[0].Quoted; len(h) != 1 || h[0].Speaker != "Ann Lee" || h[0].Share != 0.5 {
		t.Errorf("quoted: %+v", h)
	}
	var left []string
	for _, o := range got[1].LeftOut {
		left = append(left, o.Field+"="+o.Told[0].Words.Words)
	}
	if want := "target=0123 displaced=some"; strings.Join(left, " ") != want {
		t.Errorf("left out: got %v, want %s", left, want)
	}
}
