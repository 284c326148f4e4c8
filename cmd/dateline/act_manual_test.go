package main

import (
	"os"
	"strings"
	"testing"
)

// TestManualWritesTheActThatIsTested keeps the act of the manual's chapter and that of the script the same.
func TestManualWritesTheActThatIsTested(t *testing.T) {
	manual, err := os.ReadFile("../../doc/manual.md")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("testdata/script/acts.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, told, _ := strings.Cut(string(manual), "```act\n")
	told, _, _ = strings.Cut(told, "```")
	_, tested, _ := strings.Cut(string(script), "-- my-acts/border/seize-phone.md --\n")
	if got := strings.TrimSpace(strings.ReplaceAll(told, "\n   ", "\n")); strings.TrimPrefix(got, "   ") != strings.TrimSpace(tested) {
		t.Errorf("the manual's act is not the one that is tested:\n%s", got)
	}
}
