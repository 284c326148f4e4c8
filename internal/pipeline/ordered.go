package pipeline

import (
	"iter"
	"sync"
)

// ahead is how many items a worker may be ahead of the one that is written next: enough that a long report does not
// keep the others waiting, few enough that memory stays flat.
const ahead = 8

// Ordered works on the items of in with a number of workers and hands the results to emit in the order of the items.
// newWorker is called once for each worker; what it returns is used by that worker alone. The first error of emit ends
// the work and is returned. One worker runs in the calling goroutine.
func Ordered[In, Out any](in iter.Seq[In], workers int, newWorker func() func(In) Out, emit func(Out) error) error {
	if workers <= 1 {
		return inLine(in, newWorker(), emit)
	}
	type job struct {
		item In
		done chan Out
	}
	jobs, queue, stop := make(chan job), make(chan job, ahead*workers), make(chan struct{})
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			work := newWorker()
			for j := range jobs {
				j.done <- work(j.item)
			}
		})
	}
	running.Go(func() {
		defer close(queue)
		defer close(jobs)
		for item := range in {
			j := job{item, make(chan Out, 1)}
			select {
			case queue <- j:
			case <-stop:
				return
			}
			jobs <- j
		}
	})
	var failed error
	for j := range queue {
		result := <-j.done
		if failed == nil {
			if failed = emit(result); failed != nil {
				close(stop)
			}
		}
	}
	running.Wait()
	return failed
}

func inLine[In, Out any](in iter.Seq[In], work func(In) Out, emit func(Out) error) error {
	for item := range in {
		if err := emit(work(item)); err != nil {
			return err
		}
	}
	return nil
}
