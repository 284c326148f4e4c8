package sqlite

import (
	"fmt"
	"maps"

	"dateline/internal/record"
	"dateline/internal/record/packed"
	"dateline/internal/store"
)

// Raw of a report whose bytes were erased is nothing.
func (s *session) Raw(id string) ([]byte, error) {
	n, err := s.rowOf(id)
	if err != nil {
		return nil, err
	}
	raw, err := s.raw(n)
	if err == store.ErrMissing {
		return nil, nil
	}
	return raw, err
}

func (s *session) raw(n int64) ([]byte, error) {
	if s.last == n {
		return s.lastRaw, nil
	}
	var bytes []byte
	if err := s.one("SELECT bytes FROM raw WHERE report = ?", []any{n}, &bytes); err != nil {
		return nil, err
	}
	return s.unpacked(bytes)
}

func (s *session) unpacked(bytes []byte) ([]byte, error) {
	whole, err := s.unpack.DecodeAll(bytes, nil)
	if err != nil {
		err = fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return whole, err
}

// body reads the body of a report, and what of its reading stands after it.
func (s *session) body(n int64) (body string, rest []byte, layout int64, err error) {
	var bytes []byte
	if err = s.one("SELECT layout, bytes FROM reading WHERE report = ?", []any{n}, &layout, &bytes); err != nil {
		return "", nil, 0, err
	}
	if bytes, err = s.unpacked(bytes); err != nil {
		return "", nil, 0, err
	}
	raw, err := s.raw(n)
	if err != nil {
		return "", nil, 0, err
	}
	body, rest, err = packed.ReadBody(bytes, raw)
	return body, rest, layout, err
}

func (s *session) Body(id string) (string, error) {
	n, err := s.rowOf(id)
	if err != nil {
		return "", err
	}
	body, _, _, err := s.body(n)
	return body, err
}

func (s *session) Reading(id string) (*record.Reading, error) {
	n, err := s.rowOf(id)
	if err != nil {
		return nil, err
	}
	body, rest, number, err := s.body(n)
	if err != nil {
		return nil, err
	}
	report, err := s.Report(id)
	if err != nil {
		return nil, err
	}
	r := &record.Reading{Report: report.Report, Body: body}
	layout, err := s.layout(number)
	if err != nil {
		return nil, err
	}
	if err := layout.Read(rest, r); err != nil {
		return nil, fmt.Errorf("%w: the reading of %s: %w", store.ErrDamaged, id, err)
	}
	return r, nil
}

// layout gives the layout that a reading was packed in: that of this program, or of one before it.
func (s *session) layout(number int64) (*packed.Layout, error) {
	if made, known := s.layouts.Load(number); known {
		return made.(*packed.Layout), nil
	}
	if made := s.read[number]; made != nil {
		return made, nil
	}
	var text string
	if err := s.one("SELECT text FROM layout WHERE n = ?", []any{number}, &text); err != nil {
		return nil, err
	}
	made, err := packed.Parse(text)
	switch {
	case err != nil:
	case s.writes: // what a transaction wrote may yet be undone
		s.read[number] = made
	default:
		s.layouts.Store(number, made)
	}
	return made, err
}

// ownLayout gives the number of this program's layout in this file.
func (s *session) ownLayout() (n int64, err error) {
	if s.own != 0 {
		return s.own, nil
	}
	text := s.current.String()
	if err = s.one("SELECT n FROM layout WHERE text = ?", []any{text}, &n); err == store.ErrMissing {
		n, err = s.insert("INSERT INTO layout(text) VALUES(?)", text)
	}
	s.own = n
	return n, err
}

func (s *session) PutReading(id, coder string, r *record.Reading, copyKeys []uint64) error {
	n, err := s.rowOf(id)
	if err != nil {
		return err
	}
	raw, err := s.raw(n)
	if err != nil {
		return err
	}
	layout, err := s.ownLayout()
	if err != nil {
		return err
	}
	if !s.uncoded[n] {
		if err := s.dropReading(n); err != nil {
			return err
		}
	}
	delete(s.uncoded, n)
	s.buffer = s.current.Append(packed.AppendBody(s.buffer[:0], raw, r.Body), r)
	if err := s.do("INSERT INTO reading(report, layout, copy_keys, bytes) VALUES(?, ?, ?, ?)", n, layout, packKeys(copyKeys), s.readings.EncodeAll(s.buffer, nil)); err != nil {
		return err
	}
	byline := inJSON(r.Report.Byline, len(r.Report.Byline) == 0)
	err = s.do(`UPDATE report SET coder = ?, state = ?, reason = '', url = ?, outlet = ?, title = ?, byline = ?, published = ?, language = ?, truncated = ? WHERE n = ?`,
		coder, string(store.Coded), r.Report.URL, r.Report.Outlet, r.Report.Title, byline, r.Report.Published.String(), string(r.Language), r.Report.Truncated, n)
	if err != nil {
		return err
	}
	s.unsaid = append(s.unsaid, wording{n, r.Report.Title, r.Body})
	rows := make([]any, 0, 2*len(copyKeys))
	for _, key := range short(copyKeys) {
		rows = append(rows, key, n)
	}
	s.moreTextKeys = true
	return textKeys.put(s.line, rows)
}

// dropReading takes out a reading with its words and the keys of its text, if there is one.
func (s *session) dropReading(n int64) error {
	if err := s.index(); err != nil {
		return err
	}
	var keys []byte
	err := s.one("SELECT copy_keys FROM reading WHERE report = ?", []any{n}, &keys)
	if err == store.ErrMissing {
		return nil
	}
	for _, key := range short(unpackKeys(keys)) {
		if err == nil {
			err = textKeys.drop(s.line, key, n)
		}
	}
	for _, query := range []string{"DELETE FROM words WHERE rowid = ?", "DELETE FROM reading WHERE report = ?"} {
		if err == nil {
			err = s.do(query, n)
		}
	}
	return err
}

// few is how many reports may share a key of their text: more make a phrase that says nothing, such as a notice of rights.
const few = 200

func (s *session) CopyKeys(keys []uint64) ([]string, error) {
	found := map[int64][]int64{}
	if err := textKeys.findSome(s.line, short(keys), few, func(key, report int64) { found[key] = append(found[key], report) }); err != nil {
		return nil, err
	}
	reports := map[int64]bool{}
	for _, some := range found {
		for _, report := range some {
			reports[report] = reports[report] || len(some) <= few
		}
	}
	maps.DeleteFunc(reports, func(_ int64, near bool) bool { return !near })
	if len(reports) == 0 {
		return nil, nil
	}
	return list[string](s.line, "SELECT id FROM report WHERE n IN (SELECT value FROM json_each(?)) ORDER BY id", inJSON(sortedKeys(reports), false))
}
