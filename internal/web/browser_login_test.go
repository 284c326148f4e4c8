package web_test

import (
	"strings"
	"testing"
	"time"

	"dateline/internal/web"
)

// TestLoggingInInABrowser takes up an invitation, logs in and out, and looks at the pages of accounts.
func TestLoggingInInABrowser(t *testing.T) {
	browser := startBrowser(t)
	r := openForAccounts(t, time.Now)
	invitation, err := r.accounts.Invite(web.Admin)
	if err != nil {
		t.Fatal(err)
	}
	axe, v := axeCore(t), tab(t, browser, r)
	submit := func(fields string) {
		t.Helper()
		v.must(t, v.After(func() error {
			return v.Eval(`(() => { const f = document.querySelector("form.enter").elements; `+fields+` document.querySelector("form.enter").requestSubmit(); })()`, nil)
		}))
	}
	v.open(t, "/join?invitation="+invitation)
	submit(`f.name.value = "ada"; f.password.value = "correct horse battery";`)
	v.open(t, "/review")
	if at := v.text(t, "location.pathname"); at != "/login" {
		t.Errorf("who is not logged in comes to %s", at)
	}
	if axe != "" {
		axeFinds(t, v, axe, "/login", `["wcag2a", "wcag2aa"]`)
	}
	submit(`f.name.value = "ada"; f.password.value = "correct horse battery";`)
	if at := v.text(t, "location.pathname"); !strings.HasPrefix(at, "/review/") {
		t.Errorf("logging in leads to %s", at)
	}
	v.open(t, "/people")
	if axe != "" {
		axeFinds(t, v, axe, "/people", `["wcag2a", "wcag2aa"]`)
	}
	v.must(t, v.After(func() error { return v.Eval(`document.querySelector("header form").requestSubmit()`, nil) }))
	if at := v.text(t, "location.pathname"); at != "/login" {
		t.Errorf("logging out leads to %s", at)
	}
}
