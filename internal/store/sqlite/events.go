package sqlite

import (
	"cmp"
	"math"
	"slices"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
)

const eventColumns = `e.n, e.id, e.also, e.act, e.realisation, e.started, e.ended, e.precision, e.lat, e.lon, e.place, e.place_precision, e.country,
	e.outlets, e.harm, e.reports, e.origins, e.series, e.review, e.differs, e.confidence, e.line, e.doubt, e.cut, e.mark`

// scanEvent reads eventColumns; the members stand in the rows of accounts.
func scanEvent(scan func(...any) error) (n int64, r store.Row, err error) {
	var also, outlets, harm string
	var from, to *int64
	var lat, lon *float64
	var mark int64
	err = scan(&n, &r.ID, &also, &r.Act, &r.Realisation, &from, &to, &r.Precision, &lat, &lon, &r.Place, &r.PlacePrecision, &r.Country,
		&outlets, &harm, &r.Reports, &r.Origins, &r.Series, &r.Review, &r.Differs, &r.Confidence, &r.Line, &r.Doubt, &r.Cut, &mark)
	if err != nil {
		return n, r, err
	}
	r.From, r.To, r.Mark = moment(from), moment(to), uint64(mark)
	if lat != nil && lon != nil {
		r.Lat, r.Lon, r.Placed = *lat, *lon, true
	}
	for _, column := range []struct {
		json string
		into any
	}{{also, &r.Also}, {outlets, &r.Outlets}, {harm, &r.Harm}} {
		if err := fromJSON(column.json, column.into); err != nil {
			return n, r, err
		}
	}
	return n, r, nil
}

// moment reads seconds since 1970; seconds writes them.
func moment(s *int64) time.Time {
	if s == nil {
		return time.Time{}
	}
	return time.Unix(*s, 0).UTC()
}

func seconds(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	s := t.Unix()
	return &s
}

func (s *session) members(n int64, r *store.Row) error {
	return s.each("SELECT r.id, a.local, a.origin, a.score, a.reasons FROM account a JOIN report r ON r.n = a.report WHERE a.event = ? ORDER BY r.published, r.id, a.local", []any{n},
		func(scan func(...any) error) error {
			var m record.Member
			var local string
			var reasons []byte
			if err := scan(&m.Report, &local, &m.Origin, &m.Score, &reasons); err != nil {
				return err
			}
			m.Account = join(m.Report, local)
			var err error
			m.Reasons, err = readReasons(reasons)
			r.Members = append(r.Members, m)
			return err
		})
}

// Event finds an event by its own id, by one that it had, and by that of any account it holds, since each may have been its founder.
func (s *session) Event(id record.EventID) (r store.Row, err error) {
	var n int64
	err = s.one("SELECT n FROM event WHERE id = ?", []any{string(id)}, &n)
	if err == store.ErrMissing {
		err = s.one("SELECT event FROM account WHERE (founds = ?1 OR pin = ?1) AND event IS NOT NULL", []any{string(id)}, &n)
	}
	if err == store.ErrMissing {
		err = s.one("SELECT a.event FROM lead l JOIN account a ON a.n = l.account WHERE l.id = ? AND a.event IS NOT NULL", []any{string(id)}, &n)
	}
	if err != nil {
		return r, err
	}
	return s.event(n)
}

func (s *session) event(n int64) (r store.Row, err error) {
	err = s.each("SELECT "+eventColumns+" FROM event e WHERE e.n = ?", []any{n}, func(scan func(...any) error) (err error) {
		_, r, err = scanEvent(scan)
		return err
	})
	if err != nil {
		return r, err
	}
	if err := s.members(n, &r); err != nil {
		return r, err
	}
	return r, s.related(n, &r)
}

// told is a relation with how many accounts say it, and whether a person does.
type told struct {
	record.Relation
	count int
	score float64 // 1 of a person's, else 0
}

// related finds the events that edges of another kind lead to. Where accounts disagree which of two events follows on the other, or holds it,
// what a person says stands, then what more accounts say.
func (s *session) related(n int64, r *store.Row) error {
	var all []told
	err := s.each(`SELECT g.kind, e.id, count(*), max(g.score), max(CASE WHEN g.a < g.b THEN g.reasons ELSE (SELECT reasons FROM edge h WHERE h.a = g.b AND h.b = g.a) END)
		FROM account a JOIN edge g ON g.a = a.n AND g.kind <> '' JOIN account b ON b.n = g.b JOIN event e ON e.n = b.event
		WHERE a.event = ?1 AND b.event <> ?1 GROUP BY g.kind, e.id`, []any{n}, func(scan func(...any) error) error {
		var t told
		var packed []byte
		if err := scan(&t.Kind, &t.Event, &t.count, &t.score, &packed); err != nil {
			return err
		}
		reasons, err := readReasons(packed)
		if len(reasons) > 0 {
			t.Reason = reasons[0].Detail
		}
		all = append(all, t)
		return err
	})
	r.Related = oneWay(r.ID, all)
	return err
}

