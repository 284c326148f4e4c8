package when_test

import (
	"reflect"
	"testing"

	"dateline/internal/text"
)

// check tells what is wrong with the dates of a document: a span that is not that of its tokens, an order that is not that
// of the text, an interval that ends before it begins, a value that is missing.
func check(t *testing.T, d *text.Document, dates []text.Date) {
	t.Helper()
	at := 0
	for _, date := range dates {
		switch {
		case date.Span != d.Cover(date.First, date.Last):
			t.Errorf("%q: span %v is not that of its tokens", d.Body, date.Span)
		case date.Start < at:
			t.Errorf("%q: %q lies in the date before it", d.Body, d.At(date.Span))
		case date.From.IsZero() != date.To.IsZero(), !date.From.IsZero() && !date.From.Before(date.To):
			t.Errorf("%q: %q lasts from %v to %v", d.Body, d.At(date.Span), date.From, date.To)
		case date.Value == "" || date.Type == "" || date.Origin.Rule == "":
			t.Errorf("%q: %q has no value, type or origin: %+v", d.Body, d.At(date.Span), date)
		case date.From.IsZero() != (date.EDTF == ""):
			t.Errorf("%q: %q has EDTF %q and begins %v", d.Body, d.At(date.Span), date.EDTF, date.From)
		}
		at = date.End
	}
}

func TestPropertiesHoldInAllExamples(t *testing.T) {
	f := finder(t)
	for _, published := range []text.Day{{}, thursday} {
		for _, test := range append(findTests, frenchTests...) {
			for _, lang := range []text.Language{text.English, text.French} {
				d := cut(t, lang, test.marked)
				d.Report.Published = published
				dates := f.Find(d)
				check(t, d, dates)
				if again := f.Find(d); !reflect.DeepEqual(dates, again) {
					t.Errorf("%q: first %v, then %v", d.Body, dates, again)
				}
			}
		}
	}
}

func TestWithoutPublicationNothingIsCountedFromIt(t *testing.T) {
	for marked, want := range map[string]string{
		"They came Thursday.":          "XXXX-WXX-4",
		"They came yesterday.":         "XXXX-XX-XX",
		"They came in March.":          "XXXX-03",
		"They came on Dec. 30.":        "XXXX-12-30",
		"They came last week.":         "XXXX-WXX",
		"They came three years ago.":   "XXXX",
		"They came Thursday at 8 am.":  "XXXX-WXX-4T08:00",
		"They came last summer.":       "XXXX-SU",
		"They came at dawn.":           "XXXX-XX-XXTMO",
		"They came on 29 May 2014.":    "2014-05-29",
		"They came on Monday morning.": "XXXX-WXX-1TMO",
	} {
		dates := finder(t).Find(cut(t, text.English, marked))
		if len(dates) != 1 || dates[0].Value != want || (want[0] == 'X') != dates[0].From.IsZero() || (want[0] == 'X') != (dates[0].Anchored == "nothing") {
			t.Errorf("%s: got %+v, want %s", marked, dates, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, test := range append(findTests, frenchTests...) {
		f.Add(test.marked, 2014)
	}
	f.Add("29 February 2013, 29 February, 31 February 2014, 12/31/99 and 99:99 am, the 0th century BC in 9999", 1)
	found := finder(f)
	f.Fuzz(func(t *testing.T, body string, year int) {
		for _, lang := range []text.Language{text.English, text.French} {
			d := cut(t, lang, body)
			if year > 0 && year < 10000 {
				d.Report.Published = text.ParseDay(text.Day{Year: year, Month: 5, Day: 29}.String())
			}
			check(t, d, found.Find(d))
		}
	})
}
