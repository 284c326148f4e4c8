// Package storetest is what every dialect of a ledger must pass. The contract says what each method does; the tests here are its
// table of cases, each named for what must hold.
package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Dialect makes ledgers of one dialect.
type Dialect struct {
	New func(t testing.TB) store.Ledger // an empty ledger, closed when the test ends
}

// Run runs the whole suite.
func Run(t *testing.T, d Dialect) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Ledger)
	}{
		{"what is not there is missing", missing},
		{"a write that fails leaves nothing", failedWrite},
		{"a reader sees one state", oneState},
		{"raw bytes return as they came", rawBytes},
		{"a report that is there keeps its raw bytes", keepsRaw},
		{"a report that is there stays closed", keepsClosed},
		{"the first file in the order of names is kept", files},
		{"readings return whole", readings},
		{"a new reading takes the place of the old", newReading},
		{"reports come by id, page by page", pagesOfReports},
		{"states and reasons", states},
		{"accounts are replaced", replacedAccounts},
		{"near accounts share a key", near},
		{"near in a crowd is near in time, in whatever order they came", nearInTime},
		{"what was undone is forgotten", afterFailure},
		{"edges stand both ways", edges},
		{"keys of texts and copies", copies},
		{"events take members from others and empty ones go", events},
		{"a walk meets each event once, with its accounts and its place", walk},
		{"ids lead on", leadOn},
		{"the first pin stays", pins},
		{"many ids lead to the event of one account", leads},
		{"moved decisions", moved},
		{"decisions are a chain", chain},
		{"of a decision only what a later one says is taken out", concealed},
		{"people", people},
		{"settings", settings},
		{"pages of events are stable", pages},
		{"orders", orders},
		{"queries", queries},
		{"words are no language of queries", words},
		{"dots", dots},
		{"closed reports are not found by those who may not read them", openAlone},
		{"totals", totals},
		{"erased reports keep their name and hash", erased},
		{"what was written is clean", clean},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, d.New(t)) })
	}
}

// write and read fail the test that calls them when the ledger does.
func write(t testing.TB, l store.Ledger, f func(store.Writer) error) {
	t.Helper()
	if err := l.Write(f); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, l store.Ledger, f func(store.Reader) error) {
	t.Helper()
	if err := l.Read(f); err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %+v, want %+v", what, got, want)
	}
}

func isMissing(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrMissing) {
		t.Errorf("%s: %v, want ErrMissing", what, err)
	}
}

// body is the text of the report of that name.
func body(id string) string {
	return "Report " + id + ". Police cleared the camp near Grande-Synthe on Monday. Forty people left it."
}

// report is a report as it would come in.
func report(id string) store.Report {
	return store.Report{
		Report: text.Report{ID: id, File: "in/" + id, URL: "https://example.org/" + id, Outlet: "Quay " + id[:1], Title: "Camp cleared, " + id, Byline: []string{"A. Writer"},
			Published: text.Day{Year: 2021, Month: time.May, Day: 1 + len(id)%27}, Language: "en"},
		Raw: []byte("<p>" + body(id) + "</p>"), Format: "html",
	}
}

func reading(id string) *record.Reading {
	r := report(id).Report
	return &record.Reading{
		Report: r, Language: r.Language, Body: body(id),
		Names:    []text.Name{{Span: text.Span{Start: 7, End: 7 + len(id)}, Type: text.PER}},
		Accounts: []record.Account{{ID: "a1", Act: "clear-settlement", Trigger: text.Span{Start: 0, End: 6}, Realisation: record.Happened, Confidence: 0.8}},
		Quotes:   []record.Quote{{Span: text.Span{Start: 0, End: 4}, Direct: true}},
		Notes:    []record.Note{{Reason: "no-date"}},
	}
}

