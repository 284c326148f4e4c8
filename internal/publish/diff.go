package publish

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/publish/sheet"
)

// Kind says what became of a row.
type Kind string

// What becomes of a row between two releases.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Change is a row that two releases have differently, and why.
type Change struct {
	Table  string   `json:"table"`
	Kind   Kind     `json:"change"`
	Key    string   `json:"key"` // of the row
	Event  string   `json:"event,omitempty"`
	Line   string   `json:"line,omitempty"` // the event in a sentence, from events
	Cells  []Cell   `json:"cells,omitempty"`
	Causes []string `json:"because"`
}

// Cell is a value that changed.
type Cell struct {
	Column string `json:"column"`
	Old    any    `json:"old"`
	New    any    `json:"new"`
}

// edition is a release opened for comparing.
type edition struct {
	manifest Manifest
	tables   map[string]map[string]sheet.Row // by key
	events   map[string]map[string]bool      // the events of each account and report
	reports  map[string]map[string]bool      // the reports of each event
	accounts map[string]map[string]bool      // the accounts of each event
}

// compared are the tables that are compared: the others say nothing that these do not.
var compared = []string{"events", "accounts", "claims", "harm", "quotes", "relations", "reports", "removed"}

// Compare gives the rows that differ between two releases, table by table, each with its causes.
func Compare(before, after Files) ([]Change, error) {
	a, err := before.open()
	if err != nil {
		return nil, err
	}
	b, err := after.open()
	if err != nil {
		return nil, err
	}
	d := comparison{a, b, nil}
	if d.taken, err = after.decisionsAfter(a.manifest.Decisions); err != nil {
		return nil, err
	}
	var all []Change
	for _, name := range compared {
		all = append(all, d.table(name)...)
	}
	return all, nil
}

func (f Files) open() (*edition, error) {
	m, err := f.Manifest()
	if err != nil {
		return nil, err
	}
	e := &edition{m, map[string]map[string]sheet.Row{}, map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}}
	for _, name := range compared {
		t, _ := FindTable(name)
		rows, err := f.Rows(t)
		if err != nil {
			return nil, err
		}
		e.tables[name] = map[string]sheet.Row{}
		for _, row := range rows {
			e.enter(t, row)
		}
	}
	return e, nil
}

// enter files a row under its key. Rows that have the same are numbered, in their order.
func (e *edition) enter(t Table, row sheet.Row) {
	key := t.keyOf(row)
	for n := 2; e.tables[t.Name][key] != nil; n++ {
		key = fmt.Sprintf("%s (%d)", t.keyOf(row), n)
	}
	e.tables[t.Name][key] = row
	if t.Name == "accounts" {
		event, account, report := t.cell(row, "event_id"), t.cell(row, "account_id"), t.cell(row, "report_id")
		put(e.events, account, event)
		put(e.events, report, event)
		put(e.reports, event, report)
		put(e.accounts, event, account)
	}
}

func put(in map[string]map[string]bool, key, value string) {
	if in[key] == nil {
		in[key] = map[string]bool{}
	}
	in[key][value] = true
}

// keyOf names a row by the columns of its key; one without a key by what it tells of and where it stands.
func (t Table) keyOf(row sheet.Row) string {
	key := t.Key
	if len(key) == 0 {
		for _, name := range []string{"id", "account_id", "field", "kind", "start", "value"} {
			if t.has(name) {
				key = append(key, name)
			}
		}
	}
	parts := make([]string, len(key))
	for i, name := range key {
		parts[i] = t.cell(row, name)
	}
	return strings.Join(parts, " ")
}

func (t Table) has(name string) bool {
	return slices.ContainsFunc(t.Columns, func(c sheet.Column) bool { return c.Name == name })
}

// cell writes the cell of a column.
func (t Table) cell(row sheet.Row, name string) string {
	for i, c := range t.Columns {
		if c.Name == name && row[i] != nil {
			return fmt.Sprint(row[i])
		}
	}
	return ""
}

// decision is a row of decisions.
type decision struct {
	number                                   int64
	verb, field, old, new, why, by, subjects string
}

func (f Files) decisionsAfter(last int64) (all []decision, err error) {
	t, _ := FindTable("decisions")
	rows, err := f.Rows(t)
	for _, row := range rows {
		n, _ := row[0].(int64)
		if n > last {
			all = append(all, decision{n, t.cell(row, "verb"), t.cell(row, "field"), t.cell(row, "old"), t.cell(row, "new"), t.cell(row, "why"), t.cell(row, "by"), t.cell(row, "subjects")})
		}
	}
	return all, err
}

// comparison is two releases side by side, with the decisions taken between them.
type comparison struct {
	a, b  *edition
	taken []decision
}

func (d comparison) table(name string) (all []Change) {
	t, _ := FindTable(name)
	keys := map[string]bool{}
	for key := range d.a.tables[name] {
		keys[key] = true
	}
	for key := range d.b.tables[name] {
		keys[key] = true
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		old, new := d.a.tables[name][key], d.b.tables[name][key]
		c := Change{Table: name, Key: key}
		switch {
		case old == nil:
			c.Kind = Added
		case new == nil:
			c.Kind = Removed
		default:
			if c.Cells = t.differences(old, new); len(c.Cells) == 0 {
				continue
			}
			c.Kind = Changed
		}
		row := new
		if row == nil {
			row = old
		}
		c.Event = t.cell(row, "event_id")
		c.Line = d.line(c.Event)
		c.Causes = d.causes(t, row, c)
		all = append(all, c)
	}
	return all
}

func (t Table) differences(old, new sheet.Row) (cells []Cell) {
	for i := range t.Columns {
		if old[i] != new[i] {
			cells = append(cells, Cell{t.Columns[i].Name, old[i], new[i]})
		}
	}
	return cells
}

// line tells of an event in a sentence.
func (d comparison) line(event string) string {
	t, _ := FindTable("events")
	for _, e := range []*edition{d.b, d.a} {
		if row := e.tables["events"][event]; row != nil {
			return t.cell(row, "line")
		}
	}
	return ""
}

// Summary counts changes by table.
func Summary(all []Change) string {
	if len(all) == 0 {
		return "nothing changed"
	}
	counts := map[string]map[Kind]int{}
	for _, c := range all {
		if counts[c.Table] == nil {
			counts[c.Table] = map[Kind]int{}
		}
		counts[c.Table][c.Kind]++
	}
	var parts []string
	for _, name := range compared {
		var kinds []string
		for _, kind := range []Kind{Added, Removed, Changed} {
			if n := counts[name][kind]; n > 0 {
				kinds = append(kinds, fmt.Sprintf("%d %s", n, kind))
			}
		}
		if kinds != nil {
			parts = append(parts, name+": "+strings.Join(kinds, ", "))
		}
	}
	return strings.Join(parts, "; ")
}
