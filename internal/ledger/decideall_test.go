package ledger_test

import (
	"sync"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/record"
	"dateline/internal/store"
)

// TestTwoDecideAtOnce: of many who decide on one event after the same look at it, one is taken, and the others are shown what it was.
func TestTwoDecideAtOnce(t *testing.T) {
	l := made(t)
	take(t, l, ledgertest.Reports(t)[:10])
	var event store.Row
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Sort: "reports", Limit: 1})
		event = page.Rows[0]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	taken, told := 0, 0
	for range 8 {
		all.Go(func() {
			d := record.Decision{Verb: record.Accept, By: "ann", Subjects: []string{string(event.ID)}}
			_, err := l.DecideSeen(d, event.ID, 0)
			meanwhile, is := ledger.IsMeanwhile(err)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				taken++
			case is && len(meanwhile.Decisions) == 1:
				told++
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if taken != 1 || told != 7 {
		t.Errorf("%d were taken, %d told what was decided meanwhile", taken, told)
	}
	head := int64(0)
	err = l.Read(func(r store.Reader) (err error) { head, err = ledger.Head(r, []string{string(event.ID)}); return err })
	if err != nil || head != 1 {
		t.Errorf("head %d, %v", head, err)
	}
	if _, err := l.DecideSeen(record.Decision{Verb: record.Reject, By: "ben", Subjects: []string{string(event.Members[0].Account)}}, "", head); err != nil {
		t.Error(err)
	}
}
