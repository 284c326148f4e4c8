package eval

import (
	"slices"
	"strings"
	"testing"
)

func TestFloorNamesWhatSankAndWhatIsGone(t *testing.T) {
	floor, err := ReadFloor(strings.NewReader("# figure\tleast\nnames\t0.8\ndates\t0.5\nquotes\t0.1\n"))
	if err != nil {
		t.Fatal(err)
	}
	scores := &Scores{Figures: []Figure{{"names", []Tally{{1, 2, 2}}}, {"dates", []Tally{{1, 2, 2}}}, {"places", nil}}}
	want := []string{"names: F1 0.500 is below its floor of 0.800", "quotes: has a floor, but was not scored"}
	if got := floor.Below(scores); !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestFloorLinesThatAreNone(t *testing.T) {
	for _, input := range []string{"names 0.8", "names\thigh", "names\t0.1\nnames\t0.2"} {
		if _, err := ReadFloor(strings.NewReader(input)); err == nil {
			t.Errorf("%q was read without a mistake", input)
		}
	}
}
