package ledger

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"dateline/internal/ingest"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/store"
)

// batch is how many reports are written in one transaction when nobody says.
const batch = 300

// Step says what became of one item.
type Step struct {
	Item    string // its file
	Report  string // its id in the ledger
	State   store.State
	Known   bool     // it was there already
	Err     error    // why it is quarantined, or could not be read at all
	Changed []Change // what the machine reads otherwise under people's decisions
	Batched bool     // the transaction that holds it is on disk: this is the last step of its batch
}

// Intake tunes taking reports in.
type Intake struct {
	Workers int        // how many reports are coded at once
	Version string     // names the coder with its rules, codebook and models; a reading made by another is out of date
	Tell    func(Step) // told of each item in its order; nil for nobody
	NoLink  bool       // leave the accounts to a later Link
	Batch   int        // how many reports are written in one transaction, each of which waits for the disk; 0 means 300
}

// arrival is an item on its way into the ledger.
type arrival struct {
	item     ingest.Item
	reading  *record.Reading // nil where there is none
	tellings []link.Telling  // of its accounts
	copyKeys textKeys
	err      error
	known    bool
}

// Ingest takes items in: raw bytes first, then what the coder makes of them, then links. What cannot be read or coded is kept
// with its reason and the rest goes on. What Tell was told in a batch is on disk when the step with Batched comes.
func (l *Ledger) Ingest(items iter.Seq2[ingest.Item, error], coder *pipeline.Coder, in Intake) error {
	if in.Tell == nil {
		in.Tell = func(Step) {}
	}
	to := l.newBooking(in)
	err := pipeline.Ordered(l.arrivals(items, in.Version), in.Workers, func() func(arrival) arrival { return l.coding(coder) }, to.add)
	if failed := to.close(); failed != nil {
		return failed
	}
	return err
}

// arrivals names each item by its bytes, and marks what is in the ledger already.
func (l *Ledger) arrivals(items iter.Seq2[ingest.Item, error], version string) iter.Seq[arrival] {
	return func(yield func(arrival) bool) {
		for item, err := range items {
			a := arrival{item: item, err: err}
			if err == nil {
				a.item.ID = NameOf(item.Raw)
				a.err = l.Read(func(r store.Reader) (err error) {
					a.known, err = keeps(r, a.item, version)
					return err
				})
			}
			if !yield(a) {
				return
			}
		}
	}
}

// NameOf names a report by its raw bytes, so that it has one name wherever and whenever it comes from.
func NameOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Has reports whether a report is there and was coded by this version. One that was erased is not wanted back.
func (l *Ledger) Has(id, version string) (has bool, err error) {
	err = l.Read(func(r store.Reader) error {
		_, has, err = codedBy(r, id, version)
		return err
	})
	return has, err
}

// codedBy gives a report, and whether it needs no coding by a version.
func codedBy(r store.Reader, id, version string) (known store.Report, is bool, err error) {
	known, err = r.Report(id)
	if errors.Is(err, store.ErrMissing) {
		return known, false, nil
	}
	erased := strings.HasPrefix(known.Reason, store.Erased)
	return known, err == nil && (erased || known.State != store.Quarantined && known.Coder == version), err
}

// keeps reports whether the reading that the ledger has of an item stands. Of bytes that came in files of several formats it is that of
// the first file, whichever came first.
func keeps(r store.Reader, item ingest.Item, version string) (bool, error) {
	known, is, err := codedBy(r, item.ID, version)
	reread := item.File < known.File && string(item.Format) != known.Format && known.Reason == ""
	return is && !reread, err
}

// coding codes on one goroutine, and prepares there what linking needs.
func (l *Ledger) coding(coder *pipeline.Coder) func(arrival) arrival {
	worker := coder.Worker()
	return func(a arrival) arrival {
		if a.err != nil || a.known {
			return a
		}
		work, err := worker.Code(a.item)
		a.err = err
		if work != nil {
			a.reading = work.Reading
			a.reading.Report.ID = a.item.ID
			a.copyKeys, a.tellings = keysOf(a.reading), l.linker.Tell(a.reading)
		}
		return a
	}
}

// take writes one batch in one transaction.
func (l *Ledger) take(all []arrival, in Intake) error {
	if len(all) == 0 {
		return nil
	}
	steps := make([]Step, len(all))
	err := l.Write(func(w store.Writer) error {
		g, err := l.linking(w)
		if err != nil {
			return err
		}
		for i, a := range all {
			if steps[i], err = g.arrive(a, in); err != nil {
				return err
			}
		}
		return g.settle()
	})
	if err != nil {
		return err
	}
	steps[len(steps)-1].Batched = true
	for _, s := range steps {
		in.Tell(s)
	}
	return nil
}

