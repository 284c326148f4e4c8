package web_test

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/web"
	"dateline/internal/web/chromium"
)

// TestPagesInABrowser opens the pages in a headless Chromium. Without one on the machine it is skipped, and says so.
func TestPagesInABrowser(t *testing.T) {
	path, err := chromium.Find()
	if err != nil {
		t.Skip("SKIPPED: the pages were not opened in a browser, since ", err)
	}
	browser, err := chromium.Start(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { browser.Close() })
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

// visit is a tab on a room, which fails the test when the page has a fault or asks anybody else for anything.
type visit struct {
	*chromium.Tab
	room room
}

func tab(t *testing.T, b *chromium.Browser, r room) visit {
	t.Helper()
	made, err := b.Open()
	if err != nil {
		t.Fatal(err)
	}
	v := visit{made, r}
	v.must(t, v.Show(chromium.Look{Width: 1280, Height: 900}))
	t.Cleanup(func() { v.clean(t); v.Close() })
	return v
}

func (v visit) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		var text string
		v.Eval("document.title + ' ' + location + ' ' + document.body.innerText.slice(0, 600)", &text)
		t.Fatalf("%v\non %s", err, text)
	}
}

func (v visit) open(t *testing.T, path string) {
	t.Helper()
	v.must(t, v.Go(v.room.URL+path))
}

// clean fails on faults of the pages so far, and on requests beyond the server.
func (v visit) clean(t *testing.T) {
	t.Helper()
	for _, fault := range v.Faults() {
		t.Errorf("fault in a page: %s", fault)
	}
	for _, request := range v.Requests() {
		if !strings.HasPrefix(request, v.room.URL+"/") && !strings.HasPrefix(request, "data:") {
			t.Errorf("a page asked for %s", request)
		}
	}
}

func (v visit) text(t *testing.T, expression string) (said string) {
	t.Helper()
	v.must(t, v.Eval(expression, &said))
	return said
}

// press presses a key that opens another page.
func (v visit) press(t *testing.T, key string) {
	t.Helper()
	v.must(t, v.After(func() error { return v.Press(key) }))
}

// everyPage looks at each page in light and dark, wide, on a phone and at twice its size: nothing may stand out to the side, and axe-core
// may find nothing serious.
func everyPage(t *testing.T, b *chromium.Browser, r room) {
	axe := axeCore(t)
	told := r.first(t, store.Query{Sort: "reports"})
	merge := url.Values{"verb": {"merge"}, "event": {string(told.ID)}, "subject": {string(told.ID), string(r.first(t, store.Query{}).ID)}}
	for _, path := range []string{"/events", "/events?q=zzzz", "/events/" + string(told.ID), "/reports/" + url.PathEscape(told.Members[0].Report), "/review/" + string(told.ID),
		"/preview?" + merge.Encode(), "/read", "/codebook", "/rounds", "/nowhere"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			onePage(t, tab(t, b, r), axe, path)
		})
	}
}

func onePage(t *testing.T, v visit, axe, path string) {
	for _, c := range []struct {
		look  chromium.Look
		rules string // of axe-core; none where it is left out
	}{
		{chromium.Look{Width: 1440, Height: 900}, `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`},
		{chromium.Look{Width: 390, Height: 800, Dark: true}, `["color-contrast"]`},
		{chromium.Look{Width: 1280, Height: 900, Zoom: 2}, ""},
	} {
		v.must(t, v.Show(c.look))
		v.open(t, path)
		var wide int
		v.must(t, v.Eval("document.documentElement.scrollWidth - innerWidth", &wide))
		if wide > 0 {
			t.Errorf("at %d px, zoom %v: %d px stand out to the side", c.look.Width, c.look.Zoom, wide)
		}
		if axe != "" && c.rules != "" {
			axeFinds(t, v, axe, path, c.rules)
		}
	}
	if path == "/nowhere" {
		v.Faults() // the browser tells that the page is not there
	}
}

func axeFinds(t *testing.T, v visit, axe, path, rules string) {
	t.Helper()
	v.must(t, v.Eval(axe+"; 0", nil))
	var found []struct{ ID, Impact, Help, Target string }
	v.must(t, v.Eval(`axe.run(document, {resultTypes: ["violations"], runOnly: `+rules+`}).then(r => r.violations.map(f => ({ID: f.id, Impact: f.impact, Help: f.help, Target: f.nodes.map(n => n.target + " " + n.html.slice(0, 120)).slice(0, 3).join("; ")})))`, &found))
	for _, f := range found {
		if f.Impact == "serious" || f.Impact == "critical" {
			t.Errorf("%s: axe-core: %s %s (%s): %s", path, f.Impact, f.ID, f.Help, f.Target)
		}
	}
}

