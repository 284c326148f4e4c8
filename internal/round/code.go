package round

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/internal/ledger"
	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// Told is the question whether the report tells at these words an event that the codebook counts, "true" or "false". Where it does not,
// there are no other questions.
const Told = "told"

// Questions are what coders answer, in this order. The answers but to Told are written as link.Correct reads them; an empty one says that
// the report does not say.
var Questions = []string{Told, "act", "realisation", "initiator", "target", "when", "where", "size", "dead", "injured", "missing", "arrested", "displaced", "rescued"}

// Answers are what one coder says of one unit.
type Answers struct {
	Values map[string]string `json:"answers"`         // by question
	Words  map[string]string `json:"words,omitempty"` // by question: the report's words that the value was taken from
	Remark string            `json:"-"`
}

// sealed is what the decision that codes a unit holds.
type sealed struct {
	Answers
	Salt string `json:"salt"` // so that nobody can find the answers by trying which have the hash that the log shows
}

// Code logs what a coder says of a unit, or of words of the round's reports at which they find an event that is no unit (see Found). A later answer takes the place of an earlier one. When Code returns it is on disk.
func Code(l *ledger.Ledger, number int, account record.AccountID, by string, a Answers) (logged record.Decision, err error) {
	err = l.Write(func(w store.Writer) error {
		r, err := Find(w, number)
		if err != nil {
			return err
		}
		switch {
		case !r.Open():
			return ErrClosed
		case !r.Codes(by):
			return fmt.Errorf("%w: %s is no coder of round %d", ErrTerms, by, number)
		}
		u, err := r.unit(w, account)
		if err != nil {
			return err
		}
		body, err := w.Body(u.Report())
		if err != nil {
			return err
		}
		machine, _, err := Machine(w, u)
		if err != nil {
			return err
		}
		if a.Values, err = Normal(a.Values, machine); err != nil {
			return err
		}
		if u.IsFound() {
			own, err := codings(w, r)
			if err == nil {
				err = twice(r, own, by, u, a.Values["act"])
			}
			if err != nil {
				return err
			}
		}
		if a.Words, err = wordsIn(body, a); err != nil {
			return err
		}
		said, err := json.Marshal(sealed{a, rand.Text()})
		if err != nil {
			return err
		}
		logged, err = w.Append(record.Decision{At: l.Now(), By: by, Verb: record.Coded, Subjects: []string{name(number)}, Field: string(account), New: string(said), Why: a.Remark})
		return err
	})
	return logged, err
}

// Normal writes answers in one way, so that those that say the same are the same, and says what is wrong with one that cannot be read. What
// is taken over from somebody else's answers is right as it is: the program knows dates that people do not write, such as seasons.
func Normal(values, taken map[string]string) (map[string]string, error) {
	told, err := strconv.ParseBool(values[Told])
	if err != nil {
		return nil, fmt.Errorf("%w: say first whether these words tell an event", ErrTerms)
	}
	if !told {
		return map[string]string{Told: "false"}, nil
	}
	made := map[string]string{Told: "true"}
	for question := range values {
		if !slices.Contains(Questions, question) {
			return nil, fmt.Errorf("%w: there is no question %q", ErrTerms, question)
		}
	}
	for _, question := range Questions[1:] {
		value := strings.TrimSpace(values[question])
		if value != "" && value == taken[question] {
			made[question] = value
			continue
		}
		t, err := link.Correct(link.Telling{}, question, value)
		if err != nil && (value != "" || question == "act" || question == "realisation") {
			return nil, fmt.Errorf("%w: %w", ErrTerms, err)
		}
		if value = link.ValueOf(t, question); value != "" {
			made[question] = value
		}
	}
	return made, nil
}

// wordsIn keeps the words of questions that were answered; all must stand in the report.
func wordsIn(body string, a Answers) (map[string]string, error) {
	kept := map[string]string{}
	for question, words := range a.Words {
		words = strings.TrimSpace(words)
		if words == "" || a.Values[question] == "" {
			continue
		}
		if !strings.Contains(body, words) {
			return nil, fmt.Errorf("%w: the report does not have the words %q", ErrTerms, words)
		}
		kept[question] = words
	}
	return kept, nil
}

// Coding is one coder's answers to one unit.
type Coding struct {
	By string
	Answers
}

// Codings are the answers of a round by unit, each coder's last, in the order of the coders.
type Codings map[record.AccountID][]Coding

// Of gives the answers of one coder to one unit.
func (c Codings) Of(account record.AccountID, by string) (Answers, bool) {
	for _, one := range c[account] {
		if one.By == by {
			return one.Answers, true
		}
	}
	return Answers{}, false
}

// Done counts the units that a coder has answered; what they found beside those is not counted.
func (c Codings) Done(by string) (n int) {
	for account := range c {
		if _, done := c.Of(account, by); done && !ledger.Found(account) {
			n++
		}
	}
	return n
}

// Read gives the answers of a round that somebody may see: all of a closed one, of an open one their own alone.
func Read(r store.Reader, of Round, viewer string) (Codings, error) {
	all, err := codings(r, of)
	if err != nil || !of.Open() {
		return all, err
	}
	for account, some := range all {
		all[account] = slices.DeleteFunc(some, func(c Coding) bool { return c.By != viewer })
	}
	return all, nil
}

func codings(r store.Reader, of Round) (Codings, error) {
	log, err := r.DecisionsOn(name(of.Number))
	if err != nil {
		return nil, err
	}
	all := Codings{}
	for _, d := range log {
		if d.Verb != record.Coded {
			continue
		}
		var said sealed
		if err := json.Unmarshal([]byte(d.New), &said); err != nil {
			return nil, fmt.Errorf("decision %d: %w", d.Seq, err)
		}
		said.Remark = d.Why
		account := record.AccountID(d.Field)
		all[account] = slices.DeleteFunc(all[account], func(c Coding) bool { return c.By == d.By })
		all[account] = append(all[account], Coding{d.By, said.Answers})
	}
	for _, some := range all {
		slices.SortFunc(some, func(a, b Coding) int { return strings.Compare(a.By, b.By) })
	}
	return all, nil
}

// Progress counts how many units each coder has answered. It tells how far they are, and nothing of what they answered.
func Progress(r store.Reader, of Round) (map[string]int, error) {
	all, err := codings(r, of)
	done := map[string]int{}
	for _, coder := range of.Coders {
		done[coder] = all.Done(coder)
	}
	return done, err
}

// Machine gives what the program reads at a unit as a coder would answer; false where it tells no account there any more.
func Machine(r store.Reader, u Unit) (map[string]string, bool, error) {
	id, err := r.Resolve(u.Account)
	if err == nil && ledger.Added(id) {
		return map[string]string{Told: "false"}, false, nil // the program missed it
	}
	if errors.Is(err, store.ErrMissing) {
		return map[string]string{Told: "false"}, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	a, err := r.Account(id)
	if err != nil {
		return nil, false, err
	}
	t, err := link.Decode(a.Telling)
	return valuesOf(t), true, err
}

// valuesOf writes a telling as answers.
func valuesOf(t link.Telling) map[string]string {
	values := map[string]string{Told: "true"}
	for _, question := range Questions[1:] {
		if value := link.ValueOf(t, question); value != "" {
			values[question] = value
		}
	}
	return values
}
