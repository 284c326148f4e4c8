package main

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/store"
)

// tally counts what became of items.
type tally struct{ items, added, known, failed int }

func (t *tally) count(s ledger.Step) {
	t.items++
	switch {
	case s.Err != nil:
		t.failed++
	case s.Known:
		t.known++
	default:
		t.added++
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%d taken in, %d known already, %d in quarantine or unread", t.added, t.known, t.failed)
}

// tell names what failed on standard error, or prints every item as JSON.
func (t *tally) tell(c *cobra.Command, s ledger.Step, asJSON bool) {
	if asJSON {
		line := map[string]any{"item": s.Item, "report": s.Report, "state": s.State, "known": s.Known}
		if s.Err != nil {
			line["reason"] = s.Err.Error()
		}
		if len(s.Changed) > 0 {
			line["changed"] = s.Changed
		}
		packed, _ := json.Marshal(line) // strings and booleans have a form in JSON
		fmt.Fprintln(c.OutOrStdout(), string(packed))
		return
	}
	if s.Err != nil {
		fmt.Fprintf(c.ErrOrStderr(), "dateline: %s: %v\n", s.Item, s.Err)
	}
	for _, change := range s.Changed {
		fmt.Fprintf(c.OutOrStdout(), "%s: under a decision on %s the machine now reads %s otherwise: %q, was %q; the decision stands\n",
			s.Item, inShort([]string{string(change.Account)}), change.Field, change.New, change.Old)
	}
}

// foresee says what an ingest would take in.
func (f *intake) foresee(c *cobra.Command, l *ledger.Ledger, items iter.Seq2[ingest.Item, error], version string) error {
	t := tally{}
	for item, err := range items {
		s := ledger.Step{Item: item.File, State: store.Stored, Err: err}
		if err == nil {
			s.Report = ledger.NameOf(item.Raw)
			s.Known, s.Err = l.Has(s.Report, version)
		}
		t.count(s)
		t.tell(c, s, f.json)
	}
	_, err := fmt.Fprintln(c.OutOrStdout(), "would be:", t)
	return err
}

// progress shows how far long work has come, on standard error where that is a terminal, from the third second on.
type progress struct {
	c     *cobra.Command
	of    string
	start time.Time
	last  time.Time
	shown bool
}

const (
	silentFor = 2 * time.Second
	redrawn   = 200 * time.Millisecond
)

func newProgress(c *cobra.Command, of string) *progress {
	now := time.Now()
	return &progress{c: c, of: of, start: now, last: now}
}

func (p *progress) step(done int) {
	now := time.Now()
	if now.Sub(p.start) < silentFor || now.Sub(p.last) < redrawn || !isTerminal(p.c.ErrOrStderr()) {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.c.ErrOrStderr(), "\r%d %s, %.0f a second ", done, p.of, float64(done)/now.Sub(p.start).Seconds())
}

func (p *progress) end() {
	if p.shown {
		fmt.Fprintln(p.c.ErrOrStderr())
	}
}
