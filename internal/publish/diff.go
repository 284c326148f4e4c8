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

// causes says why a row is not what it was: reports that came or went, decisions, another coder, another rule.
func (d comparison) causes(t Table, row sheet.Row, c Change) []string {
	var causes []string
	events := map[string]bool{}
	if c.Event != "" {
		events[c.Event] = true
	}
	report, account := t.cell(row, "report_id"), t.cell(row, "account_id")
	for _, e := range []*edition{d.a, d.b} {
		for _, name := range []string{report, account} {
			if c.Event == "" || name == account {
				maps.Copy(events, e.events[name])
			}
		}
	}
	reports, accounts := d.around(events)
	if report != "" {
		reports[report] = true
	}
	if t.Name == "removed" {
		accounts[t.cell(row, "id")], reports[t.cell(row, "id")] = true, true
	}
	causes = append(causes, d.decided(accounts, reports)...)
	causes = append(causes, d.cameAndWent(reports)...)
	causes = append(causes, d.madeOtherwise(reports)...)
	if len(causes) == 0 {
		causes = append(causes, d.elsewhere()...)
	}
	return causes
}

// around gives the reports and accounts of events, and of the events that share accounts with them in the other release.
func (d comparison) around(events map[string]bool) (reports, accounts map[string]bool) {
	reports, accounts = map[string]bool{}, map[string]bool{}
	for range 2 {
		for event := range events {
			for _, e := range []*edition{d.a, d.b} {
				maps.Copy(reports, e.reports[event])
				maps.Copy(accounts, e.accounts[event])
			}
		}
		for account := range accounts {
			for _, e := range []*edition{d.a, d.b} {
				maps.Copy(events, e.events[account])
			}
		}
	}
	return reports, accounts
}

// decided names the decisions on accounts and reports, and those that bear on all.
func (d comparison) decided(accounts, reports map[string]bool) (causes []string) {
	for _, one := range d.taken {
		about := one.subjects == "" && one.verb == "choose"
		for _, s := range strings.Split(one.subjects, "; ") {
			about = about || accounts[s] || reports[s]
		}
		if about {
			causes = append(causes, one.String())
		}
	}
	return causes
}

func (one decision) String() string {
	s := fmt.Sprintf("decision %d: %s", one.number, one.verb)
	if one.field != "" {
		s += " " + one.field
	}
	switch {
	case one.verb == "redact":
	case one.old != "":
		s += " from " + one.old + " to " + one.new
	case one.new != "":
		s += " " + one.new
	}
	if one.why != "" {
		s += " (" + one.why + ")"
	}
	return s
}

// cameAndWent names the reports that only one of the releases has.
func (d comparison) cameAndWent(reports map[string]bool) (causes []string) {
	t, _ := FindTable("reports")
	for _, id := range slices.Sorted(maps.Keys(reports)) {
		old, new := d.a.tables["reports"][id], d.b.tables["reports"][id]
		switch {
		case old == nil && new != nil:
			causes = append(causes, "new report: "+t.describe(new))
		case old != nil && new == nil:
			causes = append(causes, "report gone: "+t.describe(old))
		}
	}
	return causes
}

// describe names a report for people.
func (t Table) describe(row sheet.Row) string {
	var parts []string
	for _, name := range []string{"outlet", "published", "title"} {
		if s := t.cell(row, name); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ") + " (" + t.cell(row, "report_id")[:min(19, len(t.cell(row, "report_id")))] + ")"
}

// madeOtherwise names what made the releases differently: the coder of a report, the rule, the ceilings.
func (d comparison) madeOtherwise(reports map[string]bool) (causes []string) {
	t, _ := FindTable("reports")
	for _, id := range slices.Sorted(maps.Keys(reports)) {
		old, new := d.a.tables["reports"][id], d.b.tables["reports"][id]
		if old != nil && new != nil && t.cell(old, "coder") != t.cell(new, "coder") {
			causes = append(causes, "read again by version "+t.cell(new, "coder")+" in place of "+t.cell(old, "coder"))
			break
		}
	}
	for _, s := range []struct{ what, old, new string }{
		{"rule of aggregation", d.a.manifest.Rule, d.b.manifest.Rule},
		{"ceiling of places", string(d.a.manifest.Ceiling), string(d.b.manifest.Ceiling)},
		{"ceiling of camps and shelters", string(d.a.manifest.Inhabited), string(d.b.manifest.Inhabited)},
	} {
		if s.old != s.new {
			causes = append(causes, fmt.Sprintf("the %s is %s in place of %s", s.what, orElse(s.new, "as chosen"), orElse(s.old, "as chosen")))
		}
	}
	return causes
}

// elsewhere is what is left where nothing near a row changed: decisions of the harm check bear on all reports that a name stands in, and new
// reports may tell more of a person, or link events.
func (d comparison) elsewhere() (causes []string) {
	for _, one := range d.taken {
		if one.verb == "gate" || one.verb == "same-person" || one.verb == "different-person" || one.verb == "relate" {
			causes = append(causes, one.String())
		}
	}
	came := 0
	for id := range d.b.tables["reports"] {
		if d.a.tables["reports"][id] == nil {
			came++
		}
	}
	if came > 0 {
		causes = append(causes, fmt.Sprintf("%d new reports elsewhere in the ledger: they link other events, or tell more of the people named here", came))
	}
	if len(causes) == 0 {
		causes = []string{"another version of the program draws it otherwise"}
	}
	return causes
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
