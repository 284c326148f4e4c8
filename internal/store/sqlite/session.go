package sqlite

import (
	"dateline/internal/record"
	"dateline/internal/record/packed"
	"dateline/internal/store"
)

// session is one transaction: a store.Writer, or a store.Reader on a line that only reads.
type session struct {
	*ledger
	*line
	met
}

var _ store.Writer = (*session)(nil)

// met is what a transaction that writes has met so far, and need not look up again. Nobody else writes meanwhile.
type met struct {
	writes    bool
	reports   map[string]int64
	accounts  map[record.AccountID]int64
	names     map[int64]record.AccountID // of accounts
	keys      map[int64][]int64          // the accounts of a key
	uncoded   map[int64]bool             // reports that came in this transaction and have no reading yet
	bare      map[int64]bool             // reports that came in this transaction and have no accounts yet
	single    map[int64]bool             // accounts that came in this transaction and have no edge yet
	homeless  map[int64]bool             // accounts that came in this transaction and tell no event yet
	judged    tri                        // whether there is any decision
	keepsName tri                        // whether any account is pinned
	crowds    tri                        // whether the order of any key is kept
	own       int64                      // the number of this program's layout; 0 when it was not asked for
	read      map[int64]*packed.Layout
	unsaid    []wording // words that are not in the index yet
	last      int64     // the report whose raw bytes came last
	lastRaw   []byte    // and those
	buffer    []byte    // to pack in
}

// wording is what the index of words holds of a report.
type wording struct {
	report      int64
	title, body string
}

// index puts words into their index, all at once: between other statements each would be written out on its own.
func (s *session) index() error {
	for _, w := range s.unsaid {
		if err := s.do("INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)", w.report, w.title, w.body); err != nil {
			return err
		}
	}
	s.unsaid = s.unsaid[:0]
	return nil
}

// tri is a truth that may be unknown.
type tri int8

const (
	unknown tri = iota
	no
	yes
)

// mostMet is how much a transaction remembers of each kind before it starts anew.
const mostMet = 1 << 17

func (l *ledger) session(on *line, writes bool) *session {
	s := &session{ledger: l, line: on}
	if s.writes = writes; writes {
		s.met = met{
			writes: true, reports: map[string]int64{}, accounts: map[record.AccountID]int64{}, names: map[int64]record.AccountID{}, keys: map[int64][]int64{},
			uncoded: map[int64]bool{}, bare: map[int64]bool{}, read: map[int64]*packed.Layout{}, single: map[int64]bool{}, homeless: map[int64]bool{},
		}
	}
	return s
}

// meet remembers an account.
func (m *met) meet(id record.AccountID, n int64) {
	if !m.writes {
		return
	}
	if len(m.accounts) > mostMet {
		clear(m.accounts)
	}
	if len(m.names) > mostMet {
		clear(m.names)
	}
	m.accounts[id], m.names[n] = n, id
}

// forget forgets an account that is gone.
func (m *met) forget(n int64) {
	delete(m.accounts, m.names[n])
	delete(m.names, n)
	delete(m.single, n)
	delete(m.homeless, n)
}

// holds asks a question of the file once.
func (s *session) holds(known *tri, query string) (bool, error) {
	if *known != unknown {
		return *known == yes, nil
	}
	var found bool
	err := s.one(query, nil, &found)
	if err == nil && s.writes {
		*known = no
		if found {
			*known = yes
		}
	}
	return found, err
}
