package eval

import (
	"slices"
	"strings"
	"testing"
)

func TestFloorNamesWhatSankAndWhatIsGone(t *testing.T) {
	floor, err := ReadFloor(strings.NewReader("# gold\tfigure\tleast\na\tnames\t0.8\na\tdates\t0.5\na\tquotes\t0.1\nb\tnames\t0.9\n"))
	if err != nil {
		t.Fatal(err)
	}
	scores := &Scores{Figures: []Figure{{"names", []Tally{{1, 2, 2}}}, {"dates", []Tally{{1, 2, 2}}}, {"places", nil}}}
	want := []string{"a: names: F1 0.500 is below its floor of 0.800", "a: quotes: has a floor, but was not scored"}
	if got := floor.Below("a", scores); !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestFloorLinesThatAreNone(t *testing.T) {
	for _, input := range []string{"a\tnames 0.8", "a\tnames\thigh", "a\tnames\t0.1\na\tnames\t0.2"} {
		if _, err := ReadFloor(strings.NewReader(input)); err == nil {
			t.Errorf("%q was read without a mistake", input)
		}
	}
}
