// Command dateline turns news reports into a ledger of events.
//
// One file per command: each has a function that makes its cobra.Command. Results go to standard output, progress and
// messages to standard error. The exit status is 0 when all is done, 1 when some items failed or there are findings,
// 2 for wrong use, 3 when it could not run.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	statusDone   = 0
	statusPartly = 1 // findings, or some items failed (named on standard error)
	statusUse    = 2
	statusNotRun = 3
)

// errPartly ends a command whose failed items have been named already.
var errPartly = errors.New("some items failed")

// useError is wrong use of the command line.
type useError struct{ error }

// What is read at the start lives as long as the program, and a report's own memory is soon free again. So the collector is
// told to wait until the heap is five times what is live, which halves the time of a start and lets workers work, unless
// memory grows beyond what a laptop spares. GOGC and GOMEMLIMIT say otherwise.
const (
	heapGrowth  = 400       // per cent
	memoryLimit = 400 << 20 // bytes
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs one command line and returns its exit status.
func run(args []string, in io.Reader, out, messages io.Writer) int {
	root := newRoot()
	root.SetArgs(longFlags(args))
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(messages)
	return status(root.Execute(), messages)
}

func status(err error, messages io.Writer) int {
	var use useError
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errPartly):
		return statusPartly
	case errors.As(err, &use):
		fmt.Fprintf(messages, "dateline: %v\n", err)
		return statusUse
	}
	fmt.Fprintf(messages, "dateline: %v\n", err)
	return statusNotRun
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "dateline",
		Short:         "Turn news reports into a ledger of events",
		Long:          "Dateline turns news reports into a ledger of events: what happened, who did it to whom, when, where,\nhow many were hurt, moved or arrested, and who says so. Every value keeps the words it came from.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return useError{fmt.Errorf("no command %q; `dateline help` lists them", args[0])}
			}
			return c.Help()
		},
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return useError{fmt.Errorf("%w; see `%s --help`", err, c.CommandPath())}
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newAgreement(), newBackup(), newCheck(), newCode(), newCopies(), newDemo(), newDiff(), newDoctor(), newEval(), newExplain(), newExport(), newIngest(), newInit(), newLink(), newParse(), newRedact(), newRelease(), newRestore(), newReview(), newServe(), newStats(), newTrain(), newVersion(), newWithhold())
	return root
}

// filesWanted is the argument check of commands that take one file or more.
func filesWanted(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return useError{fmt.Errorf("name a file, a folder, or - for standard input; see `%s --help`", c.CommandPath())}
	}
	return nil
}

// oneFile is the argument check of commands that take exactly one file.
func oneFile(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return useError{fmt.Errorf("name one file, or - for standard input; see `%s --help`", c.CommandPath())}
	}
	return nil
}

// noArguments is the argument check of commands that take none.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return useError{fmt.Errorf("%s takes no arguments, but was given %q", c.CommandPath(), args[0])}
	}
	return nil
}

// longFlags gives -bench, as Go's own tools write it, the second hyphen that this command line wants.
func longFlags(args []string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if arg == "-bench" {
			args[i] = "--bench"
		}
	}
	return args
}
