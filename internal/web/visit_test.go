package web_test

import (
	"strings"
	"testing"

	"dateline/internal/web/chromium"
)

// startBrowser starts a headless Chromium for a test. Without one on the machine the test is skipped, and says so.
func startBrowser(t testing.TB) *chromium.Browser {
	t.Helper()
	path, err := chromium.Find()
	if err != nil {
		t.Skip("SKIPPED: no page was opened in a browser, since ", err)
	}
	browser, err := chromium.Start(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { browser.Close() })
	return browser
}

// visit is a tab on a room, which fails the test when the page has a fault or asks anybody else for anything.
type visit struct {
	*chromium.Tab
	room room
}

func tab(t testing.TB, b *chromium.Browser, r room) visit {
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

func (v visit) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		var text string
		v.Eval("document.title + ' ' + location + ' ' + document.body.innerText.slice(0, 600)", &text)
		t.Fatalf("%v\non %s", err, text)
	}
}

func (v visit) open(t testing.TB, path string) {
	t.Helper()
	v.must(t, v.Go(v.room.URL+path))
}

// clean fails on faults of the pages so far, and on requests beyond the server.
func (v visit) clean(t testing.TB) {
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

func (v visit) text(t testing.TB, expression string) (said string) {
	t.Helper()
	v.must(t, v.Eval(expression, &said))
	return said
}

// listAfter does something that changes a list, and waits until its map and timeline show the same.
func (v visit) listAfter(t testing.TB, f func() error) {
	t.Helper()
	v.must(t, v.Eval(`void (delete document.body.dataset.shown)`, nil))
	v.must(t, f())
	v.must(t, v.Wait(`document.body.dataset.shown`))
}

// press presses a key that opens another page.
func (v visit) press(t testing.TB, key string) {
	t.Helper()
	v.must(t, v.After(func() error { return v.Press(key) }))
}
