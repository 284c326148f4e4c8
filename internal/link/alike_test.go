package link

import (
	"strings"
	"testing"

	"dateline/internal/record"
)

// TestWhyAlike names the longest run of words that two texts share, in either of them.
func TestWhyAlike(t *testing.T) {
	for _, test := range []struct {
		a, b string // the run between ‹ and ›
		kind string
	}{
		{"‹Élodie spoke to the court on Monday› and left.", "On Friday, it is said, ‹élodie SPOKE to the\ncourt — on Monday›, again.", ""},
		{"one two three ‹four five six seven eight› nine", "‹four five six seven eight› one two three", ""},
		{"‹a b c d› x ‹a b c d›", "‹a b c d› y", ""},
		{"a b c", "a b c d", ""},
		{"‹it was said in Lyon›", "‹It was said in Lyon›", "exact"},
		{"", "a", ""},
	} {
		a, b := unmarked(test.a), unmarked(test.b)
		got := WhyAlike(&record.Reading{Body: a}, &record.Reading{Body: b})
		for i, s := range []struct{ body, want string }{{a, run(test.a)}, {b, run(test.b)}} {
			if words := s.body[got.Run[i].Start:got.Run[i].End]; words != s.want {
				t.Errorf("%q and %q: run %d is %q, want %q", a, b, i, words, s.want)
			}
		}
		if n := len(spell(run(test.a))); got.RunWords != n || got.Kind != test.kind || len(got.Reasons()) == 0 {
			t.Errorf("%q and %q: %q, %d words, want %q, %d; %v", a, b, got.Kind, got.RunWords, test.kind, n, got.Reasons())
		}
		if back := WhyAlike(&record.Reading{Body: b}, &record.Reading{Body: a}); back.RunWords != got.RunWords || back.Likeness != got.Likeness {
			t.Errorf("%q and %q: %+v, the other way %+v", a, b, got, back)
		}
	}
}

func unmarked(s string) string { return strings.NewReplacer("‹", "", "›", "").Replace(s) }

// run is what stands between the first two marks.
func run(s string) string {
	_, after, _ := strings.Cut(s, "‹")
	within, _, _ := strings.Cut(after, "›")
	return within
}

// TestWhyAlikeAgrees: what is said of two texts is what links them.
func TestWhyAlikeAgrees(t *testing.T) {
	cut := wire[:strings.Index(wire, "The mayor")]
	for _, other := range []string{wire, cut, strings.Replace(wire, "some ninety people", "about 90 men", 1), "Nothing of the kind was ever written here."} {
		kind, score := Copy(wire, other)
		if l := WhyAlike(&record.Reading{Body: wire}, &record.Reading{Body: other}); l.Kind != kind || l.Score != score {
			t.Errorf("%.30q: %s %.2f, want %s %.2f", other, l.Kind, l.Score, kind, score)
		}
	}
	figures := []int{11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
	french := figuresOf("fr", 10, figures[1:]...)
	french.Body = strings.ReplaceAll(french.Body, "0", "1")
	l := WhyAlike(figuresOf("en", 10, figures...), french)
	if l.Kind != Translation || len(l.Common) != 9 || l.Fixed != [2]int{10, 9} || l.Common[0][0].Start != 1 || l.Common[0][1].Start != 0 {
		t.Errorf("%+v", l)
	}
}

func FuzzWhyAlike(f *testing.F) {
	f.Add("a b c d e", "b c d e f")
	f.Add(wire, strings.ToUpper(wire))
	f.Fuzz(func(t *testing.T, a, b string) {
		l := WhyAlike(&record.Reading{Body: a}, &record.Reading{Body: b})
		x, y := spell(a[l.Run[0].Start:l.Run[0].End]), spell(b[l.Run[1].Start:l.Run[1].End])
		if len(x) != l.RunWords || len(y) != l.RunWords {
			t.Fatalf("%q and %q: %+v", a, b, l)
		}
		for i := range x {
			if x[i].word != y[i].word {
				t.Fatalf("%q and %q are not one word: %+v", x[i].word, y[i].word, l)
			}
		}
	})
}