// put puts reports with a reading and accounts, named REPORT#a1, REPORT#a2.
func put(t testing.TB, l store.Ledger, ids ...string) {
	t.Helper()
	write(t, l, func(w store.Writer) error {
		for _, id := range ids {
			if err := errors.Join(w.PutReport(report(id)), w.PutReading(id, "coder-1", reading(id), []uint64{1, 2})); err != nil {
				return err
			}
			if err := w.PutAccounts(id, []store.Account{account(id, "a1", 1, 2), account(id, "a2", 2, 3)}); err != nil {
				return err
			}
		}
		return nil
	})
}

func account(report, local string, keys ...uint64) store.Account {
	id := record.AccountID(report + "#" + local)
	return store.Account{ID: id, Report: report, Founds: founds(id), Telling: []byte("telling of " + id), Keys: keys}
}

func founds(id record.AccountID) record.EventID { return record.EventID("e-" + id) }

// event is an event with members, which the first of them founds.
func event(members ...record.AccountID) store.Row {
	r := store.Row{Event: record.Event{ID: founds(members[0]), Act: "clear-settlement", Reports: len(members), Origins: 1, Review: record.Machine, Confidence: 0.5}, Realisation: "happened"}
	for i, id := range members {
		r.Members = append(r.Members, record.Member{
			Account: id, Report: reportOf(id), Origin: i, Score: 0.75, Reasons: []record.Reason{{Of: "act", Detail: `same, "quoted" | and é`, Weight: 1.25}},
		})
	}
	return r
}

func reportOf(id record.AccountID) string {
	report, _, _ := bytes.Cut([]byte(id), []byte("#"))
	return string(report)
}

func day(n int) time.Time { return time.Date(2021, time.May, n, 0, 0, 0, 0, time.UTC) }

func missing(t *testing.T, l store.Ledger) {
	read(t, l, func(r store.Reader) error {
		for what, err := range map[string]error{
			"report": second(r.Report("x")), "raw": second(r.Raw("x")), "reading": second(r.Reading("x")), "body": second(r.Body("x")), "hash": second(r.Holds(fmt.Sprintf("%064d", 1))),
			"account": second(r.Account("x#a1")), "edges": second(r.Edges("x#a1")), "event": second(r.Event("e-x")), "event of": second(r.EventOf("x#a1")),
			"resolve": second(r.Resolve("x#a1")), "person": second(r.Person("x#Ann")), "account without a report": second(r.Account("x")),
		} {
			isMissing(t, what, err)
		}
		for what, some := range map[string]any{
			"reports": first(t)(r.Reports("", 9)), "accounts": first(t)(r.AccountsOf("x")), "copies": first(t)(r.Copies("x")), "decisions": first(t)(r.Decisions(0, 9)),
			"decisions on": first(t)(r.DecisionsOn("x#a1")), "state": first(t)(r.InState(store.Coded, 9)), "dots": first(t)(r.Dots(store.Query{}, 9)),
			"copy keys": first(t)(r.CopyKeys([]uint64{1})), "pinned": first(t)(r.Pinned([]record.AccountID{"x#a1"})), "leads": first(t)(r.Leads([]record.AccountID{"x#a1"})),
		} {
			if reflect.ValueOf(some).Len() > 0 {
				t.Errorf("%s: %v in an empty ledger", what, some)
			}
		}
		return nil
	})
	for what, f := range map[string]func(store.Writer) error{
		"reading":  func(w store.Writer) error { return w.PutReading("x", "c", reading("x"), nil) },
		"accounts": func(w store.Writer) error { return w.PutAccounts("x", nil) },
		"edges":    func(w store.Writer) error { return w.PutEdges("x#a1", nil) },
		"copies":   func(w store.Writer) error { return w.PutCopies("x", nil) },
		"closed":   func(w store.Writer) error { return w.SetClosed("x", true) },
		"state":    func(w store.Writer) error { return w.SetState("x", store.Coded, "") },
		"pin":      func(w store.Writer) error { return w.Pin("x#a1", store.Pin{ID: "e"}) },
		"lead":     func(w store.Writer) error { return w.Lead("x#a1", store.Pin{ID: "e"}) },
		"event":    func(w store.Writer) error { return w.PutEvent(event("x#a1")) },
		"erase":    func(w store.Writer) error { return w.Erase("x", "") },
	} {
		isMissing(t, "write "+what, l.Write(f))
	}
}

