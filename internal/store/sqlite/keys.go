package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"dateline/internal/store"
)

// The keys of accounts are the most scattered part of a ledger. They are looked up many at a time, and written once at the end of a transaction in
// their order, so that those that lie beside each other in the file are written together.

// gather finds the accounts of keys and remembers them, but for crowded keys.
func (s *session) gather(keys []int64) error {
	if err := s.readCrowded(); err != nil {
		return err
	}
	if len(s.keys) > mostMet {
		clear(s.keys)
	}
	var unmet []int64
	for _, key := range keys { // twice the same one is met the second time
		if _, met := s.keys[key]; !met && !s.crowded[key] {
			unmet = append(unmet, key)
			s.keys[key] = slices.Clone(s.pending[key])
		}
	}
	err := accountKeys.find(s.line, unmet, func(key, account int64) { s.keys[key] = append(s.keys[key], account) })
	for _, key := range keys {
		if err == nil && len(s.keys[key]) > dense {
			err = s.keepOrder(key)
		}
	}
	return err
}

// keyTable is a table of keys and what has them, with one beside it for those that came lately.
type keyTable struct{ name, of string }

var (
	accountKeys = keyTable{"account_key", "account"}
	textKeys    = keyTable{"copy_key", "report"}
)

// usuallyLate is how many keys may wait beside their table. To move them writes most pages of a large one, to leave more makes each transaction
// write more.
const usuallyLate = 250_000

// find calls f for what has some keys.
func (t keyTable) find(l *line, keys []int64, f func(key, of int64)) error {
	return t.each(l, "SELECT key, %[2]s FROM %[1]s WHERE key IN (SELECT value FROM json_each(?))", keys, f)
}

// findSome calls f for what has some keys; where more than most have a key, it may leave out some of those that are too many.
func (t keyTable) findSome(l *line, keys []int64, most int, f func(key, of int64)) error {
	return t.each(l, fmt.Sprintf(`SELECT k.value, c.%%[2]s FROM json_each(?) k JOIN %%[1]s c ON c.key = k.value
		AND c.%%[2]s <= coalesce((SELECT d.%%[2]s FROM %%[1]s d WHERE d.key = k.value ORDER BY d.%%[2]s LIMIT 1 OFFSET %d), %d)`, most, int64(math.MaxInt64)), keys, f)
}

// each asks both tables a question, in which [1] stands for the table and [2] for the column of what has keys.
func (t keyTable) each(l *line, question string, keys []int64, f func(key, of int64)) error {
	for _, table := range []string{t.name, "late_" + t.name} {
		err := l.eachOf(fmt.Sprintf(question, table, t.of), keys, func(scan func(...any) error) error {
			var key, of int64
			err := scan(&key, &of)
			f(key, of)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// put writes rows of keys and what has them.
func (t keyTable) put(l *line, rows []any) error {
	return l.pairs("INSERT OR IGNORE INTO late_"+t.name+"(key, "+t.of+") VALUES", rows)
}

func (t keyTable) drop(l *line, key, of int64) error {
	return errors.Join(l.do("DELETE FROM "+t.name+" WHERE key = ? AND "+t.of+" = ?", key, of), l.do("DELETE FROM late_"+t.name+" WHERE key = ? AND "+t.of+" = ?", key, of))
}

// settle moves late keys to their table when they are more than most.
func (t keyTable) settle(l *line, most int64) error {
	var count int64
	if err := l.one("SELECT count(*) FROM late_"+t.name, nil, &count); err != nil || count <= most {
		return err
	}
	return errors.Join(l.do("INSERT OR IGNORE INTO "+t.name+" SELECT * FROM late_"+t.name+" ORDER BY 1, 2"), l.do("DELETE FROM late_"+t.name))
}

// eachOf calls f for each row of a query whose one argument is a list of numbers; an empty one has no rows.
func (l *line) eachOf(query string, numbers []int64, f func(scan func(...any) error) error) error {
	if len(numbers) == 0 {
		return nil
	}
	packed, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	return l.each(query, []any{string(packed)}, f)
}

// readCrowded learns once which keys are crowded.
func (s *session) readCrowded() error {
	if s.crowded != nil {
		return nil
	}
	keys, err := list[int64](s.line, "SELECT DISTINCT key FROM crowd")
	if err != nil {
		return err
	}
	s.crowded = map[int64]bool{}
	for _, key := range keys {
		s.crowded[key] = true
	}
	return nil
}

// keepOrder puts all accounts of a key in order, from now on.
func (s *session) keepOrder(key int64) error {
	all, err := s.inOrder(s.keys[key])
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := s.do("INSERT OR REPLACE INTO crowd(key, place, account) VALUES(?, ?, ?)", key, p.place, p.account); err != nil {
			return err
		}
	}
	delete(s.keys, key)
	s.crowded[key] = true
	return nil
}

// addKeys brings an account under its keys.
func (s *session) addKeys(account int64, a store.Account) error {
	if err := s.readCrowded(); err != nil {
		return err
	}
	for _, key := range short(a.Keys) {
		s.pending[key] = append(s.pending[key], account)
		if found, met := s.keys[key]; met {
			s.keys[key] = append(found, account)
		}
		if !s.crowded[key] {
			continue
		}
		if err := s.do("INSERT OR REPLACE INTO crowd(key, place, account) VALUES(?, ?, ?)", key, placeOf(a.ID, a.Day), account); err != nil {
			return err
		}
	}
	return nil
}

// putKeys writes the keys that wait, in their order.
func (s *session) putKeys() error {
	if len(s.pending) == 0 {
		return nil
	}
	rows := make([]any, 0, 2*mostPairs)
	for _, key := range sortedKeys(s.pending) {
		for _, account := range s.pending[key] {
			if rows = append(rows, key, account); len(rows) < 2*mostPairs {
				continue
			}
			if err := accountKeys.put(s.line, rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	clear(s.pending)
	return errors.Join(accountKeys.put(s.line, rows), accountKeys.settle(s.line, s.late))
}

// dropKeys takes an account out from under its keys.
func (s *session) dropKeys(was held) error {
	if err := s.readCrowded(); err != nil {
		return err
	}
	if err := s.putKeys(); err != nil {
		return err
	}
	for _, key := range short(unpackKeys(was.keys)) {
		delete(s.keys, key)
		if err := accountKeys.drop(s.line, key, was.n); err != nil {
			return err
		}
		if !s.crowded[key] {
			continue
		}
		if err := s.do("DELETE FROM crowd WHERE key = ? AND place = ? AND account = ?", key, was.place, was.n); err != nil {
			return err
		}
	}
	return nil
}
