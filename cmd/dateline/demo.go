package main

import (
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
	"dateline/internal/page"
	"dateline/internal/pipeline"
	"dateline/samples"
)

const demoOpening = "These reports ship with Dateline as samples: their events, people and outlets are invented, the towns are real.\n\n"

func newDemo() *cobra.Command {
	var k knowledgeFlags
	c := &cobra.Command{
		Use:   "demo",
		Short: "Code the sample reports and print their pages",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return demo(c, k) },
	}
	k.add(c.Flags())
	return c
}

// demo prints the pages of the samples in the order of their names.
func demo(c *cobra.Command, k knowledgeFlags) error {
	coder, err := pipeline.New(k.knowledge(), pipeline.Options{})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(c.OutOrStdout(), demoOpening); err != nil {
		return err
	}
	worker, options := coder.Worker(), page.Options{Bold: isTerminal(c.OutOrStdout())}
	return eachSample(func(item ingest.Item) error {
		work, err := worker.Code(item)
		if err != nil {
			return err
		}
		return page.Write(c.OutOrStdout(), work.Reading, options)
	})
}

// eachSample does something with every sample report.
func eachSample(do func(ingest.Item) error) error {
	entries, err := fs.ReadDir(samples.Files, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		file, err := samples.Files.Open(entry.Name())
		if err != nil {
			return err
		}
		for item, err := range ingest.ReadFrom(entry.Name(), file, ingest.Options{}) {
			if err == nil {
				err = do(item)
			}
			if err != nil {
				return fmt.Errorf("sample %s: %w", item.File, err)
			}
		}
	}
	return nil
}
