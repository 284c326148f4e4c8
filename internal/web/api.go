package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// endpoint is one address of the API with what it takes and gives; the OpenAPI file is made from the table of them.
type endpoint struct {
	method, path, about string
	takes               []string // parameters of the query
	gives               any      // an empty value of what it answers
	body                any      // an empty value of what it is sent; nil where it is sent nothing
	answer              func(*http.Request) (any, error)
	stream              func(http.ResponseWriter, *http.Request) // in place of answer: writes as it reads
}

// filters are the parameters that choose events.
var filters = []string{"q", "act", "outlet", "country", "place", "from", "to", "box", "realisation", "harm", "review", "differs", "sort", "after", "limit", "release", "as_of"}

// states are the parameters that choose the ledger as it stood, or a release of it.
var states = []string{"release", "as_of"}

// endpoints is the table of contents of the API.
func (s *Server) endpoints() []endpoint {
	paged := []string{"after", "limit"}
	return []endpoint{
		{"GET", "/events", "Events, by the filters of the list; since gives those that decisions after a number are about", append(filters, "since"), list[Event]{}, nil, s.apiEvents, nil},
		{"GET", "/events/{id}", "One event, also by an id that it had", states, Event{}, nil, s.apiEvent, nil},
		{"GET", "/events/{id}/claims", "What each report says to each question of an event", states, list[Claim]{}, nil, s.apiClaimsOf, nil},
		{"GET", "/events/{id}/wordings", "How each report words an event: its own words for the act and the people, who is quoted, what it leaves out", []string{"as_of"}, list[Telling]{}, nil, s.apiWordingsOf, nil},
		{"GET", "/claims", "The claims of a page of events", filters, list[Claim]{}, nil, s.apiClaims, nil},
		{"GET", "/reports", "Reports, by id", paged, list[Report]{}, nil, s.apiReports, nil},
		{"GET", "/reports/{id}", "One report", nil, Report{}, nil, s.apiReport, nil},
		{"GET", "/reports/{id}/copies", "Other prints of a report's text: how alike they are, by which words, and what people say", []string{"as_of"}, list[Print]{}, nil, s.apiPrints, nil},
		{"GET", "/decisions", "The log of decisions, in order; since gives those after a number", []string{"since", "limit", "as_of"}, list[Decision]{}, nil, s.apiDecisions, nil},
		{"POST", "/decisions", "Take a decision; it is on disk when the answer comes", nil, Decision{}, NewDecision{}, s.apiDecide, nil},
		{"GET", "/rounds", "Rounds of blind coding, with how far each coder is", nil, list[Round]{}, nil, s.apiRounds, nil},
		{"GET", "/rounds/{n}/agreement", "How far coders of a closed round agree, question by question", nil, list[round.Field]{}, nil, s.apiAgreement, nil},
		{"GET", "/dots", "Events for a map or a timeline", filters, list[dot]{}, nil, s.apiDots, nil},
		{"GET", "/stats", "What the ledger holds", states, Stats{}, nil, s.apiStats, nil},
		{"GET", "/codebook", "The acts that are coded", nil, list[Act]{}, nil, s.apiCodebook, nil},
		{"GET", "/releases/{n}", "One release with its files", nil, ReleaseDetail{}, nil, s.apiRelease, nil},
		{"GET", "/releases/{n}/changes", "What changed in a release since another, with the reasons; what was removed is there too", []string{"since"}, list[Change]{}, nil, s.apiChanges, nil},
		{"GET", "/export/{table}", "A table or shape of `dateline export`, covered as it would be released; trailers give its rows and its hash",
			[]string{"format", "release", "rule", "ceiling", "inhabited"}, nil, nil, nil, s.export},
		{"GET", "/releases", "The releases that were made", nil, list[Release]{}, nil, s.apiReleases, nil},
	}
}

// list is a page of results. Next is the cursor of the next one, empty on the last.
type list[T any] struct {
	Results []T    `json:"results"`
	Next    string `json:"next,omitempty"`
	Total   int    `json:"total"`
	More    bool   `json:"more,omitempty"` // there are more than Total
}

// apiRoutes mounts the API.
func (s *Server) apiRoutes(mux *http.ServeMux) {
	all := s.endpoints()
	description, err := json.MarshalIndent(openAPI(s.Version, all), "", " ")
	if err != nil {
		panic(err) // the table is the program's own; a test calls this
	}
	for _, e := range all {
		mux.HandleFunc(e.method+" /api/v1"+e.path, s.serveAPI(e))
	}
	mux.HandleFunc("GET /api/v1/openapi.json", func(w http.ResponseWriter, r *http.Request) {
		s.sendTagged(w, r, "application/json", description)
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		problem(w, http.StatusNotFound, "no such address in the API")
	})
}

func (s *Server) serveAPI(e endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if unknown := unknownKey(r.URL.Query(), e.takes); unknown != "" {
			problem(w, http.StatusBadRequest, "no parameter is named "+strconv.Quote(unknown)+" here")
			return
		}
		if e.stream != nil {
			e.stream(w, r)
			return
		}
		if e.method == http.MethodGet && accepts(r, "application/x-ndjson") {
			s.stream(w, r, e)
			return
		}
		answer, err := e.answer(r)
		if err != nil {
			s.apiFault(w, r, err)
			return
		}
		kind, data, err := written(r, answer)
		if err != nil {
			s.apiFault(w, r, err)
			return
		}
		s.sendTagged(w, r, kind, data)
	}
}

