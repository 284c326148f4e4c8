package publish

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"dateline/internal/link"
	"dateline/internal/publish/sheet"
	"dateline/internal/store"
)

// Manifest is what a release was made by: with it and the same reports and decisions it comes out the same, byte for byte.
type Manifest struct {
	Release   int     `json:"release"`
	Date      string  `json:"date"`      // of the decision that made it
	Decisions int64   `json:"decisions"` // the last one that it knows
	Rule      string  `json:"rule"`      // of aggregation; empty: as chosen for the ledger and each event
	Ceiling   Ceiling `json:"ceiling"`
	Inhabited Ceiling `json:"inhabited"`
	Title     string  `json:"title"`
	Author    string  `json:"author,omitempty"`
	Contact   string  `json:"contact,omitempty"`
	License   string  `json:"license,omitempty"`
	Note      string  `json:"note,omitempty"`
	Criteria  string  `json:"criteria,omitempty"`
	Agreement string  `json:"agreement,omitempty"`
	Gaps      Gaps    `json:"gaps"`

	codebook string // what its page on methodology says of the acts
}

// Gaps is what a ledger could not read.
type Gaps struct {
	Quarantined map[string]int `json:"quarantined"` // reports by reason
	Closed      int            `json:"closed"`      // accounts of closed sources
	Rejected    int            `json:"rejected"`    // accounts that people rejected
}

// Files is the files of a release by name.
type Files map[string][]byte

// Names gives the names in order.
func (f Files) Names() []string { return slices.Sorted(maps.Keys(f)) }

// packageFile describes a release (Frictionless Data Package).
const packageFile = "datapackage.json"

// Manifest reads what a release was made by.
func (f Files) Manifest() (m Manifest, err error) {
	var described struct {
		Dateline *Manifest `json:"dateline"`
	}
	described.Dateline = &m
	if err := json.Unmarshal(f[packageFile], &described); err != nil {
		return m, fmt.Errorf("read %s: %w", packageFile, err)
	}
	return m, nil
}

// Inputs gives what a release is drawn from again: the reports and decisions that it knew, and its settings.
func (f Files) Inputs() (m Manifest, o Options, err error) {
	if m, err = f.Manifest(); err != nil {
		return m, o, err
	}
	o = Options{Rule: link.Rule(m.Rule), Ceiling: m.Ceiling, Inhabited: m.Inhabited, UpTo: m.Decisions, ShortFile: true, Only: map[string]bool{}}
	if o.UpTo == 0 {
		o.UpTo = -1
	}
	return m, o, f.lines("reports", func(cell func(string) string) { o.Only[cell("report_id")] = true })
}

// Rows reads a table of a release.
func (f Files) Rows(t Table) (rows []sheet.Row, err error) {
	data, is := f[t.Name+".csv"]
	if !is {
		return nil, fmt.Errorf("%s is no table of this release", t.Name)
	}
	err = sheet.Read(bytes.NewReader(data), sheet.CSV, t.Columns, func(r sheet.Row) error { rows = append(rows, r); return nil })
	return rows, err
}

// Write writes a table of a release in another format.
func (f Files) Write(t Table, w *sheet.Meter, format sheet.Format) (sheet.Tally, error) {
	rows, err := f.Rows(t)
	if err != nil {
		return sheet.Tally{}, err
	}
	out, err := sheet.New(w, format, t.Columns)
	for _, r := range rows {
		if err == nil {
			err = out.Write(r)
		}
	}
	if err == nil {
		err = out.Close()
	}
	return w.Tally(len(rows)), err
}

// Build makes the files of a release. Before is the release before it; nil for the first.
func (b *Book) Build(m Manifest, before Files, codebook fs.FS) (Files, error) {
	if err := b.count(); err != nil {
		return nil, err
	}
	files := Files{}
	described, err := b.writeOwn(files)
	if err != nil {
		return nil, err
	}
	if err := b.addPages(files, m, before, codebook); err != nil {
		return nil, err
	}
	files["CITATION.cff"] = []byte(m.citation())
	files[packageFile] = inLines(m.describe(described))
	files[sumsFile] = files.sums()
	return files, nil
}

