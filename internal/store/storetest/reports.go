package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"

	"dateline/internal/store"
)

func rawBytes(t *testing.T, l store.Ledger) {
	raws := map[string][]byte{"a": []byte("plain"), "b": {0, 255, 10, 13}, "c": bytes.Repeat([]byte("camp "), 100_000), "d": {}}
	write(t, l, func(w store.Writer) error {
		for id, raw := range raws {
			r := report(id)
			r.Raw = raw
			if err := w.PutReport(r); err != nil {
				return err
			}
		}
		return nil
	})
	read(t, l, func(r store.Reader) error {
		for id, raw := range raws {
			got, err := r.Raw(id)
			if err != nil || !bytes.Equal(got, raw) {
				t.Errorf("%s: %d bytes of %d, %v", id, len(got), len(raw), err)
			}
			kept, err := r.Report(id)
			sum := sha256.Sum256(raw)
			same(t, "hash", kept.Hash, hex.EncodeToString(sum[:]))
			if holder, err := r.Holds(kept.Hash); err != nil || holder != id {
				t.Errorf("holder of %s: %q, %v", id, holder, err)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func keepsRaw(t *testing.T, l store.Ledger) {
	put(t, l, "r")
	again := report("r")
	again.Raw, again.Title = []byte("other bytes"), "A new headline"
	write(t, l, func(w store.Writer) error { return w.PutReport(again) })
	read(t, l, func(r store.Reader) error {
		raw, err := r.Raw("r")
		same(t, "raw", string(raw), string(report("r").Raw))
		kept, err2 := r.Report("r")
		same(t, "title", kept.Title, again.Title)
		got, err3 := r.Body("r")
		same(t, "body", got, body("r"))
		return errors.Join(err, err2, err3)
	})
}

// keepsClosed: a report that was closed stays so when it is put again.
func keepsClosed(t *testing.T, l store.Ledger) {
	put(t, l, "r")
	for _, closed := range []bool{true, false} {
		write(t, l, func(w store.Writer) error { return errors.Join(w.SetClosed("r", closed), w.PutReport(report("r"))) })
		read(t, l, func(r store.Reader) error {
			kept, err := r.Report("r")
			same(t, "closed", kept.Closed, closed)
			return err
		})
	}
}

func files(t *testing.T, l store.Ledger) {
	put(t, l, "r")
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutFile("r", "zz"), w.PutFile("r", "aa"), w.PutFile("r", "bb"))
	})
	read(t, l, func(r store.Reader) error {
		kept, err := r.Report("r")
		same(t, "file", kept.File, "aa")
		return err
	})
}

func readings(t *testing.T, l store.Ledger) {
	put(t, l, "r")
	read(t, l, func(r store.Reader) error {
		got, err := r.Reading("r")
		same(t, "reading", got, reading("r"))
		kept, err2 := r.Report("r")
		same(t, "state", kept.State, store.Coded)
		same(t, "coder", kept.Coder, "coder-1")
		want := report("r").Report
		same(t, "report", kept.Report, want)
		return errors.Join(err, err2)
	})
}

func newReading(t *testing.T, l store.Ledger) {
	put(t, l, "r")
	other := reading("r")
	other.Body, other.Accounts, other.Report.Title = "Nothing but daffodils.", nil, "Spring"
	other.Names, other.Quotes, other.Notes = nil, nil, nil
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.PutReading("r", "coder-2", other, []uint64{9}), w.PutEvent(event("r#a1")))
	})
	read(t, l, func(r store.Reader) error {
		got, err := r.Reading("r")
		same(t, "reading", got, other)
		same(t, "old keys", first(t)(r.CopyKeys([]uint64{1, 2})), []string(nil))
		same(t, "new keys", first(t)(r.CopyKeys([]uint64{9})), []string{"r"})
		same(t, "old words", count(t, r, store.Query{Words: "police"}), 0)
		same(t, "new words", count(t, r, store.Query{Words: "daffodils spring"}), 1)
		return err
	})
}

func count(t testing.TB, r store.Reader, q store.Query) int {
	t.Helper()
	page, err := r.Events(q)
	if err != nil {
		t.Errorf("%+v: %v", q, err)
	}
	return page.Total
}

func pagesOfReports(t *testing.T, l store.Ledger) {
	put(t, l, "c", "a", "b")
	read(t, l, func(r store.Reader) error {
		var ids []string
		for after := ""; ; {
			page, err := r.Reports(after, 2)
			if err != nil {
				return err
			}
			if len(page) == 0 {
				break
			}
			for _, each := range page {
				ids, after = append(ids, each.ID), each.ID
			}
		}
		same(t, "reports", ids, []string{"a", "b", "c"})
		return nil
	})
}

func states(t *testing.T, l store.Ledger) {
	put(t, l, "b", "a")
	stored := report("c")
	stored.State, stored.Reason = store.Quarantined, "empty"
	write(t, l, func(w store.Writer) error {
		return errors.Join(w.SetState("b", store.Linked, ""), w.PutReport(stored), w.PutReport(report("d")))
	})
	read(t, l, func(r store.Reader) error {
		for state, want := range map[store.State][]string{store.Coded: {"a"}, store.Linked: {"b"}, store.Quarantined: {"c"}, store.Stored: {"d"}} {
			same(t, string(state), first(t)(r.InState(state, -1)), want)
		}
		kept, err := r.Report("c")
		same(t, "reason", kept.Reason, "empty")
		return err
	})
}
