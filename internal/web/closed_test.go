package web_test

import (
	"strings"
	"testing"
	"time"

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
