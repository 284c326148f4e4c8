package ledger

import (
	"maps"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// linking is one piece of linking within a transaction. It remembers the tellings it has read.
type linking struct {
	store.Reader
	write    store.Writer // nil where nothing is to be written
	linker   *link.Linker
	rule     link.Rule
	tellings map[record.AccountID]*link.Telling
	judged   map[record.AccountID]judgements
	dirty    map[record.AccountID]bool // accounts whose events are to be drawn again
	readings map[string]*record.Reading
	reports  map[string]store.Report // of those who only read; nil for those who write
	owners   map[string]string       // of outlets
	crowd    int                     // as Options.Crowd says

	twoPeople map[[2]string]bool // pairs of names that people said are of two persons, or of one; nil before they were read
}

func (l *Ledger) linking(w store.Writer) (*linking, error) {
	g := &linking{
		Reader: w, write: w, linker: l.linker, owners: l.owners, crowd: l.crowd, tellings: map[record.AccountID]*link.Telling{}, judged: map[record.AccountID]judgements{},
		dirty: map[record.AccountID]bool{}, readings: map[string]*record.Reading{},
	}
	var err error
	g.rule, err = g.ledgerRule()
	return g, err
}

// ledgerRule is the rule of aggregation of the whole ledger.
func (g *linking) ledgerRule() (link.Rule, error) {
	rule, err := g.Setting(ruleSetting)
	if rule == "" {
		rule = string(link.Representative)
	}
	return link.Rule(rule), err
}

// ruleSetting holds the rule of aggregation of the whole ledger.
const ruleSetting = "rule"

// report puts the accounts of a report in the place of those it had, and finds whom they may tell the same event as.
func (g *linking) report(tellings []link.Telling, report string) error {
	accounts, err := g.put(tellings, report)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := g.account(a); err != nil {
			return err
		}
	}
	return g.write.SetState(report, store.Linked, "")
}

// put keeps the accounts of a report without linking them.
func (g *linking) put(tellings []link.Telling, report string) ([]store.Account, error) {
	if err := g.leave(report); err != nil {
		return nil, err
	}
	accounts := make([]store.Account, len(tellings))
	for i := range tellings {
		t := &tellings[i]
		packed, err := t.Encode()
		if err != nil {
			return nil, err
		}
		accounts[i] = store.Account{ID: t.ID, Report: report, Founds: link.Founds(t.ID), Telling: packed, Keys: g.linker.Keys(t), Day: link.DayOf(t)}
		kept, err := decoded(accounts[i]) // it is compared as it will be read again, so that no figure depends on when that was
		if err != nil {
			return nil, err
		}
		g.tellings[t.ID] = kept
	}
	return accounts, g.replace(report, accounts, func() error { return g.write.PutAccounts(report, accounts) })
}

// leave marks those who were linked to the accounts that a report had.
func (g *linking) leave(report string) error {
	before, err := g.AccountsOf(report)
	if err != nil {
		return err
	}
	for _, a := range before {
		delete(g.tellings, a.ID)
		edges, err := g.Edges(a.ID)
		if err != nil {
			return err
		}
		for _, e := range edges {
			g.dirty[other(e, a.ID)] = true
		}
	}
	return nil
}

func other(e store.Edge, than record.AccountID) record.AccountID {
	if e.A == than {
		return e.B
	}
	return e.A
}

// account scores one account against all that share a key with it.
func (g *linking) account(a store.Account) error {
	g.dirty[a.ID] = true
	near, err := g.write.Near(a, g.crowd)
	if err != nil {
		return err
	}
	self, err := g.telling(a.ID)
	if err != nil {
		return err
	}
	edges, err := g.relatedByPeople(a.ID)
	if err != nil {
		return err
	}
	for _, n := range near {
		if n.ID == a.ID || slices.ContainsFunc(edges, func(e store.Edge) bool { return other(e, a.ID) == n.ID }) {
			continue
		}
		they, err := g.tellingOf(n)
		if err != nil {
			return err
		}
		if edge, kept := g.edge(self, they); kept {
			edges = append(edges, edge)
		}
	}
	return g.write.PutEdges(a.ID, edges)
}

// relatedByPeople gives the edges that people drew from an account to those of other events.
func (g *linking) relatedByPeople(id record.AccountID) ([]store.Edge, error) {
	j, err := g.judgedOf(id)
	if err != nil {
		return nil, err
	}
	var edges []store.Edge
	for _, to := range slices.Sorted(maps.Keys(j.related)) {
		if _, err := g.Account(to); err != nil {
			continue // no longer told
		}
		kind := j.related[to]
		if to < id {
			kind = record.Inverse(kind)
		}
		edges = append(edges, store.Edge{A: min(id, to), B: max(id, to), Kind: kind, Score: 1, Reasons: []record.Reason{{Of: decided, Detail: "a person says so", Weight: 1}}})
	}
	return edges, nil
}

