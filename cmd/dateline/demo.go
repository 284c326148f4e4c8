package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/page"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/samples"
)

const demoOpening = "A ledger of the sample reports that ship with Dateline: their events, people and outlets are invented, the towns are real.\n\n"

// demonstration holds the flags of `dateline demo`.
type demonstration struct {
	knowledge knowledgeFlags
	keep      string
	serve     bool
}

func newDemo() *cobra.Command {
	var f demonstration
	c := &cobra.Command{
		Use:   "demo",
		Short: "Make a ledger of the sample reports and show what it holds",
		Long: "Makes a ledger of the sample reports that ship with the program, and prints what it holds, the event on which most reports\n" +
			"differ with their claims side by side, and one report as the program reads it. On a terminal it ends in the reading room: it prints the\n" +
			"address of the pages of that ledger and keeps them open until it is interrupted.",
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return f.run(c) },
	}
	f.knowledge.add(c.Flags())
	c.Flags().BoolVar(&f.serve, "serve", false, "open the pages of the ledger at the end, also where nobody sits at a terminal; --serve=false does not")
	c.Flags().StringVar(&f.keep, "keep", "", "make the ledger in this folder and leave it there")
	return c
}

func (f *demonstration) run(c *cobra.Command) error {
	folder := f.keep
	if folder == "" {
		made, err := os.MkdirTemp("", "dateline-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		folder = made
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		return err
	}
	if err := writeOwners(folder); err != nil {
		return err
	}
	l, err := ledger.Init(folder, linker, ledger.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	if err := f.fill(c, l); err != nil {
		return err
	}
	if err := f.show(c, l); err != nil {
		return err
	}
	if !f.serve && (c.Flags().Changed("serve") || !isTerminal(c.OutOrStdout())) {
		return f.farewell(c.OutOrStdout())
	}
	fmt.Fprint(c.OutOrStdout(), "Its pages, until you press Ctrl-C:\n")
	room := serving{knowledge: f.knowledge, listen: "127.0.0.1:0"}
	return room.serve(c, l)
}

// writeOwners puts the table of the samples' outlets and their owners where the ledger looks for it.
func writeOwners(folder string) error {
	table, err := fs.ReadFile(samples.Ledger, "ledger/gold/outlets.tsv")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, ledger.OutletsFile), table, 0o600)
}

// fill takes the sample reports in.
func (f *demonstration) fill(c *cobra.Command, l *ledger.Ledger) error {
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	version, err := f.knowledge.version()
	if err != nil {
		return err
	}
	t, start := tally{}, time.Now()
	err = l.Ingest(ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{}), coder, ledger.Intake{Workers: runtime.NumCPU(), Version: version, Tell: func(s ledger.Step) {
		t.count(s)
		t.tell(c, s, false)
	}})
	fmt.Fprintf(c.ErrOrStderr(), "%s, in %.1f seconds\n", t, time.Since(start).Seconds())
	return err
}

func (f *demonstration) show(c *cobra.Command, l *ledger.Ledger) error {
	w, options := c.OutOrStdout(), page.Options{Bold: isTerminal(c.OutOrStdout())}
	fmt.Fprint(w, demoOpening)
	var t store.Totals
	if err := l.Read(func(r store.Reader) (err error) { t, err = r.Totals(); return err }); err != nil {
		return err
	}
	t.Bytes = 0
	if err := writeTotals(w, t); err != nil {
		return err
	}
	most, err := mostContested(l)
	if err != nil {
		return err
	}
	fmt.Fprint(w, "\nOne event, and what each report says of it\n\n")
	if err := page.Event(w, most.Event, most.Line, options); err != nil {
		return err
	}
	fmt.Fprint(w, "\nOne of its reports, as the program reads it\n\n")
	return page.Write(w, most.Readings[most.Members[0].Report], options)
}

// mostContested is the event with the most reports that differ on how many people it concerned.
func mostContested(l *ledger.Ledger) (most ledger.Dossier, _ error) {
	for d, err := range l.Dossiers(store.Query{Sort: "reports", Differs: true}) {
		if err != nil {
			return most, err
		}
		for _, q := range d.Questions {
			if q.Stands == record.Differs && (q.Field == "size" || d.Harm[q.Field] != (record.Value{})) {
				return d, nil
			}
		}
	}
	return most, store.ErrMissing
}

func (f *demonstration) farewell(w io.Writer) error {
	if f.keep == "" {
		_, err := fmt.Fprint(w, "This ledger is gone when the demonstration ends; `dateline demo --serve` opens its pages,\nand `dateline demo --keep FOLDER` keeps it to look around in.\n")
		return err
	}
	_, err := fmt.Fprintf(w, "The ledger lies in %s. Look around:\n  dateline serve --ledger %[1]s\n  dateline stats --ledger %[1]s\n  dateline export events --ledger %[1]s\n", shown(f.keep))
	return err
}