// arrive writes one item.
func (g *linking) arrive(a arrival, in Intake) (Step, error) {
	s := Step{Item: a.item.File, Report: a.item.ID, Known: a.known, Err: a.err, State: store.Linked}
	if a.item.ID == "" || a.item.Raw == nil {
		s.State = store.Quarantined
		return s, nil
	}
	if !a.known {
		known, err := keeps(g, a.item, in.Version) // meanwhile: the same bytes may come twice in one batch
		if err != nil {
			return s, err
		}
		s.Known = known
	}
	if s.Known {
		s.Err = nil
		return s, g.write.PutFile(a.item.ID, a.item.File)
	}
	r := store.Report{Report: a.item.Report, Raw: a.item.Raw, Format: string(a.item.Format), State: store.Stored}
	if a.reading != nil {
		r.Report = a.reading.Report
	}
	r.ID, r.File = a.item.ID, a.item.File
	if a.err != nil {
		s.State, r.State, r.Reason = store.Quarantined, store.Quarantined, a.err.Error()
	}
	if err := g.write.PutReport(r); err != nil || a.reading == nil {
		return s, err
	}
	return s, g.coded(a, in, &s)
}

// coded writes a reading with its accounts, and links them unless that is left for later.
func (g *linking) coded(a arrival, in Intake, s *Step) error {
	r, tellings := a.reading, a.tellings
	added, err := g.extend(r)
	if err != nil {
		return err
	}
	if added {
		tellings = g.linker.Tell(r)
	}
	if err := g.write.PutReading(r.Report.ID, in.Version, r, slices.Concat(a.copyKeys.words, a.copyKeys.fixed)); err != nil {
		return err
	}
	if err := g.copies(r, a.copyKeys); err != nil {
		return err
	}
	if err := g.people(r); err != nil {
		return err
	}
	judged, err := g.judgedBefore(r.Report.ID)
	if err != nil {
		return err
	}
	changed, pins, err := g.follow(judged, tellings)
	if err != nil {
		return err
	}
	s.Changed = changed
	if err := g.place(tellings, r.Report.ID, in, s); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(pins)) {
		if err := g.inherit(id, pins[id]); err != nil {
			return err
		}
	}
	return nil
}

// place keeps the accounts of a report, and links them unless that is left for later. One in quarantine tells nothing, whatever an
// earlier coder found in it.
func (g *linking) place(tellings []link.Telling, report string, in Intake, s *Step) error {
	if s.State != store.Quarantined && !in.NoLink {
		return g.report(tellings, report)
	}
	if _, err := g.put(tellings, report); err != nil {
		return err
	}
	if s.State == store.Quarantined {
		return g.write.SetState(report, store.Quarantined, s.Err.Error())
	}
	s.State = store.Coded
	return nil
}

// booking gathers arrivals into batches and writes them beside those who code.
type booking struct {
	size    int
	waiting []arrival
	batches chan []arrival
	done    chan struct{}
	failed  error // to be read when done is closed
}

func (l *Ledger) newBooking(in Intake) *booking {
	b := &booking{size: cmp.Or(in.Batch, batch), batches: make(chan []arrival, 1), done: make(chan struct{})}
	go func() {
		defer close(b.done)
		for all := range b.batches {
			if b.failed = l.take(all, in); b.failed != nil {
				return
			}
		}
	}()
	return b
}

// add takes one arrival. The error is that of an earlier batch.
func (b *booking) add(a arrival) error {
	if b.waiting = append(b.waiting, a); len(b.waiting) < b.size {
		return nil
	}
	return b.flush()
}

func (b *booking) flush() error {
	select {
	case b.batches <- b.waiting:
		b.waiting = nil
		return nil
	case <-b.done:
		return b.failed
	}
}

// close writes what waits, and waits for it.
func (b *booking) close() error {
	if len(b.waiting) > 0 {
		_ = b.flush() // it stands in failed
	}
	close(b.batches)
	<-b.done
	return b.failed
}

// Link links what was coded and not linked. Everything is linked anew when all is set.
func (l *Ledger) Link(all bool, tell func(done, of int)) error {
	ids, err := l.toLink(all)
	if err != nil {
		return err
	}
	done := 0
	for part := range slices.Chunk(ids, batch) {
		err := l.Write(func(w store.Writer) error {
			g, err := l.linking(w)
			if err != nil {
				return err
			}
			for _, id := range part {
				reading, err := w.Reading(id)
				if err != nil {
					return err
				}
				if err := g.report(l.linker.Tell(reading), id); err != nil {
					return err
				}
			}
			return g.settle()
		})
		if err != nil {
			return err
		}
		done += len(part)
		if tell != nil {
			tell(done, len(ids))
		}
	}
	return nil
}

func (l *Ledger) toLink(all bool) (ids []string, err error) {
	err = l.Read(func(r store.Reader) error {
		states := []store.State{store.Coded}
		if all {
			states = append(states, store.Linked)
		}
		for _, s := range states {
			some, err := r.InState(s, -1)
			if err != nil {
				return err
			}
			ids = append(ids, some...)
		}
		return nil
	})
	slices.Sort(ids)
	return ids, err
}
