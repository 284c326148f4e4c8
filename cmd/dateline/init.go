package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/link"
)

func newInit() *cobra.Command {
	dry := false
	c := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Make a ledger in this folder, or in the one named",
		Long:  "Makes an empty ledger (a file ledger.db) in the folder named, or in this one. A ledger that is there already is left as it is.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			folder := "."
			if len(args) > 0 {
				folder = args[0]
			}
			return initialise(c, folder, dry)
		},
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "only say what would be made")
	return c
}

func initialise(c *cobra.Command, folder string, dry bool) error {
	if dry {
		_, err := fmt.Fprintf(c.OutOrStdout(), "a ledger would be made in %s\n", shown(folder))
		return err
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		return err
	}
	l, err := ledger.Init(folder, linker, ledger.Options{})
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("there is a ledger in %s already; it is left as it is", shown(folder))
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c.OutOrStdout(), "made a ledger in %s\n", shown(folder)); err != nil {
		return err
	}
	return l.Close()
}
