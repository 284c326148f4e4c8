package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestManualNamesEveryAddress keeps the manual whole: every page and every address of the API stands in it.
func TestManualNamesEveryAddress(t *testing.T) {
	manual, err := os.ReadFile("../../doc/manual.md")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, file := range sources {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(?:GET|POST)(?: |", ")(/[^"]*)"`).FindAllStringSubmatch(string(source), -1) {
			if path := m[1]; path != "/{$}" && path != "/static/" && !strings.Contains(string(manual), "`"+path+"`") {
				t.Errorf("%s: %s is not in the manual", file, path)
			}
			named++
		}
	}
	if named < 40 {
		t.Errorf("only %d addresses were found in the sources", named)
	}
}
