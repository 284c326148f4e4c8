package eval

import (
	"math"
	"testing"
)

func TestReliabilityTellsClaimedFromProved(t *testing.T) {
	all := []Sure{{0.9, true}, {0.95, true}, {0.92, false}, {0.4, false}}
	rows := Reliability(all)
	if len(rows) != 2 || rows[0].Accounts != 1 || rows[1].Accounts != 3 {
		t.Fatalf("rows %+v", rows)
	}
	if math.Abs(rows[1].Proved-2.0/3) > 1e-9 {
		t.Errorf("two of three are right, got %v", rows[1].Proved)
	}
	expected, brier := Calibration([]Sure{{1, true}, {0, false}})
	if expected != 0 || brier != 0 {
		t.Errorf("certain and right: errors %v and %v", expected, brier)
	}
	if _, brier := Calibration([]Sure{{1, false}}); brier != 1 {
		t.Errorf("certain and wrong: Brier score %v", brier)
	}
}
