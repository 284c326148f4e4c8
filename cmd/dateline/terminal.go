package main

import (
	"io"
	"os"
)

// isTerminal reports whether w is a terminal that shows bold type. NO_COLOR (no-color.org) says that it is not wanted.
func isTerminal(w io.Writer) bool {
	file, is := w.(*os.File)
	if !is || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	nowhere, gone := os.Stat(os.DevNull)
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && (gone != nil || !os.SameFile(info, nowhere))
}
