package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
)

// eachItem does something with every item of some paths. Items that fail are named on standard error; the rest goes on.
func eachItem(c *cobra.Command, paths []string, do func(ingest.Item) error) error {
	failed := false
	for item, err := range ingest.Read(paths, ingest.Options{Stdin: c.InOrStdin()}) {
		if err == nil {
			err = do(item)
		}
		if err != nil {
			failed = true
			fmt.Fprintf(c.ErrOrStderr(), "dateline: %s: %v\n", item.File, err)
		}
	}
	if failed {
		return errPartly
	}
	return nil
}
