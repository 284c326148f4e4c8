package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"

	"dateline/internal/store"
)

// Check reads the whole file: SQLite's own check of its pages, every report's raw bytes against their hash, and the chain of decisions.
func (l *ledger) Check(found func(store.Finding)) error {
	reader := <-l.readers
	defer func() { l.readers <- reader }()
	s := l.session(reader, false)
	return named(reader.within(beginRead, func() error { // others may write meanwhile
		for _, check := range []func(func(store.Finding)) error{s.checkFile, s.checkReports, s.checkChain, s.checkEvents} {
			if err := check(found); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (s *session) checkFile(found func(store.Finding)) error {
	lines, err := list[string](s.line, "PRAGMA integrity_check")
	for _, line := range lines {
		if line != "ok" {
			found(store.Finding{Object: "file " + s.file, Fault: line})
		}
	}
	return err
}

func (s *session) checkReports(found func(store.Finding)) error {
	type row struct {
		n    int64
		id   string
		hash []byte
		read bool
		gone bool // erased
	}
	for after := ""; ; {
		var part []row
		err := s.each("SELECT n, id, hash, coder <> '', state = 'quarantined' AND reason LIKE 'erased: %' FROM report WHERE id > ? ORDER BY id LIMIT ?", []any{after, pageSize}, func(scan func(...any) error) error {
			var r row
			err := scan(&r.n, &r.id, &r.hash, &r.read, &r.gone)
			part = append(part, r)
			return err
		})
		if err != nil || len(part) == 0 {
			return err
		}
		for _, r := range part {
			object := "report " + r.id
			raw, err := s.raw(r.n)
			if sum := sha256.Sum256(raw); !r.gone && (err != nil || string(sum[:]) != string(r.hash)) {
				found(store.Finding{Object: object, Fault: fmt.Sprintf("its raw bytes are not those that were stored (SHA-256 %s)", hex.EncodeToString(r.hash))})
			} else if _, err := s.Reading(r.id); r.read && err != nil {
				found(store.Finding{Object: object, Fault: "its reading cannot be read: " + err.Error()})
			}
		}
		after = part[len(part)-1].id
	}
}

func (s *session) checkChain(found func(store.Finding)) error {
	var previous string
	var seq int64
	altered, concealed := map[int64]string{}, map[int64]string{} // hashes of what stands there, and of what was left
	err := s.each("SELECT "+decisionColumns+" FROM decision ORDER BY seq", nil, func(scan func(...any) error) error {
		d, err := scanDecision(scan)
		if err != nil {
			found(store.Finding{Object: fmt.Sprintf("decision after %d", seq), Fault: err.Error()})
			return nil
		}
		seq++
		object := fmt.Sprintf("decision %d", d.Seq)
		switch {
		case d.Seq != seq:
			found(store.Finding{Object: fmt.Sprintf("decision %d", seq), Fault: "missing from the log"})
			seq = d.Seq
		case d.Previous != previous:
			found(store.Finding{Object: object, Fault: "does not follow on the decision before it"})
		case store.HashOf(d) != d.Hash:
			altered[d.Seq] = store.HashOf(d)
		default:
			maps.Copy(concealed, store.Concealed(d))
		}
		previous = d.Hash
		return nil
	})
	if err != nil {
		return err
	}
	for _, seq := range sortedKeys(altered) {
		if altered[seq] != concealed[seq] {
			found(store.Finding{Object: fmt.Sprintf("decision %d", seq), Fault: "was altered"})
		}
	}
	if head, err := s.Setting(headSetting); err != nil || head != previous {
		found(store.Finding{Object: fmt.Sprintf("decision %d", seq+1), Fault: "missing from the log, or the last one is not that which was logged last"})
		return err
	}
	return nil
}

// checkEvents looks for events and accounts that do not hold each other.
func (s *session) checkEvents(found func(store.Finding)) error {
	for _, look := range []struct{ query, fault string }{
		{"SELECT 'event ' || id FROM event e WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.event = e.n) ORDER BY id", "holds no account"},
		{"SELECT 'account ' || r.id || '#' || a.local FROM account a JOIN report r ON r.n = a.report WHERE r.state = 'linked' AND a.event IS NULL ORDER BY 1", "is linked, but belongs to no event"},
		{"SELECT 'account ' || r.id || '#' || a.local FROM account a JOIN report r ON r.n = a.report WHERE a.event IS NOT NULL AND a.event NOT IN (SELECT n FROM event) ORDER BY 1", "belongs to an event that is not there"},
	} {
		objects, err := list[string](s.line, look.query)
		if err != nil {
			return err
		}
		for _, object := range objects {
			found(store.Finding{Object: object, Fault: look.fault})
		}
	}
	return nil
}

// Backup writes the copy by VACUUM INTO: whole pages of one state, while others write on.
func (l *ledger) Backup(file string) error {
	reader := <-l.readers
	defer func() { l.readers <- reader }()
	return named(reader.do("VACUUM INTO ?", file))
}

// Scrub merges the index of words, which else keeps what it was told to forget, writes the file anew without free pages, and empties the journal.
func (l *ledger) Scrub() error {
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.writer == nil {
		return fmt.Errorf("%s: %w: it was opened for reading", l.file, store.ErrLocked)
	}
	for _, step := range []string{"INSERT INTO words(words) VALUES('optimize')", "VACUUM"} {
		if err := l.writer.do(step); err != nil {
			return named(err)
		}
	}
	var busy, pages, moved int
	if err := l.writer.one("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &pages, &moved); err != nil {
		return named(err)
	}
	if busy != 0 {
		return fmt.Errorf("%w: what was erased may stand in its journal until the next program closes it", store.ErrBusy)
	}
	return nil
}
