package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// eventPage is the body of the page of one event.
type eventPage struct {
	ledger.Dossier
	Columns    []column // the reports, in order of publication
	Rows       []matrixRow
	Silent     []string // questions that nobody answers
	Legend     []legend
	Series     []store.Row
	Near       []relative
	Translated int // reports that are translations of others
	Once       []once
	SeenTexts  int64 // the last decision on the texts of those that are counted once
}

// relative is a related event with its line.
type relative struct {
	record.Relation
	Line string
}

// column is a report in the matrix of claims.
type column struct {
	Report store.Report
	Origin int
	Body   []piece // its text, with the words of this event marked
	Wording
}

// Wording is how a report tells an event, in its own words.
type Wording struct {
	Act     []string // the words for the act
	Doers   []string
	Targets []string
	Passive bool
	Quoted  []string
}

// matrixRow is a question with one cell for each report.
type matrixRow struct {
	record.Question
	Cells []cell
}

// cell is what one report says to one question; without claims the report is silent.
type cell struct {
	Claims []record.Claim
	Stand  record.Stand
}

func (s *Server) event(r *http.Request) (view, error) {
	released, err := s.editionOf(r)
	if err != nil {
		return view{}, err
	}
	if released != nil {
		return s.releasedEvent(r, released)
	}
	d, err := s.dossier(r, record.EventID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	if err := s.speakOf(r, &d); err != nil {
		return view{}, err
	}
	for i, decision := range d.Decisions {
		d.Decisions[i] = shownDecision(decision, visitor(r))
	}
	body := eventPage{Dossier: d, Translated: d.Translations(), Once: onceOf(d)}
	for _, m := range d.Members {
		if !slices.ContainsFunc(body.Columns, func(c column) bool { return c.Report.ID == m.Report }) {
			body.Columns = append(body.Columns, columnOf(d, m))
		}
	}
	for _, q := range d.Questions {
		if len(q.Claims) == 0 {
			body.Silent = append(body.Silent, q.Field)
			continue
		}
		body.Rows = append(body.Rows, rowOf(q, body.Columns))
	}
	body.Legend = legendOf(body.Columns)
	if err := s.around(r, &body); err != nil {
		return view{}, err
	}
	return view{page: "event.html", title: d.Line, body: body, json: map[string]any{
		"event": d.Event, "line": d.Line, "rule": d.Rule, "decisions": d.Decisions, "from": d.From, "to": d.To, "place": d.Place, "lat": d.Lat, "lon": d.Lon,
		"wordings": wordingsOut(d), "one_origin": originsOut(d), "translations": body.Translated,
	}}, nil
}

func rowOf(q record.Question, columns []column) matrixRow {
	row := matrixRow{Question: q, Cells: make([]cell, len(columns))}
	for i, c := range columns {
		for _, claim := range q.Claims {
			if claim.Report == c.Report.ID {
				row.Cells[i].Claims = append(row.Cells[i].Claims, claim)
				row.Cells[i].Stand = claim.Standing
			}
		}
		if len(row.Cells[i].Claims) == 0 {
			row.Cells[i].Stand = record.Silent
		}
	}
	return row
}

// columnOf gathers what one report says of an event.
func columnOf(d ledger.Dossier, m record.Member) column {
	c := column{Report: d.Reports[m.Report], Origin: m.Origin}
	reading := d.Readings[m.Report]
	for _, t := range d.Tellings {
		if t.Report == m.Report {
			c.Wording.add(t, reading.Body)
		}
	}
	for _, q := range reading.Quotes {
		if words := at(reading.Body, q.Speaker.Span); words != "" && !slices.Contains(c.Quoted, words) {
			c.Quoted = append(c.Quoted, words)
		}
	}
	c.Body = pieces(reading.Body, claimMarks(d, m.Report))
	return c
}

// claimMarks marks the words of each claim that a report makes on an event, and those who are said to say so.
func claimMarks(d ledger.Dossier, report string) (all []marked) {
	for _, q := range d.Questions {
		for _, c := range q.Claims {
			if c.Report == report {
				all = append(all, marked{Span: c.Span, Kind: kindOf(q.Field), Field: q.Field, ID: claimMark(c), Facts: []fact{{q.Field, valueOf(c.Value)}}})
			}
		}
	}
	for _, t := range d.Tellings {
		for _, said := range t.SaidBy {
			if t.Report == report {
				all = append(all, marked{Span: said.Span, Kind: "said", Field: "said-by", Facts: []fact{{"said-by", said.Cue}}})
			}
		}
	}
	return all
}

// claimMark names the words of a claim on a page.
func claimMark(c record.Claim) string {
	return fmt.Sprintf("w-%s-%d-%d", anchor(c.Report), c.Start, c.End)
}

// anchor shortens the id of a report to a name within a page.
func anchor(report string) string {
	id := strings.TrimPrefix(report, "sha256:")
	return id[:min(len(id), 12)]
}

func (w *Wording) add(t link.Telling, body string) {
	for _, trigger := range append([]text.Span{t.Trigger}, t.Also...) {
		w.Act = appendNew(w.Act, at(body, trigger))
	}
	for _, p := range t.Participants {
		switch p.Role {
		case record.Initiator:
			w.Doers = appendNew(w.Doers, at(body, p.Span))
		case record.Target:
			w.Targets = appendNew(w.Targets, at(body, p.Span))
		}
	}
	w.Passive = w.Passive || t.Passive
}

func appendNew(all []string, one string) []string {
	if one == "" || slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// at gives the words of a span; nothing for one that does not lie in the body.
func at(body string, s text.Span) string {
	if s.Start < 0 || s.End > len(body) || s.Empty() {
		return ""
	}
	return body[s.Start:s.End]
}

// around gives the other events of the same kind at the same place, and those that are related.
func (s *Server) around(r *http.Request, body *eventPage) error {
	var related []store.Row
	err := s.at(r).Read(func(read store.Reader) (err error) {
		if body.SeenTexts, err = seenTexts(read, body.Once); err != nil {
			return err
		}
		for _, to := range body.Related {
			row, err := read.Event(to.Event)
			if err != nil {
				return err
			}
			related = append(related, row)
		}
		if body.Row.Series != "" {
			page, err := read.Events(store.Query{Series: body.Row.Series, Sort: "-when", Limit: 200, Open: !visitor(r).May(Coder)})
			body.Series = page.Rows
			return err
		}
		return nil
	})
	for _, rows := range []*[]store.Row{&related, &body.Series} {
		if err == nil {
			*rows, err = s.openRows(r, hiddenFrom(r).rows(*rows))
		}
		if err == nil {
			err = s.at(r).Read(func(read store.Reader) error { return s.speak(r, read, *rows) })
		}
	}
	for _, to := range body.Related {
		if i := slices.IndexFunc(related, func(row store.Row) bool { return row.ID == to.Event }); i >= 0 {
			body.Near = append(body.Near, relative{to, related[i].Line})
		}
	}
	return err
}
