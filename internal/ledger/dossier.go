package ledger

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Dossier is an event with everything that stands behind it.
type Dossier struct {
	store.Row                         // with its Questions
	Rule      link.Rule               // by which its published values are drawn
	Tellings  []link.Telling          // of its members, in their order, as people corrected them
	Reports   map[string]store.Report // by id
	Readings  map[string]*record.Reading
	Judged    map[record.AccountID]record.Review
	Decisions []record.Decision // on its accounts and on the texts of its reports, in their order
	Collapsed []link.Collapse   // pairs of its reports that count as one origin, and why
}

// Account finds the account of a telling in its reading, as the machine read it; nil when it is not there.
func (d *Dossier) Account(t link.Telling) *record.Account {
	reading := d.Readings[t.Report]
	if reading == nil {
		return nil
	}
	for i, a := range reading.Accounts {
		if record.AccountID(t.Report+"#"+a.ID) == t.ID {
			return &reading.Accounts[i]
		}
	}
	return nil
}

// Wordings say how the reports tell the event differently, in their own words.
func (d *Dossier) Wordings() []link.Wording { return link.Wordings(d.Tellings, d.Readings) }

// Draw draws what stands in lists, and the questions, from the tellings that stand there now.
func (d *Dossier) Draw(linker *link.Linker) {
	bodies := map[string]string{}
	reports := map[string]bool{}
	origins := map[int]bool{}
	for i, t := range d.Tellings {
		bodies[t.Report], reports[t.Report], origins[d.Members[i].Origin] = d.Readings[t.Report].Body, true, true
	}
	d.Event.Reports, d.Event.Origins = len(reports), len(origins)
	s := linker.Summary(d.Event, d.Tellings, d.Rule)
	d.From, d.To, d.Precision, d.Lat, d.Lon, d.Placed, d.Place = s.From, s.To, s.Precision, s.Lat, s.Lon, s.Placed, s.Place
	d.PlacePrecision, d.Country, d.Realisation, d.Outlets, d.Harm = s.PlacePrecision, s.Country, s.Realisation, s.Outlets, s.Harm
	d.Differs, d.Series, d.Line = s.Differs, s.Series, s.Line
	d.Questions = linker.Questions(d.Event, d.Tellings, bodies, d.Rule)
}

// Dossier opens an event, also by an id that leads to it.
func (l *Ledger) Dossier(id record.EventID) (d Dossier, err error) {
	err = l.Read(func(r store.Reader) error {
		row, err := r.Event(id)
		if err != nil {
			return err
		}
		d, err = l.reading(r).dossier(row)
		return err
	})
	return d, err
}

// keptReadings is how many readings are kept in memory from page to page at most, about 30 kB each: a report often tells events of many pages.
const keptReadings = 1000

// Dossiers opens all events of a query, one after the other.
func (l *Ledger) Dossiers(q store.Query) iter.Seq2[Dossier, error] {
	return func(yield func(Dossier, error) bool) {
		err := l.Read(func(r store.Reader) error {
			g := l.reading(r)
			for {
				page, err := r.Events(q)
				if err != nil {
					return err
				}
				for _, row := range page.Rows {
					d, err := g.dossier(row)
					if err != nil {
						return err
					}
					if !yield(d, nil) {
						return nil
					}
				}
				if q.After = page.Next; page.Next == "" {
					return nil
				}
				if len(g.readings) > keptReadings {
					g = l.reading(r)
				}
			}
		})
		if err != nil {
			yield(Dossier{}, err)
		}
	}
}

// reading is a linking that writes nothing.
func (l *Ledger) reading(r store.Reader) *linking {
	return &linking{Reader: r, linker: l.linker, owners: l.owners, tellings: map[record.AccountID]*link.Telling{}, judged: map[record.AccountID]judgements{}, readings: map[string]*record.Reading{}, reports: map[string]store.Report{}}
}

func (g *linking) dossier(row store.Row) (Dossier, error) {
	d := Dossier{Row: row, Reports: map[string]store.Report{}, Readings: map[string]*record.Reading{}, Judged: map[record.AccountID]record.Review{}}
	bodies := map[string]string{}
	var ids []record.AccountID
	for _, m := range row.Members {
		t, err := g.corrected(m.Account)
		if err != nil {
			return d, err
		}
		d.Tellings, ids = append(d.Tellings, t), append(ids, m.Account)
		d.Judged[m.Account] = g.judged[m.Account].review
		if err := g.open(&d, m.Report); err != nil {
			return d, err
		}
		bodies[m.Report] = d.Readings[m.Report].Body
	}
	rule, err := g.ledgerRule()
	if err != nil {
		return d, err
	}
	g.rule = rule
	d.Rule = g.ruleOf(ids)
	d.Questions = g.linker.Questions(row.Event, d.Tellings, bodies, d.Rule)
	independence, err := g.independent(d.Tellings)
	if err != nil {
		return d, err
	}
	d.Collapsed = independence.Why
	d.Decisions, err = g.decisionsOn(ids)
	return d, err
}

// open reads a report with its reading.
func (g *linking) open(d *Dossier, report string) (err error) {
	if _, done := d.Reports[report]; done {
		return nil
	}
	kept, known := g.reports[report]
	if !known {
		if kept, err = g.Report(report); err != nil {
			return err
		}
		if g.reports != nil {
			g.reports[report] = kept
		}
	}
	d.Reports[report] = kept
	if g.readings[report] == nil {
		if g.readings[report], err = g.Reading(report); err != nil {
			return err
		}
	}
	d.Readings[report] = g.readings[report]
	return nil
}

// decisionsOn gives the decisions on accounts, and those on whether their reports print one text, in their order.
func (g *linking) decisionsOn(ids []record.AccountID) (all []record.Decision, err error) {
	reports := map[string]bool{}
	for _, id := range ids {
		some, err := g.DecisionsOn(string(id))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		report, _, _ := strings.Cut(string(id), "#")
		reports[report] = true
	}
	some, err := amongReports(g, slices.Sorted(maps.Keys(reports)))
	return inOrder(append(all, some...)), err
}
