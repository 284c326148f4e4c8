package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"dateline/internal/ledger"
	"dateline/internal/publish"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Event is an event as the API gives it. What no report says is left out. Times are local, written without a zone.
type Event struct {
	ID             record.EventID    `json:"id"`
	Also           []record.EventID  `json:"also,omitempty"`
	Act            string            `json:"act"`
	Line           string            `json:"line"`
	Realisation    string            `json:"realisation"`
	From           string            `json:"from,omitempty"`
	To             string            `json:"to,omitempty"`
	Precision      string            `json:"time_precision,omitempty"`
	Place          string            `json:"place,omitempty"`
	PlacePrecision string            `json:"place_precision,omitempty"`
	Country        string            `json:"country,omitempty"`
	Lat            *float64          `json:"lat,omitempty"`
	Lon            *float64          `json:"lon,omitempty"`
	Reports        int               `json:"reports"`
	Origins        int               `json:"origins"`
	Outlets        []string          `json:"outlets,omitempty"`
	Harm           map[string]Figure `json:"harm,omitempty"`
	Differs        bool              `json:"differs"`
	Review         record.Review     `json:"review"`
	Confidence     float64           `json:"confidence"`
	Series         string            `json:"series,omitempty"`
	Related        []Relation        `json:"related,omitempty"`
}

// Figure is a number that reports give, as low, best and high; null is not known.
type Figure struct {
	Low  text.Number `json:"low"`
	Best text.Number `json:"best"`
	High text.Number `json:"high"`
}

// Relation leads to another event.
type Relation struct {
	Kind  string         `json:"kind"`
	Event record.EventID `json:"event_id"`
	Why   string         `json:"why,omitempty"`
}

// Claim is one value that one report gives to one question, with its words. Start and End count Unicode code points of the body.
type Claim struct {
	Event     record.EventID   `json:"event_id"`
	Field     string           `json:"field"`
	Account   record.AccountID `json:"account_id"`
	Report    string           `json:"report_id"`
	Outlet    string           `json:"outlet"`
	Published string           `json:"published,omitempty"`
	Origin    int              `json:"origin"`
	Value     string           `json:"value,omitempty"`
	Label     string           `json:"label,omitempty"`
	Low       text.Number      `json:"low"`
	Best      text.Number      `json:"best"`
	High      text.Number      `json:"high"`
	Qualifier string           `json:"qualifier,omitempty"`
	Words     string           `json:"words,omitempty"`
	Start     int              `json:"start"`
	End       int              `json:"end"`
	Speakers  []string         `json:"said_by,omitempty"`
	Standing  record.Stand     `json:"standing"`
}

// Report is a report without its text.
type Report struct {
	ID        string      `json:"id"`
	Outlet    string      `json:"outlet,omitempty"`
	Title     string      `json:"title,omitempty"`
	Byline    []string    `json:"byline,omitempty"`
	Published string      `json:"published,omitempty"`
	Language  string      `json:"language,omitempty"`
	URL       string      `json:"url,omitempty"`
	File      string      `json:"file"`
	Hash      string      `json:"sha256"`
	State     store.State `json:"state"`
	Reason    string      `json:"reason,omitempty"`
}

// Decision is one line of the log.
type Decision struct {
	Seq      int64       `json:"seq"`
	At       time.Time   `json:"at"`
	By       string      `json:"by,omitempty"`
	Verb     record.Verb `json:"verb"`
	Subjects []string    `json:"subjects,omitempty"`
	Field    string      `json:"field,omitempty"`
	Old      string      `json:"old,omitempty"`
	New      string      `json:"new,omitempty"`
	Why      string      `json:"why,omitempty"`
	Undoes   int64       `json:"undoes,omitempty"`
	Hash     string      `json:"hash"`
}

// Stats counts what the ledger holds: a documented minimum.
type Stats struct {
	Reports   int                 `json:"reports"`
	Accounts  int                 `json:"accounts"`
	Events    int                 `json:"events"`
	Decisions int                 `json:"decisions"`
	States    map[store.State]int `json:"states"`
	Outlets   map[string]int      `json:"outlets"`
	Acts      map[string]int      `json:"acts"`
	Languages map[string]int      `json:"languages"`
	First     string              `json:"first,omitempty"`
	Last      string              `json:"last,omitempty"`
}

// Act is an entry of the codebook.
type Act struct {
	Name       string `json:"name"`
	Group      string `json:"group"`
	Definition string `json:"definition"`
	Events     int    `json:"events"`
}

