package link

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

func full() Telling {
	t := with(with(told("a clear-settlement 2018-06-07 Gravelines", "joe ashdown"), "displaced", "10/12.5/15"), "dead", "3..")
	t.ID, t.Report = "", ""
	t.Also = []text.Span{{Start: 3, End: 5}, {Start: 90, End: 95}}
	t.Passive, t.Background = true, true
	t.When.Date = text.Date{Span: text.Span{Start: 5, End: 9}, Type: text.TimeTimex, EDTF: "2018-06-07~", Precision: "part-of-day", Anchored: "published",
		From: time.Date(2018, 6, 7, 18, 0, 0, 0, time.UTC), To: time.Date(2018, 6, 7, 23, 59, 30, 0, time.UTC)}
	t.Participants = []record.Participant{{Span: text.Span{Start: 1, End: 4}, Role: record.Target, Name: "réfugiés", Country: "SYR", Sector: "REF",
		Class: "private", Amount: text.Amount{Span: text.Span{Start: 1, End: 2}, Kind: text.Count, Low: text.Just(10)}}}
	t.SaidBy = []record.Source{{Span: text.Span{Start: 40, End: 46}, Kind: "organisation", Cue: "according to"}}
	t.Speakers = []string{"police"}
	t.Words = []uint32{1, 5, 1 << 23}
	t.Towns = 4
	return t
}

func TestTellingComesBackAsItWent(t *testing.T) {
	for _, want := range []Telling{full(), {}} {
		packed, err := want.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(packed)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("\n got %+v\nwant %+v", got, want)
		}
		for cut := range packed {
			if _, err := Decode(packed[:cut]); !errors.Is(err, ErrPacked) {
				t.Errorf("cut at %d of %d: %v", cut, len(packed), err)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	packed, _ := full().Encode()
	f.Add(packed)
	f.Add([]byte{packing})
	f.Fuzz(func(t *testing.T, b []byte) {
		told, err := Decode(b)
		if err != nil {
			return
		}
		first, _ := told.Encode()
		again, err := Decode(first)
		if err != nil {
			t.Fatalf("what was decoded cannot be: %v", err)
		}
		if second, _ := again.Encode(); !bytes.Equal(first, second) {
			t.Errorf("\n got %x\nwant %x", second, first)
		}
	})
}
