package main

import (
	"fmt"
	"os/user"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// decidingFlags say who decides, and why, in commands that decide nothing without a reason.
type decidingFlags struct{ by, why string }

func (f *decidingFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.by, "by", "", "who decides; your user name where it is not given")
	flags.StringVar(&f.why, "why", "", "the reason, which is needed and stays")
}

// needReason is an error where no reason is given for what is to be done: "erasing", "this".
func needReason(what, why string) error {
	if strings.TrimSpace(why) == "" {
		return useError{fmt.Errorf("%s needs its reason; give it with --why", what)}
	}
	return nil
}

// whoever is the name of the user, for decisions without --by.
func whoever(by string) string {
	if by != "" {
		return by
	}
	if who, err := user.Current(); err == nil {
		return who.Username
	}
	return ""
}

// someReports is the argument check of commands on reports.
func someReports(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return useError{fmt.Errorf("name a report; see `%s --help`", c.CommandPath())}
	}
	return nil
}
