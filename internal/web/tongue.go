package web

import (
	"net/http"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/store"
)

// nounsOf are the French names of the acts.
func nounsOf(c *pipeline.Coder) map[string]link.Noun {
	nouns := map[string]link.Noun{}
	if c == nil {
		return nouns
	}
	for _, a := range c.Acts().Acts {
		if a.French.Words != "" {
			nouns[a.Name] = link.Noun{Words: a.French.Words, Lead: a.French.Lead}
		}
	}
	return nouns
}

// Act names an act in the reader's language.
func (f frame) Act(name string) string {
	if noun := f.nouns[name]; f.Lang == "fr" && noun.Words != "" {
		return noun.Words
	}
	return strings.ReplaceAll(name, "-", " ")
}

// inFrench reports whether a page is made for somebody who reads French. Its twin for programs is the same in all languages.
func (s *Server) inFrench(r *http.Request) bool { return s.tongue(r) == "fr" && !wantsJSON(r) }

// speak puts the lines of events into the language of the reader. A release keeps its own.
func (s *Server) speak(r *http.Request, read store.Reader, rows []store.Row) error {
	if !s.inFrench(r) || len(rows) == 0 || r.URL.Query().Get("release") != "" {
		return nil
	}
	lines, err := s.at(r).French(read, rows, s.nouns)
	for i := range rows {
		if line := lines[rows[i].ID]; line != "" {
			rows[i].Line = line
		}
	}
	return err
}

// speakOf does so for one event that is open already.
func (s *Server) speakOf(r *http.Request, d *ledger.Dossier) error {
	rows := []store.Row{d.Row}
	err := s.at(r).Read(func(read store.Reader) error { return s.speak(r, read, rows) })
	d.Line = rows[0].Line
	return err
}

// speakAll puts the lines of candidates into the language of the reader.
func (s *Server) speakAll(r *http.Request, all []candidate) error {
	rows := make([]store.Row, len(all))
	for i := range all {
		rows[i] = all[i].Row
	}
	err := s.at(r).Read(func(read store.Reader) error { return s.speak(r, read, rows) })
	for i := range all {
		all[i].Line = rows[i].Line
	}
	return err
}
