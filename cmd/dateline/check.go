package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/internal/pipeline"
	"dateline/internal/rule"
)

func newCheck() *cobra.Command {
	var k knowledgeFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "Check rules and codebook: every file is read, every example is run",
		Long:  "Reads all rules and acts, with your own folders laid over them, runs their examples, and lists every mistake with its file and line.",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return check(c, k) },
	}
	k.add(c.Flags())
	return c
}

func check(c *cobra.Command, k knowledgeFlags) error {
	coder, err := pipeline.New(k.knowledge(), pipeline.Options{})
	var mistakes rule.Mistakes
	switch {
	case err == nil:
		mistakes = coder.Check()
	case !errors.As(err, &mistakes):
		return err
	}
	for _, m := range mistakes {
		fmt.Fprintln(c.OutOrStdout(), m)
	}
	if len(mistakes) > 0 {
		return errPartly
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), "rules and codebook are in order: every example does what it says")
	return err
}
