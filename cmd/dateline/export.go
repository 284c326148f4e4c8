package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"dateline/internal/publish"
	"dateline/internal/publish/sheet"
	"dateline/internal/whole"
)

// export holds the flags of `dateline export`.
type export struct {
	public      publicFlags
	out, format string
	release     int
}

func newExport() *cobra.Command {
	var f export
	c := &cobra.Command{
		Use:   "export TABLE",
		Short: "Write a table of the ledger, or the ledger in the format of others",
		Long: "Writes a table, or all events in the format of others. Private people stand under pseudonyms, minors' ages in bands, and what the check of\n" +
			"`dateline release --check` finds is covered until somebody decides. Rows and their SHA-256 are told on standard error, and with --out stand in a\n" +
			"file beside the export.\n\n" + exports(),
		Example: "  dateline export events > events.csv\n  dateline export claims --format parquet --out claims.parquet\n  dateline export geojson --out events.geojson",
		Args:    oneTable,
		RunE:    f.run,
	}
	flags := c.Flags()
	f.public.add(flags)
	flags.StringVar(&f.out, "out", "", "write to this file, and the hash to FILE.sha256; else, or with -, to standard output")
	flags.StringVar(&f.format, "format", string(sheet.CSV), "of tables: csv, jsonl or parquet")
	flags.IntVar(&f.release, "release", 0, "the table as it stands in this release, one of our own")
	return c
}

// exports lists what can be written.
func exports() string {
	var b strings.Builder
	for _, t := range publish.Tables() {
		fmt.Fprintf(&b, "  %-17s %s\n", t.Name, t.About)
	}
	for _, s := range publish.Shapes() {
		fmt.Fprintf(&b, "  %-17s %s\n", s.Name, s.About)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (f *export) run(c *cobra.Command, args []string) error {
	table, isTable := publish.FindTable(args[0])
	shape, isShape := publish.FindShape(args[0])
	if !isTable && !isShape {
		return useError{fmt.Errorf("nothing is exported as %q; `%s --help` lists what is", args[0], c.CommandPath())}
	}
	if isShape && c.Flags().Changed("format") {
		return useError{fmt.Errorf("%s has a format of its own; --format is for tables", args[0])}
	}
	format, err := sheet.ParseFormat(f.format)
	if err != nil {
		return useError{err}
	}
	options, err := f.public.options()
	if err != nil {
		return err
	}
	if f.release > 0 {
		return f.released(c, table, format)
	}
	l, b, err := f.public.open(c.ErrOrStderr(), options)
	if err != nil {
		return err
	}
	defer l.Close()
	return f.to(c, args[0], func(w *sheet.Meter) (sheet.Tally, error) {
		if isShape {
			return shape.Write(b, w)
		}
		return table.Write(b, w, format)
	})
}

// released writes a table of a release in another format.
func (f *export) released(c *cobra.Command, t publish.Table, format sheet.Format) error {
	l, err := f.public.ledger.open()
	if err != nil {
		return err
	}
	defer l.Close()
	archive, err := publish.Released(l, f.release)
	if err != nil {
		return err
	}
	return f.to(c, t.Name, func(w *sheet.Meter) (sheet.Tally, error) { return archive.Write(t, w, format) })
}

// to writes to the file named, which appears when it is whole, or to standard output, and tells rows and hash.
func (f *export) to(c *cobra.Command, name string, write func(*sheet.Meter) (sheet.Tally, error)) error {
	if f.out == "" || f.out == "-" {
		tally, err := write(sheet.NewMeter(c.OutOrStdout()))
		if err == nil {
			_, err = fmt.Fprintf(c.ErrOrStderr(), "%s: %d rows, %d bytes, sha256 %s\n", name, tally.Rows, tally.Bytes, tally.Hash)
		}
		return err
	}
	tally, err := f.toFile(write)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.ErrOrStderr(), "%s: %d rows, %d bytes in %s, sha256 %s\n", name, tally.Rows, tally.Bytes, f.out, tally.Hash)
	return err
}

// toFile writes a file and then the one with its hash, each whole or not at all. A hash never stands beside a file that it is not of.
func (f *export) toFile(write func(*sheet.Meter) (sheet.Tally, error)) (tally sheet.Tally, err error) {
	sums := f.out + ".sha256"
	err = whole.File(f.out, 0o644, func(part *os.File) error {
		if tally, err = write(sheet.NewMeter(part)); err != nil {
			return err
		}
		if err := os.Remove(sums); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return tally, err
	}
	return tally, whole.Bytes(sums, 0o644, []byte(tally.Hash+"  "+filepath.Base(f.out)+"\n"))
}
