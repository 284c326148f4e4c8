// Package scheme gives accounts their codes in the coding schemes that others use: PLOVER, CAMEO, ACLED and more. What each act becomes in
// each scheme stands in the crosswalk of the codebook, a table that anybody can read and change (doc/rules.md), and never in here.
package scheme

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/text"
)

// Table is the crosswalk from acts to schemes. It is safe for use by several goroutines.
type Table struct {
	schemes []*list
	rows    map[string]map[string][]row // by scheme and act; the act anyAct has the rows that change what the act's own rows gave
}

// The parts of a codebook's folder that are read here.
const (
	mainFile = "crosswalk.tsv"   // what ships with the program
	ownFiles = "crosswalk-*.tsv" // what a user adds: for the acts and schemes that they name, they stand in place of those of mainFile
	lists    = "schemes/*.tsv"   // the codes that each scheme has
)

// Read reads the crosswalk and the lists of codes in a codebook's folder; without any the Table gives no codes. The error is rule.Mistakes when
// files could be read but are not right: a code that its scheme does not have, an act that the codebook does not have.
func Read(fsys fs.FS, acts *rule.Codebook) (*Table, error) {
	t := &Table{rows: map[string]map[string][]row{}}
	r := &reader{table: t, acts: acts}
	for _, pattern := range []string{lists, ownFiles, mainFile} {
		files, err := matching(fsys, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("read crosswalk: %w", err)
			}
			r.read(name, data, pattern == lists)
		}
	}
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	return t, nil
}

// matching lists the files of a folder whose names match, in order. A folder that is not there has none.
func matching(fsys fs.FS, pattern string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, path.Dir(pattern))
	if err != nil && path.Dir(pattern) != "." {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		name := path.Join(path.Dir(pattern), e.Name())
		if ok, _ := path.Match(pattern, name); ok && !e.IsDir() {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, cmp.Compare)
	return names, err
}

// Codes returns the codes of each account of a document: for every scheme at least one, which has grade none, no code and the reason where
// nothing fits.
func (t *Table) Codes(d *text.Document, accounts []record.Account) [][]record.Code {
	all := make([][]record.Code, len(accounts))
	var known []answer
	for i := range accounts {
		known = known[:0]
		v := view{d: d, accounts: accounts, at: i, Account: &accounts[i], known: &known}
		for _, s := range t.schemes {
			all[i] = append(all[i], t.inScheme(s, v)...)
		}
	}
	return all
}

// anyAct stands in the column of the act for rows that hold for all.
const anyAct = "*"

// inScheme returns the codes of one account in one scheme.
func (t *Table) inScheme(s *list, v view) []record.Code {
	own, settled := first(t.rows[s.name][v.Act], v)
	if len(own) == 0 {
		why := "the crosswalk has no row for " + v.Act
		if len(t.rows[s.name][v.Act]) > 0 {
			why = "no row of the crosswalk fits this " + v.Act
		}
		return []record.Code{{Scheme: s.name, Version: s.version, Grade: None, Note: why}}
	}
	var codes []record.Code
	for _, r := range own {
		code := s.code(r)
		if !settled && code.Grade != None {
			code = t.changed(s, v, code)
		}
		codes = append(codes, code)
	}
	return codes
}

// changed is the code that an account keeps once it is known whether the act took place: an attack that is threatened is a threat.
func (t *Table) changed(s *list, v view, code record.Code) record.Code {
	v.code = &code
	found, _ := first(t.rows[s.name][anyAct], v)
	if len(found) == 0 || found[0].code == keep {
		return code
	}
	other := s.code(found[0])
	if other.Contexts == nil && other.Grade != None {
		other.Contexts = code.Contexts
	}
	return other
}

// first returns the first row that holds, with those after it that have the same condition: they are given together. Settled reports whether
// the condition itself asks whether the act took place, so that nothing is left to change.
func first(rows []row, v view) (found []row, settled bool) {
	for i, r := range rows {
		if !r.condition.holds(v) {
			continue
		}
		last := i + 1
		for last < len(rows) && rows[last].asks == r.asks {
			last++
		}
		return rows[i:last], r.condition.asksWhether()
	}
	return nil, false
}