// Release is a numbered publication.
type Release struct {
	Number string    `json:"number"`
	At     time.Time `json:"at"`
}

func eventOut(r store.Row) Event {
	e := Event{ID: r.ID, Also: r.Also, Act: r.Act, Line: r.Line, Realisation: r.Realisation, From: local(r.From), To: local(r.To), Precision: r.Precision,
		Place: r.Place, PlacePrecision: r.PlacePrecision, Country: r.Country, Reports: r.Reports, Origins: r.Origins, Outlets: r.Outlets, Differs: r.Differs,
		Review: r.Review, Confidence: r.Confidence, Series: r.Series}
	if r.Placed {
		e.Lat, e.Lon = &r.Lat, &r.Lon
	}
	for kind, v := range r.Harm {
		if e.Harm == nil {
			e.Harm = map[string]Figure{}
		}
		e.Harm[kind] = Figure{v.Low, v.Best, v.High}
	}
	for _, to := range r.Related {
		e.Related = append(e.Related, Relation{to.Kind, to.Event, to.Reason})
	}
	return e
}

// local writes a time without a zone, and nothing for none.
func local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05")
}

func reportOut(r store.Report) Report {
	return Report{r.ID, r.Outlet, r.Title, r.Byline, r.Published.String(), string(r.Language), r.URL, r.File, r.Hash, r.State, r.Reason}
}

func decisionOut(d record.Decision, to person) Decision {
	d = shownDecision(d, to)
	return Decision{d.Seq, d.At, d.By, d.Verb, d.Subjects, d.Field, d.Old, d.New, d.Why, d.Undoes, d.Hash}
}

// claimsOut are the claims of an event.
func claimsOut(d ledger.Dossier) (all []Claim) {
	for _, q := range d.Questions {
		for _, c := range q.Claims {
			body := d.Readings[c.Report].Body
			out := Claim{Event: d.ID, Field: q.Field, Account: c.Account, Report: c.Report, Outlet: c.Outlet, Published: c.Published.String(), Origin: c.Origin,
				Value: c.Value.Text, Label: c.Value.Label, Low: c.Value.Low, Best: c.Value.Best, High: c.Value.High, Qualifier: c.Qualifier, Words: c.Words,
				Speakers: c.Speakers, Standing: c.Standing}
			if c.End <= len(body) && c.Start >= 0 {
				out.Start, out.End = utf8.RuneCountInString(body[:c.Start]), utf8.RuneCountInString(body[:c.End])
			}
			all = append(all, out)
		}
	}
	return all
}

func (s *Server) apiEvents(r *http.Request) (any, error) {
	if since := r.URL.Query().Get("since"); since != "" {
		return s.eventsSince(r, since)
	}
	page, err := s.eventPage(r)
	out := list[Event]{[]Event{}, page.Next, page.Total, page.More}
	for _, row := range page.Rows {
		out.Results = append(out.Results, eventOut(row))
	}
	return out, err
}

// eventPage gives a page of the events that an address asks for.
func (s *Server) eventPage(r *http.Request) (page store.Page, err error) {
	q, err := queryFor(r)
	if err != nil {
		return page, err
	}
	err = s.reading(r, func(read store.Reader) (err error) { page, err = read.Events(q); return err })
	if err == nil {
		page.Rows, err = s.openRows(r, hiddenFrom(r).rows(page.Rows))
	}
	return page, err
}

func (s *Server) apiEvent(r *http.Request) (any, error) {
	var row store.Row
	err := s.reading(r, func(read store.Reader) (err error) {
		row, err = read.Event(record.EventID(r.PathValue("id")))
		return err
	})
	if err != nil {
		return nil, err
	}
	rows, err := s.openRows(r, []store.Row{row})
	if err == nil && len(rows) == 0 {
		err = store.ErrMissing
	}
	if err != nil {
		return nil, err
	}
	return eventOut(rows[0]), nil
}

func (s *Server) apiClaimsOf(r *http.Request) (any, error) {
	all, err := s.claimsOf(r, record.EventID(r.PathValue("id")))
	return list[Claim]{Results: all, Total: len(all)}, err
}

