package ledger_test

import (
	"testing"

	"dateline/internal/record"
	"dateline/internal/store"
)

// TestAsOfIsTheLedgerAsItStood takes a dozen decisions of every kind, and finds the ledger as it was after each of them.
func TestAsOfIsTheLedgerAsItStood(t *testing.T) {
	l := sample(t)
	rows := events(t, l, 1)
	stood := []string{written(t, l)}
	for n := range 12 {
		d := decisionNumber(n, rows)
		if d.Verb == record.Undo && d.Undoes < 1 {
			d = record.Decision{Verb: record.Choose, New: "conservative", By: "tester"}
		}
		decide(t, l, d)
		stood = append(stood, written(t, l))
	}
	for _, seq := range []int{12, 11, 9, 6, 3, 1, 0} {
		then, err := l.AsOf(int64(seq), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, then); got != stood[seq] {
			t.Errorf("as of %d: %s", seq, firstDifference(stood[seq], got))
		}
		var log []record.Decision
		then.Read(func(r store.Reader) (err error) { log, err = r.Decisions(0, 100); return err })
		if len(log) != seq {
			t.Errorf("as of %d the log has %d decisions", seq, len(log))
		}
		then.Close()
	}
	if got := written(t, l); got != stood[12] {
		t.Error("looking back changed the ledger")
	}
}
