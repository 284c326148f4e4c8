package publish

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Erasure is what erasing reports reaches.
type Erasure struct {
	Reports  []store.Report
	Releases []int // that told of them, by number
	folder   string
}

// Redaction finds the reports of ids, or of the beginnings of ids, and the releases that told of them.
func Redaction(l *ledger.Ledger, ids []string) (*Erasure, error) {
	e := &Erasure{folder: l.Folder()}
	for _, id := range ids {
		r, err := findReport(l, id)
		if err != nil {
			return nil, err
		}
		e.Reports = append(e.Reports, r)
	}
	released, err := Releases(l)
	if err != nil {
		return nil, err
	}
	for i := range released {
		files, err := Released(l, i+1)
		if err != nil {
			continue // withdrawn before
		}
		if tells, err := e.toldIn(files); err != nil {
			return nil, err
		} else if tells {
			e.Releases = append(e.Releases, i+1)
		}
	}
	return e, nil
}

func findReport(l *ledger.Ledger, id string) (found store.Report, err error) {
	err = l.Read(func(r store.Reader) error {
		if found, err = r.Report(id); err == nil {
			return nil
		}
		some, err := r.Reports(id, 2)
		if err != nil {
			return err
		}
		if len(some) == 0 || !strings.HasPrefix(some[0].ID, id) {
			return fmt.Errorf("report %s is %w", id, store.ErrMissing)
		}
		if len(some) > 1 && strings.HasPrefix(some[1].ID, id) {
			return fmt.Errorf("several reports begin with %s; give more of the id", id)
		}
		found = some[0]
		return nil
	})
	return found, err
}

func (e *Erasure) toldIn(files Files) (tells bool, err error) {
	err = files.lines("reports", func(cell func(string) string) {
		id := cell("report_id")
		tells = tells || slices.ContainsFunc(e.Reports, func(r store.Report) bool { return r.ID == id })
	})
	return tells, err
}

// Carry erases the reports and the copies of the releases that told of them.
func (e *Erasure) Carry(l *ledger.Ledger, key gate.Key, by, why string) ([]record.Decision, error) {
	settings := map[string]string{}
	for _, n := range e.Releases {
		settings[archiveSetting(n)] = ""
	}
	ids := make([]string, len(e.Reports))
	for i, r := range e.Reports {
		ids[i] = r.ID
	}
	return l.Redact(record.Decision{By: by, Why: why}, ids, func(raw []byte) string { return key.Salted(string(raw)) }, settings)
}

// Reach says what is left to do by hand.
func (e *Erasure) Reach() string {
	if len(e.Releases) == 0 {
		return "no release tells of it; backups that were made before still hold it\n"
	}
	var out strings.Builder
	for _, n := range e.Releases {
		fmt.Fprintf(&out, "release %d tells of it: delete %s, and ask those who have it to\n", n, filepath.Join(e.folder, "releases", strconv.Itoa(n)))
	}
	out.WriteString("backups that were made before still hold it; the next release lists it in removed.csv\n")
	return out.String()
}
