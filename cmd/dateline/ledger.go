package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/link"
)

// ledgerFlags say which ledger a command works on.
type ledgerFlags struct{ folder string }

func (f *ledgerFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.folder, "ledger", "", "the folder of the ledger; else DATELINE_LEDGER, else this folder if it holds one, else your own data folder")
}

// where is the folder that the flags, the environment or custom name.
func (f ledgerFlags) where() (string, error) {
	if f.folder != "" {
		return f.folder, nil
	}
	if folder := os.Getenv("DATELINE_LEDGER"); folder != "" {
		return folder, nil
	}
	if _, err := os.Stat(ledger.File); err == nil {
		return ".", nil
	}
	return dataFolder()
}

// dataFolder is the folder of this program among the user's data (XDG Base Directory Specification).
func dataFolder() (string, error) {
	if data := os.Getenv("XDG_DATA_HOME"); data != "" {
		return filepath.Join(data, "dateline"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("there is no home folder to look for a ledger in; name one with --ledger")
	}
	return filepath.Join(home, ".local", "share", "dateline"), nil
}

// open opens the ledger.
func (f ledgerFlags) open() (*ledger.Ledger, error) {
	folder, err := f.where()
	if err != nil {
		return nil, err
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		return nil, err
	}
	return ledger.Open(folder, linker, ledger.Options{})
}

// shown writes a folder as its user would.
func shown(folder string) string {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		if rest, under := strings.CutPrefix(folder, home+string(filepath.Separator)); under {
			return filepath.Join("~", rest)
		}
	}
	return folder
}
