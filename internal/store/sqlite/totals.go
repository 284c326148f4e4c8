package sqlite

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"dateline/internal/store"
	"dateline/internal/text"
)

// Counting that takes longer than longCount is done again only when countAgain times as long has passed.
const (
	longCount  = 50 * time.Millisecond
	countAgain = 20
)

// count is what a ledger held when it was counted.
type count struct {
	store.Totals
	at   time.Time
	took time.Duration
}

// lasts reports whether a count is given for some moments more, though the ledger has changed.
func (c *count) lasts() bool {
	return c != nil && c.took >= longCount && time.Since(c.at) <= countAgain*c.took
}

// Totals are counted once for each state of the file: every page asks for them, and to count takes long. Where it takes so long that those who decide
// would keep those who read waiting, the totals of a state before are given for some moments more, whoever counted them.
func (s *session) Totals() (t store.Totals, err error) {
	if s.writes {
		return s.countAll()
	}
	var state int64
	if err := s.one("PRAGMA data_version", nil, &state); err != nil {
		return t, err
	}
	if s.line.counted == nil || s.line.state != state {
		lately, fresh, err := s.recount()
		if err != nil {
			return t, err
		}
		if s.line.counted, s.line.state = lately, 0; fresh {
			s.line.state = state // else it is counted again when that is due
		}
	}
	t = s.line.counted.Totals
	t.Outlets, t.Acts, t.Languages, t.Reasons, t.States = maps.Clone(t.Outlets), maps.Clone(t.Acts), maps.Clone(t.Languages), maps.Clone(t.Reasons), maps.Clone(t.States)
	return t, nil
}

// recount counts, unless that was done lately. One counts at a time.
func (s *session) recount() (c *count, fresh bool, err error) {
	s.counting.Lock()
	defer s.counting.Unlock()
	if s.lately.lasts() {
		return s.lately, false, nil
	}
	start := time.Now()
	totals, err := s.countAll()
	if err != nil {
		return nil, false, err
	}
	s.lately = &count{totals, time.Now(), time.Since(start)}
	return s.lately, true, nil
}

func (s *session) countAll() (t store.Totals, err error) {
	var pages, size int64
	for _, count := range []struct {
		query string
		into  any
	}{
		{"SELECT count(*) FROM report", &t.Reports}, {"SELECT count(*) FROM account", &t.Accounts},
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
		{"SELECT act, count(*) FROM event GROUP BY 1", t.Acts},
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
	for _, n := range t.Acts {
		t.Events += n
	}
	return s.languages(t)
}

// languages counts the reports of each language, and finds the first and the last day of publication: one index has both.
func (s *session) languages(t *store.Totals) error {
	var least, most string // days as they are kept sort as they follow each other
	err := s.each("SELECT language, count(*), coalesce(min(nullif(published, '')), ''), max(published) FROM report GROUP BY 1", nil, func(scan func(...any) error) error {
		var language, first, last string
		var n int
		if err := scan(&language, &n, &first, &last); err != nil {
			return err
		}
		if language != "" {
			t.Languages[language] = n
		}
		if first != "" && (least == "" || first < least) {
			least = first
		}
		most = max(most, last)
		return nil
	})
	t.First, t.Last = text.ParseDay(least), text.ParseDay(most)
	return err
}

func sortedKeys[K cmp.Ordered, V any](set map[K]V) []K { return slices.Sorted(maps.Keys(set)) }
