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

// OutletsFile is a table in the ledger's folder that says who owns which outlet: outlets of one owner are one origin.
const OutletsFile = "outlets.tsv"

// ReadOwners reads a table of outlets (tabs between columns, the first row names them: outlet, owner, and whatever else) as a way from
// outlets to owners. No file means that nothing is known.
func ReadOwners(folder string) (map[string]string, error) {
	data, err := os.ReadFile(filepath.Join(folder, OutletsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseOwners(data)
}

func parseOwners(data []byte) (map[string]string, error) {
	table := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, -1
	rows, err := table.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", OutletsFile, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	outlet, owner := slices.Index(rows[0], "outlet"), slices.Index(rows[0], "owner")
	if outlet < 0 || owner < 0 {
		return nil, fmt.Errorf("%s: the first row must name the columns outlet and owner", OutletsFile)
	}
	owners := map[string]string{}
	for i, row := range rows[1:] {
		if len(row) <= max(outlet, owner) {
			return nil, fmt.Errorf("%s:%d: %d columns, the first row has %d", OutletsFile, i+2, len(row), len(rows[0]))
		}
		if row[owner] != "" {
			owners[row[outlet]] = row[owner]
		}
	}
	return owners, nil
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
			if c.A == t.Report {
				copies = append(copies, link.Copied{A: c.A, B: c.B, Kind: c.Kind})
			} else {
				copies = append(copies, link.Copied{A: c.B, B: c.A, Kind: c.Kind})
			}
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
