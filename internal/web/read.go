package web

import (
	"errors"
	"net/http"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
)

// pasted is the body of the page on which a text is read without being stored.
type pasted struct {
	Text    string
	Reading *record.Reading
	Pieces  []piece
	Lines   []accountLine
	Quotes  []quoteLine
	Notes   []noteLine
	Fault   string
}

func (s *Server) empty(*http.Request) (view, error) {
	return view{page: "read.html", title: "read", body: pasted{}}, nil
}

// read codes a pasted text and shows its reading. Nothing is stored.
func (s *Server) read(r *http.Request) (view, error) {
	body := pasted{Text: r.PostForm.Get("text")}
	item := ingest.Item{ID: "pasted", File: "pasted", Raw: []byte(body.Text), Text: []byte(body.Text), Format: ingest.Plain}
	work, err := s.Coder.Worker().Code(item)
	if err != nil {
		body.Fault = err.Error()
	}
	if errors.Is(err, pipeline.ErrBroken) {
		s.Log.Error("read", "error", err.Error())
	}
	if work != nil {
		body.Reading = work.Reading
		body.Pieces = pieces(work.Reading.Body, readingMarks(work.Reading))
		body.Quotes, body.Notes = listed(work.Reading)
		for _, a := range work.Reading.Accounts {
			body.Lines = append(body.Lines, accountLine{Account: a, Words: at(work.Reading.Body, a.Trigger)})
		}
	}
	return view{page: "read.html", title: "read", body: body}, nil
}
