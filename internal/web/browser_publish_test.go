package web_test

import (
	"strings"
	"testing"

	"dateline/internal/store"
)

// TestPublishingInABrowser decides findings of the harm check with keys alone, makes a release, and looks at the pages of releases.
func TestPublishingInABrowser(t *testing.T) {
	browser := startBrowser(t)
	r := open(t, nil)
	t.Run("open", func(t *testing.T) { pagesAtOnce(t, browser, r, "/publish", "/publish/release") })
	gateByKeyboard(t, tab(t, browser, r))
	r.decideAll(t)
	releaseByHand(t, tab(t, browser, r))
	r.released(t, "again")
	t.Run("released", func(t *testing.T) {
		pagesAtOnce(t, browser, r, "/publish?state=decided", "/publish/release?draw=1", "/publish/methodology", "/releases", "/releases/1", "/releases/1/methodology", "/releases/2/changes",
			"/codebook/arrest", "/events?release=1", "/events/"+string(r.first(t, store.Query{}).ID)+"?release=1", "/events?as_of=1", "/events?lang=fr")
	})
}

// gateByKeyboard: a key without a reason asks for it, and Enter then decides as was meant.
func gateByKeyboard(t *testing.T, v visit) {
	v.open(t, "/publish")
	words := func() string { return v.text(t, `document.querySelector(".finding h2").textContent`) }
	first := words()
	v.must(t, v.Press("h"))
	v.must(t, v.Wait(`document.activeElement.id === "why"`))
	for _, key := range "no" {
		v.must(t, v.Press(string(key)))
	}
	v.press(t, "Enter")
	if found := v.room.findings(t, "state=decided"); found.Total != 1 || found.Results[0].Way != "hide" {
		t.Errorf("h, a reason and Enter decided %+v", found)
	}
	if words() == first || !strings.Contains(v.text(t, `document.querySelector("main").innerText`), "is saved") {
		t.Error("the next finding did not come")
	}
	v.must(t, v.Press("4"))
	v.press(t, "c")
	if found := v.room.findings(t, "state=decided"); found.Total != 2 {
		t.Errorf("a ready reason and c decided %+v", found)
	}
	second := words()
	v.press(t, "n")
	if words() == second {
		t.Error("n leads nowhere")
	}
	v.must(t, v.Press("?"))
	v.must(t, v.Wait(`document.getElementById("keys").open`))
}

func releaseByHand(t *testing.T, v visit) {
	v.open(t, "/publish/release")
	v.must(t, v.After(func() error {
		return v.Eval(`(() => { const f = document.querySelector(".manifest"); f.elements.contact.value = "c@example.org"; f.querySelector("[name=draw]").click(); })()`, nil)
	}))
	v.must(t, v.After(func() error { return v.Eval(`document.querySelector(".make").click()`, nil) }))
	if at := v.text(t, "location.pathname"); at != "/releases/1" {
		t.Errorf("making a release leads to %s", at)
	}
}
