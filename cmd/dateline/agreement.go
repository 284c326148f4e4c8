package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/internal/agree"
	"dateline/internal/ledger"
	"dateline/internal/round"
	"dateline/internal/store"
)

// agreement holds the flags of `dateline agreement`.
type agreement struct {
	ledger          ledgerFlags
	reports, events int
	terms           round.Terms
	by, why         string
	figures         string
	json, dry       bool
}

func newAgreement() *cobra.Command {
	var f agreement
	c := &cobra.Command{
		Use:   "agreement [ROUND | draw | close ROUND]",
		Short: "Have people code the same reports blind, and measure how far they agree",
		Long: "Draws a sample of whole reports for two coders or more, who code it on the pages without seeing each other's answers; ends a round; and\n" +
			"prints the agreement of a round that is closed: Krippendorff's alpha for each question, with the interval in which it lies for 95 of 100 such\n" +
			"samples, among people and of the program with people. Without arguments the rounds are listed.",
		Example: "  dateline agreement draw --reports 40 --seed 7 --coders ada,ben --hide-machine\n" +
			"  dateline agreement close 1\n" +
			"  dateline agreement 1 --figures interval",
		RunE: f.run,
	}
	flags := c.Flags()
	f.ledger.add(flags)
	flags.IntVar(&f.reports, "reports", 0, "of draw: how many reports")
	flags.IntVar(&f.events, "events", 0, "of draw: how many events instead, each with all reports that tell it")
	flags.Uint64Var(&f.terms.Seed, "seed", 1, "of draw: the same seed draws the same reports from the same ledger")
	flags.StringSliceVar(&f.terms.Coders, "coders", nil, "of draw: who codes, two names or more")
	flags.StringVar(&f.terms.Name, "name", "", "of draw: what people call the round")
	flags.BoolVar(&f.terms.HideMachine, "hide-machine", false, "of draw: coders do not see what the program reads in these reports while the round is open")
	flags.BoolVar(&f.dry, "dry-run", false, "of draw: print what would be drawn, and start no round")
	flags.StringVar(&f.by, "by", "", "who draws or closes; your user name where it is not given")
	flags.StringVar(&f.why, "why", "", "of close: the reason, kept in the log")
	flags.StringVar(&f.figures, "figures", "ratio", "the scale on which figures are compared: ratio, interval or ordinal")
	flags.BoolVar(&f.json, "json", false, "print JSON")
	return c
}

func (f *agreement) run(c *cobra.Command, args []string) error {
	if !slices.Contains(round.Scales, f.figures) {
		return useError{fmt.Errorf("figures are compared on the scales %s, not %q", strings.Join(round.Scales, ", "), f.figures)}
	}
	if f.by == "" {
		f.by = userName()
	}
	l, err := f.ledger.open()
	if err != nil {
		return err
	}
	defer l.Close()
	out := c.OutOrStdout()
	switch {
	case len(args) == 0:
		return l.Read(func(r store.Reader) error { return f.list(out, r) })
	case args[0] == "draw" && len(args) == 1:
		return asUse(f.draw(out, l))
	case args[0] == "close" && len(args) == 2:
		return f.ofRound(args[1], func(n int) error { return round.Close(l, n, f.by, f.why) })
	case len(args) == 1:
		return f.ofRound(args[0], func(n int) error {
			return l.Read(func(r store.Reader) error { return f.measure(out, r, n) })
		})
	}
	return useError{errors.New("say draw, close ROUND, or the number of a round")}
}

// asUse tells what was asked wrongly from what has failed.
func asUse(err error) error {
	if errors.Is(err, round.ErrTerms) || errors.Is(err, round.ErrOpen) || errors.Is(err, round.ErrClosed) {
		return useError{err}
	}
	return err
}

func (f *agreement) ofRound(arg string, do func(int) error) error {
	number, err := strconv.Atoi(strings.TrimPrefix(arg, "round-"))
	if err != nil {
		return useError{fmt.Errorf("a round is named by its number, not by %q", arg)}
	}
	err = do(number)
	if errors.Is(err, store.ErrMissing) {
		return useError{fmt.Errorf("there is no round %d", number)}
	}
	return asUse(err)
}

