package sqlite

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"dateline/internal/record"
	"dateline/internal/store"
)

// pageSize is the length of a page when nobody says.
const pageSize = 50

// By when events are ordered, as the indexes of the schema have it.
const (
	newestFirst = "coalesce(e.started, -62135596800)"
	oldestFirst = "coalesce(e.started, 253402300800)"
)

// order is an order of a list: the column to sort by, and its direction.
type order struct{ column, direction string }

var orders = map[string]order{
	"when": {newestFirst, "DESC"}, "-when": {oldestFirst, "ASC"},
	"reports": {"e.reports", "DESC"}, "confidence": {"e.confidence", "ASC"},
	"useful": {"(1.0 - e.confidence + e.doubt) * (e.reports + 2 * e.differs + (e.harm <> ''))", "DESC"}, "id": {"''", "ASC"},
}

// cursor is where a page ends: the value of the column that sorts, and the id.
type cursor struct {
	Key any
	ID  string
}

func (s *session) Events(q store.Query) (page store.Page, err error) {
	o, known := orders[q.Sort]
	if !known {
		if q.Sort != "" {
			return page, fmt.Errorf("no order is named %q", q.Sort)
		}
		o = orders["when"]
	}
	if err := s.index(); err != nil {
		return page, err
	}
	f, err := s.filterOf(q)
	if err != nil {
		return page, err
	}
	counted, err := s.count(&page, f)
	if err != nil {
		return page, err
	}
	if q.After != "" {
		after, err := o.after(q.After)
		if err != nil {
			return page, err
		}
		f = f.and(after)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = pageSize
	}
	if err := s.find(&page, f, o, limit); err != nil || counted {
		return page, err
	}
	page.Total, page.More = len(page.Rows), page.Next != "" || q.After != ""
	return page, nil
}

// count counts what a filter chooses, as far as anybody wants to know, unless it would take too long.
func (s *session) count(page *store.Page, f *filter) (counted bool, err error) {
	reports, any := f.fewest()
	switch {
	case !any && f.onlyTold():
		page.Total, err = s.countTold(f.told[0].reports)
	case !any && reports > s.frequent.many:
		return false, nil
	case f.onlyBox() && f.box.events > s.frequent.inBox:
		page.Total = f.box.events
	default:
		page.Total, err = s.atMost(f.listed(), store.MostCounted+1)
	}
	if page.More = page.Total > store.MostCounted; page.More {
		page.Total = store.MostCounted
	}
	return true, err
}

// atMost counts what a filter chooses up to a number.
func (s *session) atMost(f *filter, most int) (n int, err error) {
	c := f.from("1", "event e")
	return n, s.one("SELECT count(*) FROM ("+c.sql+" LIMIT "+strconv.Itoa(most)+")", c.args, &n)
}

// find reads the events of a page: from the front of the order, where all of it is likely to stand, or else from all that is chosen.
func (s *session) find(page *store.Page, f *filter, o order, limit int) error {
	for front, err := range s.fronts(f, o, limit) {
		if err != nil {
			return err
		}
		if err := s.rows(page, front.filter, o, limit); err != nil || front.whole || page.Next != "" {
			return err
		}
		page.Rows = nil
	}
	rest := f.listed()
	if o == orders["id"] && f.crowded(s.frequent) {
		rest = f.walked()
	}
	return s.rows(page, rest, o, limit)
}

// front is a part of what a filter chooses, or the whole, that an index finds at the front of an order.
type front struct {
	*filter
	whole bool
}

// longer is how many times longer a front is than the one before.
const longer = 8

// fronts gives ever longer fronts, until to pass more would take longer than to list all that is chosen and put it in order.
func (s *session) fronts(f *filter, o order, limit int) iter.Seq2[front, error] {
	return func(yield func(front, error) bool) {
		switch {
		case o == orders["reports"]:
			yield(front{f.walked().and(condition{"e.reports > 1", nil}), false}, nil)
			return
		case o != orders["when"] && o != orders["-when"] || !f.crowded(s.frequent):
			return
		}
		var all int
		err := s.one("SELECT coalesce(max(n), 0) FROM report", nil, &all)
		most := f.passed(s.frequent)
		for events := min(most, f.likely(all, limit)); err == nil; events = min(most, longer*events) {
			part, err := s.front(f, o, events)
			if !yield(part, err) || events >= most {
				return
			}
		}
		yield(front{}, err)
	}
}

