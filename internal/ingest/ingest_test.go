package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// read gives what Read gives of standard input, one line an item.
func read(in string, options Options) (all []string) {
	options.Stdin = strings.NewReader(in)
	for item, err := range Read([]string{"-"}, options) {
		all = append(all, outcome(item, err))
	}
	return all
}

func outcome(item Item, err error) string {
	how := "ok"
	for _, known := range []error{ErrEmpty, ErrBinary, ErrTooLarge, ErrNoText, ErrLine, os.ErrNotExist} {
		if errors.Is(err, known) {
			how = known.Error()
		}
	}
	return fmt.Sprintf("%s %s %q %s", item.File, item.Format, item.Text, how)
}

var readTests = []struct {
	name, in string
	want     []string
}{
	{"plain", "A camp.", []string{`- plain "A camp." ok`}},
	{"empty", " \n", []string{`- plain " \n" empty`}},
	{"page", "  <!DOCTYPE html><p>A camp.", []string{`- html "  <!DOCTYPE html><p>A camp." ok`}},
	{"binary", "%PDF-1.4 …", []string{`- plain "%PDF-1.4 …" not a text`}},
	{"lines", "\xEF\xBB\xBF" + `{"id":"a","text":"One."}` + "\r\n\n" + `{"id":12345678901234567890,"text":"Two \ud800 é"}` + "\n{broken\n" + `{"id":"c","text":7}` + "\n" + `{"id":"d"}` + "\n" + `{"id":"e","text":" "}` + "\n" + `{"text":"Last."}`,
		[]string{`-#a jsonl "One." ok`, `-#12345678901234567890 jsonl "Two � é" ok`, `- jsonl "" not a line of JSON`, `-#c jsonl "" not a line of JSON`, `-#d jsonl "" no text in it`, `-#e jsonl "" empty`, `-#8 jsonl "Last." ok`}},
	{"a line that is too large", `{"id":"a","text":"One."}` + "\n" + `{"id":"b","text":"` + strings.Repeat("x", 100_000) + `"}` + "\n" + `{"id":"c","text":"Three."}` + "\n",
		[]string{`-#a jsonl "One." ok`, `- jsonl "" too large`, `-#c jsonl "Three." ok`}},
	{"a file that is too large", strings.Repeat("x", 100_000), []string{`- plain "" too large`}},
}

func TestRead(t *testing.T) {
	for _, test := range readTests {
		got := read(test.in, Options{MaxBytes: 80_000})
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", test.name, strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
		}
	}
}

func TestFieldsOfALine(t *testing.T) {
	in := `{"id":"a","text":"One.","title":" T ","outlet":"O","published":"2019-06-04T10:00:00Z","url":"http://tide.example","language":"fr-FR","byline":"Anna"}`
	for item, err := range Read([]string{"-"}, Options{Stdin: strings.NewReader(in)}) {
		r := item.Report
		if err != nil || r.ID != "a" || r.File != "-#a" || r.Title != "T" || r.Outlet != "O" || r.Published.String() != "2019-06-04" || r.URL != "http://tide.example" || r.Language != "fr" || len(r.Byline) != 1 {
			t.Errorf("got %+v, %v", r, err)
		}
		if string(item.Raw) != in || item.Line != 1 {
			t.Errorf("raw %q line %d", item.Raw, item.Line)
		}
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"2019-06-04": "2019-06-04", "2019-06-04T23:30:00-05:00": "2019-06-04", "Tue, 04 Jun 2019 23:30:00 -0500": "2019-06-04", "June 4, 2019": "2019-06-04",
		"20190604": "2019-06-04", "03/04/2019": "", "soon": "", "": "",
	} {
		if got := day(in).String(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestLineErrorsNameTheLine(t *testing.T) {
	for _, err := range Read([]string{"-"}, Options{Stdin: strings.NewReader("{\"text\":\"a\"}\n{x\n")}) {
		if err != nil && !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%v does not name line 2", err)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"b.txt": "B.", "a.md": "# A", "c/d.html": "<p>D", ".hidden": "H", ".git/x": "X", "c/e.jsonl": `{"id":1,"text":"E"}`, "z.png": "\x89PNG\r\n"} {
		path := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(path), 0o700)
		os.WriteFile(path, []byte(content), 0o600)
	}
	os.Symlink(dir, filepath.Join(dir, "loop"))
	var got []string
	for item, err := range Read([]string{dir, filepath.Join(dir, "missing.txt")}, Options{}) {
		got = append(got, strings.TrimPrefix(outcome(item, err), dir+"/"))
	}
	want := []string{`a.md markdown "# A" ok`, `b.txt plain "B." ok`, `c/d.html html "<p>D" ok`, `c/e.jsonl#1 jsonl "E" ok`, `z.png plain "\x89PNG\r\n" not a text`, `missing.txt  "" file does not exist`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestReadFS(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, content := range map[string]string{"in/b.txt": "B.", "in/a.md": "# A", "in/c/e.jsonl": `{"id":1,"text":"E"}`, "in/.hidden": "H", "in/.git/x": "X", "out/f.txt": "F."} {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	for root, want := range map[string][]string{
		"in":       {`a.md markdown "# A" ok`, `b.txt plain "B." ok`, `c/e.jsonl#1 jsonl "E" ok`},
		"in/b.txt": {`in/b.txt plain "B." ok`},
		"missing":  {`missing  "" file does not exist`},
		".":        {`in/a.md markdown "# A" ok`, `in/b.txt plain "B." ok`, `in/c/e.jsonl#1 jsonl "E" ok`, `out/f.txt plain "F." ok`},
	} {
		var got []string
		for item, err := range ReadFS(fsys, root, Options{}) {
			got = append(got, outcome(item, err))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", root, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
	for range ReadFS(fsys, "in", Options{}) {
		break // a second call of yield would panic
	}
}

func TestReadingStops(t *testing.T) {
	n := 0
	for range Read([]string{"-"}, Options{Stdin: strings.NewReader(strings.Repeat("{\"text\":\"a\"}\n", 10))}) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("read %d items", n)
	}
}

func TestHashNamesAReport(t *testing.T) {
	for item := range Read([]string{"-"}, Options{Stdin: strings.NewReader("A camp.")}) {
		if !strings.HasPrefix(item.ID, "sha256:") || len(item.ID) != len("sha256:")+64 || item.Report.ID != item.ID {
			t.Errorf("got %q", item.ID)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, test := range readTests {
		f.Add([]byte(test.in), "")
	}
	f.Fuzz(func(t *testing.T, in []byte, format string) {
		for item, err := range Read([]string{"-"}, Options{Stdin: strings.NewReader(string(in)), Format: Format(format), MaxBytes: 1000}) {
			if err == nil && (item.ID == "" || len(item.Text) == 0) {
				t.Errorf("no id or no text: %+v", item)
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	in := strings.Repeat(`{"id":"a","text":"`+strings.Repeat(`Officers cleared the camp, “said” the préfecture.\n`, 60)+`","published":"2019-06-04","language":"en"}`+"\n", 200)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		for _, err := range Read([]string{"-"}, Options{Stdin: strings.NewReader(in)}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
