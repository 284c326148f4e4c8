// Package publish draws from a ledger what leaves it: tables, the formats of others, and numbered releases. Everything passes a
// screen (package gate): what is drawn is drawn from tellings whose names, words and positions are covered already.
package publish

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/publish/gate"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/rules"
)

// Options tune what leaves a ledger. The zero value gives all of it by the rules that the ledger has.
type Options struct {
	Rule      link.Rule       // of aggregation, for all events; empty: as was chosen for the ledger and each event
	Ceiling   Ceiling         // the most precise that a place may be; empty: Exact
	Inhabited Ceiling         // the same for camps and shelters; empty: Town
	Only      map[string]bool // reports; nil for all
	UpTo      int64           // the last decision that counts for the screen and the table of decisions; 0 for all, -1 for none
	ShortFile bool            // the names of files without their folders
}

// Book is a ledger as the public may see it.
type Book struct {
	ledger  *ledger.Ledger
	linker  *link.Linker
	key     gate.Key
	screen  *gate.Screen
	options Options
	log     []record.Decision
	read    []string        // the reports that were read, by id
	closed  map[string]bool // reports from closed sources
	counts  Counts          // but for those of reports, set by count, as is survey
	survey  survey
}

// Counts says what a book holds, and what it leaves out.
type Counts struct {
	Reports, Telling int // reports, and those that tell an event
	Events, Accounts int
	Reviewed         int // accounts that a person accepted or corrected
	Rejected, Closed int // accounts left out
}

// Open reads a ledger once to find what must be covered. Codebook is the folder with privacy.tsv.
func Open(l *ledger.Ledger, linker *link.Linker, key gate.Key, codebook fs.FS, o Options) (*Book, error) {
	lexicon, err := gate.ReadLexicon(codebook, rules.FS)
	if err != nil {
		return nil, err
	}
	b := &Book{ledger: l, linker: linker, key: key, screen: gate.New(key, lexicon), options: o, closed: map[string]bool{}}
	if err := l.Read(b.look); err != nil {
		return nil, err
	}
	b.counts.Reports = len(b.read)
	return b, nil
}

// persons gives the name that stands for each name as told that people judged: of names of one person that which was judged first, so that
// a pseudonym stays when others join it.
func persons(log []record.Decision) func(name string) (string, error) {
	of := map[string]string{}
	for _, d := range log {
		switch d.Verb {
		case record.SamePerson:
			join(of, d.Subjects)
		case record.NotPerson:
			for _, name := range d.Subjects {
				of[name] = name
			}
		}
	}
	return func(name string) (string, error) { return of[name], nil }
}

// join makes names those of one person.
func join(of map[string]string, names []string) {
	first := slices.Min(names)
	for _, name := range names {
		if of[name] != "" {
			first = of[name]
			break
		}
	}
	for _, name := range names {
		was := orElse(of[name], name)
		of[name] = first
		for other, person := range of {
			if person == was {
				of[other] = first
			}
		}
	}
}

// look reads the log and all reports, which are looked through by several at once.
func (b *Book) look(r store.Reader) error {
	if err := b.lookAtLog(r); err != nil {
		return err
	}
	readings := make(chan *record.Reading, waiting)
	var looking sync.WaitGroup
	for range drawing() {
		looking.Go(func() {
			for reading := range readings {
				b.screen.Read(reading)
			}
		})
	}
	err := b.lookAtReports(r, readings)
	close(readings)
	looking.Wait()
	if err != nil {
		return err
	}
	return b.screen.Settle(persons(b.log), gate.Gates(b.log))
}

