package page

import (
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

const body = "Leeds: two held\n\nOn Monday, some 40 officers cleared a camp in Leeds, the mayor said. “We had no choice,” said Ann Lee."

func at(words string) text.Span {
	i := strings.Index(body, words)
	return text.Span{Start: i, End: i + len(words)}
}

func reading() *record.Reading {
	day := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	return &record.Reading{
		Report: text.Report{Title: "Leeds: two\x1b[31m held", Outlet: "The Post", Published: text.Day{Year: 2024, Month: 5, Day: 7}}, Language: text.English, Body: body,
		Accounts: []record.Account{{
			Act: "clear-settlement", Trigger: at("cleared"), Realisation: record.Happened,
			Participants: []record.Participant{{Span: at("some 40 officers"), Role: record.Initiator, Sector: "COP", Country: "GBR"}, {Span: at("a camp"), Role: record.Target}},
			When:         record.When{Date: text.Date{Span: at("On Monday"), From: day, To: day.AddDate(0, 0, 1), Precision: "day"}},
			Where:        []record.Where{{Place: text.Place{Span: at("Leeds"), Name: "Leeds", Country: "GB", Precision: "town"}, Role: "scene"}},
			Harm:         []record.Harm{{Span: at("two"), Kind: "detained", Low: text.Just(2), Best: text.Just(2), High: text.Just(2)}},
			SaidBy:       []record.Source{{Span: at("the mayor")}},
		}},
		Quotes: []record.Quote{{Span: at("We had no choice,"), Direct: true, Speaker: record.Speaker{Span: at("Ann Lee"), Name: "Ann Lee", Role: "clerk"}}},
		Notes:  []record.Note{{Reason: "truncated"}},
	}
}

func TestPageTellsAnAccountAsOneSentence(t *testing.T) {
	var page strings.Builder
	if err := Write(&page, reading(), Options{}); err != nil {
		t.Fatal(err)
	}
	oneLine := strings.Join(strings.Fields(page.String()), " ")
	for _, want := range []string{
		"The Post · 7 May 2024 · English",
		"Clear settlement; by some 40 officers (police, GBR); of a camp; Monday 6 May 2024; at Leeds (GB); 2 detained.",
		"“On Monday, some 40 officers cleared a camp in Leeds, the mayor said.”",
		"— the mayor → The Post",
		"Ann Lee, clerk: “We had no choice,”",
		"! truncated",
	} {
		if !strings.Contains(oneLine, want) {
			t.Errorf("the page lacks %q:\n%s", want, page.String())
		}
	}
	if strings.Contains(page.String(), "\x1b") {
		t.Error("an escape of the report's own reaches the terminal")
	}
}

func TestPageKeepsToItsWidth(t *testing.T) {
	var page strings.Builder
	if err := Write(&page, reading(), Options{Width: 40}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(page.String()) {
		if len([]rune(strings.TrimRight(line, "\n"))) > 40 {
			t.Errorf("%q is wider than 40 columns", line)
		}
	}
}

func TestFiguresOfHarm(t *testing.T) {
	number := text.Just
	for _, test := range []struct {
		harm record.Harm
		want string
	}{
		{record.Harm{Low: number(15), Best: number(15), Qualifier: "at least"}, "at least 15"},
		{record.Harm{Low: number(36), Best: number(40), High: number(44)}, "40 (36–44)"},
		{record.Harm{Low: number(20), High: number(99)}, "20–99"},
		{record.Harm{Low: number(0), Best: number(0), High: number(0)}, "0"},
		{record.Harm{}, ""},
	} {
		if got := figures(test.harm); got != test.want {
			t.Errorf("%+v: %q, want %q", test.harm, got, test.want)
		}
	}
}

func TestExplanationNamesTheRuleOfEachValue(t *testing.T) {
	r := reading()
	r.Accounts[0].Origin = text.Origin{Rule: "clear-settlement", Version: "1a2b"}
	d := &text.Document{Body: body, Language: text.English, Dates: []text.Date{{Span: at("On Monday"), Type: text.DateTimex, Value: "2024-05-06", Origin: text.Origin{Rule: "weekday", Version: "3c4d"}}}}
	d.Sentences = []text.Sentence{{Span: text.Span{End: len(body)}}}
	var all strings.Builder
	if err := Explain(&all, d, r, []record.Note{{Span: text.Span{End: 1}, Reason: "not-told", Detail: "arrest: shut out"}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"[weekday 3c4d]", "[clear-settlement 1a2b]", "no tree", "truncated", "Considered and dropped", "arrest: shut out"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the explanation lacks %q:\n%s", want, all.String())
		}
	}
}
