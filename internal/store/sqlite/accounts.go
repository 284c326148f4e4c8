package sqlite

import (
	"encoding/json"
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
	report, local := split(id)
	return n, s.one("SELECT a.n FROM account a JOIN report r ON r.n = a.report WHERE r.id = ? AND a.local = ?", []any{report, local}, &n)
}

func (s *session) Account(id record.AccountID) (a store.Account, err error) {
	n, err := s.accountRow(id)
	if err != nil {
		return a, err
	}
	a.ID = id
	a.Report, _ = split(id)
	if err := s.one("SELECT telling, founds FROM account WHERE n = ?", []any{n}, &a.Telling, &a.Founds); err != nil {
		return a, err
	}
	return a, s.keysOf(n, &a)
}

func (s *session) keysOf(n int64, a *store.Account) error {
	keys, err := list[int64](s.line, "SELECT key FROM account_key WHERE account = ? ORDER BY key", n)
	for _, key := range keys {
		a.Keys = append(a.Keys, uint64(key))
	}
	return err
}

func (s *session) AccountsOf(report string) ([]store.Account, error) {
	locals, err := list[string](s.line, "SELECT a.local FROM account a JOIN report r ON r.n = a.report WHERE r.id = ? ORDER BY a.local", report)
	if err != nil {
		return nil, err
	}
	all := make([]store.Account, len(locals))
	for i, local := range locals {
		if all[i], err = s.Account(join(report, local)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// PutAccounts keeps the rows, and so the events, of accounts that are there already.
func (s *session) PutAccounts(report string, accounts []store.Account) error {
	n, err := s.rowOf(report)
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, a := range accounts {
		_, local := split(a.ID)
		kept[local] = true
		if err := s.putAccount(n, local, a); err != nil {
			return err
		}
	}
	return s.dropAccounts(n, kept)
}

func (s *session) putAccount(report int64, local string, a store.Account) error {
	err := s.do(`INSERT INTO account(report, local, founds, telling) VALUES(?, ?, ?, ?)
		ON CONFLICT(report, local) DO UPDATE SET telling = excluded.telling, founds = excluded.founds`, report, local, string(a.Founds), a.Telling)
	if err != nil {
		return err
	}
	var n int64
	if err := s.one("SELECT n FROM account WHERE report = ? AND local = ?", []any{report, local}, &n); err != nil {
		return err
	}
	if err := s.do("DELETE FROM account_key WHERE account = ?", n); err != nil {
		return err
	}
	for _, key := range a.Keys {
		if err := s.do("INSERT OR IGNORE INTO account_key(key, account) VALUES(?, ?)", int64(key), n); err != nil {
			return err
		}
	}
	return nil
}

// dropAccounts takes out the accounts of a report that a new reading does not have, and events that are left without members.
func (s *session) dropAccounts(report int64, kept map[string]bool) error {
	type row struct {
		n     int64
		local string
	}
	var gone []row
	err := s.each("SELECT n, local FROM account WHERE report = ?", []any{report}, func(scan func(...any) error) error {
		var r row
		if err := scan(&r.n, &r.local); err != nil {
			return err
		}
		if !kept[r.local] {
			gone = append(gone, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range gone {
		if err := s.dropAccount(r.n); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) dropAccount(n int64) error {
	events, err := list[int64](s.line, "SELECT event FROM account WHERE n = ? AND event IS NOT NULL", n)
	if err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM account_key WHERE account = ?", "DELETE FROM edge WHERE a = ?", "DELETE FROM edge WHERE b = ?", "DELETE FROM account WHERE n = ?"} {
		if err := s.do(query, n); err != nil {
			return err
		}
	}
	return s.dropEmpty(events)
}

func (s *session) Near(keys []uint64, most int) (near []record.AccountID, crowded []uint64, err error) {
	packed, err := json.Marshal(signed(keys))
	if err != nil {
		return nil, nil, err
	}
	full, err := list[int64](s.line, "SELECT k.value FROM json_each(?) k WHERE (SELECT count(*) FROM (SELECT 1 FROM account_key WHERE key = k.value LIMIT ?)) > ?",
		string(packed), most+1, most)
	if err != nil {
		return nil, nil, err
	}
	for _, key := range full {
		crowded = append(crowded, uint64(key))
	}
	except, err := json.Marshal(append([]int64{}, full...))
	if err != nil {
		return nil, nil, err
	}
	err = s.each(`SELECT DISTINCT r.id, a.local FROM json_each(?) k JOIN account_key c ON c.key = k.value JOIN account a ON a.n = c.account JOIN report r ON r.n = a.report
		WHERE k.value NOT IN (SELECT value FROM json_each(?)) ORDER BY r.id, a.local`, []any{string(packed), string(except)}, func(scan func(...any) error) error {
		var report, local string
		if err := scan(&report, &local); err != nil {
			return err
		}
		near = append(near, join(report, local))
		return nil
	})
	return near, crowded, err
}

func (s *session) Edges(id record.AccountID) (all []store.Edge, err error) {
	n, err := s.accountRow(id)
	if err != nil {
		return nil, err
	}
	err = s.each("SELECT r.id, a.local, e.kind, e.score, e.reasons FROM edge e JOIN account a ON a.n = e.b JOIN report r ON r.n = a.report WHERE e.a = ? ORDER BY r.id, a.local", []any{n},
		func(scan func(...any) error) error {
			var report, local, reasons string
			e := store.Edge{A: id}
			if err := scan(&report, &local, &e.Kind, &e.Score, &reasons); err != nil {
				return err
			}
			if e.B = join(report, local); e.B < e.A {
				e.A, e.B = e.B, e.A
			}
			all = append(all, e)
			return fromJSON(reasons, &all[len(all)-1].Reasons)
		})
	return all, err
}

func (s *session) PutEdges(of record.AccountID, edges []store.Edge) error {
	n, err := s.accountRow(of)
	if err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM edge WHERE a = ?", "DELETE FROM edge WHERE b = ?"} {
		if err := s.do(query, n); err != nil {
			return err
		}
	}
	for _, e := range edges {
		other := e.A
		if other == of {
			other = e.B
		}
		m, err := s.accountRow(other)
		if err != nil {
			return err
		}
		reasons := inJSON(e.Reasons, len(e.Reasons) == 0)
		if err := s.do("INSERT OR REPLACE INTO edge(a, b, kind, score, reasons) VALUES(?1, ?2, ?3, ?4, ?5), (?2, ?1, ?3, ?4, ?5)", n, m, e.Kind, e.Score, reasons); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) Pin(account record.AccountID, p store.Pin) error {
	n, err := s.accountRow(account)
	if err != nil {
		return err
	}
	return s.do("UPDATE account SET pinned = ?, pin = ? WHERE n = ? AND pinned IS NULL", p.Since, string(p.ID), n)
}

func (s *session) Pinned(accounts []record.AccountID) (map[record.AccountID]store.Pin, error) {
	pinned := map[record.AccountID]store.Pin{}
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