func unknownKey(query url.Values, known []string) string {
	for key := range query {
		if !slices.Contains(known, key) {
			return key
		}
	}
	return ""
}

// apiFault tells apart what is not here, what was asked wrongly, and what has failed.
func (s *Server) apiFault(w http.ResponseWriter, r *http.Request, err error) {
	var asked badRequest
	switch {
	case errors.As(err, new(ledger.Meanwhile)):
		problem(w, http.StatusConflict, err.Error())
	case errors.Is(err, ledger.ErrDecision):
		problem(w, http.StatusBadRequest, err.Error())
	case errors.Is(err, store.ErrMissing):
		problem(w, http.StatusNotFound, "this is not in the ledger")
	case errors.As(err, &asked):
		problem(w, http.StatusBadRequest, asked.Error())
	case errors.Is(err, errBusy):
		problem(w, http.StatusServiceUnavailable, err.Error())
	default:
		s.Log.Error("api", "path", r.URL.Path, "error", err.Error())
		problem(w, http.StatusInternalServerError, "failed; the log says why")
	}
}

// problem answers with problem details (RFC 9457).
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status, "detail": detail})
}

// accepts reports whether a request names a media type.
func accepts(r *http.Request, kind string) bool {
	return strings.Contains(r.Header.Get("Accept"), kind)
}

// written writes an answer in the form that the request accepts: JSON, or a table or a map of a list.
func written(r *http.Request, answer any) (kind string, data []byte, err error) {
	var out bytes.Buffer
	switch {
	case accepts(r, "text/csv"):
		err = writeCSV(&out, answer)
		return "text/csv; charset=utf-8", out.Bytes(), err
	case accepts(r, "application/geo+json"):
		err = writeGeoJSON(&out, answer)
		return "application/geo+json", out.Bytes(), err
	}
	err = json.NewEncoder(&out).Encode(answer)
	return "application/json", out.Bytes(), err
}

// sendTagged sends bytes with a tag by which a later request can ask whether they are still the same.
func (s *Server) sendTagged(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	sum := sha256.Sum256(data)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Vary", "Accept")
	h.Set("Cache-Control", "private, no-cache")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", kind)
	w.Write(data)
}

// paging is a list of any kind that can be streamed.
type paging interface {
	rows() []any
	next() string
}

func (l list[T]) next() string { return l.Next }

func (l list[T]) rows() []any {
	all := make([]any, len(l.Results))
	for i, one := range l.Results {
		all[i] = one
	}
	return all
}

// stream writes all pages of a list, one result a line, without holding more than a page.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, e endpoint) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := json.NewEncoder(w)
	cursor := "after"
	if !slices.Contains(e.takes, "after") {
		cursor = "since"
	}
	for first := true; ; first = false {
		answer, err := e.answer(r)
		page, paged := answer.(paging)
		switch {
		case err != nil && first:
			s.apiFault(w, r, err)
			return
		case err != nil:
			s.Log.Error("api", "path", r.URL.Path, "error", err.Error())
			panic(http.ErrAbortHandler) // the reader sees that the stream is cut
		case !paged:
			out.Encode(answer)
			return
		}
		for _, row := range page.rows() {
			if out.Encode(row) != nil {
				return // the reader is gone
			}
		}
		if page.next() == "" {
			return
		}
		r = r.Clone(r.Context())
		query := r.URL.Query()
		query.Set(cursor, page.next())
		r.URL.RawQuery = query.Encode()
	}
}

// NewDecision is a decision to be taken.
type NewDecision struct {
	Verb     record.Verb      `json:"verb"`
	Subjects []string         `json:"subjects"`
	Field    string           `json:"field,omitempty"`
	Value    string           `json:"value,omitempty"`
	Why      string           `json:"why,omitempty"`
	Undoes   int64            `json:"undoes,omitempty"`
	Event    *ledger.Addition `json:"event,omitempty"` // of add: what the report that is the subject tells
	Seen     *int64           `json:"seen,omitempty"`  // the last decision on these subjects that you know; without it nobody asks
}

func (s *Server) apiDecide(r *http.Request) (any, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return nil, badRequest{errText("a decision is sent as application/json")}
	}
	var asked NewDecision
	in := json.NewDecoder(r.Body)
	in.DisallowUnknownFields()
	if err := in.Decode(&asked); err != nil {
		return nil, badRequest{err}
	}
	if _, err := in.Token(); err != io.EOF {
		return nil, badRequest{errText("one decision at a time")}
	}
	if !byHand(asked.Verb) {
		return nil, badRequest{errText("no such decision: " + strconv.Quote(string(asked.Verb)))}
	}
	who := visitor(r)
	d := record.Decision{Verb: asked.Verb, By: who.Name, Subjects: full(asked.Subjects), Field: asked.Field, New: asked.Value, Why: asked.Why, Undoes: asked.Undoes}
	if asked.Verb == record.Add {
		if asked.Event == nil || len(d.Subjects) != 1 {
			return nil, badRequest{errText("add takes one report as its subject, and an event")}
		}
		d = asked.Event.Decision(d.Subjects[0], who.Name, asked.Why)
	}
	var err error
	if asked.Seen != nil && asked.Verb != record.Add {
		d, err = s.ledger.DecideSeen(d, "", *asked.Seen)
	} else {
		d, err = s.ledger.Decide(d)
	}
	return decisionOut(d, who), err
}
