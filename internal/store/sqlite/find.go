package sqlite

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dateline/internal/store"
)

// pageSize is the length of a page when nobody says.
const pageSize = 50

// By when events are ordered, as the indexes of the schema have it.
const (
	newestFirst = "coalesce(e.started, -62135596800)"
	oldestFirst = "coalesce(e.started, 253402300800)"
)

// orders are the orders of a list: the column to sort by, and its direction.
var orders = map[string]struct{ column, direction string }{
	"when": {newestFirst, "DESC"}, "-when": {oldestFirst, "ASC"},
	"reports": {"e.reports", "DESC"}, "confidence": {"e.confidence", "ASC"},
	"useful": {"(1.0 - e.confidence) * (e.reports + 2 * e.differs + (e.harm <> ''))", "DESC"}, "id": {"''", "ASC"},
}

// filter is the part of a query that chooses events, as SQL with its arguments.
type filter struct {
	where     []string
	args      []any
	uncounted bool // to count what it chooses would take too long
}

func (f *filter) add(condition string, args ...any) {
	f.where = append(f.where, condition)
	f.args = append(f.args, args...)
}

// How words are looked for, by how many reports have them: the events of a few are listed and put in order; those of many are listed, and found
// again along the order; and where most reports have them, each event along the order is asked for its own.
type frequent struct{ few, many int }

// usual is where it pays to change from one way to the next, by the clock, in a ledger of a hundred thousand reports.
var usual = frequent{few: 300, many: 4000}

// addTold chooses the events that some reports tell: those of a table whose rows have numbers and fulfil a condition on one argument.
func (s *session) addTold(f *filter, table, number, condition string, arg any) error {
	var reports int
	if err := s.one("SELECT count(*) FROM (SELECT 1 FROM "+table+" WHERE "+condition+" LIMIT ?)", []any{arg, s.frequent.many + 1}, &reports); err != nil {
		return err
	}
	told := "(SELECT a.event FROM " + table + " CROSS JOIN account a ON a.report = " + number + " AND a.event IS NOT NULL WHERE " + condition + ")"
	switch {
	case reports <= s.frequent.few:
		f.add("e.n IN "+told, arg)
	case reports <= s.frequent.many:
		f.add("+e.n IN "+told, arg) // the sign keeps SQLite from beginning with the list
	default:
		f.uncounted = true
		f.add("EXISTS (SELECT 1 FROM account a CROSS JOIN "+table+" ON "+number+" = a.report WHERE a.event = e.n AND "+condition+")", arg)
	}
	return nil
}

// filterOf turns a query into SQL. Words of users are arguments, never text of the query.
func (s *session) filterOf(q store.Query) (*filter, error) {
	f := &filter{}
	if match := matching(q.Words); match != "" {
		if err := s.addTold(f, "words", "words.rowid", "words MATCH ?", match); err != nil {
			return nil, err
		}
	}
	f.anyOf("e.act IN", q.Acts)
	if len(q.Outlets) > 0 {
		if err := s.addTold(f, "report r", "r.n", "r.outlet IN (SELECT value FROM json_each(?))", inJSON(q.Outlets, false)); err != nil {
			return nil, err
		}
	}
	f.equal("e.country", q.Country)
	if q.Place != "" {
		f.add(`e.place LIKE ? ESCAPE '\'`, strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(q.Place)+"%")
	}
	f.equal("e.series", q.Series)
	f.equal("e.realisation", q.Realisation)
	f.equal("e.review", string(q.Review))
	if q.Harm != "" {
		f.add("json_extract(nullif(e.harm, ''), ?) IS NOT NULL", `$."`+strings.ReplaceAll(q.Harm, `"`, "")+`"`)
	}
	if q.Differs {
		f.add("e.differs")
	}
	if !q.To.IsZero() {
		f.add(oldestFirst+" < ?", q.To.Unix())
		f.add(newestFirst+" < ?", q.To.Unix()) // the same, for the other index
	}
	if !q.From.IsZero() {
		f.add("e.ended > ?", q.From.Unix())
	}
	f.inBox(q.Box)
	return f, nil
}