// front is what is chosen of the first events in an order.
func (s *session) front(f *filter, o order, events int) (front, error) {
	var last int64
	c := f.alone().from(o.column, "event e")
	err := s.one(c.sql+" ORDER BY 1 "+o.direction+" LIMIT 1 OFFSET ?", append(c.args, events), &last)
	if errors.Is(err, store.ErrMissing) {
		return front{f.walked(), true}, nil
	}
	sign := map[string]string{"DESC": " >= ?", "ASC": " <= ?"}[o.direction]
	return front{f.walked().and(condition{o.column + sign, []any{last}}), false}, err
}

// rows reads a page of the events that a filter chooses.
func (s *session) rows(page *store.Page, f *filter, o order, limit int) error {
	var numbers []int64
	var last cursor
	c := f.from(eventColumns+", "+o.column, "event e")
	by := " ORDER BY " + o.column + " " + o.direction + ", e.id"
	if len(f.parts) > 0 { // the columns of a union have numbers
		by = " ORDER BY " + strconv.Itoa(strings.Count(eventColumns, ",")+2) + " " + o.direction + ", 2"
	}
	err := s.each(c.sql+by+" LIMIT ?", append(c.args, limit+1), func(scan func(...any) error) error {
		var key any
		n, r, err := scanEvent(func(into ...any) error { return scan(append(into, &key)...) })
		if err != nil {
			return err
		}
		if len(page.Rows) == limit {
			page.Next = inJSON(last, false)
			return nil
		}
		numbers, page.Rows, last = append(numbers, n), append(page.Rows, r), cursor{key, string(r.ID)}
		return nil
	})
	for i, n := range numbers {
		if err == nil {
			err = errors.Join(s.members(n, &page.Rows[i]), s.related(n, &page.Rows[i]))
		}
	}
	return err
}

func (s *session) Dots(q store.Query, most int) (all []store.Dot, err error) {
	if err := s.index(); err != nil {
		return nil, err
	}
	f, err := s.filterOf(q)
	if err != nil {
		return nil, err
	}
	many, err := s.manyDots(f, most)
	if err != nil {
		return nil, err
	}
	table, chosen := "event e", f.listed()
	if many { // then so many of the first are among them that no more need be put in order
		table = "event e INDEXED BY event_dot"
		if chosen, err = s.among(f); err != nil {
			return nil, err
		}
	}
	c := chosen.and(condition{"(e.lat IS NOT NULL OR e.started IS NOT NULL)", nil}).from("e.id, e.act, e.lat, e.lon, e.place_precision, e.started, e.ended, e.reports", table)
	err = s.each(c.sql+" ORDER BY 1 LIMIT ?", append(c.args, most), func(scan func(...any) error) error {
		var id, act, precise string
		var lat, lon, from, to any // of a column without a value as it is: a number by its address takes long to scan
		var reports int
		if err := scan(&id, &act, &lat, &lon, &precise, &from, &to, &reports); err != nil {
			return err
		}
		d := store.Dot{ID: record.EventID(id), Act: act, Precise: precise, From: momentIn(from), To: momentIn(to), Reports: reports}
		d.Lat, d.Placed = lat.(float64)
		d.Lon, _ = lon.(float64)
		all = append(all, d)
		return nil
	})
	return all, err
}

func momentIn(column any) time.Time {
	if s, is := column.(int64); is {
		return moment(&s)
	}
	return time.Time{}
}

// manyDots reports whether a filter chooses more dots than are wanted, or so many that to find them among all is faster than to list them.
func (s *session) manyDots(f *filter, most int) (bool, error) {
	reports, _ := f.fewest()
	switch {
	case reports > s.frequent.dotted:
		return true, nil
	case f.onlyBox() && f.box.events > s.frequent.inBox:
		return f.box.events > most, nil
	}
	n, err := s.atMost(f.listed(), most+1)
	return n > most, err
}
