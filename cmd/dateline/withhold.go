package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/record"
)

func newWithhold() *cobra.Command {
	var from ledgerFlags
	var deciding decidingFlags
	var disclose bool
	c := &cobra.Command{
		Use:   "withhold REPORT...",
		Short: "Mark reports as closed sources, whose words never leave the ledger",
		Long: "Marks reports as closed sources: they are left out of exports, releases, and the pages and the API of those who only view. Coders and curators still\n" +
			"read them, and they still link events. It is logged as a decision with who, when and why, and stays when the report is taken in or coded again.\n" +
			"--disclose takes it back. REPORT is a report's id (sha256:…) or the beginning of one. A whole outlet is closed in outlets.tsv: see `dateline ingest`.",
		Example: "  dateline withhold sha256:0c2f9e --why 'sent in confidence'\n  dateline withhold --disclose sha256:0c2f9e --why 'printed since'",
		Args:    someReports,
		RunE: func(c *cobra.Command, args []string) error {
			if err := needReason("this", deciding.why); err != nil {
				return err
			}
			l, err := from.open()
			if err != nil {
				return err
			}
			defer l.Close()
			d := record.Decision{By: whoever(deciding.by), Verb: record.Withhold, Subjects: args, Why: deciding.why}
			if disclose {
				d.Verb = record.Disclose
			}
			logged, err := l.Decide(d)
			if err != nil {
				return err
			}
			for _, report := range logged.Subjects {
				fmt.Fprintf(c.OutOrStdout(), "%s  %s, decision %d\n", report, logged.Verb, logged.Seq)
			}
			return nil
		},
	}
	flags := c.Flags()
	from.add(flags)
	flags.BoolVar(&disclose, "disclose", false, "let them leave again")
	deciding.add(flags)
	return c
}
