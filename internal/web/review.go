package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// reviewPage is the body of the page of one event to be judged.
type reviewPage struct {
	eventPage
	Left       int         // how many events nobody has judged
	More       bool        // there are more than that
	Candidates []candidate // events that may be this one
	Next       string      // the address of the next event in the queue
	Seen       int64       // the last decision on this event; 0 when there is none
	Undoes     string      // the decision that undo takes back
	Saved      string
	Fields     []string
	Others     []string // who has this event open too
}

// LastTelling is the account that is split off by one key: the last that joined.
func (p reviewPage) LastTelling() record.AccountID { return p.Tellings[len(p.Tellings)-1].ID }

// candidate is another event that edges lead to, with the grounds.
type candidate struct {
	store.Row
	Score   float64
	Reasons []record.Reason
}

// review leads to the first event of the queue.
func (s *Server) review(w http.ResponseWriter, r *http.Request) {
	s.language(w, r) // remembers a choice, which the address that follows does not hold
	next, _, _, err := s.queue(hiddenFrom(r), "", "")
	switch {
	case err != nil:
		s.fault(w, r, err)
	case next == "":
		s.fail(w, r, http.StatusOK, "all-judged")
	default:
		http.Redirect(w, r, next, http.StatusSeeOther)
	}
}

// queue gives the address of the first event beyond a cursor that nobody has judged and that is not the current one, and how many are left.
// The most useful come first: those of which the program is unsure, or that may be one with another event, and that many reports tell or differ
// on, or in which people came to harm.
func (s *Server) queue(hidden blindfold, at, current string) (next string, left int, more bool, err error) {
	err = s.ledger.Read(func(read store.Reader) error {
		for range 3 + len(hidden.events) { // the current one, and back at the beginning, may have to be passed over
			page, err := read.Events(store.Query{Review: record.Machine, Sort: "useful", After: at, Limit: 1})
			if err != nil {
				return err
			}
			left, more = page.Total, page.More
			if len(page.Rows) > 0 && string(page.Rows[0].ID) != current && !hidden.events[page.Rows[0].ID] {
				next = reviewAddress(string(page.Rows[0].ID), url.Values{"at": full([]string{at})})
				return nil
			}
			if at == "" && page.Next == "" {
				return nil
			}
			at = page.Next
		}
		return nil
	})
	return next, left, more, err
}

// reviewAddress is the address at which an event is judged.
func reviewAddress(event string, query url.Values) string {
	address := url.URL{Path: "/review/" + event, RawQuery: query.Encode()}
	return address.String()
}

func (s *Server) reviewed(r *http.Request) (view, error) {
	query := r.URL.Query()
	if err := cursorFits(query.Get("at")); err != nil {
		return view{}, err
	}
	around, seen, err := s.candidates(record.EventID(r.PathValue("id")), hiddenFrom(r))
	if err != nil {
		return view{}, err
	}
	v, err := s.event(r) // after the candidates: what it shows is no older than what is said to have been seen
	if err != nil {
		return v, err
	}
	body := reviewPage{eventPage: v.body.(eventPage), Candidates: around, Seen: seen, Saved: number(query.Get("saved")), Fields: ledger.Fields}
	if body.Next, body.Left, body.More, err = s.queue(hiddenFrom(r), query.Get("at"), string(body.ID)); err != nil {
		return v, err
	}
	body.Undoes = body.Saved
	if n := len(body.Decisions); body.Undoes == "" && n > 0 {
		body.Undoes = decimal(body.Decisions[n-1].Seq)
	}
	if r.Header.Get(ahead) == "" {
		body.Others = s.present.others(body.ID, visitor(r).Name, s.Now(), presentFor)
	}
	return view{page: "review.html", title: "review", body: body}, s.speakAll(r, body.Candidates)
}

// ahead is the header of a request for the page that comes next: nobody looks at that yet.
const ahead = "X-Ahead"

// mostCandidates is how many events are put beside the one that is judged.
const mostCandidates = 4

// candidates gives the events that edges lead to from the accounts of one event, the likeliest first, and the last decision on any of them.
func (s *Server) candidates(id record.EventID, hidden blindfold) (all []candidate, seen int64, err error) {
	err = s.ledger.Read(func(read store.Reader) error {
		e, err := read.Event(id)
		if err != nil {
			return err
		}
		best, err := bestEdges(read, e)
		if err != nil {
			return err
		}
		for id, edge := range best {
			row, err := read.Event(id)
			if err != nil {
				return err
			}
			why, err := s.ledger.Why(read, edge)
			if err != nil {
				return err
			}
			if !hidden.events[id] {
				all = append(all, candidate{row, edge.Score, why})
			}
		}
		slices.SortFunc(all, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
		})
		all = all[:min(len(all), mostCandidates)]
		about := []string{string(e.ID)}
		for _, c := range all {
			about = append(about, string(c.ID))
		}
		seen, err = ledger.Head(read, about)
		return err
	})
	return all, seen, err
}

// bestEdges gives the best edge from an event to each other.
func bestEdges(read store.Reader, e store.Row) (map[record.EventID]store.Edge, error) {
	best := map[record.EventID]store.Edge{}
	for _, m := range e.Members {
		edges, err := read.Edges(m.Account)
		if err != nil {
			return nil, err
		}
		for _, edge := range edges {
			other := edge.A
			if other == m.Account {
				other = edge.B
			}
			id, err := read.EventOf(other)
			if err == nil && id != e.ID && edge.Kind == "" && edge.Score > best[id].Score {
				best[id] = edge
			}
		}
	}
	return best, nil
}
