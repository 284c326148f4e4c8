package web

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/store"
)

// mostPasts is how many copies of the ledger as it stood are kept at once: each takes as much room as the ledger.
const mostPasts = 2

// pasts keeps copies of the ledger as it stood after a decision.
type pasts struct {
	mu     sync.Mutex
	copies map[int64]*past
	uses   int64
}

type past struct {
	*ledger.Ledger
	folder string
	asking int   // how many requests read it now
	last   int64 // the number of the last use
}

// open gives the ledger as it stood after a decision; done says that it is read no more.
func (p *pasts) open(l *ledger.Ledger, seq int64) (then *past, done func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.copies == nil {
		p.copies = map[int64]*past{}
	}
	then = p.copies[seq]
	if then == nil {
		if !p.makeRoom() {
			return nil, nil, errBusy
		}
		if then, err = newPast(l, seq); err != nil {
			return nil, nil, err
		}
		p.copies[seq] = then
	}
	p.uses++
	then.asking, then.last = then.asking+1, p.uses
	return then, func() { p.mu.Lock(); then.asking--; p.mu.Unlock() }, nil
}

// errBusy says that as many past states are being read as are kept.
var errBusy = errText("too many past states of the ledger are being read; try again in a moment")

// makeRoom drops the copy that was not read for the longest time, if there are as many as are kept.
func (p *pasts) makeRoom() bool {
	if len(p.copies) < mostPasts {
		return true
	}
	oldest := int64(-1)
	for seq, c := range p.copies {
		if c.asking == 0 && (oldest < 0 || c.last < p.copies[oldest].last) {
			oldest = seq
		}
	}
	if oldest < 0 {
		return false
	}
	p.copies[oldest].drop()
	delete(p.copies, oldest)
	return true
}

func newPast(l *ledger.Ledger, seq int64) (*past, error) {
	folder, err := os.MkdirTemp("", "dateline-as-of-")
	if err != nil {
		return nil, err
	}
	then, err := l.AsOf(seq, folder)
	if err != nil {
		os.RemoveAll(folder)
		return nil, err
	}
	return &past{Ledger: then, folder: folder}, nil
}

func (p *past) drop() {
	p.Close()
	os.RemoveAll(p.folder)
}

func (p *pasts) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for seq, c := range p.copies {
		c.drop()
		delete(p.copies, seq)
	}
}

// Close takes away what the pages have put aside. No request may be answered any more.
func (s *Server) Close() error {
	s.pasts.close()
	return nil
}

// moment is the state of the ledger that a request asks for.
type moment struct {
	ledger *ledger.Ledger
	Seq    int64     // the last decision that counts
	At     time.Time // when it was taken; zero for none
}

type momentKey struct{}

// at is the ledger that a request asks for: as it stands, or as it stood.
func (s *Server) at(r *http.Request) *ledger.Ledger {
	if then, is := r.Context().Value(momentKey{}).(moment); is {
		return then.ledger
	}
	return s.ledger
}

// past lets as_of in an address choose the ledger as it stood after a decision, or at the end of a day.
func (s *Server) past(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := r.URL.Query().Get("as_of")
		if asked == "" || r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		then, latest, err := s.momentOf(asked)
		if err == nil && latest {
			next.ServeHTTP(w, r)
			return
		}
		if err == nil {
			var copied *past
			var done func()
			if copied, done, err = s.pasts.open(s.ledger, then.Seq); err == nil {
				defer done()
				then.ledger = copied.Ledger
				next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), momentKey{}, then)))
				return
			}
		}
		s.eitherFault(w, r, err)
	})
}

// momentOf finds the last decision that a number, a day or a time lets count, and reports whether it is the last of all.
func (s *Server) momentOf(asked string) (then moment, latest bool, err error) {
	seq, at, err := readMoment(asked)
	if err != nil {
		return then, false, err
	}
	latest = true
	err = s.ledger.Read(func(read store.Reader) error {
		log, err := decisionsAfter(read, 0)
		for _, d := range log {
			if at.IsZero() && d.Seq > seq || !at.IsZero() && !d.At.Before(at) {
				latest = false
				break
			}
			then.Seq, then.At = d.Seq, d.At
		}
		return err
	})
	return then, latest, err
}

func readMoment(asked string) (seq int64, before time.Time, err error) {
	if seq, err := strconv.ParseInt(asked, 10, 64); err == nil && seq >= 0 {
		return seq, before, nil
	}
	if day, err := time.Parse(time.DateOnly, asked); err == nil {
		return 0, day.AddDate(0, 0, 1), nil
	}
	if at, err := time.Parse(time.RFC3339, asked); err == nil {
		return 0, at.Add(time.Nanosecond), nil
	}
	return 0, before, badRequest{errText("as_of is the number of a decision, a day as 2021-12-30 or a time as 2021-12-30T08:00:00Z")}
}

// Kept is what an address has to carry on so that pages stay in one state of the ledger: "?as_of=7", or nothing.
func (f frame) Kept() string {
	query, _ := url.ParseQuery(f.Query) // we wrote it
	for _, key := range []string{"as_of", "release"} {
		if value := query.Get(key); value != "" {
			return "?" + url.Values{key: {value}}.Encode()
		}
	}
	return ""
}
