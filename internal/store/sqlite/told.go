package sqlite

import (
	"slices"
	"strconv"
	"strings"

	"dateline/internal/store"
)

// tellers are reports of which one must tell an event: those that have some words, or are of some outlets.
type tellers struct {
	reports []int64 // their rows, in order
	mask    []byte  // of them, as marked makes it
}

// frequent says how events that some reports tell are looked for, by how many reports that are. The events of a few are listed and put in order. Of
// more, the first events in the order of the list are each asked for their reports, as many as take no longer than listing would, and only where those
// do not fill the page is it listed. What many reports tell is not counted where more is asked of it.
type frequent struct {
	few, many int
	passed    int // how many events are passed in the time in which those of one report are listed
	dotted    int // of more reports, what the map shows is not listed but found among all dots
	gathered  int // of no more reports, all events are gathered for that; of more, each dot is asked for its reports
	inBox     int // where more events lie in a part of the map, they are found as those of many reports
}

// usual is where it pays to change from one way to the next, by the clock, in a ledger of a hundred thousand reports.
var usual = frequent{few: 500, many: 1500, passed: 15, dotted: 3000, gathered: 15000, inBox: 2000}

// tell lets a filter choose the events that some reports tell; a query gives their rows with commas between.
func (s *session) tell(f *filter, query string, args ...any) error {
	reports, err := s.numbers(query, args...)
	if err != nil {
		return err
	}
	slices.Sort(reports)
	f.told = append(f.told, tellers{reports: reports})
	slices.SortFunc(f.told, func(a, b tellers) int { return len(a.reports) - len(b.reports) })
	return nil
}

// numbers reads rows that a query gives with commas between: one by one they would take several times as long.
func (s *session) numbers(query string, args ...any) (all []int64, err error) {
	var joined *string
	if err := s.one(query, args, &joined); err != nil || joined == nil {
		return nil, err
	}
	for row := range strings.SplitSeq(*joined, ",") {
		n, err := strconv.ParseInt(row, 10, 64)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// fewest is how many reports may tell what is chosen; any, when nothing is asked of them.
func (f *filter) fewest() (n int, any bool) {
	if len(f.told) == 0 {
		return 0, true
	}
	return len(f.told[0].reports), false
}

func (f *filter) onlyTold() bool {
	return len(f.told) == 1 && len(f.where)+len(f.parts) == 0 && f.box == nil
}
func (f *filter) onlyBox() bool { return len(f.told)+len(f.where)+len(f.parts) == 0 && f.box != nil }

// crowded reports whether more is chosen than is listed at once.
func (f *filter) crowded(by frequent) bool {
	reports, any := f.fewest()
	return (any || reports > by.few) && (f.box == nil || f.box.events > by.inBox) && !(any && f.box == nil)
}

// passed is how many events are passed in the time in which all that are chosen could be listed.
func (f *filter) passed(by frequent) int {
	reports, any := f.fewest()
	switch {
	case any:
		return f.box.events
	case f.box == nil:
		return by.passed * reports
	}
	return min(by.passed*reports, f.box.events)
}

// likely is how many events are likely to hold those of a page, when all reports tell as many: many times as many as if they lay evenly.
func (f *filter) likely(all, limit int) int {
	reports, any := f.fewest()
	if any {
		return f.box.events
	}
	const safely = 20
	return safely * (limit + 1) * all / max(1, reports)
}

// listed is the filter where the events of the fewest reports, or else those of a part of the map, are listed, and others found among them.
func (f *filter) listed() *filter {
	switch {
	case len(f.told) > 0:
		list := condition{"e.n IN (SELECT a.event FROM json_each(?) r CROSS JOIN account a ON a.report = r.value AND a.event IS NOT NULL)", []any{asJSON(f.told[0].reports)}}
		return f.alone().and(list).and(masked(f.told[1:])...).and(f.box.asked()...)
	case f.box != nil:
		return f.alone().and(f.box.listed...)
	}
	return f
}

// walked is the filter where events are passed in some order and each is asked for its reports and where it lies.
func (f *filter) walked() *filter { return f.alone().and(masked(f.told)...).and(f.box.asked()...) }

func masked(all []tellers) (conditions []condition) {
	for _, t := range all {
		conditions = append(conditions, condition{"EXISTS (SELECT 1 FROM account a WHERE a.event = e.n AND substr(?, a.report, 1) = x'01')", []any{t.marks()}})
	}
	return conditions
}

func (t *tellers) marks() []byte {
	if t.mask == nil {
		t.mask = marked(t.reports)
	}
	return t.mask
}

// marked has a byte for each row up to the last, 1 at each of some rows, less one.
func marked(rows []int64) []byte {
	if len(rows) == 0 {
		return nil
	}
	mask := make([]byte, slices.Max(rows))
	for _, n := range rows {
		mask[n-1] = 1
	}
	return mask
}

// among is the filter where dots are passed in their order.
func (s *session) among(f *filter) (*filter, error) {
	if reports, _ := f.fewest(); reports > s.frequent.gathered {
		return f.walked(), nil
	}
	g := f.alone().and(f.box.asked()...)
	for _, t := range f.told {
		events, err := s.numbers("SELECT group_concat(a.event) FROM json_each(?) r CROSS JOIN account a ON a.report = r.value AND a.event IS NOT NULL", asJSON(t.reports))
		if err != nil {
			return nil, err
		}
		g = g.and(condition{"substr(?, e.n, 1) = x'01'", []any{marked(events)}})
	}
	return g, nil
}

// asJSON writes rows for json_each.
func asJSON(rows []int64) string {
	b := []byte{'['}
	for i, n := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return string(append(b, ']'))
}

// countTold counts the events that reports tell as far as anybody wants to know: those of some reports mostly suffice.
func (s *session) countTold(reports []int64) (n int, err error) {
	for some := store.MostCounted; ; some *= 4 {
		some = min(some, len(reports))
		err = s.one("SELECT count(*) FROM (SELECT DISTINCT a.event FROM json_each(?) r CROSS JOIN account a ON a.report = r.value WHERE a.event IS NOT NULL LIMIT ?)",
			[]any{asJSON(reports[:some]), store.MostCounted + 1}, &n)
		if err != nil || n > store.MostCounted || some == len(reports) {
			return n, err
		}
	}
}
