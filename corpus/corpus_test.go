package corpus

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dateline/internal/mark"
	"dateline/internal/record/jsonl"
)

func TestReadingsAreUpToDate(t *testing.T) {
	want, err := Compile(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("readings.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("readings.jsonl is stale: run go generate ./corpus")
	}
}

func TestEverySpanReproducesItsWords(t *testing.T) {
	for _, r := range readings(t) {
		body := []rune(r["body"].(string))
		if got := int(r["report"].(map[string]any)["body_chars"].(float64)); got != len(body) {
			t.Errorf("%s: body_chars is %d, want %d", id(r), got, len(body))
		}
		spans(r, func(text string, start, end int) {
			if start < 0 || start >= end || end > len(body) || string(body[start:end]) != text {
				t.Errorf("%s: %q is not at %d..%d", id(r), text, start, end)
			}
		})
	}
}

func TestIdentifiersAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range readings(t) {
		if seen[id(r)] {
			t.Errorf("two reports are called %s", id(r))
		}
		seen[id(r)] = true
	}
}

// readings returns the compiled readings as plain JSON values.
func readings(t *testing.T) []map[string]any {
	t.Helper()
	raw, err := os.ReadFile("readings.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for line := range bytes.Lines(raw) {
		var r map[string]any
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r["schema"] != mark.Schema {
			t.Errorf("%s: schema %v", id(r), r["schema"])
		}
		all = append(all, r)
	}
	return all
}

// id returns the identifier of a reading's report.
func id(r map[string]any) string { return r["report"].(map[string]any)["id"].(string) }

// spans calls see for everything in value that has text, start and end.
func spans(value any, see func(text string, start, end int)) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			spans(item, see)
		}
	case map[string]any:
		if text, ok := v["text"].(string); ok {
			see(text, int(v["start"].(float64)), int(v["end"].(float64)))
		}
		for _, item := range v {
			spans(item, see)
		}
	}
}

// bodies returns the text of all reports, white space made single.
func bodies(t *testing.T) string {
	var all strings.Builder
	for _, r := range readings(t) {
		all.WriteString(strings.Join(strings.Fields(r["body"].(string)), " "))
		all.WriteString("\n")
	}
	return all.String()
}

func TestTheProgramReadsThem(t *testing.T) {
	file, err := os.Open("readings.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for r, err := range jsonl.Read(file) {
		if err != nil {
			t.Error(err)
			continue
		}
		n++
		for _, a := range r.Accounts {
			if r.Body[a.Trigger.Start:a.Trigger.End] == "" || a.Realisation == "" {
				t.Errorf("%s: account %s came back empty", r.Report.ID, a.ID)
			}
		}
	}
	if want := len(readings(t)); n != want {
		t.Errorf("%d readings came back of %d", n, want)
	}
}
