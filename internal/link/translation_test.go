package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// figuresOf is a text with some figures in an order.
func figuresOf(lang text.Language, day int, figures ...int) *record.Reading {
	r := &record.Reading{Body: fmt.Sprintf("%0200d", 0), Language: lang}
	r.Report.Published = text.Day{Year: 2021, Month: time.March, Day: day}
	for i, f := range figures {
		r.Amounts = append(r.Amounts, text.Amount{Span: text.Span{Start: i, End: i + 1}, Best: text.Just(float64(f))})
	}
	return r
}

func TestTranslatedIsCareful(t *testing.T) {
	figures := []int{11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
	shuffled := slices.Clone(figures)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	long := figuresOf("fr", 10, figures...)
	long.Body += long.Body
	for name, c := range map[string]struct {
		other *record.Reading
		want  bool
	}{
		"the same":          {figuresOf("fr", 10, figures...), true},
		"two days later":    {figuresOf("fr", 12, figures...), true},
		"two figures less":  {figuresOf("fr", 9, figures[:8]...), true},
		"three days later":  {figuresOf("fr", 13, figures...), false},
		"one language":      {figuresOf("en", 10, figures...), false},
		"in another order":  {figuresOf("fr", 10, shuffled...), false},
		"too short to tell": {figuresOf("fr", 10, figures[:7]...), false},
		"twice as long":     {long, false},
		"of no day":         {&record.Reading{Body: long.Body, Language: "fr", Amounts: long.Amounts}, false},
	} {
		a := figuresOf("en", 10, figures...)
		score, is := Translated(a, c.other)
		back, also := Translated(c.other, a)
		if is != c.want || also != is || score != back {
			t.Errorf("%s: %v %v, the other way %v %v, want %v", name, is, score, also, back, c.want)
		}
		if is && !shareKey(FixedKeys(a), FixedKeys(c.other)) {
			t.Errorf("%s: no key is shared", name)
		}
	}
	if shareKey(FixedKeys(figuresOf("en", 10, figures...)), FixedKeys(figuresOf("fr", 28, figures...))) {
		t.Error("texts that lie weeks apart share a key")
	}
}

func TestCommonOrder(t *testing.T) {
	for _, c := range []struct {
		x, y []string
		want int
	}{
		{nil, nil, 0}, {[]string{"a"}, nil, 0}, {[]string{"a", "b", "c"}, []string{"a", "c"}, 2},
		{[]string{"a", "b"}, []string{"b", "a"}, 1}, {[]string{"a", "a", "b"}, []string{"a", "b", "a"}, 2},
	} {
		if got := commonOrder(c.x, c.y); got != c.want {
			t.Errorf("%q and %q have %d in one order, want %d", c.x, c.y, got, c.want)
		}
		things := func(keys []string) (all []fixed) {
			for _, k := range keys {
				all = append(all, fixed{key: k})
			}
			return all
		}
		pairs := commonPairs(things(c.x), things(c.y))
		for i, p := range pairs {
			if c.x[p[0]] != c.y[p[1]] || i > 0 && (pairs[i-1][0] >= p[0] || pairs[i-1][1] >= p[1]) {
				t.Errorf("%q and %q are paired by %v", c.x, c.y, pairs)
			}
		}
		if len(pairs) != c.want {
			t.Errorf("%q and %q have %d pairs, want %d", c.x, c.y, len(pairs), c.want)
		}
	}
}
