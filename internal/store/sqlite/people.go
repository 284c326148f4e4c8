package sqlite

import (
	"encoding/json"
	"errors"
	"strings"

	"dateline/internal/store"
)

// nameRow gives the row of a name, which is written as the report's id, "#", and the name as told.
func (s *session) nameRow(id string) (n int64, err error) {
	report, told, _ := strings.Cut(id, "#")
	row, err := s.rowOf(report)
	if err != nil {
		return 0, err
	}
	if rows, came := s.told[row]; came {
		if n, known := rows[told]; known {
			return n, nil
		}
		return 0, store.ErrMissing
	}
	return n, s.one("SELECT n FROM name WHERE report = ? AND told = ?", []any{row, told}, &n)
}

func (s *session) Person(name string) (person string, err error) {
	n, err := s.nameRow(name)
	if err != nil {
		return "", err
	}
	return person, s.one("SELECT r.id || '#' || p.told FROM name n JOIN name p ON p.n = n.person JOIN report r ON r.n = p.report WHERE n.n = ?", []any{n}, &person)
}

// putNameRow gives the row of a name, which it makes where there is none: of a person of its own.
func (s *session) putNameRow(id string) (n int64, err error) {
	if n, err = s.nameRow(id); errors.Is(err, store.ErrMissing) {
		n, err = s.addName(store.Name{ID: id})
	}
	return n, err
}

// addName makes a row for a name, of a person of its own.
func (s *session) addName(n store.Name) (int64, error) {
	report, told, _ := strings.Cut(n.ID, "#")
	row, err := s.rowOf(report)
	if err != nil {
		return 0, err
	}
	if s.lastName == 0 {
		if err := s.one("SELECT coalesce(max(n), 0) FROM name", nil, &s.lastName); err != nil {
			return 0, err
		}
	}
	s.lastName++
	if rows, came := s.told[row]; came {
		rows[told] = s.lastName
	}
	return s.lastName, s.do("INSERT INTO name(n, report, told, person, country, sector, role, keys) VALUES(?1, ?2, ?3, ?1, ?4, ?5, ?6, ?7)",
		s.lastName, row, told, n.Country, n.Sector, n.Role, packKeys(n.Keys))
}

func (s *session) PutPerson(name, person string) error {
	n, err := s.putNameRow(name)
	if err != nil {
		return err
	}
	p, err := s.putNameRow(person)
	if err != nil {
		return err
	}
	return s.do("UPDATE name SET person = ? WHERE n = ?", p, n)
}

func (s *session) PutName(n store.Name) error {
	row, err := s.nameRow(n.ID)
	switch {
	case errors.Is(err, store.ErrMissing):
		if row, err = s.addName(n); err == nil && n.Person != n.ID {
			err = s.PutPerson(n.ID, n.Person)
		}
	case err == nil:
		err = s.changeName(row, n)
	}
	if err != nil {
		return err
	}
	rows := make([]any, 0, 2*len(n.Keys))
	for _, key := range short(n.Keys) {
		rows = append(rows, key, row)
	}
	return s.pairs("INSERT OR IGNORE INTO name_key(key, name) VALUES", rows)
}

func (s *session) changeName(row int64, n store.Name) error {
	if err := s.dropNameKeys(row); err != nil {
		return err
	}
	return s.do("UPDATE name SET country = ?, sector = ?, role = ?, keys = ? WHERE n = ?", n.Country, n.Sector, n.Role, packKeys(n.Keys), row)
}

func (s *session) dropNameKeys(name int64) error {
	var before []byte
	if err := s.one("SELECT keys FROM name WHERE n = ?", []any{name}, &before); err != nil {
		return err
	}
	for _, key := range short(unpackKeys(before)) {
		if err := s.do("DELETE FROM name_key WHERE key = ? AND name = ?", key, name); err != nil {
			return err
		}
	}
	return nil
}

// dropNames takes out the names that a report tells. A person who was known by one of them is known by the first that is left.
func (s *session) dropNames(report int64) error {
	delete(s.told, report)
	names, err := list[int64](s.line, "SELECT n FROM name WHERE report = ?", report)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := s.dropNameKeys(name); err != nil {
			return err
		}
		var first int64
		err := s.one("SELECT q.n FROM name q JOIN report r ON r.n = q.report WHERE q.person = ?1 AND q.person <> q.n AND q.report <> ?2 ORDER BY r.id || '#' || q.told LIMIT 1", []any{name, report}, &first)
		if err == nil {
			err = s.do("UPDATE name SET person = ?1 WHERE person = ?2 AND person <> n", first, name)
		}
		if err != nil && !errors.Is(err, store.ErrMissing) {
			return err
		}
	}
	return s.do("DELETE FROM name WHERE report = ?", report)
}

// JoinPersons goes by an index of those names alone that are not their person's own.
func (s *session) JoinPersons(from, to string) error {
	was, err := s.nameRow(from)
	if err != nil {
		return err
	}
	now, err := s.nameRow(to)
	if err != nil {
		return err
	}
	if err := s.do("UPDATE name SET person = ?1 WHERE n = ?2 AND person = ?2", now, was); err != nil {
		return err
	}
	return s.do("UPDATE name SET person = ?1 WHERE person = ?2 AND person <> n", now, was)
}

// NamesNear looks at the reports of names last, when those that are told alike stand together.
func (s *session) NamesNear(n store.Name, most int) (all []store.Name, err error) {
	report, _, _ := strings.Cut(n.ID, "#")
	own, err := s.rowOf(report)
	if err != nil && err != store.ErrMissing {
		return nil, err
	}
	packed, err := json.Marshal(short(n.Keys))
	if err != nil {
		return nil, err
	}
	err = s.each(`SELECT g.own, r.id || '#' || p.told, g.told, g.country, g.sector, g.role
		FROM (SELECT n.report = ?2 AS own, n.person, n.told, n.country, n.sector, n.role FROM name_key c JOIN name n ON n.n = c.name
			WHERE c.key IN (SELECT value FROM json_each(?1)) GROUP BY 1, 2, 3, 4, 5, 6) g
		JOIN name p ON p.n = g.person JOIN report r ON r.n = p.report ORDER BY g.own DESC, 2, 3, 4, 5, 6 LIMIT ?3`, []any{string(packed), own, most},
		func(scan func(...any) error) error {
			var near store.Name
			var own bool
			err := scan(&own, &near.Person, &near.Told, &near.Country, &near.Sector, &near.Role)
			if near.ID = near.Person; own {
				near.ID = report + "#" + near.Told
			}
			all = append(all, near)
			return err
		})
	return all, err
}
