package web

import (
	"html/template"
	"net/http"
	"slices"
	"sort"
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
	Columns []column // the reports, in order of publication
	Rows    []matrixRow
	Silent  []string // questions that nobody answers
	Series  []store.Row
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
	d, err := s.ledger.Dossier(record.EventID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	body := eventPage{Dossier: d}
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
	if err := s.series(&body); err != nil {
		return view{}, err
	}
	return view{page: "event.html", title: d.Line, body: body, json: map[string]any{
		"event": d.Event, "line": d.Line, "rule": d.Rule, "decisions": d.Decisions, "from": d.From, "to": d.To, "place": d.Place, "lat": d.Lat, "lon": d.Lon,
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
	var spans []marked
	for _, t := range d.Tellings {
		if t.Report != m.Report {
			continue
		}
		c.Wording.add(t, reading.Body)
		spans = append(spans, marksOf(t)...)
	}
	for _, q := range reading.Quotes {
		if words := at(reading.Body, q.Speaker.Span); words != "" && !slices.Contains(c.Quoted, words) {
			c.Quoted = append(c.Quoted, words)
		}
	}
	c.Body = pieces(reading.Body, spans)
	return c
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

// series gives the other events of the same kind at the same place.
func (s *Server) series(body *eventPage) error {
	if body.Row.Series == "" {
		return nil
	}
	return s.ledger.Read(func(read store.Reader) error {
		page, err := read.Events(store.Query{Series: body.Row.Series, Sort: "-when", Limit: 200})
		body.Series = page.Rows
		return err
	})
}

// marked is a span with the question it answers, which gives its colour.
type marked struct {
	text.Span
	kind, title string
}

// marksOf gives the spans of a telling.
func marksOf(t link.Telling) []marked {
	all := []marked{{t.Trigger, "act", t.Act}}
	for _, also := range t.Also {
		all = append(all, marked{also, "act", t.Act})
	}
	for _, p := range t.Participants {
		all = append(all, marked{p.Span, "who", string(p.Role)})
	}
	if !t.When.Empty() {
		all = append(all, marked{t.When.Span, "when", t.When.EDTF})
	}
	for _, p := range t.Where {
		all = append(all, marked{p.Span, "where", p.Name})
	}
	for _, h := range t.Harm {
		all = append(all, marked{h.Span, "harm", h.Kind})
	}
	for _, said := range t.SaidBy {
		all = append(all, marked{said.Span, "said", said.Cue})
	}
	return all
}

// piece is a stretch of a body, with or without a mark.
type piece struct{ Text, Kind, Title string }

// pieces cuts a body at its marks. Where marks meet, the one that begins first and, of those, the longest is shown.
func pieces(body string, spans []marked) []piece {
	sort.SliceStable(spans, func(i, j int) bool {
		if spans[i].Start != spans[j].Start {
			return spans[i].Start < spans[j].Start
		}
		return spans[i].End > spans[j].End
	})
	var all []piece
	end := 0
	for _, s := range spans {
		if s.Empty() || s.Start < end || s.End > len(body) {
			continue
		}
		if s.Start > end {
			all = append(all, piece{Text: body[end:s.Start]})
		}
		all = append(all, piece{body[s.Start:s.End], s.kind, s.title})
		end = s.End
	}
	return append(all, piece{Text: body[end:]})
}

// paragraphs breaks a piece of text where the report does.
func paragraphs(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(s), "\n", "<br>"))
}
