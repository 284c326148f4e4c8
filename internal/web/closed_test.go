package web_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/web"
)

// TestViewersReadNoClosedSource: who only views gets no page, no bytes and no claims of a report that is withheld; who codes does.
func TestViewersReadNoClosedSource(t *testing.T) {
	t.Parallel()
	r := openForAccounts(t, func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) })
	event := r.first(t, store.Query{Sort: "reports"})
	closed := event.Members[0].Report
	if _, err := r.ledger.Decide(record.Decision{By: "x", Verb: record.Withhold, Subjects: []string{closed}}); err != nil {
		t.Fatal(err)
	}
	who := map[web.Role]string{}
	for _, role := range []web.Role{web.Admin, web.Viewer, web.Coder} {
		r.joins(t, role, string(role))
		who[role] = r.logsIn(t, string(role))
	}
	for _, path := range []string{"/reports/" + closed, "/reports/" + closed + "/raw", "/api/v1/reports/" + closed} {
		for role, want := range map[web.Role]int{web.Viewer: 404, web.Coder: 200} {
			if answer, _ := r.get(t, path, "Cookie", who[role]); answer.StatusCode != want {
				t.Errorf("%s for %s: %d, want %d", path, role, answer.StatusCode, want)
			}
		}
	}
	for _, path := range []string{"/events/" + string(event.ID), "/api/v1/events/" + string(event.ID) + "/claims", "/api/v1/events/" + string(event.ID) + "/wordings", "/events/" + string(event.ID) + ".json", "/api/v1/reports?limit=500"} {
		for role, want := range map[web.Role]bool{web.Viewer: false, web.Coder: true} {
			if answer, body := r.get(t, path, "Cookie", who[role]); answer.StatusCode != 200 || strings.Contains(body, closed) != want {
				t.Errorf("%s for %s: %d, tells of the closed report: %v, want %v", path, role, answer.StatusCode, !want, want)
			}
		}
	}
}

// TestViewersFindNoClosedWords: words that only a withheld report has find nothing for those who only view, and what that report alone tells is in
// none of their lists. Those who code find it.
func TestViewersFindNoClosedWords(t *testing.T) {
	t.Parallel()
	r := openForAccounts(t, func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) })
	const word = "Quillfeather"
	secret := word + " Row\n\n5 March 2024 - Police arrested Ansel " + word + " in Lyon on Monday, his sister said.\n"
	for item, err := range ingest.ReadFrom("secret.txt", strings.NewReader(secret), ingest.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		one := func(yield func(ingest.Item, error) bool) { yield(item, nil) }
		if err := r.ledger.Ingest(one, ledgertest.Coder(t), ledger.Intake{Workers: 1, Version: ledgertest.Version}); err != nil {
			t.Fatal(err)
		}
	}
	event := r.first(t, store.Query{Words: word})
	mixed := r.first(t, store.Query{Sort: "reports"})
	for _, report := range []string{event.Members[0].Report, mixed.Members[0].Report} {
		if _, err := r.ledger.Decide(record.Decision{By: "x", Verb: record.Withhold, Subjects: []string{report}}); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range []web.Role{web.Admin, web.Viewer, web.Coder} {
		r.joins(t, role, string(role))
	}
	for role, found := range map[web.Role]bool{web.Viewer: false, web.Coder: true} {
		who := r.logsIn(t, string(role))
		for _, path := range []string{"/events.json?q=" + word, "/events.json?q=quillf", "/api/v1/events?q=" + word, "/api/v1/dots?q=" + word, "/dots.json?q=" + word, "/api/v1/claims?q=" + word,
			"/events.json?act=arrest&from=2024-03-01&to=2024-03-08&limit=500", "/api/v1/events?act=arrest&limit=500", "/api/v1/events?since=0", "/dots.json"} {
			answer, body := r.get(t, path, "Cookie", who)
			if answer.StatusCode != 200 || strings.Contains(body, string(event.ID)) != found {
				t.Errorf("%s for %s: %d, finds what the closed report tells: %v, want %v", path, role, answer.StatusCode, !found, found)
			}
		}
		if answer, _ := r.get(t, "/api/v1/events/"+string(event.ID), "Cookie", who); (answer.StatusCode == 200) != found {
			t.Errorf("its event for %s: %d", role, answer.StatusCode)
		}
		_, body := r.get(t, "/api/v1/events/"+string(mixed.ID), "Cookie", who)
		var shown struct{ Reports int }
		if err := json.Unmarshal([]byte(body), &shown); err != nil || (shown.Reports == mixed.Reports) != found {
			t.Errorf("an event that open reports tell too has for %s %d reports of %d: %v", role, shown.Reports, mixed.Reports, err)
		}
	}
}
