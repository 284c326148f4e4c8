package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/pipeline"
	"dateline/internal/publish"
	"dateline/internal/rule"
	"dateline/internal/store"
	"dateline/internal/whole"
)

// checking holds the flags of `dateline check`.
type checking struct {
	knowledge knowledgeFlags
	ledger    ledgerFlags
	only      string
	json      bool
}

// What `dateline check --only` may name.
const (
	onlyKnowledge = "knowledge"
	onlyLedger    = "ledger"
)

func newCheck() *cobra.Command {
	var f checking
	c := &cobra.Command{
		Use:   "check",
		Short: "Check rules and codebook by their examples, and the ledger to its last byte",
		Long: "Reads all rules and acts, with your own folders laid over them, runs their examples, and lists every mistake with its file and line.\n" +
			"Then reads the whole ledger, where one is named or found: its file, the raw bytes of every report against their hash, every reading,\n" +
			"the chain of decisions, and that events and accounts hold each other. Every fault is listed with the object that has it.",
		Args: noArguments,
		RunE: f.run,
	}
	f.knowledge.add(c.Flags())
	f.ledger.add(c.Flags())
	c.Flags().StringVar(&f.only, "only", "", "check only the knowledge or only the ledger")
	c.Flags().BoolVar(&f.json, "json", false, "print each fault as a line of JSON")
	return c
}

func (f *checking) run(c *cobra.Command, _ []string) error {
	if !slices.Contains([]string{"", onlyKnowledge, onlyLedger}, f.only) {
		return useError{fmt.Errorf("--only is %s or %s, not %q", onlyKnowledge, onlyLedger, f.only)}
	}
	t := &findings{out: c.OutOrStdout(), json: f.json}
	if f.only != onlyLedger {
		if err := f.checkKnowledge(t); err != nil {
			return err
		}
	}
	if f.only != onlyKnowledge {
		if err := f.checkLedger(t); err != nil {
			return err
		}
	}
	if t.count > 0 {
		return errPartly
	}
	return nil
}

// findings prints faults, and counts them.
type findings struct {
	out   io.Writer
	json  bool
	count int
}

func (t *findings) found(object, fault string) {
	t.count++
	if !t.json {
		fmt.Fprintf(t.out, "%s: %s\n", object, fault)
		return
	}
	line, _ := json.Marshal(map[string]string{"object": object, "fault": fault}) // strings have a form in JSON
	fmt.Fprintln(t.out, string(line))
}

func (t *findings) fine(format string, values ...any) {
	if !t.json {
		fmt.Fprintf(t.out, format+"\n", values...)
	}
}

func (f *checking) checkKnowledge(t *findings) error {
	coder, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	var mistakes rule.Mistakes
	switch {
	case err == nil:
		mistakes = coder.Check()
	case !errors.As(err, &mistakes):
		return err
	}
	for _, m := range mistakes {
		t.mistake(m)
	}
	if len(mistakes) == 0 {
		t.fine("rules and codebook are in order: every example does what it says")
	}
	return nil
}

// mistake prints a mistake of a file as compilers do.
func (t *findings) mistake(m rule.Mistake) {
	if t.json {
		t.found("knowledge", fmt.Sprint(m))
		return
	}
	t.count++
	fmt.Fprintln(t.out, m)
}

// checkLedger checks the ledger that is named; without a name the one that is found, if any.
func (f *checking) checkLedger(t *findings) error {
	folder, err := f.ledger.where()
	if err != nil {
		return err
	}
	_, missing := os.Stat(filepath.Join(folder, ledger.File))
	if f.ledger.folder == "" && f.only != onlyLedger && missing != nil {
		return nil
	}
	l, err := f.ledger.open()
	if errors.Is(err, store.ErrDamaged) {
		t.found("file "+filepath.Join(folder, ledger.File), err.Error())
		return nil
	}
	if err != nil {
		return err
	}
	defer l.Close()
	before := t.count
	if err := l.Check(func(fault store.Finding) { t.found(fault.Object, fault.Fault) }); errors.Is(err, store.ErrDamaged) {
		t.found("file "+filepath.Join(folder, ledger.File), err.Error())
	} else if err != nil {
		return err
	}
	if err := checkReleases(t, l); err != nil {
		return err
	}
	if t.count > before {
		return nil
	}
	parts, err := leftParts(l.Folder())
	if err != nil {
		return err
	}
	for _, part := range parts {
		t.fine("%s is half-written: its program was stopped. The next one that writes it takes it away", shown(part))
	}
	return l.Read(func(r store.Reader) error {
		totals, err := r.Totals()
		t.fine("the ledger in %s is in order: %d reports, %d events, %d decisions", shown(folder), totals.Reports, totals.Events, totals.Decisions)
		return err
	})
}

// checkReleases compares the copies of releases that the ledger keeps, and the folders beside it, with the hashes that were logged.
func checkReleases(t *findings, l *ledger.Ledger) error {
	all, err := publish.Releases(l)
	for i, logged := range all {
		object, folder := fmt.Sprintf("release %d", i+1), releaseFolder(l, i+1)
		if _, err := publish.Released(l, i+1); err != nil && !errors.Is(err, publish.ErrWithdrawn) {
			t.found(object, err.Error())
		}
		if _, err := os.Stat(folder); err != nil {
			continue // written elsewhere, or taken away
		}
		if files, err := publish.ReadFiles(folder); err != nil {
			t.found(object, err.Error())
		} else if files.Hash() != logged.Old {
			t.found(object, fmt.Sprintf("%s does not hold what was released: its hash is %s, the log has %s", shown(folder), files.Hash(), logged.Old))
		}
	}
	return err
}

// leftParts names what killed programs left half-written in the folder of a ledger.
func leftParts(folder string) ([]string, error) {
	here, err := whole.Parts(folder)
	there, err2 := whole.Parts(filepath.Join(folder, releasesFolder))
	return append(here, there...), errors.Join(err, err2)
}
