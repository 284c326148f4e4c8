package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/agree"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// roundRoutes are the pages of blind coding.
func (s *Server) roundRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /rounds", s.answer(s.rounds))
	mux.HandleFunc("POST /rounds", s.posted(s.startRound))
	mux.HandleFunc("GET /rounds/{n}", s.answer(s.round))
	mux.HandleFunc("POST /rounds/{n}/close", s.closeRound)
	mux.HandleFunc("GET /rounds/{n}/units", s.firstUnit)
	mux.HandleFunc("GET /rounds/{n}/units/{k}", s.answer(s.unit))
	mux.HandleFunc("POST /rounds/{n}/units/{k}", s.posted(s.codeUnit))
	mux.HandleFunc("GET /rounds/{n}/differences", s.answer(s.differences))
	mux.HandleFunc("GET /rounds/{n}/differences/{k}", s.answer(s.difference))
	mux.HandleFunc("POST /rounds/{n}/differences/{k}", s.posted(s.settle))
}

// roundNeeds is the role that a request for a page of blind coding takes: all may see how far people agree, coders code, curators do the rest.
func roundNeeds(method, path string) Role {
	parts := strings.Split(strings.Trim(path, "/"), "/") // rounds, number, units or differences, number
	switch {
	case len(parts) > 2 && parts[2] == "units":
		return Coder
	case len(parts) > 2 && parts[2] == "differences", method != http.MethodGet && method != http.MethodHead:
		return Curator
	}
	return DataOnly
}

// Round is a round of blind coding as pages and the API tell of it.
type Round struct {
	Number      int         `json:"round"`
	Name        string      `json:"name,omitempty"`
	Of          string      `json:"of"`
	Size        int         `json:"size"`
	Seed        uint64      `json:"seed"`
	HideMachine bool        `json:"hide_machine"`
	Units       int         `json:"units"`
	Reports     int         `json:"reports"`
	By          string      `json:"by,omitempty"`
	At          time.Time   `json:"at"`
	Closed      *time.Time  `json:"closed,omitempty"`
	Coders      []CoderDone `json:"coders"`
	Mine        bool        `json:"mine"` // who asks is a coder of it
}

// CoderDone is a coder with how many units they have answered. Who may not see the names of people gets a number.
type CoderDone struct {
	Name string `json:"coder"`
	Done int    `json:"done"`
}

func roundFor(r round.Round, done map[string]int, to person) Round {
	out := Round{Number: r.Number, Name: r.Name, Of: r.Of, Size: r.Size, Seed: r.Seed, HideMachine: r.HideMachine, Units: len(r.Units), Reports: len(r.Reports()),
		By: r.By, At: r.At, Mine: r.Codes(to.Name)}
	if !r.Open() {
		out.Closed = &r.Closed
	}
	if !to.May(Viewer) {
		out.By = ""
	}
	for i, coder := range r.Coders {
		out.Coders = append(out.Coders, CoderDone{shownCoder(coder, i, to), done[coder]})
	}
	return out
}

// shownCoder is the name of a coder, or only which of them it is.
func shownCoder(name string, i int, to person) string {
	if to.May(Viewer) {
		return name
	}
	return "#" + strconv.Itoa(i+1)
}

// roundsPage is the body of the page of rounds.
type roundsPage struct {
	Rounds  []Round
	Coders  []string // who can be asked; empty where people have no accounts
	Fault   string
	Started int
}

func (s *Server) rounds(r *http.Request) (view, error) {
	all, err := s.roundsFor(visitor(r))
	body := roundsPage{Rounds: all}
	body.Started, _ = strconv.Atoi(r.URL.Query().Get("started"))
	if s.Accounts != nil {
		for _, p := range s.Accounts.People() {
			if p.May(Coder) {
				body.Coders = append(body.Coders, p.Name)
			}
		}
	}
	return view{page: "rounds.html", title: "rounds", body: body, json: list[Round]{Results: all, Total: len(all)}}, err
}

func (s *Server) roundsFor(to person) (all []Round, err error) {
	all = []Round{}
	err = s.ledger.Read(func(read store.Reader) error {
		rounds, err := round.List(read)
		if err != nil {
			return err
		}
		for _, one := range slices.Backward(rounds) {
			done, err := round.Progress(read, one)
			if err != nil {
				return err
			}
			all = append(all, roundFor(one, done, to))
		}
		return nil
	})
	return all, err
}

func (s *Server) startRound(w http.ResponseWriter, r *http.Request) {
	size, _ := strconv.Atoi(r.PostForm.Get("size"))
	seed, err := strconv.ParseUint(r.PostForm.Get("seed"), 10, 64)
	terms := round.Terms{Name: strings.TrimSpace(r.PostForm.Get("name")), Of: r.PostForm.Get("of"), Size: size, Seed: seed, HideMachine: r.PostForm.Get("hide") != ""}
	for _, named := range r.PostForm["coder"] {
		terms.Coders = append(terms.Coders, strings.FieldsFunc(named, func(r rune) bool { return r == ',' || r == ' ' })...)
	}
	var started round.Round
	if err == nil {
		started, err = round.Start(s.ledger, terms, visitor(r).Name)
	} else {
		err = badRequest{errText("a seed is a whole number")}
	}
	if err != nil {
		s.fault(w, r, roundFault(err))
		return
	}
	http.Redirect(w, r, roundAddress(started.Number)+"?started=1", http.StatusSeeOther)
}

