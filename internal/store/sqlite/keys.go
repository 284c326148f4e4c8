package sqlite

import (
	"encoding/json"
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
	err := s.eachOf("SELECT key, account FROM account_key WHERE key IN (SELECT value FROM json_each(?))", unmet, func(scan func(...any) error) error {
		var key, account int64
		err := scan(&key, &account)
		s.keys[key] = append(s.keys[key], account)
		return err
	})
	for _, key := range keys {
		if err == nil && len(s.keys[key]) > dense {
			err = s.keepOrder(key)
		}
	}
	return err
}

// eachOf calls f for each row of a query whose one argument is a list of numbers; an empty one has no rows.
func (s *session) eachOf(query string, numbers []int64, f func(scan func(...any) error) error) error {
	if len(numbers) == 0 {
		return nil
	}
	packed, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	return s.each(query, []any{string(packed)}, f)
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
	rows := make([]any, 0, 2*mostPairs)
	for _, key := range sortedKeys(s.pending) {
		for _, account := range s.pending[key] {
			if rows = append(rows, key, account); len(rows) < 2*mostPairs {
				continue
			}
			if err := s.putPairs(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	clear(s.pending)
	return s.putPairs(rows)
}

func (s *session) putPairs(rows []any) error {
	return s.pairs("INSERT OR IGNORE INTO account_key(key, account) VALUES", rows)
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
		if err := s.do("DELETE FROM account_key WHERE key = ? AND account = ?", key, was.n); err != nil {
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
