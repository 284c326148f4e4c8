package sqlite

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/store"
)

// split parts the name of an account into its report and its id within that report's reading.
func split(id record.AccountID) (report, local string) {
	at := strings.LastIndexByte(string(id), '#')
	if at < 0 {
		return "", string(id)
	}
	return string(id[:at]), string(id[at+1:])
}

func join(report, local string) record.AccountID { return record.AccountID(report + "#" + local) }

func (s *session) accountRow(id record.AccountID) (n int64, err error) {
	if n, met := s.accounts[id]; met {
		return n, nil
	}
	report, local := split(id)
	err = s.one("SELECT a.n FROM account a JOIN report r ON r.n = a.report WHERE r.id = ? AND a.local = ?", []any{report, local}, &n)
	if err == nil {
		s.meet(id, n)
	}
	return n, err
}

func (s *session) Account(id record.AccountID) (a store.Account, err error) {
	n, err := s.accountRow(id)
	if err != nil {
		return a, err
	}
	a.ID = id
	a.Report, _ = split(id)
	var keys []byte
	err = s.one("SELECT telling, founds, keys, day FROM account WHERE n = ?", []any{n}, &a.Telling, &a.Founds, &keys, &a.Day)
	a.Keys = unpackKeys(keys)
	return a, err
}

// accountsAt reads accounts by their rows, in no order.
func (s *session) accountsAt(rows []int64) (all []store.Account, err error) {
	if len(s.near) > mostRows {
		clear(s.near)
	}
	var unmet []int64
	for _, n := range rows {
		if a, met := s.near[n]; met {
			all = append(all, a)
		} else {
			unmet = append(unmet, n)
		}
	}
	err = s.eachOf(`SELECT a.n, r.id, a.local, a.telling, a.founds, a.keys, a.day FROM account a JOIN report r ON r.n = a.report WHERE a.n IN (SELECT value FROM json_each(?))`, unmet,
		func(scan func(...any) error) error {
			var a store.Account
			var n int64
			var local string
			var keys []byte
			err := scan(&n, &a.Report, &local, &a.Telling, &a.Founds, &keys, &a.Day)
			a.ID, a.Keys = join(a.Report, local), unpackKeys(keys)
			s.meet(a.ID, n)
			s.near[n] = a
			all = append(all, a)
			return err
		})
	return all, err
}

