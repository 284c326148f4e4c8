package sqlite

import (
	"cmp"
	"encoding/json"
	"hash/fnv"
	"slices"

	"dateline/internal/record"
	"dateline/internal/store"
)

// dense is how many accounts may share a key before they are kept in their order.
const dense = 400

// hashBits is how much of a place in the order of a key is a hash: of the accounts of one day, two have one place once in a thousand
// thousand millions.
const hashBits = 40

// placeOf is the place of an account in the order in which those of one key lie: its day, then a hash of its name.
func placeOf(id record.AccountID, day int32) int64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return int64(day)<<hashBits | int64(h.Sum64()>>(64-hashBits))
}

// placed is an account in the order of a key.
type placed struct{ place, account int64 }

func (s *session) Near(a store.Account, most int) ([]record.AccountID, error) {
	rows := map[int64]bool{}
	for _, key := range short(a.Keys) {
		before, after, err := s.beside(key, a, most)
		if err != nil {
			return nil, err
		}
		for _, p := range append(before, after...) {
			rows[p.account] = true
		}
	}
	near := make([]record.AccountID, 0, len(rows))
	for n := range rows {
		id, err := s.name(n)
		if err != nil {
			return nil, err
		}
		near = append(near, id)
	}
	slices.Sort(near)
	return near, nil
}

// Around looks for pairs key by key: the i-th before and the j-th after an account lie i+j apart with it between them.
func (s *session) Around(a store.Account, most, more int) (pairs [][2]record.AccountID, err error) {
	seen := map[[2]int64]bool{}
	for _, key := range short(a.Keys) {
		if found, err := s.accountsOfKey(key); err != nil || len(found) <= most {
			if err != nil {
				return nil, err
			}
			continue // all lie near each other
		}
		before, after, err := s.beside(key, a, most+more)
		if err != nil {
			return nil, err
		}
		for i, x := range before {
			for j := max(0, most-1-i); j < min(len(after), most+more-1-i); j++ {
				pair := [2]int64{x.account, after[j].account}
				if seen[pair] {
					continue
				}
				seen[pair] = true
				one, err := s.name(pair[0])
				if err != nil {
					return nil, err
				}
				other, err := s.name(pair[1])
				if err != nil {
					return nil, err
				}
				pairs = append(pairs, [2]record.AccountID{min(one, other), max(one, other)})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y [2]record.AccountID) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return slices.Compact(pairs), nil
}

// beside gives the accounts of a key that lie before and after an account, the nearest first, no more than most each.
func (s *session) beside(key int64, a store.Account, most int) (before, after []placed, err error) {
	found, err := s.accountsOfKey(key)
	if err != nil {
		return nil, nil, err
	}
	if len(found) > dense {
		kept, err := s.keepOrder(key)
		if err != nil || kept {
			return s.besideInCrowd(key, placeOf(a.ID, a.Day), most, err)
		}
		if found, err = s.allOfKey(key); err != nil {
			return nil, nil, err
		}
	}
	own, err := s.accountRow(a.ID)
	if err != nil && err != store.ErrMissing {
		return nil, nil, err
	}
	if len(found) <= most { // in any order: all of them are near
		for _, n := range found {
			if n != own {
				before = append(before, placed{account: n})
			}
		}
		return before, nil, nil
	}
	all, err := s.inOrder(found)
	if err != nil {
		return nil, nil, err
	}
	at, is := slices.BinarySearchFunc(all, placeOf(a.ID, a.Day), func(p placed, place int64) int { return cmp.Compare(p.place, place) })
	before, after = slices.Clone(all[max(0, at-most):at]), all[at:]
	if is {
		after = after[1:]
	}
	slices.Reverse(before)
	return before, slices.Clone(after[:min(len(after), most)]), nil
}

// besideInCrowd reads the order that is kept of a key, unless something failed.
func (s *session) besideInCrowd(key, place int64, most int, failed error) (before, after []placed, err error) {
	if failed != nil {
		return nil, nil, failed
	}
	if before, err = s.ordered("SELECT place, account FROM crowd WHERE key = ? AND place < ? ORDER BY place DESC LIMIT ?", key, place, most); err != nil {
		return nil, nil, err
	}
	after, err = s.ordered("SELECT place, account FROM crowd WHERE key = ? AND place > ? ORDER BY place LIMIT ?", key, place, most)
	return before, after, err
}

func (s *session) ordered(query string, args ...any) (all []placed, err error) {
	err = s.each(query, args, func(scan func(...any) error) error {
		var p placed
		err := scan(&p.place, &p.account)
		all = append(all, p)
		return err
	})
	return all, err
}

// keepOrder puts all accounts of a key in order, once, and reports whether their order is kept; who only reads cannot put them.
func (s *session) keepOrder(key int64) (kept bool, err error) {
	if err := s.one("SELECT EXISTS(SELECT 1 FROM crowd WHERE key = ?)", []any{key}, &kept); err != nil || kept || !s.writes {
		return kept, err
	}
	found, err := s.allOfKey(key)
	if err != nil {
		return false, err
	}
	all, err := s.inOrder(found)
	if err != nil {
		return false, err
	}
	s.crowds = yes
	for _, p := range all {
		if err := s.do("INSERT OR REPLACE INTO crowd(key, place, account) VALUES(?, ?, ?)", key, p.place, p.account); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (s *session) allOfKey(key int64) ([]int64, error) {
	return list[int64](s.line, "SELECT account FROM account_key WHERE key = ?", key)
}

func (s *session) inOrder(accounts []int64) ([]placed, error) {
	all := make([]placed, len(accounts))
	for i, n := range accounts {
		var report, local string
		var day int32
		if err := s.one("SELECT r.id, a.local, a.day FROM account a JOIN report r ON r.n = a.report WHERE a.n = ?", []any{n}, &report, &local, &day); err != nil {
			return nil, err
		}
		all[i] = placed{placeOf(join(report, local), day), n}
	}
	slices.SortFunc(all, func(x, y placed) int { return cmp.Compare(x.place, y.place) })
	return all, nil
}

// accountsOfKey gives the accounts of a key; of more than dense some, which are more than dense.
func (s *session) accountsOfKey(key int64) ([]int64, error) {
	if found, met := s.keys[key]; met {
		return found, nil
	}
	found, err := list[int64](s.line, "SELECT account FROM account_key WHERE key = ? LIMIT ?", key, dense+1)
	if err == nil && s.writes {
		if len(s.keys) > mostMet {
			clear(s.keys)
		}
		s.keys[key] = found
	}
	return found, err
}

// come adds an account to the keys of which the order is kept.
func (s *session) come(account int64, keys []int64, place int64) error {
	return s.inCrowds(`INSERT OR REPLACE INTO crowd(key, place, account) SELECT k.value, ?2, ?3 FROM json_each(?1) k
		WHERE EXISTS(SELECT 1 FROM crowd c WHERE c.key = k.value)`, keys, place, account)
}

// gone takes one out of them.
func (s *session) gone(account int64, keys []int64, place int64) error {
	return s.inCrowds("DELETE FROM crowd WHERE key IN (SELECT value FROM json_each(?1)) AND place = ?2 AND account = ?3", keys, place, account)
}

func (s *session) inCrowds(query string, keys []int64, place, account int64) error {
	if any, err := s.holds(&s.crowds, "SELECT EXISTS(SELECT 1 FROM crowd)"); err != nil || !any {
		return err
	}
	packed, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	return s.do(query, string(packed), place, account)
}
