package sqlite

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/internal/store"
)

// BenchmarkQueries asks a large ledger what pages ask, and reports the time under which 95 of 100 answers come. DATELINE_FILE names a
// ledger.db; it is copied, and its reports and events multiplied by DATELINE_TIMES with other days and places. Where DATELINE_KEEP names
// another file, the copy is kept there, to be served, and asked again by the next run.
func BenchmarkQueries(b *testing.B) {
	file := os.Getenv("DATELINE_FILE")
	if file == "" {
		b.Skip("DATELINE_FILE names no ledger")
	}
	times, err := strconv.Atoi(os.Getenv("DATELINE_TIMES"))
	if err != nil {
		times = 1
	}
	l := multiplied(b, file, times)
	asked := newAsked(b, l)
	for _, kind := range []struct {
		name string
		ask  func(store.Reader, *rand.Rand) error
	}{
		{"list", func(r store.Reader, _ *rand.Rand) error { return page(r, store.Query{}) }},
		{"words", func(r store.Reader, c *rand.Rand) error { return page(r, store.Query{Words: asked.words(c, 1)}) }},
		{"two-words", func(r store.Reader, c *rand.Rand) error { return page(r, store.Query{Words: asked.words(c, 2)}) }},
		{"act-and-country", func(r store.Reader, c *rand.Rand) error {
			row := asked.rows[c.IntN(len(asked.rows))]
			return page(r, store.Query{Acts: []string{row.Act}, Country: row.Country})
		}},
		{"outlet", func(r store.Reader, c *rand.Rand) error {
			return page(r, store.Query{Outlets: asked.rows[c.IntN(len(asked.rows))].Outlets})
		}},
		{"month", func(r store.Reader, c *rand.Rand) error {
			from := asked.rows[c.IntN(len(asked.rows))].From
			return page(r, store.Query{From: from, To: from.AddDate(0, 1, 0)})
		}},
		{"event", func(r store.Reader, c *rand.Rand) error {
			_, err := r.Event(asked.rows[c.IntN(len(asked.rows))].ID)
			return err
		}},
		{"map-of-a-country", func(r store.Reader, c *rand.Rand) error {
			row := asked.rows[c.IntN(len(asked.rows))]
			_, err := r.Dots(store.Query{Box: &store.Box{South: row.Lat - 4, North: row.Lat + 4, West: row.Lon - 5, East: row.Lon + 5}}, 5000)
			return err
		}},
		{"map-of-the-world", func(r store.Reader, _ *rand.Rand) error {
			_, err := r.Dots(store.Query{Box: &store.Box{South: -90, North: 90, West: -180, East: 180}}, 5000)
			return err
		}},
	} {
		b.Run(kind.name, func(b *testing.B) { timed(b, l, kind.ask) })
	}
}

func page(r store.Reader, q store.Query) error {
	_, err := r.Events(q)
	return err
}

// timed reports the 95th percentile by the clock, and of processor time, which others on the machine do not lengthen as much.
func timed(b *testing.B, l store.Ledger, ask func(store.Reader, *rand.Rand) error) {
	chance := rand.New(rand.NewPCG(1, 1))
	var took, spent []time.Duration
	for b.Loop() {
		start, before := time.Now(), processor()
		if err := l.Read(func(r store.Reader) error { return ask(r, chance) }); err != nil {
			b.Fatal(err)
		}
		took, spent = append(took, time.Since(start)), append(spent, processor()-before)
	}
	for unit, all := range map[string][]time.Duration{"p95-ms": took, "p95-cpu-ms": spent} {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1e3, unit)
	}
}

func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// asked is what is asked for: what the ledger holds, drawn by chance.
type asked struct {
	rows []store.Row
	body []string
}

func newAsked(b *testing.B, l store.Ledger) (a asked) {
	b.Helper()
	err := l.Read(func(r store.Reader) error {
		page, err := r.Events(store.Query{Limit: 2000, Sort: "id"})
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			if row.Placed && !row.From.IsZero() && len(a.rows) < 200 {
				a.rows = append(a.rows, row)
				body, err := r.Body(row.Members[0].Report)
				if err == nil {
					a.body = append(a.body, body)
				}
			}
		}
		return nil
	})
	if err != nil || len(a.rows) == 0 || len(a.body) == 0 {
		b.Fatalf("%d events to ask for, %v", len(a.rows), err)
	}
	return a
}