// roundFault tells what was asked wrongly from what has failed.
func roundFault(err error) error {
	if errors.Is(err, round.ErrTerms) || errors.Is(err, round.ErrClosed) || errors.Is(err, round.ErrOpen) {
		return badRequest{err}
	}
	return err
}

func roundAddress(number int) string { return "/rounds/" + strconv.Itoa(number) }

// roundOf finds the round that a request names.
func (s *Server) roundOf(r *http.Request) (found round.Round, err error) {
	number, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return found, store.ErrMissing
	}
	err = s.ledger.Read(func(read store.Reader) error { found, err = round.Find(read, number); return err })
	return found, err
}

// roundPage is the body of the page of one round.
type roundPage struct {
	Round
	Next      int // the first unit that who asks has not answered, from 1; 0 where there is none
	Agreement *round.Agreement
	Figures   string
	Scales    []string
	Differ    int // units to be settled
	Settled   int
	Saved     string
}

// Bars are the estimates of a question as they are drawn.
func (roundPage) Bars(f round.Field) []bar {
	return []bar{barOf("people", f.People, 8), barOf("program", f.Machine, 18)}
}

// bar is an estimate with its interval on a scale from -0.2 to 1, in the units of a drawing 240 wide.
type bar struct {
	Kind       string
	Known      bool
	X, Y, A, B float64
}

func barOf(kind string, e agree.Estimate, y float64) bar {
	at := func(alpha float64) float64 { return (max(alpha, -0.2) + 0.2) * 200 }
	b := bar{kind, e.Known, at(e.Alpha), y, at(e.Alpha), at(e.Alpha)}
	if e.Bounded {
		b.A, b.B = at(e.Low), at(e.High)
	}
	return b
}

func (s *Server) round(r *http.Request) (view, error) {
	of, err := s.roundOf(r)
	if err != nil {
		return view{}, err
	}
	me := visitor(r)
	body := roundPage{Scales: round.Scales, Figures: r.URL.Query().Get("figures"), Saved: number(r.URL.Query().Get("saved"))}
	if body.Figures != "" && !slices.Contains(round.Scales, body.Figures) {
		return view{}, badRequest{errText("figures are compared on the scales " + strings.Join(round.Scales, ", "))}
	}
	err = s.ledger.Read(func(read store.Reader) error {
		done, err := round.Progress(read, of)
		if err != nil {
			return err
		}
		body.Round = roundFor(of, done, me)
		own, err := round.Read(read, of, me.Name)
		if err != nil {
			return err
		}
		if body.Mine && of.Open() {
			body.Next = nextUnit(of, own, me.Name, 0)
		}
		if of.Open() {
			return nil
		}
		measured, err := round.Measure(read, of, body.Figures)
		for i, coder := range measured.Coders {
			measured.Coders[i] = shownCoder(coder, i, me)
		}
		body.Agreement = &measured
		return err
	})
	if err == nil && !of.Open() && me.May(Curator) {
		err = s.countDifferences(of, &body)
	}
	return view{page: "round.html", title: "round", body: body, json: map[string]any{"round": body.Round, "agreement": body.Agreement}}, err
}

func (s *Server) countDifferences(of round.Round, body *roundPage) error {
	all, err := round.Differences(s.ledger, of)
	for _, d := range all {
		body.Differ++
		if d.Settled > 0 {
			body.Settled++
		}
	}
	return err
}

func (s *Server) closeRound(w http.ResponseWriter, r *http.Request) {
	of, err := s.roundOf(r)
	if err == nil {
		err = round.Close(s.ledger, of.Number, visitor(r).Name, r.PostFormValue("why"))
	}
	if err != nil {
		s.fault(w, r, roundFault(err))
		return
	}
	http.Redirect(w, r, roundAddress(of.Number), http.StatusSeeOther)
}

// nextUnit is the number of the first unit beyond one, or from the beginning again, that a coder has not answered; 0 where there is none.
func nextUnit(of round.Round, own round.Codings, coder string, beyond int) int {
	for i := range of.Units {
		k := (beyond + i) % len(of.Units)
		if _, done := own.Of(of.Units[k].Account, coder); !done {
			return k + 1
		}
	}
	return 0
}

// unitOf gives the unit that a request names by its number, from 1.
func unitOf(r *http.Request, of round.Round) (k int, u round.Unit, err error) {
	k, err = strconv.Atoi(r.PathValue("k"))
	if err != nil || k < 1 || k > len(of.Units) {
		return k, u, store.ErrMissing
	}
	return k, of.Units[k-1], nil
}

// apiRounds lists the rounds, and apiAgreement what a closed one found.
func (s *Server) apiRounds(r *http.Request) (any, error) {
	all, err := s.roundsFor(visitor(r))
	return list[Round]{Results: all, Total: len(all)}, err
}

func (s *Server) apiAgreement(r *http.Request) (any, error) {
	of, err := s.roundOf(r)
	if err != nil {
		return nil, err
	}
	var measured round.Agreement
	err = s.ledger.Read(func(read store.Reader) error { measured, err = round.Measure(read, of, ""); return err })
	if err != nil {
		return nil, roundFault(err)
	}
	return list[round.Field]{Results: measured.Fields, Total: len(measured.Fields)}, nil
}

// veiled covers in the log what who asks may not see yet.
func veiled(read store.Reader, log []record.Decision, r *http.Request) ([]record.Decision, error) {
	rounds, err := round.List(read)
	for i, d := range log {
		log[i] = hiddenFrom(r).decision(round.Veil(rounds, d, visitor(r).Name))
	}
	return log, err
}
