package eval

import (
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/text"
)

const body = "Police cleared a camp at Calais on Monday. Two men were hurt. “We saw it,” said Ann Lee."

func at(words string) text.Span {
	i := strings.Index(body, words)
	return text.Span{Start: i, End: i + len(words)}
}

func gold() *record.Reading {
	return &record.Reading{
		Report: text.Report{File: "a"}, Body: body,
		Names:  []text.Name{{Span: at("Calais"), Type: text.LOC}, {Span: at("Ann Lee"), Type: text.PER}},
		Dates:  []text.Date{{Span: at("Monday"), Value: "2014-05-26"}},
		Places: []text.Place{{Span: at("Calais"), Name: "Calais", Lat: 50.95, Lon: 1.86, Precision: "town"}},
		Quotes: []record.Quote{{Span: at("We saw it,"), Direct: true, Speaker: record.Speaker{Span: at("Ann Lee")}}},
		Accounts: []record.Account{{Act: "clear-settlement", Trigger: at("cleared"), Realisation: record.Happened,
			Participants: []record.Participant{{Span: at("Police"), Role: record.Initiator, Sector: "COP"}},
			Harm:         []record.Harm{{Span: at("Two men"), Kind: "injured", Low: text.Just(2), Best: text.Just(2), High: text.Just(2)}}}},
	}
}

var changes = []struct {
	name   string
	change func(*record.Reading)
	figure string
	want   Tally
}{
	{"nothing", func(*record.Reading) {}, "names", Tally{2, 2, 2}},
	{"GPE is LOC", func(r *record.Reading) { r.Names[0].Type = text.GPE }, "names", Tally{2, 2, 2}},
	{"another type", func(r *record.Reading) { r.Names[0].Type = text.ORG }, "names", Tally{1, 2, 2}},
	{"a name too many", func(r *record.Reading) { r.Names = append(r.Names, text.Name{Span: at("Police"), Type: text.ORG}) }, "names", Tally{2, 3, 2}},
	{"a longer date is found", func(r *record.Reading) { r.Dates[0].Span = at("on Monday") }, "dates", Tally{1, 1, 1}},
	{"but not strictly", func(r *record.Reading) { r.Dates[0].Span = at("on Monday") }, "dates strict", Tally{0, 1, 1}},
	{"a date without value", func(r *record.Reading) { r.Dates[0].Value = "" }, "dates value", Tally{0, 0, 1}},
	{"Dover is near enough", func(r *record.Reading) { r.Places[0].Lat, r.Places[0].Lon = 51.13, 1.31 }, "places resolved", Tally{1, 1, 1}},
	{"Lyon is not", func(r *record.Reading) { r.Places[0].Lat, r.Places[0].Lon = 45.75, 4.85 }, "places resolved", Tally{0, 1, 1}},
	{"half a quote is not enough", func(r *record.Reading) { r.Quotes[0].Span = at("We") }, "quotes", Tally{0, 1, 1}},
	{"no speaker", func(r *record.Reading) { r.Quotes[0].Speaker = record.Speaker{} }, "quotes speaker", Tally{0, 0, 1}},
	{"another act", func(r *record.Reading) { r.Accounts[0].Act = "demolish" }, "accounts", Tally{0, 1, 1}},
	{"a missed account misses its fields", func(r *record.Reading) { r.Accounts = nil }, "accounts realisation", Tally{0, 0, 1}},
	{"another realisation", func(r *record.Reading) { r.Accounts[0].Realisation = record.Planned }, "accounts realisation", Tally{0, 1, 1}},
	{"another role", func(r *record.Reading) { r.Accounts[0].Participants[0].Role = record.Target }, "accounts participants", Tally{0, 1, 1}},
	{"another sector", func(r *record.Reading) { r.Accounts[0].Participants[0].Sector = "MIL" }, "accounts sector", Tally{0, 1, 1}},
	{"another count", func(r *record.Reading) { r.Accounts[0].Harm[0].Low = text.Just(1) }, "accounts harm", Tally{0, 1, 1}},
}

func TestReadingsCountWhatIsRight(t *testing.T) {
	for _, test := range changes {
		given := gold()
		test.change(given)
		scores, err := Readings([]*record.Reading{gold()}, []*record.Reading{given})
		if err != nil {
			t.Fatal(err)
		}
		if got, known := total(scores, test.figure); !known || got != test.want {
			t.Errorf("%s: %s is %+v, want %+v", test.name, test.figure, got, test.want)
		}
		if perfect := test.want.Right == test.want.Wanted && test.want.Right == test.want.Given; !perfect && len(scores.Misses) == 0 {
			t.Errorf("%s: an error without a miss that names it", test.name)
		}
	}
}

func total(s *Scores, figure string) (Tally, bool) {
	for _, f := range s.Figures {
		if f.Name == figure {
			return f.Total(), true
		}
	}
	return Tally{}, false
}

func TestUnmarkedLayersAreNotScored(t *testing.T) {
	bare := &record.Reading{Body: body, Names: gold().Names}
	scores, err := Readings([]*record.Reading{bare}, []*record.Reading{gold()})
	if err != nil {
		t.Fatal(err)
	}
	if len(scores.Figures) != 1 || scores.Figures[0].Name != "names" {
		t.Errorf("scored %+v, want names alone", scores.Figures)
	}
}

func TestOtherBodyIsAnError(t *testing.T) {
	other := gold()
	other.Body = strings.ToUpper(body)
	if _, err := Readings([]*record.Reading{gold()}, []*record.Reading{other}); err == nil {
		t.Error("a reading of another body was scored")
	}
}

func TestIntervalHoldsTheScoreAndStaysTheSame(t *testing.T) {
	f := Figure{Documents: []Tally{{1, 2, 1}, {3, 3, 4}, {0, 1, 2}, {5, 5, 5}}}
	low, high := f.Interval()
	if score := f.Total().F1(); low > score || high < score || low == high {
		t.Errorf("interval %.3f–%.3f around %.3f", low, high, score)
	}
	if l, h := f.Interval(); l != low || h != high {
		t.Error("a second interval differs from the first")
	}
}

func TestSameBoundsAsksForWhatTheGoldStates(t *testing.T) {
	amount := func(low, best, high float64) text.Amount {
		number := func(v float64) text.Number { return text.Number{Value: v, Known: v > 0} }
		return text.Amount{Low: number(low), Best: number(best), High: number(high)}
	}
	for _, test := range []struct {
		gold, given text.Amount
		want        bool
	}{
		{amount(8, 8, 8), amount(8, 8, 8), true},
		{amount(8, 0, 0), amount(8, 8, 0), true},  // "at least 8", whether or not 8 counts as the best figure
		{amount(8, 0, 0), amount(8, 8, 8), false}, // but not "8"
		{amount(0, 70, 0), amount(63, 70, 77), true},
		{amount(0, 70, 0), amount(70, 0, 79), false},
		{amount(200, 0, 999), amount(200, 500, 999), true},
	} {
		if got := sameBounds(test.gold, test.given); got != test.want {
			t.Errorf("gold %v, given %v: %v, want %v", bounds(test.gold), bounds(test.given), got, test.want)
		}
	}
}