// writeOwn writes our own tables, and describes them. Events are opened once for all tables.
func (b *Book) writeOwn(files Files) (described []object, err error) {
	tables := Tables()[:own]
	data, out := make([]bytes.Buffer, len(tables)), make([]*writing, len(tables))
	for i, t := range tables {
		out[i] = t.begin(b, sheet.NewMeter(&data[i]), sheet.CSV)
	}
	err = b.drawn(func(c *Case) (rows []byte, err error) {
		for i, t := range tables {
			if t.perCase != nil && err == nil {
				err = t.perCase(c, func(row sheet.Row) error {
					rows = row.Append(append(rows, byte(i)))
					return t.closed(b, row)
				})
			}
		}
		return rows, err
	}, func(rows []byte) error {
		for len(rows) > 0 {
			row, rest, err := sheet.Unpack(rows[1:])
			if err == nil {
				err = out[rows[0]].pass(row)
			}
			if err != nil {
				return err
			}
			rows = rest
		}
		return nil
	})
	for i, t := range tables {
		if err == nil && t.perCase == nil {
			err = t.rows(b, out[i].row)
		}
		var tally sheet.Tally
		tally, err = out[i].end(err)
		files[t.Name+".csv"] = data[i].Bytes()
		described = append(described, t.resource(tally))
	}
	return described, err
}

// resource describes a table (Frictionless Table Schema).
func (t Table) resource(tally sheet.Tally) object {
	schema := object{"fields": t.Columns, "missingValues": []string{""}}
	if len(t.Key) > 0 {
		schema["primaryKey"] = t.Key
	}
	var foreign []object
	for _, key := range []struct{ field, table string }{{"event_id", "events"}, {"report_id", "reports"}} {
		has := slices.ContainsFunc(t.Columns, func(c sheet.Column) bool { return c.Name == key.field })
		if has && t.Name != key.table {
			foreign = append(foreign, object{"fields": key.field, "reference": object{"resource": key.table, "fields": key.field}})
		}
	}
	if foreign != nil {
		schema["foreignKeys"] = foreign
	}
	return object{
		"name": t.Name, "path": t.Name + ".csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
		"description": t.About, "bytes": tally.Bytes, "hash": "sha256:" + tally.Hash, "rows": tally.Rows, "schema": schema,
	}
}

func (m Manifest) describe(resources []object) object {
	all := object{
		"profile": "tabular-data-package", "name": "dateline-release-" + strconv.Itoa(m.Release), "title": m.Title, "version": strconv.Itoa(m.Release), "created": m.Date + "T00:00:00Z",
		"description": "Events drawn from news reports, each value with who says so. Read methodology.md first. A cell of text that begins like a formula has an apostrophe before it.",
		"resources":   resources, "dateline": m,
	}
	if m.License != "" {
		all["licenses"] = []object{{"name": m.License}}
	}
	var people []object
	if m.Author != "" {
		people = append(people, object{"title": m.Author, "role": "author"})
	}
	if m.Contact != "" {
		contact := object{"title": "Corrections and objections", "role": "maintainer", "email": m.Contact}
		if !isMail(m.Contact) {
			delete(contact, "email")
			contact["path"] = m.Contact
		}
		people = append(people, contact)
	}
	if people != nil {
		all["contributors"] = people
	}
	return all
}

func isMail(s string) bool { return bytes.ContainsRune([]byte(s), '@') }

// inLines writes JSON for people to read, its keys in the order of the alphabet.
func inLines(value any) []byte {
	var out bytes.Buffer
	coder := json.NewEncoder(&out)
	coder.SetEscapeHTML(false)
	coder.SetIndent("", "  ")
	if err := coder.Encode(value); err != nil {
		panic(err) // maps, lists and strings have a form in JSON
	}
	return out.Bytes()
}

func (m Manifest) citation() string {
	author := orElse(m.Author, "The makers of this ledger")
	text := "cff-version: 1.2.0\nmessage: \"If you use these data, please cite them as below.\"\ntype: dataset\n"
	text += fmt.Sprintf("title: %q\nversion: %q\ndate-released: %q\nauthors:\n  - name: %q\n", m.Title, strconv.Itoa(m.Release), m.Date, author)
	if m.License != "" {
		text += fmt.Sprintf("license: %q\n", m.License)
	}
	if m.Contact != "" {
		text += "contact:\n  - name: \"Corrections and objections\"\n"
		if isMail(m.Contact) {
			text += fmt.Sprintf("    email: %q\n", m.Contact)
		} else {
			text += fmt.Sprintf("    website: %q\n", m.Contact)
		}
	}
	return text
}

// Gaps says what the ledger could not read.
func (b *Book) Gaps() (g Gaps, err error) {
	if err := b.count(); err != nil {
		return g, err
	}
	g.Closed, g.Rejected = b.counts.Closed, b.counts.Rejected
	err = b.ledger.Read(func(r store.Reader) error {
		totals, err := r.Totals()
		g.Quarantined = totals.Reasons
		return err
	})
	return g, err
}
