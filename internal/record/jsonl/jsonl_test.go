package jsonl

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/text"
)

// sample is a reading whose body has letters of one, two, three and four bytes.
func sample() *record.Reading {
	body := "À Calais 🙂, « quarante » policiers ont évacué le camp mercredi, dit Zoé."
	at := func(words string) text.Span {
		i := strings.Index(body, words)
		return text.Span{Start: i, End: i + len(words)}
	}
	day := time.Date(2014, 5, 28, 0, 0, 0, 0, time.UTC)
	date := text.Date{Span: at("mercredi"), Type: text.DateTimex, Value: "2014-05-28", EDTF: "2014-05-28", From: day, To: day.AddDate(0, 0, 1), Precision: "day"}
	place := text.Place{Span: at("Calais"), Name: "Calais", Country: "FR", Lat: 50.95, Lon: 1.86, Precision: "town"}
	return &record.Reading{
		Report: text.Report{ID: "x", Published: text.Day{Year: 2014, Month: 5, Day: 29}, Language: "fr"}, Language: "fr", Body: body,
		Dates: []text.Date{date}, Places: []text.Place{place}, Names: []text.Name{{Span: at("Calais"), Type: text.LOC}},
		Accounts: []record.Account{{
			ID: "a1", Act: "clear-settlement", Trigger: at("évacué"), Realisation: record.Happened,
			Participants: []record.Participant{{Span: at("« quarante » policiers"), Role: record.Initiator, Sector: "COP",
				Amount: text.Amount{Span: at("quarante"), Low: text.Just(40), Best: text.Just(40), High: text.Just(40), Of: -1}}},
			When: record.When{Date: date}, Where: []record.Where{{Place: place, Role: "scene"}},
			Harm: []record.Harm{{Span: at("le camp"), Kind: "destroyed", Low: text.Just(1), Things: true}}, Confidence: 0.5,
			Codes: []record.Code{{Scheme: "PLOVER", Version: "2.0", Code: "COERCE", Mode: "restrict", Contexts: []string{"migration"}, Grade: "broader"},
				{Scheme: "UCDP", Version: "25.1", Grade: "none", Note: "no deadly force"}},
		}},
		Quotes: []record.Quote{{Span: at("quarante"), Direct: true, Cue: at("dit"), Speaker: record.Speaker{Span: at("Zoé"), Name: "Zoé"}}},
		Notes:  []record.Note{{Reason: "truncated"}, {Span: at("À Calais"), Reason: "no-date"}},
	}
}

func TestReadingComesBackAsItWent(t *testing.T) {
	var first, second bytes.Buffer
	if err := Write(&first, sample(), Options{Body: true, Layers: true}); err != nil {
		t.Fatal(err)
	}
	for r, err := range Read(bytes.NewReader(first.Bytes())) {
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(&second, r, Options{Body: true, Layers: true}); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Errorf("\n got %s\nwant %s", second.String(), first.String())
	}
}

func TestPositionsAreCodePoints(t *testing.T) {
	r := sample()
	p := newPage(r)
	for _, s := range []text.Span{r.Accounts[0].Trigger, r.Quotes[0].Span, r.Quotes[0].Speaker.Span} {
		w := p.words(s)
		if got := string([]rune(r.Body)[w.Start:w.End]); got != w.Text {
			t.Errorf("code points %d–%d hold %q, want %q", w.Start, w.End, got, w.Text)
		}
	}
}

func TestRulerCountsOverManyStrides(t *testing.T) {
	body := strings.Repeat("aé漢🙂", 100)
	r, point := newRuler(body), 0
	for b := range body {
		if got := r.point(b); got != point {
			t.Fatalf("byte %d is code point %d, want %d", b, got, point)
		}
		point++
	}
	if got := r.point(len(body)); got != point {
		t.Errorf("the end is code point %d, want %d", got, point)
	}
}

func TestBadLinesAreNamedAndTheRestGoesOn(t *testing.T) {
	var good bytes.Buffer
	if err := Write(&good, sample(), Options{Body: true}); err != nil {
		t.Fatal(err)
	}
	shifted := strings.Replace(good.String(), `"text":"évacué","start":`, `"text":"évacué","start":1`, 1)
	input := "{\n" + good.String() + `{"schema":"other/1"}` + "\n" + shifted + `{"schema":"dateline.reading/1"}` + "\n"
	var mistakes []string
	whole := 0
	for _, err := range Read(strings.NewReader(input)) {
		if err == nil {
			whole++
		} else {
			mistakes = append(mistakes, err.Error())
		}
	}
	if whole != 1 || len(mistakes) != 4 {
		t.Fatalf("read %d readings and %d mistakes, want 1 and 4: %q", whole, len(mistakes), mistakes)
	}
	for i, want := range []string{"line 1: ", "line 3: schema", "line 4: ", "line 5: no body"} {
		if !strings.HasPrefix(mistakes[i], want) {
			t.Errorf("mistake %d is %q, want it to begin with %q", i, mistakes[i], want)
		}
	}
}

func FuzzRead(f *testing.F) {
	var line bytes.Buffer
	if err := Write(&line, sample(), Options{Body: true, Layers: true}); err != nil {
		f.Fatal(err)
	}
	f.Add(line.Bytes())
	f.Add([]byte("{}\n[]\n\xff\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for r, err := range Read(bytes.NewReader(data)) {
			if err != nil {
				continue
			}
			if err := Write(new(bytes.Buffer), r, Options{Body: true, Layers: true}); err != nil {
				t.Errorf("a reading that was read cannot be written: %v", err)
			}
		}
	})
}
