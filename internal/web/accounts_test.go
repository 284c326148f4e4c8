package web_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/internal/store"
	"dateline/internal/web"
)

const password = "correct horse battery"

// TestPeopleLogIn: with accounts nobody gets in without one, and each role may do what it may.
func TestPeopleLogIn(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	r := openForAccounts(t, func() time.Time { return clock })
	e := string(r.first(t, store.Query{}).ID)

	shut := map[string]int{"/events": 303, "/review": 303, "/people": 303, "/api/v1/events": 401, "/events.json": 401, "/reports/x/raw": 303, "/static/style.css": 200, "/login": 200, "/dots.json": 303}
	for path, want := range shut {
		if answer, _ := r.get(t, path); answer.StatusCode != want {
			t.Errorf("without an account %s: %d, want %d", path, answer.StatusCode, want)
		}
	}
	for _, role := range []web.Role{web.Admin, web.DataOnly, web.Coder} {
		r.joins(t, role, string(role))
	}
	file := filepath.Join(r.ledger.Folder(), "accounts.json")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of accounts: %v %v", info.Mode(), err)
	}
	if kept, _ := os.ReadFile(file); strings.Contains(string(kept), password) {
		t.Error("the file holds a password")
	}
	admin, only, coder := r.logsIn(t, "admin"), r.logsIn(t, "data-only"), r.logsIn(t, "coder")
	accept := url.Values{"verb": {"accept"}, "subject": {e}, "event": {e}}.Encode()
	for _, c := range []struct {
		who, method, path string
		want              int
	}{
		{only, "GET", "/events", 200}, {only, "GET", "/review", 403}, {only, "POST", "/decide", 403}, {only, "GET", "/people", 403}, {only, "GET", "/review/" + e + ".json", 403},
		{coder, "GET", "/review/" + e, 200}, {coder, "POST", "/decide", 303}, {coder, "GET", "/people", 403}, {coder, "POST", "/people", 403},
		{admin, "GET", "/people", 200}, {"dateline=forged", "GET", "/events", 303},
	} {
		if answer, _ := r.ask(t, c.method, c.path, accept, "Cookie", c.who, "Content-Type", "application/x-www-form-urlencoded"); answer.StatusCode != c.want {
			t.Errorf("%.14s %s %s: %d, want %d", c.who, c.method, c.path, answer.StatusCode, c.want)
		}
	}
	for _, path := range []string{"/events/" + e, "/events/" + e + ".json", "/api/v1/decisions"} {
		if _, body := r.get(t, path, "Cookie", only); strings.Contains(body, ">coder:") || strings.Contains(body, `"coder"`) {
			t.Errorf("%s names a reviewer to who may only see data", path)
		}
		if _, body := r.get(t, path, "Cookie", coder); !strings.Contains(body, "coder") {
			t.Errorf("%s does not name the reviewer", path)
		}
	}
	r.ask(t, "POST", "/people/role", url.Values{"name": {"coder"}, "role": {"viewer"}}.Encode(), "Cookie", admin, "Content-Type", "application/x-www-form-urlencoded")
	if answer, _ := r.get(t, "/review/"+e, "Cookie", coder); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a role that was taken away still holds: %d", answer.StatusCode)
	}
	if err := r.accounts.SetRole("admin", web.Viewer); err == nil {
		t.Error("the last admin could be taken away")
	}
	clock = clock.Add(61 * time.Minute)
	if answer, _ := r.get(t, "/events", "Cookie", admin); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("an idle session holds: %d", answer.StatusCode)
	}
	guesses(t, r, &clock)
}

// guesses: after ten wrong passwords a name has to wait, even with the right one.
func guesses(t *testing.T, r room, clock *time.Time) {
	form := func(p string) string {
		return url.Values{"name": {"coder"}, "password": {p}, "next": {"//evil.example"}}.Encode()
	}
	for range 10 {
		r.ask(t, "POST", "/login", form("wrong"), "Content-Type", "application/x-www-form-urlencoded")
	}
	if answer, _ := r.ask(t, "POST", "/login", form(password), "Content-Type", "application/x-www-form-urlencoded"); answer.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the eleventh guess: %d", answer.StatusCode)
	}
	*clock = clock.Add(16 * time.Minute)
	answer, _ := r.ask(t, "POST", "/login", form(password), "Content-Type", "application/x-www-form-urlencoded")
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != "/events" {
		t.Errorf("later: %d, leads to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

// joins takes up an invitation, which then holds no more.
func (r room) joins(t *testing.T, role web.Role, name string) {
	t.Helper()
	invitation, err := r.accounts.Invite(role)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, password string
		want           int
	}{{name, "short", 400}, {"<b>", password, 400}, {name, password, 303}, {name + "2", password, 400}} {
		form := url.Values{"invitation": {invitation}, "name": {c.name}, "password": {c.password}}
		answer, _ := r.ask(t, "POST", "/join", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
		if answer.StatusCode != c.want {
			t.Errorf("joins as %q with %q: %d, want %d", c.name, c.password, answer.StatusCode, c.want)
		}
	}
}

func (r room) logsIn(t *testing.T, name string) string {
	t.Helper()
	form := url.Values{"name": {name}, "password": {password}}
	answer, body := r.ask(t, "POST", "/login", form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	for _, c := range answer.Cookies() {
		if c.Name == "dateline" && c.HttpOnly && c.SameSite == http.SameSiteStrictMode {
			return c.Name + "=" + c.Value
		}
	}
	t.Fatalf("%s cannot log in: %d %.200s", name, answer.StatusCode, body)
	return ""
}
