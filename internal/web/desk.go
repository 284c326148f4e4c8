package web

import (
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"sync"

	"dateline/internal/link"
	"dateline/internal/publish"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Publishing is what releases are drawn with, beside the ledger itself.
type Publishing struct {
	Linker   *link.Linker
	Codebook fs.FS // with the list of what could harm people
}

// desk keeps what the harm check found, so that the next finding comes at once and not after all reports were read again.
type desk struct {
	mu       sync.Mutex
	book     *publish.Book
	read     store.Totals // what the ledger held when it was read
	lastSeen int64        // the last decision that the findings know
}

// findings gives what the harm check stops at: as it was read, with the decisions since. Reports that came since have all read again.
func (s *Server) findings() ([]*gate.Finding, error) {
	s.desk.mu.Lock()
	defer s.desk.mu.Unlock()
	var totals store.Totals
	var since []record.Decision
	err := s.ledger.Read(func(read store.Reader) (err error) {
		if totals, err = read.Totals(); err == nil {
			since, err = decisionsAfter(read, s.desk.lastSeen)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.desk.book == nil || totals.Reports != s.desk.read.Reports || totals.Accounts != s.desk.read.Accounts || slices.ContainsFunc(since, changesNames) {
		if s.desk.book, err = s.book(publish.Options{ShortFile: true}); err != nil {
			return nil, err
		}
		s.desk.read, s.desk.lastSeen = totals, int64(totals.Decisions)
		return copied(s.desk.book.Findings()), nil
	}
	take(s.desk.book.Findings(), since)
	s.desk.lastSeen = int64(totals.Decisions)
	return copied(s.desk.book.Findings()), nil
}

// copied gives findings that nobody changes while a page is made of them.
func copied(all []*gate.Finding) []*gate.Finding {
	for i, f := range all {
		same := *f
		all[i] = &same
	}
	return all
}

// changesNames reports whether a decision changes who is found, and not only what was decided about it.
func changesNames(d record.Decision) bool {
	return d.Verb == record.SamePerson || d.Verb == record.NotPerson || d.Verb == record.Redact
}

// take lets decisions stand with the findings that they are about.
func take(all []*gate.Finding, since []record.Decision) {
	decided := gate.Gates(since)
	for _, f := range all {
		if d, is := decided[f.Key]; is && slices.Contains(f.Ways(), d.Way) {
			f.Way, f.Decided, f.By, f.Reason = d.Way, d.Seq, d.By, d.Why
		}
	}
}

// decisionsAfter reads the log from a decision on.
func decisionsAfter(read store.Reader, seq int64) (all []record.Decision, err error) {
	const many = 1000
	for {
		some, err := read.Decisions(seq, many)
		if err != nil || len(some) == 0 {
			return all, err
		}
		all, seq = append(all, some...), some[len(some)-1].Seq
	}
}

// book opens the ledger as the public may see it.
func (s *Server) book(o publish.Options) (*publish.Book, error) {
	key, _, err := publish.Key(s.ledger, false)
	if errors.Is(err, publish.ErrKey) {
		return nil, badRequest{err}
	}
	if err != nil {
		return nil, err
	}
	return publish.Open(s.ledger, s.Publishing.Linker, key, s.Publishing.Codebook, o)
}

// mostFindings is how many findings a page lists.
const mostFindings = 100

// gatePage is the body of the page of the harm check.
type gatePage struct {
	Kinds   []kindCount
	Kind    string // the kind that is looked at; empty for all
	State   string // open, decided or unseen
	Left    int    // how many are open of all kinds
	Current *finding
	Next    string // the key of the one after the current
	Listed  []*gate.Finding
	More    int // how many are not listed
	Saved   string
	Many    int // how many are open of the kind
}

// kindCount counts the findings of a kind.
type kindCount struct {
	Kind       gate.Kind
	Open, Most int // Most: all that a row would show
}

// finding is one finding with the words around it.
type finding struct {
	*gate.Finding
	Around []surrounding
	Hidden int // places that are not shown
}

// surrounding is a place of a finding with the text around it.
type surrounding struct {
	gate.Place
	Before, Words, After string
}

// stateOf says how far a finding has come: open, decided, or in no row.
func stateOf(f *gate.Finding) string {
	switch {
	case f.Open():
		return "open"
	case f.Decided > 0:
		return "decided"
	}
	return "unseen"
}

// harmCheck shows the findings of the harm check, one of them with the text around it.
func (s *Server) harmCheck(r *http.Request) (view, error) {
	all, err := s.findings()
	if err != nil {
		return view{}, err
	}
	query := r.URL.Query()
	body := gatePage{Kind: query.Get("kind"), State: query.Get("state"), Saved: number(query.Get("saved"))}
	if body.State == "" {
		body.State = "open"
	}
	body.Kinds, body.Left = countKinds(all)
	for _, f := range all {
		if stateOf(f) != body.State || body.Kind != "" && string(f.Kind) != body.Kind {
			continue
		}
		body.Many++
		if len(body.Listed) < mostFindings {
			body.Listed = append(body.Listed, f)
		}
	}
	body.More = body.Many - len(body.Listed)
	if err := s.current(&body, all, query.Get("key")); err != nil {
		return view{}, err
	}
	return view{page: "gate.html", title: "harm-check", body: body, json: map[string]any{"open": body.Left, "results": findingsOut(body.Listed, visitor(r)), "total": body.Many}}, nil
}

func countKinds(all []*gate.Finding) (kinds []kindCount, open int) {
	for _, kind := range gate.Kinds {
		c := kindCount{Kind: kind}
		for _, f := range all {
			if f.Kind == kind {
				c.Open += one(f.Open())
				c.Most += one(f.Shown() > 0)
			}
		}
		open += c.Open
		if c.Most > 0 {
			kinds = append(kinds, c)
		}
	}
	return kinds, open
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// current puts the finding of a key before the reader, or else the first that is listed, and says which one is next.
func (s *Server) current(body *gatePage, all []*gate.Finding, key string) error {
	at := slices.IndexFunc(body.Listed, func(f *gate.Finding) bool { return f.Key == key })
	var chosen *gate.Finding
	switch {
	case at >= 0:
		chosen = body.Listed[at]
	case key != "":
		i := slices.IndexFunc(all, func(f *gate.Finding) bool { return f.Key == key })
		if i < 0 {
			return store.ErrMissing
		}
		chosen = all[i]
	case len(body.Listed) > 0:
		at, chosen = 0, body.Listed[0]
	default:
		return nil
	}
	if at >= 0 && at+1 < len(body.Listed) {
		body.Next = body.Listed[at+1].Key
	} else if len(body.Listed) > 0 && body.Listed[0] != chosen {
		body.Next = body.Listed[0].Key
	}
	shown, err := s.surrounded(chosen)
	body.Current = shown
	return err
}

// How much is shown around a finding.
const (
	mostPlaces  = 6
	aroundBytes = 220
)

// surrounded gives a finding with the text around its places.
func (s *Server) surrounded(f *gate.Finding) (*finding, error) {
	shown := &finding{Finding: f}
	err := s.ledger.Read(func(read store.Reader) error {
		for i, p := range f.Places {
			if i == mostPlaces {
				shown.Hidden = len(f.Places) - i
				return nil
			}
			body, err := read.Body(p.Report)
			if err != nil {
				return err
			}
			if p.Start < 0 || p.End > len(body) || p.Empty() {
				continue
			}
			from, to := wholeWords(body, p.Start-aroundBytes, p.End+aroundBytes)
			shown.Around = append(shown.Around, surrounding{p, body[from:p.Start], body[p.Start:p.End], body[p.End:to]})
		}
		return nil
	})
	return shown, err
}

// wholeWords moves borders inwards to the next space, so that no word and no letter is cut.
func wholeWords(body string, from, to int) (int, int) {
	if from <= 0 {
		from = 0
	} else if space := strings.IndexAny(body[from:], " \n"); space >= 0 {
		from += space
	}
	if to >= len(body) {
		return from, len(body)
	}
	if space := strings.LastIndexAny(body[:to], " \n"); space > from {
		to = space
	}
	return from, to
}

// findingOut is a finding as the pages give it in JSON.
type findingOut struct {
	Key      string         `json:"key"`
	Kind     gate.Kind      `json:"kind"`
	Words    string         `json:"words"`
	Why      string         `json:"why,omitempty"`
	Ways     []gate.Way     `json:"ways"`
	Way      gate.Way       `json:"way"`
	Open     bool           `json:"open"`
	Decision int64          `json:"decision,omitempty"`
	By       string         `json:"by,omitempty"`
	Reason   string         `json:"reason,omitempty"`
	Rows     map[string]int `json:"rows,omitempty"`
	Reports  []string       `json:"reports"`
}

func findingsOut(all []*gate.Finding, to person) []findingOut {
	out := []findingOut{}
	for _, f := range all {
		one := findingOut{f.Key, f.Kind, f.Words, f.Why, f.Ways(), f.Way, f.Open(), f.Decided, f.By, f.Reason, f.Tables(), f.Reports()}
		if !to.May(Viewer) {
			one.By = ""
		}
		out = append(out, one)
	}
	return out
}

// decideFinding takes a decision about one finding, or about all that are open of a kind.
func (s *Server) decideFinding(w http.ResponseWriter, r *http.Request) {
	logged, err := s.judgeFindings(r)
	switch {
	case errors.Is(err, errMeanwhile):
		s.fail(w, r, http.StatusConflict, "decided-meanwhile")
		return
	case err != nil:
		s.fault(w, r, err)
		return
	}
	last := logged[len(logged)-1]
	if wantsJSON(r) {
		s.writeJSON(w, http.StatusOK, view{page: "gate.html", json: map[string]any{"decisions": len(logged), "last": decisionOut(last, visitor(r))}})
		return
	}
	http.Redirect(w, r, gateAddress(r.PostForm.Get("kind"), r.PostForm.Get("next"), decimal(last.Seq)), http.StatusSeeOther)
}

// judgeFindings logs what a form decides, unless somebody else has decided on it since the form was made.
func (s *Server) judgeFindings(r *http.Request) (logged []record.Decision, err error) {
	form := r.PostForm
	why := strings.TrimSpace(form.Get("why"))
	if why == "" {
		return nil, badRequest{errText("a decision about a finding needs its reason")}
	}
	if _, err := s.findings(); err != nil { // as they stand now
		return nil, err
	}
	s.desk.mu.Lock()
	defer s.desk.mu.Unlock()
	chosen, err := s.desk.book.Choose(form.Get("key"), gate.Way(form.Get("way")))
	if err != nil {
		return nil, badRequest{err}
	}
	if seen := form.Get("seen"); seen != "" && seen != decimal(chosen[0].Decided) {
		return nil, errMeanwhile
	}
	if many := form.Get("many"); many != "" && many != decimal(int64(len(chosen))) {
		return nil, errMeanwhile
	}
	ds := make([]record.Decision, len(chosen))
	for i, f := range chosen {
		ds[i] = publish.Judge(f, gate.Way(form.Get("way")), visitor(r).Name, why)
	}
	if logged, err = s.ledger.DecideAll(ds); err != nil {
		return nil, err
	}
	take(chosen, logged)
	return logged, nil
}

// Publishing reports whether a page is one of those on which releases are made and read.
func (f frame) Publishing() bool {
	return strings.HasPrefix(f.Path, "/publish") || strings.HasPrefix(f.Path, "/releases")
}
