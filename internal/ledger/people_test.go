package ledger_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/ledger"
	"dateline/internal/record"
	"dateline/internal/store"
)

// persons gives the names of each person with more than one.
func persons(t *testing.T, l *ledger.Ledger) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := l.Read(func(r store.Reader) error {
		reports, err := r.Reports("", 1000)
		if err != nil {
			return err
		}
		for _, report := range reports {
			reading, err := r.Reading(report.ID)
			if err != nil {
				return err
			}
			for _, a := range reading.Actors {
				name := report.ID + "#" + a.Name
				if person, err := r.Person(name); err == nil && !slices.Contains(all[person], name) {
					all[person] = append(all[person], name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestOnePersonAcrossReports(t *testing.T) {
	l := sample(t)
	found := false
	for person, names := range persons(t, l) {
		if person != slices.Min(names) {
			t.Errorf("a person is known by %s, not by the first of %q", person, names)
		}
		surnames := map[string]bool{}
		for _, name := range names {
			words := strings.Fields(name)
			surnames[strings.ToLower(words[len(words)-1])] = true
		}
		if found = found || len(names) > 2; len(surnames) > 3 {
			t.Errorf("one person with the surnames %v", surnames)
		}
	}
	if !found {
		t.Error("nobody was found in more than two reports")
	}
}

func TestPeopleDecideWhoIsOnePerson(t *testing.T) {
	l := sample(t)
	for _, names := range persons(t, l) {
		if len(names) < 3 {
			continue
		}
		decide := func(verb record.Verb) {
			if _, err := l.Decide(record.Decision{Verb: verb, By: "tester", Subjects: names[:2]}); err != nil {
				t.Fatal(err)
			}
		}
		same := func() bool {
			var a, b string
			l.Read(func(r store.Reader) error { a, _ = r.Person(names[0]); b, _ = r.Person(names[1]); return nil })
			return a == b
		}
		if decide(record.NotPerson); same() {
			t.Errorf("%q are still one person", names[:2])
		}
		if decide(record.SamePerson); !same() {
			t.Errorf("%q stay two, though the later decision says one", names[:2])
		}
		return
	}
}
