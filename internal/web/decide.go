package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// decide takes one decision from a form, and leads on when it is on disk.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	d, err := decisionOf(r.PostForm)
	d.By = visitor(r).Name
	if err == nil {
		d, err = s.take(d, r.PostForm)
	}
	meanwhile, others := ledger.IsMeanwhile(err)
	switch {
	case others:
		s.ask(w, r, d, meanwhile.Decisions)
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

// take logs a decision. Where the form says what its author had seen, nobody else may have decided since; undoing names what it undoes.
func (s *Server) take(d record.Decision, form url.Values) (record.Decision, error) {
	seen, err := strconv.ParseInt(form.Get("seen"), 10, 64)
	if err != nil || d.Verb == record.Undo {
		return s.ledger.Decide(d)
	}
	return s.ledger.DecideSeen(d, record.EventID(form.Get("event")), seen)
}

// errMeanwhile says that somebody else has decided on a finding since it was looked at.
var errMeanwhile = errors.New("decided meanwhile")

// conflictPage shows what others decided while somebody looked, and asks whether to decide nonetheless.
type conflictPage struct {
	Mine      record.Decision
	Event     string
	Next      string
	Meanwhile []record.Decision
}

// Seen is the last of the decisions that are shown.
func (p conflictPage) Seen() int64 { return p.Meanwhile[len(p.Meanwhile)-1].Seq }

// ask answers for a decision on what others have decided on meanwhile.
func (s *Server) ask(w http.ResponseWriter, r *http.Request, d record.Decision, meanwhile []record.Decision) {
	for i := range meanwhile {
		meanwhile[i] = shownDecision(meanwhile[i], visitor(r))
	}
	body := conflictPage{Mine: d, Event: r.PostForm.Get("event"), Next: r.PostForm.Get("next"), Meanwhile: meanwhile}
	if wantsJSON(r) {
		s.fail(w, r, http.StatusConflict, "decided-meanwhile")
		return
	}
	s.write(w, r, http.StatusConflict, view{page: "conflict.html", title: "review", body: body})
}

// after is where a decision leads: to the next event, or to the one it is about. Nothing leads away from the review.
func (s *Server) after(form url.Values, d record.Decision) string {
	next, event := form.Get("next"), form.Get("event")
	if onTexts(d) {
		return afterTexts(next, d)
	}
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
			} else if _, err := read.Event(record.EventID(event)); err != nil {
				event = "" // it was added by hand, and is gone
			}
			return nil
		})
	}
	if judged || event == "" {
		return "/review"
	}
	return reviewAddress(event, url.Values{"saved": {decimal(d.Seq)}})
}

// byHand reports whether a decision is taken on an event, an account or the texts of reports as they are; a settlement belongs to a round.
func byHand(v record.Verb) bool {
	return v == record.Undo || v.OnTexts() || v.OnAccounts() && v != record.Adjudicate
}

// decisionOf reads a form, but for who decides.
func decisionOf(form url.Values) (record.Decision, error) {
	d := record.Decision{Verb: record.Verb(form.Get("verb")), Subjects: full(form["subject"]), Field: form.Get("field"), New: form.Get("value"), Why: form.Get("why")}
	if !byHand(d.Verb) {
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
	Seen     int64 // the last decision on any of them
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
	err = s.ledger.Read(func(read store.Reader) (err error) {
		body.Seen, err = ledger.Head(read, full(append([]string{body.Event}, d.Subjects...)))
		return err
	})
	if err != nil && !errors.Is(err, ledger.ErrDecision) {
		return view{}, err
	}
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