// decided is what the reason of an edge is of that a person drew.
const decided = "decision"

func byPeople(e store.Edge) bool { return len(e.Reasons) > 0 && e.Reasons[0].Of == decided }

// edge compares two tellings in the order of their ids, so that the outcome does not depend on who came first.
func (g *linking) edge(a, b *link.Telling) (store.Edge, bool) {
	if b.ID < a.ID {
		a, b = b, a
	}
	if score := g.linker.Score(a, b); score >= link.Kept {
		return store.Edge{A: a.ID, B: b.ID, Score: score}, true // its reasons follow from the tellings: see why
	}
	kind, reasons := g.linker.Relate(a, b)
	return store.Edge{A: a.ID, B: b.ID, Kind: kind, Reasons: reasons}, kind != ""
}

// why gives the reasons of an edge. Those of one event are not kept: they are drawn again from the two tellings as the machine read
// them.
func (g *linking) why(e store.Edge) ([]record.Reason, error) {
	if len(e.Reasons) > 0 {
		return e.Reasons, nil
	}
	a, err := g.telling(e.A)
	if err != nil {
		return nil, err
	}
	b, err := g.telling(e.B)
	if err != nil {
		return nil, err
	}
	_, reasons := g.linker.Compare(a, b)
	return reasons, nil
}

// Why gives the reasons of an edge that r gave.
func (l *Ledger) Why(r store.Reader, e store.Edge) ([]record.Reason, error) {
	return l.reading(r).why(e)
}

// telling reads what the linker keeps of an account, as the machine read it.
func (g *linking) telling(id record.AccountID) (*link.Telling, error) {
	if t := g.tellings[id]; t != nil {
		return t, nil
	}
	a, err := g.Account(id)
	if err != nil {
		return nil, err
	}
	return g.tellingOf(a)
}

// tellingOf is telling of an account that was read.
func (g *linking) tellingOf(a store.Account) (*link.Telling, error) {
	if t := g.tellings[a.ID]; t != nil {
		return t, nil
	}
	t, err := decoded(a)
	if err != nil {
		return nil, err
	}
	g.tellings[a.ID] = t
	return t, nil
}

func decoded(a store.Account) (*link.Telling, error) {
	t, err := link.Decode(a.Telling)
	t.ID, t.Report = a.ID, a.Report
	return &t, err
}

// keep writes an event of a piece with its summary. An event that somebody has seen keeps its id.
func (g *linking) keep(d drawn, tellings []link.Telling, mark uint64) error {
	event := d.Event
	ids := make([]record.AccountID, len(event.Members))
	told := make([]link.Telling, len(event.Members))
	for i, m := range event.Members {
		ids[i] = m.Account
		told[i] = tellings[slices.IndexFunc(tellings, func(t link.Telling) bool { return t.ID == m.Account })]
	}
	event, err := g.withOrigins(event, told)
	if err != nil {
		return err
	}
	pins, err := g.pinsOf(ids)
	if err != nil {
		return err
	}
	event.ID, event.Also = nameOf(event.ID, pins)
	event.Review = g.reviewOf(ids)
	s := g.linker.Summary(event, told, g.ruleOf(ids))
	return g.write.PutEvent(store.Row{
		Event: withSeries(event, s.Series), From: s.From, To: s.To, Precision: s.Precision, Lat: s.Lat, Lon: s.Lon, Placed: s.Placed, Place: s.Place,
		PlacePrecision: s.PlacePrecision, Country: s.Country, Realisation: s.Realisation, Outlets: s.Outlets, Harm: s.Harm, Differs: s.Differs, Line: s.Line, Doubt: d.doubt, Cut: d.level, Mark: mark,
	})
}

func withSeries(e record.Event, series string) record.Event {
	e.Series = series
	return e
}

// nameOf gives the id that was pinned first, and the other pinned ones; without any the id that the founder gives.
func nameOf(founder record.EventID, pins []store.Pin) (record.EventID, []record.EventID) {
	ids := []record.EventID{}
	for _, p := range pins {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return founder, nil
	}
	return ids[0], ids[1:]
}

// corrected is a telling with what people put right in it.
func (g *linking) corrected(id record.AccountID) (link.Telling, error) {
	t, err := g.telling(id)
	if err != nil {
		return link.Telling{}, err
	}
	j, err := g.judgedOf(id)
	if err != nil {
		return link.Telling{}, err
	}
	made := *t
	for _, d := range j.corrections {
		if made, err = link.Correct(made, d.Field, d.New); err != nil {
			return made, err
		}
	}
	return made, nil
}
