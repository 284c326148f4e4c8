// Compile turns the marked reports of the corpus into readings.jsonl, one reading a line, in the order of their file
// names. Run it with "go generate ./corpus".
package main

import (
	"fmt"
	"os"

	"dateline/corpus"
)

func main() {
	out, err := corpus.Compile(os.DirFS("."))
	if err == nil {
		err = os.WriteFile("readings.jsonl", out, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
