package agree_test

import (
	"math"
	"testing"

	"dateline/internal/agree"
)

// TestShareOf compares with the intervals of Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
func TestShareOf(t *testing.T) {
	for _, test := range []struct {
		some, all int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		s := agree.ShareOf(test.some, test.all)
		if math.Abs(s.Low-test.low) > 5e-5 || math.Abs(s.High-test.high) > 5e-5 || !s.Known {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", test.some, test.all, s.Low, s.High, test.low, test.high)
		}
	}
	if agree.ShareOf(0, 0).Known {
		t.Error("a share of nothing is known")
	}
}
