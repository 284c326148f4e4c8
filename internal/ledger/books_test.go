package ledger

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"dateline/codebook"
	"dateline/internal/ingest"
	"dateline/internal/link"
	"dateline/internal/store"
)

// BenchmarkBooks takes the coded reports of the ledger in the folder that DATELINE_FOLDER names into a new one: what storing and
// linking cost without coding, by windows, and what file they make. DATELINE_MOST ends it after so many reports.
func BenchmarkBooks(b *testing.B) {
	folder := os.Getenv("DATELINE_FOLDER")
	if folder == "" {
		b.Skip("DATELINE_FOLDER names no folder of a ledger")
	}
	linker, err := link.New(codebook.FS)
	if err != nil {
		b.Fatal(err)
	}
	from, err := Open(folder, linker, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	for b.Loop() {
		to, err := Init(filepath.Join(b.TempDir(), "books"), linker, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := rebook(b, from, to); err != nil {
			b.Fatal(err)
		}
		to.Close()
	}
}

// rebook copies reports batch by batch, in the order of their ids.
func rebook(b *testing.B, from, to *Ledger) error {
	const window = 1000
	var spent, before time.Duration
	done, raw := 0, 0
	most, err := strconv.Atoi(os.Getenv("DATELINE_MOST"))
	if err != nil {
		most = math.MaxInt
	}
	for after := ""; ; {
		all, err := arrivalsAfter(from, after)
		if err != nil || len(all) == 0 || done >= most {
			b.ReportMetric(spent.Seconds()*1e3/float64(done), "cpu-ms/report")
			b.ReportMetric(float64(raw)/float64(done), "raw-B/report")
			return reportTotals(b, to)
		}
		for _, a := range all {
			raw += len(a.item.Raw)
		}
		begun := processor()
		if err := to.take(all, Intake{Version: "test", Tell: func(Step) {}}); err != nil {
			return err
		}
		spent += processor() - begun
		if done += len(all); done%window == 0 {
			fmt.Fprintf(os.Stderr, "%7d reports  %5.2f ms of CPU each\n", done, (spent-before).Seconds()*1e3/window)
			before = spent
		}
		after = all[len(all)-1].item.ID
	}
}

// arrivalsAfter gives a batch of what a ledger holds as if it had just been coded.
func arrivalsAfter(l *Ledger, after string) (all []arrival, err error) {
	err = l.Read(func(r store.Reader) error {
		reports, err := r.Reports(after, batch)
		for _, report := range reports {
			a := arrival{item: ingest.Item{ID: report.ID, File: report.File, Format: ingest.Format(report.Format), Report: report.Report}}
			if a.item.Raw, err = r.Raw(report.ID); err != nil {
				return err
			}
			if a.reading, err = r.Reading(report.ID); err != nil {
				continue // in quarantine
			}
			a.copyKeys, a.tellings = keysOf(a.reading), l.linker.Tell(a.reading)
			all = append(all, a)
		}
		return err
	})
	return all, err
}

func reportTotals(b *testing.B, l *Ledger) error {
	return l.Read(func(r store.Reader) error {
		t, err := r.Totals()
		b.ReportMetric(float64(t.Bytes)/float64(t.Reports), "file-B/report")
		b.ReportMetric(float64(t.Accounts)/float64(t.Reports), "accounts/report")
		b.ReportMetric(float64(t.Events), "events")
		return err
	})
}

func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
