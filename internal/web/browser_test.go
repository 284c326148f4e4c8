package web_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/web/chromium"
)

// TestPagesInABrowser opens the pages in a headless Chromium. Without one on the machine it is skipped, and says so.
func TestPagesInABrowser(t *testing.T) {
	browser := startBrowser(t)
	r := open(t, nil)
	t.Run("every page", func(t *testing.T) { everyPage(t, browser, r) })
	t.Run("list", func(t *testing.T) { chooseInList(t, tab(t, browser, r)) })
	t.Run("event", func(t *testing.T) { cellOpensItsWords(t, tab(t, browser, r)) })
	t.Run("report", func(t *testing.T) { tipsByKeyboard(t, tab(t, browser, r)) })
	t.Run("review", func(t *testing.T) { reviewByKeyboard(t, tab(t, browser, r)) })
	t.Run("paste", func(t *testing.T) { pasteText(t, tab(t, browser, r)) })
	t.Run("French", func(t *testing.T) { inFrench(t, tab(t, browser, r)) })
	t.Run("print", func(t *testing.T) { printed(t, tab(t, browser, r)) })
}

func everyPage(t *testing.T, b *chromium.Browser, r room) {
	told := r.first(t, store.Query{Sort: "reports"})
	merge := url.Values{"verb": {"merge"}, "event": {string(told.ID)}, "subject": {string(told.ID), string(r.first(t, store.Query{}).ID)}}
	pagesAtOnce(t, b, r, "/events", "/events?q=zzzz", "/events/"+string(told.ID), "/reports/"+url.PathEscape(told.Members[0].Report), "/review/"+string(told.ID),
		"/preview?"+merge.Encode(), "/read", "/codebook", "/rounds", "/nowhere")
}

// chooseInList brushes the timeline, draws a box on the map, and chooses an act: each changes the list and its address.
func chooseInList(t *testing.T, v visit) {
	rows := func() (n int) { v.must(t, v.Eval(`document.querySelectorAll(".event").length`, &n)); return n }
	middle := func(id string) (box struct{ X, Y, W, H float64 }) {
		v.must(t, v.Eval(`(({x, y, width, height}) => ({X: x, Y: y, W: width, H: height}))(document.getElementById("`+id+`").getBoundingClientRect())`, &box))
		return box
	}
	v.open(t, "/events")
	v.must(t, v.Wait(`document.body.dataset.ready`))
	before := v.text(t, `document.querySelector(".lead").textContent`)
	b := middle("timeline")
	v.listAfter(t, func() error { return v.Drag(b.X+b.W*0.95, b.Y+30, b.X+b.W-2, b.Y+30, 0) })
	if at := v.text(t, "location.search"); !strings.Contains(at, "from=") || !strings.Contains(at, "to=") {
		t.Errorf("the brush led to %q", at)
	}
	if after := v.text(t, `document.querySelector(".lead").textContent`); after == before || rows() == 0 {
		t.Errorf("the brush left the list at %q with %d rows", after, rows())
	}
	v.open(t, "/events")
	v.must(t, v.Wait(`document.body.dataset.ready`))
	m := middle("map")
	v.listAfter(t, func() error { return v.Drag(m.X+m.W*0.4, m.Y+5, m.X+m.W*0.62, m.Y+m.H-5, chromium.Shift) })
	if at := v.text(t, "location.search"); !strings.Contains(at, "box=") {
		t.Errorf("the box led to %q", at)
	}
	if after := v.text(t, `document.querySelector(".lead").textContent`); after == before || rows() == 0 {
		t.Errorf("the box left the list at %q with %d rows", after, rows())
	}
	v.listAfter(t, func() error {
		return v.Eval(`(() => { const f = document.getElementById("act"); f.value = "arrest"; f.dispatchEvent(new Event("change", {bubbles: true})); })()`, nil)
	})
	if at := v.text(t, "location.search"); !strings.Contains(at, "act=arrest") || !strings.Contains(at, "box=") {
		t.Errorf("choosing an act led to %q", at)
	}
	v.must(t, v.After(func() error { return v.Eval(`history.back()`, nil) }))
	if at, act := v.text(t, "location.search"), v.text(t, `document.getElementById("act").value`); strings.Contains(at, "act=arrest") || act != "" {
		t.Errorf("going back led to %q with the act %q", at, act)
	}
}

func cellOpensItsWords(t *testing.T, v visit) {
	v.open(t, "/events/"+string(v.room.first(t, store.Query{Sort: "reports"}).ID))
	v.must(t, v.Eval(`document.querySelector('tr[data-field="when"] a.opens').focus()`, nil))
	words := v.text(t, `document.activeElement.querySelector("q").textContent`)
	v.must(t, v.Press("Enter"))
	v.must(t, v.Wait(`document.activeElement.tagName === "MARK"`))
	if got := v.text(t, `document.activeElement.textContent`); !strings.Contains(words, got) && !strings.Contains(got, words) {
		t.Errorf("the cell of %q opened %q", words, got)
	}
	v.must(t, v.Wait(`document.querySelectorAll("mark.lit").length > 1`))
	var broken int
	v.must(t, v.Eval(`[...document.querySelectorAll("a.opens")].filter(a => !document.getElementById(a.hash.slice(1))).length`, &broken))
	if broken > 0 {
		t.Errorf("%d cells open nothing", broken)
	}
}

