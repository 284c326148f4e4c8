package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"dateline/internal/publish"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// edition is a release opened for reading: its events and claims, as they were released.
type edition struct {
	store.Reader // none: what an edition does not have is never asked of it

	number  int
	date    string
	rows    []store.Row // by id
	claims  map[record.EventID][]Claim
	reports map[string]bool
}

// editions keeps the releases that were read last.
type editions struct {
	mu   sync.Mutex
	kept []*edition
}

// mostEditions is how many are kept.
const mostEditions = 2

// releaseAsked is the number of the release that an address asks for; 0 where it asks for none.
func releaseAsked(r *http.Request) (int, error) {
	asked := r.URL.Query().Get("release")
	if asked == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(asked)
	switch {
	case err != nil:
		return 0, badRequest{errText("release is the number of a release")}
	case n < 1:
		return 0, store.ErrMissing
	}
	return n, nil
}

// editionOf gives the release that an address asks for; nil where it asks for none.
func (s *Server) editionOf(r *http.Request) (*edition, error) {
	n, err := releaseAsked(r)
	if n == 0 || err != nil {
		return nil, err
	}
	s.editions.mu.Lock()
	defer s.editions.mu.Unlock()
	if gone, err := publish.Withdrawn(s.ledger, n); err != nil || gone {
		return nil, cmp.Or(err, error(store.ErrMissing))
	}
	if i := slices.IndexFunc(s.editions.kept, func(e *edition) bool { return e.number == n }); i >= 0 {
		return s.editions.kept[i], nil
	}
	made, err := s.newEdition(n)
	if err != nil {
		return nil, err
	}
	s.editions.kept = append(s.editions.kept, made)
	s.editions.kept = s.editions.kept[max(0, len(s.editions.kept)-mostEditions):]
	return made, nil
}

// reading reads the events that a request asks for: of the ledger as it stands, as it stood, or of a release.
func (s *Server) reading(r *http.Request, f func(store.Reader) error) error {
	released, err := s.editionOf(r)
	if err != nil {
		return err
	}
	if released != nil {
		return f(released)
	}
	return s.at(r).Read(f)
}

