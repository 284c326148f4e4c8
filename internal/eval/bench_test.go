package eval

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestBenchRunsEveryTaskWithEveryNumberOfWorkers(t *testing.T) {
	var seen []int
	task := Task{"count", func(workers int) (int, error) {
		seen = append(seen, workers)
		return 1000, nil
	}}
	speeds, err := Bench([]Task{task}, []int{1, 2})
	if err != nil {
		t.Fatal(err)
	}
	if want := slices.Repeat([]int{1, 2}, rounds); !slices.Equal(seen, want) {
		t.Errorf("ran with %v workers, want %v", seen, want)
	}
	var table strings.Builder
	WriteSpeeds(&table, speeds)
	if lines := strings.Count(table.String(), "\n"); lines != 3 {
		t.Errorf("a table of %d lines, want a head and two rows:\n%s", lines, table.String())
	}
}

func TestMedianIsOfTheMiddle(t *testing.T) {
	if got := median([]float64{9, 1, 5}); got != 5 {
		t.Errorf("median %v, want 5", got)
	}
}

func TestPeakMemoryIsKnown(t *testing.T) {
	if runtime.GOOS != "windows" && PeakMemory() <= 0 {
		t.Error("the peak of memory is not known on this system")
	}
}
