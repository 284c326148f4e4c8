package main

import (
	"errors"

	"github.com/spf13/cobra"

	"dateline/internal/ingest"
	"dateline/internal/page"
	"dateline/internal/pipeline"
)

func newExplain() *cobra.Command {
	var k knowledgeFlags
	var asIs bool
	c := &cobra.Command{
		Use:     "explain FILE",
		Short:   "Show each stage's view of a report: words, trees, the rule behind each value, and what was dropped",
		Example: "  dateline explain report.txt | less",
		Args:    filesWanted,
		RunE: func(c *cobra.Command, paths []string) error {
			coder, err := pipeline.New(k.knowledge(), pipeline.Options{AsIs: asIs})
			if err != nil {
				return err
			}
			worker := coder.Worker()
			return eachItem(c, paths, func(item ingest.Item) error {
				work, err := worker.Code(item)
				if err != nil && work == nil {
					return err
				}
				return errors.Join(page.Explain(c.OutOrStdout(), work.Document, work.Reading, coder.Considered(work)), err)
			})
		},
	}
	c.Flags().BoolVar(&asIs, "as-is", false, "take the text as its body unchanged")
	k.add(c.Flags())
	return c
}