// newEdition reads the tables of a release.
func (s *Server) newEdition(n int) (*edition, error) {
	files, err := s.releaseNumbered(n)
	if err != nil {
		return nil, err
	}
	m, err := files.Manifest()
	if err != nil {
		return nil, err
	}
	e := &edition{number: n, date: m.Date, claims: map[record.EventID][]Claim{}, reports: map[string]bool{}}
	for _, table := range []struct {
		name string
		take func(map[string]string)
	}{
		{"events", func(c map[string]string) { e.rows = append(e.rows, releasedRow(c)) }},
		{"claims", func(c map[string]string) {
			id := record.EventID(c["event_id"])
			e.claims[id] = append(e.claims[id], releasedClaim(c))
		}},
		{"reports", func(c map[string]string) { e.reports[c["report_id"]] = true }},
	} {
		if err := files.Each(table.name, table.take); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(e.rows, func(a, b store.Row) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return e, nil
}

// releasedRow reads a row of the table of events.
func releasedRow(c map[string]string) store.Row {
	row := store.Row{Line: c["line"], Precision: c["date_precision"], Place: c["place"], PlacePrecision: c["place_precision"], Country: c["country"], Realisation: c["realisation"],
		Outlets: parts(c["outlets"]), Differs: c["differ"] != "", From: releasedDay(c["date_start"]), To: releasedDay(c["date_end"]), Harm: map[string]record.Value{}}
	row.ID, row.Act, row.Review, row.Series = record.EventID(c["event_id"]), c["act"], record.Review(c["review"]), c["series"]
	for _, id := range parts(c["also"]) {
		row.Also = append(row.Also, record.EventID(id))
	}
	if !row.To.IsZero() {
		row.To = row.To.AddDate(0, 0, 1)
	}
	row.Reports, _ = strconv.Atoi(c["reports"])
	row.Origins, _ = strconv.Atoi(c["origins"])
	row.Confidence, _ = strconv.ParseFloat(c["confidence"], 64)
	if lat, err := strconv.ParseFloat(c["latitude"], 64); err == nil {
		lon, _ := strconv.ParseFloat(c["longitude"], 64) // they stand together
		row.Lat, row.Lon, row.Placed = lat, lon, true
	}
	for column := range c {
		if kind, is := strings.CutSuffix(column, "_low"); is && kind != "size" && c[kind+"_low"]+c[kind+"_best"]+c[kind+"_high"] != "" {
			row.Harm[kind] = record.Value{Low: figure(c[kind+"_low"]), Best: figure(c[kind+"_best"]), High: figure(c[kind+"_high"])}
		}
	}
	return row
}

func parts(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "; ")
}

func releasedDay(cell string) time.Time {
	t, _ := time.Parse(time.DateOnly, cell)
	return t
}

func figure(cell string) (n text.Number) {
	if v, err := strconv.ParseFloat(cell, 64); err == nil {
		n = text.Just(v)
	}
	return n
}

// releasedClaim reads a row of the table of claims.
func releasedClaim(c map[string]string) Claim {
	claim := Claim{Event: record.EventID(c["event_id"]), Field: c["field"], Account: record.AccountID(c["account_id"]), Report: c["report_id"], Outlet: c["outlet"], Published: c["published"],
		Value: c["value"], Label: c["label"], Low: figure(c["low"]), Best: figure(c["best"]), High: figure(c["high"]), Qualifier: c["qualifier"], Words: c["words"],
		Speakers: parts(c["speaker"]), Standing: record.Stand(c["stands"])}
	claim.Start, _ = strconv.Atoi(c["start"])
	claim.End, _ = strconv.Atoi(c["end"])
	claim.Origin, _ = strconv.Atoi(c["origin"])
	return claim
}

// Event finds an event, also by an id that leads to it.
func (e *edition) Event(id record.EventID) (store.Row, error) {
	for _, row := range e.rows {
		if row.ID == id || slices.Contains(row.Also, id) {
			return row, nil
		}
	}
	return store.Row{}, store.ErrMissing
}

// Totals counts what was released.
func (e *edition) Totals() (t store.Totals, err error) {
	t = store.Totals{Events: len(e.rows), Reports: len(e.reports), Acts: map[string]int{}, Outlets: map[string]int{}}
	for _, row := range e.rows {
		t.Acts[row.Act]++
		for _, outlet := range row.Outlets {
			t.Outlets[outlet]++
		}
	}
	return t, nil
}

// Events gives a page as the store does. Words are looked for in the lines, places and outlets: a release holds no texts.
func (e *edition) Events(q store.Query) (page store.Page, err error) {
	all := e.chosen(q)
	page.Total = len(all)
	slices.SortStableFunc(all, orders[q.Sort])
	at := 0
	if q.After != "" {
		var c struct{ Key float64 }
		if json.Unmarshal([]byte(q.After), &c) != nil {
			return page, badRequest{errText("no such page")}
		}
		at = min(max(0, int(c.Key)), len(all))
	}
	limit := q.Limit
	if limit == 0 {
		limit = 50
	}
	end := min(at+limit, len(all))
	page.Rows = all[at:end]
	if end < len(all) {
		next, _ := json.Marshal(map[string]any{"Key": end, "ID": ""}) // a map of strings and numbers
		page.Next = string(next)
	}
	return page, nil
}

// Dots gives the events of a view for the map and the timeline.
func (e *edition) Dots(q store.Query, most int) (all []store.Dot, err error) {
	for _, row := range e.chosen(q) {
		if len(all) < most {
			all = append(all, store.Dot{ID: row.ID, Act: row.Act, Lat: row.Lat, Lon: row.Lon, Placed: row.Placed, Precise: row.PlacePrecision, From: row.From, To: row.To, Reports: row.Event.Reports})
		}
	}
	return all, nil
}

func (e *edition) chosen(q store.Query) []store.Row {
	words := strings.FieldsFunc(strings.ToLower(q.Words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	all := []store.Row{}
	for _, row := range e.rows {
		if fits(row, q) && spoken(row, words) {
			all = append(all, row)
		}
	}
	return all
}

func spoken(row store.Row, words []string) bool {
	said := strings.ToLower(row.Line + " " + row.Place + " " + strings.Join(row.Outlets, " "))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(said, w) })
}

// fits reports whether an event is one of those that a query asks for.
func fits(row store.Row, q store.Query) bool {
	_, harmed := row.Harm[q.Harm]
	box := q.Box
	switch {
	case len(q.Acts) > 0 && !slices.Contains(q.Acts, row.Act),
		len(q.Outlets) > 0 && !slices.ContainsFunc(q.Outlets, func(o string) bool { return slices.Contains(row.Outlets, o) }),
		q.Country != "" && q.Country != row.Country, q.Place != "" && !strings.HasPrefix(strings.ToLower(row.Place), strings.ToLower(q.Place)), q.Series != "" && q.Series != row.Series,
		q.Realisation != "" && q.Realisation != row.Realisation, q.Review != "" && q.Review != row.Review, q.Harm != "" && !harmed, q.Differs && !row.Differs,
		!q.To.IsZero() && !(row.From.Before(q.To) && !row.From.IsZero()), !q.From.IsZero() && !row.To.After(q.From):
		return false
	case box == nil:
		return true
	case !row.Placed || row.Lat < box.South || row.Lat > box.North:
		return false
	case box.West <= box.East:
		return row.Lon >= box.West && row.Lon <= box.East
	}
	return row.Lon >= box.West || row.Lon <= box.East
}

// orders are those of the list; the rows come in the order of their ids.
var orders = map[string]func(a, b store.Row) int{
	"": newestFirst, "when": newestFirst, "-when": func(a, b store.Row) int { return undatedLast(a, b, a.From.Compare(b.From)) },
	"reports": func(a, b store.Row) int { return b.Event.Reports - a.Event.Reports }, "confidence": func(a, b store.Row) int { return cmp.Compare(a.Confidence, b.Confidence) },
	"useful": func(a, b store.Row) int { return cmp.Compare(a.Confidence, b.Confidence) }, "id": func(a, b store.Row) int { return 0 },
}

func newestFirst(a, b store.Row) int { return undatedLast(a, b, b.From.Compare(a.From)) }

func undatedLast(a, b store.Row, otherwise int) int {
	if a.From.IsZero() != b.From.IsZero() {
		return one(a.From.IsZero()) - one(b.From.IsZero())
	}
	return otherwise
}

// releasedPage is the body of the page of an event as it was released.
type releasedPage struct {
	store.Row
	Number int
	Date   string
	Claims []Claim
	Now    bool // the event is still there
}

// releasedEvent shows an event as a release has it: without the texts, which no release holds.
func (s *Server) releasedEvent(r *http.Request, e *edition) (view, error) {
	row, err := e.Event(record.EventID(r.PathValue("id")))
	if err != nil {
		return view{}, err
	}
	body := releasedPage{Row: row, Number: e.number, Date: e.date, Claims: e.claims[row.ID]}
	s.ledger.Read(func(read store.Reader) error { _, err := read.Event(row.ID); body.Now = err == nil; return nil })
	return view{page: "released.html", title: row.Line, body: body, json: map[string]any{"release": e.number, "event": eventOut(row), "claims": body.Claims}}, nil
}

// Shown writes the value of a claim for people.
func (c Claim) Shown() string {
	return valueOf(record.Value{Text: c.Value, Label: c.Label, Low: c.Low, Best: c.Best, High: c.High})
}
