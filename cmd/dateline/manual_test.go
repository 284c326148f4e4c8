package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestManualNamesEveryCommandAndFlag keeps the manual whole: a command must have its heading, and its flags must occur
// between that heading and the next.
func TestManualNamesEveryCommandAndFlag(t *testing.T) {
	manual, err := os.ReadFile("../../doc/manual.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range newRoot().Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		_, chapter, found := strings.Cut(string(manual), "\n### `dateline "+c.Name())
		if !found {
			t.Errorf("the manual has no chapter on `dateline %s`", c.Name())
			continue
		}
		chapter, _, _ = strings.Cut(chapter, "\n### ")
		flagsIn(t, c, chapter)
	}
}

func flagsIn(t *testing.T, c *cobra.Command, chapter string) {
	t.Helper()
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && !strings.Contains(chapter, "`--"+f.Name) {
			t.Errorf("the chapter on `dateline %s` does not name --%s", c.Name(), f.Name)
		}
	})
}
