package publish

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/publish/sheet"
)

// causes says why a row is not what it was: reports that came or went, decisions, another coder, another rule.
func (d comparison) causes(t Table, row sheet.Row, c Change) []string {
	var causes []string
	events := map[string]bool{}
	if c.Event != "" {
		events[c.Event] = true
	}
	report, account := t.cell(row, "report_id"), t.cell(row, "account_id")
	for _, e := range []*edition{d.a, d.b} {
		for _, name := range []string{report, account} {
			if c.Event == "" || name == account {
				maps.Copy(events, e.events[name])
			}
		}
	}
	reports, accounts := d.around(events)
	if report != "" {
		reports[report] = true
	}
	if t.Name == "removed" {
		accounts[t.cell(row, "id")], reports[t.cell(row, "id")] = true, true
	}
	causes = append(causes, d.decided(accounts, reports)...)
	causes = append(causes, d.cameAndWent(reports)...)
	causes = append(causes, d.madeOtherwise(reports)...)
	if len(causes) == 0 {
		causes = append(causes, d.elsewhere()...)
	}
	return causes
}

// around gives the reports and accounts of events, and of the events that share accounts with them in the other release.
func (d comparison) around(events map[string]bool) (reports, accounts map[string]bool) {
	reports, accounts = map[string]bool{}, map[string]bool{}
	for range 2 {
		for event := range events {
			for _, e := range []*edition{d.a, d.b} {
				maps.Copy(reports, e.reports[event])
				maps.Copy(accounts, e.accounts[event])
			}
		}
		for account := range accounts {
			for _, e := range []*edition{d.a, d.b} {
				maps.Copy(events, e.events[account])
			}
		}
	}
	return reports, accounts
}

// decided names the decisions on accounts and reports, and those that bear on all.
func (d comparison) decided(accounts, reports map[string]bool) (causes []string) {
	for _, one := range d.taken {
		about := one.subjects == "" && one.verb == "choose"
		for _, s := range strings.Split(one.subjects, "; ") {
			about = about || accounts[s] || reports[s]
		}
		if about {
			causes = append(causes, one.String())
		}
	}
	return causes
}

func (one decision) String() string {
	s := fmt.Sprintf("decision %d: %s", one.number, one.verb)
	if one.field != "" {
		s += " " + one.field
	}
	switch {
	case one.verb == "redact":
	case one.old != "":
		s += " from " + one.old + " to " + one.new
	case one.new != "":
		s += " " + one.new
	}
	if one.why != "" {
		s += " (" + one.why + ")"
	}
	return s
}

// cameAndWent names the reports that only one of the releases has.
func (d comparison) cameAndWent(reports map[string]bool) (causes []string) {
	t, _ := FindTable("reports")
	for _, id := range slices.Sorted(maps.Keys(reports)) {
		old, new := d.a.tables["reports"][id], d.b.tables["reports"][id]
		switch {
		case old == nil && new != nil:
			causes = append(causes, "new report: "+t.describe(new))
		case old != nil && new == nil:
			causes = append(causes, "report gone: "+t.describe(old))
		}
	}
	return causes
}

// describe names a report for people.
func (t Table) describe(row sheet.Row) string {
	var parts []string
	for _, name := range []string{"outlet", "published", "title"} {
		if s := t.cell(row, name); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ") + " (" + t.cell(row, "report_id")[:min(19, len(t.cell(row, "report_id")))] + ")"
}

// madeOtherwise names what made the releases differently: the coder of a report, the rule, the ceilings.
func (d comparison) madeOtherwise(reports map[string]bool) (causes []string) {
	t, _ := FindTable("reports")
	for _, id := range slices.Sorted(maps.Keys(reports)) {
		old, new := d.a.tables["reports"][id], d.b.tables["reports"][id]
		if old != nil && new != nil && t.cell(old, "coder") != t.cell(new, "coder") {
			causes = append(causes, "read again by version "+t.cell(new, "coder")+" in place of "+t.cell(old, "coder"))
			break
		}
	}
	for _, s := range []struct{ what, old, new string }{
		{"rule of aggregation", d.a.manifest.Rule, d.b.manifest.Rule},
		{"ceiling of places", string(d.a.manifest.Ceiling), string(d.b.manifest.Ceiling)},
		{"ceiling of camps and shelters", string(d.a.manifest.Inhabited), string(d.b.manifest.Inhabited)},
	} {
		if s.old != s.new {
			causes = append(causes, fmt.Sprintf("the %s is %s in place of %s", s.what, orElse(s.new, "as chosen"), orElse(s.old, "as chosen")))
		}
	}
	return causes
}

// elsewhere is what is left where nothing near a row changed: decisions of the harm check bear on all reports that a name stands in, and new
// reports may tell more of a person, or link events.
func (d comparison) elsewhere() (causes []string) {
	for _, one := range d.taken {
		if one.verb == "gate" || one.verb == "same-person" || one.verb == "different-person" || one.verb == "relate" {
			causes = append(causes, one.String())
		}
	}
	came := 0
	for id := range d.b.tables["reports"] {
		if d.a.tables["reports"][id] == nil {
			came++
		}
	}
	if came > 0 {
		causes = append(causes, fmt.Sprintf("%d new reports elsewhere in the ledger: they link other events, or tell more of the people named here", came))
	}
	if len(causes) == 0 {
		causes = []string{"another version of the program draws it otherwise"}
	}
	return causes
}