func tipsByKeyboard(t *testing.T, v visit) {
	v.open(t, "/reports/"+url.PathEscape(v.room.first(t, store.Query{Sort: "reports"}).Members[0].Report))
	v.must(t, v.Eval(`document.querySelector("mark.m-act[tabindex]").focus()`, nil))
	tip := `getComputedStyle(document.querySelector("mark.m-act[tabindex] .tip")).display`
	if shown := v.text(t, tip); shown != "block" {
		t.Errorf("a mark with the focus has its tip as %q", shown)
	}
	if said := v.text(t, `document.querySelector("mark.m-act[tabindex] .tip").textContent`); !strings.Contains(said, "rule") || !strings.Contains(said, "confidence") {
		t.Errorf("the tip says %q", said)
	}
	v.must(t, v.Press("Escape"))
	if shown := v.text(t, tip); shown != "none" {
		t.Errorf("Escape left the tip as %q", shown)
	}
	v.must(t, v.Eval(`new Promise((loaded) => { const frame = document.querySelector(".raw iframe");
		frame.addEventListener("load", () => loaded()); document.querySelector("details.raw").open = true; frame.scrollIntoView(); })`, nil))
}

// reviewByKeyboard takes every decision with keys alone, and finds it in the log.
func reviewByKeyboard(t *testing.T, v visit) {
	last := func() record.Decision {
		var all []record.Decision
		if err := v.room.ledger.Read(func(read store.Reader) (err error) { all, err = read.Decisions(0, 1000); return err }); err != nil || len(all) == 0 {
			t.Fatal("nothing was decided: ", err)
		}
		return all[len(all)-1]
	}
	want := func(verb record.Verb) {
		t.Helper()
		if d := last(); d.Verb != verb || d.By != "ada" {
			t.Errorf("decided %s by %s, want %s", d.Verb, d.By, verb)
		}
	}
	v.open(t, "/review")
	first := v.text(t, "location.pathname")
	v.turn(t, "a")
	v.must(t, v.Wait(`document.querySelector("[data-saved-now]").textContent.trim()`))
	want(record.Accept)
	if v.text(t, "location.pathname") == first {
		t.Error("the queue did not move on")
	}
	v.press(t, "u")
	want(record.Undo)
	v.turn(t, "r")
	v.must(t, v.Wait(`document.querySelector("[data-saved-now]").textContent.trim()`))
	want(record.Reject)
	v.must(t, v.Press("?"))
	v.must(t, v.Wait(`document.getElementById("keys").open`))
	v.must(t, v.Press("Escape"))
	v.must(t, v.Wait(`!document.getElementById("keys").open`))
	v.mergeAndSplit(t, want)
	v.correct(t, want)
}

func (v visit) mergeAndSplit(t *testing.T, want func(record.Verb)) {
	t.Helper()
	v.open(t, "/review")
	for i := 0; v.text(t, `String(!!document.querySelector(".candidates"))`) != "true"; i++ {
		if i > 60 {
			t.Fatal("no event has a candidate")
		}
		v.turn(t, "n")
	}
	v.press(t, "m") // the preview
	if said := v.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, "Nothing is saved yet") {
		t.Errorf("no preview of a merge: %q", said)
	}
	v.press(t, "y")
	want(record.Merge)
	v.press(t, "x")
	v.press(t, "y")
	want(record.Split)
	v.press(t, "u")
	want(record.Undo)
}

func (v visit) correct(t *testing.T, want func(record.Verb)) {
	t.Helper()
	v.must(t, v.Eval(`(() => { const mark = document.querySelector("[data-words] mark"), range = document.createRange(); range.selectNodeContents(mark);
		getSelection().removeAllRanges(); getSelection().addRange(range); mark.closest("[data-words]").dispatchEvent(new Event("keyup", {bubbles: true})); })()`, nil))
	v.must(t, v.Wait(`document.querySelector(".correct input[name=value]").value !== ""`))
	v.must(t, v.Eval(`(() => { const f = document.querySelector(".correct"); f.elements.field.value = "initiator"; f.querySelector("button").focus(); })()`, nil))
	v.press(t, "Enter")
	want(record.Correct)
	v.press(t, "u")
	want(record.Undo)
}

func pasteText(t *testing.T, v visit) {
	v.open(t, "/read")
	text, _ := json.Marshal("On Tuesday, 5 March 2024, police cleared a migrant camp near Calais, officials said. Two people were arrested. <img src=http://example.org/x onerror=alert(1)>")
	v.must(t, v.After(func() error {
		return v.Eval(`(() => { const f = document.querySelector("form.paste"); f.elements.text.value = `+string(text)+`; f.requestSubmit(); })()`, nil)
	}))
	if said := v.text(t, `document.querySelector(".accounts").innerText`); !strings.Contains(said, "clear settlement") || !strings.Contains(said, "arrest") {
		t.Errorf("read %q", said)
	}
}

func inFrench(t *testing.T, v visit) {
	v.open(t, "/events?lang=fr")
	if lang := v.text(t, "document.documentElement.lang"); lang != "fr" {
		t.Errorf("the page is in %q", lang)
	}
	v.open(t, "/review") // the choice is remembered
	if said := v.text(t, `document.querySelector("main").innerText`); !strings.Contains(said, "Accepter") {
		t.Errorf("the choice of French is forgotten: %q", said)
	}
}

func printed(t *testing.T, v visit) {
	v.must(t, v.Show(chromium.Look{Width: 800, Height: 1100, Print: true}))
	v.open(t, "/events/"+string(v.room.first(t, store.Query{Sort: "reports"}).ID))
	if shown := v.text(t, `getComputedStyle(document.querySelector(".top")).display`); shown != "none" {
		t.Errorf("the menu is printed (%s)", shown)
	}
	if ink := v.text(t, `getComputedStyle(document.body).color`); ink != "rgb(0, 0, 0)" {
		t.Errorf("the ink is %s", ink)
	}
}
