// Package rule reads the folders rules/ and codebook/, in which linguistic knowledge stands as data, and matches it
// over tokens and trees. doc/rules.md describes the notation for those who write such files.
//
// A Book holds one language: lists of words, topics of sequence rules, and the links that read a tree. A Codebook holds
// the acts. Both are safe for use by many goroutines once loaded.
package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mistake is something wrong in a file of rules or of the codebook.
type Mistake struct {
	File string
	Line int // from 1
	What string
}

// String writes m as file:line: what.
func (m Mistake) String() string { return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.What) }

// Mistakes is all that is wrong, in order of file and line. As an error it has one line for each.
type Mistakes []Mistake

// Error returns one line for each mistake.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}

// add notes a mistake at a place.
func (ms *Mistakes) add(at place, format string, args ...any) {
	*ms = append(*ms, Mistake{at.file, at.line, fmt.Sprintf(format, args...)})
}

// err returns the mistakes in order, nil when there are none.
func (ms Mistakes) err() error {
	if len(ms) == 0 {
		return nil
	}
	return ms.sorted()
}

// sorted orders the mistakes by file and line.
func (ms Mistakes) sorted() Mistakes {
	slices.SortStableFunc(ms, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
	return ms
}

// place is where something stands in a file.
type place struct {
	file string
	line int
}
