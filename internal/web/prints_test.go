package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/web"
)

// printing gives the id of the report of that file, and those of its copies.
func (r room) printing(t testing.TB, file string) (id string, copies []store.Copy) {
	t.Helper()
	err := r.ledger.Read(func(read store.Reader) error {
		for one, err := range store.EachReport(read) {
			if err != nil {
				return err
			}
			if strings.HasSuffix(one.File, file) {
				id = one.ID
			}
		}
		var err error
		copies, err = read.Copies(id)
		return err
	})
	if err != nil || len(copies) < 2 {
		t.Fatalf("%s has %d copies: %v", file, len(copies), err)
	}
	return id, copies
}

// TestCopiesWithTheirReasons: the page of a report, its twin and the API say by which words others print its text, and people judge it there.
func TestCopiesWithTheirReasons(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	id, copies := r.printing(t, "2020-07-17-albion.html")
	if _, page := r.get(t, "/reports/"+id); !strings.Contains(page, "words in a row are the same") || !strings.Contains(page, `value="different-text"`) {
		t.Error("the page gives no reasons, or no form")
	}
	kinds := map[string]bool{}
	for _, one := range r.list(t, "/api/v1/reports/"+id+"/copies").Results {
		kinds[one["kind"].(string)] = true
		if reasons := one["reasons"].([]any); len(reasons) == 0 {
			t.Errorf("no reasons: %v", one)
		}
		if run, is := one["longest_run"].(map[string]any); is && len(strings.Fields(run["words"].(string))) < 4 {
			t.Errorf("the longest run is %v", run)
		}
		if common, is := one["common"].([]any); one["kind"] == "translation" && (!is || len(common) < 8) {
			t.Errorf("a translation has %d things in common", len(common))
		}
	}
	if len(kinds) < 2 {
		t.Errorf("only %v", kinds)
	}
	var twin struct {
		Copies []map[string]any
	}
	_, body := r.get(t, "/reports/"+id+".json")
	if err := json.Unmarshal([]byte(body), &twin); err != nil || len(twin.Copies) != len(copies) || twin.Copies[0]["reasons"] == nil {
		t.Errorf("the twin has %d copies of %d: %v", len(twin.Copies), len(copies), err)
	}
	other := copies[0].A
	if other == id {
		other = copies[0].B
	}
	judged := `{"verb":"different-text","subjects":["` + id + `","` + other + `"],"why":"each sent its own reporter","seen":0}`
	for _, want := range []int{http.StatusOK, http.StatusConflict} { // whoever saw nothing is told the second time
		if answer, body := r.ask(t, "POST", "/api/v1/decisions", judged, "Content-Type", "application/json"); answer.StatusCode != want {
			t.Fatalf("%d %s, want %d", answer.StatusCode, body, want)
		}
	}
	if _, page := r.get(t, "/reports/"+id); !strings.Contains(page, "another text, as people say") || !strings.Contains(page, "each sent its own reporter") {
		t.Error("the page does not show what people say of the text")
	}
	if since := r.list(t, "/api/v1/events?since=0"); len(since.Results) == 0 {
		t.Error("no event is one that the decision is about")
	}
	answer, _ := r.ask(t, "POST", "/decide", "verb=undo&undoes=1&next=/reports/"+id, "Content-Type", "application/x-www-form-urlencoded")
	if at := answer.Header.Get("Location"); !strings.HasPrefix(at, "/reports/"+id+"?") {
		t.Errorf("undoing leads to %s", at)
	}
	if _, now := r.printing(t, "2020-07-17-albion.html"); len(now) != len(copies) || now[0] != copies[0] {
		t.Errorf("undone: %v, want %v", now, copies)
	}
}

// TestDecisionsOnTextsLeadNowhereElse: where the form says to go on is a page of this room.
func TestDecisionsOnTextsLeadNowhereElse(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	_, copies := r.printing(t, "2020-07-17-albion.html")
	for _, next := range []string{"//evil.example/reports/x", "https://evil.example/reports/x", `/reports/\evil`, "/reports/x/../../publish", "", "javascript:alert(1)"} {
		form := "verb=unsure-text&subject=" + copies[0].A + "&subject=" + copies[0].B + "&next=" + next
		answer, _ := r.ask(t, "POST", "/decide", form, "Content-Type", "application/x-www-form-urlencoded")
		if to := answer.Header.Get("Location"); !strings.HasPrefix(to, "/reports/sha256:") {
			t.Errorf("%q leads to %q", next, to)
		}
	}
}

// TestViewersSeeNoClosedPrint: that a withheld report prints the same words tells a viewer what it says.
func TestViewersSeeNoClosedPrint(t *testing.T) {
	t.Parallel()
	r := openForAccounts(t, func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) })
	id, copies := r.printing(t, "2020-07-17-albion.html")
	closed := copies[0].A
	if closed == id {
		closed = copies[0].B
	}
	for _, d := range []record.Decision{{Verb: record.OtherText, Subjects: []string{id, closed}, Why: "told in confidence"}, {Verb: record.Withhold, Subjects: []string{closed}}} {
		d.By = "x"
		if _, err := r.ledger.Decide(d); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range []web.Role{web.Admin, web.Viewer, web.Coder} {
		r.joins(t, role, string(role))
		who := r.logsIn(t, string(role))
		for _, path := range []string{"/reports/" + id, "/reports/" + id + ".json", "/api/v1/reports/" + id + "/copies"} {
			answer, body := r.get(t, path, "Cookie", who)
			if tells := strings.Contains(body, closed) || strings.Contains(body, "told in confidence"); answer.StatusCode != 200 || tells != (role != web.Viewer) {
				t.Errorf("%s for %s: %d, tells of the closed report: %v", path, role, answer.StatusCode, tells)
			}
		}
		want := map[bool]int{true: 404, false: 200}[role == web.Viewer]
		if answer, _ := r.get(t, "/api/v1/reports/"+closed+"/copies", "Cookie", who); answer.StatusCode != want {
			t.Errorf("the copies of the closed report for %s: %d, want %d", role, answer.StatusCode, want)
		}
	}
}
