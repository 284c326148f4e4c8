package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"dateline/gazetteer"
	"dateline/internal/ledger"
	"dateline/internal/pipeline"
	"dateline/internal/rule"
	"dateline/internal/store"
	"dateline/internal/where/atlas"
	"dateline/models"
)

// doctor holds the flags of `dateline doctor`.
type doctor struct {
	ledger      ledgerFlags
	knowledge   knowledgeFlags
	json, quick bool
	found       []symptom
}

// symptom is what the doctor looked at, how it stands, and what to do.
type symptom struct {
	What  string `json:"what"`
	Stand stand  `json:"stands"`
	Is    string `json:"is"`
	Do    string `json:"do,omitempty"`
}

// stand says whether something is to be done.
type stand string

const (
	well   stand = "well"
	look   stand = "look" // it works; somebody should know
	broken stand = "broken"
)

func newDoctor() *cobra.Command {
	var f doctor
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look at program, knowledge and ledger, and say what to do",
		Long:  "Looks at the program, its models and rules, the ledger's folder and the ledger, and says of each thing that is not well what to do.",
		Args:  noArguments,
		RunE:  f.run,
	}
	f.ledger.add(c.Flags())
	f.knowledge.add(c.Flags())
	c.Flags().BoolVar(&f.quick, "quick", false, "do not read the whole ledger")
	c.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return c
}

func (f *doctor) run(c *cobra.Command, _ []string) error {
	f.note("program", well, fmt.Sprintf("dateline %s, %s, %s/%s, %d processors", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU()), "")
	f.lookAtModels()
	f.lookAtKnowledge()
	f.lookAtFolder()
	return f.print(c)
}

func (f *doctor) note(what string, how stand, is, do string) {
	f.found = append(f.found, symptom{what, how, is, do})
}

func (f *doctor) print(c *cobra.Command) error {
	ill := false
	for _, s := range f.found {
		ill = ill || s.Stand == broken
		if f.json {
			continue
		}
		fmt.Fprintf(c.OutOrStdout(), "%-7s %-12s %s\n", s.Stand, s.What, s.Is)
		if s.Do != "" {
			fmt.Fprintf(c.OutOrStdout(), "%21s→ %s\n", "", s.Do)
		}
	}
	if f.json {
		if err := json.NewEncoder(c.OutOrStdout()).Encode(f.found); err != nil {
			return err
		}
	}
	if ill {
		return errPartly
	}
	return nil
}

// lookAtModels compares the models with the hashes of their manifest.
func (f *doctor) lookAtModels() {
	const again = "the program is not as it was made: install it again"
	data, err := fs.ReadFile(models.FS, "manifest.json")
	var entries []modelEntry
	if err == nil {
		err = json.Unmarshal(data, &entries)
	}
	for _, e := range entries {
		content, missing := fs.ReadFile(models.FS, e.Name)
		if sum := sha256.Sum256(content); missing == nil && hex.EncodeToString(sum[:]) != e.SHA256 {
			missing = errors.New("not the bytes of the manifest")
		}
		if missing != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", e.Name, missing))
		}
	}
	if err != nil {
		f.note("models", broken, err.Error(), again)
		return
	}
	f.note("models", well, fmt.Sprintf("%d, all with the hashes of their manifest", len(entries)), "")
	if places, err := atlas.Open(gazetteer.Places); err != nil {
		f.note("gazetteer", broken, err.Error(), again)
	} else {
		f.note("gazetteer", well, fmt.Sprintf("%d places, version %s", places.Len(), places.Version()), "")
	}
}

// lookAtKnowledge reads the rules and the codebook; `dateline check` runs their examples too.
func (f *doctor) lookAtKnowledge() {
	_, err := pipeline.New(f.knowledge.knowledge(), pipeline.Options{})
	var mistakes rule.Mistakes
	switch {
	case errors.As(err, &mistakes):
		f.note("rules", broken, fmt.Sprintf("%d mistakes, the first: %v", len(mistakes), mistakes[0]), "`dateline check` lists them with file and line")
	case err != nil:
		f.note("rules", broken, err.Error(), "look at the files that --rules, --codebook and --places name")
	default:
		f.note("rules", well, "all read; `dateline check` runs their examples", "")
	}
}

// leastSpace is what should be free beside a ledger: a batch of reports with its journal, and room to make order.
const leastSpace = 256 << 20

func (f *doctor) lookAtFolder() {
	folder, err := f.ledger.where()
	if err != nil {
		f.note("ledger", broken, err.Error(), "name a folder with --ledger")
		return
	}
	info, err := os.Stat(filepath.Join(folder, ledger.File))
	if errors.Is(err, fs.ErrNotExist) {
		f.note("ledger", look, "none in "+shown(folder), "`dateline init` makes one; --ledger or DATELINE_LEDGER names another folder")
		return
	}
	if err != nil {
		f.note("ledger", broken, err.Error(), "see that you may read the folder")
		return
	}
	f.lookAtSpace(folder, info.Size())
	f.lookAtRights(folder)
	f.lookAtLedger(folder)
	f.lookAtParts(folder)
}