// oneWay leaves of relations and their inverses the stronger. Both events choose alike.
func oneWay(id record.EventID, all []told) (left []record.Relation) {
	fromLower := func(t told) string {
		if id < t.Event {
			return t.Kind
		}
		return record.Inverse(t.Kind)
	}
	slices.SortFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.count, a.count), cmp.Compare(fromLower(a), fromLower(b)))
	})
	for _, t := range all {
		against := func(r record.Relation) bool { return r.Event == t.Event && r.Kind == record.Inverse(t.Kind) }
		if !slices.ContainsFunc(left, against) {
			left = append(left, t.Relation)
		}
	}
	slices.SortFunc(left, func(a, b record.Relation) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Event, b.Event))
	})
	return left
}

func (s *session) EventOf(account record.AccountID) (id record.EventID, err error) {
	report, local := split(account)
	return id, s.one("SELECT e.id FROM account a JOIN report r ON r.n = a.report JOIN event e ON e.n = a.event WHERE r.id = ? AND a.local = ?", []any{report, local}, &id)
}

func (s *session) CutOf(account record.AccountID) (cut int, err error) {
	n, err := s.accountRow(account)
	if err != nil {
		return 0, err
	}
	return cut, s.one("SELECT e.cut FROM account a JOIN event e ON e.n = a.event WHERE a.n = ?", []any{n}, &cut)
}

func (s *session) MarkOf(id record.EventID) (uint64, error) {
	var mark int64
	err := s.one("SELECT mark FROM event WHERE id = ?", []any{string(id)}, &mark)
	return uint64(mark), err
}

func (s *session) PutEvent(r store.Row) error {
	n, known, err := s.putEvent(r)
	if err != nil {
		return err
	}
	left := map[int64]bool{}
	if known {
		if err := s.do("UPDATE account SET event = NULL WHERE event = ?", n); err != nil {
			return err
		}
	}
	for _, m := range r.Members {
		if err := s.join(n, m, left); err != nil {
			return err
		}
	}
	return s.dropEmpty(sortedKeys(left))
}

// join makes an account a member of an event, and notes the event that it leaves.
func (s *session) join(event int64, m record.Member, left map[int64]bool) error {
	account, err := s.accountRow(m.Account)
	if err != nil {
		return err
	}
	var before *int64
	if !s.homeless[account] {
		if err := s.one("SELECT event FROM account WHERE n = ?", []any{account}, &before); err != nil {
			return err
		}
	}
	if before != nil && *before != event {
		left[*before] = true
	}
	delete(s.homeless, account)
	return s.do("UPDATE account SET event = ?, origin = ?, score = ?, reasons = ? WHERE n = ?", event, m.Origin, m.Score, writeReasons(m.Reasons), account)
}

// eventValues are the columns of an event that PutEvent sets, in the order of eventInsert and eventUpdate.
func eventValues(r store.Row) []any {
	var lat, lon *float64
	if r.Placed {
		lat, lon = &r.Lat, &r.Lon
	}
	return []any{
		inJSON(r.Also, len(r.Also) == 0), r.Act, r.Realisation, seconds(r.From), seconds(r.To), r.Precision, lat, lon, r.Place, r.PlacePrecision, r.Country,
		inJSON(r.Outlets, len(r.Outlets) == 0), inJSON(r.Harm, len(r.Harm) == 0), r.Reports, r.Origins, r.Series, string(r.Review), r.Differs, r.Confidence, r.Line, r.Doubt, r.Cut, int64(r.Mark),
		string(r.ID),
	}
}

const (
	eventInsert = `INSERT INTO event(also, act, realisation, started, ended, precision, lat, lon, place, place_precision, country, outlets, harm, reports, origins,
		series, review, differs, confidence, line, doubt, cut, mark, id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	eventUpdate = `UPDATE event SET also=?, act=?, realisation=?, started=?, ended=?, precision=?, lat=?, lon=?, place=?, place_precision=?, country=?, outlets=?, harm=?,
		reports=?, origins=?, series=?, review=?, differs=?, confidence=?, line=?, doubt=?, cut=?, mark=? WHERE id=?`
)

// putEvent writes the row of an event, and tells whether it was known.
func (s *session) putEvent(r store.Row) (n int64, known bool, err error) {
	switch err = s.one("SELECT n FROM event WHERE id = ?", []any{string(r.ID)}, &n); err {
	case nil:
		known, err = true, s.do(eventUpdate, eventValues(r)...)
	case store.ErrMissing:
		n, err = s.insert(eventInsert, eventValues(r)...)
	}
	if err != nil {
		return 0, known, err
	}
	if r.Placed && !math.IsNaN(r.Lat+r.Lon) {
		return n, known, s.do("INSERT OR REPLACE INTO event_box(n, south, north, west, east) VALUES(?1, ?2, ?2, ?3, ?3)", n, r.Lat, r.Lon)
	}
	if known {
		err = s.do("DELETE FROM event_box WHERE n = ?", n)
	}
	return n, known, err
}

// dropEmpty takes out those of the events that hold no account any more.
func (s *session) dropEmpty(events []int64) error {
	for _, n := range events {
		var held int
		if err := s.one("SELECT count(*) FROM account WHERE event = ?", []any{n}, &held); err != nil || held > 0 {
			if err != nil {
				return err
			}
			continue
		}
		for _, query := range []string{"DELETE FROM event WHERE n = ?", "DELETE FROM event_box WHERE n = ?"} {
			if err := s.do(query, n); err != nil {
				return err
			}
		}
	}
	return nil
}
