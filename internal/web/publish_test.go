package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dateline/internal/publish"
	"dateline/internal/record"
	"dateline/internal/store"
)

// form is how forms are sent.
var form = []string{"Content-Type", "application/x-www-form-urlencoded"}

// harmCheck is what the twin of the harm check says.
type harmCheck struct {
	Open, Total int
	Results     []struct {
		Key, Kind, Words, Way string
		Ways                  []string
		Open                  bool
		Decision              int64
	}
}

func (r room) findings(t testing.TB, query string) (found harmCheck) {
	t.Helper()
	answer, body := r.get(t, "/publish.json?"+query)
	if err := json.Unmarshal([]byte(body), &found); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.StatusCode, err, body)
	}
	return found
}

// decideAll decides every finding that is open, kind by kind, as the page does.
func (r room) decideAll(t testing.TB) {
	t.Helper()
	for found := r.findings(t, ""); found.Open > 0; found = r.findings(t, "") {
		first := found.Results[0]
		answer, body := r.ask(t, "POST", "/publish", url.Values{"key": {first.Kind}, "way": {first.Ways[0]}, "why": {"nobody asked them"}}.Encode(), form...)
		if answer.StatusCode != http.StatusSeeOther {
			t.Fatal(answer.StatusCode, body)
		}
	}
}

// released makes the next release from the page, and gives its number.
func (r room) released(t testing.TB, note string) int {
	t.Helper()
	r.decideAll(t)
	said := url.Values{"note": {note}, "contact": {"c@example.org"}, "draw": {"1"}}
	_, page := r.get(t, "/publish/release?"+said.Encode())
	said.Set("hash", one(t, page, `name="hash" value="([0-9a-f]{64})"`))
	answer, body := r.ask(t, "POST", "/publish/release", said.Encode(), form...)
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatal(answer.StatusCode, body)
	}
	n, err := strconv.Atoi(strings.TrimPrefix(answer.Header.Get("Location"), "/releases/"))
	if err != nil {
		t.Fatal(answer.Header.Get("Location"))
	}
	return n
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	t.Run("gate", func(t *testing.T) { gateDecides(t, r) })
	t.Run("release", func(t *testing.T) { makesRelease(t, r) })
	t.Run("changes", func(t *testing.T) { explainsChanges(t, r) })
}

// gateDecides: a finding is decided once, with a reason, in a way that it can be; the log has it as the command writes it.
func gateDecides(t *testing.T, r room) {
	found := r.findings(t, "kind=private-name")
	if found.Total == 0 || !found.Results[0].Open {
		t.Fatalf("%+v", found)
	}
	first := found.Results[0]
	post := func(key, way, why, seen string) int {
		answer, _ := r.ask(t, "POST", "/publish", url.Values{"key": {key}, "way": {way}, "why": {why}, "seen": {seen}}.Encode(), form...)
		return answer.StatusCode
	}
	for _, test := range []struct {
		key, way, why string
		want          int
	}{
		{first.Key, "keep", " ", http.StatusBadRequest}, {first.Key, "burn", "x", http.StatusBadRequest}, {"person:NOBODY", "keep", "x", http.StatusBadRequest},
		{"minor-name", "keep", "x", http.StatusBadRequest}, {first.Key, "keep", "speaks for a union", http.StatusSeeOther}, {first.Key, "hide", "x", http.StatusConflict},
	} {
		if got := post(test.key, test.way, test.why, "0"); got != test.want {
			t.Errorf("%s=%s because %q: %d, want %d", test.key, test.way, test.why, got, test.want)
		}
	}
	var log []record.Decision
	r.ledger.Read(func(read store.Reader) (err error) { log, err = read.Decisions(0, 100); return err })
	if d := log[len(log)-1]; d.Verb != record.Gate || d.Field != first.Key || d.New != "keep" || d.By != "ada" || d.Why != "speaks for a union" || len(d.Subjects) == 0 {
		t.Errorf("logged %+v", d)
	}
	if after := r.findings(t, "kind=private-name"); after.Total != found.Total-1 {
		t.Errorf("%d open after one of %d was decided", after.Total, found.Total)
	}
	if decided := r.findings(t, "state=decided"); decided.Total != 1 || decided.Results[0].Way != "keep" {
		t.Errorf("decided: %+v", decided)
	}
}

// makesRelease: nothing is released while something is open, nor what nobody has looked at; what is released is given again byte for byte.
func makesRelease(t *testing.T, r room) {
	if answer, body := r.ask(t, "POST", "/publish/release", "hash=x", form...); answer.StatusCode != http.StatusConflict || !strings.Contains(body, "/publish?key=") {
		t.Errorf("a release while findings are open: %d", answer.StatusCode)
	}
	r.decideAll(t)
	if answer, _ := r.ask(t, "POST", "/publish/release", "hash=x", form...); answer.StatusCode != http.StatusConflict {
		t.Errorf("a release that nobody has looked at: %d", answer.StatusCode)
	}
	if n := r.released(t, "first"); n != 1 {
		t.Fatalf("release %d", n)
	}
	files, err := publish.Released(r.ledger, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files.Names() {
		if answer, body := r.get(t, "/releases/1/files/"+name); answer.StatusCode != http.StatusOK || body != string(files[name]) || !strings.HasPrefix(answer.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %d bytes of %d", name, answer.StatusCode, len(body), len(files[name]))
		}
	}
	_, data := r.get(t, "/releases/1/package.zip")
	archive, err := zip.NewReader(bytes.NewReader([]byte(data)), int64(len(data)))
	if err != nil || len(archive.File) != len(files) {
		t.Errorf("the archive: %v", err)
	}
	for path, want := range map[string]int{"/releases/1": 200, "/releases": 200, "/releases/1/methodology": 200, "/publish/methodology": 200, "/releases/2": 404, "/releases/0": 404, "/releases/x": 400,
		"/releases/1/changes": 400, "/releases/1/files/../../accounts.json": 404, "/releases/1/files/..%2f..%2fproject.key": 404, "/releases/1/files/nothing.csv": 404} {
		if answer, _ := r.get(t, path); answer.StatusCode != want && !(want == 404 && answer.StatusCode == http.StatusTemporaryRedirect) {
			t.Errorf("%s: %d, want %d", path, answer.StatusCode, want)
		}
	}
}

// explainsChanges: each row that differs says why.
func explainsChanges(t *testing.T, r room) {
	e := r.first(t, store.Query{Sort: "reports"})
	form := url.Values{"verb": {"reject"}, "event": {string(e.ID)}, "subject": {string(e.ID)}, "why": {"a drill"}}
	if answer, body := r.ask(t, "POST", "/decide", form.Encode(), "Content-Type", "application/x-www-form-urlencoded"); answer.StatusCode != http.StatusSeeOther {
		t.Fatal(answer.StatusCode, body)
	}
	if n := r.released(t, "second"); n != 2 {
		t.Fatalf("release %d", n)
	}
	answer, page := r.get(t, "/releases/2/changes")
	if answer.StatusCode != http.StatusOK || !strings.Contains(page, "a drill") {
		t.Errorf("changes: %d, the reason is missing", answer.StatusCode)
	}
	rows, becauses := strings.Count(page, `<li class="change-`), len(regexp.MustCompile(`class="because">\S+ \S`).FindAllString(page, -1))
	if rows == 0 || rows != becauses {
		t.Errorf("%d changed rows, %d reasons", rows, becauses)
	}
}
