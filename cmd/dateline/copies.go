package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

func newCopies() *cobra.Command {
	var from ledgerFlags
	var asJSON bool
	c := &cobra.Command{
		Use:   "copies REPORT",
		Short: "List the other prints of a report's text, and why they are taken for that",
		Long: "Lists the reports that print the text of one: exact, near, wire (cut or with a new headline), translation, and what people say (same-text, different-text); with the score\n" +
			"and the reasons. REPORT is a report's id (sha256:…) or the beginning of one. `dateline review same-text` and `different-text` judge them.",
		Example: "  dateline copies sha256:0c2f9e",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return useError{fmt.Errorf("name one report; see `%s --help`", c.CommandPath())}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			l, err := from.open()
			if err != nil {
				return err
			}
			defer l.Close()
			return l.Read(func(r store.Reader) error {
				id, err := ledger.ReportNamed(r, args[0])
				if errors.Is(err, store.ErrMissing) {
					return useError{fmt.Errorf("report %s is %w", args[0], err)}
				}
				if err != nil {
					return err
				}
				all, err := l.Prints(r, id)
				for _, p := range all {
					if err == nil {
						err = listPrint(c.OutOrStdout(), p, asJSON)
					}
				}
				return err
			})
		},
	}
	flags := c.Flags()
	from.add(flags)
	flags.BoolVar(&asJSON, "json", false, "print a line of JSON for each")
	return c
}

// listPrint writes one print of a text with its reasons.
func listPrint(w io.Writer, p ledger.Print, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(struct {
			Report  string          `json:"report"`
			File    string          `json:"file"`
			Outlet  string          `json:"outlet"`
			Kind    string          `json:"kind"`
			Score   float64         `json:"score"`
			Reasons []record.Reason `json:"reasons"`
			Run     string          `json:"longest_run,omitempty"`
			Common  [][2]string     `json:"common,omitempty"`
		}{p.ID, p.File, p.Outlet, p.Kind, p.Score, p.Reasons(), p.Run, p.Common})
	}
	_, err := fmt.Fprintf(w, "%s  %s %.2f  %s, %s: %s\n", inShort([]string{p.ID}), p.Kind, p.Score, p.Outlet, p.Published, p.Title)
	for _, r := range p.Reasons() {
		if err == nil {
			_, err = fmt.Fprintf(w, "    %s\n", r.Detail)
		}
	}
	if err == nil && p.Run != "" && p.Alike.Kind != "exact" {
		_, err = fmt.Fprintf(w, "    %q\n", inBrief(p.Run))
	}
	return err
}

// briefly is how many letters of a long run of words are printed at each end.
const briefly = 60

// inBrief leaves out the middle of what is long.
func inBrief(s string) string {
	letters := []rune(s)
	if len(letters) <= 2*briefly {
		return s
	}
	return string(letters[:briefly]) + " … " + string(letters[len(letters)-briefly:])
}
