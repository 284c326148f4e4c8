package ledger

import (
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// French says of each event in one French sentence what happened. The store keeps the English ones; these are drawn from the tellings.
func (l *Ledger) French(r store.Reader, rows []store.Row, nouns map[string]link.Noun) (map[record.EventID]string, error) {
	g := l.reading(r)
	var err error
	if g.rule, err = g.ledgerRule(); err != nil {
		return nil, err
	}
	lines := map[record.EventID]string{}
	for _, row := range rows {
		var tellings []link.Telling
		var ids []record.AccountID
		for _, m := range row.Members {
			t, err := g.corrected(m.Account)
			if err != nil {
				return nil, err
			}
			tellings, ids = append(tellings, t), append(ids, m.Account)
		}
		lines[row.ID] = l.linker.French(row.Event, tellings, g.ruleOf(ids), nouns)
	}
	return lines, nil
}
