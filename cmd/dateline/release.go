package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/publish"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// release holds the flags of `dateline release`.
type release struct {
	public           publicFlags
	manifest         publish.Manifest
	out, by, why     string
	decide           []string
	check, json, dry bool
	all              bool
	rebuild          int
}

func newRelease() *cobra.Command {
	var f release
	c := &cobra.Command{
		Use:   "release",
		Short: "Publish the ledger as a numbered package, after a check for harm",
		Long: "Makes the next release: a folder releases/N beside the ledger with tables, their description (Frictionless Data Package), hashes, methodology, the\n" +
			"acts used and what changed. A release is logged, never altered, and its events keep their ids for good.\n\n" +
			"It is refused while a finding of the harm check is open. --check lists the findings, --decide takes decisions about them:\n" +
			"  coarsen   a pseudonym for a name, a wider place for a camp, \"[few people]\" for a small cell\n" +
			"  hide      a note that something is withheld\n" +
			"  keep      as it is; never of a minor's name",
		Example: "  dateline release --check\n  dateline release --decide person:3F7KQ2A=keep --why 'speaks for the union' --decide health=hide\n  dateline release --note 'first release' --contact corrections@example.org",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return f.run(c) },
	}
	flags := c.Flags()
	f.public.add(flags)
	flags.BoolVar(&f.check, "check", false, "list what could harm people, and what was decided about it; status 1 while something is open")
	flags.BoolVar(&f.all, "all", false, "of --check: list too what no row would show")
	flags.BoolVar(&f.json, "json", false, "of --check: print JSON, a line for each finding")
	flags.StringArrayVar(&f.decide, "decide", nil, "KEY=WAY: decide about a finding; with the name of a kind as KEY about all that are open of it")
	flags.StringVar(&f.why, "why", "", "the reason of --decide, which is needed")
	flags.StringVar(&f.by, "by", "", "who decides or releases; your user name where it is not given")
	flags.StringVar(&f.manifest.Note, "note", "", "what is to be said of this release")
	flags.StringVar(&f.manifest.Title, "title", "", "the title of the data; else that of the last release")
	flags.StringVar(&f.manifest.Author, "author", "", "who is to be cited; else as in the last release")
	flags.StringVar(&f.manifest.Contact, "contact", "", "a mail address or a page for corrections and objections; else that of the last release")
	flags.StringVar(&f.manifest.License, "license", "", "the licence of the data, as SPDX names it; else that of the last release")
	flags.StringVar(&f.manifest.Criteria, "criteria", "", "how the reports were chosen, for the page on methodology")
	flags.StringVar(&f.manifest.Agreement, "agreement", "", "how far coders agree, for the page on methodology; what the last closed round of blind coding found where it is not given")
	flags.StringVar(&f.out, "out", "", "the folder of the release; else releases/N beside the ledger")
	flags.BoolVar(&f.dry, "dry-run", false, "only say what would be released")
	flags.IntVar(&f.rebuild, "rebuild", 0, "write this release again, byte for byte")
	return c
}

func (f *release) run(c *cobra.Command) error {
	if f.rebuild > 0 {
		return f.again(c)
	}
	options, err := f.public.options()
	if err != nil {
		return err
	}
	options.ShortFile = true
	l, b, err := f.public.open(c.ErrOrStderr(), options)
	if err != nil {
		return err
	}
	defer l.Close()
	if is, err := f.interrupted(c.OutOrStdout(), l); is || err != nil {
		return err
	}
	switch {
	case len(f.decide) > 0:
		return f.decideAll(c.OutOrStdout(), l, b)
	case f.check:
		return f.list(c.OutOrStdout(), b)
	}
	if open := b.Open(); len(open) > 0 {
		printFindings(c.ErrOrStderr(), open)
		fmt.Fprintf(c.ErrOrStderr(), "dateline: no release: %d findings of the harm check are open; decide them with `dateline release --decide KEY=WAY --why REASON`\n", len(open))
		return errPartly
	}
	return f.make(c.OutOrStdout(), l, b)
}

