package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newLink() *cobra.Command {
	var f ledgerFlags
	var all bool
	c := &cobra.Command{
		Use:   "link",
		Short: "Link the accounts that tell the same event",
		Long: "Links what was coded and not yet linked (see `ingest --no-link`). People's decisions stand above what the machine finds.\n" +
			"The outcome does not depend on the order in which reports came.",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := f.open()
			if err != nil {
				return err
			}
			defer l.Close()
			p, linked := newProgress(c, "reports"), 0
			err = l.Link(all, func(done, _ int) { linked = done; p.step(done) })
			p.end()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "linked %d reports\n", linked)
			return err
		},
	}
	f.add(c.Flags())
	c.Flags().BoolVar(&all, "all", false, "link every report again, as after a new version of the program")
	return c
}
