package sqlite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"dateline/internal/record"
	"dateline/internal/record/jsonl"
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

func (s *session) Raw(id string) ([]byte, error) {
	var packed []byte
	if err := s.one("SELECT raw FROM report WHERE id = ?", []any{id}, &packed); err != nil {
		return nil, err
	}
	return s.unpack.DecodeAll(packed, nil)
}

func (s *session) Reading(id string) (*record.Reading, error) {
	var packed []byte
	if err := s.one("SELECT reading FROM report WHERE id = ? AND reading IS NOT NULL", []any{id}, &packed); err != nil {
		return nil, err
	}
	line, err := s.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	for r, err := range jsonl.Read(bytes.NewReader(line)) {
		return r, err
	}
	return nil, store.ErrMissing
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

func (s *session) PutReport(r store.Report) error {
	hash := sha256.Sum256(r.Raw)
	if r.State == "" {
		r.State = store.Stored
	}
	byline := inJSON(r.Byline, len(r.Byline) == 0)
	return s.do(`INSERT INTO report(id, hash, raw, file, url, outlet, title, byline, published, language, truncated, format, closed, state, reason, coder)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET file=min(file, excluded.file), url=excluded.url, outlet=excluded.outlet, title=excluded.title, byline=excluded.byline,
		published=excluded.published, language=excluded.language, truncated=excluded.truncated, format=excluded.format, closed=excluded.closed,
		state=excluded.state, reason=excluded.reason`,
		r.ID, hash[:], s.pack.EncodeAll(r.Raw, nil), r.File, r.URL, r.Outlet, r.Title, byline, r.Published.String(), string(r.Language), r.Truncated, r.Format,
		r.Closed, string(r.State), r.Reason, r.Coder)
}

func (s *session) PutFile(id, file string) error {
	return s.do("UPDATE report SET file = min(file, ?) WHERE id = ?", file, id)
}

func (s *session) PutReading(id, coder string, r *record.Reading, copyKeys []uint64) error {
	n, err := s.rowOf(id)
	if err != nil {
		return err
	}
	var line bytes.Buffer
	if err := jsonl.Write(&line, r, jsonl.Options{Body: true, Layers: true}); err != nil {
		return err
	}
	byline := inJSON(r.Report.Byline, len(r.Report.Byline) == 0)
	err = s.do(`UPDATE report SET reading = ?, coder = ?, state = ?, reason = '', url = ?, outlet = ?, title = ?, byline = ?, published = ?, language = ?, truncated = ? WHERE n = ?`,
		s.pack.EncodeAll(line.Bytes(), nil), coder, string(store.Coded), r.Report.URL, r.Report.Outlet, r.Report.Title, byline, r.Report.Published.String(),
		string(r.Language), r.Report.Truncated, n)
	if err != nil {
		return err
	}
	if err := s.do("DELETE FROM words WHERE rowid = ?", n); err != nil {
		return err
	}
	if err := s.do("INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)", n, r.Report.Title, r.Body); err != nil {
		return err
	}
	return s.putCopyKeys(n, copyKeys)
}

func (s *session) putCopyKeys(n int64, keys []uint64) error {
	if err := s.do("DELETE FROM copy_key WHERE report = ?", n); err != nil {
		return err
	}
	for _, key := range keys {
		if err := s.do("INSERT OR IGNORE INTO copy_key(key, report) VALUES(?, ?)", int64(key), n); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) SetState(id string, state store.State, reason string) error {
	n, err := s.rowOf(id)
	if err != nil {
		return err
	}
	return s.do("UPDATE report SET state = ?, reason = ? WHERE n = ?", string(state), reason, n)
}

func (s *session) rowOf(report string) (n int64, err error) {
	return n, s.one("SELECT n FROM report WHERE id = ?", []any{report}, &n)
}

// few is how many reports may share a key of their text: more make a phrase that says nothing, such as a notice of rights.
const few = 200

func (s *session) CopyKeys(keys []uint64) ([]string, error) {
	packed, err := json.Marshal(signed(keys))
	if err != nil {
		return nil, err
	}
	return list[string](s.line, `SELECT DISTINCT r.id FROM json_each(?) k JOIN copy_key c ON c.key = k.value JOIN report r ON r.n = c.report
		WHERE (SELECT count(*) FROM (SELECT 1 FROM copy_key d WHERE d.key = k.value LIMIT ?)) <= ? ORDER BY r.id`, string(packed), few+1, few)
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

func (s *session) PutCopies(report string, copies []store.Copy) error {
	n, err := s.rowOf(report)
	if err != nil {
		return err
	}
	if err := s.do("DELETE FROM copy WHERE a = ? OR b = ?", n, n); err != nil {
		return err
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

// signed gives keys as the column holds them.
func signed(keys []uint64) []int64 {
	all := make([]int64, len(keys))
	for i, key := range keys {
		all[i] = int64(key)
	}
	return all
}
