package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
	"dateline/internal/text"
)

// addRoutes are the pages on which people add events that the program missed: to the ledger, and blind in a round.
func (s *Server) addRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /reports/{id}/add", s.answer(s.adding))
	mux.HandleFunc("POST /reports/{id}/add", s.posted(s.addEvent))
	mux.HandleFunc("GET /rounds/{n}/units/{k}/add", s.answer(s.finding))
	mux.HandleFunc("POST /rounds/{n}/units/{k}/add", s.posted(s.findEvent))
}

// addingPage is the body of the page on which somebody adds an event that the program missed.
type addingPage struct {
	codingPage        // its report and answers
	Blind      bool   // in a round: nobody else sees it yet, and it binds nothing
	Action     string // where the form goes
	Back       string // where the page came from
	Chosen     string // the words that tell the event
	Start      int    // of those, in code points
	Known      string // the name under which a coder found it before; empty for a new one
}

// adding is the page on which an event is added to a report.
func (s *Server) adding(r *http.Request) (view, error) {
	return s.addingView(r, addingPage{Start: -1})
}

func (s *Server) addingView(r *http.Request, body addingPage) (view, error) {
	id := r.PathValue("id")
	err := s.ledger.Read(func(read store.Reader) (err error) {
		if body.Report, err = read.Report(id); err != nil {
			return err
		}
		if err = mayRead(r, body.Report); err != nil {
			return err
		}
		reading, err := read.Reading(id)
		if err != nil {
			return err
		}
		var marks []marked
		for i, a := range reading.Accounts {
			marks = append(marks, accountMarks(a, i)...)
		}
		body.Pieces = pieces(reading.Body, marks)
		return nil
	})
	body.Action, body.Back = r.URL.Path, "/reports/"+id
	if event := r.FormValue("event"); event != "" {
		body.Back = reviewAddress(event, nil)
	}
	return s.addPage(body, map[string]any{"report": id}), err
}

// addPage completes the page with what all of them have.
func (s *Server) addPage(body addingPage, said map[string]any) view {
	body.Acts, body.Realised = s.acts(), realisations
	return view{page: "add.html", title: "add-event", body: body, json: said}
}

// additionOf reads an event that a form adds. Where no time is written, the words for it are meant.
func additionOf(r *http.Request) (ledger.Addition, round.Answers) {
	answers := answersOf(r)
	start, _ := strconv.Atoi(r.PostForm.Get("start"))
	a := ledger.Addition{Start: start, Words: strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get("words"), "\r\n", "\n")), Values: map[string]string{}, From: map[string]string{}}
	for question, value := range answers.Values {
		if question != round.Told {
			a.Values[question] = value
		}
	}
	for question, words := range answers.Words {
		if question == "when" && a.Values["when"] == "" {
			a.Values["when"] = words
		}
		if a.Values[question] != "" {
			a.From[question] = words
		}
	}
	return a, answers
}

// addEvent takes an event that somebody adds, and leads to its review when it is on disk.
func (s *Server) addEvent(w http.ResponseWriter, r *http.Request) {
	a, answers := additionOf(r)
	d, err := s.ledger.Decide(a.Decision(r.PathValue("id"), visitor(r).Name, answers.Remark))
	switch {
	case errors.Is(err, ledger.ErrDecision) && !wantsJSON(r):
		s.addAgain(w, r, err, func(p addingPage) (view, error) { return s.addingView(r, p) })
	case errors.Is(err, ledger.ErrDecision):
		s.fault(w, r, badRequest{err})
	case err != nil:
		s.fault(w, r, err)
	case wantsJSON(r):
		s.writeJSON(w, http.StatusOK, view{page: "add.html", body: shownDecision(d, visitor(r))})
	default:
		var id record.EventID
		err := s.ledger.Read(func(read store.Reader) (err error) {
			id, err = read.EventOf(record.AccountID(d.Subjects[0]))
			return err
		})
		if err != nil {
			s.fault(w, r, err)
			return
		}
		http.Redirect(w, r, reviewAddress(string(id), url.Values{"saved": {decimal(d.Seq)}}), http.StatusSeeOther)
	}
}

// addAgain shows the form again with what could not be taken, and what is wrong with it.
func (s *Server) addAgain(w http.ResponseWriter, r *http.Request, fault error, show func(addingPage) (view, error)) {
	a, answers := additionOf(r)
	body := addingPage{Chosen: a.Words, Start: a.Start, Known: r.PostForm.Get("known")}
	_, body.Fault, _ = strings.Cut(fault.Error(), ": ")
	body.Answers = answers
	v, err := show(body)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	s.write(w, r, http.StatusBadRequest, v)
}

