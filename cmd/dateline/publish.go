package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/publish"
)

// publicFlags say how what leaves a ledger is drawn.
type publicFlags struct {
	ledger                   ledgerFlags
	rule, ceiling, inhabited string
	newKey                   bool
}

func (f *publicFlags) add(flags *pflag.FlagSet) {
	f.ledger.add(flags)
	flags.StringVar(&f.rule, "rule", "", "draw published values by this rule: conservative, informative or representative; else as was chosen")
	flags.StringVar(&f.ceiling, "ceiling", string(publish.Exact), "the most precise that places may be: exact, town or admin2")
	flags.StringVar(&f.inhabited, "inhabited", string(publish.Town), "the same for camps and shelters: exact, town or admin2")
	flags.BoolVar(&f.newKey, "new-key", false, "go on with another project.key: everybody gets another pseudonym, and every finding is open again")
}

// options reads the flags.
func (f *publicFlags) options() (o publish.Options, err error) {
	if f.rule != "" {
		if o.Rule, err = link.ParseRule(f.rule); err != nil {
			return o, useError{err}
		}
	}
	if o.Ceiling, err = publish.ParseCeiling(f.ceiling); err != nil {
		return o, useError{err}
	}
	if o.Inhabited, err = publish.ParseCeiling(f.inhabited); err != nil {
		return o, useError{err}
	}
	return o, nil
}

// open opens the ledger as the public may see it. The caller closes the ledger.
func (f *publicFlags) open(messages io.Writer, o publish.Options) (*ledger.Ledger, *publish.Book, error) {
	linker, err := link.New(codebook.FS)
	if err != nil {
		return nil, nil, err
	}
	l, err := f.ledger.open()
	if err != nil {
		return nil, nil, err
	}
	key, made, err := publish.Key(l, f.newKey)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	if made {
		fmt.Fprintf(messages, "made %s/project.key, with which private people get their pseudonyms: keep a copy apart from the ledger, and show it to nobody\n", shown(l.Folder()))
	}
	b, err := publish.Open(l, linker, key, codebook.FS, o)
	if err != nil {
		l.Close()
	}
	return l, b, err
}

// oneTable is the argument check of export.
func oneTable(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return useError{fmt.Errorf("name one table; `%s --help` lists them", c.CommandPath())}
	}
	return nil
}
