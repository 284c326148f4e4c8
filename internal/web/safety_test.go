package web_test

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
)

// TestPagesAreSafe attacks the pages as another site, another machine or a hostile reader would.
func TestPagesAreSafe(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	t.Run("headers", func(t *testing.T) { headers(t, r) })
	t.Run("hosts", func(t *testing.T) { hosts(t, r) })
	t.Run("other sites", func(t *testing.T) { otherSites(t, r) })
	t.Run("paths", func(t *testing.T) { paths(t, r) })
	t.Run("queries", func(t *testing.T) { hostileQueries(t, r) })
	t.Run("redirects", func(t *testing.T) { redirects(t, r) })
	t.Run("sizes", func(t *testing.T) { sizes(t, r) })
	t.Run("three answers", func(t *testing.T) { threeAnswers(t, r) })
	t.Run("raw", func(t *testing.T) { rawReport(t, r) })
	t.Run("log", func(t *testing.T) { logLines(t, r) })
	t.Run("meanwhile", func(t *testing.T) { decidedMeanwhile(t, r) })
}

func headers(t *testing.T, r room) {
	for _, path := range []string{"/events", "/nowhere", "/read", "/static/app.js", "/api/v1/stats"} {
		answer, _ := r.get(t, path)
		policy := answer.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, want := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"} {
			if answer.Header.Get(want) == "" {
				t.Errorf("%s: no %s", path, want)
			}
		}
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: %s lets other sites read", path, name)
			}
		}
	}
}

// hosts: a name that was made to lead to this machine (DNS rebinding) gets nothing.
func hosts(t *testing.T, r room) {
	for host, want := range map[string]int{"localhost": 200, "127.0.0.1:8717": 200, "[::1]:1": 200, "evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:80": 421, "10.0.0.7": 421, "": 200} {
		answer, body := r.get(t, "/events", "Host", host)
		if host != "" && answer.StatusCode != want || want == 421 && strings.Contains(body, "Dunkirk") {
			t.Errorf("host %q: %d", host, answer.StatusCode)
		}
	}
}

func otherSites(t *testing.T, r room) {
	e := r.first(t, store.Query{})
	form := url.Values{"verb": {"accept"}, "subject": {string(e.ID)}, "event": {string(e.ID)}}.Encode()
	for _, origin := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "http://evil.example"}, {"Origin", "null"}} {
		for _, path := range []string{"/decide", "/read", "/api/v1/decisions"} {
			answer, _ := r.ask(t, "POST", path, form, append(origin, "Content-Type", "application/x-www-form-urlencoded")...)
			if answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s from %v: %d", path, origin, answer.StatusCode)
			}
		}
	}
	if answer, _ := r.ask(t, "POST", "/api/v1/decisions", `{"verb":"accept"}`, "Content-Type", "text/plain"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a decision as text/plain: %d", answer.StatusCode)
	}
}

func paths(t *testing.T, r room) {
	for _, path := range []string{"/static/../server.go", "/static/..%2fserver.go", "/static/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/static/", "/reports/..%2f..%2fledger.db", "/events/..%00", "/reports/%ff%fe/raw", "/static/..%5cmessages.tsv"} {
		answer, body := r.get(t, path)
		if strings.Contains(body, "root:") || strings.Contains(body, "package web") || answer.StatusCode >= 500 {
			t.Errorf("%s: %d %.80q", path, answer.StatusCode, body)
		}
	}
}

// hostile are words that mean something to one language of queries or another.
var hostile = []string{
	`"`, `'`, `' OR 1=1 --`, `") OR 1=1`, `NEAR(a b)`, `*`, `a*b*`, `title:camp`, `AND`, `%`, `_`, `]`, `\`, "\x00", "\xff", `{"Key":1}`, `{"Key":{"a":1},"ID":"x"}`, `{"Key":[],"ID":1}`,
	`e.confidence; DROP TABLE event`, `-1`, `1e999`, `NaN,NaN,NaN,NaN`, `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "\u202eabc", strings.Repeat("a ", 5000), `$.x"`, `../../x`, "2024-13-45",
}

func hostileQueries(t *testing.T, r room) {
	for _, key := range []string{"q", "act", "outlet", "country", "place", "from", "to", "box", "realisation", "harm", "review", "differs", "sort", "after", "limit", "lang", "format", "at", "saved", "since"} {
		for _, value := range hostile {
			query := "?" + url.Values{key: {value}}.Encode()
			for _, path := range []string{"/events", "/dots.json", "/api/v1/events", "/api/v1/decisions"} {
				answer, body := r.get(t, path+query)
				if answer.StatusCode >= 500 {
					t.Errorf("%s with %s=%.40q: %d", path, key, value, answer.StatusCode)
				}
				if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") {
					t.Errorf("%s with %s=%.40q comes back as markup", path, key, value)
				}
			}
		}
	}
	if got := r.first(t, store.Query{}); got.ID == "" {
		t.Error("the events are gone")
	}
}

