package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"dateline/internal/record"
)

// addPages adds what is to be read beside the tables: how they were made, what changed, and the acts that occur.
func (b *Book) addPages(files Files, m Manifest, before Files, codebook fs.FS) error {
	found, err := factsOf(files)
	if err != nil {
		return err
	}
	version, shipped, err := codebookVersion(codebook)
	if err != nil {
		return err
	}
	m.codebook = fmt.Sprintf("The codebook has %d acts; the SHA-256 of its files begins with %s. The acts that occur stand in the folder `codebook`.", shipped, version)
	files["methodology.md"] = []byte(b.methodology(m, found))
	if err := addActs(files, codebook, found.acts); err != nil {
		return err
	}
	changes, err := changesPage(m, before, files)
	files["changes.md"] = []byte(changes)
	return err
}

// Each reads a table of a release row by row, as text by column.
func (f Files) Each(name string, take func(map[string]string)) error {
	t, _ := FindTable(name)
	return f.lines(name, func(cell func(string) string) {
		values := map[string]string{}
		for _, c := range t.Columns {
			values[c.Name] = cell(c.Name)
		}
		take(values)
	})
}

// addActs adds the files of the codebook for the acts that occur, and the way to other schemes.
func addActs(files Files, codebook fs.FS, acts map[string]int) error {
	return fs.WalkDir(codebook, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		act, isAct := strings.CutSuffix(path.Base(name), ".md")
		if !(isAct && acts[act] > 0) && name != "crosswalk.tsv" && !strings.HasPrefix(name, "schemes/") {
			return nil
		}
		files["codebook/"+name], err = fs.ReadFile(codebook, name)
		return err
	})
}

// changesPage tells what changed since the release before.
func changesPage(m Manifest, before, now Files) (string, error) {
	var out strings.Builder
	fmt.Fprintf(&out, "# Changes in release %d\n\n", m.Release)
	if m.Note != "" {
		fmt.Fprintf(&out, "%s\n\n", m.Note)
	}
	if before == nil {
		return out.String() + "Nothing came before it, or what came before it was withdrawn.\n", nil
	}
	described := maps.Clone(now)
	described[packageFile] = inLines(m.describe(nil))
	all, err := Compare(before, described)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&out, "Since release %d: %s.\n", m.Release-1, Summary(all))
	for _, c := range all {
		if c.Table == "events" || c.Table == "removed" {
			fmt.Fprintf(&out, "\n- %s %s: %s\n", c.Kind, c.Key, c.Line)
			for _, cell := range c.Cells {
				fmt.Fprintf(&out, "  - %s: %s → %s\n", cell.Column, shown(cell.Old), shown(cell.New))
			}
			for _, cause := range c.Causes {
				fmt.Fprintf(&out, "  - because: %s\n", cause)
			}
		}
	}
	return out.String(), nil
}

// shown writes a cell for people.
func shown(cell any) string {
	if cell == nil || cell == "" {
		return "(empty)"
	}
	return fmt.Sprint(cell)
}

// methodology tells how a release was made, from what it was made by and what it holds.
func (b *Book) methodology(m Manifest, found *facts) string {
	var out bytes.Buffer
	say := func(format string, values ...any) { fmt.Fprintf(&out, format+"\n", values...) }
	c := b.counts
	say("# %s, release %d\n\n%s. %d reports, of which %d tell something that happened; %d accounts of %d events.\n", m.Title, m.Release, m.Date, c.Reports, c.Telling, c.Accounts, c.Events)
	say("## How to read it\n\nA program read the reports, found in each what it tells, and linked accounts of one event. People judged a part of that.\n")
	say("- An empty figure was not reported. 0 was reported: somebody says that there were none.\n- Dead, injured and missing stand apart and are never added up. *low* and *high* keep \"at least\" and \"dozens\".")
	say("- `claims.csv` has every value with who says it and the words; `events.csv` has one value for each field, drawn by a rule.")
	say("- `origins` counts independent sources: copies of one text, outlets of one owner and one speaker quoted by all count once.\n- Texts are not part of this release: quotes, and the hash of each report.\n")
	say("## Sources\n\n%s\n", found.sources())
	say("## What read them\n\n%s\n\n%s\n", found.readBy(), m.codebook)
	say("## Criteria\n\n%s\n", orElse(m.Criteria, "All reports that were taken into the ledger; how they were chosen has not been written down."))
	say("## Rule\n\n%s\n", found.ruleText(m.Rule))
	say("## How far people have looked\n\nPeople accepted or corrected %s of the accounts, and rejected %d more, which are left out. The others are the program's suggestions. Each row says which it is (`review`).\n", share(c.Reviewed, c.Accounts), m.Gaps.Rejected)
	say("%s\n", b.whoJudged())
	say("Agreement between coders: %s\n", orElse(m.Agreement, "no figure was given. Two people have not coded the same reports, or nobody has compared them."))
	say("## Casualties\n\n%s\n", found.casualtiesText())
	say("## Known gaps\n\n%s\n", found.gapsText(m.Gaps))
	say("## People\n\n%s\n", b.people(m))
	say("## Corrections\n\n%s", contactText(m))
	return out.String()
}