func (s *session) AccountsOf(report string) (all []store.Account, err error) {
	n, err := s.rowOf(report)
	if err == store.ErrMissing || s.bare[n] {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = s.each("SELECT local, telling, founds, keys, day FROM account WHERE report = ? ORDER BY local", []any{n}, func(scan func(...any) error) error {
		a := store.Account{Report: report}
		var local string
		var keys []byte
		err := scan(&local, &a.Telling, &a.Founds, &keys, &a.Day)
		a.ID, a.Keys = join(report, local), unpackKeys(keys)
		all = append(all, a)
		return err
	})
	return all, err
}

// held is an account as it stands before new ones take its place.
type held struct {
	n     int64
	keys  []byte
	place int64 // in the order of its keys
}

// PutAccounts keeps the rows, and so the events, of accounts that are there already.
func (s *session) PutAccounts(report string, accounts []store.Account) error {
	n, err := s.rowOf(report)
	if err != nil {
		return err
	}
	before := map[string]held{}
	if !s.bare[n] {
		if before, err = s.held(n, report); err != nil {
			return err
		}
	}
	delete(s.bare, n)
	for _, a := range accounts {
		_, local := split(a.ID)
		was, known := before[local]
		delete(before, local)
		if known {
			err = s.changeAccount(was, a)
		} else {
			err = s.addAccount(n, local, a)
		}
		if err != nil {
			return err
		}
	}
	return s.dropAccounts(before)
}

func (s *session) held(n int64, report string) (map[string]held, error) {
	all := map[string]held{}
	err := s.each("SELECT n, local, keys, day FROM account WHERE report = ?", []any{n}, func(scan func(...any) error) error {
		var h held
		var local string
		var day int32
		err := scan(&h.n, &local, &h.keys, &day)
		h.place = placeOf(join(report, local), day)
		all[local] = h
		return err
	})
	return all, err
}

func (s *session) changeAccount(was held, a store.Account) error {
	delete(s.near, was.n)
	keys := packKeys(a.Keys)
	if err := s.do("UPDATE account SET telling = ?, founds = ?, keys = ?, day = ? WHERE n = ?", a.Telling, string(a.Founds), keys, a.Day, was.n); err != nil {
		return err
	}
	if slices.Equal(keys, was.keys) && placeOf(a.ID, a.Day) == was.place {
		return nil
	}
	if err := s.dropKeys(was); err != nil {
		return err
	}
	return s.addKeys(was.n, a)
}

func (s *session) addAccount(report int64, local string, a store.Account) error {
	n, err := s.insert("INSERT INTO account(report, local, founds, telling, keys, day) VALUES(?, ?, ?, ?, ?, ?)", report, local, string(a.Founds), a.Telling, packKeys(a.Keys), a.Day)
	if err != nil {
		return err
	}
	s.meet(a.ID, n)
	if s.writes {
		s.single[n], s.homeless[n] = true, true
	}
	return s.addKeys(n, a)
}

// dropAccounts takes out the accounts of a report that a new reading does not have, and events that are left without members.
func (s *session) dropAccounts(gone map[string]held) error {
	for _, local := range sortedKeys(gone) {
		if err := s.dropAccount(gone[local]); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) dropAccount(was held) error {
	events, err := list[int64](s.line, "SELECT event FROM account WHERE n = ? AND event IS NOT NULL", was.n)
	if err != nil {
		return err
	}
	if err := s.dropKeys(was); err != nil {
		return err
	}
	if err := s.dropEdges(was.n); err != nil {
		return err
	}
	s.forget(was.n)
	if err := errors.Join(s.do("DELETE FROM lead WHERE account = ?", was.n), s.do("DELETE FROM account WHERE n = ?", was.n)); err != nil {
		return err
	}
	return s.dropEmpty(events)
}

func (s *session) Pin(account record.AccountID, p store.Pin) error {
	n, err := s.accountRow(account)
	if err != nil {
		return err
	}
	s.keepsName = unknown
	return s.do("UPDATE account SET pinned = ?, pin = ? WHERE n = ? AND pinned IS NULL", p.Since, string(p.ID), n)
}

func (s *session) Pinned(accounts []record.AccountID) (map[record.AccountID]store.Pin, error) {
	pinned := map[record.AccountID]store.Pin{}
	if any, err := s.holds(&s.keepsName, keepsAnyName); err != nil || !any {
		return pinned, err
	}
	for _, id := range accounts {
		report, local := split(id)
		var p store.Pin
		err := s.one("SELECT a.pinned, a.pin FROM account a JOIN report r ON r.n = a.report WHERE r.id = ? AND a.local = ? AND a.pinned IS NOT NULL",
			[]any{report, local}, &p.Since, &p.ID)
		if err == nil {
			pinned[id] = p
		} else if err != store.ErrMissing {
			return nil, err
		}
	}
	return pinned, nil
}

func (s *session) Lead(account record.AccountID, p store.Pin) error {
	n, err := s.accountRow(account)
	if err != nil {
		return err
	}
	s.keepsName = unknown
	return s.do("INSERT INTO lead(id, since, account) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET account = excluded.account", string(p.ID), p.Since, n)
}

func (s *session) Leads(accounts []record.AccountID) (all []store.Pin, err error) {
	if any, err := s.holds(&s.keepsName, keepsAnyName); err != nil || !any {
		return nil, err
	}
	for _, id := range accounts {
		n, err := s.accountRow(id)
		if err == store.ErrMissing {
			continue
		}
		if err != nil {
			return nil, err
		}
		err = s.each("SELECT id, since FROM lead WHERE account = ? ORDER BY since, id", []any{n}, func(scan func(...any) error) error {
			var p store.Pin
			err := scan(&p.ID, &p.Since)
			all = append(all, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// keepsAnyName asks whether any id is kept for good.
const keepsAnyName = "SELECT EXISTS(SELECT 1 FROM account WHERE pin IS NOT NULL) OR EXISTS(SELECT 1 FROM lead)"

func (s *session) Resolve(id record.AccountID) (now record.AccountID, err error) {
	if _, err := s.accountRow(id); err != store.ErrMissing {
		return id, err
	}
	if err := s.one("SELECT now FROM moved WHERE was = ?", []any{string(id)}, &now); err != nil {
		return "", err
	}
	_, err = s.accountRow(now)
	return now, err
}

// keySize is how many bytes a key takes.
const keySize = 4

// packKeys writes keys side by side.
func packKeys(keys []uint64) []byte {
	packed := make([]byte, 0, keySize*len(keys))
	for _, key := range keys {
		packed = binary.LittleEndian.AppendUint32(packed, uint32(key))
	}
	return packed
}

func unpackKeys(packed []byte) (keys []uint64) {
	for ; len(packed) >= keySize; packed = packed[keySize:] {
		keys = append(keys, uint64(binary.LittleEndian.Uint32(packed)))
	}
	return keys
}

// short gives keys as the columns of numbers hold them.
func short(keys []uint64) []int64 {
	all := make([]int64, len(keys))
	for i, key := range keys {
		all[i] = int64(uint32(key))
	}
	return all
}