// claimsOf gives the claims of an event, of a release where one is asked for.
func (s *Server) claimsOf(r *http.Request, id record.EventID) ([]Claim, error) {
	released, err := s.editionOf(r)
	if err != nil {
		return nil, err
	}
	if released != nil {
		row, err := released.Event(id)
		return append([]Claim{}, released.claims[row.ID]...), err
	}
	d, err := s.dossier(r, id)
	if err != nil {
		return nil, err
	}
	return append([]Claim{}, claimsOut(d)...), nil
}

func (s *Server) apiClaims(r *http.Request) (any, error) {
	page, err := s.eventPage(r)
	if err != nil {
		return nil, err
	}
	out := list[Claim]{[]Claim{}, page.Next, page.Total, page.More}
	for _, row := range page.Rows {
		claims, err := s.claimsOf(r, row.ID)
		if err != nil {
			return nil, err
		}
		out.Results = append(out.Results, claims...)
	}
	return out, nil
}

// pageLength reads the parameter limit.
func pageLength(r *http.Request) (int, error) {
	asked := r.URL.Query().Get("limit")
	if asked == "" {
		return 50, nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > 500 {
		return 0, badRequest{errText("limit is a number from 1 to 500")}
	}
	return n, nil
}

func (s *Server) apiReports(r *http.Request) (any, error) {
	limit, err := pageLength(r)
	if err != nil {
		return nil, err
	}
	out := list[Report]{Results: []Report{}}
	err = s.at(r).Read(func(read store.Reader) error {
		totals, err := read.Totals()
		if err != nil {
			return err
		}
		out.Total = totals.Reports
		found, err := read.Reports(r.URL.Query().Get("after"), limit)
		for _, one := range found {
			if mayRead(r, one) == nil {
				out.Results = append(out.Results, reportOut(one))
			}
		}
		if len(found) == limit {
			out.Next = found[limit-1].ID
		}
		return err
	})
	return out, err
}

func (s *Server) apiReport(r *http.Request) (any, error) {
	var found store.Report
	err := s.at(r).Read(func(read store.Reader) (err error) {
		if found, err = read.Report(r.PathValue("id")); err != nil {
			return err
		}
		return mayRead(r, found)
	})
	return reportOut(found), err
}

func (s *Server) apiDecisions(r *http.Request) (any, error) {
	limit, err := pageLength(r)
	if err != nil {
		return nil, err
	}
	var since int64
	if asked := r.URL.Query().Get("since"); asked != "" {
		if since, err = strconv.ParseInt(asked, 10, 64); err != nil || since < 0 {
			return nil, badRequest{errText("since is the number of a decision")}
		}
	}
	out := list[Decision]{Results: []Decision{}}
	err = s.at(r).Read(func(read store.Reader) error {
		totals, err := read.Totals()
		if err != nil {
			return err
		}
		out.Total = totals.Decisions
		found, err := read.Decisions(since, limit)
		if err != nil {
			return err
		}
		found, err = veiled(read, found, r)
		for _, d := range found {
			out.Results = append(out.Results, decisionOut(d, visitor(r)))
		}
		if len(found) == limit {
			out.Next = decimal(found[limit-1].Seq)
		}
		return err
	})
	return out, err
}

func (s *Server) apiDots(r *http.Request) (any, error) {
	all, err := s.dotsOf(r)
	return list[dot]{Results: all, Total: len(all)}, err
}

func (s *Server) apiStats(r *http.Request) (any, error) {
	var t store.Totals
	err := s.reading(r, func(read store.Reader) (err error) { t, err = read.Totals(); return err })
	return Stats{t.Reports, t.Accounts, t.Events, t.Decisions, t.States, t.Outlets, t.Acts, t.Languages, t.First.String(), t.Last.String()}, err
}

func (s *Server) apiCodebook(r *http.Request) (any, error) {
	var t store.Totals
	if err := s.at(r).Read(func(read store.Reader) (err error) { t, err = read.Totals(); return err }); err != nil {
		return nil, err
	}
	out := list[Act]{Results: []Act{}}
	for _, a := range s.Coder.Acts().Acts {
		out.Results = append(out.Results, Act{a.Name, a.Group, a.Definition, t.Acts[a.Name]})
	}
	out.Total = len(out.Results)
	return out, nil
}

func (s *Server) apiReleases(r *http.Request) (any, error) {
	all, err := publish.Releases(s.at(r))
	out := list[Release]{Results: []Release{}, Total: len(all)}
	for _, d := range slices.Backward(all) {
		out.Results = append(out.Results, Release{d.New, d.At})
	}
	return out, err
}
