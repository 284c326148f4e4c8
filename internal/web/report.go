package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

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
	Quotes   []quoteLine
	Copies   []printed
	Notes    []noteLine

	Decisions []record.Decision // on whether its text is that of others
	Seen      int64             // the last of them, and of those on the texts of Copies
	Saved     string
}

// Undoes is the last decision on the text, for a button that takes it back.
func (p reportPage) Undoes() int64 { return p.Decisions[len(p.Decisions)-1].Seq }

// quoteLine is a quote with its words.
type quoteLine struct {
	record.Quote
	Words, Who string
}

// noteLine is a doubt, with the words that it is about.
type noteLine struct {
	record.Note
	Words string
}

// listed gives the quotes and the notes of a reading with their words.
func listed(r *record.Reading) (quotes []quoteLine, notes []noteLine) {
	for _, q := range r.Quotes {
		quotes = append(quotes, quoteLine{q, at(r.Body, q.Span), cmp.Or(q.Speaker.Name, at(r.Body, q.Speaker.Span))})
	}
	for _, n := range r.Notes {
		notes = append(notes, noteLine{n, at(r.Body, n.Span)})
	}
	return quotes, notes
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
		if err = mayRead(r, body.Report); err != nil {
			return err
		}
		if body.Reading, err = read.Reading(id); err != nil {
			return err
		}
		if body.Copies, err = s.printsOf(r, read, id); err != nil {
			return err
		}
		if body.Decisions, body.Seen, err = s.judgedTexts(r, read, id, body.Copies); err != nil {
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
	body.Quotes, body.Notes = listed(body.Reading)
	body.Saved = number(r.URL.Query().Get("saved"))
	title := body.Report.Title
	if title == "" {
		title = body.Report.File
	}
	return view{page: "report.html", title: title, body: body}, nil
}

// readingMarks gives the spans of everything in a reading, with what the program says of each, by which rule and how surely.
func readingMarks(r *record.Reading) []marked {
	var all []marked
	for i, a := range r.Accounts {
		all = append(all, accountMarks(a, i)...)
	}
	add := func(s text.Span, kind, value string, o text.Origin) {
		all = append(all, marked{Span: s, Kind: kind, Field: kind, Facts: []fact{{"value", value}, {"rule", o.Rule}}})
	}
	for _, d := range r.Dates {
		add(d.Span, "when", cmp.Or(d.EDTF, d.Value), d.Origin)
	}
	for _, p := range r.Places {
		add(p.Span, "where", placeValue(p), p.Origin)
	}
	for _, a := range r.Amounts {
		add(a.Span, "size", valueOf(record.Value{Low: a.Low, Best: a.Best, High: a.High}), a.Origin)
	}
	for _, a := range r.Actors {
		add(a.Span, "initiator", a.Name, a.Origin)
	}
	return all
}

func accountMarks(a record.Account, n int) []marked {
	facts := []fact{{"act", a.Act}, {"realisation", string(a.Realisation)}, {"rule", a.Origin.Rule}, {"confidence", percent(a.Confidence)}}
	all := []marked{{Span: a.Trigger, Kind: "act", Field: "act", ID: fmt.Sprintf("a-%d", n+1), Facts: facts}}
	for _, also := range a.Also {
		all = append(all, marked{Span: also, Kind: "act", Field: "act", Facts: facts})
	}
	for _, p := range a.Participants {
		all = append(all, marked{Span: p.Span, Kind: kindOfRole(p.Role), Field: string(p.Role), Facts: []fact{{string(p.Role), p.Name}, {"rule", p.Origin.Rule}}})
	}
	for _, h := range a.Harm {
		value := valueOf(record.Value{Low: h.Low, Best: h.Best, High: h.High})
		all = append(all, marked{Span: h.Span, Kind: "harm", Field: h.Kind, Facts: []fact{{h.Kind, value}, {"rule", h.Origin.Rule}}})
	}
	return all
}

func kindOfRole(r record.Role) string {
	if r == record.Target {
		return "target"
	}
	return "initiator"
}

func placeValue(p text.Place) string {
	value := p.Name
	for _, more := range []string{p.Admin1, p.Country} {
		if more != "" && more != p.Name {
			value += ", " + more
		}
	}
	return value
}

// raw serves the bytes of a report as they came, as text that no browser runs, for the sandboxed frame on its page.
func (s *Server) raw(w http.ResponseWriter, r *http.Request) {
	var bytes []byte
	err := s.ledger.Read(func(read store.Reader) error {
		report, err := read.Report(r.PathValue("id"))
		if err == nil {
			err = mayRead(r, report)
		}
		if err == nil {
			bytes, err = read.Raw(report.ID)
		}
		return err
	})
	if err != nil {
		s.fault(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", rawPolicy)
	h.Set("Content-Type", "text/plain; charset=utf-8")
	if !strings.HasPrefix(http.DetectContentType(bytes), "text/") {
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", "attachment; filename=report.bin")
	}
	w.Write(bytes)
}
