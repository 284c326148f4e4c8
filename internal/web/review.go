package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// reviewPage is the body of the page of one event to be judged.
type reviewPage struct {
	eventPage
	Left       int         // how many events nobody has judged
	Candidates []candidate // events that may be this one
	Next       string      // the id of the next event in the queue
	Last       int64       // the last decision on this event; 0 when there is none
	Saved      string
	Fields     []string
}

// candidate is another event that edges lead to, with the grounds.
type candidate struct {
	store.Row
	Score   float64
	Reasons []record.Reason
}

// review leads to the first event of the queue: those on which reports differ and of which the program is least sure come first.
func (s *Server) review(w http.ResponseWriter, r *http.Request) {
	next, _, err := s.queue("")
	switch {
	case err != nil:
		s.Log.Error("queue", "error", err.Error())
		s.fail(w, r, http.StatusInternalServerError, "failed")
	case next == "":
		s.fail(w, r, http.StatusOK, "all-judged")
	default:
		http.Redirect(w, r, "/review/"+next, http.StatusSeeOther)
	}
}

// queue gives the event after another in the order of usefulness, and how many are left.
func (s *Server) queue(after string) (next string, left int, err error) {
	err = s.ledger.Read(func(read store.Reader) error {
		for _, q := range []store.Query{{Review: record.Machine, Differs: true, Sort: "confidence"}, {Review: record.Machine, Sort: "confidence"}} {
			page, err := read.Events(q)
			if err != nil {
				return err
			}
			left = page.Total
			at := slices.IndexFunc(page.Rows, func(row store.Row) bool { return string(row.ID) == after })
			for _, row := range page.Rows[at+1:] {
				if next == "" && string(row.ID) != after {
					next = string(row.ID)
				}
			}
		}
		return nil
	})
	return next, left, err
}

func (s *Server) reviewed(r *http.Request) (view, error) {
	v, err := s.event(r)
	if err != nil {
		return v, err
	}
	body := reviewPage{eventPage: v.body.(eventPage), Saved: r.URL.Query().Get("saved"), Fields: ledger.Fields}
	if body.Next, body.Left, err = s.queue(string(body.ID)); err != nil {
		return v, err
	}
	if n := len(body.Decisions); n > 0 {
		body.Last = body.Decisions[n-1].Seq
	}
	body.Candidates, err = s.candidates(body.Row)
	return view{page: "review.html", title: "review", body: body}, err
}

// mostCandidates is how many events are put beside the one that is judged.
const mostCandidates = 4

// candidates gives the events that edges of one event lead to from this one's accounts, the likeliest first.
func (s *Server) candidates(e store.Row) (all []candidate, err error) {
	err = s.ledger.Read(func(read store.Reader) error {
		best := map[record.EventID]store.Edge{}
		for _, m := range e.Members {
			edges, err := read.Edges(m.Account)
			if err != nil {
				return err
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
		for id, edge := range best {
			row, err := read.Event(id)
			if err != nil {
				return err
			}
			all = append(all, candidate{row, edge.Score, edge.Reasons})
		}
		return nil
	})
	slices.SortFunc(all, func(a, b candidate) int {
		if a.Score != b.Score {
			return int(1e6 * (b.Score - a.Score))
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all[:min(len(all), mostCandidates)], err
}

// decide takes one decision from a form, and leads to the next event when it is on disk.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.fail(w, r, http.StatusBadRequest, err.Error())
		return
	}
	d, err := s.decisionOf(r.PostForm)
	if err == nil {
		d, err = s.ledger.Decide(d)
	}
	switch {
	case errors.Is(err, ledger.ErrDecision) || errors.As(err, new(badRequest)):
		s.fail(w, r, http.StatusBadRequest, err.Error())
	case err != nil:
		s.Log.Error("decide", "error", err.Error())
		s.fail(w, r, http.StatusInternalServerError, "failed")
	case wantsJSON(r):
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(d)
	default:
		http.Redirect(w, r, after(r.PostForm, d), http.StatusSeeOther)
	}
}

// after is where a decision leads: to the next event, or back to the one it is about.
func after(form url.Values, d record.Decision) string {
	next := form.Get("event")
	if d.Verb == record.Accept || d.Verb == record.Reject || d.Verb == record.Unsure {
		if form.Get("next") != "" {
			next = form.Get("next")
		}
	}
	return "/review/" + url.PathEscape(next) + "?saved=" + strconv.FormatInt(d.Seq, 10)
}

// decisionOf reads a form. Who decides is the person at this machine.
func (s *Server) decisionOf(form url.Values) (record.Decision, error) {
	d := record.Decision{
		Verb: record.Verb(form.Get("verb")), By: s.Reviewer, Subjects: full(form["subject"]), Field: form.Get("field"), New: form.Get("value"), Why: form.Get("why"),
	}
	if !d.Verb.OnAccounts() && d.Verb != record.Undo {
		return d, badRequest{errText("no such decision: " + string(d.Verb))}
	}
	if d.Verb == record.Undo {
		seq, err := strconv.ParseInt(form.Get("undoes"), 10, 64)
		if err != nil {
			return d, badRequest{errText("undo takes the number of a decision")}
		}
		d.Undoes = seq
	}
	return d, nil
}
