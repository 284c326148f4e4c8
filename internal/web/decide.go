package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// decide takes one decision from a form, and leads on when it is on disk.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.fault(w, r, badRequest{err})
		return
	}
	d, err := decisionOf(r.PostForm)
	d.By = visitor(r).Name
	if err == nil {
		err = s.unseen(r.PostForm)
	}
	if err == nil {
		d, err = s.ledger.Decide(d)
	}
	switch {
	case errors.Is(err, errMeanwhile):
		s.fail(w, r, http.StatusConflict, "decided-meanwhile")
	case errors.Is(err, ledger.ErrDecision):
		s.fail(w, r, http.StatusBadRequest, err.Error())
	case err != nil:
		s.fault(w, r, err)
	case wantsJSON(r):
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(shownDecision(d, visitor(r)))
	default:
		http.Redirect(w, r, s.after(r.PostForm, d), http.StatusSeeOther)
	}
}

// errMeanwhile says that somebody else has decided on an event since it was looked at.
var errMeanwhile = errors.New("decided meanwhile")

// unseen refuses a decision on an event about which another was taken since the form was made.
func (s *Server) unseen(form url.Values) error {
	seen, err := strconv.ParseInt(form.Get("seen"), 10, 64)
	if err != nil {
		return nil // the form does not say what was seen
	}
	return s.ledger.Read(func(read store.Reader) error {
		event, err := read.Event(record.EventID(form.Get("event")))
		if err != nil {
			return err
		}
		for _, m := range event.Members {
			on, err := read.DecisionsOn(string(m.Account))
			if err != nil {
				return err
			}
			if slices.ContainsFunc(on, func(d record.Decision) bool { return d.Seq > seen }) {
				return errMeanwhile
			}
		}
		return nil
	})
}

// after is where a decision leads: to the next event, or to the one it is about. Nothing leads away from the review.
func (s *Server) after(form url.Values, d record.Decision) string {
	next, event := form.Get("next"), form.Get("event")
	judged := d.Verb == record.Accept || d.Verb == record.Reject || d.Verb == record.Unsure
	if judged && strings.HasPrefix(next, "/review/") {
		address, err := url.Parse(next)
		if err == nil && !strings.ContainsAny(strings.TrimPrefix(address.Path, "/review/"), `/\`) {
			query := address.Query()
			query.Set("saved", decimal(d.Seq))
			return reviewAddress(strings.TrimPrefix(address.Path, "/review/"), query)
		}
	}
	if d.Verb == record.Undo && len(d.Subjects) > 0 {
		s.ledger.Read(func(read store.Reader) error {
			if id, err := read.EventOf(record.AccountID(d.Subjects[0])); err == nil {
				event = string(id)
			}
			return nil
		})
	}
	if judged || event == "" {
		return "/review"
	}
	return reviewAddress(event, url.Values{"saved": {decimal(d.Seq)}})
}

// decisionOf reads a form, but for who decides.
func decisionOf(form url.Values) (record.Decision, error) {
	d := record.Decision{Verb: record.Verb(form.Get("verb")), Subjects: full(form["subject"]), Field: form.Get("field"), New: form.Get("value"), Why: form.Get("why")}
	if !d.Verb.OnAccounts() && d.Verb != record.Undo {
		return d, badRequest{errText("no such decision: " + strconv.Quote(string(d.Verb)))}
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

// previewPage shows what a merge or a split would leave.
type previewPage struct {
	Verb     record.Verb
	Event    string
	Subjects []string
	Before   []store.Row
	After    []ledger.Dossier
}

// preview tries a merge or a split and shows what it would leave, without taking it.
func (s *Server) preview(r *http.Request) (view, error) {
	d, err := decisionOf(r.URL.Query())
	if err != nil {
		return view{}, err
	}
	if d.Verb != record.Merge && d.Verb != record.Split {
		return view{}, badRequest{errText("only a merge or a split has a preview")}
	}
	d.By = visitor(r).Name
	body := previewPage{Verb: d.Verb, Event: r.URL.Query().Get("event"), Subjects: d.Subjects}
	if body.After, err = s.ledger.Preview(d); errors.Is(err, ledger.ErrDecision) {
		return view{}, badRequest{err}
	} else if err != nil {
		return view{}, err
	}
	err = s.ledger.Read(func(read store.Reader) error {
		for _, subject := range append([]string{body.Event}, d.Subjects...) {
			row, err := read.Event(record.EventID(subject))
			if errors.Is(err, store.ErrMissing) {
				continue // an account
			}
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(body.Before, func(known store.Row) bool { return known.ID == row.ID }) {
				body.Before = append(body.Before, row)
			}
		}
		return nil
	})
	return view{page: "preview.html", title: "preview", body: body}, err
}

// number keeps digits alone.
func number(s string) string {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
		return decimal(n)
	}
	return ""
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// presence remembers who has which event open, so that two people do not judge the same one unawares.
type presence struct {
	mu   sync.Mutex
	open map[record.EventID]map[string]time.Time
}

// presentFor is how long somebody who opened a page is thought to look at it.
const presentFor = 2 * time.Minute

// others notes that somebody has opened an event, and gives those who have it open too.
func (p *presence) others(id record.EventID, me string, now time.Time) (names []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open == nil {
		p.open = map[record.EventID]map[string]time.Time{}
	}
	for event, who := range p.open {
		for name, since := range who {
			if now.Sub(since) > presentFor || (name == me && event != id) {
				delete(who, name)
			}
		}
		if len(who) == 0 {
			delete(p.open, event)
		}
	}
	if p.open[id] == nil {
		p.open[id] = map[string]time.Time{}
	}
	for name := range p.open[id] {
		if name != me {
			names = append(names, name)
		}
	}
	p.open[id][me] = now
	slices.Sort(names)
	return names
}
