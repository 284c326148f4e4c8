package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/pipeline"
)

// intake holds the flags of `dateline ingest`.
type intake struct {
	ledger    ledgerFlags
	knowledge knowledgeFlags
	workers   int
	noLink    bool
	json      bool
	dry       bool
	again     bool
}

func newIngest() *cobra.Command {
	var f intake
	c := &cobra.Command{
		Use:   "ingest FILE...",
		Short: "Take reports into the ledger: keep their bytes, code them, link their accounts",
		Long: "Takes reports into the ledger: their raw bytes as they are, what the coder reads in them, and links to the accounts there already.\n" +
			"What cannot be read or coded is kept in quarantine with its reason, and the rest goes on. What was begun and broken off is taken up\n" +
			"where it stopped when the command is run again: a report is known by its bytes, and is never taken twice.",
		Args: func(c *cobra.Command, args []string) error {
			if f.again {
				return noArguments(c, args)
			}
			return filesWanted(c, args)
		},
		RunE: f.run,
	}
	flags := c.Flags()
	f.ledger.add(flags)
	f.knowledge.add(flags)
	flags.IntVar(&f.workers, "workers", runtime.NumCPU(), "how many reports are coded at once; the ledger does not depend on it")
	flags.BoolVar(&f.noLink, "no-link", false, "leave linking to `dateline link`")
	flags.BoolVar(&f.json, "json", false, "print what became of each item as a line of JSON")
	flags.BoolVar(&f.dry, "dry-run", false, "only say what would be taken in")
	flags.BoolVar(&f.again, "again", false, "code the ledger's own reports again where another version of the program, its rules or codebook coded them")
	return c
}

func (f *intake) run(c *cobra.Command, paths []string) error {
	l, err := f.ledger.open()
	if err != nil {
		return err
	}
	defer l.Close()
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	version, err := f.knowledge.version()
	if err != nil {
		return err
	}
	items := ingest.Read(paths, ingest.Options{Stdin: c.InOrStdin()})
	if f.dry {
		return f.foresee(c, l, items, version)
	}
	p := newProgress(c, "reports")
	told := tally{}
	take := func(in ledger.Intake) error { return l.Ingest(items, coder, in) }
	if f.again {
		take = func(in ledger.Intake) error { return l.Recode(coder, in) }
	}
	err = take(ledger.Intake{Workers: f.workers, Version: version, NoLink: f.noLink, Tell: func(s ledger.Step) {
		told.count(s)
		p.step(told.items)
		told.tell(c, s, f.json)
	}})
	p.end()
	if err != nil {
		return err
	}
	if !f.json {
		fmt.Fprintln(c.OutOrStdout(), told)
	}
	if told.failed > 0 {
		return errPartly
	}
	return nil
}
