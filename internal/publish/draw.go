package publish

import (
	"runtime"
	"slices"
	"sync"

	"dateline/internal/ledger"
	"dateline/internal/record"
)

// drawn draws something of each event that may leave, and hands it on in the order of events, the earliest first. Events are read in an order in
// which each report is opened about once, and drawn by several at a time: draw is called by many goroutines, each by one. What is drawn of an event
// is handed on as it is; where that is nothing, each is not called.
func (b *Book) drawn(draw func(*Case) ([]byte, error), each func([]byte) error) error {
	kept := &spool{folder: b.ledger.Folder()}
	defer kept.close()
	if err := b.drawInto(kept, draw); err != nil {
		return err
	}
	return kept.each(each)
}

// opened is an event on its way to those who draw.
type opened struct {
	ledger.Dossier
	place int
}

// waiting is how many events may wait for those who draw: one of many reports holds all of them in memory.
const waiting = 16

func (b *Book) drawInto(kept *spool, draw func(*Case) ([]byte, error)) error {
	events, failed := make(chan opened, waiting), failure{stop: make(chan struct{})}
	var working sync.WaitGroup
	for range drawing() {
		working.Go(func() {
			for e := range events {
				if failed.err() == nil {
					failed.note(b.drawOne(kept, e, draw))
				}
			}
		})
	}
	err := b.ledger.Walk(func(o *ledger.Outline) error {
		if !b.anyLeaves(o) {
			return nil
		}
		d, err := o.Open()
		if err != nil {
			return err
		}
		select {
		case events <- opened{d, o.Place}:
			return nil
		case <-failed.stop:
			return failed.err()
		}
	})
	close(events)
	working.Wait()
	if err == nil {
		err = failed.err()
	}
	return err
}

// mostDrawing is how many draw at once at most: one reads what they draw, which takes a third of the time.
const mostDrawing = 4

// drawing is how many draw at once.
func drawing() int { return min(runtime.GOMAXPROCS(0), mostDrawing) }

func (b *Book) drawOne(kept *spool, e opened, draw func(*Case) ([]byte, error)) error {
	c := b.open(e.Dossier)
	if c == nil {
		return nil
	}
	data, err := draw(c)
	if err != nil || len(data) == 0 {
		return err
	}
	return kept.put(e.place, data)
}

// failure is the first error of several goroutines.
type failure struct {
	mu    sync.Mutex
	first error
	stop  chan struct{} // closed when there is one
}

func (f *failure) note(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil && f.first == nil {
		f.first = err
		close(f.stop)
	}
}

func (f *failure) err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.first
}

func (b *Book) anyLeaves(o *ledger.Outline) bool {
	return slices.ContainsFunc(o.Members, func(m record.Member) bool { return b.leaves(m, o.Judged) == left })
}

// leaving says whether an account leaves, and why not.
type leaving int

const (
	left     leaving = iota // it leaves
	unwanted                // its report is none of those that are wanted
	closed                  // its report is from a closed source
	rejected                // a person rejected it
)

func (b *Book) leaves(m record.Member, judged map[record.AccountID]record.Review) leaving {
	switch {
	case b.options.Only != nil && !b.options.Only[m.Report]:
		return unwanted
	case b.closed[m.Report]:
		return closed
	case judged[m.Account] == record.Rejected:
		return rejected
	}
	return left
}

// survey is what one walk past all events finds, without opening any.
type survey struct {
	done     bool
	names    []record.EventID    // of the events that leave, by their place among all; empty where one does not
	told     map[string][]int32  // the places of the events that a report tells, in order
	merged   [][2]record.EventID // events that are part of another, and that one
	accounts []record.AccountID  // that were rejected
	events   []record.EventID    // that were rejected
}

// count surveys the events, once.
func (b *Book) count() error {
	if b.survey.done {
		return nil
	}
	b.survey = survey{done: true, told: map[string][]int32{}}
	b.counts = Counts{Reports: len(b.read)}
	if err := b.ledger.Walk(func(o *ledger.Outline) error { b.pass(o); return nil }); err != nil {
		return err
	}
	for _, places := range b.survey.told {
		slices.Sort(places)
	}
	b.counts.Telling = len(b.survey.told)
	return nil
}

// pass counts an event.
func (b *Book) pass(o *ledger.Outline) {
	s, leaves := &b.survey, false
	for _, id := range o.Also {
		s.merged = append(s.merged, [2]record.EventID{id, o.ID})
	}
	if o.Review == record.Rejected {
		s.events = append(s.events, o.ID)
	}
	for _, m := range o.Members {
		if o.Judged[m.Account] == record.Rejected {
			s.accounts = append(s.accounts, m.Account)
		}
		switch b.leaves(m, o.Judged) {
		case rejected:
			b.counts.Rejected++
		case closed:
			b.counts.Closed++
		case left:
			leaves = true
			b.counts.Accounts++
			if r := o.Judged[m.Account]; r == record.Reviewed || r == record.Adjudicated {
				b.counts.Reviewed++
			}
			if places := s.told[m.Report]; !slices.Contains(places, int32(o.Place)) {
				s.told[m.Report] = append(places, int32(o.Place))
			}
		}
	}
	if leaves {
		b.counts.Events++
		s.names = append(s.names, make([]record.EventID, max(0, o.Place+1-len(s.names)))...)
		s.names[o.Place] = o.ID
	}
}

// eventsOf gives the events that a report tells, the earliest first.
func (b *Book) eventsOf(report string) (all []record.EventID) {
	for _, place := range b.survey.told[report] {
		all = append(all, b.survey.names[place])
	}
	return all
}

// ids gives all events that leave, the earliest first.
func (b *Book) ids() []record.EventID {
	return slices.DeleteFunc(slices.Clone(b.survey.names), func(id record.EventID) bool { return id == "" })
}
