package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// codingPage is the body of the page on which one unit is coded.
type codingPage struct {
	Round    Round
	K        int // the number of the unit, from 1
	Done     int // units that who asks has answered
	Report   store.Report
	Pieces   []piece // the text, with the words of the unit marked
	Trigger  string
	Within   string // which of the report's units it is: "2 / 5"
	Answers  round.Answers
	Coded    bool // the answers are the coder's own, from before
	Filled   bool // the answers are those of the program
	Acts     []actGroup
	Realised []record.Realisation
	Found    []foundLine // what who asks found in the report beside its units
	Fault    string
	Saved    string
}

// foundLine is what a coder found, with its words.
type foundLine struct {
	Account record.AccountID `json:"account"`
	Words   string           `json:"words"`
	Act     string           `json:"act"`
}

// actGroup is a group of the codebook with its acts.
type actGroup struct {
	Name string
	Acts []string
}

// Value is the answer to a question, and Words the report's words it was taken from.
func (p codingPage) Value(question string) string { return p.Answers.Values[question] }

// Words: see Value.
func (p codingPage) Words(question string) string { return p.Answers.Words[question] }

// Previous and Next are the numbers of the units around; 0 where there is none.
func (p codingPage) Previous() int { return p.K - 1 }

// Next: see Previous.
func (p codingPage) Next() int {
	if p.K < p.Round.Units {
		return p.K + 1
	}
	return 0
}

// Spoken are the questions that are answered in words, and Figures those answered in figures.
func (codingPage) Spoken() []string { return round.Questions[3:7] }

// Figures: see Spoken.
func (codingPage) Figures() []string { return round.Questions[7:] }

// mayCode gives the round of a request if who asks is a coder of it.
func (s *Server) mayCode(r *http.Request) (round.Round, error) {
	of, err := s.roundOf(r)
	if err == nil && !of.Codes(visitor(r).Name) {
		err = badRequest{errText("not-your-round")}
	}
	return of, err
}

// firstUnit leads to the first unit that who asks has not answered, else to the round.
func (s *Server) firstUnit(w http.ResponseWriter, r *http.Request) {
	s.language(w, r)
	of, err := s.mayCode(r)
	var own round.Codings
	if err == nil {
		err = s.ledger.Read(func(read store.Reader) error { own, err = round.Read(read, of, visitor(r).Name); return err })
	}
	if err != nil {
		s.fault(w, r, err)
		return
	}
	http.Redirect(w, r, unitAddress(of, own, visitor(r).Name, 0), http.StatusSeeOther)
}

func unitAddress(of round.Round, own round.Codings, coder string, beyond int) string {
	if k := nextUnit(of, own, coder, beyond); k > 0 && of.Open() {
		return roundAddress(of.Number) + "/units/" + strconv.Itoa(k)
	}
	return roundAddress(of.Number)
}

func (s *Server) unit(r *http.Request) (view, error) {
	of, err := s.mayCode(r)
	if err != nil {
		return view{}, err
	}
	return s.unitView(r, of)
}

// unitView is the page of a unit with the answers that the coder gave before, else, where the round shows them, those of the program.
func (s *Server) unitView(r *http.Request, of round.Round) (view, error) {
	k, u, err := unitOf(r, of)
	if err != nil {
		return view{}, err
	}
	if !of.Open() {
		return view{}, badRequest{round.ErrClosed}
	}
	me := visitor(r).Name
	body := codingPage{K: k, Acts: s.acts(), Realised: realisations, Saved: number(r.URL.Query().Get("saved"))}
	err = s.ledger.Read(func(read store.Reader) error {
		own, err := round.Read(read, of, me)
		if err != nil {
			return err
		}
		body.Round, body.Done = roundFor(of, map[string]int{me: own.Done(me)}, visitor(r)), own.Done(me)
		body.Round.Coders = nil
		if err := readUnit(read, of, u, &body); err != nil {
			return err
		}
		if body.Answers, body.Coded = own.Of(u.Account, me); !body.Coded && !of.HideMachine {
			body.Answers.Values, body.Filled, err = round.Machine(read, u)
			if !body.Filled {
				body.Answers.Values = nil
			}
		}
		if err == nil {
			body.Found, err = foundLines(read, own, me, u.Report())
		}
		return err
	})
	said := map[string]any{"round": of.Number, "unit": k, "of": len(of.Units), "answers": body.Answers, "coded": body.Coded, "report": u.Report(), "trigger": body.Trigger, "found": body.Found}
	return view{page: "coding.html", title: "coding", body: body, json: said}, err
}

