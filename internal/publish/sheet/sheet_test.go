package sheet

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"strings"
	"testing"
)

var columns = []Column{{Name: "words", Kind: Text}, {Name: "rows", Kind: Whole}, {Name: "lat", Kind: Decimal}, {Name: "negated", Kind: Flag}}

var rows = []Row{
	{"=cmd|' /C calc'!A0", int64(-3), -1.5, true},
	{"+33 6 12", nil, nil, nil},
	{"'=already marked", int64(1 << 53), 50.95, false},
	{"it's \"quoted\", and\nof two lines", int64(0), 0.1, true},
	{"007", nil, nil, nil},
	{"", nil, nil, nil},
	{"-", nil, nil, nil}, {"@home", nil, nil, nil}, {"\tindented", nil, nil, nil}, {"＝1+1", nil, nil, nil}, {"''", nil, nil, nil}, {"<b>&é\u2028", nil, nil, nil},
}

func TestWhatIsReadBackIsWhatWasWritten(t *testing.T) {
	for _, f := range Formats {
		if got := throughAndBack(t, f, rows); !reflect.DeepEqual(got, rows) {
			t.Errorf("%s:\n got %v\nwant %v", f, got, rows)
		}
	}
}

func throughAndBack(t *testing.T, f Format, rows []Row) (back []Row) {
	t.Helper()
	var out bytes.Buffer
	w, err := New(&out, f, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Read(&out, f, columns, func(r Row) error { back = append(back, r); return nil }); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return back
}

func TestNumbersStayNumbers(t *testing.T) {
	var out bytes.Buffer
	w, _ := New(&out, CSV, columns)
	w.Write(rows[0])
	w.Close()
	if want := "'=cmd|' /C calc'!A0,-3,-1.5,true\n"; !strings.HasSuffix(out.String(), want) {
		t.Errorf("\n got %q\nwant %q", out.String(), want)
	}
}

func FuzzCSV(f *testing.F) {
	for _, r := range rows {
		f.Add(r[0].(string))
	}
	f.Add("\r\n=1+1")
	f.Fuzz(func(t *testing.T, words string) {
		cell := Of(words)
		var out bytes.Buffer
		w, _ := New(&out, CSV, columns)
		if err := w.Write(Row{cell, nil, nil, nil}); err != nil {
			t.Fatal(err)
		}
		w.Close()
		seen, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
		if err != nil || len(seen) != 2 {
			t.Fatalf("%q reads as %q, %v", words, seen, err)
		}
		if s := seen[1][0]; s != "" && strings.ContainsAny(s[:1], "=+-@\t\r") {
			t.Errorf("a spreadsheet would run %q", s)
		}
		Read(&out, CSV, columns, func(r Row) error {
			if r[0] != cell {
				t.Errorf("\n got %q\nwant %q", r[0], cell)
			}
			return nil
		})
	})
}