// readBy names the versions of the program that read the reports.
func (f *facts) readBy() string {
	lines := []string{"Reports by the version of the program that read them. What stands after + names its models, rules and codebook by their bytes.", ""}
	for _, v := range slices.Sorted(maps.Keys(f.versions)) {
		lines = append(lines, fmt.Sprintf("- `%s` read %d.", v, f.versions[v]))
	}
	return strings.Join(lines, "\n")
}

// codebookVersion names the acts of a codebook by their bytes, and counts them.
func codebookVersion(codebook fs.FS) (version string, acts int, err error) {
	sum := sha256.New()
	err = fs.WalkDir(codebook, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".md" || !strings.Contains(name, "/") {
			return err
		}
		data, err := fs.ReadFile(codebook, name)
		fmt.Fprintf(sum, "%s %d\n", name, len(data))
		sum.Write(data)
		acts++
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:6]), acts, err
}

// whoJudged counts those who judged accounts, under the pseudonyms of the table of decisions.
func (b *Book) whoJudged() string {
	taken := map[string]int{}
	for _, d := range b.log {
		if d.Verb.OnAccounts() || d.Verb == record.Undo {
			taken["Reviewer "+b.key.Code("reviewer", d.By)]++
		}
	}
	if len(taken) == 0 {
		return "Nobody has judged an account yet."
	}
	return fmt.Sprintf("Decisions on accounts and events by person, under the pseudonyms of `decisions.csv`: %s.", counted(taken))
}

func share(part, whole int) string {
	if whole == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d (%.0f %%)", part, whole, 100*float64(part)/float64(whole))
}

// sources lists outlets with their reports.
func (f *facts) sources() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Published from %s to %s; by language: %s.\n\n| outlet | reports |\n|---|---|", orElse(f.first, "?"), orElse(f.last, "?"), counted(f.languages))
	for _, name := range slices.Sorted(maps.Keys(f.outlets)) {
		fmt.Fprintf(&out, "\n| %s | %d |", strings.ReplaceAll(name, "|", "/"), f.outlets[name])
	}
	return out.String()
}

func counted(counts map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", orElse(name, "(none)"), counts[name]))
	}
	return strings.Join(parts, ", ")
}

var ruleAbout = map[string]string{
	"conservative":   "conservative: of values that compete, the least precise and least harmful that is told",
	"informative":    "informative: of values that compete, the most precise and the largest that is told",
	"representative": "representative: of values that compete, the one that most independent origins tell; Indeterminate where none does",
}

func (f *facts) ruleText(rule string) string {
	if rule != "" {
		return "One rule draws the values of all events, " + ruleAbout[rule] + "."
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(f.rules)) {
		lines = append(lines, fmt.Sprintf("- %d events by the rule %s.", f.rules[name], orElse(ruleAbout[name], name)))
	}
	return strings.Join(lines, "\n")
}

// casualtiesText says how many events with dead or missing are told well enough to be counted.
func (f *facts) casualtiesText() string {
	text := fmt.Sprintf("%d events with dead or missing have all that a record of casualties needs (place, date, source, bounds, rule).", f.whole)
	if f.lacking != nil {
		text += fmt.Sprintf(" %d do not, and should not be counted without a look:\n\n%s", len(f.lacking), strings.Join(f.lacking, "\n"))
	}
	return text
}

func (f *facts) gapsText(g Gaps) string {
	lines := []string{fmt.Sprintf("- %d events have no date, %d no position.", f.noDay, f.noPlace), fmt.Sprintf("- %d reports break off, so that what they do not say counts for nothing.", f.short)}
	for _, reason := range slices.Sorted(maps.Keys(g.Quarantined)) {
		lines = append(lines, fmt.Sprintf("- %d reports could not be used: %s.", g.Quarantined[reason], reason))
	}
	if g.Closed > 0 {
		lines = append(lines, fmt.Sprintf("- %d accounts from closed sources are left out.", g.Closed))
	}
	return strings.Join(append(lines, "- What no report tells is not here. Outlets tell more of some places and people than of others."), "\n")
}

func (b *Book) people(m Manifest) string {
	decided := map[string]int{}
	for _, f := range b.Findings() {
		if f.Decided > 0 && f.Shown() > 0 {
			decided[string(f.Kind)+" "+string(f.Way)]++
		}
	}
	text := "Private people have pseudonyms (\"Person 3F7KQ2A\"), the same in all releases; a name of one word is a person of its report only. Minors are never named, and their ages stand in bands. "
	text += fmt.Sprintf("Places are no more precise than %s, camps and shelters than %s.", m.Ceiling, m.Inhabited)
	if len(decided) > 0 {
		text += "\n\nBefore the release people decided what would be shown of: " + counted(decided) + "."
	}
	return text
}

func contactText(m Manifest) string {
	if m.Contact == "" {
		return "No contact was given. Whoever is named in a report, or knows better, has nobody to turn to: give one with the next release.\n"
	}
	return "Whoever finds a mistake, or is told of here and objects, writes to " + m.Contact + ". Corrections appear in the next release, in changes.md and removed.csv.\n"
}