// interrupted finishes the release that a killed process logged, and reports whether there was one to finish.
func (f *release) interrupted(w io.Writer, l *ledger.Ledger) (bool, error) {
	if f.check || f.dry || len(f.decide) > 0 {
		return false, nil
	}
	all, err := publish.Releases(l)
	if err != nil {
		return false, err
	}
	folder := f.folder(l, len(all))
	is, err := publish.Finish(l, len(all), folder)
	if err == nil && is {
		_, err = fmt.Fprintf(w, "release %d was logged when its program was stopped; it is whole now, in %s. Say `dateline release` again for another\n", len(all), shown(folder))
	}
	return is, err
}

// make builds and logs the next release.
func (f *release) make(w io.Writer, l *ledger.Ledger, b *publish.Book) error {
	at := l.Now()
	if f.manifest.Agreement == "" {
		if err := l.Read(func(r store.Reader) (err error) { f.manifest.Agreement, err = round.Summary(r); return err }); err != nil {
			return err
		}
	}
	m, files, err := b.Draft(f.manifest, at, codebook.FS)
	if err != nil {
		return err
	}
	folder := f.folder(l, m.Release)
	if f.dry {
		_, err := fmt.Fprintf(w, "release %d would be made in %s: %s; hash %s\n", m.Release, shown(folder), counts(b), files.Hash())
		return err
	}
	d, err := b.Release(m, files, whoever(f.by), at, folder)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "release %d, decision %d: %s\nin %s, hash %s\n", m.Release, d.Seq, counts(b), shown(folder), files.Hash())
	return err
}

func (f *release) folder(l *ledger.Ledger, number int) string {
	if f.out != "" {
		return f.out
	}
	return releaseFolder(l, number)
}

const releasesFolder = "releases"

// releaseFolder is where a release is written unless its user says otherwise.
func releaseFolder(l *ledger.Ledger, number int) string {
	return filepath.Join(l.Folder(), releasesFolder, strconv.Itoa(number))
}

func counts(b *publish.Book) string {
	c := b.Counts()
	return fmt.Sprintf("%d events, %d accounts, %d reports (%d tell an event); %d of %d accounts reviewed", c.Events, c.Accounts, c.Reports, c.Telling, c.Reviewed, c.Accounts)
}

// again writes a release that was made: drawn anew where the ledger still gives the same, else from the copy it keeps.
func (f *release) again(c *cobra.Command) error {
	l, err := f.public.ledger.open()
	if err != nil {
		return err
	}
	defer l.Close()
	kept, err := publish.Released(l, f.rebuild)
	if err != nil {
		return err
	}
	drawn, err := f.drawnAgain(c, kept)
	if err != nil {
		return err
	}
	how := "drawn again from reports and decisions, the same byte for byte"
	if drawn.Hash() != kept.Hash() {
		how = fmt.Sprintf("from the copy that the ledger keeps: what it holds has changed since, as `dateline diff %d now` says", f.rebuild)
	}
	folder := f.folder(l, f.rebuild)
	if !f.dry {
		if err := kept.Save(folder); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "release %d in %s, %s; hash %s\n", f.rebuild, shown(folder), how, kept.Hash())
	return err
}

// drawnAgain builds a release from the reports and decisions that it knew.
func (f *release) drawnAgain(c *cobra.Command, kept publish.Files) (publish.Files, error) {
	m, options, err := kept.Inputs()
	if err != nil {
		return nil, err
	}
	l, b, err := f.public.open(c.ErrOrStderr(), options)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	before, err := publish.Before(l, m.Release)
	if err != nil {
		return nil, err
	}
	return b.Build(m, before, codebook.FS)
}

