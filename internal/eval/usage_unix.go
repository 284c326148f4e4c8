//go:build unix

package eval

import (
	"runtime"
	"syscall"
	"time"
)

// processorTime is what the process has used so far, of all threads.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// PeakMemory is the most memory that the process has held so far, in bytes, as the kernel counts it; 0 where it does not.
func PeakMemory() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	unit := int64(1 << 10)
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return int64(used.Maxrss) * unit
}
