package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"dateline/internal/pipeline"
	"dateline/internal/rule"
	"dateline/internal/shipped"
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
	k := shipped.Knowledge()
	k.Rules, k.Codebook, k.Places = laidOver(k.Rules, f.rules), laidOver(k.Codebook, f.codebook), f.places
	return k
}

func laidOver(base fs.FS, folder string) fs.FS {
	if folder == "" {
		return base
	}
	return rule.Overlay(base, os.DirFS(folder))
}

// version names the program with all that it knows, the user's folders included: a reading made by another version is out of date.
func (f knowledgeFlags) version() (string, error) {
	sum := sha256.New()
	k := f.knowledge()
	for _, folder := range []fs.FS{k.Models, k.Rules, k.Codebook} {
		if err := addFiles(sum, folder); err != nil {
			return "", err
		}
	}
	sum.Write(k.Gazetteer)
	if f.places != "" {
		own, err := os.ReadFile(f.places)
		if err != nil {
			return "", err
		}
		sum.Write(own)
	}
	return version + "+" + hex.EncodeToString(sum.Sum(nil)[:6]), nil
}

// addFiles adds the names and bytes of all files of a folder; of the models their manifest, which has their hashes.
func addFiles(sum io.Writer, folder fs.FS) error {
	return fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".bin" {
			return err
		}
		data, err := fs.ReadFile(folder, path)
		fmt.Fprintf(sum, "%s %d\n", path, len(data))
		sum.Write(data)
		return err
	})
}
