package store

import (
	"iter"

	"dateline/internal/record"
)

// page is how many reports or decisions are read at a time by those who go through all of them.
const page = 1000

// EachReport goes through the reports by id, without Raw. After an error there are no more.
func EachReport(r Reader) iter.Seq2[Report, error] {
	return each("", r.Reports, func(report Report) string { return report.ID })
}

// EachDecision goes through the log by Seq, from the decision behind after on. After an error there are no more.
func EachDecision(r Reader, after int64) iter.Seq2[record.Decision, error] {
	return each(after, r.Decisions, func(d record.Decision) int64 { return d.Seq })
}

// each goes through what is read in pages, each of which begins behind the key of the last.
func each[K, V any](after K, read func(K, int) ([]V, error), key func(V) K) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		after := after // it may be gone through again
		for {
			some, err := read(after, page)
			if err != nil {
				var none V
				yield(none, err)
				return
			}
			for _, v := range some {
				if after = key(v); !yield(v, nil) {
					return
				}
			}
			if len(some) == 0 {
				return
			}
		}
	}
}
