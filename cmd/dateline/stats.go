package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"dateline/internal/store"
)

func newStats() *cobra.Command {
	var f ledgerFlags
	var asJSON bool
	c := &cobra.Command{
		Use:   "stats",
		Short: "Count what the ledger holds",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := f.open()
			if err != nil {
				return err
			}
			defer l.Close()
			var t store.Totals
			if err := l.Read(func(r store.Reader) (err error) { t, err = r.Totals(); return err }); err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(totalsJSON(t))
			}
			return writeTotals(c.OutOrStdout(), t)
		},
	}
	f.add(c.Flags())
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// totalsJSON names the totals as JSON does.
func totalsJSON(t store.Totals) map[string]any {
	return map[string]any{
		"reports": t.Reports, "accounts": t.Accounts, "events": t.Events, "decisions": t.Decisions, "states": t.States, "outlets": t.Outlets, "acts": t.Acts,
		"languages": t.Languages, "quarantined": t.Reasons, "first_published": t.First.String(), "last_published": t.Last.String(), "bytes": t.Bytes,
	}
}

func writeTotals(w io.Writer, t store.Totals) error {
	fmt.Fprintf(w, "%d reports, %d accounts, %d events, %d decisions", t.Reports, t.Accounts, t.Events, t.Decisions)
	if t.Bytes > 0 {
		fmt.Fprintf(w, "; %.1f MB", float64(t.Bytes)/1e6)
	}
	fmt.Fprintln(w)
	if t.First.Known() {
		fmt.Fprintf(w, "published from %s to %s\n", t.First, t.Last)
	}
	states := map[string]int{}
	for s, n := range t.States {
		states[string(s)] = n
	}
	for _, part := range []struct {
		title  string
		counts map[string]int
		most   int
	}{{"State", states, 10}, {"Language", t.Languages, 10}, {"Outlet", t.Outlets, 15}, {"Act (events)", t.Acts, 20}, {"Quarantined", t.Reasons, 10}} {
		writeCounts(w, part.title, part.counts, part.most)
	}
	return nil
}

// writeCounts prints the greatest counts of a kind.
func writeCounts(w io.Writer, title string, counts map[string]int, most int) {
	if len(counts) == 0 {
		return
	}
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	fmt.Fprintf(w, "\n%s\n", title)
	for _, key := range keys[:min(len(keys), most)] {
		fmt.Fprintf(w, "  %6d  %s\n", counts[key], key)
	}
	if left := len(keys) - most; left > 0 {
		fmt.Fprintf(w, "          and %d more\n", left)
	}
}