func (f *filter) anyOf(in string, values []string) {
	if len(values) == 1 { // then an index has them in order
		f.equal(strings.TrimSuffix(in, " IN"), values[0])
	} else if len(values) > 0 {
		f.add(in+" (SELECT value FROM json_each(?))", inJSON(values, false))
	}
}

func (f *filter) equal(column, value string) {
	if value != "" {
		f.add(column+" = ?", value)
	}
}

// inBox asks the R*Tree. A box over the antimeridian is two.
func (f *filter) inBox(b *store.Box) {
	if b == nil {
		return
	}
	if b.South <= -90 && b.North >= 90 && b.West <= -180 && b.East >= 180 {
		f.add("e.lat IS NOT NULL") // the whole world, of which the first in order are wanted
		return
	}
	const inside = "e.n IN (SELECT n FROM event_box WHERE north >= ? AND south <= ? AND "
	if b.West <= b.East {
		f.add(inside+"east >= ? AND west <= ?)", b.South, b.North, b.West, b.East)
		return
	}
	f.add(inside+"(east >= ? OR west <= ?))", b.South, b.North, b.West, b.East)
}

func (f *filter) sql() string {
	if len(f.where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.where, " AND ")
}

// How much of what users ask for is looked at: a whole text pasted into the field would take minutes.
const (
	mostWords    = 32
	longestWords = 4096 // bytes
)

// matching turns words into a query of FTS5 that asks for all of them, the last one as a beginning. Nothing that users write is
// read as its language: each word stands in quotation marks.
func matching(words string) string {
	words = strings.ToValidUTF8(words[:min(len(words), longestWords)], " ")
	all := strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for i, word := range all {
		all[i] = `"` + word + `"`
	}
	if len(all) == 0 {
		return ""
	}
	all = all[:min(len(all), mostWords)]
	return strings.Join(all, " ") + "*"
}

// cursor is where a page ends: the value of the column that sorts, and the id.
type cursor struct {
	Key any
	ID  string
}

func (s *session) Events(q store.Query) (page store.Page, err error) {
	order, known := orders[q.Sort]
	if !known {
		if q.Sort != "" {
			return page, fmt.Errorf("no order is named %q", q.Sort)
		}
		order = orders["when"]
	}
	if err := s.index(); err != nil {
		return page, err
	}
	f, err := s.filterOf(q)
	if err != nil {
		return page, err
	}
	if err := s.count(&page, f); err != nil {
		return page, err
	}
	if q.After != "" {
		if err := f.after(q.After, order.column, order.direction); err != nil {
			return page, err
		}
	}
	limit := q.Limit
	if limit <= 0 {
		limit = pageSize
	}
	if err := s.rows(&page, f, order.column, order.direction, limit); err != nil || !f.uncounted {
		return page, err
	}
	page.Total, page.More = len(page.Rows), page.Next != "" || q.After != ""
	return page, nil
}

// count counts what a filter chooses, as far as anybody wants to know.
func (s *session) count(page *store.Page, f *filter) error {
	if f.uncounted {
		return nil
	}
	from := strings.ReplaceAll(f.sql(), "+e.n IN", "e.n IN") // no order is wanted: it pays to begin with the list
	err := s.one("SELECT count(*) FROM (SELECT 1 FROM event e"+from+" LIMIT "+strconv.Itoa(store.MostCounted+1)+")", f.args, &page.Total)
	if page.More = page.Total > store.MostCounted; page.More {
		page.Total = store.MostCounted
	}
	return err
}

func (f *filter) after(packed, column, direction string) error {
	var c cursor
	if err := json.Unmarshal([]byte(packed), &c); err != nil {
		return fmt.Errorf("no cursor of a page: %q", packed)
	}
	sign := ">"
	if direction == "DESC" {
		sign = "<"
	}
	f.add("("+column+" "+sign+" ? OR ("+column+" = ? AND e.id > ?))", c.Key, c.Key, c.ID)
	return nil
}

