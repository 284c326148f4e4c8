package amount_test

import (
	"reflect"
	"testing"

	"dateline/internal/text"
)

// check tells what is wrong with the amounts of a document: a span that is not that of its tokens, an order that is not
// that of the text, bounds that cross, a counted token that is none.
func check(t *testing.T, d *text.Document, found []text.Amount) {
	t.Helper()
	at := 0
	for _, a := range found {
		switch {
		case a.Span != d.Cover(a.First, a.Last):
			t.Errorf("%q: span %v is not that of its tokens", d.Body, a.Span)
		case a.Start < at:
			t.Errorf("%q: %q lies in the amount before it", d.Body, d.At(a.Span))
		case a.Low.Known && a.High.Known && a.Low.Value > a.High.Value, a.Best.Known && a.Low.Known && a.Best.Value < a.Low.Value:
			t.Errorf("%q: the bounds of %q cross: %v %v %v", d.Body, d.At(a.Span), a.Low, a.Best, a.High)
		case !a.Low.Known && !a.Best.Known && !a.High.Known:
			t.Errorf("%q: %q has no bounds", d.Body, d.At(a.Span))
		case a.Of < -1 || a.Of >= len(d.Tokens) || a.Kind == "" || a.Origin.Rule == "":
			t.Errorf("%q: %q counts %d, kind %q, rule %q", d.Body, d.At(a.Span), a.Of, a.Kind, a.Origin.Rule)
		}
		at = a.End
	}
}

func TestPropertiesHoldInAllExamples(t *testing.T) {
	f := finder(t)
	for _, test := range append(findTests, frenchTests...) {
		for _, lang := range []text.Language{text.English, text.French} {
			d := cut(t, lang, test.marked)
			found := f.Find(d)
			check(t, d, found)
			if again := f.Find(d); !reflect.DeepEqual(found, again) {
				t.Errorf("%q: first %v, then %v", d.Body, found, again)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, test := range append(findTests, frenchTests...) {
		f.Add(test.marked)
	}
	f.Add("between 5 and 3 and 99999999999999999999999 of 0.00001% at least zero lakh crore")
	found := finder(f)
	f.Fuzz(func(t *testing.T, body string) {
		for _, lang := range []text.Language{text.English, text.French} {
			d := cut(t, lang, body)
			check(t, d, found.Find(d))
		}
	})
}
