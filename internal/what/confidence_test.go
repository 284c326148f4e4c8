package what

import (
	"strings"
	"testing"
	"testing/fstest"

	"dateline/codebook"
)

func TestShippedWeightsLoad(t *testing.T) {
	c, err := ReadConfidence(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	bare, full := make(Grounds, len(grounds)), make(Grounds, len(grounds))
	bare[0] = 1
	for n, name := range grounds {
		if strings.Contains(" base verb tested initiator target dated placed happened ", " "+name+" ") {
			full[n] = 1
		}
	}
	if c.of(bare) >= c.of(full) {
		t.Errorf("an account of which nothing is known has confidence %v, one of which all is known %v", c.of(bare), c.of(full))
	}
}

func TestMistakesInWeights(t *testing.T) {
	whole := strings.Join(grounds, "\t0\n") + "\t0\n"
	for _, test := range []struct{ file, want string }{
		{whole, ""},
		{"# remark\n\n" + whole, ""},
		{whole + "base\t1\n", "once"},
		{whole + "colour\t1\n", "want a ground"},
		{strings.Replace(whole, "verb\t0", "verb\tNaN", 1), "confidence.tsv:3"},
		{strings.Replace(whole, "verb\t0\n", "", 1), "verb is missing"},
	} {
		_, err := ReadConfidence(fstest.MapFS{confidenceFile: {Data: []byte(test.file)}})
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.file, err, test.want)
		}
	}
}

func TestConfidenceIsTheLogisticOfTheSum(t *testing.T) {
	for _, test := range []struct {
		weights []float64
		want    float64
	}{{nil, 0.5}, {[]float64{0, 0}, 0.5}, {[]float64{2, 1}, 0.95}, {[]float64{-2, 0}, 0.12}} {
		if got := NewConfidence(test.weights).of(Grounds{1, 1}); got != test.want {
			t.Errorf("%v: %v, want %v", test.weights, got, test.want)
		}
	}
}
