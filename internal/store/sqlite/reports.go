package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"dateline/internal/store"
	"dateline/internal/text"
)

const reportColumns = "id, hash, file, url, outlet, title, byline, published, language, truncated, format, closed, state, reason, coder"

func scanReport(scan func(...any) error) (r store.Report, err error) {
	var byline, published string
	var hash []byte
	err = scan(&r.ID, &hash, &r.File, &r.URL, &r.Outlet, &r.Title, &byline, &published, &r.Language, &r.Truncated, &r.Format, &r.Closed, &r.State, &r.Reason, &r.Coder)
	if err != nil {
		return r, err
	}
	r.Hash, r.Published = hex.EncodeToString(hash), text.ParseDay(published)
	return r, fromJSON(byline, &r.Byline)
}

func (s *session) Report(id string) (r store.Report, err error) {
	err = store.ErrMissing
	failed := s.each("SELECT "+reportColumns+" FROM report WHERE id = ?", []any{id}, func(scan func(...any) error) error {
		r, err = scanReport(scan)
		return err
	})
	return r, errors.Join(failed, err)
}

func (s *session) Reports(after string, limit int) (all []store.Report, err error) {
	err = s.each("SELECT "+reportColumns+" FROM report WHERE id > ? ORDER BY id LIMIT ?", []any{after, limit}, func(scan func(...any) error) error {
		r, err := scanReport(scan)
		all = append(all, r)
		return err
	})
	return all, err
}

func (s *session) InState(state store.State, limit int) ([]string, error) {
	return list[string](s.line, "SELECT id FROM report WHERE state = ? ORDER BY id LIMIT ?", string(state), limit)
}

func (s *session) Holds(hash string) (id string, err error) {
	raw, err := hex.DecodeString(hash)
	if err != nil {
		return "", err
	}
	return id, s.one("SELECT id FROM report WHERE hash = ? ORDER BY id LIMIT 1", []any{raw}, &id)
}

func (s *session) Copies(report string) (all []store.Copy, err error) {
	err = s.each(`SELECT a.id, b.id, c.kind, c.score FROM copy c JOIN report a ON a.n = c.a JOIN report b ON b.n = c.b WHERE a.id = ? ORDER BY b.id`, []any{report},
		func(scan func(...any) error) error {
			var c store.Copy
			if err := scan(&c.A, &c.B, &c.Kind, &c.Score); err != nil {
				return err
			}
			if c.B < c.A {
				c.A, c.B = c.B, c.A
			}
			all = append(all, c)
			return nil
		})
	return all, err
}

func (s *session) PutReport(r store.Report) error {
	hash := sha256.Sum256(r.Raw)
	if r.State == "" {
		r.State = store.Stored
	}
	byline := inJSON(r.Byline, len(r.Byline) == 0)
	n, err := s.rowOf(r.ID)
	if err == nil {
		return s.do(`UPDATE report SET file=min(file, ?), url=?, outlet=?, title=?, byline=?, published=?, language=?, truncated=?, format=?, state=?, reason=? WHERE n=?`,
			r.File, r.URL, r.Outlet, r.Title, byline, r.Published.String(), string(r.Language), r.Truncated, r.Format, string(r.State), r.Reason, n)
	}
	if err != store.ErrMissing {
		return err
	}
	n, err = s.insert(`INSERT INTO report(id, hash, file, url, outlet, title, byline, published, language, truncated, format, closed, state, reason, coder)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, hash[:], r.File, r.URL, r.Outlet, r.Title, byline, r.Published.String(), string(r.Language), r.Truncated, r.Format, r.Closed, string(r.State), r.Reason, r.Coder)
	if err != nil {
		return err
	}
	s.reports[r.ID], s.uncoded[n], s.bare[n] = n, true, true
	s.told[n] = map[string]int64{}
	s.last, s.lastRaw = n, r.Raw
	return s.do("INSERT INTO raw(report, bytes) VALUES(?, ?)", n, s.texts.EncodeAll(r.Raw, nil))
}

func (s *session) SetClosed(id string, closed bool) error {
	n, err := s.rowOf(id)
	if err != nil {
		return err
	}
	return s.do("UPDATE report SET closed = ? WHERE n = ?", closed, n)
}

func (s *session) PutFile(id, file string) error {
	return s.do("UPDATE report SET file = min(file, ?) WHERE id = ? AND file > ?", file, id, file)
}

func (s *session) SetState(id string, state store.State, reason string) error {
	n, err := s.rowOf(id)
	if err != nil {
		return err
	}
	return s.do("UPDATE report SET state = ?, reason = ? WHERE n = ?", string(state), reason, n)
}

func (s *session) rowOf(report string) (n int64, err error) {
	if n, met := s.reports[report]; met {
		return n, nil
	}
	if err = s.one("SELECT n FROM report WHERE id = ?", []any{report}, &n); err == nil && s.writes {
		if len(s.reports) > mostMet {
			clear(s.reports)
		}
		s.reports[report] = n
	}
	return n, err
}

func (s *session) PutCopies(report string, copies []store.Copy) error {
	n, err := s.rowOf(report)
	if err != nil {
		return err
	}
	if s.bare[n] && len(copies) == 0 {
		return nil // it cannot have had any
	}
	for _, query := range []string{"DELETE FROM copy WHERE b = ?1 AND a IN (SELECT b FROM copy WHERE a = ?1)", "DELETE FROM copy WHERE a = ?"} {
		if err := s.do(query, n); err != nil {
			return err
		}
	}
	for _, c := range copies {
		other := c.A
		if other == report {
			other = c.B
		}
		m, err := s.rowOf(other)
		if err != nil {
			return err
		}
		if err := s.do("INSERT OR REPLACE INTO copy(a, b, kind, score) VALUES(?1, ?2, ?3, ?4), (?2, ?1, ?3, ?4)", n, m, c.Kind, c.Score); err != nil {
			return err
		}
	}
	return nil
}

// Erase takes out what a report holds and leaves its name and the hash of its bytes.
func (s *session) Erase(report, reason string) error {
	n, err := s.rowOf(report)
	if err != nil {
		return err
	}
	if err := s.PutAccounts(report, nil); err != nil {
		return err
	}
	if err := s.PutCopies(report, nil); err != nil {
		return err
	}
	if err := errors.Join(s.dropReading(n), s.dropNames(n)); err != nil {
		return err
	}
	s.last = 0
	if err := s.do("DELETE FROM raw WHERE report = ?", n); err != nil {
		return err
	}
	return s.do("UPDATE report SET title = '', byline = '', url = '', coder = '', state = ?, reason = ? WHERE n = ?", string(store.Quarantined), "erased: "+reason, n)
}