// finding is the page on which a coder adds an event to a report of a round, or changes one that they added.
func (s *Server) finding(r *http.Request) (view, error) {
	return s.findingView(r, addingPage{Start: -1, Known: r.URL.Query().Get("at")})
}

func (s *Server) findingView(r *http.Request, body addingPage) (view, error) {
	of, err := s.mayCode(r)
	if err != nil {
		return view{}, err
	}
	k, u, err := unitOf(r, of)
	if err == nil && !of.Open() {
		err = badRequest{round.ErrClosed}
	}
	if err != nil {
		return view{}, err
	}
	me := visitor(r).Name
	body.Blind, body.Action, body.Back, body.K = true, r.URL.Path, roundAddress(of.Number)+"/units/"+strconv.Itoa(k), k
	err = s.ledger.Read(func(read store.Reader) error {
		own, err := round.Read(read, of, me)
		if err != nil {
			return err
		}
		body.Round = roundFor(of, nil, visitor(r))
		if err := readUnit(read, of, u, &body.codingPage); err != nil {
			return err
		}
		said, err := read.Body(u.Report())
		if err != nil {
			return err
		}
		found := own.FoundBy(me, u.Report())
		body.Pieces = pieces(said, unitMarks(of, found, u.Report()))
		for _, f := range found {
			if string(f.Account) == body.Known && body.Chosen == "" {
				body.Chosen, body.Start = at(said, f.Span), len([]rune(said[:f.Start]))
				body.Answers, body.Coded = own.Of(f.Account, me)
			}
		}
		return nil
	})
	return s.addPage(body, map[string]any{"round": of.Number, "unit": k, "report": u.Report(), "answers": body.Answers, "words": body.Chosen}), err
}

// unitMarks marks in a report what a coder is asked about, and what they found.
func unitMarks(of round.Round, found []round.Unit, report string) (all []marked) {
	for _, u := range of.Units {
		if u.Report() == report {
			all = append(all, marked{Span: u.Span, Kind: "act", Field: "told"})
		}
	}
	for _, f := range found {
		all = append(all, marked{Span: f.Span, Kind: "harm", Field: "found"})
	}
	return all
}

// findEvent takes what a coder found. Words that were found before and are others now are taken back in their old place.
func (s *Server) findEvent(w http.ResponseWriter, r *http.Request) {
	of, err := s.mayCode(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	k, u, err := unitOf(r, of)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	logged, err := s.found(r, of, u)
	switch {
	case errors.Is(err, round.ErrTerms) && !wantsJSON(r):
		s.addAgain(w, r, err, func(p addingPage) (view, error) { return s.findingView(r, p) })
	case err != nil:
		s.fault(w, r, roundFault(err))
	case wantsJSON(r):
		s.writeJSON(w, http.StatusOK, view{page: "add.html", body: round.Veil([]round.Round{of}, logged, visitor(r).Name)})
	default:
		http.Redirect(w, r, roundAddress(of.Number)+"/units/"+strconv.Itoa(k)+"?saved="+decimal(logged.Seq), http.StatusSeeOther)
	}
}

// found logs what a coder found in the report of a unit.
func (s *Server) found(r *http.Request, of round.Round, u round.Unit) (logged record.Decision, err error) {
	me := visitor(r).Name
	a, answers := additionOf(r)
	no := round.Answers{Values: map[string]string{round.Told: "false"}}
	known := record.AccountID(r.PostForm.Get("known"))
	if r.PostForm.Get("back") != "" {
		return round.Code(s.ledger, of.Number, known, me, no)
	}
	var words text.Span
	err = s.ledger.Read(func(read store.Reader) error {
		body, err := read.Body(u.Report())
		if err != nil {
			return err
		}
		there := false
		if words, there = ledger.WordsAt(body, a.Words, a.Start); !there {
			return badWords(a.Words)
		}
		return nil
	})
	if err != nil {
		return logged, err
	}
	answers.Values[round.Told] = "true"
	now := round.Found(u.Report(), words).Account
	if logged, err = round.Code(s.ledger, of.Number, now, me, answers); err == nil && known != "" && known != now {
		_, err = round.Code(s.ledger, of.Number, known, me, no)
	}
	return logged, err
}

func badWords(words string) error {
	if words == "" {
		return fmt.Errorf("%w: choose the words that tell the event", round.ErrTerms)
	}
	return fmt.Errorf("%w: the report does not have the words %q", round.ErrTerms, words)
}
