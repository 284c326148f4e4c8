package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

// Addition is an event that a report tells and the program missed, as a person reads it. It becomes an account of the report's reading, beside
// those of the program, and is linked, judged and published as they are.
type Addition struct {
	Start  int               `json:"start"`          // of Words, in Unicode code points of the body; where they do not stand there, the nearest are meant
	Words  string            `json:"words"`          // of the report, that tell the event
	Values map[string]string `json:"values"`         // by field, as link.Correct reads them; "act" must be there
	From   map[string]string `json:"from,omitempty"` // by field: the report's words that a value was taken from
}

// AddedRule is the rule in the origin of accounts that people added; its version is "".
const AddedRule = "added by a person"

// addedPrefix begins the names of such accounts within their reports.
const addedPrefix = "added-"

// Added reports whether a person added an account that the program had missed.
func Added(id record.AccountID) bool {
	_, local, _ := strings.Cut(string(id), "#")
	return strings.HasPrefix(local, addedPrefix)
}

// Decision is the decision by which somebody adds an event to a report.
func (a Addition) Decision(report, by, why string) record.Decision {
	said, _ := json.Marshal(a) // strings and a number
	return record.Decision{Verb: record.Add, By: by, Why: why, Subjects: []string{report}, New: string(said)}
}

// AdditionOf reads what a decision adds.
func AdditionOf(d record.Decision) (a Addition, err error) {
	if err := json.Unmarshal([]byte(d.New), &a); err != nil {
		return a, fmt.Errorf("%w: an event is added as JSON with words and values: %w", ErrDecision, err)
	}
	return a, nil
}

// String lists the values, in the order of fields: "act clear-settlement, when 2024-03-03".
func (a Addition) String() string {
	var all []string
	for _, field := range a.fields() {
		all = append(all, field+" "+a.Values[field])
	}
	return strings.Join(all, ", ")
}

// corrections are the values of an addition as decisions that correct them: the program now tells the event itself, and a person's values stand.
func (a Addition) corrections(by record.Decision) (all []record.Decision) {
	for _, field := range a.fields() {
		d := by
		d.Verb, d.Field, d.New = record.Correct, field, a.Values[field]
		all = append(all, d)
	}
	return all
}

// fields are those with a value, in the order in which they are to be set: who is counted comes before how many.
func (a Addition) fields() (all []string) {
	for _, field := range slices.Concat(Fields, slices.Sorted(maps.Keys(a.Values))) {
		if strings.TrimSpace(a.Values[field]) != "" && !slices.Contains(all, field) {
			all = append(all, field)
		}
	}
	return all
}

// account makes the account that an addition tells in a reading.
func (a Addition) account(r *record.Reading) (record.Account, error) {
	trigger, found := WordsAt(r.Body, a.Words, a.Start)
	if !found {
		return record.Account{}, fmt.Errorf("%w: the report does not have the words %q", ErrDecision, a.Words)
	}
	t := link.Telling{Trigger: trigger, Realisation: record.Happened}
	var err error
	for _, field := range a.fields() {
		if t, err = link.Correct(t, field, a.value(r, field, trigger)); err != nil {
			return record.Account{}, fmt.Errorf("%w: %w", ErrDecision, err)
		}
	}
	if t.Act == "" {
		return record.Account{}, fmt.Errorf("%w: say of which act the event is", ErrDecision)
	}
	for field, words := range a.From {
		span, found := WordsAt(r.Body, words, utf8.RuneCountInString(r.Body[:trigger.Start]))
		if !found {
			return record.Account{}, fmt.Errorf("%w: the report does not have the words %q", ErrDecision, words)
		}
		take(&t, field, span, r)
	}
	return record.Account{
		ID: fmt.Sprintf("%s%s-%d", addedPrefix, t.Act, trigger.Start), Act: t.Act, Trigger: trigger, Realisation: t.Realisation, Negated: t.Negated, Background: t.Background,
		Participants: t.Participants, When: t.When, Where: t.Where, Harm: t.Harm, Sentence: sentenceAt(r, trigger), Confidence: 1, Origin: text.Origin{Rule: AddedRule},
	}, nil
}

