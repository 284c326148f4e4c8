//go:build unix

package where

import (
	"syscall"
	"testing"
	"time"
)

// reportProcessorTime adds the speed by processor time of all threads, which other work on the machine does not change much.
func reportProcessorTime(b *testing.B, bytes int, step func()) {
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before) // a mere measurement: no figure without it
	done := 0
	for b.Loop() {
		step()
		done += bytes
	}
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	spent := time.Duration(after.Utime.Nano() - before.Utime.Nano() + after.Stime.Nano() - before.Stime.Nano())
	b.ReportMetric(float64(done)/1e6/spent.Seconds(), "MB/cpu-s")
}
