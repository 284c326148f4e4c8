// Command load lets many readers and some reviewers use a reading room at once and says how long they wait. Readers open lists, maps and events; reviewers
// accept events and take that back again, so the ledger's log grows. Give it a ledger that may be spoiled.
//
// usage: go run ./tools/load [-readers 50] [-reviewers 5] [-for 30s] http://127.0.0.1:8717
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// patience is how long a request may take before it counts as failed.
const patience = 30 * time.Second

// room is a reading room under load.
type room struct {
	address string
	events  []string // ids
	until   time.Time
	client  http.Client

	mu     sync.Mutex
	took   map[string][]time.Duration // by what was asked for: page, decision
	faults []string
}

func main() {
	readers := flag.Int("readers", 50, "how many people read")
	reviewers := flag.Int("reviewers", 5, "how many people decide")
	lasts := flag.Duration("for", 30*time.Second, "how long")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: load [-readers N] [-reviewers N] [-for DURATION] ADDRESS")
		os.Exit(2)
	}
	r := &room{address: flag.Arg(0), took: map[string][]time.Duration{}, client: http.Client{Timeout: patience}}
	if err := r.findEvents(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(3)
	}
	r.until = time.Now().Add(*lasts)
	var all sync.WaitGroup
	for n := range *readers {
		all.Go(func() { r.reads(rand.New(rand.NewPCG(uint64(n), 1))) })
	}
	for n := range *reviewers {
		all.Go(func() { r.reviews(rand.New(rand.NewPCG(uint64(n), 2))) })
	}
	all.Wait()
	if !r.report() {
		os.Exit(1)
	}
}

// findEvents asks for the ids of some events.
func (r *room) findEvents() error {
	answer, err := r.client.Get(r.address + "/api/v1/events?limit=200")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var found struct{ Results []struct{ ID string } }
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		return err
	}
	for _, e := range found.Results {
		r.events = append(r.events, e.ID)
	}
	if len(r.events) == 0 {
		return fmt.Errorf("%s has no events", r.address)
	}
	return nil
}

// reads opens a page about once a second.
func (r *room) reads(draw *rand.Rand) {
	pages := []string{"/events", "/events?act=arrest", "/events?country=FR", "/events?q=camp", "/events?sort=reports", "/review"}
	for time.Now().Before(r.until) {
		path := pages[draw.IntN(len(pages))]
		if draw.IntN(2) == 0 {
			path = "/events/" + r.events[draw.IntN(len(r.events))]
		}
		r.ask("page", http.MethodGet, path, nil, http.StatusOK)
		time.Sleep(time.Duration(500+draw.IntN(1000)) * time.Millisecond)
	}
}

// reviews accepts an event or calls it unsure, about one every two seconds.
func (r *room) reviews(draw *rand.Rand) {
	verbs := []string{"accept", "unsure"}
	for time.Now().Before(r.until) {
		body, _ := json.Marshal(map[string]any{"verb": verbs[draw.IntN(2)], "subjects": []string{r.events[draw.IntN(len(r.events))]}, "why": "a trial under load"}) // strings alone: cannot fail
		r.ask("decision", http.MethodPost, "/api/v1/decisions", body, http.StatusOK)
		time.Sleep(time.Duration(1000+draw.IntN(2000)) * time.Millisecond)
	}
}

// ask makes one request, reads all of its answer and keeps how long that took.
func (r *room) ask(kind, method, path string, body []byte, want int) {
	request, err := http.NewRequest(method, r.address+path, bytes.NewReader(body))
	if err != nil {
		r.keep(kind, 0, err.Error())
		return
	}
	request.Header.Set("Content-Type", "application/json")
	start := time.Now()
	answer, err := r.client.Do(request)
	if err != nil {
		r.keep(kind, time.Since(start), err.Error())
		return
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	fault := ""
	if err != nil || answer.StatusCode != want {
		fault = fmt.Sprintf("%s %s: %s %.200s", method, path, answer.Status, said)
	}
	r.keep(kind, time.Since(start), fault)
}

func (r *room) keep(kind string, took time.Duration, fault string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.took[kind] = append(r.took[kind], took)
	if fault != "" {
		r.faults = append(r.faults, fault)
	}
}

// report prints medians, 95th percentiles and faults, and reports whether there were none.
func (r *room) report() bool {
	for _, kind := range []string{"page", "decision"} {
		all := r.took[kind]
		if len(all) == 0 {
			continue
		}
		slices.Sort(all)
		fmt.Printf("%-8s  %5d asked for, median %v, 95 %% within %v, slowest %v\n", kind, len(all), ms(all[len(all)/2]), ms(all[len(all)*95/100]), ms(all[len(all)-1]))
	}
	fmt.Printf("%d faults\n", len(r.faults))
	for _, fault := range r.faults[:min(len(r.faults), 5)] {
		fmt.Println(" ", fault)
	}
	return len(r.faults) == 0
}

func ms(d time.Duration) time.Duration { return d.Round(time.Millisecond) }