// AccountIn names the account that an addition becomes in a reading.
func (a Addition) AccountIn(r *record.Reading) (record.AccountID, error) {
	account, err := a.account(r)
	return record.AccountID(r.Report.ID + "#" + account.ID), err
}

// value is that of a field. Words for a time, where no time is written, mean what the program reads in them.
func (a Addition) value(r *record.Reading, field string, trigger text.Span) string {
	value := strings.TrimSpace(a.Values[field])
	if field != "when" || value == "" || value != strings.TrimSpace(a.From[field]) {
		return value
	}
	span, _ := WordsAt(r.Body, value, utf8.RuneCountInString(r.Body[:trigger.Start]))
	for _, d := range r.Dates {
		if d.Span.Meets(span) && d.EDTF != "" {
			return d.EDTF
		}
	}
	return value
}

// WordsAt finds words in a body: at a code point, else the nearest to it, the earlier of two as near.
func WordsAt(body, words string, at int) (span text.Span, found bool) {
	if words = strings.TrimSpace(words); words == "" {
		return span, false
	}
	wanted := byteAt(body, at)
	for from := 0; ; {
		next := strings.Index(body[from:], words)
		if next < 0 {
			return span, found
		}
		start := from + next
		if !found || distance(start, wanted) < distance(span.Start, wanted) {
			span, found = text.Span{Start: start, End: start + len(words)}, true
		}
		from = start + 1
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// byteAt is the byte of a code point, the end of the body where it has fewer.
func byteAt(body string, point int) int {
	n := 0
	for i := range body {
		if n == point {
			return i
		}
		n++
	}
	return len(body)
}

// take notes the words that a value was taken from, and of what the program knows of those words what a name alone does not say.
func take(t *link.Telling, field string, span text.Span, r *record.Reading) {
	switch field {
	case "when":
		t.When.Span = span
	case "where":
		for i := range t.Where {
			t.Where[i] = placed(t.Where[i], span, r.Places)
		}
	case "initiator", "target":
		for i, p := range t.Participants {
			if p.Role == record.Role(field) {
				t.Participants[i] = known(p, span, r.Actors)
			}
		}
	case "size":
		for i := range t.Participants {
			if t.Participants[i].Amount.Best.Known || t.Participants[i].Amount.Low.Known {
				t.Participants[i].Amount.Span = span
			}
		}
	default:
		for i := range t.Harm {
			if t.Harm[i].Kind == field {
				t.Harm[i].Span = span
			}
		}
	}
}

// placed is a place at its words. Where a person gives its name alone, the position is that which the program found for those words.
func placed(w record.Where, span text.Span, all []text.Place) record.Where {
	w.Span = span
	for _, p := range all {
		if p.Span.Meets(span) && p.Gazetteer != "" && (w.Gazetteer == p.Gazetteer || w.Gazetteer == "" && w.Precision == "") {
			role := w.Role
			w = record.Where{Place: p, Role: role}
			w.Span = span
		}
	}
	return w
}

// known is somebody at their words, with the country, the sector and the class that the program read there.
func known(p record.Participant, span text.Span, all []text.Actor) record.Participant {
	p.Span = span
	for _, a := range all {
		if a.Span.Meets(span) {
			p.Country, p.Sector, p.Class = a.Country, a.Sector, a.Class
			break
		}
	}
	return p
}

// sentenceAt is the number of the sentence of the last account before some words; readings do not keep sentences.
func sentenceAt(r *record.Reading, words text.Span) (n int) {
	for _, a := range r.Accounts {
		if a.Trigger.Start <= words.Start {
			n = max(n, a.Sentence)
		}
	}
	return n
}

// completeAddition checks an event that somebody adds to a report, and names the account that it becomes.
func (g *linking) completeAddition(d *record.Decision) error {
	if len(d.Subjects) != 1 {
		return fmt.Errorf("%w: an event is added to one report at a time", ErrDecision)
	}
	report, err := ReportNamed(g, strings.TrimSuffix(d.Subjects[0], "…"))
	if err != nil {
		return fmt.Errorf("%w: the report %s is %w", ErrDecision, d.Subjects[0], err)
	}
	r, err := g.Reading(report)
	if err != nil {
		return fmt.Errorf("%w: the report %s cannot be read: %w", ErrDecision, report, err)
	}
	a, err := AdditionOf(*d)
	if err != nil {
		return err
	}
	account, err := a.account(r)
	if err != nil {
		return err
	}
	if told := toldBy(r.Accounts, account); told != "" {
		return fmt.Errorf("%w: the account %s tells this already; accept or correct it", ErrDecision, told)
	}
	for _, field := range a.fields() { // as the program understood them
		a.Values[field] = link.ValueOf(viewOf(account), field)
	}
	a.Words = r.Body[account.Trigger.Start:account.Trigger.End]
	a.Start = utf8.RuneCountInString(r.Body[:account.Trigger.Start])
	*d = a.Decision(report, d.By, d.Why)
	d.Subjects, d.Field = []string{report + "#" + account.ID, report}, a.Words
	return nil
}

// viewOf is what the linker sees of the values of an account.
func viewOf(a record.Account) link.Telling {
	return link.Telling{Act: a.Act, Realisation: a.Realisation, Negated: a.Negated, Background: a.Background, Participants: a.Participants, When: a.When, Where: a.Where, Harm: a.Harm}
}

// toldBy names the account of the same act at the same words; empty where none is.
func toldBy(all []record.Account, a record.Account) string {
	for _, other := range all {
		if other.Act != a.Act {
			continue
		}
		for _, words := range append([]text.Span{other.Trigger}, other.Also...) {
			if words.Meets(a.Trigger) {
				return other.ID
			}
		}
	}
	return ""
}

// extend lets the accounts that people added stand in a reading, and no other of that kind. What the program tells itself is not told twice.
func (g *linking) extend(r *record.Reading) (changed bool, err error) {
	ds, err := g.DecisionsOn(r.Report.ID)
	if err != nil {
		return false, err
	}
	before := len(r.Accounts)
	r.Accounts = slices.DeleteFunc(r.Accounts, func(a record.Account) bool { return a.Origin.Rule == AddedRule })
	changed = len(r.Accounts) < before
	for _, d := range Standing(ds) {
		if d.Verb != record.Add {
			continue
		}
		a, err := AdditionOf(d)
		if err != nil {
			return changed, err
		}
		account, err := a.account(r)
		if err != nil || toldBy(r.Accounts, account) != "" {
			continue // the words are no longer there, or the program tells it now
		}
		at := slices.IndexFunc(r.Accounts, func(b record.Account) bool { return b.Trigger.Start > account.Trigger.Start })
		if at < 0 {
			at = len(r.Accounts)
		}
		r.Accounts, changed = slices.Insert(r.Accounts, at, account), true
	}
	return changed, nil
}

// reportOf is the report to which a decision adds an event, or from which one that undoes it takes it.
func reportOf(d record.Decision) string {
	if len(d.Subjects) < 2 {
		return ""
	}
	return d.Subjects[1]
}

// reread draws the accounts of a report again from what the program read and what people added.
func (g *linking) reread(report string) error {
	r, err := g.Reading(report)
	if errors.Is(err, store.ErrMissing) {
		return nil // it was erased
	}
	if err != nil {
		return err
	}
	kept, err := g.Report(report)
	if err != nil {
		return err
	}
	if changed, err := g.extend(r); err != nil || !changed {
		return err
	}
	delete(g.readings, report)
	keys := keysOf(r)
	if err := g.write.PutReading(report, kept.Coder, r, slices.Concat(keys.words, keys.fixed)); err != nil {
		return err
	}
	if err := g.copies(r, keys); err != nil {
		return err
	}
	return g.report(g.linker.Tell(r), report)
}
