package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"dateline/internal/round"
	"dateline/internal/store"
)

// TestBlindCodingDoesNotLeak: while a round is open nobody learns from pages, twins, API, lists or searches what others answered, nor, where the
// round hides it, what the program reads.
func TestBlindCodingDoesNotLeak(t *testing.T) {
	t.Parallel()
	n := openNewsroom(t)
	r, err := round.Start(n.ledger, round.Terms{Of: "reports", Size: 3, Seed: 5, Coders: []string{"ada", "ben"}, HideMachine: true}, "eve")
	if err != nil {
		t.Fatal(err)
	}
	const secret = "zebracrossing"
	form := url.Values{"told": {"true"}, "act": {"arrest"}, "realisation": {"happened"}, "initiator": {secret}, "remark": {"remark of " + secret}}
	if answer, body := n.as(t, "ben", "POST", "/rounds/1/units/1", form.Encode()); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("ben's answer: %d %.300s", answer.StatusCode, body)
	}
	said := ""
	if err := n.ledger.Read(func(read store.Reader) (err error) { said, err = read.Body(r.Units[0].Report()); return err }); err != nil {
		t.Fatal(err)
	}
	form.Set("words", strings.Fields(said)[0])
	form.Set("act", "strike")
	if answer, body := n.as(t, "ben", "POST", "/rounds/1/units/1/add", form.Encode()); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("what ben found: %d %.300s", answer.StatusCode, body)
	}
	t.Run("answers", func(t *testing.T) { answersStayCovered(t, n, r, secret) })
	t.Run("machine", func(t *testing.T) { machineStaysHidden(t, n, r) })
	t.Run("roles", func(t *testing.T) { rolesOfRounds(t, n) })
	if err := round.Close(n.ledger, 1, "eve", ""); err != nil {
		t.Fatal(err)
	}
	if _, body := n.as(t, "ada", "GET", "/api/v1/decisions?limit=500", ""); !strings.Contains(body, secret) {
		t.Error("after the end the answers are still covered")
	}
	if answer, _ := n.as(t, "ada", "GET", "/reports/"+url.PathEscape(r.Units[0].Report()), ""); answer.StatusCode != http.StatusOK {
		t.Errorf("after the end a report of the round: %d", answer.StatusCode)
	}
	for _, path := range []string{"/rounds", "/rounds/1", "/rounds/1.json", "/api/v1/rounds", "/api/v1/decisions?limit=500"} {
		if _, body := n.as(t, "dan", "GET", path, ""); regexp.MustCompile(`\b(ada|ben|eve)\b`).MatchString(body) {
			t.Errorf("%s: dan, who sees data only, is told who reviews", path)
		}
	}
}

