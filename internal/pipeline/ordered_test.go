package pipeline

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func count(n int) []int {
	items := make([]int, n)
	for i := range items {
		items[i] = i
	}
	return items
}

// uneven squares numbers, some of them slowly, so that workers overtake each other.
func uneven() func(int) int {
	return func(i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i * i
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	var want []int
	for _, i := range count(200) {
		want = append(want, i*i)
	}
	for _, workers := range []int{0, 1, 2, 5} {
		var got []int
		err := Ordered(slices.Values(count(200)), workers, uneven, func(square int) error {
			got = append(got, square)
			return nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d workers: %v, %v", workers, got, err)
		}
	}
}

func TestOrderedEndsAtTheFirstError(t *testing.T) {
	full := errors.New("disk full")
	for _, workers := range []int{1, 3} {
		emitted := 0
		err := Ordered(slices.Values(count(1000)), workers, uneven, func(int) error {
			emitted++
			if emitted == 10 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || emitted != 10 {
			t.Errorf("%d workers: %d emitted, error %v", workers, emitted, err)
		}
	}
}
