package eval

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"
)

// Task is something to be timed over many texts: Run works on all of them with a number of workers and returns how many
// tokens it read.
type Task struct {
	Name string
	Run  func(workers int) (tokens int, err error)
}

// rounds is how often each task runs; the machine may be noisy, so medians are given, and all tasks of a round run one
// after the other so that they share its noise.
const rounds = 5

// Speed is the outcome of timing one task with a number of workers.
type Speed struct {
	Task    string
	Workers int
	Tokens  int       // of one round
	Wall    []float64 // tokens per second of wall clock, a round each
	CPU     []float64 // tokens per second of processor time, user and system, of the whole process
}

// Bench times tasks with each number of workers, five rounds of all. The processors that Go may use are as many as the
// workers, so that with one worker the collector of garbage has no core of its own.
func Bench(tasks []Task, workers []int) ([]Speed, error) {
	var speeds []Speed
	for range rounds {
		at := 0
		for _, n := range workers {
			before := runtime.GOMAXPROCS(n)
			for _, task := range tasks {
				if at == len(speeds) {
					speeds = append(speeds, Speed{Task: task.Name, Workers: n})
				}
				if err := speeds[at].round(task); err != nil {
					return nil, err
				}
				at++
			}
			runtime.GOMAXPROCS(before)
		}
	}
	return speeds, nil
}

func (s *Speed) round(task Task) error {
	runtime.GC()
	cpu, start := processorTime(), time.Now()
	tokens, err := task.Run(s.Workers)
	if err != nil {
		return fmt.Errorf("%s: %w", task.Name, err)
	}
	s.Tokens = tokens
	s.Wall = append(s.Wall, float64(tokens)/time.Since(start).Seconds())
	s.CPU = append(s.CPU, float64(tokens)/(processorTime()-cpu).Seconds())
	return nil
}

// WriteSpeeds prints speeds as a table of medians, with the ratio of each task's wall clock to that of its first number of workers.
func WriteSpeeds(w io.Writer, speeds []Speed) {
	fmt.Fprintf(w, "%-34s %7s %9s %14s %14s %6s\n", "task", "workers", "tokens", "tokens/s wall", "tokens/s CPU", "ratio")
	first := map[string]float64{}
	for _, s := range speeds {
		wall := median(s.Wall)
		if first[s.Task] == 0 {
			first[s.Task] = wall
		}
		fmt.Fprintf(w, "%-34s %7d %9d %14.0f %14.0f %6.2f\n", s.Task, s.Workers, s.Tokens, wall, median(s.CPU), wall/first[s.Task])
	}
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
