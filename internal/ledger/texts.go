package ledger

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
)

// saidOfTexts gives what people say of the text of a report and those of others: whether they are one. The later decision stands.
func saidOfTexts(r store.Reader, report string) (map[string]bool, error) {
	ds, err := r.DecisionsOn(report)
	said := map[string]bool{}
	for _, d := range Standing(ds) {
		for _, other := range d.Subjects {
			switch {
			case !d.Verb.OnTexts() || other == report:
			case d.Verb == record.UnsureText:
				delete(said, other)
			default:
				said[other] = d.Verb == record.SameText
			}
		}
	}
	return said, err
}

// judgedTexts gives what people say of the text of a report and those of others that are there.
func (g *linking) judgedTexts(report string) (all []store.Copy, err error) {
	said, err := saidOfTexts(g, report)
	if err != nil {
		return nil, err
	}
	for _, other := range slices.Sorted(maps.Keys(said)) {
		_, err := g.Body(other)
		switch {
		case errors.Is(err, store.ErrMissing): // erased
		case err != nil:
			return nil, err
		case said[other]:
			all = append(all, copyOf(report, other, link.Judged, 1))
		default:
			all = append(all, copyOf(report, other, link.Apart, 0))
		}
	}
	return all, nil
}

// onTexts lets a decision on the texts of reports take effect: their copies are found again, and what they tell is counted again.
func (g *linking) onTexts(d record.Decision) error {
	if err := g.textsAgain(d.Subjects); err != nil {
		return err
	}
	return g.settle()
}

// textsAgain finds the copies of reports again, and marks what they tell. One that was erased has none.
func (g *linking) textsAgain(reports []string) error {
	for _, id := range reports {
		reading, err := g.Reading(id)
		if errors.Is(err, store.ErrMissing) {
			continue
		}
		if err == nil {
			err = g.copies(reading, keysOf(reading))
		}
		if err != nil {
			return err
		}
		accounts, err := g.AccountsOf(id)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			g.dirty[a.ID] = true
		}
	}
	return nil
}

// completeTexts names by their whole ids the reports whose texts a decision is about.
func (g *linking) completeTexts(d *record.Decision) error {
	if err := g.completeReports(d); err != nil {
		return err
	}
	if len(d.Subjects) < 2 {
		return fmt.Errorf("%w: %s takes two reports at least", ErrDecision, d.Verb)
	}
	for _, id := range d.Subjects {
		if _, err := g.Body(id); errors.Is(err, store.ErrMissing) {
			return fmt.Errorf("%w: no text was read in report %s", ErrDecision, id)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// behind is the verb that takes effect anew when a decision does: of an undo that of what it undoes, or of what that undoes.
func behind(r store.Reader, d record.Decision) (record.Verb, error) {
	for d.Verb == record.Undo {
		undone, err := r.Decisions(d.Undoes-1, 1)
		if err != nil || len(undone) == 0 {
			return d.Verb, err
		}
		d = undone[0]
	}
	return d.Verb, nil
}

// namesReport reports whether the subject of a decision is a report: it is no event, and neither an account nor a name in one.
func namesReport(subject string) bool {
	return !strings.HasPrefix(subject, "e-") && !strings.Contains(subject, "#")
}

// textDecisions gives the decisions on the text of a report.
func textDecisions(r store.Reader, report string) ([]record.Decision, error) {
	ds, err := r.DecisionsOn(report)
	return slices.DeleteFunc(ds, func(d record.Decision) bool {
		return !d.Verb.OnTexts() && (d.Verb != record.Undo || !namesReport(d.Subjects[0]))
	}), err
}

// amongReports gives the decisions on whether two of some reports print one text.
func amongReports(r store.Reader, reports []string) (all []record.Decision, err error) {
	for i, id := range reports {
		some, err := textDecisions(r, id)
		if err != nil {
			return nil, err
		}
		for _, d := range some {
			if slices.ContainsFunc(d.Subjects, func(s string) bool { return slices.Contains(reports[:i], s) }) {
				all = append(all, d)
			}
		}
	}
	return all, nil
}

// inOrder puts decisions into their order, each once.
func inOrder(ds []record.Decision) []record.Decision {
	slices.SortFunc(ds, func(a, b record.Decision) int { return int(a.Seq - b.Seq) })
	return slices.CompactFunc(ds, func(a, b record.Decision) bool { return a.Seq == b.Seq })
}