func (s *session) rows(page *store.Page, f *filter, column, direction string, limit int) error {
	var numbers []int64
	var last cursor
	err := s.each("SELECT "+eventColumns+", "+column+" FROM event e"+f.sql()+" ORDER BY "+column+" "+direction+", e.id LIMIT ?", append(f.args, limit+1),
		func(scan func(...any) error) error {
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
	err = s.each("SELECT e.id, e.act, e.lat, e.lon, e.place_precision, e.started, e.ended, e.reports FROM event e"+f.sql()+" ORDER BY e.id LIMIT ?", append(f.args, most),
		func(scan func(...any) error) error {
			var d store.Dot
			var lat, lon *float64
			var from, to *int64
			if err := scan(&d.ID, &d.Act, &lat, &lon, &d.Precise, &from, &to, &d.Reports); err != nil {
				return err
			}
			if lat != nil && lon != nil {
				d.Lat, d.Lon, d.Placed = *lat, *lon, true
			}
			d.From, d.To = moment(from), moment(to)
			all = append(all, d)
			return nil
		})
	return all, err
}

// Counting that takes longer than longCount is done again only when countAgain times as long has passed.
const (
	longCount  = 50 * time.Millisecond
	countAgain = 20
)

// Totals are counted once for each state of the file: every page asks for them, and to count takes long. Where it takes so long that those who decide
// would keep those who read waiting, the totals of a state before are given for some moments more.
func (s *session) Totals() (t store.Totals, err error) {
	if s.writes {
		return s.countAll()
	}
	var state int64
	if err := s.one("PRAGMA data_version", nil, &state); err != nil {
		return t, err
	}
	if s.line.counted != state && (s.line.counting < longCount || time.Since(s.line.countedAt) > countAgain*s.line.counting) {
		start := time.Now()
		if s.line.totals, err = s.countAll(); err != nil {
			return t, err
		}
		s.line.counted, s.line.countedAt, s.line.counting = state, time.Now(), time.Since(start)
	}
	t = s.line.totals
	t.Outlets, t.Acts, t.Languages, t.Reasons, t.States = maps.Clone(t.Outlets), maps.Clone(t.Acts), maps.Clone(t.Languages), maps.Clone(t.Reasons), maps.Clone(t.States)
	return t, nil
}

func (s *session) countAll() (t store.Totals, err error) {
	var pages, size int64
	for _, count := range []struct {
		query string
		into  any
	}{
		{"SELECT count(*) FROM report", &t.Reports}, {"SELECT count(*) FROM account", &t.Accounts}, {"SELECT count(*) FROM event", &t.Events},
		{"SELECT count(*) FROM decision", &t.Decisions}, {"PRAGMA page_count", &pages}, {"PRAGMA page_size", &size},
	} {
		if err := s.one(count.query, nil, count.into); err != nil {
			return t, err
		}
	}
	t.Bytes = pages * size
	return t, s.totalsBy(&t)
}

func (s *session) totalsBy(t *store.Totals) (err error) {
	states := map[string]int{}
	t.Outlets, t.Acts, t.Languages, t.Reasons, t.States = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[store.State]int{}
	for _, by := range []struct {
		query string
		into  map[string]int
	}{
		{"SELECT state, count(*) FROM report GROUP BY 1", states}, {"SELECT outlet, count(*) FROM report WHERE outlet <> '' GROUP BY 1", t.Outlets},
		{"SELECT language, count(*) FROM report WHERE language <> '' GROUP BY 1", t.Languages}, {"SELECT act, count(*) FROM event GROUP BY 1", t.Acts},
		{"SELECT reason, count(*) FROM report WHERE state = 'quarantined' GROUP BY 1", t.Reasons},
	} {
		err := s.each(by.query, nil, func(scan func(...any) error) error {
			var key string
			var n int
			if err := scan(&key, &n); err != nil {
				return err
			}
			by.into[key] = n
			return nil
		})
		if err != nil {
			return err
		}
	}
	for state, n := range states {
		t.States[store.State(state)] = n
	}
	return s.span(t)
}

func sortedKeys[K cmp.Ordered, V any](set map[K]V) []K { return slices.Sorted(maps.Keys(set)) }