func (f *agreement) draw(out io.Writer, l *ledger.Ledger) error {
	f.terms.Of, f.terms.Size = "reports", f.reports
	if f.events > 0 {
		f.terms.Of, f.terms.Size = "events", f.events
	}
	if !f.dry {
		r, err := round.Start(l, f.terms, f.by)
		if err != nil {
			return err
		}
		return f.say(out, r, "")
	}
	return l.Read(func(r store.Reader) error {
		units, err := round.Draw(r, f.terms)
		if err != nil {
			return err
		}
		return f.say(out, round.Round{Terms: f.terms, Units: units, By: f.by, At: time.Time{}}, "would be drawn: ")
	})
}

// said is a round in JSON.
type said struct {
	Round int `json:"round"`
	round.Terms
	By     string         `json:"by"`
	At     time.Time      `json:"at,omitzero"`
	Closed time.Time      `json:"closed,omitzero"`
	Units  []round.Unit   `json:"units"`
	Done   map[string]int `json:"done,omitempty"` // units that each coder has answered
}

func (f *agreement) say(out io.Writer, r round.Round, before string) error {
	if f.json {
		return json.NewEncoder(out).Encode(said{r.Number, r.Terms, r.By, r.At, r.Closed, r.Units, nil})
	}
	_, err := fmt.Fprintf(out, "%s%s\n", before, inWords(r))
	return err
}

// inWords writes a round in a line.
func inWords(r round.Round) string {
	line := ""
	if r.Number > 0 {
		line = fmt.Sprintf("round %d: ", r.Number)
	}
	if r.Name != "" {
		line += r.Name + "; "
	}
	line += fmt.Sprintf("%d %s drawn with seed %d, %d accounts of %d reports; coders %s", r.Size, r.Of, r.Seed, len(r.Units), len(r.Reports()), strings.Join(r.Coders, ", "))
	if r.HideMachine {
		line += "; what the program reads is hidden from them"
	}
	return line
}

func (f *agreement) list(out io.Writer, r store.Reader) error {
	all, err := round.List(r)
	if err != nil {
		return err
	}
	for _, one := range all {
		done, err := round.Progress(r, one)
		if err != nil {
			return err
		}
		if f.json {
			if err := json.NewEncoder(out).Encode(said{one.Number, one.Terms, one.By, one.At, one.Closed, one.Units, done}); err != nil {
				return err
			}
			continue
		}
		state := "closed " + one.Closed.Format(time.DateOnly)
		if one.Open() {
			var parts []string
			for _, coder := range one.Coders {
				parts = append(parts, fmt.Sprintf("%s %d", coder, done[coder]))
			}
			state = "open, coded so far: " + strings.Join(parts, ", ")
		}
		fmt.Fprintf(out, "%s; %s\n", inWords(one), state)
	}
	return nil
}

func (f *agreement) measure(out io.Writer, r store.Reader, number int) error {
	of, err := round.Find(r, number)
	if err != nil {
		return err
	}
	a, err := round.Measure(r, of, f.figures)
	if err != nil {
		return err
	}
	if f.json {
		return json.NewEncoder(out).Encode(a)
	}
	fmt.Fprintf(out, "%s\n\n%-12s %-9s %6s %7s %5s  %-19s  %s\n", inWords(of), "question", "scale", "units", "differ", "gaps", "people", "program")
	for _, field := range a.Fields {
		fmt.Fprintf(out, "%-12s %-9s %6d %7d %5d  %-19s  %s\n", field.Name, field.Scale, field.People.Units, field.People.Different, field.Gaps, alphaText(field.People), alphaText(field.Machine))
	}
	_, err = fmt.Fprintln(out, "\nKrippendorff's alpha with its 95 % interval over reports: 1 is perfect agreement, 0 what chance would give; 0.800 and more bears firm\nconclusions, 0.667 and more tentative ones. A dash: too little was coded twice, or the answers never vary.")
	return err
}

func alphaText(e agree.Estimate) string {
	switch {
	case !e.Known:
		return "–"
	case !e.Bounded:
		return fmt.Sprintf("%.3f", e.Alpha)
	}
	return fmt.Sprintf("%.3f (%.3f–%.3f)", e.Alpha, e.Low, e.High)
}
