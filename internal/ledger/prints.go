package ledger

import (
	"cmp"
	"slices"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Print is another report that prints the text of one, or of which people say that it does not.
type Print struct {
	store.Report            // the other
	Kind         string     // as of store.Copy
	Score        float64    // as of store.Copy
	Alike        link.Alike // what the machine finds; of its spans the first lies in the report that was asked about, the second in the other

	Run    string      // the longest run of words that stands in both, as the report that was asked about has it
	Common [][2]string // of a translation: figures, days, places and names that stand in both in one order, in the words of either
}

// ByPeople reports whether people said so.
func (p Print) ByPeople() bool { return p.Kind == link.Judged || p.Kind == link.Apart }

// Reasons are the grounds for, or against, that two reports print one text; what people say stands first.
func (p Print) Reasons() []record.Reason {
	all := p.Alike.Reasons()
	switch p.Kind {
	case link.Judged:
		all = slices.Insert(all, 0, record.Reason{Of: decided, Detail: "a person says so", Weight: 1})
	case link.Apart:
		all = slices.Insert(all, 0, record.Reason{Of: decided, Detail: "a person says that they are two", Weight: -1})
	}
	return all
}

// Prints gives the other prints of the text of a report, in order of publication, with the reasons.
func (l *Ledger) Prints(r store.Reader, report string) (all []Print, err error) {
	copies, err := r.Copies(report)
	if err != nil || len(copies) == 0 {
		return nil, err
	}
	self, err := r.Reading(report)
	if err != nil {
		return nil, err
	}
	for _, c := range copies {
		p, err := printOf(r, self, c)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Print) int {
		return cmp.Or(cmp.Compare(a.Published.String(), b.Published.String()), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func printOf(r store.Reader, self *record.Reading, c store.Copy) (Print, error) {
	id := c.A
	if id == self.Report.ID {
		id = c.B
	}
	other, err := r.Report(id)
	if err != nil {
		return Print{}, err
	}
	reading, err := r.Reading(id)
	if err != nil {
		return Print{}, err
	}
	p := Print{Report: other, Kind: c.Kind, Score: c.Score, Alike: link.WhyAlike(self, reading)}
	p.Run = wordsAt(self.Body, p.Alike.Run[0])
	for _, pair := range p.Alike.Common {
		p.Common = append(p.Common, [2]string{wordsAt(self.Body, pair[0]), wordsAt(reading.Body, pair[1])})
	}
	return p, nil
}

func wordsAt(body string, s text.Span) string { return body[s.Start:s.End] }
