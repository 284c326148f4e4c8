package ledger_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"dateline/internal/ingest"
	"dateline/internal/ledger"
	"dateline/internal/ledger/ledgertest"
	"dateline/internal/store"
)

// BenchmarkIngestFile takes the reports of the file that DATELINE_REPORTS names into a new ledger, and says how fast it went from
// window to window: a ledger must not slow down as it grows. CPU time stands beside the clock's, which others on the machine slow.
// The ledger is kept in the folder that DATELINE_LEDGER names, if it does; one that lies there already grows.
func BenchmarkIngestFile(b *testing.B) {
	file := os.Getenv("DATELINE_REPORTS")
	if file == "" {
		b.Skip("DATELINE_REPORTS names no file of reports")
	}
	c := ledgertest.Coder(b)
	for b.Loop() {
		l := grown(b, cmp.Or(os.Getenv("DATELINE_LEDGER"), b.TempDir()))
		w := newWindow(b)
		err := l.Ingest(ingest.Read([]string{file}, ingest.Options{}), c, ledger.Intake{Workers: 2, Version: "test", Tell: w.step})
		if err != nil {
			b.Fatal(err)
		}
		w.end(l)
	}
}

// grown opens the ledger of a folder, or makes one.
func grown(b *testing.B, folder string) *ledger.Ledger {
	open := ledger.Open
	if _, err := os.Stat(filepath.Join(folder, ledger.File)); err != nil {
		open = ledger.Init
	}
	l, err := open(folder, ledgertest.Linker(b), ledger.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

// window times every so many reports.
type window struct {
	b           *testing.B
	done, bytes int
	begun, last time.Time
	cpu, spent  time.Duration
}

const windowSize = 2500

func newWindow(b *testing.B) *window {
	now, cpu := time.Now(), processorTime()
	return &window{b: b, begun: now, last: now, cpu: cpu, spent: cpu}
}

func (w *window) step(s ledger.Step) {
	if w.done++; w.done%windowSize != 0 {
		return
	}
	now, spent := time.Now(), processorTime()
	fmt.Fprintf(os.Stderr, "%7d reports  %4.0f/s  %5.2f ms of CPU each\n", w.done, windowSize/now.Sub(w.last).Seconds(), (spent-w.spent).Seconds()*1e3/windowSize)
	w.last, w.spent = now, spent
}

func (w *window) end(l *ledger.Ledger) {
	w.b.ReportMetric(float64(w.done)/time.Since(w.begun).Seconds(), "reports/s")
	w.b.ReportMetric((processorTime()-w.cpu).Seconds()*1e3/float64(w.done), "cpu-ms/report")
	err := l.Read(func(r store.Reader) error {
		t, err := r.Totals()
		w.b.ReportMetric(float64(t.Bytes)/float64(t.Reports), "file-B/report")
		w.b.ReportMetric(float64(t.Accounts)/float64(t.Reports), "accounts/report")
		w.b.ReportMetric(float64(t.Events), "events")
		return err
	})
	if err != nil {
		w.b.Fatal(err)
	}
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