func second[T any](_ T, err error) error { return err }

func first(t *testing.T) func(some any, err error) any {
	return func(some any, err error) any {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		return some
	}
}

func failedWrite(t *testing.T, l store.Ledger) {
	fault := errors.New("a fault")
	err := l.Write(func(w store.Writer) error {
		if err := errors.Join(w.PutReport(report("r")), w.Set("k", "v")); err != nil {
			return err
		}
		if _, err := w.Append(record.Decision{Verb: record.Accept, By: "me"}); err != nil {
			return err
		}
		return fault
	})
	if !errors.Is(err, fault) {
		t.Errorf("error %v, want that of the function", err)
	}
	panics(t, l)
	read(t, l, func(r store.Reader) error {
		isMissing(t, "report", second(r.Report("r")))
		decisions, err := r.Decisions(0, 9)
		same(t, "decisions", len(decisions), 0)
		return err
	})
	put(t, l, "r") // it goes on
}

// panics writes in a function that panics, which must leave nothing and no lock.
func panics(t *testing.T, l store.Ledger) {
	defer func() {
		if recover() == nil {
			t.Error("a panic is swallowed")
		}
	}()
	_ = l.Write(func(w store.Writer) error {
		if err := w.PutReport(report("r")); err != nil {
			return err
		}
		panic("a fault")
	})
}

func oneState(t *testing.T, l store.Ledger) {
	put(t, l, "r1")
	read(t, l, func(r store.Reader) error {
		before, err := r.Reports("", 9)
		if err != nil {
			return err
		}
		put(t, l, "r2") // a writer does not wait for readers
		after, err := r.Reports("", 9)
		same(t, "reports during a write", len(after), len(before))
		return err
	})
	write(t, l, func(w store.Writer) error {
		if err := w.PutReport(report("r3")); err != nil {
			return err
		}
		_, err := w.Report("r3") // a writer reads what it wrote
		return err
	})
}

func settings(t *testing.T, l store.Ledger) {
	write(t, l, func(w store.Writer) error { return errors.Join(w.Set("a", "1"), w.Set("a", "2"), w.Set("b", "")) })
	read(t, l, func(r store.Reader) error {
		same(t, "a", first(t)(r.Setting("a")), "2")
		same(t, "never set", first(t)(r.Setting("c")), "")
		return nil
	})
}

func clean(t *testing.T, l store.Ledger) {
	put(t, l, "r1", "r2")
	if err := l.Check(func(f store.Finding) { t.Errorf("before there are events: %s: %s", f.Object, f.Fault) }); err != nil {
		t.Error(err)
	}
	write(t, l, func(w store.Writer) error {
		_, err := w.Append(record.Decision{Verb: record.Accept, By: "me", At: day(1), Subjects: []string{"r1#a1"}})
		return errors.Join(err, w.PutEvent(event("r1#a1", "r2#a1")), w.PutEvent(event("r1#a2")), w.PutEvent(event("r2#a2")),
			w.SetState("r1", store.Linked, ""), w.SetState("r2", store.Linked, ""))
	})
	if err := l.Check(func(f store.Finding) { t.Errorf("%s: %s", f.Object, f.Fault) }); err != nil {
		t.Error(err)
	}
	write(t, l, func(w store.Writer) error { // an account that is linked must tell an event
		return errors.Join(w.PutAccounts("r1", []store.Account{account("r1", "a3")}))
	})
	var found []store.Finding
	if err := l.Check(func(f store.Finding) { found = append(found, f) }); err != nil || len(found) != 1 || found[0].Object != "account r1#a3" {
		t.Errorf("findings %v, %v", found, err)
	}
}