func redirects(t *testing.T, r room) {
	e := string(r.first(t, store.Query{}).ID)
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "/review//evil.example", "javascript:alert(1)", "/review/../../x", "\r\nX: y"} {
		form := url.Values{"verb": {"unsure"}, "subject": {e}, "event": {e}, "next": {next}}
		answer, _ := r.ask(t, "POST", "/decide", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		to, err := url.Parse(answer.Header.Get("Location"))
		if err != nil || answer.StatusCode != http.StatusSeeOther || to.Host != "" || !strings.HasPrefix(to.Path, "/review") {
			t.Errorf("next=%q leads to %q (%d)", next, answer.Header.Get("Location"), answer.StatusCode)
		}
	}
	for _, path := range []string{"//evil.example/..", "/events?lang=//evil.example", "/%2f%2fevil.example"} {
		answer, _ := r.get(t, path)
		if to, err := url.Parse(answer.Header.Get("Location")); err != nil || to.Host != "" && "http://"+to.Host != r.URL {
			t.Errorf("%s leads to %q", path, answer.Header.Get("Location"))
		}
	}
}

func sizes(t *testing.T, r room) {
	for _, path := range []string{"/read", "/decide"} {
		answer, _ := r.ask(t, "POST", path, "text="+strings.Repeat("a", 3<<20), "Content-Type", "application/x-www-form-urlencoded")
		if answer.StatusCode != http.StatusRequestEntityTooLarge && answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%s with 3 MB: %d", path, answer.StatusCode)
		}
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n", strings.Repeat("a=b; ", 400_000))
	answer := make([]byte, 64)
	if n, _ := conn.Read(answer); n > 0 && !strings.Contains(string(answer[:n]), "431") {
		t.Errorf("2 MB of cookies: %q", answer[:n])
	}
}

// threeAnswers: no data, not allowed and failed are three different things, and none is an empty page.
func threeAnswers(t *testing.T, r room) {
	for path, want := range map[string]int{"/events/e-000000000000": 404, "/reports/sha256:0": 404, "/reports/x/raw": 404, "/api/v1/events/e-0": 404, "/api/v1/nowhere": 404,
		"/events?from=yesterday": 400, "/api/v1/events?box=1,2": 400, "/api/v1/events?colour=red": 400, "/events?q=zzzzzz": 200} {
		answer, body := r.get(t, path)
		if answer.StatusCode != want || len(body) < 20 {
			t.Errorf("%s: %d %.100q, want %d", path, answer.StatusCode, body, want)
		}
		if strings.HasPrefix(path, "/api/") && answer.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: a problem as %s", path, answer.Header.Get("Content-Type"))
		}
	}
}

func rawReport(t *testing.T, r room) {
	id := r.first(t, store.Query{}).Members[0].Report
	answer, body := r.get(t, "/reports/"+url.PathEscape(id)+"/raw")
	if policy := answer.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "sandbox;") || len(body) == 0 {
		t.Errorf("raw report: policy %q, %d bytes", policy, len(body))
	}
	if kind := answer.Header.Get("Content-Type"); strings.Contains(kind, "html") {
		t.Errorf("raw report as %s", kind)
	}
}

func logLines(t *testing.T, r room) {
	before := strings.Count(r.log.String(), "\n")
	r.get(t, "/events/%0alevel=ERROR%20msg=fake%1b[31m")
	if log := r.log.String(); strings.Contains(log, "\x1b") || strings.Count(log, "\n") > before+1 {
		t.Errorf("the log took a line of a reader: %q", log)
	}
}

// decidedMeanwhile: who decides on what somebody else has judged since is told so, and nothing is saved.
func decidedMeanwhile(t *testing.T, r room) {
	e := r.first(t, store.Query{Review: record.Machine})
	form := url.Values{"verb": {"accept"}, "subject": {string(e.ID)}, "event": {string(e.ID)}}
	_, page := r.get(t, "/review/"+string(e.ID))
	form.Set("seen", one(t, page, `name="seen" value="(\d+)"`))
	kind := []string{"Content-Type", "application/x-www-form-urlencoded"}
	if answer, body := r.ask(t, "POST", "/decide", form.Encode(), kind...); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("the first decision: %d %s", answer.StatusCode, body)
	}
	form.Set("verb", "reject")
	if answer, _ := r.ask(t, "POST", "/decide", form.Encode(), kind...); answer.StatusCode != http.StatusConflict {
		t.Errorf("the second decision: %d", answer.StatusCode)
	}
}
