package agree_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"dateline/internal/agree"
)

// unitsOf turns a reliability matrix, a row for each coder with 0 where nothing was coded, into units.
func unitsOf(rows ...[]float64) []agree.Unit[float64] {
	units := make([]agree.Unit[float64], len(rows[0]))
	for _, row := range rows {
		for i, v := range row {
			if v != 0 {
				units[i].Values = append(units[i].Values, v)
			}
		}
	}
	return units
}

// The matrices of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A to D.
var (
	binary = unitsOf(
		[]float64{1, 2, 1, 1, 1, 1, 1, 1, 2, 1},
		[]float64{2, 2, 2, 1, 1, 2, 1, 1, 1, 1})
	twoCoders = unitsOf(
		[]float64{1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1},
		[]float64{2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4})
	fourCoders = unitsOf(
		[]float64{1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0},
		[]float64{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3},
		[]float64{0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0},
		[]float64{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0})
)

func TestAlphaOfPublishedExamples(t *testing.T) {
	for _, test := range []struct {
		name  string
		units []agree.Unit[float64]
		on    agree.Scale[float64]
		want  float64
	}{
		{"two coders, two values", binary, agree.Nominal[float64], 0.095},
		{"two coders, five values", twoCoders, agree.Nominal[float64], 0.692},
		{"four coders, nominal", fourCoders, agree.Nominal[float64], 0.743},
		{"four coders, ordinal", fourCoders, agree.Ordinal, 0.815},
		{"four coders, interval", fourCoders, agree.Interval, 0.849},
		{"four coders, ratio", fourCoders, agree.Ratio, 0.797},
	} {
		got, known := agree.Alpha(test.units, test.on)
		if !known || math.Abs(got-test.want) > 0.0005 {
			t.Errorf("%s: %.4f (known %v), want %.3f", test.name, got, known, test.want)
		}
	}
}

func TestAlphaThatIsNotKnown(t *testing.T) {
	for name, units := range map[string][]agree.Unit[string]{
		"no unit":             nil,
		"nothing coded twice": {{Values: []string{"a"}}, {Values: []string{"b"}}},
		"nothing ever varies": {{Values: []string{"a", "a"}}, {Values: []string{"a", "a"}}},
	} {
		if alpha, known := agree.Alpha(units, agree.Nominal[string]); known {
			t.Errorf("%s: %v", name, alpha)
		}
		if e := agree.Bootstrap(units, agree.Nominal[string], 1); e.Known || e.Bounded {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// TestWordsLieBetween: names that share words are nearer to one another than names that share none.
func TestWordsLieBetween(t *testing.T) {
	told := func(b string) []agree.Unit[string] {
		return []agree.Unit[string]{{Values: []string{"riot police", b}}, {Values: []string{"fishermen", "fishermen"}}, {Values: []string{"a union", "a union"}}}
	}
	alpha := func(b string) float64 { a, _ := agree.Alpha(told(b), agree.Words); return a }
	if same, near, far := alpha("riot police"), alpha("police"), alpha("council"); same != 1 || near >= same || far >= near {
		t.Errorf("the same %.2f, near %.2f, far %.2f", same, near, far)
	}
}

// TestBootstrap: the interval holds alpha, comes out the same for the same seed, and is wider where units hang together.
func TestBootstrap(t *testing.T) {
	chance := rand.New(rand.NewPCG(4, 4))
	var apart, together []agree.Unit[float64]
	for i := range 120 {
		v := float64(chance.IntN(4))
		unit := agree.Unit[float64]{Values: []float64{v, v}}
		if (i/10)%4 == 0 {
			unit.Values[1] = float64(chance.IntN(4)) // one report in four is read otherwise
		}
		apart = append(apart, unit)
		unit.Cluster = string(rune('a' + i/10))
		together = append(together, unit)
	}
	a, b := agree.Bootstrap(apart, agree.Nominal[float64], 7), agree.Bootstrap(together, agree.Nominal[float64], 7)
	for _, e := range []agree.Estimate{a, b} {
		if !e.Known || !e.Bounded || e.Low > e.Alpha || e.High < e.Alpha || e.Low == e.High || e.Units != 120 || e.Values != 240 {
			t.Errorf("%+v", e)
		}
	}
	if a.Alpha != b.Alpha || b.High-b.Low <= a.High-a.Low {
		t.Errorf("drawn one by one %.3f–%.3f, by report %.3f–%.3f", a.Low, a.High, b.Low, b.High)
	}
	if again := agree.Bootstrap(together, agree.Nominal[float64], 7); again != b {
		t.Errorf("the same seed gives %+v and %+v", b, again)
	}
}

// TestOrderChangesNothing: alpha does not depend on the order of units, nor of values within one.
func TestOrderChangesNothing(t *testing.T) {
	turned := slices.Clone(fourCoders)
	slices.Reverse(turned)
	for i := range turned {
		turned[i].Values = slices.Clone(turned[i].Values)
		slices.Reverse(turned[i].Values)
	}
	for name, on := range map[string]agree.Scale[float64]{"nominal": agree.Nominal[float64], "ordinal": agree.Ordinal, "interval": agree.Interval, "ratio": agree.Ratio} {
		a, _ := agree.Alpha(fourCoders, on)
		b, _ := agree.Alpha(turned, on)
		if math.Abs(a-b) > 1e-12 {
			t.Errorf("%s: %v and %v", name, a, b)
		}
	}
}
