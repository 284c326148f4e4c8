package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Floor holds the least F1 of figures, in [0, 1], by the file name of their gold: a ratchet, raised by hand when a score has
// risen for good.
type Floor map[string]map[string]float64

// ReadFloor reads lines of a gold's file name, a figure and its least score, with tabs between. Empty lines and lines that
// begin with # are passed over.
func ReadFloor(r io.Reader) (Floor, error) {
	floor, number := Floor{}, 0
	for lines := bufio.NewScanner(r); lines.Scan(); {
		number++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if err := floor.add(strings.Split(line, "\t")); err != nil {
			return nil, fmt.Errorf("line %d: %w: %q", number, err, line)
		}
	}
	return floor, nil
}

func (f Floor) add(cells []string) error {
	if len(cells) != 3 {
		return errors.New("want a gold file, a figure and a score, with tabs between")
	}
	gold, figure := cells[0], cells[1]
	least, err := strconv.ParseFloat(cells[2], 64)
	if err != nil {
		return errors.New("the score is no number")
	}
	if f[gold] == nil {
		f[gold] = map[string]float64{}
	}
	if _, twice := f[gold][figure]; twice {
		return errors.New("stands twice")
	}
	f[gold][figure] = least
	return nil
}

// Below lists, in words, the figures of a gold file that lie below their floor, and those with a floor that were not scored.
func (f Floor) Below(gold string, s *Scores) []string {
	var below []string
	seen := map[string]bool{}
	for _, figure := range s.Figures {
		seen[figure.Name] = true
		if score, least := figure.Total().F1(), f[gold][figure.Name]; score < least {
			below = append(below, fmt.Sprintf("%s: %s: F1 %.3f is below its floor of %.3f", gold, figure.Name, score, least))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f[gold])) {
		if !seen[name] {
			below = append(below, fmt.Sprintf("%s: %s: has a floor, but was not scored", gold, name))
		}
	}
	return below
}