func answersStayCovered(t *testing.T, n newsroom, r round.Round, secret string) {
	event := ""
	err := n.ledger.Read(func(read store.Reader) error {
		id, err := read.EventOf(r.Units[0].Account)
		event = string(id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/rounds", "/rounds.json", "/rounds/1", "/rounds/1.json", "/rounds/1/units/1", "/rounds/1/units/1.json", "/rounds/1/units/1/add", "/rounds/1/units/1/add.json", "/rounds/1/differences", "/rounds/1/differences.json",
		"/rounds/1/differences/1", "/api/v1/decisions?limit=500", "/api/v1/rounds", "/api/v1/rounds/1/agreement", "/api/v1/events/" + event, "/events/" + event, "/events/" + event + ".json",
		"/review/" + event, "/review/" + event + ".json", "/review/" + event + "/pulse?seen=0", "/events?q=" + secret, "/api/v1/events?q=" + secret, "/api/v1/stats", "/dots.json?q=" + secret}
	for _, who := range []string{"ada", "eve", "dan"} {
		for _, path := range paths {
			accepts := []string{"text/html"}
			if strings.HasPrefix(path, "/api/v1/decisions") {
				accepts = []string{"application/json", "text/csv", "application/x-ndjson"}
			}
			for _, accept := range accepts {
				_, body := n.as(t, who, "GET", path, "", "Accept", accept)
				if strings.Contains(strings.ReplaceAll(body, "q="+secret, ""), secret) && !strings.Contains(path, "q=") {
					t.Errorf("%s reads ben's answer on %s as %s", who, path, accept)
				}
			}
		}
	}
	if _, body := n.as(t, "ben", "GET", "/rounds/1/units/1", ""); !strings.Contains(body, secret) {
		t.Error("ben does not see his own answer")
	}
	if answer, _ := n.as(t, "vic", "GET", "/api/v1/rounds/1/agreement", ""); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("the agreement of an open round: %d", answer.StatusCode)
	}
}

func machineStaysHidden(t *testing.T, n newsroom, r round.Round) {
	hidden := map[string]bool{}
	err := n.ledger.Read(func(read store.Reader) error {
		for _, u := range r.Units {
			id, err := read.EventOf(u.Account)
			if err != nil {
				return err
			}
			hidden[string(id)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	report := url.PathEscape(r.Units[0].Report())
	for event := range hidden {
		for _, path := range []string{"/events/" + event, "/events/" + event + ".json", "/review/" + event, "/review/" + event + "/pulse?seen=0", "/api/v1/events/" + event, "/api/v1/events/" + event + "/claims",
			"/reports/" + report, "/reports/" + report + ".json", "/reports/" + report + "/raw", "/api/v1/reports/" + report, "/preview?verb=merge&event=" + event + "&subject=" + event} {
			if answer, _ := n.as(t, "ada", "GET", path, ""); answer.StatusCode != http.StatusForbidden {
				t.Errorf("ada opens %s: %d", path, answer.StatusCode)
			}
		}
		if answer, _ := n.as(t, "eve", "GET", "/events/"+event, ""); answer.StatusCode != http.StatusOK {
			t.Errorf("eve does not open /events/%s: %d", event, answer.StatusCode)
		}
	}
	for _, path := range []string{"/events?limit=500", "/events.json?limit=500", "/api/v1/events?limit=500", "/api/v1/claims?limit=200", "/dots.json", "/api/v1/dots"} {
		_, body := n.as(t, "ada", "GET", path, "")
		for event := range hidden {
			if strings.Contains(body, event) {
				t.Errorf("ada finds %s on %s", event, path)
			}
		}
	}
	_, answered := n.as(t, "ada", "POST", "/rounds/1/units/1", "told=false", "Accept", "application/json")
	for _, path := range []string{"/rounds/1/units/1", "/rounds/1/units/1.json", "/rounds/1.json", "/rounds.json", "/api/v1/rounds", "/api/v1/decisions?limit=500"} {
		_, body := n.as(t, "ada", "GET", path, "")
		for _, u := range r.Units { // the name of an account tells its act
			if strings.Contains(body+answered, string(u.Account)) || path == "/rounds/1/units/1.json" && strings.Contains(body, `"act"`) {
				t.Errorf("%s tells ada of %s", path, u.Account)
			}
		}
	}
	if answer, _ := n.as(t, "ada", "GET", "/review", ""); answer.StatusCode != http.StatusSeeOther || hidden[strings.TrimPrefix(strings.Split(answer.Header.Get("Location"), "?")[0], "/review/")] {
		t.Errorf("the queue leads ada to %s", answer.Header.Get("Location"))
	}
}

// rolesOfRounds: coders code their own rounds alone, and only curators draw, close and settle.
func rolesOfRounds(t *testing.T, n newsroom) {
	terms := url.Values{"of": {"reports"}, "size": {"1"}, "seed": {"1"}, "coder": {"ada,ben"}}.Encode()
	for _, test := range []struct {
		who, method, path, body string
		want                    int
	}{
		{"vic", "GET", "/rounds/1", "", 200},
		{"vic", "GET", "/rounds/1/units/1", "", 403},
		{"eve", "GET", "/rounds/1/units/1", "", 400}, // a curator, and no coder of it
		{"ada", "POST", "/rounds", terms, 403},
		{"ada", "POST", "/rounds/1/close", "", 403},
		{"ada", "GET", "/rounds/1/differences", "", 403},
		{"eve", "GET", "/rounds/1/differences", "", 400}, // it is open
		{"eve", "POST", "/rounds", "of=reports&size=2&seed=x&coder=ada,ben", 400},
		{"eve", "POST", "/rounds", "of=reports&size=2&seed=1&coder=ada", 400},
		{"ada", "POST", "/rounds/1/units/1", "told=true", 400},
		{"ada", "GET", "/rounds/9", "", 404},
		{"ada", "GET", "/rounds/1/units/99", "", 404},
		{"ada", "POST", "/decide", "verb=adjudicate&subject=x", 400},
		{"ada", "GET", "/review/e-0/pulse?seen=0", "", 404},
		{"vic", "GET", "/review/e-0/pulse?seen=0", "", 403},
	} {
		if answer, body := n.as(t, test.who, test.method, test.path, test.body); answer.StatusCode != test.want {
			t.Errorf("%s: %s %s: %d, want %d: %.200s", test.who, test.method, test.path, answer.StatusCode, test.want, body)
		}
	}
}
