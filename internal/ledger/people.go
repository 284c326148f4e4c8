package ledger

import (
	"errors"
	"slices"
	"strings"

	"dateline/internal/link"
	"dateline/internal/record"
	"dateline/internal/store"
	"dateline/internal/text"
)

const (
	samePerson = 0.8 // least score at which two names are one person's
	mostNames  = 500 // names that a name is compared with at most
)

// people keeps the persons that a report names in full, and finds whom of them other reports name.
func (g *linking) people(r *record.Reading) error {
	for _, n := range namesOf(r) {
		if person, err := g.Person(n.ID); err == nil { // known from an earlier coding, perhaps by other keys
			n.Person = person
			if err := g.write.PutName(n); err != nil {
				return err
			}
			continue
		} else if !errors.Is(err, store.ErrMissing) {
			return err
		}
		near, err := g.NamesNear(n, mostNames)
		if err != nil {
			return err
		}
		if err := g.write.PutName(n); err != nil {
			return err
		}
		for _, they := range near {
			if score, _ := link.SamePerson(named(n), named(they)); score >= samePerson {
				if err := g.join(n.ID, they.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// namesOf gives the persons that a report names by more than one word, each name once.
func namesOf(r *record.Reading) []store.Name {
	var all []store.Name
	for _, a := range r.Actors {
		id := r.Report.ID + "#" + a.Name
		if a.Kind != text.Person || !strings.Contains(strings.TrimSpace(a.Name), " ") || !isName(r, a) ||
			slices.ContainsFunc(all, func(n store.Name) bool { return n.ID == id }) {
			continue
		}
		all = append(all, store.Name{ID: id, Told: a.Name, Country: a.Country, Sector: a.Sector, Role: a.Role, Person: id, Keys: link.PersonKeys(a.Name)})
	}
	return all
}

// isName reports whether an actor is told by a proper name, not by words such as "two officers".
func isName(r *record.Reading, a text.Actor) bool {
	return slices.ContainsFunc(r.Names, func(n text.Name) bool { return n.Type == text.PER && a.Span.Meets(n.Span) })
}

func named(n store.Name) link.Named {
	report, _, _ := strings.Cut(n.ID, "#")
	return link.Named{Name: n.Told, Report: report, Country: n.Country, Sector: n.Sector, Role: n.Role}
}

// join makes two names those of one person, who is known by the first of all their names, unless people said that they are two.
func (g *linking) join(a, b string) error {
	p, err := g.Person(a)
	if err != nil {
		return err
	}
	q, err := g.Person(b)
	if err != nil || p == q {
		return err
	}
	apart, err := g.apart(p, q)
	if err != nil || apart {
		return err
	}
	return g.write.JoinPersons(max(p, q), min(p, q))
}

// apart reports whether people said of a name of one person and a name of another that they are two.
func (g *linking) apart(p, q string) (bool, error) {
	if err := g.askApart(); err != nil {
		return false, err
	}
	for pair, apart := range g.twoPeople {
		if !apart {
			continue
		}
		a, err := g.personOf(pair[0])
		if err != nil {
			return false, err
		}
		b, err := g.personOf(pair[1])
		if err != nil {
			return false, err
		}
		if a == p && b == q || a == q && b == p {
			return true, nil
		}
	}
	return false, nil
}

// personOf is the person that a name names; the name itself where it is not there.
func (g *linking) personOf(name string) (string, error) {
	person, err := g.Person(name)
	if errors.Is(err, store.ErrMissing) {
		return name, nil
	}
	return person, err
}

// askApart reads once which names people said are of two persons. The later decision stands.
func (g *linking) askApart() error {
	if g.twoPeople != nil {
		return nil
	}
	ds, err := g.allDecisions()
	if err != nil {
		return err
	}
	g.twoPeople = map[[2]string]bool{}
	for _, d := range ds {
		if d.Verb == record.NotPerson || d.Verb == record.SamePerson {
			g.sayApart(d.Subjects, d.Verb == record.NotPerson)
		}
	}
	return nil
}

func (g *linking) sayApart(names []string, apart bool) {
	for i, a := range names {
		for _, b := range names[:i] {
			g.twoPeople[[2]string{min(a, b), max(a, b)}] = apart
		}
	}
}
