package ledger

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
)

// OutletsFile is a table in the ledger's folder that says who owns which outlet, and which outlets are closed sources: outlets of one owner
// are one origin, and the words of closed ones never leave.
const OutletsFile = "outlets.tsv"

// Outlets is what is known of outlets, by their names.
type Outlets struct {
	Owners map[string]string
	Closed map[string]bool // its words must never leave
}

// ReadOutlets reads a table of outlets: tabs between columns, the first row names them: outlet, owner, closed (yes or no; the column may be
// missing), and whatever else. No file means that nothing is known.
func ReadOutlets(folder string) (o Outlets, err error) {
	data, err := os.ReadFile(filepath.Join(folder, OutletsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	return parseOutlets(data)
}

func parseOutlets(data []byte) (o Outlets, err error) {
	table := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, -1
	rows, err := table.ReadAll()
	if err != nil {
		return o, fmt.Errorf("%s: %w", OutletsFile, err)
	}
	if len(rows) == 0 {
		return o, nil
	}
	outlet, owner, closed := slices.Index(rows[0], "outlet"), slices.Index(rows[0], "owner"), slices.Index(rows[0], "closed")
	if outlet < 0 || owner < 0 {
		return o, fmt.Errorf("%s: the first row must name the columns outlet and owner", OutletsFile)
	}
	o = Outlets{map[string]string{}, map[string]bool{}}
	for i, row := range rows[1:] {
		if len(row) <= max(outlet, owner, closed) {
			return o, fmt.Errorf("%s:%d: %d columns, the first row has %d", OutletsFile, i+2, len(row), len(rows[0]))
		}
		if row[owner] != "" {
			o.Owners[row[outlet]] = row[owner]
		}
		if closed < 0 {
			continue
		}
		switch row[closed] {
		case "yes":
			o.Closed[row[outlet]] = true
		case "no", "":
		default: // whoever wrote something here wants something kept in: better no ledger than one that lets it out
			return o, fmt.Errorf("%s:%d: closed is yes or no, not %q", OutletsFile, i+2, row[closed])
		}
	}
	return o, nil
}

// independent numbers the independent origins of an event: copies of one text, outlets of one owner and reports that rest on one speaker
// count once.
func (g *linking) independent(told []link.Telling) (link.Independence, error) {
	var copies []link.Copied
	for i, t := range told {
		if slices.ContainsFunc(told[:i], func(u link.Telling) bool { return u.Report == t.Report }) {
			continue
		}
		found, err := g.Copies(t.Report)
		if err != nil {
			return link.Independence{}, err
		}
		for _, c := range found {
			copies = append(copies, link.Copied(c))
		}
	}
	return link.Origins(told, copies, g.owners), nil
}

// withOrigins sets the origins of an event's members.
func (g *linking) withOrigins(e record.Event, told []link.Telling) (record.Event, error) {
	if len(told) < 2 {
		return e, nil
	}
	o, err := g.independent(told)
	if err != nil {
		return e, err
	}
	return link.WithOrigins(e, o), nil
}
