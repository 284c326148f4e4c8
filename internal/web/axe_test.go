package web_test

import (
	"archive/tar"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"dateline/internal/web/chromium"
)

// pagesAtOnce looks at pages as onePage does, several at a time.
func pagesAtOnce(t *testing.T, b *chromium.Browser, r room, paths ...string) {
	axe := axeCore(t)
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			onePage(t, tab(t, b, r), axe, path)
		})
	}
}

// onePage looks at a page in light and dark, wide, on a phone and at twice its size: nothing may stand out to the side, and axe-core may find
// nothing serious.
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
