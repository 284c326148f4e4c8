package eval

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Floor holds the least score of each figure, in [0, 1]: a ratchet, raised by hand when a score has risen for good.
type Floor map[string]float64

// ReadFloor reads lines of "figure TAB least score". Empty lines and lines that begin with # are passed over.
func ReadFloor(r io.Reader) (Floor, error) {
	floor, number := Floor{}, 0
	for lines := bufio.NewScanner(r); lines.Scan(); {
		number++
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		figure, value, tab := strings.Cut(line, "\t")
		least, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if !tab || err != nil {
			return nil, fmt.Errorf("line %d: want a figure, a tab and a score, have %q", number, line)
		}
		if _, twice := floor[figure]; twice {
			return nil, fmt.Errorf("line %d: %q stands twice", number, figure)
		}
		floor[figure] = least
	}
	return floor, nil
}

// Below lists the figures of s that lie below the floor, and those of the floor that s does not have, in words.
func (f Floor) Below(s *Scores) []string {
	var below []string
	seen := map[string]bool{}
	for _, figure := range s.Figures {
		seen[figure.Name] = true
		if score, least := figure.Total().F1(), f[figure.Name]; score < least {
			below = append(below, fmt.Sprintf("%s: F1 %.3f is below its floor of %.3f", figure.Name, score, least))
		}
	}
	for _, name := range sortedKeys(f) {
		if !seen[name] {
			below = append(below, name+": has a floor, but was not scored")
		}
	}
	return below
}

func sortedKeys(f Floor) []string { return slices.Sorted(maps.Keys(f)) }
