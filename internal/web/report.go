package web

import (
	"net/http"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// reportPage is the body of the page of one report.
type reportPage struct {
	Report   store.Report
	Reading  *record.Reading
	Pieces   []piece
	Accounts []accountLine
	Copies   []store.Copy
}

// accountLine is an account with the event it tells.
type accountLine struct {
	record.Account
	Words string
	Event record.EventID
}

func (s *Server) report(r *http.Request) (view, error) {
	var body reportPage
	err := s.ledger.Read(func(read store.Reader) (err error) {
		id := r.PathValue("id")
		if body.Report, err = read.Report(id); err != nil {
			return err
		}
		if body.Reading, err = read.Reading(id); err != nil {
			return err
		}
		if body.Copies, err = read.Copies(id); err != nil {
			return err
		}
		for _, a := range body.Reading.Accounts {
			line := accountLine{Account: a, Words: at(body.Reading.Body, a.Trigger)}
			line.Event, _ = read.EventOf(record.AccountID(id + "#" + a.ID)) // none before it is linked
			body.Accounts = append(body.Accounts, line)
		}
		return nil
	})
	if err != nil {
		return view{}, err
	}
	body.Pieces = pieces(body.Reading.Body, readingMarks(body.Reading))
	title := body.Report.Title
	if title == "" {
		title = body.Report.File
	}
	return view{page: "report.html", title: title, body: body}, nil
}

// readingMarks gives the spans of all mentions and triggers of a reading.
func readingMarks(r *record.Reading) []marked {
	var all []marked
	add := func(s text.Span, kind, title string) { all = append(all, marked{s, kind, title}) }
	for _, a := range r.Accounts {
		add(a.Trigger, "act", a.Act)
		for _, also := range a.Also {
			add(also, "act", a.Act)
		}
	}
	for _, d := range r.Dates {
		add(d.Span, "when", d.Value)
	}
	for _, p := range r.Places {
		add(p.Span, "where", p.Name)
	}
	for _, a := range r.Amounts {
		add(a.Span, "harm", string(a.Kind))
	}
	for _, a := range r.Actors {
		add(a.Span, "who", a.Name)
	}
	return all
}
