package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/store"
)

// restoring holds the flags of `dateline restore`.
type restoring struct {
	ledger           ledgerFlags
	force, dry, json bool
}

func newRestore() *cobra.Command {
	var f restoring
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup into the place of the ledger",
		Long: "Reads a whole backup and checks it; only then puts it into the place of the ledger, or where there is none yet. A ledger that holds\n" +
			"reports or decisions which the backup does not is left as it is unless you say --force. What is replaced stays beside it as\n" +
			"" + ledger.Replaced + ". Stop other programs that use the ledger first.",
		Args: oneFile,
		RunE: f.run,
	}
	f.ledger.add(c.Flags())
	c.Flags().BoolVar(&f.force, "force", false, "replace a ledger that holds more than the backup, or that cannot be read")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "check the backup and say what would be done")
	c.Flags().BoolVar(&f.json, "json", false, "print what was restored as JSON")
	return c
}

func (f *restoring) run(c *cobra.Command, args []string) error {
	folder, err := f.ledger.where()
	if err != nil {
		return err
	}
	made, err := ledger.Restore(args[0], folder, f.force, f.dry, func(fault store.Finding) {
		fmt.Fprintf(c.ErrOrStderr(), "dateline: %s: %s\n", fault.Object, fault.Fault)
	})
	switch {
	case errors.Is(err, ledger.ErrWouldLose):
		return fmt.Errorf("%w; nothing was changed. --force replaces it, and keeps it as %s", err, ledger.Replaced)
	case errors.Is(err, ledger.ErrBadCopy):
		return fmt.Errorf("%w; nothing was changed", err)
	case err != nil:
		return err
	}
	done := "restored to " + shown(folder) + " from"
	if f.dry {
		done = "would restore to " + shown(folder) + " from"
	}
	return writeCopy(c.OutOrStdout(), done, made, f.json)
}
