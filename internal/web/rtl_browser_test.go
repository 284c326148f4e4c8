package web_test

import (
	"net/url"
	"testing"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/store"
	"dateline/internal/web/chromium"
)

// TestRightToLeft opens the pages as they stand in a language that is written from right to left, and a report whose text is.
func TestRightToLeft(t *testing.T) {
	browser := startBrowser(t)
	r := open(t, nil)
	raw := "\u0643\u0627\u0644\u064a\u0647 - Police arrested two men in Calais on 4 March 2024. Police cleared a camp in Calais on Sunday and 40 people were moved, officials said."
	one := func(yield func(ingest.Item, error) bool) {
		yield(ingest.Item{File: "rtl.txt", Raw: []byte(raw), Text: []byte(raw), Format: ingest.Plain}, nil)
	}
	if err := r.ledger.Ingest(one, ledgertest.Coder(t), ledger.Intake{Version: ledgertest.Version}); err != nil {
		t.Fatal(err)
	}
	report := "/reports/" + url.PathEscape(ledger.NameOf([]byte(raw)))
	event := string(r.first(t, store.Query{Sort: "reports"}).ID)
	t.Run("marks", func(t *testing.T) { marksSitRight(t, tab(t, browser, r), report) })
	for _, path := range []string{"/events", "/events/" + event, report, report + "/add", "/review/" + event, "/read", "/codebook", "/codebook/arrest", "/rounds", "/publish", "/publish/release", "/releases"} {
		t.Run(path, func(t *testing.T) { mirrored(t, tab(t, browser, r), path) })
	}
}

// marksSitRight: a text that begins from right to left is set so, its marks lie within it in the order of the text, and what is said of one can be read.
func marksSitRight(t *testing.T, v visit, path string) {
	v.open(t, path)
	if way := v.text(t, `getComputedStyle(document.querySelector(".body")).direction`); way != "rtl" {
		t.Errorf("the text runs %s", way)
	}
	if outside := v.text(t, `(() => { const within = document.querySelector(".body").getBoundingClientRect();
		const marks = [...document.querySelectorAll(".body mark")].map((m) => m.getBoundingClientRect());
		return String(marks.length > 3 && marks.filter((m) => m.width < 2 || m.left < within.left - 3 || m.right > within.right + 3).length); })()`); outside != "0" {
		t.Errorf("marks outside of their text: %s", outside)
	}
	v.must(t, v.Eval(`document.querySelector("mark.m-act[tabindex]").focus()`, nil))
	if seen := v.text(t, `(() => { const tip = document.querySelector("mark.m-act[tabindex] .tip").getBoundingClientRect(); return String(tip.width > 40 && tip.left >= 0 && tip.right <= innerWidth); })()`); seen != "true" {
		t.Error("what is said of a mark stands out of the window")
	}
}

// mirrored: nothing stands out to the side, and the heading begins where lines begin.
func mirrored(t *testing.T, v visit, path string) {
	for _, width := range []int{390, 820, 1440} {
		v.must(t, v.Show(chromium.Look{Width: width, Height: 900}))
		v.open(t, path)
		v.must(t, v.Eval(`document.documentElement.dir = "rtl"`, nil))
		var wide int
		v.must(t, v.Eval("document.documentElement.scrollWidth - innerWidth", &wide))
		if wide > 0 {
			t.Errorf("at %d px %d px stand out to the side", width, wide)
		}
		if brand := v.text(t, `(() => { const b = document.querySelector(".brand").getBoundingClientRect(); return String(b.left + b.right > innerWidth); })()`); brand != "true" {
			t.Errorf("at %d px the page still begins on the left", width)
		}
	}
}
