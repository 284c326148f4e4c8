package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"dateline/internal/store"
)

// condition is a part of a query in SQL, with its arguments.
type condition struct {
	sql  string
	args []any
}

// filter is the part of a query that chooses events.
type filter struct {
	where []condition
	parts []condition // that divide the events which fulfil all of where; each is looked for along an index of its own. None: they are not divided
	told  []tellers   // the events must be told by a report of each
	box   *box
}

func (f *filter) add(sql string, args ...any) { f.where = append(f.where, condition{sql, args}) }

// and is the filter with more conditions.
func (f *filter) and(more ...condition) *filter {
	g := *f
	g.where = append(append([]condition{}, f.where...), more...)
	return &g
}

// alone is the filter without what it asks of reports and of places on the map.
func (f *filter) alone() *filter { return &filter{where: f.where, parts: f.parts} }

// from writes a query of the events that are chosen, from a table of them.
func (f *filter) from(columns, table string) condition {
	var all condition
	parts := f.parts
	if len(parts) == 0 {
		parts = []condition{{}}
	}
	for i, part := range parts {
		if i > 0 {
			all.sql += " UNION ALL "
		}
		all.sql += "SELECT " + columns + " FROM " + table
		joint := " WHERE "
		for _, c := range append(append([]condition{}, f.where...), part) {
			if c.sql != "" {
				all.sql += joint + c.sql
				all.args = append(all.args, c.args...)
				joint = " AND "
			}
		}
	}
	return all
}

// filterOf turns a query into SQL. Words of users are arguments, never text of the query.
func (s *session) filterOf(q store.Query) (*filter, error) {
	f := &filter{}
	open, err := s.onlyOpen(q)
	if err != nil {
		return nil, err
	}
	if match := matching(q.Words); match != "" {
		if err := s.tell(f, "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"+open.of("rowid"), append([]any{match}, open.args...)...); err != nil {
			return nil, err
		}
	}
	if len(q.Outlets) > 0 {
		outlets := append([]any{inJSON(q.Outlets, false)}, open.args...)
		if err := s.tell(f, "SELECT group_concat(n) FROM report WHERE outlet IN (SELECT value FROM json_each(?))"+open.of("n"), outlets...); err != nil {
			return nil, err
		}
	}
	open.events(f)
	f.anyOf("e.act IN", q.Acts)
	if len(q.Acts) == 1 {
		f.equal("+e.country", q.Country) // the index of acts holds it too; the sign keeps SQLite from that of countries
	} else {
		f.equal("e.country", q.Country)
	}
	if q.Place != "" {
		f.add(`e.place LIKE ? ESCAPE '\'`, strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(q.Place)+"%")
	}
	if q.Series != "" {
		f.add("e.series = ? AND e.series <> ''", q.Series) // as the index has it, which leaves most events out
	}
	f.equal("e.realisation", q.Realisation)
	f.equal("e.review", string(q.Review))
	if q.Harm != "" {
		f.add("json_extract(nullif(e.harm, ''), ?) IS NOT NULL", `$."`+strings.ReplaceAll(q.Harm, `"`, "")+`"`)
	}
	if q.Differs {
		f.add("e.differs")
	}
	f.meets(q)
	return f, s.inBox(f, q.Box)
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

// longTime is the longest time, in seconds, that an event may take without being one of the few in the index of long ones, as the schema has it.
const longTime = 34560000

// meets chooses the events that meet an interval. Those that end after its beginning began no longer before it than the longest time, or are long.
func (f *filter) meets(q store.Query) {
	if !q.To.IsZero() {
		f.add(oldestFirst+" < ?", q.To.Unix())
		f.add(newestFirst+" < ?", q.To.Unix()) // the same, for the other index
	}
	if q.From.IsZero() {
		return
	}
	f.add("e.ended > ?", q.From.Unix())
	soon := q.From.Unix() - longTime
	f.parts = []condition{
		{newestFirst + " >= ? AND " + oldestFirst + " >= ?", []any{soon, soon}},
		{fmt.Sprintf("e.ended - e.started > %d AND ", longTime) + newestFirst + " < ?", []any{soon}},
	}
}

// after chooses what comes behind the end of a page.
func (o order) after(packed string) (condition, error) {
	var c cursor
	if err := json.Unmarshal([]byte(packed), &c); err != nil {
		return condition{}, fmt.Errorf("no cursor of a page: %q", packed)
	}
	sign := ">"
	if o.direction == "DESC" {
		sign = "<"
	}
	return condition{"(" + o.column + " " + sign + " ? OR (" + o.column + " = ? AND e.id > ?))", []any{c.Key, c.Key, c.ID}}, nil
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

// closedReports gives the rows of closed reports; its argument is a list of outlets of which all are.
const closedReports = "SELECT n FROM report WHERE closed UNION SELECT n FROM report WHERE outlet IN (SELECT value FROM json_each(?))"

// openReports is what is asked of reports where closed ones are to stay unknown. The zero value asks for nothing.
type openReports struct{ args []any }

// onlyOpen asks for open reports if a query does and any are closed.
func (s *session) onlyOpen(q store.Query) (o openReports, err error) {
	if !q.Open {
		return o, nil
	}
	args, any := []any{inJSON(q.ClosedOutlets, false)}, false
	if err = s.one("SELECT EXISTS("+closedReports+")", args, &any); any {
		o.args = args
	}
	return o, err
}

// of continues a condition: the row of a report must be that of an open one.
func (o openReports) of(row string) string {
	if o.args == nil {
		return ""
	}
	return " AND " + row + " NOT IN (" + closedReports + ")"
}

// events leaves out the events that closed reports alone tell.
func (o openReports) events(f *filter) {
	if o.args != nil {
		f.add("e.n NOT IN (WITH closed(n) AS ("+closedReports+") SELECT a.event FROM account a WHERE a.report IN (SELECT n FROM closed) AND a.event IS NOT NULL "+
			"AND NOT EXISTS (SELECT 1 FROM account b WHERE b.event = a.event AND b.report NOT IN (SELECT n FROM closed)))", o.args...)
	}
}
