package eval

import (
	"fmt"
	"strings"
)

// Report is a table of scores as JSON prints it.
type Report struct {
	Gold    string         `json:"gold"`
	Figures []FigureReport `json:"figures"`
	Misses  []Miss         `json:"misses,omitempty"`
}

// FigureReport is one figure, with the 95 % interval of F1.
type FigureReport struct {
	Name      string  `json:"name"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Right     int     `json:"right"`
	Given     int     `json:"given"`
	Wanted    int     `json:"wanted"`
}

// Report returns the scores on a file of gold, with its misses when they are asked for.
func (s *Scores) Report(gold string, misses bool) Report {
	r := Report{Gold: gold}
	for _, f := range s.Figures {
		t := f.Total()
		low, high := f.Interval()
		r.Figures = append(r.Figures, FigureReport{f.Name, t.Precision(), t.Recall(), t.F1(), low, high, t.Right, t.Given, t.Wanted})
	}
	if misses {
		r.Misses = s.Misses
	}
	return r
}

// String writes the figures as a table, one a line.
func (s *Scores) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-26s %9s %7s %6s  %-13s %7s %7s %7s\n", "figure", "precision", "recall", "F1", "95 %", "right", "given", "wanted")
	for _, f := range s.Report("", false).Figures {
		fmt.Fprintf(&b, "%-26s %9.3f %7.3f %6.3f  %.3f–%.3f   %7d %7d %7d\n", f.Name, f.Precision, f.Recall, f.F1, f.Low, f.High, f.Right, f.Given, f.Wanted)
	}
	return b.String()
}

// String writes m on one line.
func (m Miss) String() string {
	line := fmt.Sprintf("%-8s %-24s %s: %s", m.What, m.Figure, m.File, strings.Join(strings.Fields(m.Words), " "))
	if m.Detail != "" {
		line += " (" + m.Detail + ")"
	}
	return line
}
