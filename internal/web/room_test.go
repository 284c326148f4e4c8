package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/store"
	"dateline/internal/web"
)

// room is a reading room on the sample ledger.
type room struct {
	*httptest.Server
	ledger   *ledger.Ledger
	log      *bytes.Buffer
	accounts *web.Accounts // nil where nobody needs one
}

func open(t testing.TB, change func(*web.Options)) room {
	t.Helper()
	return openOn(t, ledgertest.Sample(t, ledger.Options{}), change)
}

func openOn(t testing.TB, l *ledger.Ledger, change func(*web.Options)) room {
	t.Helper()
	log := &bytes.Buffer{}
	o := web.Options{Coder: ledgertest.Coder(t), Version: ledgertest.Version, Reviewer: "ada", Log: slog.New(slog.NewTextHandler(log, nil)),
		Publishing: &web.Publishing{Linker: ledgertest.Linker(t), Codebook: codebook.FS}}
	if change != nil {
		change(&o)
	}
	handler, err := web.New(l, o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return room{server, l, log, o.Accounts}
}

// openForAccounts opens a room that lets in only those who have an account. Time passes as the clock says.
func openForAccounts(t testing.TB, clock func() time.Time) room {
	t.Helper()
	l := ledgertest.Sample(t, ledger.Options{})
	accounts, err := web.OpenAccounts(filepath.Join(l.Folder(), "accounts.json"), clock)
	if err != nil {
		t.Fatal(err)
	}
	accounts.Hasten()
	return openOn(t, l, func(o *web.Options) { o.Accounts = accounts })
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
