package web_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dateline/internal/store"
)

func TestAPI(t *testing.T) {
	t.Parallel()
	r := open(t, nil)
	t.Run("paging", func(t *testing.T) { apiPaging(t, r) })
	t.Run("forms", func(t *testing.T) { apiForms(t, r) })
	t.Run("claims", func(t *testing.T) { apiClaims(t, r) })
	t.Run("decisions", func(t *testing.T) { apiDecisions(t, r) })
	t.Run("description", func(t *testing.T) { apiDescription(t, r) })
	t.Run("twins", func(t *testing.T) { pageTwins(t, r) })
}

// answered is what every list of the API has.
type answered struct {
	Results []map[string]any
	Next    string
	Total   int
}

func (r room) list(t *testing.T, path string) (a answered) {
	t.Helper()
	answer, body := r.get(t, path)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", path, answer.StatusCode, body)
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// apiPaging: the pages of a list hold each result once, and as many as the total says.
func apiPaging(t *testing.T, r room) {
	for _, kind := range []string{"events", "reports"} {
		seen, after := map[any]bool{}, ""
		total := 0
		for {
			page := r.list(t, "/api/v1/"+kind+"?limit=17&after="+url.QueryEscape(after))
			for _, one := range page.Results {
				if seen[one["id"]] {
					t.Errorf("%s: %v stands on two pages", kind, one["id"])
				}
				seen[one["id"]] = true
			}
			total = page.Total
			if after = page.Next; after == "" {
				break
			}
		}
		if len(seen) != total || total == 0 {
			t.Errorf("%s: %d results, total %d", kind, len(seen), total)
		}
		_, lines := r.get(t, "/api/v1/"+kind, "Accept", "application/x-ndjson")
		n := 0
		for scan := bufio.NewScanner(strings.NewReader(lines)); scan.Scan(); n++ {
		}
		if n != total {
			t.Errorf("%s: a stream of %d lines, want %d", kind, n, total)
		}
	}
}

func apiForms(t *testing.T, r room) {
	answer, body := r.get(t, "/api/v1/events?limit=5", "Accept", "text/csv")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) != 6 || rows[0][0] != "id" || !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("CSV: %v, %d rows, %s", err, len(rows), answer.Header.Get("Content-Type"))
	}
	_, body = r.get(t, "/api/v1/events?limit=50", "Accept", "application/geo+json")
	var places struct {
		Type     string
		Features []struct {
			Geometry *struct{ Coordinates [2]float64 }
		}
	}
	if err := json.Unmarshal([]byte(body), &places); err != nil || places.Type != "FeatureCollection" || len(places.Features) != 50 {
		t.Errorf("GeoJSON: %v %s %d", err, places.Type, len(places.Features))
	}
	tag := answer.Header.Get("ETag")
	if again, _ := r.get(t, "/api/v1/events?limit=5", "Accept", "text/csv", "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
		t.Errorf("the same again: %d", again.StatusCode)
	}
}

// apiClaims: the words of a claim stand in the body at its positions, counted in code points.
func apiClaims(t *testing.T, r room) {
	all := r.list(t, "/api/v1/events/"+string(r.first(t, store.Query{Sort: "reports"}).ID)+"/claims")
	if len(all.Results) == 0 {
		t.Fatal("no claims")
	}
	for _, c := range all.Results {
		words, _ := c["words"].(string)
		if words == "" {
			continue
		}
		var body string
		err := r.ledger.Read(func(read store.Reader) (err error) { body, err = read.Body(c["report_id"].(string)); return err })
		points := []rune(body)
		if from, to := int(c["start"].(float64)), int(c["end"].(float64)); err != nil || string(points[from:to]) != words {
			t.Errorf("claim %v: %q at its positions, want %q", c["field"], string(points[from:to]), words)
		}
	}
}

func apiDecisions(t *testing.T, r room) {
	e := string(r.first(t, store.Query{}).ID)
	answer, body := r.ask(t, "POST", "/api/v1/decisions", `{"verb":"accept","subjects":["`+e+`"],"why":"read"}`, "Content-Type", "application/json")
	if answer.StatusCode != http.StatusOK || !strings.Contains(body, `"by":"ada"`) {
		t.Fatalf("a decision: %d %s", answer.StatusCode, body)
	}
	log := r.list(t, "/api/v1/decisions?since=0")
	if last := log.Results[len(log.Results)-1]; last["verb"] != "accept" || last["why"] != "read" || log.Total != len(log.Results) {
		t.Errorf("the log: %v", log)
	}
	if later := r.list(t, "/api/v1/decisions?since=1"); len(later.Results) != len(log.Results)-1 {
		t.Errorf("%d decisions since the first, want %d", len(later.Results), len(log.Results)-1)
	}
	for _, bad := range []string{`{`, `{"verb":"accept"}`, `{"verb":"accept","subjects":["e-nobody"]}`, `{"verb":"drop"}`, `{"verb":"accept","by":"eve"}`, `{"verb":"accept"}{}`, `null`, `[]`} {
		if answer, _ := r.ask(t, "POST", "/api/v1/decisions", bad, "Content-Type", "application/json"); answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", bad, answer.StatusCode)
		}
	}
}

// apiDescription: the OpenAPI file names every address, and what it refers to is there.
func apiDescription(t *testing.T, r room) {
	_, body := r.get(t, "/api/v1/openapi.json")
	var api struct {
		OpenAPI    string
		Paths      map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal([]byte(body), &api); err != nil || api.OpenAPI != "3.1.0" {
		t.Fatal(err, api.OpenAPI)
	}
	for _, part := range strings.Split(body, `"#/components/schemas/`)[1:] {
		if name, _, _ := strings.Cut(part, `"`); api.Components.Schemas[name] == nil {
			t.Errorf("no schema is named %s", name)
		}
	}
	for path := range api.Paths {
		if strings.Contains(path, "{") {
			continue
		}
		if answer, body := r.get(t, "/api/v1"+path); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", path, answer.StatusCode, body)
		}
	}
}

func pageTwins(t *testing.T, r room) {
	e := r.first(t, store.Query{})
	for _, path := range []string{"/events", "/events/" + string(e.ID), "/reports/" + url.PathEscape(e.Members[0].Report), "/review/" + string(e.ID), "/codebook"} {
		answer, body := r.get(t, path+".json")
		if answer.StatusCode != http.StatusOK || !json.Valid([]byte(body)) {
			t.Errorf("%s.json: %d %.80q", path, answer.StatusCode, body)
		}
	}
}
