package eval

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Sure is an account with the confidence that the program has in it, and whether the gold has it.
type Sure struct {
	Confidence float64
	Right      bool
}

// sure notes for each given account whether it was paired with one of the gold.
func (j judge) sure(pairs []pair) {
	for i, a := range j.given.Accounts {
		right := slices.ContainsFunc(pairs, func(p pair) bool { return p.given == i })
		j.Sure = append(j.Sure, Sure{a.Confidence, right})
	}
}

// edges part confidence into the rows of a reliability table.
var edges = []float64{0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01}

// Row is one row of a reliability table: accounts whose confidence lies in [From, To), how many, what confidence they have in the
// mean, and what share of them is right.
type Row struct {
	From, To        float64
	Accounts        int
	Claimed, Proved float64
}

// Reliability sorts accounts by their confidence (reliability diagram: DeGroot and Fienberg 1983). Rows without accounts are left out.
func Reliability(all []Sure) []Row {
	var rows []Row
	for i := range len(edges) - 1 {
		row := Row{From: edges[i], To: min(edges[i+1], 1)}
		for _, s := range all {
			if s.Confidence >= edges[i] && s.Confidence < edges[i+1] {
				row.Accounts++
				row.Claimed += s.Confidence
				row.Proved += truth(s)
			}
		}
		if n := float64(row.Accounts); n > 0 {
			row.Claimed, row.Proved = row.Claimed/n, row.Proved/n
			rows = append(rows, row)
		}
	}
	return rows
}

func truth(s Sure) float64 {
	if s.Right {
		return 1
	}
	return 0
}

// Calibration gives the expected calibration error over the rows (Naeini et al. 2015) and the Brier score; 0 is best for both.
func Calibration(all []Sure) (expected, brier float64) {
	if len(all) == 0 {
		return 0, 0
	}
	for _, row := range Reliability(all) {
		expected += float64(row.Accounts) * math.Abs(row.Claimed-row.Proved)
	}
	for _, s := range all {
		brier += (s.Confidence - truth(s)) * (s.Confidence - truth(s))
	}
	n := float64(len(all))
	return expected / n, brier / n
}

// ReliabilityTable prints the rows with the two errors beneath.
func (s *Scores) ReliabilityTable() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%-14s %9s %9s %9s\n", "confidence", "accounts", "claimed", "right")
	for _, row := range Reliability(s.Sure) {
		fmt.Fprintf(&out, "%.2f–%.2f %14d %9.2f %9.2f\n", row.From, row.To, row.Accounts, row.Claimed, row.Proved)
	}
	expected, brier := Calibration(s.Sure)
	fmt.Fprintf(&out, "%d accounts; expected calibration error %.3f, Brier score %.3f\n", len(s.Sure), expected, brier)
	return out.String()
}
