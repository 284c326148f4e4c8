package web

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// presence remembers who has which event open, so that two people do not judge the same one unawares.
type presence struct {
	mu   sync.Mutex
	open map[record.EventID]map[string]time.Time // until when somebody is thought to look at it
}

// How long somebody is thought to look at a page: who opened it, and, where the page says so itself, until it says so no more.
const (
	presentFor = 2 * time.Minute
	pulseFor   = 15 * time.Second
)

// others notes that somebody has an event open for a while, and gives those who have it open too.
func (p *presence) others(id record.EventID, me string, now time.Time, long time.Duration) (names []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open == nil {
		p.open = map[record.EventID]map[string]time.Time{}
	}
	for event, who := range p.open {
		for name, until := range who {
			if now.After(until) || (name == me && event != id) {
				delete(who, name)
			}
		}
		if len(who) == 0 {
			delete(p.open, event)
		}
	}
	if p.open[id] == nil {
		p.open[id] = map[string]time.Time{}
	}
	for name := range p.open[id] {
		if name != me {
			names = append(names, name)
		}
	}
	p.open[id][me] = now.Add(long)
	slices.Sort(names)
	return names
}

// pulseOut tells a page that is open what has changed since.
type pulseOut struct {
	Others  []string  `json:"others"`  // who has the event open too
	Decided []decided `json:"decided"` // by others, after what the page has seen
	Left    int       `json:"left"`    // events nobody has judged
	More    bool      `json:"more"`    // there are more than that
}

type decided struct {
	Seq  int64       `json:"seq"`
	By   string      `json:"by"`
	Verb record.Verb `json:"verb"`
}

// pulse answers a page of review that asks whether others look at the same event, or have decided on it.
func (s *Server) pulse(r *http.Request) (view, error) {
	seen, err := strconv.ParseInt(r.URL.Query().Get("seen"), 10, 64)
	if err != nil {
		return view{}, badRequest{errText("seen is the number of a decision")}
	}
	out := pulseOut{Others: []string{}, Decided: []decided{}}
	me := visitor(r).Name
	var id record.EventID
	err = s.ledger.Read(func(read store.Reader) error {
		row, err := read.Event(record.EventID(r.PathValue("id")))
		if err != nil {
			return err
		}
		id = row.ID
		log, err := ledger.DecidedAfter(read, []string{string(id)}, seen)
		for _, d := range log {
			if d.By != me {
				out.Decided = append(out.Decided, decided{d.Seq, d.By, d.Verb})
			}
		}
		if err != nil {
			return err
		}
		page, err := read.Events(store.Query{Review: record.Machine, Sort: "useful", Limit: 1})
		out.Left, out.More = page.Total, page.More
		return err
	})
	if err == nil {
		out.Others = append(out.Others, s.present.others(id, me, s.Now(), pulseFor)...)
	}
	return view{page: "error.html", title: "review", body: map[string]any{"Status": 200, "What": ""}, json: out}, err
}
