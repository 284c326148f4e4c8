package web

import (
	"errors"
	"net/http"

	"dateline/internal/ingest"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/rule"
	"dateline/internal/store"
	"dateline/internal/text"
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
	if err := r.ParseForm(); err != nil {
		return view{}, badRequest{err}
	}
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

// codebookPage is the body of the page of the codebook.
type codebookPage struct {
	Groups []codebookGroup
}

type codebookGroup struct {
	Name string
	Acts []codebookAct
}

type codebookAct struct {
	*rule.Act
	Events  int
	Yes, No []string
}

// codebook shows every act with its boundaries and examples, and how often it was coded in this ledger.
func (s *Server) codebook(r *http.Request) (view, error) {
	var totals store.Totals
	if err := s.ledger.Read(func(read store.Reader) (err error) { totals, err = read.Totals(); return err }); err != nil {
		return view{}, err
	}
	var body codebookPage
	for _, a := range s.Coder.Acts().Acts {
		if n := len(body.Groups); n == 0 || body.Groups[n-1].Name != a.Group {
			body.Groups = append(body.Groups, codebookGroup{Name: a.Group})
		}
		g := &body.Groups[len(body.Groups)-1]
		act := codebookAct{Act: a, Events: totals.Acts[a.Name]}
		for _, language := range []text.Language{text.English, text.French} {
			yes, no := a.Examples(language)
			act.Yes, act.No = append(act.Yes, yes...), append(act.No, no...)
		}
		g.Acts = append(g.Acts, act)
	}
	twin, err := s.apiCodebook(r)
	return view{page: "codebook.html", title: "codebook", body: body, json: twin}, err
}
