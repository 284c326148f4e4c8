package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/codebook"
	"dateline/internal/publish"
)

// diff holds the flags of `dateline diff`.
type diff struct {
	public publicFlags
	tables []string
	json   bool
}

func newDiff() *cobra.Command {
	var f diff
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Say what changed between two releases, row by row, and why",
		Long: "A and B are numbers of releases, folders of releases, or now for the ledger as it stands. Each row that was added, removed or changed is\n" +
			"shown with its old and new values, and with the decisions and reports that made it so. The exit status is 1 when something changed.",
		Example: "  dateline diff 1 2\n  dateline diff 2 now --table events",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return useError{fmt.Errorf("name two releases, or a release and now; see `%s --help`", c.CommandPath())}
			}
			return nil
		},
		RunE: f.run,
	}
	flags := c.Flags()
	f.public.add(flags)
	flags.StringSliceVar(&f.tables, "table", nil, "only these tables: events, accounts, claims, harm, quotes, relations, reports, removed")
	flags.BoolVar(&f.json, "json", false, "print JSON, a line for each row")
	return c
}

func (f *diff) run(c *cobra.Command, args []string) error {
	before, err := f.edition(c, args[0], nil)
	if err != nil {
		return err
	}
	after, err := f.edition(c, args[1], before)
	if err != nil {
		return err
	}
	all, err := publish.Compare(before, after)
	if err != nil {
		return err
	}
	all = f.wanted(all)
	if err := f.print(c.OutOrStdout(), all); err != nil {
		return err
	}
	if len(all) > 0 {
		return errPartly
	}
	return nil
}

func (f *diff) wanted(all []publish.Change) (some []publish.Change) {
	for _, change := range all {
		if len(f.tables) == 0 || strings.Contains(","+strings.Join(f.tables, ",")+",", ","+change.Table+",") {
			some = append(some, change)
		}
	}
	return some
}

// edition opens a release by its number or folder, or draws one from the ledger as it stands, with the settings of the one it is compared to.
func (f *diff) edition(c *cobra.Command, name string, before publish.Files) (publish.Files, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return publish.ReadFiles(name)
	}
	if name == "now" {
		return f.now(c, before)
	}
	number, err := strconv.Atoi(name)
	if err != nil {
		return nil, useError{fmt.Errorf("%q is no release: want a number, a folder or now", name)}
	}
	l, err := f.public.ledger.open()
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return publish.Released(l, number)
}

func (f *diff) now(c *cobra.Command, before publish.Files) (publish.Files, error) {
	options, err := f.public.options()
	if err != nil {
		return nil, err
	}
	options.ShortFile = true
	if before != nil && !c.Flags().Changed("rule") && !c.Flags().Changed("ceiling") && !c.Flags().Changed("inhabited") {
		_, as, err := before.Inputs()
		if err != nil {
			return nil, err
		}
		options.Rule, options.Ceiling, options.Inhabited = as.Rule, as.Ceiling, as.Inhabited
	}
	l, b, err := f.public.open(c.ErrOrStderr(), options)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	_, files, err := b.Draft(publish.Manifest{}, l.Now(), codebook.FS)
	return files, err
}

func (f *diff) print(w io.Writer, all []publish.Change) error {
	if f.json {
		for _, change := range all {
			if err := json.NewEncoder(w).Encode(change); err != nil {
				return err
			}
		}
		return nil
	}
	table := ""
	for _, change := range all {
		if change.Table != table {
			table = change.Table
			fmt.Fprintf(w, "%s\n", table)
		}
		printChange(w, change)
	}
	_, err := fmt.Fprintln(w, publish.Summary(all))
	return err
}

var signs = map[publish.Kind]string{publish.Added: "+", publish.Removed: "-", publish.Changed: "~"}

func printChange(w io.Writer, change publish.Change) {
	fmt.Fprintf(w, "  %s %s\n", signs[change.Kind], change.Key)
	if change.Line != "" {
		fmt.Fprintf(w, "      %s\n", change.Line)
	}
	for _, cell := range change.Cells {
		fmt.Fprintf(w, "      %s: %s → %s\n", cell.Column, cellShown(cell.Old), cellShown(cell.New))
	}
	for _, cause := range change.Causes {
		fmt.Fprintf(w, "      because of %s\n", cause)
	}
}

func cellShown(cell any) string {
	if cell == nil || cell == "" {
		return "(empty)"
	}
	return fmt.Sprint(cell)
}
