package ledger

import (
	"bytes"
	"iter"

	"dateline/internal/ingest"
	"dateline/internal/link"
	"dateline/internal/pipeline"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Change is a value that the machine now reads otherwise under a person's decision. The decision stands.
type Change struct {
	Account record.AccountID `json:"account"`
	Field   string           `json:"field"` // "told": the act itself is no longer found, or at other words
	Old     string           `json:"old"`
	New     string           `json:"new"`
}

// Recode codes again every report that another version coded. Decisions stay as they are: what the machine reads otherwise under them
// comes with the step of its report.
func (l *Ledger) Recode(coder *pipeline.Coder, in Intake) error {
	return l.Ingest(l.items(), coder, in)
}

// items gives the reports of the ledger as they came.
func (l *Ledger) items() iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for after := ""; ; {
			reports, raws, err := l.part(after)
			if err != nil {
				yield(ingest.Item{}, err)
				return
			}
			if len(reports) == 0 {
				return
			}
			for i, r := range reports {
				after = r.ID
				if !itemOf(r, raws[i], yield) {
					return
				}
			}
		}
	}
}

func (l *Ledger) part(after string) (reports []store.Report, raws [][]byte, err error) {
	err = l.Read(func(r store.Reader) error {
		if reports, err = r.Reports(after, batch); err != nil {
			return err
		}
		for _, report := range reports {
			raw, err := r.Raw(report.ID)
			if err != nil {
				return err
			}
			raws = append(raws, raw)
		}
		return nil
	})
	return reports, raws, err
}

// itemOf reads the item of a stored report. One whose bytes were erased gives none.
func itemOf(r store.Report, raw []byte, yield func(ingest.Item, error) bool) bool {
	if len(raw) == 0 {
		return true
	}
	for item, err := range ingest.ReadFrom(r.File, bytes.NewReader(raw), ingest.Options{Format: ingest.Format(r.Format)}) {
		item.File, item.Raw = r.File, raw
		return yield(item, err)
	}
	return true
}

// Fields are the fields of an account that people correct.
var Fields = []string{"act", "realisation", "negated", "background", "when", "where", "initiator", "target", "dead", "injured", "missing", "arrested", "displaced", "rescued"}

// judgedBefore gives the accounts of a report that people have judged, before it is coded again.
func (g *linking) judgedBefore(report string) ([]*link.Telling, error) {
	accounts, err := g.AccountsOf(report)
	if err != nil {
		return nil, err
	}
	var judged []*link.Telling
	for _, a := range accounts {
		decisions, err := g.DecisionsOn(string(a.ID))
		if err != nil {
			return nil, err
		}
		if len(decisions) == 0 {
			continue
		}
		t, err := g.telling(a.ID)
		if err != nil {
			return nil, err
		}
		judged = append(judged, t)
	}
	return judged, nil
}

// follow finds judged accounts in a new reading: by their id, else by the same words. It moves their decisions there, and tells what changed; pins are
// the ids that events are to keep at those new words.
func (g *linking) follow(judged []*link.Telling, now []link.Telling) (changes []Change, pins map[record.AccountID][]store.Pin, err error) {
	pins = map[record.AccountID][]store.Pin{}
	for _, was := range judged {
		heir := heirOf(was, now)
		if heir == nil {
			changes = append(changes, Change{Account: was.ID, Field: "told", Old: was.Act})
			continue
		}
		if heir.ID != was.ID {
			changes = append(changes, Change{Account: was.ID, Field: "told", Old: string(was.ID), New: string(heir.ID)})
			if err := g.write.Move(was.ID, heir.ID); err != nil {
				return nil, nil, err
			}
			kept, err := g.pinsOf([]record.AccountID{was.ID})
			if err != nil {
				return nil, nil, err
			}
			pins[heir.ID] = append(pins[heir.ID], kept...)
		}
		for _, field := range Fields {
			if old, new := link.ValueOf(*was, field), link.ValueOf(*heir, field); old != new {
				changes = append(changes, Change{was.ID, field, old, new})
			}
		}
	}
	clear(g.judged)
	return changes, pins, nil
}

// heirOf is the account that tells what another told: the same one, else one of the same act at the same words, else any at the same words.
func heirOf(was *link.Telling, now []link.Telling) *link.Telling {
	var heir *link.Telling
	for i := range now {
		t := &now[i]
		switch {
		case t.ID == was.ID:
			return t
		case meets(t, was) && (heir == nil || t.Act == was.Act && heir.Act != was.Act):
			heir = t
		}
	}
	return heir
}

func meets(a, b *link.Telling) bool {
	for _, x := range append([]text.Span{a.Trigger}, a.Also...) {
		for _, y := range append([]text.Span{b.Trigger}, b.Also...) {
			if x.Meets(y) {
				return true
			}
		}
	}
	return false
}
