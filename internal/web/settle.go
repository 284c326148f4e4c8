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
	"dateline/internal/text"
)

// differencesPage is the body of the page of what coders differ on.
type differencesPage struct {
	Round Round
	Rows  []differenceRow
}

type differenceRow struct {
	round.Difference
	Words, Outlet string
	Published     text.Day
}

func (s *Server) differences(r *http.Request) (view, error) {
	of, err := s.roundOf(r)
	if err != nil {
		return view{}, err
	}
	all, err := round.Differences(s.ledger, of)
	if err != nil {
		return view{}, roundFault(err)
	}
	body := differencesPage{Round: roundFor(of, nil, visitor(r))}
	err = s.ledger.Read(func(read store.Reader) error {
		for _, d := range all {
			report, err := read.Report(d.Report())
			if err != nil {
				return err
			}
			said, err := read.Body(d.Report())
			if err != nil {
				return err
			}
			body.Rows = append(body.Rows, differenceRow{d, at(said, d.Span), report.Outlet, report.Published})
		}
		return nil
	})
	return view{page: "differences.html", title: "differences", body: body, json: all}, err
}

// settlePage is the body of the page on which one difference is settled.
type settlePage struct {
	codingPage
	Number  int // of the difference, from 1
	Account record.AccountID
	Of      int
	Settled int64
	Columns []answerColumn
	Rows    []answerRow
	Same    []answerRow // questions that all answer alike
	Gone    bool        // the ledger tells no such account any more
}

// answerColumn is one who answers: the ledger or a coder.
type answerColumn struct {
	Name, Remark string
	Key          int // the key that takes all answers of this column; 0 for none
	round.Answers
}

// answerRow is a question with the answer of each column.
type answerRow struct {
	Question string
	Cells    []answerCell
	Chosen   string // of a question that all answer alike
}

type answerCell struct {
	Column       int
	Value, Words string
	Rated        bool // this one answers the question
	First        bool // the answer that is chosen until the curator chooses
}

func (s *Server) difference(r *http.Request) (view, error) {
	of, err := s.roundOf(r)
	if err != nil {
		return view{}, err
	}
	return s.differenceView(r, of, "")
}

func (s *Server) differenceView(r *http.Request, of round.Round, fault string) (view, error) {
	all, err := round.Differences(s.ledger, of)
	k, bad := strconv.Atoi(r.PathValue("k"))
	if err != nil || bad != nil || k < 1 || k > len(all) {
		return view{}, errors.Join(roundFault(err), errIf(err == nil, store.ErrMissing))
	}
	d := all[k-1]
	body := settlePage{Number: k, Of: len(all), Settled: d.Settled, Gone: d.Ledger == nil, Account: d.Account}
	body.Acts = s.acts()
	body.Round, body.Fault, body.K, body.Saved = roundFor(of, nil, visitor(r)), fault, k, number(r.URL.Query().Get("saved"))
	err = s.ledger.Read(func(read store.Reader) error { return readUnit(read, of, d.Unit, &body.codingPage) })
	body.Columns = []answerColumn{{Name: "ledger", Answers: round.Answers{Values: d.Ledger}}}
	for i, c := range d.Codings {
		body.Columns = append(body.Columns, answerColumn{c.By, c.Remark, i + 1, c.Answers})
	}
	for _, question := range round.Questions {
		row := answersTo(question, body.Columns)
		if slices.Contains(d.Questions, question) {
			body.Rows = append(body.Rows, row)
		} else if row.Chosen != "" {
			body.Same = append(body.Same, row)
		}
	}
	return view{page: "settle.html", title: "differences", body: body, json: d}, err
}

func errIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// answersTo lays out the answers to one question. That of most coders, of two as many the first, is chosen until the curator chooses.
func answersTo(question string, columns []answerColumn) answerRow {
	row := answerRow{Question: question}
	for i, c := range columns {
		rated := question == round.Told || c.Values[round.Told] == "true"
		cell := answerCell{Column: i, Value: c.Values[question], Words: c.Answers.Words[question], Rated: rated}
		if row.Chosen == "" && rated {
			row.Chosen = cell.Value
		}
		row.Cells = append(row.Cells, cell)
	}
	most, at := 0, -1
	for i, cell := range row.Cells[1:] {
		same := 0
		for _, other := range row.Cells[1:] {
			if cell.Rated && other.Rated && other.Value == cell.Value {
				same++
			}
		}
		if same > most {
			most, at = same, i+1
		}
	}
	if at > 0 {
		row.Cells[at].First = true
	}
	return row
}

// settle takes what a curator chose.
func (s *Server) settle(w http.ResponseWriter, r *http.Request) {
	of, err := s.roundOf(r)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	values := map[string]string{}
	for _, question := range round.Questions {
		values[question] = r.PostForm.Get(question)
		switch other := strings.TrimSpace(r.PostForm.Get("other-" + question)); other {
		case "":
		case "-":
			values[question] = "" // the report does not say
		default:
			values[question] = other
		}
	}
	account := record.AccountID(r.PostForm.Get("account"))
	seen, _ := strconv.ParseInt(r.PostForm.Get("seen"), 10, 64)
	logged, err := round.Settle(s.ledger, of.Number, account, visitor(r).Name, r.PostForm.Get("why"), values, seen)
	switch {
	case errors.Is(err, round.ErrMeanwhile):
		s.fail(w, r, http.StatusConflict, "decided-meanwhile")
	case errors.Is(err, round.ErrTerms):
		_, what, _ := strings.Cut(err.Error(), ": ")
		v, err := s.differenceView(r, of, what)
		if err != nil {
			s.fault(w, r, err)
			return
		}
		s.write(w, r, http.StatusBadRequest, v)
	case err != nil:
		s.fault(w, r, err)
	default:
		http.Redirect(w, r, s.nextDifference(of)+"?saved="+decimal(logged[len(logged)-1].Seq), http.StatusSeeOther)
	}
}

// nextDifference is the address of the first difference that nobody has settled, else of them all.
func (s *Server) nextDifference(of round.Round) string {
	all, err := round.Differences(s.ledger, of)
	for i, d := range all {
		if err == nil && d.Settled == 0 {
			return roundAddress(of.Number) + "/differences/" + strconv.Itoa(i+1)
		}
	}
	return roundAddress(of.Number)
}
