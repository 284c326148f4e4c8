package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/store"
)

func newBackup() *cobra.Command {
	var f ledgerFlags
	var dry, asJSON bool
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a whole copy of the ledger to a file, and read it again",
		Long: "Writes a copy of the ledger to a file that is not there yet, while others may go on writing, reads the whole copy again and checks it.\n" +
			"A file of that name is whole: until it is, it is called FILE.partial. `project.key`, with which pseudonyms are made, is not in it.",
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			l, err := f.open()
			if err != nil {
				return err
			}
			defer l.Close()
			if dry {
				return foreseeBackup(c.OutOrStdout(), l, args[0])
			}
			made, err := l.BackupTo(args[0])
			if err != nil {
				return err
			}
			return writeCopy(c.OutOrStdout(), "wrote", made, asJSON)
		},
	}
	f.add(c.Flags())
	c.Flags().BoolVar(&dry, "dry-run", false, "only say what would be written")
	c.Flags().BoolVar(&asJSON, "json", false, "print what was written as JSON")
	return c
}

func foreseeBackup(w io.Writer, l *ledger.Ledger, file string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; it would be left as it is", file)
	}
	return l.Read(func(r store.Reader) error {
		t, err := r.Totals()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s would be written: %d reports, %d decisions, about %.1f MB\n", file, t.Reports, t.Decisions, float64(t.Bytes)/1e6)
		return err
	})
}

// writeCopy says what a copy holds.
func writeCopy(w io.Writer, done string, made ledger.Copy, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(map[string]any{
			"file": made.File, "bytes": made.Bytes, "sha256": made.SHA256, "reports": made.Reports, "events": made.Events, "decisions": made.Decisions,
		})
	}
	_, err := fmt.Fprintf(w, "%s %s: %d reports, %d events, %d decisions, %.1f MB, SHA-256 %s\n",
		done, made.File, made.Reports, made.Events, made.Decisions, float64(made.Bytes)/1e6, made.SHA256)
	return err
}
