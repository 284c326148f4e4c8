package sqlite

import (
	"math"
	"reflect"
	"testing"

	"dateline/internal/record"
)

func TestReasonsReturnWhole(t *testing.T) {
	for _, want := range [][]record.Reason{
		nil,
		{{Of: "act", Detail: "same act: die", Weight: 1.25}, {Of: "words", Detail: "8 % of the words are the same", Weight: -0.3}},
		{{Of: "", Detail: "", Weight: 0}, {Of: "else", Detail: `new, "quoted" | and é`, Weight: 1.0 / 3}, {Of: "time", Detail: "same day: ", Weight: math.MaxFloat64}},
		{{Of: "words", Detail: "told far apart: 84 days apart", Weight: math.Copysign(0, -1)}, {Of: "same day", Detail: "same day", Weight: 100}},
	} {
		got, err := readReasons(writeReasons(want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	}
	old, err := readReasons([]byte(`[["act","same act: die",1.5]]`))
	if err != nil || !reflect.DeepEqual(old, []record.Reason{{Of: "act", Detail: "same act: die", Weight: 1.5}}) {
		t.Errorf("as older programs wrote them: %v, %v", old, err)
	}
}

func FuzzReasons(f *testing.F) {
	f.Add(writeReasons([]record.Reason{{Of: "act", Detail: "same act: die", Weight: 0.1}}))
	f.Add([]byte("[[1,2,3]]"))
	f.Fuzz(func(_ *testing.T, column []byte) { _, _ = readReasons(column) })
}
