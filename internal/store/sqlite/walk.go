package sqlite

import (
	"slices"

	"dateline/internal/record"
	"dateline/internal/store"
)

// toldAtOnce is how many events are read at a time.
const toldAtOnce = 256

// standing is the row of an event, and its place in the order of time.
type standing struct {
	n     int64
	place int
}

func (s *session) EachTold(f func(store.Told) error) error {
	order, err := s.byReport()
	if err != nil {
		return err
	}
	for some := range slices.Chunk(order, toldAtOnce) {
		all, err := s.toldBy(some)
		if err != nil {
			return err
		}
		for _, t := range all {
			if err := f(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// byReport gives all events, those that are told first by one report one after the other.
func (s *session) byReport() (all []standing, err error) {
	err = s.each(`WITH ordered AS (SELECT n, row_number() OVER (ORDER BY `+oldestFirst+`, e.id) - 1 AS place FROM event e),
		told AS (SELECT event, min(report) AS report FROM account WHERE event IS NOT NULL GROUP BY event)
		SELECT o.n, o.place FROM ordered o JOIN told t ON t.event = o.n ORDER BY t.report, o.place`, nil, func(scan func(...any) error) error {
		var p standing
		err := scan(&p.n, &p.place)
		all = append(all, p)
		return err
	})
	return all, err
}

// toldBy reads events with their accounts and relations, all by one query each.
func (s *session) toldBy(some []standing) ([]store.Told, error) {
	numbers, all := make([]int64, len(some)), make([]store.Told, len(some))
	for i, p := range some {
		numbers[i], all[i].Place = p.n, p.place
	}
	list := inJSON(numbers, false)
	err := s.each("SELECT j.key, "+eventColumns+" FROM json_each(?) j CROSS JOIN event e ON e.n = j.value", []any{list}, func(scan func(...any) error) error {
		var at int
		_, row, err := scanEvent(func(into ...any) error { return scan(append([]any{&at}, into...)...) })
		all[at].Row = row
		return err
	})
	if err == nil {
		err = s.accountsTelling(list, all)
	}
	if err == nil {
		err = s.relations(list, all)
	}
	return all, err
}

// accountsTelling reads the accounts of events, whose numbers are a list in JSON.
func (s *session) accountsTelling(list string, all []store.Told) error {
	return s.each(`SELECT j.key, r.id, a.local, a.origin, a.score, a.reasons, a.telling FROM json_each(?) j CROSS JOIN account a ON a.event = j.value
		CROSS JOIN report r ON r.n = a.report ORDER BY j.key, r.published, r.id, a.local`, []any{list}, func(scan func(...any) error) error {
		var at int
		var local string
		var reasons, telling []byte
		var m record.Member
		if err := scan(&at, &m.Report, &local, &m.Origin, &m.Score, &reasons, &telling); err != nil {
			return err
		}
		m.Account = join(m.Report, local)
		var err error
		m.Reasons, err = readReasons(reasons)
		t := &all[at]
		t.Members, t.Accounts = append(t.Members, m), append(t.Accounts, store.Account{ID: m.Account, Report: m.Report, Telling: telling})
		return err
	})
}

// relations reads how events, whose numbers are a list in JSON, stand to others.
func (s *session) relations(list string, all []store.Told) error {
	found := map[int][]told{}
	err := s.each(`SELECT j.key, g.kind, e.id, count(*), max(g.score), max(CASE WHEN g.a < g.b THEN g.reasons ELSE (SELECT reasons FROM edge h WHERE h.a = g.b AND h.b = g.a) END)
		FROM json_each(?) j CROSS JOIN account a ON a.event = j.value CROSS JOIN edge g ON g.a = a.n AND g.kind <> '' JOIN account b ON b.n = g.b JOIN event e ON e.n = b.event
		WHERE b.event <> j.value GROUP BY j.key, g.kind, e.id`, []any{list}, func(scan func(...any) error) error {
		var at int
		var t told
		var packed []byte
		if err := scan(&at, &t.Kind, &t.Event, &t.count, &t.score, &packed); err != nil {
			return err
		}
		reasons, err := readReasons(packed)
		if len(reasons) > 0 {
			t.Reason = reasons[0].Detail
		}
		found[at] = append(found[at], t)
		return err
	})
	for at, some := range found {
		all[at].Related = oneWay(all[at].ID, some)
	}
	return err
}
