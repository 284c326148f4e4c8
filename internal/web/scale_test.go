package web_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/web/chromium"
)

// BenchmarkLargeRoom opens the reading room of a large ledger in a headless Chromium and says how long people wait: for the first page, for the list
// behind words that they type (from the moment at which it is asked for), for the list and the map behind a period brushed, a box drawn or an act chosen,
// and for the next event of the review. DATELINE_LEDGER names the ledger's folder; decisions are written there.
func BenchmarkLargeRoom(b *testing.B) {
	folder := os.Getenv("DATELINE_LEDGER")
	if folder == "" {
		b.Skip("DATELINE_LEDGER names no folder")
	}
	l, err := ledger.Open(folder, ledgertest.Linker(b), ledger.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	browser, r := startBrowser(b), openOn(b, l, nil)
	for b.Loop() {
		v := tab(b, browser, r)
		began := time.Now()
		v.list(b, "/events")
		b.ReportMetric(ms(time.Since(began)), "first-page-ms")
		waits(b, v.typed(b), "words")
		waits(b, v.narrowed(b), "map-and-list")
		waits(b, v.reviewed(b), "next-review")
	}
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }

// waits reports the median and the 95th percentile of how long something took, in milliseconds.
func waits(b *testing.B, took []float64, what string) {
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], what+"-median-ms")
	b.ReportMetric(took[len(took)*95/100], what+"-p95-ms")
}

// list opens a list with its map and timeline drawn.
func (v visit) list(b *testing.B, path string) {
	v.open(b, path)
	v.must(b, v.Wait(`document.body.dataset.ready`))
}

// typingPause is how long the list waits for another letter, in milliseconds, as app.js has it.
const typingPause = 150

func (v visit) typed(b *testing.B) (took []float64) {
	for _, words := range strings.Fields("police pol camp fire killed flood protest court minister hospital arrested storm border school attack strike election march boat village") {
		var wait float64
		v.must(b, v.Eval(`new Promise((done) => { const f = document.querySelector("form.filters input[type=search]"), began = performance.now();
			document.addEventListener("list", () => requestAnimationFrame(() => done(performance.now() - began)), { once: true });
			f.value = "`+words+`"; f.dispatchEvent(new Event("input", { bubbles: true })); })`, &wait))
		took = append(took, wait-typingPause)
	}
	return took
}

// narrowed brushes periods, draws boxes and chooses acts, each on the whole list.
func (v visit) narrowed(b *testing.B) (took []float64) {
	var timeline, world struct{ X, Y, W, H float64 }
	for i := range 8 {
		for _, act := range []func() error{
			func() error {
				at := timeline.X + timeline.W*(0.3+0.05*float64(i))
				return v.Drag(at, timeline.Y+30, at+timeline.W*0.03, timeline.Y+30, 0)
			},
			func() error {
				x, y := world.X+world.W*(0.2+0.06*float64(i)), world.Y+world.H*0.3
				return v.Drag(x, y, x+world.W*0.1, y+world.H*0.2, chromium.Shift)
			},
			func() error {
				return v.Eval(`(() => { const f = document.getElementById("act"); f.selectedIndex = `+string(rune('5'+i%4))+`; f.dispatchEvent(new Event("change", {bubbles: true})); })()`, nil)
			},
		} {
			v.list(b, "/events")
			for id, box := range map[string]any{"timeline": &timeline, "map": &world} {
				v.must(b, v.Eval(`(({x, y, width, height}) => ({X: x, Y: y, W: width, H: height}))(document.getElementById("`+id+`").getBoundingClientRect())`, box))
			}
			began := time.Now()
			v.listAfter(b, act)
			took = append(took, ms(time.Since(began)))
		}
	}
	return took
}

func (v visit) reviewed(b *testing.B) (took []float64) {
	v.open(b, "/review")
	for range 20 {
		v.must(b, v.Wait(`ahead`))
		took = append(took, v.nextEvent(b))
		time.Sleep(time.Second) // nobody decides faster
	}
	return took
}

// nextEvent accepts an event and gives the milliseconds until the next one is shown.
func (v visit) nextEvent(t testing.TB) (wait float64) {
	t.Helper()
	v.must(t, v.Eval(`new Promise((done) => { const began = performance.now(), from = location.href;
		document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
		const look = () => location.href === from ? setTimeout(look, 1) : requestAnimationFrame(() => done(performance.now() - began)); look(); })`, &wait))
	return wait
}
