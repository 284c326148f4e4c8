// Package web is the reading room: pages for reading, comparing and deciding, each with a twin in JSON, from one ledger. All that a page
// needs comes from the program itself; no page asks anybody else for anything.
package web

import (
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/store"
)

//go:embed pages/*.html static
var files embed.FS

//go:embed messages.tsv
var messages string

//go:embed messages-publish.tsv
var messagesOfPublishing string

// Options tune a server. The zero value serves one person on this machine.
type Options struct {
	Coder      *pipeline.Coder // reads pasted texts; nil leaves that page out
	Publishing *Publishing     // makes releases; nil leaves those pages out

	Version  string
	Reviewer string    // who decides: the person at this machine
	Hosts    []string  // names under which the server may be asked, beside those of this machine: against DNS rebinding
	Accounts *Accounts // who may ask; nil lets the person at this machine do everything
	Log      *slog.Logger
	Now      func() time.Time
}

// Server answers for one ledger.
type Server struct {
	Options
	ledger *ledger.Ledger
	pages  *template.Template
	words  catalogue
	nouns  map[string]link.Noun // French names of acts

	present presence
	desk    desk
	pasts   pasts

	editions editions
	exports  chan struct{} // has room for those that may be written at once
}

// New makes the handler of all pages. Mistakes in pages or messages are found here.
func New(l *ledger.Ledger, o Options) (http.Handler, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	words, err := readMessages(messages + messagesOfPublishing)
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, ledger: l, words: words, nouns: nounsOf(o.Coder), exports: make(chan struct{}, mostExports)}
	if s.pages, err = template.New("").Funcs(functions).ParseFS(files, "pages/*.html"); err != nil {
		return nil, err
	}
	return room{s.guard(twins(s.admit(s.blind(s.past(s.routes()))))), s}, nil
}

// room answers for a server, and can be closed with it.
type room struct {
	http.Handler
	*Server
}

// routes is the table of contents of the reading room.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	static, _ := fs.Sub(files, "static") // the folder is embedded
	mux.Handle("GET /static/", http.StripPrefix("/static/", cached(http.FileServerFS(static))))
	mux.Handle("GET /{$}", http.RedirectHandler("/events", http.StatusSeeOther))
	mux.HandleFunc("GET /events", s.answer(s.events))
	mux.HandleFunc("GET /events/{id}", s.answer(s.event))
	mux.HandleFunc("GET /reports/{id}", s.answer(s.report))
	mux.HandleFunc("GET /reports/{id}/raw", s.raw)
	mux.HandleFunc("GET /dots.json", s.dots)
	mux.HandleFunc("GET /review", s.review)
	mux.HandleFunc("GET /review/{id}", s.answer(s.reviewed))
	mux.HandleFunc("GET /review/{id}/pulse", s.answer(s.pulse))
	mux.HandleFunc("GET /preview", s.answer(s.preview))
	mux.HandleFunc("POST /decide", s.posted(s.decide))
	mux.HandleFunc("GET /read", s.answer(s.empty))
	mux.HandleFunc("POST /read", s.posted(s.answer(s.read)))
	mux.HandleFunc("GET /codebook", s.answer(s.codebook))
	mux.HandleFunc("GET /codebook/{act}", s.answer(s.actPage))
	s.addRoutes(mux)
	s.roundRoutes(mux)
	s.viewRoutes(mux)
	s.apiRoutes(mux)
	if s.Publishing != nil {
		s.publishRoutes(mux)
	}
	if s.Accounts != nil {
		s.accountRoutes(mux)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, http.StatusNotFound, "not-here") })
	return mux
}

// answer writes what a page has to say: as HTML, or as JSON where the address ends in .json or the request asks for it.
func (s *Server) answer(page func(*http.Request) (view, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := page(r)
		if err != nil {
			s.fault(w, r, err)
			return
		}
		s.write(w, r, http.StatusOK, v)
	}
}

// eitherFault answers for an error as a page, or as the API does.
func (s *Server) eitherFault(w http.ResponseWriter, r *http.Request, err error) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.apiFault(w, r, err)
		return
	}
	s.fault(w, r, err)
}

// fault answers for an error: not here, wrongly asked and failed are three different things.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, err error) {
	var asked badRequest
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		s.fail(w, r, http.StatusRequestEntityTooLarge, "too-large")
	case errors.Is(err, store.ErrMissing):
		s.fail(w, r, http.StatusNotFound, "not-here")
	case errors.As(err, &asked):
		s.fail(w, r, http.StatusBadRequest, asked.Error())
	case errors.Is(err, errBusy):
		s.fail(w, r, http.StatusServiceUnavailable, err.Error())
	default:
		s.Log.Error("page", "path", r.URL.Path, "error", err.Error())
		s.fail(w, r, http.StatusInternalServerError, "failed")
	}
}

// posted reads the form of a request before it is handled.
func (s *Server) posted(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := r.ParseForm()
		switch {
		case errors.As(err, new(*http.MaxBytesError)):
			s.fault(w, r, err)
		case err != nil:
			s.fault(w, r, badRequest{err})
		default:
			handle(w, r)
		}
	}
}

// badRequest is a question that cannot be answered as it was asked.
type badRequest struct{ error }
