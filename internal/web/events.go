package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
)

// listing is the body of the page of events.
type listing struct {
	Query  url.Values
	Page   store.Page
	Totals store.Totals
	Next   string // the address of the next page; empty on the last

	Views   []savedView
	View    *savedView // the one that is looked at, as it was saved
	Mine    bool       // whoever looks at it may change it
	Address string     // of the list, without the place in it
	Then    moment     // the ledger as it stood; zero for as it stands
	Edition *edition   // a release in place of the ledger
}

// MostDots is how many events the map shows at most.
func (l listing) MostDots() int { return mostDots }

// Places are the places of the events that are shown, to choose from.
func (l listing) Places() (all []string) {
	for _, row := range l.Page.Rows {
		all = appendNew(all, row.Place)
	}
	slices.Sort(all)
	return all
}

// Chosen reports whether a value is chosen in a filter.
func (l listing) Chosen(key, value string) bool {
	for _, v := range l.Query[key] {
		if v == value {
			return true
		}
	}
	return false
}

func (s *Server) events(r *http.Request) (view, error) {
	body := listing{Query: r.URL.Query()}
	var err error
	if body.Page, err = s.eventPage(r); err != nil {
		return view{}, err
	}
	err = s.reading(r, func(read store.Reader) error {
		if err := s.speak(r, read, body.Page.Rows); err != nil {
			return err
		}
		body.Totals, err = read.Totals()
		if len(r.URL.Query()) == 0 {
			body.Page.Total, body.Page.More = body.Totals.Events, false
		}
		return err
	})
	if err == nil {
		err = s.viewed(r, &body)
	}
	if body.Page.Next != "" {
		next := r.URL.Query()
		next.Set("after", body.Page.Next)
		body.Next = "/events?" + next.Encode()
	}
	return view{page: "events.html", title: "events", body: body, json: map[string]any{"results": body.Page.Rows, "next": body.Page.Next, "total": body.Page.Total, "more": body.Page.More}}, err
}

// viewed adds the named views, and which state of the ledger is looked at.
func (s *Server) viewed(r *http.Request, body *listing) (err error) {
	body.Then, _ = r.Context().Value(momentKey{}).(moment)
	if body.Edition, err = s.editionOf(r); err != nil {
		return err
	}
	query := r.URL.Query()
	query.Del("after")
	query.Del("view")
	query.Del("lang")
	body.Address = query.Encode()
	return s.ledger.Read(func(read store.Reader) error {
		body.Views, err = viewsFor(read, visitor(r))
		for i, v := range body.Views {
			if strconv.Itoa(v.Number) == r.URL.Query().Get("view") {
				body.View = &body.Views[i]
				body.Mine = v.By == visitor(r).Name || v.Shared && visitor(r).May(Admin)
			}
		}
		return err
	})
}

// queryOf reads the address of a list: each view is an address.
func queryOf(v url.Values) (q store.Query, err error) {
	q = store.Query{
		Words: v.Get("q"), Acts: full(v["act"]), Outlets: full(v["outlet"]), Country: v.Get("country"), Place: v.Get("place"), Realisation: v.Get("realisation"),
		Harm: v.Get("harm"), Review: record.Review(v.Get("review")), Differs: v.Get("differs") != "", Sort: v.Get("sort"), After: v.Get("after"),
	}
	if q.Sort != "" && !slices.Contains(sorts, q.Sort) {
		return q, badRequest{errText("sort is one of " + strings.Join(sorts, ", "))}
	}
	if strings.ContainsFunc(q.Harm, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') }) {
		return q, badRequest{errText("no such harm")}
	}
	if err := cursorFits(q.After); err != nil {
		return q, err
	}
	if q.From, err = dayOf(v.Get("from")); err != nil {
		return q, err
	}
	if q.To, err = dayOf(v.Get("to")); err != nil {
		return q, err
	}
	if !q.To.IsZero() {
		q.To = q.To.AddDate(0, 0, 1) // the last day is meant whole
	}
	if box := v.Get("box"); box != "" {
		q.Box, err = boxOf(box)
	}
	if limit := v.Get("limit"); limit != "" && err == nil {
		if q.Limit, err = strconv.Atoi(limit); err != nil || q.Limit < 1 || q.Limit > 500 {
			return q, badRequest{errText("limit is a number from 1 to 500")}
		}
	}
	return q, err
}

// queryFor reads the address of a list for who asks: those who only view find nothing by what closed reports say.
func queryFor(r *http.Request) (store.Query, error) {
	q, err := queryOf(r.URL.Query())
	q.Open = !visitor(r).May(Coder)
	return q, err
}

// sorts are the orders that a reader can ask for.
var sorts = []string{"when", "-when", "reports", "confidence", "useful", "id"}

// cursorFits refuses what was never given as the end of a page.
func cursorFits(after string) error {
	if after == "" {
		return nil
	}
	var c struct {
		Key any
		ID  string
	}
	err := json.Unmarshal([]byte(after), &c)
	switch c.Key.(type) {
	case string, float64:
	default:
		err = errText("no key")
	}
	if err != nil {
		return badRequest{errText("no such page")}
	}
	return nil
}

// errText is an error of its words.
type errText string

func (e errText) Error() string { return string(e) }

// full leaves out empty choices.
func full(all []string) []string {
	var kept []string
	for _, v := range all {
		if v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

func dayOf(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, badRequest{errText("a day is written 2021-12-30")}
	}
	return t, nil
}

// boxOf reads south,west,north,east in degrees.
func boxOf(s string) (*store.Box, error) {
	var b store.Box
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return nil, badRequest{errText("a box is written south,west,north,east")}
	}
	for i, into := range []*float64{&b.South, &b.West, &b.North, &b.East} {
		v, err := strconv.ParseFloat(parts[i], 64)
		if err != nil || !(v >= -180 && v <= 180) {
			return nil, badRequest{errText("a box is written south,west,north,east in degrees")}
		}
		*into = v
	}
	return &b, nil
}

// mostDots is how many events the map and the timeline are given at most: more would keep the reader waiting. The page says where there are more.
const mostDots = 5000

// dot is an event on the map and the timeline, small on the wire.
type dot struct {
	ID      string  `json:"id"`
	Act     string  `json:"act"`
	Lat     float64 `json:"lat,omitempty"`
	Lon     float64 `json:"lon,omitempty"`
	Placed  bool    `json:"placed"`
	Precise string  `json:"precision,omitempty"`
	From    int64   `json:"from,omitempty"` // seconds since 1970
	To      int64   `json:"to,omitempty"`
	Reports int     `json:"reports"`
}

// dotsOf gives the events of a view, small.
func (s *Server) dotsOf(r *http.Request) ([]dot, error) {
	q, err := queryFor(r)
	if err != nil {
		return nil, err
	}
	var found []store.Dot
	if err := s.reading(r, func(read store.Reader) error { found, err = read.Dots(q, mostDots); return err }); err != nil {
		return nil, err
	}
	all, hidden := make([]dot, 0, len(found)), hiddenFrom(r)
	for _, d := range found {
		if hidden.events[d.ID] {
			continue
		}
		all = append(all, dot{string(d.ID), d.Act, d.Lat, d.Lon, d.Placed, d.Precise, unix(d.From), unix(d.To), d.Reports})
	}
	return all, nil
}

// dots gives the events of a view to the map and the timeline.
func (s *Server) dots(w http.ResponseWriter, r *http.Request) {
	all, err := s.dotsOf(r)
	if err != nil {
		s.apiFault(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(all)
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
