package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/publish"
)

func newRedact() *cobra.Command {
	var f publicFlags
	var deciding decidingFlags
	var dry bool
	c := &cobra.Command{
		Use:   "redact REPORT...",
		Short: "Erase reports from the ledger for good, and say which releases told of them",
		Long: "Erases reports: their bytes, text, reading and accounts, and the ledger's copies of the releases that told of them. What stays is the report's id, the\n" +
			"hash of its bytes, and a decision with the reason, who and when, and a keyed hash of what was there. This cannot be undone. REPORT is a report's id\n" +
			"(sha256:…) or the beginning of one. Backups and files that were given away are not reached: they are named where they are known.",
		Example: "  dateline redact sha256:0c2f9e --why 'asked for by the person it tells of' --dry-run",
		Args:    someReports,
		RunE: func(c *cobra.Command, args []string) error {
			if err := needReason("erasing", deciding.why); err != nil && !dry {
				return err
			}
			l, err := f.ledger.open()
			if err != nil {
				return err
			}
			defer l.Close()
			key, _, err := publish.Key(l, f.newKey)
			if err != nil {
				return err
			}
			plan, err := publish.Redaction(l, args)
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			for _, r := range plan.Reports {
				fmt.Fprintf(w, "%s  %s, %s: %s\n", r.ID, r.Outlet, r.Published, r.Title)
			}
			if dry {
				fmt.Fprintln(w, "would be erased")
				_, err = fmt.Fprint(w, plan.Reach())
				return err
			}
			logged, err := plan.Carry(l, key, whoever(deciding.by), deciding.why)
			if err != nil {
				return err
			}
			for _, d := range logged {
				fmt.Fprintf(w, "erased, decision %d; hash of what was there %s\n", d.Seq, d.Old)
			}
			_, err = fmt.Fprint(w, plan.Reach())
			return err
		},
	}
	flags := c.Flags()
	f.ledger.add(flags)
	flags.BoolVar(&f.newKey, "new-key", false, "go on with another project.key")
	deciding.add(flags)
	flags.BoolVar(&dry, "dry-run", false, "only say what would be erased, and which releases told of it")
	return c
}
