package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"dateline/internal/link"
	"dateline/internal/publish"
	"dateline/internal/publish/gate"
	"dateline/internal/round"
	"dateline/internal/store"
)

// nextPage is the body of the page of the next release.
type nextPage struct {
	Manifest  publish.Manifest
	Open      []*gate.Finding // what it waits for
	Drawn     bool            // the rest is filled
	Counts    publish.Counts
	Hash      string
	Files     []fileRow
	Changes   []publish.Change
	Summary   string
	More      int // changes that are not shown
	Meanwhile bool
	Rules     []string
	Ceilings  []string
}

// nextRelease shows what the next release waits for; with draw in the address also what it would hold.
func (s *Server) nextRelease(r *http.Request) (view, error) {
	body, err := s.nextBody(r.URL.Query())
	if err == nil && r.URL.Query().Get("draw") != "" && len(body.Open) == 0 {
		_, err = s.draw(&body)
	}
	return nextView(body), err
}

func nextView(body nextPage) view {
	return view{page: "next.html", title: "next-release", body: body, json: map[string]any{
		"manifest": body.Manifest, "open": len(body.Open), "hash": body.Hash, "counts": body.Counts, "files": body.Files, "summary": body.Summary, "changes": body.Changes}}
}

// nextBody reads what people say of a release, and what it waits for.
func (s *Server) nextBody(form url.Values) (body nextPage, err error) {
	body.Manifest = publish.Manifest{Title: form.Get("title"), Author: form.Get("author"), Contact: form.Get("contact"), License: form.Get("license"), Note: form.Get("note"),
		Criteria: form.Get("criteria"), Agreement: form.Get("agreement"), Rule: form.Get("rule"), Ceiling: publish.Ceiling(form.Get("ceiling")), Inhabited: publish.Ceiling(form.Get("inhabited"))}
	if !form.Has("agreement") {
		if err = s.ledger.Read(func(read store.Reader) (err error) { body.Manifest.Agreement, err = round.Summary(read); return err }); err != nil {
			return body, err
		}
	}
	if body.Manifest, err = publish.Prepare(s.ledger, body.Manifest, s.ledger.Now()); err != nil {
		return body, err
	}
	m := &body.Manifest
	if m.Ceiling == "" {
		m.Ceiling = publish.Exact
	}
	if m.Inhabited == "" {
		m.Inhabited = publish.Town
	}
	for _, ceiling := range []publish.Ceiling{m.Ceiling, m.Inhabited} {
		if _, err := publish.ParseCeiling(string(ceiling)); err != nil {
			return body, badRequest{err}
		}
	}
	if m.Rule != "" {
		if _, err := link.ParseRule(m.Rule); err != nil {
			return body, badRequest{err}
		}
	}
	body.Rules = []string{string(link.Representative), string(link.Conservative), string(link.Informative)}
	body.Ceilings = []string{string(publish.Exact), string(publish.Town), string(publish.Admin2)}
	all, err := s.findings()
	body.Open = slices.DeleteFunc(all, func(f *gate.Finding) bool { return !f.Open() })
	return body, err
}

// mostChanges is how many changes the page of the next release shows.
const mostChanges = 40

// drawing is a release that was drawn and is not logged yet.
type drawing struct {
	book     *publish.Book
	manifest publish.Manifest
	files    publish.Files
	at       time.Time
}

// draw draws the next release.
func (s *Server) draw(body *nextPage) (d drawing, err error) {
	m := body.Manifest
	d.book, err = s.book(publish.Options{Rule: link.Rule(m.Rule), Ceiling: m.Ceiling, Inhabited: m.Inhabited, ShortFile: true})
	if err != nil {
		return d, err
	}
	d.at = s.ledger.Now()
	if d.manifest, d.files, err = d.book.Draft(m, d.at, s.Publishing.Codebook); err != nil {
		return d, err
	}
	body.Drawn, body.Open, body.Counts, body.Hash, body.Manifest = true, d.book.Open(), d.book.Counts(), d.files.Hash(), d.manifest
	if body.Files, err = filesOf(d.files); err != nil {
		return d, err
	}
	before, err := publish.Before(s.ledger, d.manifest.Release)
	if before == nil || err != nil {
		return d, err
	}
	if body.Changes, err = publish.Compare(before, d.files); err != nil {
		return d, err
	}
	body.Summary = publish.Summary(body.Changes)
	body.More = max(0, len(body.Changes)-mostChanges)
	body.Changes = body.Changes[:len(body.Changes)-body.More]
	return d, nil
}

// makeRelease draws the next release again and makes it, if it is still what was looked at.
func (s *Server) makeRelease(w http.ResponseWriter, r *http.Request) {
	body, err := s.nextBody(r.PostForm)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	d, err := s.draw(&body)
	switch {
	case err != nil:
		s.fault(w, r, err)
	case len(body.Open) > 0:
		s.write(w, r, http.StatusConflict, nextView(body))
	case body.Hash != r.PostForm.Get("hash"):
		body.Meanwhile = true
		s.write(w, r, http.StatusConflict, nextView(body))
	default:
		s.logRelease(w, r, d)
	}
}

// logRelease logs a release and writes its folder beside the ledger, as the command does.
func (s *Server) logRelease(w http.ResponseWriter, r *http.Request, d drawing) {
	number := strconv.Itoa(d.manifest.Release)
	folder := filepath.Join(s.ledger.Folder(), "releases", number)
	if _, err := d.book.Release(d.manifest, d.files, visitor(r).Name, d.at, folder); err != nil {
		s.fault(w, r, err)
		return
	}
	http.Redirect(w, r, "/releases/"+number, http.StatusSeeOther)
}
