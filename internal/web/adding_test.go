package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
)

// TestAddingOverTheAPI adds an event that the program missed as programs do, and as forms do; who may only read may not.
func TestAddingOverTheAPI(t *testing.T) {
	n := openNewsroom(t)
	report := n.first(t, store.Query{}).Members[0].Report
	said := ""
	if err := n.ledger.Read(func(read store.Reader) (err error) { said, err = read.Body(report); return err }); err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(said)[0]
	add := func(who, words string) (*http.Response, string) {
		asked, err := json.Marshal(map[string]any{"verb": "add", "subjects": []string{report}, "why": "missed", "event": map[string]any{"words": words, "values": map[string]string{"act": "strike", "when": "2024-05-01"}}})
		if err != nil {
			t.Fatal(err)
		}
		return n.as(t, who, "POST", "/api/v1/decisions", string(asked), "Content-Type", "application/json")
	}
	if answer, _ := add("vic", words); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer adds: %d", answer.StatusCode)
	}
	if answer, body := add("ada", "zebra crossing of no report"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("words that are not there: %d %s", answer.StatusCode, body)
	}
	answer, body := add("ada", words)
	var d record.Decision
	if err := json.Unmarshal([]byte(body), &d); err != nil || answer.StatusCode != http.StatusOK || d.Verb != record.Add || d.Field != words {
		t.Fatalf("added: %d %s", answer.StatusCode, body)
	}
	if _, page := n.as(t, "ada", "GET", "/reports/"+url.PathEscape(report), ""); !strings.Contains(page, "added by a person") {
		t.Error("the report does not show what was added")
	}
	again := url.Values{"words": {words}, "act": {"strike"}}.Encode()
	if answer, page := n.as(t, "ada", "POST", "/reports/"+url.PathEscape(report)+"/add", again); answer.StatusCode != http.StatusBadRequest || !strings.Contains(page, "tells this already") {
		t.Errorf("added twice: %d", answer.StatusCode)
	}
	if answer, _ := n.as(t, "vic", "GET", "/reports/"+url.PathEscape(report)+"/add", ""); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer opens the page: %d", answer.StatusCode)
	}
}
