package main

import (
	"io/fs"
	"os"

	"github.com/spf13/pflag"

	"dateline/codebook"
	"dateline/gazetteer"
	"dateline/internal/pipeline"
	"dateline/internal/rule"
	"dateline/models"
	"dateline/rules"
)

// knowledgeFlags name what the user has that is laid over what the program knows.
type knowledgeFlags struct{ rules, codebook, places string }

func (f *knowledgeFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.rules, "rules", "", "a folder of your own rules, laid over the program's: a file replaces the file of its name")
	flags.StringVar(&f.codebook, "codebook", "", "a folder of your own acts, laid over the program's codebook")
	flags.StringVar(&f.places, "places", "", "a file of your own places, laid over the program's: a table of name, lat, lon, or a file of GeoNames")
}

// knowledge is what ships with the program, with the user's folders laid over it.
func (f knowledgeFlags) knowledge() pipeline.Knowledge {
	return pipeline.Knowledge{
		Models: models.FS, Rules: laidOver(rules.FS, f.rules), Codebook: laidOver(codebook.FS, f.codebook), Gazetteer: gazetteer.Places, Places: f.places,
	}
}

func laidOver(base fs.FS, folder string) fs.FS {
	if folder == "" {
		return base
	}
	return rule.Overlay(base, os.DirFS(folder))
}
