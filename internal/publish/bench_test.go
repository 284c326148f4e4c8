package publish

import (
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/ledger"
	"dateline/internal/publish/gate"
	"dateline/internal/publish/sheet"
	"dateline/internal/store"
)

// BenchmarkOpen is the look at all reports that comes before everything that leaves the ledger of the folder that DATELINE_LEDGER names.
func BenchmarkOpen(b *testing.B) {
	l := benched(b)
	timed(b, l, func() { looked(b, l) })
}

// BenchmarkExport writes each table of that ledger, and each shape, the look before it included.
func BenchmarkExport(b *testing.B) {
	l := benched(b)
	for _, t := range Tables() {
		b.Run(t.Name, func(b *testing.B) {
			timed(b, l, func() {
				if _, err := t.Write(looked(b, l), sheet.NewMeter(io.Discard), sheet.CSV); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
	for _, s := range Shapes() {
		b.Run(s.Name, func(b *testing.B) {
			timed(b, l, func() {
				if _, err := s.Write(looked(b, l), sheet.NewMeter(io.Discard)); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkDraft draws the next release of that ledger without logging it.
func BenchmarkDraft(b *testing.B) {
	l := benched(b)
	timed(b, l, func() {
		if _, _, err := looked(b, l).Draft(Manifest{}, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), codebook.FS); err != nil {
			b.Fatal(err)
		}
	})
}

// benched opens the ledger that is measured.
func benched(b *testing.B) *ledger.Ledger {
	folder := os.Getenv("DATELINE_LEDGER")
	if folder == "" {
		b.Skip("DATELINE_LEDGER names no ledger")
	}
	l, err := ledger.Open(folder, linker(b), ledger.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

func looked(b *testing.B, l *ledger.Ledger) *Book {
	b.Helper()
	book, err := Open(l, linker(b), gate.Key(strings.Repeat("k", 32)), codebook.FS, Options{ShortFile: true})
	if err != nil {
		b.Fatal(err)
	}
	return book
}

// timed says how much time of processors a report of the ledger takes: the clock's says little where others work on the machine.
func timed(b *testing.B, l *ledger.Ledger, f func()) {
	reports := 0
	b.Helper()
	cpu, n := processorTime(), 0
	for b.Loop() {
		f()
		n++
	}
	err := l.Read(func(r store.Reader) error { t, err := r.Totals(); reports = t.Reports; return err })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric((processorTime()-cpu).Seconds()*1e3/float64(n*max(1, reports)), "cpu-ms/report")
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
