package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/record"
	"dateline/internal/store"
)

// conceal erases from the log what people typed of a report that is erased: values, names, and reasons, which may name who asked for it. In their
// place stands a keyed hash. It gives what the decision that erases has to say of this, so that the log still verifies.
func (g *linking) conceal(report string, salted func([]byte) string) (string, error) {
	var said []string
	for d, err := range store.EachDecision(g, 0) {
		if err != nil {
			return "", err
		}
		about := func(subject string) bool { id, _, _ := strings.Cut(subject, "#"); return id == report }
		if d.Verb == record.Redact || d.Verb == record.RoundOpened || d.Verb == record.Coded || !slices.ContainsFunc(d.Subjects, about) {
			continue
		}
		covered := concealed(d, about, func(value string) string { return "erased " + salted([]byte(value)) })
		hash := store.HashOf(covered)
		if hash == store.HashOf(d) {
			continue
		}
		if err := g.write.Conceal(covered); err != nil {
			return "", err
		}
		said = append(said, fmt.Sprintf("%d:%s", d.Seq, hash))
	}
	return strings.Join(said, " "), nil
}

// concealed is a decision without what it says of a report: which subjects are about that, about says.
func concealed(d record.Decision, about func(subject string) bool, erased func(value string) string) record.Decision {
	cover := func(value *string) {
		if *value != "" && !strings.HasPrefix(*value, "erased ") {
			*value = erased(*value)
		}
	}
	cover(&d.Why)
	d.Subjects = slices.Clone(d.Subjects)
	switch d.Verb {
	case record.SamePerson, record.NotPerson:
		for i, s := range d.Subjects {
			if report, name, _ := strings.Cut(s, "#"); about(s) {
				cover(&name)
				d.Subjects[i] = report + "#" + name
			}
		}
	case record.Correct:
		cover(&d.Old)
		cover(&d.New)
	case record.Add:
		a, _ := AdditionOf(d) // logged by this program
		cover(&a.Words)
		line, _ := json.Marshal(Addition{Words: a.Words, Values: map[string]string{}}) // strings and a number
		d.New = string(line)
		cover(&d.Field)
	}
	return d
}
