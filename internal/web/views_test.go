package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/web"
)

// TestNamedViews: a view is saved, opened, renamed and deleted; only who made it sees it, unless it is shared.
func TestNamedViews(t *testing.T) {
	t.Parallel()
	r := openForAccounts(t, time.Now)
	enter := func(name string, role web.Role) string { r.joins(t, role, name); return r.logsIn(t, name) }
	ada, bob, eve := enter("ada", web.Coder), enter("bob", web.Coder), enter("eve", web.DataOnly)
	save := func(who, name, query, shared string) (int, string) {
		answer, _ := r.ask(t, "POST", "/views", url.Values{"name": {name}, "query": {query}, "shared": {shared}}.Encode(), append(form, "Cookie", who)...)
		return answer.StatusCode, answer.Header.Get("Location")
	}
	_, own := save(ada, "  My <b>arrests</b>\n", "act=arrest&q=&after=x&sort=reports", "")
	_, shared := save(ada, "Camps", "act=clear-settlement", "1")
	for _, test := range []struct {
		who, at string
		want    int
	}{{ada, own, 303}, {bob, own, 404}, {bob, shared, 303}, {ada, "/views/99", 404}} {
		if answer, _ := r.get(t, test.at, "Cookie", test.who); answer.StatusCode != test.want {
			t.Errorf("%s: %d, want %d", test.at, answer.StatusCode, test.want)
		}
	}
	if answer, _ := r.get(t, own, "Cookie", ada); answer.Header.Get("Location") != "/events?act=arrest&sort=reports&view=1" {
		t.Errorf("the view leads to %s", answer.Header.Get("Location"))
	}
	if _, page := r.get(t, "/events?view=1", "Cookie", ada); strings.Contains(page, "<b>arrests") || !strings.Contains(page, "My &lt;b&gt;arrests&lt;/b&gt;") {
		t.Error("the name of a view is markup, or is not shown")
	}
	for _, bad := range []struct{ who, name, query string }{{ada, " ", ""}, {ada, "x", "sort=colour"}, {ada, "x", "from=yesterday"}, {ada, "x", "a=%zz"}} {
		if got, _ := save(bad.who, bad.name, bad.query, ""); got != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, got)
		}
	}
	if got, _ := save(eve, "x", "", ""); got != http.StatusForbidden {
		t.Errorf("a reader of data alone saves a view: %d", got)
	}
	change := func(who, at string, values url.Values) int {
		answer, _ := r.ask(t, "POST", at, values.Encode(), append(form, "Cookie", who)...)
		return answer.StatusCode
	}
	if got := change(bob, shared, url.Values{"do": {"delete"}}); got != http.StatusNotFound {
		t.Errorf("somebody else deletes a view: %d", got)
	}
	if got := change(ada, own, url.Values{"name": {"Arrests"}}); got != http.StatusSeeOther {
		t.Errorf("renaming: %d", got)
	}
	if got := change(ada, own, url.Values{"do": {"delete"}}); got != http.StatusSeeOther {
		t.Errorf("deleting: %d", got)
	}
	if answer, _ := r.get(t, own, "Cookie", ada); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a view that was deleted: %d", answer.StatusCode)
	}
}

// TestStatesOfTheLedger: the ledger as it stood and a release stay as they were, in pages and in the API, whatever is decided later.
func TestStatesOfTheLedger(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	r.released(t, "first")
	var seq int
	r.ledger.Read(func(read store.Reader) error { all, err := read.Totals(); seq = all.Decisions; return err })
	e := r.first(t, store.Query{Sort: "reports"})
	at := func(path string) string {
		answer, body := r.get(t, path)
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s", path, answer.StatusCode, body)
		}
		return body
	}
	id := "/api/v1/events/" + string(e.ID)
	before, released := at(id), at(id+"?release=1")
	if _, err := r.ledger.Decide(record.Decision{Verb: record.Correct, By: "ada", Subjects: []string{string(e.Members[0].Account)}, Field: "act", New: "riot"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ledger.Decide(record.Decision{Verb: record.Reject, By: "ada", Subjects: []string{string(e.ID)}}); err != nil {
		t.Fatal(err)
	}
	now := at(id)
	if now == before {
		t.Fatal("the decisions changed nothing")
	}
	if got := at(id + "?as_of=" + strconv.Itoa(seq)); got != before {
		t.Errorf("as of %d:\n%s\nwant\n%s", seq, got, before)
	}
	if got := at(id + "?as_of=2999-01-01"); got != now {
		t.Error("as of a day to come it is not as it stands")
	}
	if got := at(id + "?release=1"); got != released {
		t.Error("the release changed")
	}
	for _, path := range []string{"/events", "/events/" + string(e.ID), "/dots.json", "/api/v1/events", "/api/v1/stats", "/api/v1/claims", id + "/claims"} {
		for _, state := range []string{"?release=1", "?as_of=0", "?as_of=" + strconv.Itoa(seq)} {
			at(path + state)
		}
	}
	if page := at("/events/" + string(e.ID) + "?as_of=" + strconv.Itoa(seq)); strings.Contains(page, "→ riot") {
		t.Error("the page of the past tells of what came later")
	}
	for path, want := range map[string]int{"/events?release=7": 404, "/events?release=x": 400, "/events?as_of=yesterday": 400, "/api/v1/events?as_of=-1": 400, "/api/v1/events?release=0": 404, "/events/e-000000000000?release=1": 404} {
		if answer, _ := r.get(t, path); answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, answer.StatusCode, want)
		}
	}
}

// TestListFollowsWords types words in a browser: the list, the counts, the map and the address follow, without a page being loaded.
func TestListFollowsWords(t *testing.T) {
	browser := startBrowser(t)
	v := tab(t, browser, open(t, nil))
	v.open(t, "/events")
	v.must(t, v.Wait(`document.body.dataset.ready`))
	before := v.text(t, `document.querySelector("[data-found]").textContent`)
	v.must(t, v.Eval(`document.getElementById("q").focus()`, nil))
	for _, key := range "police" {
		v.must(t, v.Press(string(key)))
	}
	v.must(t, v.Wait(`location.search.includes("q=police") && document.body.dataset.shown > 0`))
	if after := v.text(t, `document.querySelector("[data-found]").textContent`); after == before {
		t.Errorf("the counts stayed at %q", after)
	}
	if at := v.text(t, `document.activeElement.id`); at != "q" {
		t.Errorf("the focus went to %q", at)
	}
	v.must(t, v.Eval(`(() => { const f = document.querySelector('.saved-views form[action="/views"]'); f.elements.name.value = "Police"; })()`, nil))
	v.must(t, v.After(func() error {
		return v.Eval(`document.querySelector('.saved-views form[action="/views"]').requestSubmit()`, nil)
	}))
	if at := v.text(t, "location.search"); !strings.Contains(at, "q=police") || !strings.Contains(at, "view=1") {
		t.Errorf("the saved view leads to %q", at)
	}
}