func (b *Book) lookAtReports(r store.Reader, readings chan<- *record.Reading) error {
	for report, err := range store.EachReport(r) {
		if err == nil {
			err = b.lookAt(r, report, readings)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) lookAtLog(r store.Reader) error {
	for d, err := range store.EachDecision(r, int64(len(b.log))) {
		if err != nil {
			return err
		}
		if b.options.UpTo != 0 && d.Seq > b.options.UpTo {
			break
		}
		b.log = append(b.log, d)
	}
	return nil
}

func (b *Book) lookAt(r store.Reader, report store.Report, readings chan<- *record.Reading) error {
	if report.Closed {
		b.closed[report.ID] = true
	}
	if report.State == store.Quarantined || report.Closed || b.options.Only != nil && !b.options.Only[report.ID] {
		return nil
	}
	reading, err := r.Reading(report.ID)
	if err != nil {
		return err
	}
	readings <- reading
	b.read = append(b.read, report.ID)
	return nil
}

// Counts says what b holds.
func (b *Book) Counts() Counts { return b.counts }

// Findings gives what the harm check stops at.
func (b *Book) Findings() []*gate.Finding { return b.screen.Findings() }

// Choose gives the finding of a key, or all that are open of a kind, checked to be such as can be decided that way.
func (b *Book) Choose(key string, way gate.Way) (chosen []*gate.Finding, err error) {
	for _, f := range b.Findings() {
		if f.Key != key && !(string(f.Kind) == key && f.Open()) {
			continue
		}
		if !slices.Contains(f.Ways(), way) {
			return nil, gate.ErrWay{Finding: f, Way: way}
		}
		chosen = append(chosen, f)
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no finding has the key %q, and none of that kind is open; `dateline release --check` lists them", key)
	}
	return chosen, nil
}

// Case is an event as it may leave: everything in it is drawn from covered tellings.
type Case struct {
	ledger.Dossier
	book *Book

	told    []told            // made by accounts when it is asked first
	sources map[string]source // by report, as they are asked for
}

// source is what rows say of a report.
func (c *Case) source(report string) source {
	s, known := c.sources[report]
	if !known {
		s = c.book.source(c.Reports[report])
		if c.sources == nil {
			c.sources = map[string]source{}
		}
		c.sources[report] = s
	}
	return s
}

// open covers the tellings of an event and draws it from them again; nil when none of them may leave.
func (b *Book) open(d ledger.Dossier) *Case {
	c := &Case{Dossier: d, book: b}
	c.Tellings, c.Members = nil, nil
	for _, t := range d.Tellings {
		at := slices.IndexFunc(d.Members, func(m record.Member) bool { return m.Account == t.ID })
		if b.leaves(d.Members[at], d.Judged) != left {
			continue
		}
		c.Tellings, c.Members = append(c.Tellings, c.covered(t)), append(c.Members, d.Members[at])
	}
	if len(c.Tellings) == 0 {
		return nil
	}
	if b.options.Rule != "" {
		c.Rule = b.options.Rule
	}
	c.Draw(c.book.linker)
	return c
}

// covered is a telling as it may leave.
func (c *Case) covered(t link.Telling) link.Telling {
	screen, body := c.book.screen, c.Readings[t.Report].Body
	t.Participants = slices.Clone(t.Participants)
	for i := range t.Participants {
		p := &t.Participants[i]
		if p.Name = screen.Part(t.Report, body, p.Span, p.Name); p.Name != "" {
			if few := screen.Cell(t.Report, p.Span); few != "" {
				p.Name, p.Country = few, ""
			}
		}
	}
	t.Where = slices.Clone(t.Where)
	for i := range t.Where {
		t.Where[i] = c.placed(t, t.Where[i])
	}
	t.Harm = slices.Clone(t.Harm)
	for i := range t.Harm {
		h := &t.Harm[i]
		if few := screen.Cell(t.Report, h.Span); few != "" {
			h.Of = few
		}
		h.Of, h.Qualifier = screen.Part(t.Report, body, h.Span, h.Of), screen.Say(t.Report, h.Qualifier)
	}
	t.Speakers = slices.Clone(t.Speakers)
	for i := range t.Speakers {
		t.Speakers[i] = screen.Say(t.Report, t.Speakers[i])
		if i < len(t.SaidBy) && !t.SaidBy[i].Empty() {
			t.Speakers[i] = screen.Words(t.Report, body, t.SaidBy[i].Span)
		}
	}
	return t
}

// words gives the words of a span of a report.
func (c *Case) words(report string, t textSpan) string {
	return c.book.screen.Words(report, c.Readings[report].Body, t)
}

// question gives a field with what the reports say to it.
func (c *Case) question(field string) record.Question {
	for _, q := range c.Questions {
		if q.Field == field {
			return q
		}
	}
	return record.Question{Field: field}
}

// source is what rows say of a report.
type source struct{ ID, File, URL, Outlet, Title, Published string }

func (b *Book) source(r store.Report) source {
	file := r.File
	if b.options.ShortFile {
		file = path.Base(strings.ReplaceAll(file, "\\", "/"))
	}
	return source{r.ID, b.screen.Say(r.ID, file), b.screen.URL(r.ID, r.URL), r.Outlet, b.screen.Say(r.ID, r.Title), r.Published.String()}
}