// decideAll logs what --decide says, each finding by itself.
func (f *release) decideAll(w io.Writer, l *ledger.Ledger, b *publish.Book) error {
	if err := needReason("a decision about a finding", f.why); err != nil {
		return err
	}
	var findings []*gate.Finding
	var decisions []record.Decision // all are checked before the first is logged
	for _, one := range f.decide {
		key, way, ok := strings.Cut(one, "=")
		if !ok {
			return useError{fmt.Errorf("want KEY=WAY, have %q", one)}
		}
		chosen, err := b.Choose(key, gate.Way(way))
		if err != nil {
			return useError{err}
		}
		for _, finding := range chosen {
			findings = append(findings, finding)
			decisions = append(decisions, publish.Judge(finding, gate.Way(way), whoever(f.by), f.why))
		}
	}
	if !f.dry {
		var err error
		if decisions, err = l.DecideAll(decisions); err != nil {
			return err
		}
	}
	for i, d := range decisions {
		number := fmt.Sprintf("decision %d", d.Seq)
		if f.dry {
			number = "would be decided"
		}
		if _, err := fmt.Fprintf(w, "%s: %s %s %s\n", number, d.New, d.Field, strconv.Quote(findings[i].Words)); err != nil {
			return err
		}
	}
	return nil
}

// list prints the findings.
func (f *release) list(w io.Writer, b *publish.Book) error {
	all := b.Findings()
	open := 0
	var listed []*gate.Finding
	for _, finding := range all {
		if finding.Open() {
			open++
		}
		if f.all || finding.Shown() > 0 {
			listed = append(listed, finding)
		}
	}
	if f.json {
		for _, finding := range listed {
			if err := json.NewEncoder(w).Encode(findingJSON(finding)); err != nil {
				return err
			}
		}
	} else {
		printFindings(w, listed)
		fmt.Fprintf(w, "%d findings, %d open; %d more stand in reports but in no row (--all)\n", len(listed), open, len(all)-len(listed))
	}
	if open > 0 {
		return errPartly
	}
	return nil
}

// findingJSON names a finding as JSON does.
func findingJSON(f *gate.Finding) map[string]any {
	places := []map[string]any{}
	for _, p := range f.Places {
		places = append(places, map[string]any{"report_id": p.Report, "file": p.File, "start": p.Start, "end": p.End, "rows": p.Rows.Tables()})
	}
	return map[string]any{
		"key": f.Key, "kind": f.Kind, "words": f.Words, "why": f.Why, "ways": f.Ways(), "way": f.Way, "open": f.Open(), "decision": f.Decided, "by": f.By, "reason": f.Reason,
		"rows": f.Tables(), "places": places,
	}
}

// printFindings prints findings for people: kind by kind, with the key, the words, the rows that would show them and the reports.
func printFindings(w io.Writer, all []*gate.Finding) {
	title := ""
	for _, f := range all {
		state := "open"
		switch {
		case f.Decided > 0:
			state = "decided"
		case !f.Open():
			state = "in no row"
		}
		if heading := state + ": " + string(f.Kind) + " (" + joinWays(f.Ways()) + ")"; heading != title {
			title = heading
			fmt.Fprintf(w, "\n%s\n", title)
		}
		fmt.Fprintf(w, "  %s  %s\n", f.Key, strconv.Quote(excerpt(f.Words)))
		if f.Why != "" {
			fmt.Fprintf(w, "      %s\n", f.Why)
		}
		fmt.Fprintf(w, "      %s\n", where(f))
		if f.Decided > 0 {
			fmt.Fprintf(w, "      %s, decision %d by %s (%s)\n", f.Way, f.Decided, f.By, f.Reason)
		}
	}
	if len(all) > 0 {
		fmt.Fprintln(w)
	}
}

func joinWays(ways []gate.Way) string {
	names := make([]string, len(ways))
	for i, way := range ways {
		names[i] = string(way)
	}
	return strings.Join(names, ", ")
}

// wordsShown is how much of long words is shown in a list.
const wordsShown = 90

func excerpt(s string) string {
	if r := []rune(s); len(r) > wordsShown {
		return string(r[:wordsShown]) + "…"
	}
	return s
}

// where says which rows would show a finding, and which reports it stands in.
func where(f *gate.Finding) string {
	var parts []string
	tables := f.Tables()
	for _, name := range []string{"reports", "accounts", "claims", "harm", "quotes"} {
		if n := tables[name]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", name, n))
		}
	}
	rows := "no row"
	if parts != nil {
		rows = strings.Join(parts, ", ")
	}
	files := f.Files()
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return rows + "; in " + strings.Join(files, ", ")
}
