package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"dateline/codebook"
	"dateline/gazetteer"
	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/store"
	"dateline/internal/web"
	"dateline/models"
	"dateline/rules"
	"dateline/samples"
)

// coder is the program as it ships, made once for all tests.
var coder = sync.OnceValues(func() (*pipeline.Coder, error) {
	return pipeline.New(pipeline.Knowledge{Models: models.FS, Rules: rules.FS, Codebook: codebook.FS, Gazetteer: gazetteer.Places}, pipeline.Options{})
})

// room is a reading room on the sample ledger.
type room struct {
	*httptest.Server
	ledger *ledger.Ledger
	log    *bytes.Buffer
}

func open(t testing.TB, change func(*web.Options)) room {
	t.Helper()
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Init(t.TempDir(), linker, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := l.Ingest(ingest.ReadFS(samples.Ledger, "ledger/reports", ingest.Options{}), c, ledger.Intake{Workers: 2, Version: "test", Tell: func(ledger.Step) {}}); err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	o := web.Options{Coder: c, Version: "test", Reviewer: "ada", Log: slog.New(slog.NewTextHandler(log, nil)),
		Publishing: &web.Publishing{Linker: linker, Codebook: codebook.FS}}
	if change != nil {
		change(&o)
	}
	handler, err := web.New(l, o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return room{server, l, log}
}

// first is the event that comes first in an order.
func (r room) first(t testing.TB, q store.Query) store.Row {
	t.Helper()
	var page store.Page
	if err := r.ledger.Read(func(read store.Reader) (err error) { page, err = read.Events(q); return err }); err != nil || len(page.Rows) == 0 {
		t.Fatal("no event: ", err)
	}
	return page.Rows[0]
}

// get asks for a path with headers (name, value …), and gives the answer with its body. No redirect is followed.
func (r room) get(t testing.TB, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return r.ask(t, http.MethodGet, path, "", headers...)
}

func (r room) ask(t testing.TB, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(method, r.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
		request.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(said)
}

// one finds the first match of a group in a text.
func one(t testing.TB, text, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("nothing matches %s", pattern)
	}
	return m[1]
}