// axeVersion is the axe-core that checks whether everybody can use the pages. It is fetched once, from the npm registry, for the tests alone.
const axeVersion = "4.10.3"

// axeCore gives the source of axe-core: kept from an earlier run, else fetched. Without it the check is left out, and says so.
func axeCore(t *testing.T) string {
	t.Helper()
	folder, err := os.UserCacheDir()
	if err != nil {
		folder = os.TempDir()
	}
	kept := filepath.Join(folder, "dateline-tests", "axe-core-"+axeVersion+".js")
	if source, err := os.ReadFile(kept); err == nil {
		return string(source)
	}
	source, err := fetchAxe(t.TempDir())
	if err != nil {
		t.Logf("SKIPPED: axe-core did not look at the pages, since it cannot be fetched: %v", err)
		return ""
	}
	os.MkdirAll(filepath.Dir(kept), 0o755)
	os.WriteFile(kept, source, 0o644)
	return string(source)
}

func fetchAxe(folder string) ([]byte, error) {
	npm := exec.Command("npm", "pack", "--silent", "axe-core@"+axeVersion)
	npm.Dir = folder
	if err := npm.Start(); err != nil {
		return nil, err
	}
	late := time.AfterFunc(30*time.Second, func() { npm.Process.Kill() })
	err := npm.Wait()
	late.Stop()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(filepath.Join(folder, "axe-core-"+axeVersion+".tgz"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	for archive := tar.NewReader(unzipped); ; {
		header, err := archive.Next()
		if err != nil {
			return nil, err
		}
		if header.Name == "package/axe.min.js" {
			return io.ReadAll(archive)
		}
	}
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
	v.must(t, v.After(func() error { return v.Drag(b.X+b.W*0.95, b.Y+30, b.X+b.W-2, b.Y+30, 0) }))
	if at := v.text(t, "location.search"); !strings.Contains(at, "from=") || !strings.Contains(at, "to=") {
		t.Errorf("the brush led to %q", at)
	}
	if after := v.text(t, `document.querySelector(".lead").textContent`); after == before || rows() == 0 {
		t.Errorf("the brush left the list at %q with %d rows", after, rows())
	}
	v.open(t, "/events")
	v.must(t, v.Wait(`document.body.dataset.ready`))
	m := middle("map")
	v.must(t, v.After(func() error { return v.Drag(m.X+m.W*0.4, m.Y+5, m.X+m.W*0.62, m.Y+m.H-5, chromium.Shift) }))
	if at := v.text(t, "location.search"); !strings.Contains(at, "box=") {
		t.Errorf("the box led to %q", at)
	}
	if after := v.text(t, `document.querySelector(".lead").textContent`); after == before || rows() == 0 {
		t.Errorf("the box left the list at %q with %d rows", after, rows())
	}
	v.must(t, v.After(func() error {
		return v.Eval(`(() => { const f = document.getElementById("act"); f.value = "arrest"; f.dispatchEvent(new Event("change", {bubbles: true})); })()`, nil)
	}))
	if at := v.text(t, "location.search"); !strings.Contains(at, "act=arrest") || !strings.Contains(at, "box=") {
		t.Errorf("choosing an act led to %q", at)
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
	v.must(t, v.Eval(`document.querySelector("details.raw").open = true`, nil))
	v.must(t, v.Eval(`document.querySelector(".raw iframe").scrollIntoView()`, nil))
	time.Sleep(200 * time.Millisecond)
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

// TestLoggingInInABrowser takes up an invitation, logs in and out, and looks at the pages of accounts.
func TestLoggingInInABrowser(t *testing.T) {
	path, err := chromium.Find()
	if err != nil {
		t.Skip("SKIPPED: nobody logged in in a browser, since ", err)
	}
	browser, err := chromium.Start(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { browser.Close() })
	accounts, err := web.OpenAccounts(filepath.Join(t.TempDir(), "accounts.json"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	accounts.Hasten()
	r := open(t, func(o *web.Options) { o.Accounts = accounts })
	invitation, err := accounts.Invite(web.Admin)
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
