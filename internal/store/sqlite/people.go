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
	return n, s.one("SELECT n FROM name WHERE report = ? AND told = ?", []any{row, told}, &n)
}

func (s *session) Person(name string) (person string, err error) {
	report, told, _ := strings.Cut(name, "#")
	row, err := s.rowOf(report)
	if err != nil {
		return "", err
	}
	return person, s.one("SELECT r.id || '#' || p.told FROM name n JOIN name p ON p.n = n.person JOIN report r ON r.n = p.report WHERE n.report = ? AND n.told = ?", []any{row, told}, &person)
}

// putNameRow gives the row of a name, which it makes where there is none: of a person of its own.
func (s *session) putNameRow(id string) (n int64, err error) {
	if n, err = s.nameRow(id); !errors.Is(err, store.ErrMissing) {
		return n, err
	}
	report, told, _ := strings.Cut(id, "#")
	row, err := s.rowOf(report)
	if err != nil {
		return 0, err
	}
	if n, err = s.insert("INSERT INTO name(report, told, person) VALUES(?, ?, 0)", row, told); err != nil {
		return 0, err
	}
	return n, s.do("UPDATE name SET person = n WHERE n = ?", n)
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
	_, known := s.nameRow(n.ID)
	row, err := s.putNameRow(n.ID)
	if err != nil {
		return err
	}
	if known != nil && n.Person != n.ID {
		if err := s.PutPerson(n.ID, n.Person); err != nil {
			return err
		}
	}
	if err := s.dropNameKeys(row); err != nil {
		return err
	}
	if err := s.do("UPDATE name SET country = ?, sector = ?, role = ?, keys = ? WHERE n = ?", n.Country, n.Sector, n.Role, packKeys(n.Keys), row); err != nil {
		return err
	}
	rows := make([]any, 0, 2*len(n.Keys))
	for _, key := range short(n.Keys) {
		rows = append(rows, key, row)
	}
	return s.pairs("INSERT OR IGNORE INTO name_key(key, name) VALUES", rows)
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

func (s *session) NamesNear(keys []uint64, most int) (all []store.Name, err error) {
	packed, err := json.Marshal(short(keys))
	if err != nil {
		return nil, err
	}
	err = s.each(`SELECT min(r.id || '#' || n.told), n.told, n.country, n.sector, n.role, o.id || '#' || p.told FROM json_each(?) k JOIN name_key c ON c.key = k.value
		JOIN name n ON n.n = c.name JOIN report r ON r.n = n.report JOIN name p ON p.n = n.person JOIN report o ON o.n = p.report
		GROUP BY n.told, n.country, n.sector, n.role, n.person ORDER BY 1 LIMIT ?`, []any{string(packed), most},
		func(scan func(...any) error) error {
			var n store.Name
			if err := scan(&n.ID, &n.Told, &n.Country, &n.Sector, &n.Role, &n.Person); err != nil {
				return err
			}
			all = append(all, n)
			return nil
		})
	return all, err
}
