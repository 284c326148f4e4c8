// Package round lets people code the same accounts blind, measures how far they agree, and settles what they differ on.
//
// A round is a sample of whole reports given to two coders or more. Each answers the same questions on every account of them without
// seeing what the others answer. All of it stands in the ledger's log: the terms of the round, each answer, and its end. Answers bind
// nothing. When the round is closed, agreement is measured, and a curator settles by ordinary decisions what coders differ on.
package round

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// The errors that callers tell apart. ErrTerms is what cannot be done as it was asked; the error says why.
var (
	ErrTerms  = errors.New("this cannot be done")
	ErrClosed = errors.New("this round is closed")
	ErrOpen   = errors.New("this round is not closed yet")
)

// Terms are what a curator asks for.
type Terms struct {
	Name        string   `json:"name,omitempty"`
	Of          string   `json:"of"`   // what is drawn: "reports", or "events" with all the reports that tell them
	Size        int      `json:"size"` // how many of them
	Seed        uint64   `json:"seed"` // the same seed draws the same from the same ledger
	Coders      []string `json:"coders"`
	HideMachine bool     `json:"hide_machine"` // coders do not see what the program reads in these reports
}

// Unit is an account to be coded: what the report tells at the place of these words.
type Unit struct {
	Account   record.AccountID `json:"account"`
	text.Span                  // of its trigger, in bytes of the body
}

// Report is the report that tells a unit.
func (u Unit) Report() string {
	report, _, _ := strings.Cut(string(u.Account), "#")
	return report
}

// Round is one round of blind coding.
type Round struct {
	Number int
	Terms
	Units  []Unit // report by report, each whole, in the order of the draw
	By     string // who drew it
	At     time.Time
	Closed time.Time // zero while it is open
}

// Open reports whether coders still answer.
func (r Round) Open() bool { return r.Closed.IsZero() }

// Codes reports whether somebody is a coder of the round.
func (r Round) Codes(who string) bool { return slices.Contains(r.Coders, who) }

// Unit finds a unit by its account; -1 where the round has none.
func (r Round) Unit(account record.AccountID) int {
	return slices.IndexFunc(r.Units, func(u Unit) bool { return u.Account == account })
}

// Reports are the reports of the round, in the order of the draw.
func (r Round) Reports() (all []string) {
	for _, u := range r.Units {
		if !slices.Contains(all, u.Report()) {
			all = append(all, u.Report())
		}
	}
	return all
}

// The names under which rounds are found in the log.
const everyRound = "rounds"

func name(number int) string { return "round-" + strconv.Itoa(number) }

// terms is what the decision that opens a round holds.
type terms struct {
	Terms
	Units []Unit `json:"units"`
}

// Start draws a sample and logs it as a new round.
func Start(l *ledger.Ledger, asked Terms, by string) (r Round, err error) {
	if asked, err = checked(asked); err != nil {
		return r, err
	}
	err = l.Write(func(w store.Writer) error {
		units, err := draw(w, asked)
		if err != nil {
			return err
		}
		before, err := List(w)
		if err != nil {
			return err
		}
		said, err := json.Marshal(terms{asked, units})
		if err != nil {
			return err
		}
		number := len(before) + 1
		d, err := w.Append(record.Decision{At: l.Now(), By: by, Verb: record.RoundOpened, Subjects: []string{everyRound, name(number)}, Field: name(number), New: string(said)})
		r = Round{Number: number, Terms: asked, Units: units, By: by, At: d.At}
		return err
	})
	return r, err
}

// Bounds of a round.
const (
	mostSize  = 500
	mostUnits = 5000
)

// checked puts terms in order, or says what is wrong with them.
func checked(t Terms) (Terms, error) {
	t.Coders = slices.Compact(slices.Sorted(slices.Values(t.Coders)))
	t.Coders = slices.DeleteFunc(t.Coders, func(c string) bool { return strings.TrimSpace(c) == "" })
	switch {
	case t.Of != "reports" && t.Of != "events":
		return t, fmt.Errorf("%w: a sample is of reports or of events, not of %q", ErrTerms, t.Of)
	case t.Size < 1 || t.Size > mostSize:
		return t, fmt.Errorf("%w: a sample has 1 to %d %s", ErrTerms, mostSize, t.Of)
	case len(t.Coders) < 2:
		return t, fmt.Errorf("%w: it takes two coders at least", ErrTerms)
	}
	return t, nil
}

// List gives all rounds, in order.
func List(r store.Reader) ([]Round, error) {
	log, err := r.DecisionsOn(everyRound)
	if err != nil {
		return nil, err
	}
	var all []Round
	for _, d := range log {
		switch d.Verb {
		case record.RoundOpened:
			var said terms
			if err := json.Unmarshal([]byte(d.New), &said); err != nil {
				return nil, fmt.Errorf("decision %d: %w", d.Seq, err)
			}
			all = append(all, Round{Number: len(all) + 1, Terms: said.Terms, Units: said.Units, By: d.By, At: d.At})
		case record.RoundClosed:
			for i := range all {
				if name(all[i].Number) == d.Field {
					all[i].Closed = d.At
				}
			}
		}
	}
	return all, nil
}

// Find gives one round; store.ErrMissing where there is none of that number.
func Find(r store.Reader, number int) (Round, error) {
	all, err := List(r)
	if err != nil || number < 1 || number > len(all) {
		return Round{}, errors.Join(err, missing(err))
	}
	return all[number-1], nil
}

func missing(err error) error {
	if err == nil {
		return store.ErrMissing
	}
	return nil
}

// Close ends a round: nobody answers any more, and all may see the answers.
func Close(l *ledger.Ledger, number int, by, why string) error {
	return l.Write(func(w store.Writer) error {
		r, err := Find(w, number)
		if err != nil {
			return err
		}
		if !r.Open() {
			return ErrClosed
		}
		_, err = w.Append(record.Decision{At: l.Now(), By: by, Verb: record.RoundClosed, Subjects: []string{everyRound, name(number)}, Field: name(number), Why: why})
		return err
	})
}

// Veil covers in a decision what one person may not see yet: the answers that others gave in rounds that are open and, from coders who do without
// the program, the names of accounts, which tell their acts. Its number and its hash stay, so that the log has no gap; the hash betrays nothing,
// since every answer is logged with random letters.
func Veil(rounds []Round, d record.Decision, viewer string) record.Decision {
	for _, r := range rounds {
		if !r.Open() || !slices.Contains(d.Subjects, name(r.Number)) {
			continue
		}
		blind := r.HideMachine && r.Codes(viewer)
		switch {
		case d.Verb == record.Coded && (d.By != viewer || viewer == ""):
			return record.Decision{Seq: d.Seq, Verb: d.Verb, Subjects: []string{name(r.Number)}, Hash: d.Hash}
		case d.Verb == record.Coded && blind:
			d.Field = ""
		case d.Verb == record.RoundOpened && blind:
			d.New = ""
		}
	}
	return d
}