func (a asked) words(chance *rand.Rand, n int) string {
	words := slices.DeleteFunc(strings.Fields(a.body[chance.IntN(len(a.body))]), func(w string) bool { return len(w) < 5 })
	start := chance.IntN(len(words) - n + 1)
	return strings.Join(words[start:start+n], " ")
}

// multiplied is a copy of a ledger with more of everything that queries read. One that was kept is opened again.
func multiplied(b *testing.B, file string, times int) *ledger {
	b.Helper()
	kept := os.Getenv("DATELINE_KEEP")
	if _, err := os.Stat(kept); err == nil {
		return openedFor(b, kept)
	}
	from, err := OpenCopy(file)
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	to := cmp.Or(kept, filepath.Join(b.TempDir(), "ledger.db"))
	if err := from.Backup(to); err != nil {
		b.Fatal(err)
	}
	l := openedFor(b, to)
	bodies := bodiesOf(b, l)
	most := rowsOf(b, l)
	for k := 1; k < times; k++ {
		if err := l.writer.within(beginWrite, func() error { return again(l.writer, k, most, bodies) }); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.writer.do("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		b.Fatal(err)
	}
	return l
}

func openedFor(b *testing.B, file string) *ledger {
	b.Helper()
	opened, err := Open(file)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { opened.Close() })
	return opened.(*ledger)
}

// rowsOf gives the last numbers that a ledger has given to reports, accounts and events.
func rowsOf(b *testing.B, l *ledger) map[string]int64 {
	b.Helper()
	most := map[string]int64{}
	for _, table := range []string{"report", "account", "event"} {
		var n int64
		if err := l.writer.one("SELECT coalesce(max(n), 0) FROM "+table, nil, &n); err != nil {
			b.Fatal(err)
		}
		most[table] = n
	}
	return most
}

func bodiesOf(b *testing.B, l *ledger) (all []string) {
	b.Helper()
	err := l.Read(func(r store.Reader) error {
		reports, err := r.Reports("", 1<<20)
		for _, report := range reports {
			body, _ := r.Body(report.ID) // what is in quarantine has none
			all = append(all, body)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// again adds the first reports, accounts and events once more, moved by weeks and degrees.
func again(l *line, k int, most map[string]int64, bodies []string) error {
	for _, table := range []string{"report", "raw", "reading", "account", "edge", "event"} {
		if err := l.do(copyQuery(l, table, k, most)); err != nil {
			return err
		}
	}
	if err := l.do(fmt.Sprintf("INSERT INTO event_box(n, south, north, west, east) SELECT n, lat, lat, lon, lon FROM event WHERE n > %d AND lat IS NOT NULL", int64(k)*most["event"])); err != nil {
		return err
	}
	for i := range bodies {
		if err := l.do("INSERT INTO words(rowid, title, body) VALUES(?, '', ?)", int64(k)*most["report"]+int64(i)+1, bodies[(i+7*k)%len(bodies)]); err != nil {
			return err
		}
	}
	return nil
}

// numbered are the columns that hold numbers of rows, with the table whose they are.
var numbered = map[string]string{
	"report.n": "report", "account.n": "account", "event.n": "event", "account.report": "report", "account.event": "event", "raw.report": "report", "reading.report": "report",
	"edge.a": "account", "edge.b": "account",
}

func copyQuery(l *line, table string, k int, most map[string]int64) string {
	columns, _ := list[string](l, "SELECT name FROM pragma_table_info(?)", table)
	values := slices.Clone(columns)
	for i, c := range columns {
		switch table + "." + c {
		case "report.id", "event.id", "account.founds":
			values[i] = fmt.Sprintf("%s || '-%d'", c, k)
		case "event.started", "event.ended":
			values[i] = fmt.Sprintf("%s + %d", c, k*37*86400)
		case "event.lat":
			values[i] = fmt.Sprintf("max(-89, min(89, lat + %f))", float64(k%9)/4-1)
		case "event.lon":
			values[i] = fmt.Sprintf("max(-179, min(179, lon + %f))", float64(k%11)/3-2)
		default:
			if of := numbered[table+"."+c]; of != "" {
				values[i] = fmt.Sprintf("%s + %d", c, int64(k)*most[of])
			}
		}
	}
	first := map[string]string{"raw": "report", "reading": "report", "edge": "a"}[table]
	first = cmp.Or(first, "n")
	return fmt.Sprintf("INSERT INTO %s(%s) SELECT %s FROM %s WHERE %s <= %d", table, strings.Join(columns, ", "), strings.Join(values, ", "), table, first, most[numbered[table+"."+first]])
}
