package packed

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// body is what the readings of these tests are of.
const body = "Police cleared the camp near Calais on Monday. Forty people left."

// full is a reading in which every field that is kept has a value of its own.
func full() *record.Reading {
	r := &record.Reading{Body: body}
	count := 0
	fill(reflect.ValueOf(r).Elem(), &count)
	for i := range r.Amounts {
		r.Amounts[i].Of = -1
	}
	for i := range r.Accounts {
		for j := range r.Accounts[i].Participants {
			r.Accounts[i].Participants[j].Amount.Of = 0
		}
	}
	r.Body, r.Report = body, text.Report{}
	return r
}

func fill(v reflect.Value, count *int) {
	*count++
	switch special[v.Type()] {
	case aTime:
		v.Set(reflect.ValueOf(time.Unix(int64(*count)*1800, 0).UTC()))
		return
	case aSpan:
		v.Set(reflect.ValueOf(text.Span{Start: *count % 50, End: *count%50 + 7}))
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), count)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if kept(v.Type(), v.Type().Field(i)) {
				fill(v.Field(i), count)
			}
		}
	case reflect.String:
		v.SetString([]string{"a text", body[*count%50 : *count%50+7], strings.Repeat("é", *count)}[*count%3])
	case reflect.Bool:
		v.SetBool(*count%2 == 0)
	case reflect.Float64:
		v.SetFloat([]float64{float64(*count), 0.123, 1 / float64(*count), -50.95129}[*count%4])
	default:
		if v.CanUint() {
			v.SetUint(uint64(*count % 200))
		} else {
			v.SetInt(int64(*count - 300))
		}
	}
}

func TestReadingsReturnWhole(t *testing.T) {
	for name, want := range map[string]*record.Reading{"full": full(), "empty": {Body: body}} {
		l := Current()
		got := &record.Reading{Body: body}
		if err := l.Read(l.Append(nil, want), got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
		}
	}
}

func TestLayoutIsReadFromItsText(t *testing.T) {
	again, err := Parse(Current().String())
	if err != nil {
		t.Fatal(err)
	}
	got := &record.Reading{Body: body}
	if err := again.Read(Current().Append(nil, full()), got); err != nil || !reflect.DeepEqual(got, full()) {
		t.Errorf("%v, %+v", err, got)
	}
	for _, bad := range []string{"", "s", "{", "{a", "{a s", "{a s}}", "[{", "{a x}"} {
		if _, err := Parse(bad); !errors.Is(err, ErrPacked) {
			t.Errorf("layout %q: %v", bad, err)
		}
	}
}

// TestAnotherProgramReadsWhatBothKnow reads with fields that this program does not have, with ones of another kind, and without others.
func TestAnotherProgramReadsWhatBothKnow(t *testing.T) {
	const theirs = "{Language sMood sQuotes [{Span pDirect iColour sTags [s}Notes [{Span pReason s}}"
	l, err := Parse(theirs)
	if err != nil {
		t.Fatal(err)
	}
	p := packer{body: body, known: map[string]uint64{}}
	p.text("en")
	p.text("gloomy")
	p.uint(1)
	p.span(text.Span{Start: 0, End: 6})
	p.int(1)
	p.text("red")
	p.uint(1)
	p.text("x")
	p.uint(1)
	p.span(text.Span{Start: 7, End: 14})
	p.text("no-date")
	got := &record.Reading{Body: body}
	if err := l.Read(p.out, got); err != nil {
		t.Fatal(err)
	}
	want := &record.Reading{
		Body: body, Language: "en", Quotes: []record.Quote{{Span: text.Span{Start: 0, End: 6}}},
		Notes: []record.Note{{Span: text.Span{Start: 7, End: 14}, Reason: "no-date"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestBrokenBytesAreErrors(t *testing.T) {
	l := Current()
	packed := l.Append(nil, full())
	for cut := 0; cut < len(packed); cut += 1 + cut/9 {
		if err := l.Read(packed[:cut], &record.Reading{Body: body}); !errors.Is(err, ErrPacked) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
	if err := l.Read(append(bytes.Clone(packed), 0), &record.Reading{Body: body}); !errors.Is(err, ErrPacked) {
		t.Errorf("one byte more: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	l := Current()
	f.Add(l.Append(nil, full()))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		_ = l.Read(b, &record.Reading{Body: body})
	})
}

func TestBodiesReturnWhole(t *testing.T) {
	long := strings.Repeat("Officers cleared the camp at dawn. ", 9)
	for _, c := range []struct{ raw, body string }{
		{"", ""}, {"", body}, {body, body}, {body, ""}, {"short", "short"}, {"<p>" + long + "</p><p>Share this</p><p>" + body + "</p>", long + "\n\n" + body},
		{`{"text":"` + strings.ReplaceAll(long, " c", `\u0020c`) + `"}`, long}, {body, "Other words " + body[5:] + body[:20] + "é"},
	} {
		packed := append(AppendBody(nil, []byte(c.raw), c.body), 7)
		got, rest, err := ReadBody(packed, []byte(c.raw))
		if err != nil || got != c.body || len(rest) != 1 {
			t.Errorf("%q against %q: %q, %d bytes left, %v", c.body, c.raw, got, len(rest), err)
		}
		if c.raw == c.body && len(packed) > 10 {
			t.Errorf("%q takes %d bytes beside itself", c.body, len(packed))
		}
		for cut := range len(packed) - 1 {
			if got, _, err := ReadBody(packed[:cut], []byte(c.raw)); err == nil && got != c.body {
				t.Errorf("%q cut at %d reads as %q", c.body, cut, got)
			}
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add([]byte("<p>"+body+"</p>"), body, []byte{1, 2})
	f.Fuzz(func(t *testing.T, raw []byte, body string, broken []byte) {
		if got, rest, err := ReadBody(AppendBody(nil, raw, body), raw); err != nil || got != body || len(rest) > 0 {
			t.Errorf("%q against %q: %q, %v", body, raw, got, err)
		}
		_, _, _ = ReadBody(broken, raw)
	})
}
