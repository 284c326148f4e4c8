package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"dateline/internal/store"
	"dateline/internal/web"
)

// TestReleasesAreSafe attacks the pages of releases, views and past states with hostile words in every parameter and field.
func TestReleasesAreSafe(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	r.decideAll(t)
	e := string(r.first(t, store.Query{}).ID)
	for _, value := range hostile {
		for key, paths := range map[string][]string{
			"as_of": {"/events", "/api/v1/events", "/dots.json"}, "release": {"/events", "/events/" + e, "/api/v1/claims", "/api/v1/export/events"},
			"kind": {"/publish"}, "state": {"/publish"}, "key": {"/publish"}, "saved": {"/publish"}, "title": {"/publish/release"}, "rule": {"/publish/release", "/api/v1/export/events"},
			"ceiling": {"/publish/release"}, "place": {"/events", "/api/v1/events"}, "country": {"/events"}, "view": {"/events"}, "since": {"/api/v1/events"}, "format": {"/api/v1/export/events"},
		} {
			for _, path := range paths {
				r.harmless(t, "GET", path+"?"+url.Values{key: {value}}.Encode(), "")
			}
		}
		r.harmless(t, "POST", "/publish", url.Values{"key": {value}, "way": {value}, "why": {value}, "next": {value}, "kind": {value}}.Encode())
		r.harmless(t, "POST", "/views", url.Values{"name": {value}, "query": {value}}.Encode())
		r.harmless(t, "POST", "/publish/release", url.Values{"title": {value}, "note": {value}, "hash": {value}, "ceiling": {value}}.Encode())
		for _, path := range []string{"/views/", "/releases/", "/codebook/", "/api/v1/releases/", "/api/v1/export/", "/releases/1/files/"} {
			r.harmless(t, "GET", path+url.PathEscape(value), "")
		}
	}
	r.harmless(t, "GET", "/events", "")
}

// harmless asks, and wants neither a fault of the server nor the words back as markup.
func (r room) harmless(t *testing.T, method, path, body string) {
	t.Helper()
	answer, said := r.ask(t, method, path, body, form...)
	if answer.StatusCode >= 500 {
		t.Errorf("%s %.80s %.80s: %d", method, path, body, answer.StatusCode)
	}
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") && (strings.Contains(said, "<script>alert") || strings.Contains(said, "<img src=x")) {
		t.Errorf("%s %.80s %.80s comes back as markup", method, path, body)
	}
	if to, err := url.Parse(answer.Header.Get("Location")); err != nil || to.Host != "" && "http://"+to.Host != r.URL {
		t.Errorf("%s %.80s %.80s leads to %q", method, path, body, answer.Header.Get("Location"))
	}
}

// TestHostileReleaseIsText: what people say of a release is text on every page that shows it.
func TestHostileReleaseIsText(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	r.released(t, `<script>alert(1)</script> *a* | b`)
	for _, path := range []string{"/releases", "/releases/1", "/releases/1/methodology", "/publish/release?draw=1"} {
		if _, page := r.get(t, path); strings.Contains(page, "<script>alert") {
			t.Errorf("%s: the note is markup", path)
		}
	}
	answer, _ := r.get(t, "/releases/1/files/methodology.md")
	if kind := answer.Header.Get("Content-Type"); strings.Contains(kind, "html") || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a file of a release as %s", kind)
	}
	for _, path := range []string{"/publish", "/publish/release", "/views", "/views/1"} {
		if answer, _ := r.ask(t, "POST", path, "x=1", append(form, "Sec-Fetch-Site", "cross-site")...); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s from another site: %d", path, answer.StatusCode)
		}
	}
}

// TestRolesOfPublishing: curators release, others read releases; who sees data alone finds no name of a reviewer.
func TestRolesOfPublishing(t *testing.T) {
	t.Parallel()
	r := openForAccounts(t, time.Now)
	enter := func(name string, role web.Role) string { r.joins(t, role, name); return r.logsIn(t, name) }
	curator, coder, reader := enter("curatrix", web.Curator), enter("codrus", web.Coder), enter("dan", web.DataOnly)
	for _, path := range []string{"/publish", "/publish/release", "/publish/methodology", "/publish.json"} {
		for who, want := range map[string]int{curator: 200, coder: 403, reader: 403, "": 303} {
			answer, _ := r.get(t, path, "Cookie", who)
			if strings.HasSuffix(path, ".json") && who == "" {
				want = 401
			}
			if answer.StatusCode != want {
				t.Errorf("%s for %.12s: %d, want %d", path, who, answer.StatusCode, want)
			}
		}
	}
	for _, path := range []string{"/publish", "/publish/release"} {
		if answer, _ := r.ask(t, "POST", path, "key=x", append(form, "Cookie", coder)...); answer.StatusCode != http.StatusForbidden {
			t.Errorf("a coder posts to %s: %d", path, answer.StatusCode)
		}
	}
	save := url.Values{"name": {"shared"}, "query": {"act=arrest"}, "shared": {"1"}}
	r.ask(t, "POST", "/views", save.Encode(), append(form, "Cookie", curator)...)
	for _, path := range []string{"/releases", "/releases.json", "/events", "/events.json", "/codebook", "/api/v1/decisions?as_of=0"} {
		if answer, page := r.get(t, path, "Cookie", reader); answer.StatusCode != http.StatusOK || strings.Contains(page, "curatrix") {
			t.Errorf("%s for a reader of data: %d, or it names a reviewer", path, answer.StatusCode)
		}
	}
}