// lookAtParts names what a program left half-written when it was stopped.
func (f *doctor) lookAtParts(folder string) {
	parts, err := leftParts(folder)
	if err != nil {
		f.note("files", broken, err.Error(), "see that you may read the folder")
	}
	for _, part := range parts {
		do := "delete it when no program is at work on it; the next one that writes it takes it away by itself"
		if filepath.Base(filepath.Dir(part)) == releasesFolder {
			do = "`dateline release` finishes it where it was logged, else begins anew"
		}
		f.note("files", look, shown(part)+" is half-written: its program was stopped", do)
	}
}

func (f *doctor) lookAtSpace(folder string, size int64) {
	free, known := freeSpace(folder)
	if !known {
		return
	}
	is := fmt.Sprintf("%.1f GB free, the ledger has %.1f MB", float64(free)/1e9, float64(size)/1e6)
	switch {
	case free < leastSpace:
		f.note("disk", broken, is, "make room before you take more reports in; nothing that was taken in is lost when the disk is full")
	case free < size:
		f.note("disk", look, is, "there is no room for a backup on this disk: write it to another")
	default:
		f.note("disk", well, is, "")
	}
}

// lookAtRights sees who else may read the ledger: reports and decisions name people.
func (f *doctor) lookAtRights(folder string) {
	const others = 0o077
	for _, path := range []string{folder, filepath.Join(folder, ledger.File)} {
		if info, err := os.Stat(path); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&others != 0 && path == folder {
			f.note("rights", look, fmt.Sprintf("others may look into %s (%s)", shown(path), info.Mode().Perm()), "chmod 700 "+shown(path))
			return
		}
	}
	f.note("rights", well, "nobody else may look into "+shown(folder), "")
}

func (f *doctor) lookAtLedger(folder string) {
	l, err := f.ledger.open()
	if err != nil {
		f.note("ledger", broken, err.Error(), remedy(err))
		return
	}
	defer l.Close()
	if err := l.Write(func(store.Writer) error { return nil }); err != nil {
		f.note("ledger", broken, err.Error(), remedy(err))
	}
	if !f.quick {
		faults, first := 0, ""
		err := l.Check(func(fault store.Finding) {
			if faults++; faults == 1 {
				first = fault.Object + " " + fault.Fault
			}
		})
		if err != nil || faults > 0 {
			f.note("ledger", broken, fmt.Sprintf("%d faults, the first: %s%v", faults, first, noError(err)), "`dateline check` names each; `dateline restore` puts a backup in its place; events and links alone come back with `dateline link --all`")
		}
	}
	if err := l.Read(func(r store.Reader) error { return f.lookAtTotals(r, folder) }); err != nil {
		f.note("ledger", broken, err.Error(), remedy(err))
	}
}

func noError(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// remedy says what to do about a fault of the ledger.
func remedy(err error) string {
	for _, r := range []struct {
		is error
		do string
	}{
		{store.ErrNewer, "use the newer program, or restore a backup of this one"},
		{store.ErrBusy, "wait until the other program is done, or stop it"},
		{store.ErrDamaged, "`dateline restore FILE --force` puts a backup in its place; what is there is kept"},
		{store.ErrFull, "make room on the disk; nothing that was acknowledged is lost"},
		{store.ErrLocked, "see that the folder and the files in it are yours to write, and that the disk is not mounted for reading"},
	} {
		if errors.Is(err, r.is) {
			return r.do
		}
	}
	return "`dateline check` says more"
}

func (f *doctor) lookAtTotals(r store.Reader, folder string) error {
	t, err := r.Totals()
	if err != nil {
		return err
	}
	f.note("ledger", well, fmt.Sprintf("%s: %d reports, %d events, %d decisions", shown(folder), t.Reports, t.Events, t.Decisions), "")
	if n := t.States[store.Quarantined]; n > 0 {
		f.note("quarantine", look, fmt.Sprintf("%d reports", n), "`dateline stats` counts their reasons; ingest again what was mended")
	}
	if n := t.States[store.Coded]; n > 0 {
		f.note("links", look, fmt.Sprintf("%d reports are coded and not linked", n), "dateline link")
	}
	return f.lookAtCoders(r)
}

// lookAtCoders counts readings that another version made.
func (f *doctor) lookAtCoders(r store.Reader) error {
	own, err := f.knowledge.version()
	if err != nil {
		return err
	}
	old := 0
	for each, err := range store.EachReport(r) {
		if err != nil {
			return err
		}
		if each.Coder != "" && each.Coder != own {
			old++
		}
	}
	if old > 0 {
		f.note("readings", look, fmt.Sprintf("%d were made by another version of program, rules or codebook", old), "taking the same files in again (`dateline ingest`) codes them anew; decisions stay")
		return nil
	}
	f.note("readings", well, "all made by this version", "")
	return nil
}
