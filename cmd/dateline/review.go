package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/round"
	"dateline/internal/store"
)

// review holds the flags of `dateline review`.
type review struct {
	ledger       ledgerFlags
	by, why      string
	field, value string
	words        string
	set, from    map[string]string
	json         bool
}

func newReview() *cobra.Command {
	var f review
	c := &cobra.Command{
		Use:   "review [VERB SUBJECT...]",
		Short: "Decide on events and accounts, or list what was decided",
		Long: "Takes one decision and logs it. VERB is accept, reject, correct, add, merge, split, relate, same, different, unsure, choose,\n" +
			"same-person, different-person, same-text, different-text, unsure-text or undo; SUBJECT is an event (e-…) or an account (of correct, split, same and different: an account; the\n" +
			"beginning of its report's id will do); of add, same-text, different-text and unsure-text it is a report; of undo it is the number of a decision. Without arguments the log is printed.",
		Example: "  dateline review accept e-0c2k5q9ahd1t --why 'read both reports'\n" +
			"  dateline review correct sha256:…#a3 --field dead --value 3 --why 'the headline says so'\n" +
			"  dateline review different-text sha256:0c2f9e sha256:5b11e0 --why 'each sent its own reporter'\n" +
			"  dateline review add sha256:… --words 'nothing but ash was left' --set act=clear-settlement --set when=2024-03-03 --from target='the tents'\n" +
			"  dateline review undo 12",
		RunE: f.run,
	}
	flags := c.Flags()
	f.ledger.add(flags)
	flags.StringVar(&f.by, "by", "", "who decides; your user name where it is not given")
	flags.StringVar(&f.why, "why", "", "the reason, kept with the decision")
	flags.StringVar(&f.field, "field", "", "of correct: the field; of relate: follow-up, series or part-of")
	flags.StringVar(&f.value, "value", "", "of correct: the right value; of choose: conservative, informative or representative")
	flags.StringVar(&f.words, "words", "", "of add: the report's words that tell the event")
	flags.StringToStringVar(&f.set, "set", nil, "of add: a field with its value, such as act=arrest; may be repeated")
	flags.StringToStringVar(&f.from, "from", nil, "of add: a field with the report's words for it; without a value of its own the words are the value")
	flags.BoolVar(&f.json, "json", false, "print JSON")
	return c
}

func (f *review) run(c *cobra.Command, args []string) error {
	l, err := f.ledger.open()
	if err != nil {
		return err
	}
	defer l.Close()
	if len(args) == 0 {
		return l.Read(func(r store.Reader) error { return f.log(c.OutOrStdout(), r) })
	}
	d, err := f.decision(args)
	if err != nil {
		return useError{err}
	}
	d, err = l.Decide(d)
	if errors.Is(err, ledger.ErrDecision) {
		return useError{err}
	}
	if err != nil {
		return err
	}
	return f.print(c.OutOrStdout(), d)
}

// verbs are those that a person takes by hand; releases and the harm check log their own.
var verbs = []record.Verb{
	record.Accept, record.Reject, record.Correct, record.Add, record.Merge, record.Split, record.Relate, record.Same, record.Different, record.Unsure, record.Choose,
	record.SamePerson, record.NotPerson, record.SameText, record.OtherText, record.UnsureText, record.Undo,
}

func (f *review) decision(args []string) (d record.Decision, err error) {
	d = record.Decision{Verb: record.Verb(args[0]), By: f.by, Why: f.why, Field: f.field, New: f.value, Subjects: args[1:]}
	if !slices.Contains(verbs, d.Verb) {
		return d, fmt.Errorf("no decision is named %q; there are %s", args[0], joinVerbs())
	}
	if d.By == "" {
		d.By = userName()
	}
	if d.Verb == record.Add {
		if len(args) != 2 {
			return d, fmt.Errorf("an event is added to one report")
		}
		return f.addition().Decision(args[1], d.By, d.Why), nil
	}
	if d.Verb == record.Undo {
		if len(args) != 2 {
			return d, fmt.Errorf("undo takes the number of one decision")
		}
		if d.Undoes, err = strconv.ParseInt(args[1], 10, 64); err != nil {
			return d, fmt.Errorf("undo takes the number of a decision, as `dateline review` lists it, not %q", args[1])
		}
	}
	return d, nil
}

// addition is the event that the flags tell.
func (f *review) addition() ledger.Addition {
	a := ledger.Addition{Words: f.words, Values: map[string]string{}, From: f.from}
	maps.Copy(a.Values, f.from)
	maps.Copy(a.Values, f.set)
	return a
}

func joinVerbs() string {
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = string(v)
	}
	return strings.Join(names, ", ")
}

func (f *review) log(w io.Writer, r store.Reader) error {
	rounds, err := round.List(r)
	if err != nil {
		return err
	}
	for d, err := range store.EachDecision(r, 0) {
		if err == nil {
			err = f.print(w, round.Veil(rounds, d, ""))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *review) print(w io.Writer, d record.Decision) error {
	if f.json {
		return json.NewEncoder(w).Encode(d)
	}
	if d.By == "" {
		_, err := fmt.Fprintf(w, "%d  %s  covered until the round is closed  %s\n", d.Seq, d.Verb, inShort(d.Subjects))
		return err
	}
	line := fmt.Sprintf("%d  %s  %s  %s", d.Seq, d.At.Format("2006-01-02 15:04"), d.By, d.Verb)
	for _, part := range []string{d.Field, f.change(d), inShort(d.Subjects), undone(d)} {
		if part != "" {
			line += "  " + part
		}
	}
	if d.Why != "" {
		line += "  (" + d.Why + ")"
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// change is what a decision says. The terms of a round and answers in it are long; --json has them.
func (f *review) change(d record.Decision) string {
	if a, err := ledger.AdditionOf(d); d.Verb == record.Add && err == nil {
		return "→ " + a.String()
	}
	if d.Verb == record.RoundOpened || d.Verb == record.Coded {
		return ""
	}
	if d.Verb == record.Redact {
		return d.Old // New holds hashes of what was left of other decisions
	}
	if d.Old == "" {
		return d.New
	}
	return d.Old + " → " + d.New
}

func undone(d record.Decision) string {
	if d.Undoes == 0 {
		return ""
	}
	return "of " + strconv.FormatInt(d.Undoes, 10)
}

// userName is the name of the person at this machine, as the system knows it.
func userName() string {
	who, err := user.Current()
	if err != nil {
		return "unknown"
	}
	return who.Username
}

// inShort writes accounts and reports with the beginning of the report's hash, enough to tell them apart.
func inShort(subjects []string) string {
	const kept = len("sha256:") + 8
	short := make([]string, len(subjects))
	for i, s := range subjects {
		report, local, account := strings.Cut(s, "#")
		short[i] = s
		if strings.HasPrefix(report, "sha256:") && len(report) > kept {
			if short[i] = report[:kept] + "…"; account {
				short[i] += "#" + local
			}
		}
	}
	return strings.Join(short, " ")
}
