package sqlite

import (
	"encoding/json"

	"dateline/internal/store"
)

func (s *session) Person(name string) (person string, err error) {
	return person, s.one("SELECT person FROM person WHERE name = ?", []any{name}, &person)
}

func (s *session) PutPerson(name, person string) error {
	return s.do("INSERT INTO person(name, person) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET person = excluded.person", name, person)
}

func (s *session) PutName(n store.Name) error {
	err := s.do(`INSERT INTO person(name, person, told, country, sector, role) VALUES(?, ?, ?, ?, ?, ?)
		ON CONFLICT(name) DO UPDATE SET told = excluded.told, country = excluded.country, sector = excluded.sector, role = excluded.role`,
		n.ID, n.Person, n.Told, n.Country, n.Sector, n.Role)
	if err != nil {
		return err
	}
	if err := s.do("DELETE FROM person_key WHERE name = ?", n.ID); err != nil {
		return err
	}
	for _, key := range n.Keys {
		if err := s.do("INSERT OR IGNORE INTO person_key(key, name) VALUES(?, ?)", int64(key), n.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) JoinPersons(from, to string) error {
	return s.do("UPDATE person SET person = ? WHERE person = ?", to, from)
}

func (s *session) NamesNear(keys []uint64, most int) (all []store.Name, err error) {
	packed, err := json.Marshal(signed(keys))
	if err != nil {
		return nil, err
	}
	err = s.each(`SELECT min(p.name), p.told, p.country, p.sector, p.role, p.person FROM json_each(?) k JOIN person_key c ON c.key = k.value
		JOIN person p ON p.name = c.name GROUP BY p.told, p.country, p.sector, p.role, p.person ORDER BY 1 LIMIT ?`, []any{string(packed), most},
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
