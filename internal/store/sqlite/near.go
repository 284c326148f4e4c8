package sqlite

import (
	"cmp"
	"hash/fnv"
	"slices"

	"dateline/internal/record"
	"dateline/internal/store"
)

// dense is how many accounts may share a key before they are kept in their order: the key is crowded.
const dense = 50

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

func (s *session) Near(a store.Account, most int) ([]store.Account, error) {
	keys := short(a.Keys)
	if err := s.gather(keys); err != nil {
		return nil, err
	}
	rows := map[int64]bool{}
	for _, key := range keys {
		before, after, err := s.beside(key, a, most)
		if err != nil {
			return nil, err
		}
		for _, p := range append(before, after...) {
			rows[p.account] = true
		}
	}
	near, err := s.accountsAt(sortedKeys(rows))
	slices.SortFunc(near, func(a, b store.Account) int { return cmp.Compare(a.ID, b.ID) })
	return near, err
}

// Around looks for pairs key by key: the i-th before and the j-th after an account lie i+j apart with it between them.
func (s *session) Around(a store.Account, most, more int, linked bool) (pairs [][2]record.AccountID, err error) {
	keys := short(a.Keys)
	if err := s.gather(keys); err != nil {
		return nil, err
	}
	found := map[[2]int64]bool{}
	for _, key := range keys {
		if !s.crowded[key] && len(s.keys[key]) <= most {
			continue // all lie near each other
		}
		before, after, err := s.beside(key, a, most+more)
		if err != nil {
			return nil, err
		}
		edges := map[[2]int64]bool{}
		if linked && len(before) > 0 && len(after) > 0 {
			if edges, err = s.edgesFrom(before); err != nil {
				return nil, err
			}
		}
		for i, x := range before {
			for j := max(0, most-1-i); j < min(len(after), most+more-1-i); j++ {
				if pair := [2]int64{x.account, after[j].account}; !linked || edges[pair] {
					found[pair] = true
				}
			}
		}
	}
	return s.namePairs(found)
}

// edgesFrom gives the edges of accounts, each as the account and the other one.
func (s *session) edgesFrom(accounts []placed) (map[[2]int64]bool, error) {
	rows := make([]int64, len(accounts))
	for i, p := range accounts {
		rows[i] = p.account
	}
	edges := map[[2]int64]bool{}
	err := s.eachOf("SELECT a, b FROM edge WHERE a IN (SELECT value FROM json_each(?))", rows, func(scan func(...any) error) error {
		var e [2]int64
		err := scan(&e[0], &e[1])
		edges[e] = true
		return err
	})
	return edges, err
}

func (s *session) namePairs(rows map[[2]int64]bool) (pairs [][2]record.AccountID, err error) {
	for pair := range rows {
		names, err := s.namesOf(pair[:])
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]record.AccountID{min(names[0], names[1]), max(names[0], names[1])})
	}
	slices.SortFunc(pairs, func(x, y [2]record.AccountID) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return slices.Compact(pairs), nil
}

// beside gives the accounts of a key that was gathered which lie before and after an account, the nearest first, no more than most each.
func (s *session) beside(key int64, a store.Account, most int) (before, after []placed, err error) {
	if s.crowded[key] {
		return s.besideInCrowd(key, placeOf(a.ID, a.Day), most)
	}
	found := s.keys[key]
	if len(found) <= most { // in any order: all of them are near
		own, err := s.accountRow(a.ID)
		if err != nil && err != store.ErrMissing {
			return nil, nil, err
		}
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

// besideInCrowd reads the order that is kept of a key.
func (s *session) besideInCrowd(key, place int64, most int) (before, after []placed, err error) {
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

// inOrder puts accounts in the order of their places.
func (s *session) inOrder(accounts []int64) (all []placed, err error) {
	err = s.eachOf("SELECT a.n, r.id, a.local, a.day FROM account a JOIN report r ON r.n = a.report WHERE a.n IN (SELECT value FROM json_each(?))", accounts,
		func(scan func(...any) error) error {
			var n int64
			var report, local string
			var day int32
			err := scan(&n, &report, &local, &day)
			all = append(all, placed{placeOf(join(report, local), day), n})
			return err
		})
	slices.SortFunc(all, func(x, y placed) int { return cmp.Compare(x.place, y.place) })
	return all, err
}

// namesOf names accounts, in their order.
func (s *session) namesOf(rows []int64) ([]record.AccountID, error) {
	var unmet []int64
	for _, n := range rows {
		if _, met := s.names[n]; !met {
			unmet = append(unmet, n)
		}
	}
	found := map[int64]record.AccountID{}
	err := s.eachOf("SELECT a.n, r.id, a.local FROM account a JOIN report r ON r.n = a.report WHERE a.n IN (SELECT value FROM json_each(?))", unmet,
		func(scan func(...any) error) error {
			var n int64
			var report, local string
			err := scan(&n, &report, &local)
			found[n] = join(report, local)
			return err
		})
	if err != nil {
		return nil, err
	}
	names := make([]record.AccountID, len(rows))
	for i, n := range rows {
		if id, met := s.names[n]; met {
			names[i] = id
		} else {
			names[i] = found[n]
		}
	}
	for n, id := range found {
		s.meet(id, n)
	}
	return names, nil
}
