package sqlite

import (
	"errors"

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
	writes bool
	*memory
	pending      map[int64][]int64          // accounts of keys that are not in the table yet
	uncoded      map[int64]bool             // reports that came in this transaction and have no reading yet
	bare         map[int64]bool             // reports that came in this transaction and have no accounts yet
	told         map[int64]map[string]int64 // of reports that came in this transaction: the rows of their names as told
	lastName     int64                      // the last row of a name; 0 when it was not asked for
	single       map[int64]bool             // accounts that came in this transaction and have no edge yet
	homeless     map[int64]bool             // accounts that came in this transaction and tell no event yet
	judged       tri                        // whether there is any decision
	keepsName    tri                        // whether any account is pinned
	own          int64                      // the number of this program's layout; 0 when it was not asked for
	read         map[int64]*packed.Layout
	moreTextKeys bool      // keys of texts were written
	unsaid       []wording // words that are not in the index yet
	last         int64     // the report whose raw bytes came last
	lastRaw      []byte    // and those
	buffer       []byte    // to pack in
}

// memory is what the one who writes remembers from one transaction to the next, as long as nobody else writes.
type memory struct {
	state    int64 // SQLite's data_version, which changes when another connection writes
	reports  map[string]int64
	accounts map[record.AccountID]int64
	names    map[int64]record.AccountID // of accounts
	keys     map[int64][]int64          // all accounts of a key that is not crowded
	near     map[int64]store.Account    // those that were near others: the same are near again and again
	crowded  map[int64]bool             // the keys whose accounts are kept in their order; nil before they were read
}

func newMemory(state int64) *memory {
	return &memory{state: state, reports: map[string]int64{}, accounts: map[record.AccountID]int64{}, names: map[int64]record.AccountID{}, keys: map[int64][]int64{}, near: map[int64]store.Account{}}
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

// finish writes what waits for the end of a transaction.
func (s *session) finish() error {
	if err := errors.Join(s.index(), s.putKeys()); err != nil || !s.moreTextKeys {
		return err
	}
	return textKeys.settle(s.line, s.late)
}

// tri is a truth that may be unknown.
type tri int8

const (
	unknown tri = iota
	no
	yes
)

// mostRows is how many whole accounts are remembered, of less than a kilobyte each, before it starts anew.
const mostRows = 1 << 16

// mostMet is how much of each kind is remembered before it starts anew.
const mostMet = 1 << 17

// writingSession begins with what the last transaction remembered, if it succeeded and nobody else wrote since.
func (l *ledger) writingSession() (*session, error) {
	s := l.session(l.writer, true)
	var state int64
	if err := s.one("PRAGMA data_version", nil, &state); err != nil {
		return nil, err
	}
	if s.memory = l.remembered; s.memory == nil || s.state != state {
		s.memory = newMemory(state)
	}
	l.remembered = nil
	return s, nil
}

func (l *ledger) session(on *line, writes bool) *session {
	s := &session{ledger: l, line: on}
	if s.memory = (&memory{}); writes {
		s.met = met{
			writes: true, memory: s.memory, pending: map[int64][]int64{}, told: map[int64]map[string]int64{},
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
	delete(m.near, n)
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
