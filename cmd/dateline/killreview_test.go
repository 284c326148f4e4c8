package main

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/internal/killtest"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// TestKilledWhileReviewing kills the server at chance moments while three people decide on events and answer a round of blind coding. Every decision
// that any of them was told to be saved must be in the log, word for word, and `check` clean.
func TestKilledWhileReviewing(t *testing.T) {
	if folder := killtest.Folder(); folder != "" {
		run([]string{"serve", "--login", "--listen", "127.0.0.1:0", "--ledger", folder}, strings.NewReader(""), os.Stdout, os.Stderr)
		return
	}
	kills := killtest.Kills(2)
	folder := filepath.Join(t.TempDir(), "ledger")
	commandDone(t, "demo", "--keep", folder)
	commandDone(t, "agreement", "draw", "--reports", "5", "--coders", strings.Join(reviewers, ","), "--ledger", folder)
	writeAccounts(t, folder)
	events, units := toReview(t, folder)
	saved := 0
	for seed := range uint64(kills) {
		chance := rand.New(rand.NewPCG(seed, 4))
		told := reviewedUntilKilled(t, folder, events, units, chance)
		if saved += len(told); len(told) == 0 {
			t.Errorf("seed %d: nothing was saved before the end", seed)
		}
		standsReviewed(t, folder, told)
		commandDone(t, "check", "--only", "ledger", "--ledger", folder)
	}
	t.Logf("%d kills, %d decisions saved", kills, saved)
}

var reviewers = []string{"ada", "ben", "cyn"}

const reviewPassword = "correct horse battery"

// writeAccounts lets the reviewers in, with passwords that are cheap to compare.
func writeAccounts(t *testing.T, folder string) {
	type account struct {
		Name, Role string
		Salt, Hash []byte
		Turns      int
	}
	var people struct{ People []account }
	for _, name := range reviewers {
		hash, err := pbkdf2.Key(sha256.New, reviewPassword, []byte(name), 1, 32)
		if err != nil {
			t.Fatal(err)
		}
		people.People = append(people.People, account{name, "coder", []byte(name), hash, 1})
	}
	data, err := json.Marshal(people)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "accounts.json"), data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// toReview gives what there is to decide on.
func toReview(t *testing.T, folder string) (events []store.Row, units int) {
	l, err := ledgerFlags{folder}.open()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "id", Limit: 200})
		events = page.Rows
		if err != nil {
			return err
		}
		of, err := round.Find(r, 1)
		units = len(of.Units)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return events, units
}

// reviewedUntilKilled starts a server, has everybody decide at once, and kills it after so many decisions and a moment more. It returns the decisions that
// somebody was told to be saved.
func reviewedUntilKilled(t *testing.T, folder string, events []store.Row, units int, chance *rand.Rand) (told []record.Decision) {
	t.Helper()
	server := killtest.Start(t, folder)
	address, started := server.Line()
	if !started {
		t.Fatal("the server did not start")
	}
	after, then := 3+chance.IntN(40), time.Duration(chance.IntN(30_000))*time.Microsecond
	var mu sync.Mutex
	var all sync.WaitGroup
	kill := sync.OnceFunc(func() { server.Kill(then) })
	for _, name := range reviewers {
		work := reviewer{name, address, rand.New(rand.NewPCG(chance.Uint64(), 5)), nil}
		all.Go(func() {
			for work.logIn(); ; {
				d, saved := work.decide(events, units)
				if !saved {
					kill() // the server is gone, or will be
					return
				}
				mu.Lock()
				told = append(told, d)
				enough := len(told) >= after
				mu.Unlock()
				if enough {
					go kill()
				}
			}
		})
	}
	all.Wait()
	server.Wait()
	return told
}

// reviewer is one person at a browser.
type reviewer struct {
	name, address string
	chance        *rand.Rand
	client        *http.Client
}

func (v *reviewer) logIn() {
	jar, _ := cookiejar.New(nil) // never fails
	v.client = &http.Client{Jar: jar, Timeout: 20 * time.Second}
	answer, err := v.client.PostForm(v.address+"/login", url.Values{"name": {v.name}, "password": {reviewPassword}, "next": {"/rounds"}})
	if err == nil {
		answer.Body.Close()
	}
}

// decide takes one decision: on an event, on an account, or as a coder. saved says that the server said so.
func (v *reviewer) decide(events []store.Row, units int) (d record.Decision, saved bool) {
	event := events[v.chance.IntN(len(events))]
	why := fmt.Sprintf("%s %x", v.name, v.chance.Uint64())
	form, path := url.Values{"subject": {string(event.ID)}, "why": {why}}, "/decide"
	switch verb := []string{"accept", "reject", "unsure", "correct", "merge", "code"}[v.chance.IntN(6)]; verb {
	case "correct":
		form = url.Values{"verb": {verb}, "subject": {string(event.Members[0].Account)}, "field": {"dead"}, "value": {strconv.Itoa(v.chance.IntN(9))}, "why": {why}}
	case "merge":
		form = url.Values{"verb": {verb}, "subject": {string(event.ID), string(events[v.chance.IntN(len(events))].ID)}, "why": {why}}
	case "code":
		path = fmt.Sprintf("/rounds/1/units/%d", 1+v.chance.IntN(units))
		form = url.Values{"told": {"true"}, "act": {"arrest"}, "realisation": {"happened"}, "dead": {strconv.Itoa(v.chance.IntN(9))}, "remark": {why}}
	default:
		form.Set("verb", verb)
	}
	request, err := http.NewRequest("POST", v.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		return d, false
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	answer, err := v.client.Do(request)
	if err != nil {
		return d, false
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if answer.StatusCode == http.StatusBadRequest {
		return v.decide(events, units) // two accounts of one event are not merged; another then
	}
	return d, err == nil && answer.StatusCode == http.StatusOK && json.NewDecoder(bytes.NewReader(said)).Decode(&d) == nil && d.Why == why
}

// standsReviewed looks for each decision that was saved in the log.
func standsReviewed(t *testing.T, folder string, told []record.Decision) {
	t.Helper()
	l, err := ledgerFlags{folder}.open()
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.Read(func(r store.Reader) error {
		log, err := r.Decisions(0, 100_000)
		for _, d := range told {
			if d.Seq < 1 || int(d.Seq) > len(log) {
				t.Errorf("decision %d of %s was saved, and is not there", d.Seq, d.By)
			} else if kept := log[d.Seq-1]; kept.Hash != d.Hash || kept.Why != d.Why || kept.By != d.By || kept.New != d.New {
				t.Errorf("saved was %+v, and there is %+v", d, kept)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