// foundLines are the events that a coder found in a report, with their words.
func foundLines(read store.Reader, own round.Codings, coder, report string) (all []foundLine, err error) {
	body, err := read.Body(report)
	for _, f := range own.FoundBy(coder, report) {
		answers, _ := own.Of(f.Account, coder)
		all = append(all, foundLine{f.Account, at(body, f.Span), answers.Values["act"]})
	}
	return all, err
}

// readUnit reads the report of a unit and marks its words.
func readUnit(read store.Reader, of round.Round, u round.Unit, body *codingPage) (err error) {
	if body.Report, err = read.Report(u.Report()); err != nil {
		return err
	}
	said, err := read.Body(u.Report())
	if err != nil {
		return err
	}
	body.Trigger = at(said, u.Span)
	body.Pieces = pieces(said, []marked{{Span: u.Span, Kind: "act", Field: "told", ID: "unit"}})
	n, of1 := 0, 0
	for _, other := range of.Units {
		if other.Report() == u.Report() {
			of1++
			if other.Span.Start <= u.Start {
				n = of1
			}
		}
	}
	body.Within = strconv.Itoa(n) + " / " + strconv.Itoa(of1)
	return nil
}

// realisations are those that a coder chooses between, in their order.
var realisations = []record.Realisation{record.Happened, record.Ongoing, record.Attempted, record.Planned, record.Ordered, record.Demanded, record.Threatened, record.Denied, record.Hypothetical}

// acts are the acts of the codebook by group, as its page has them.
func (s *Server) acts() (all []actGroup) {
	if s.Coder == nil {
		return nil
	}
	for _, act := range s.Coder.Acts().Acts {
		at := slices.IndexFunc(all, func(g actGroup) bool { return g.Name == act.Group })
		if at < 0 {
			at, all = len(all), append(all, actGroup{Name: act.Group})
		}
		all[at].Acts = append(all[at].Acts, act.Name)
	}
	slices.SortFunc(all, func(a, b actGroup) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// codeUnit takes the answers of a coder, and leads on when they are on disk.
func (s *Server) codeUnit(w http.ResponseWriter, r *http.Request) {
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
	me, answers := visitor(r).Name, answersOf(r)
	logged, err := round.Code(s.ledger, of.Number, u.Account, me, answers)
	switch {
	case errors.Is(err, round.ErrTerms) && !wantsJSON(r):
		s.unitAgain(w, r, of, answers, err)
	case err != nil:
		s.fault(w, r, roundFault(err))
	case wantsJSON(r):
		s.writeJSON(w, http.StatusOK, view{page: "coding.html", body: round.Veil([]round.Round{of}, logged, me)})
	default:
		var own round.Codings
		err := s.ledger.Read(func(read store.Reader) (err error) { own, err = round.Read(read, of, me); return err })
		if err != nil {
			s.fault(w, r, err)
			return
		}
		http.Redirect(w, r, unitAddress(of, own, me, k)+"?saved="+decimal(logged.Seq), http.StatusSeeOther)
	}
}

// unitAgain shows the page of a unit again with answers that could not be taken, and what is wrong with them.
func (s *Server) unitAgain(w http.ResponseWriter, r *http.Request, of round.Round, answers round.Answers, fault error) {
	v, err := s.unitView(r, of)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	body := v.body.(codingPage)
	_, what, _ := strings.Cut(fault.Error(), ": ")
	body.Answers, body.Fault, body.Filled = answers, what, false
	v.body = body
	s.write(w, r, http.StatusBadRequest, v)
}

// answersOf reads the answers of a form.
func answersOf(r *http.Request) round.Answers {
	a := round.Answers{Values: map[string]string{}, Words: map[string]string{}, Remark: strings.TrimSpace(r.PostForm.Get("remark"))}
	for _, question := range round.Questions {
		if value := strings.TrimSpace(r.PostForm.Get(question)); value != "" {
			a.Values[question] = value
		}
		// a form sends line ends as CR LF
		if words := strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get("words-"+question), "\r\n", "\n")); words != "" {
			a.Words[question] = words
		}
	}
	return a
}
