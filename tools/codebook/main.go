// Command codebook writes doc/codebook.md: every act of the codebook on one page, with its definition, its boundaries, its way to
// the schemes of others and its examples.
//
// usage: go run ./tools/codebook > doc/codebook.md    (or go generate ./codebook)
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"dateline/codebook"
	"dateline/internal/rule"
	"dateline/internal/syntax"
	"dateline/internal/text"
	"dateline/rules"
)

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "codebook:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	books := map[text.Language]*rule.Book{}
	for _, language := range syntax.Languages {
		book, err := rule.Load(rules.FS, language)
		if err != nil {
			return err
		}
		books[language] = book
	}
	acts, err := rule.LoadCodebook(codebook.FS, books)
	if err != nil {
		return err
	}
	ways, err := crosswalk(codebook.FS)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	write(&page, acts, ways)
	_, err = page.WriteTo(w)
	return err
}

// way is a row of the crosswalk: from an act to a code of another scheme.
type way struct{ condition, scheme, code, mode, grade string }

// crosswalk reads the ways of all acts.
func crosswalk(fsys fs.FS) (map[string][]way, error) {
	data, err := fs.ReadFile(fsys, "crosswalk.tsv")
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = '\t', '#', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	ways := map[string][]way{}
	for _, row := range rows[1:] {
		if len(row) >= 8 && row[4] != "" {
			ways[row[0]] = append(ways[row[0]], way{row[1], row[2], row[4], row[5], row[7]})
		}
	}
	return ways, nil
}

const opening = `# The codebook

The acts that Dateline codes, by group. This page is made from the files of ` + "`codebook/`" + ` (` + "`go generate ./codebook`" + `); a test fails when
it is not up to date. In the examples ‹ › stand around the words that tell the act.

`

func write(w io.Writer, acts *rule.Codebook, ways map[string][]way) {
	fmt.Fprint(w, opening)
	contents(w, acts)
	group := ""
	for _, a := range acts.Acts {
		if a.Group != group {
			group = a.Group
			fmt.Fprintf(w, "## %s\n\n", capital(group))
		}
		entry(w, a, ways[a.Name])
	}
}

// contents lists the acts of each group on a line.
func contents(w io.Writer, acts *rule.Codebook) {
	fmt.Fprint(w, "| group | acts |\n|---|---|\n")
	names := map[string][]string{}
	var groups []string
	for _, a := range acts.Acts {
		if !slices.Contains(groups, a.Group) {
			groups = append(groups, a.Group)
		}
		names[a.Group] = append(names[a.Group], "["+a.Name+"](#"+a.Name+")")
	}
	for _, g := range groups {
		fmt.Fprintf(w, "| %s | %s |\n", g, strings.Join(names[g], " · "))
	}
	fmt.Fprintln(w)
}

func entry(w io.Writer, a *rule.Act, ways []way) {
	fmt.Fprintf(w, "### %s\n\n", a.Name)
	if a.Parent != "" {
		fmt.Fprintf(w, "A kind of [%s](#%s). ", a.Parent, a.Parent)
	}
	fmt.Fprintf(w, "%s\n\n", strings.TrimSpace(a.Definition))
	for _, part := range []struct{ title, body string }{{"Counts", a.Counts}, {"Does not count", a.DoesNotCount}} {
		if body := strings.TrimSpace(part.body); body != "" {
			fmt.Fprintf(w, "%s:\n\n%s\n\n", part.title, body)
		}
	}
	fmt.Fprintf(w, "Roles: %s.%s\n\n", strings.Join(a.Roles, ", "), elsewhere(ways))
	for _, language := range syntax.Languages {
		yes, no := a.Examples(language)
		examples(w, string(language)+" yes", yes)
		examples(w, string(language)+" no", no)
	}
	fmt.Fprintln(w)
}

// elsewhere says what the act is in other schemes, as the first row of each that gives a code without a condition, or with one.
func elsewhere(ways []way) string {
	var parts []string
	seen := map[string]bool{}
	for _, y := range ways {
		key := y.scheme + y.code + y.mode
		if seen[key] {
			continue
		}
		seen[key] = true
		name := y.scheme + " " + y.code
		if y.mode != "" {
			name += " " + y.mode
		}
		if y.condition != "" {
			name += " where " + y.condition
		}
		parts = append(parts, name+" ("+y.grade+")")
	}
	if len(parts) == 0 {
		return " No code of another scheme fits."
	}
	return " Elsewhere: " + strings.ReplaceAll(strings.Join(parts, "; "), "|", " or ") + "."
}

func examples(w io.Writer, label string, all []string) {
	for _, e := range all {
		fmt.Fprintf(w, "- %s: %s\n", label, e)
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
